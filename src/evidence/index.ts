/**
 * The evidence log: what happened, entry by entry, in a chain for each case, each batch and each commission. An entry is the
 * canonical bytes that were hashed; it names the hash of the entry before it, so that none can be changed,
 * removed or put in between without breaking every later one. What is stored is what was hashed.
 */
import { accept, canonicalBytes, refuse, sha256, type Instant, type Outcome } from '../kernel/index.ts';

/** Who did it, as the entry names them. */
export interface EntryActor {
  readonly kind: 'person' | 'respondent' | 'system';
  readonly name: string;
  readonly id: string | null;
  readonly role: string | null;
}

/** What happened, before it has its place in the chain. Kinds are past tense: `case_accepted`. */
export interface Happening {
  readonly chainId: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Entry {
  readonly schema: 'assize/evidence/v1';
  readonly chainId: string;
  readonly seq: number;
  /** The hash of the entry before; null for the first. */
  readonly previous: string | null;
  readonly kind: string;
  readonly happenedAt: string;
  readonly recordedAt: string;
  readonly actor: EntryActor;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface SealedEntry {
  readonly entry: Entry;
  readonly bytes: Uint8Array;
  readonly hash: string;
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: string | null;
}

export const emptyChain: ChainHead = { seq: 0, hash: null };

export function sealEntry(
  happening: Happening,
  after: ChainHead,
  when: { readonly happenedAt: Instant; readonly recordedAt: Instant; readonly actor: EntryActor },
): SealedEntry {
  const entry: Entry = {
    schema: 'assize/evidence/v1',
    chainId: happening.chainId,
    seq: after.seq + 1,
    previous: after.hash,
    kind: happening.kind,
    happenedAt: when.happenedAt.toString(),
    recordedAt: when.recordedAt.toString(),
    actor: when.actor,
    facts: happening.facts,
  };
  const bytes = canonicalBytes(entry);
  return { entry, bytes, hash: sha256(bytes) };
}

export type ChainFault = 'chain_entry_unreadable' | 'chain_entry_out_of_place' | 'chain_link_broken' | 'chain_entry_not_canonical';

/**
 * Reads a chain from its stored entries and checks that it is whole: every entry of this chain, numbered from
 * 1 without a gap, naming the hash of the one before, in canonical form. Refuses at the first that is not.
 */
export function checkChain(chainId: string, stored: readonly Uint8Array[]): Outcome<readonly SealedEntry[], ChainFault> {
  const entries: SealedEntry[] = [];
  let head = emptyChain;
  for (const [index, bytes] of stored.entries()) {
    const at = { entry: index + 1 };
    const read = readEntry(bytes);
    if (read === null) return refuse('chain_entry_unreadable', at);
    const { entry, canonicalHash } = read;
    if (entry.chainId !== chainId || entry.seq !== head.seq + 1) return refuse('chain_entry_out_of_place', { ...at, kind: entry.kind });
    if (entry.previous !== head.hash) return refuse('chain_link_broken', { ...at, kind: entry.kind });
    const hash = sha256(bytes);
    if (hash !== canonicalHash) return refuse('chain_entry_not_canonical', { ...at, kind: entry.kind });
    entries.push({ entry, bytes, hash });
    head = { seq: entry.seq, hash };
  }
  return accept(entries);
}

/** Null for what is no entry at all: neither text, nor an object, nor of values that have a canonical form. */
function readEntry(bytes: Uint8Array): { readonly entry: Entry; readonly canonicalHash: string } | null {
  try {
    const entry: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof entry === 'object' && entry !== null ? { entry: entry as Entry, canonicalHash: sha256(canonicalBytes(entry)) } : null;
  } catch {
    return null;
  }
}
