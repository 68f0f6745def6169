import type { Act, Actor } from '../shell/act.ts';
import { emptyChain, sealEntry, type EntryActor, type Happening, type SealedEntry } from './index.ts';
import { chainHeads, insertEntries, selectChain } from './store.ts';

/**
 * Records what happened, in the act's own transaction. Several happenings of one chain keep their order. The
 * caller holds the lock on what the chain is about (its case or batch); the primary key refuses a race.
 */
export async function record(act: Act, happenings: readonly Happening[]): Promise<readonly SealedEntry[]> {
  if (happenings.length === 0) return [];
  const heads = new Map(await chainHeads(act, [...new Set(happenings.map((each) => each.chainId))]));
  const when = { happenedAt: act.at, recordedAt: act.recordedAt, actor: entryActor(act.actor) };
  const sealed = happenings.map((happening) => {
    const next = sealEntry(happening, heads.get(happening.chainId) ?? emptyChain, when);
    heads.set(happening.chainId, { seq: next.entry.seq, hash: next.hash });
    return next;
  });
  await insertEntries(act, sealed);
  return sealed;
}

/** The stored bytes of a chain, in order; empty when the act may not see it. */
export async function readChain(act: Act, chainId: string): Promise<readonly Uint8Array[]> {
  return (await selectChain(act, chainId)).map((row) => row.body);
}

function entryActor(actor: Actor): EntryActor {
  const known = { kind: actor.kind, name: actor.name };
  return actor.kind === 'person' ? { ...known, id: actor.personId, role: actor.roles.join(' ') } : { ...known, id: null, role: null };
}
