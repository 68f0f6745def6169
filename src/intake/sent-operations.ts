/** Reading what was sent: the files of a check, or of one round of a batch, under their mapping, loan by loan. */
import { assert, type Day, type Outcome } from '../kernel/index.ts';
import type { World } from '../shell/act.ts';
import type { RowResult } from './assemble.ts';
import type { Batch, BatchFile, Round } from './batch.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { readLoanFiles, type Intake } from './reading-operations.ts';
import type { IntakeRefusal } from './refusals.ts';
import type { InputFile } from './table.ts';

/** The mapping of a batch or a check, which was valid when it was taken. */
export async function mappingOf(world: World, { mappingSha256 }: { readonly mappingSha256: string }): Promise<Mapping> {
  const mapping = readMapping(new TextDecoder().decode(await world.blobs.get(mappingSha256)));
  assert(mapping.ok, 'a mapping is kept only when it is valid');
  return mapping.value;
}

/** What is read at once: files, under a mapping, for claims as of a day. */
export interface Sent {
  readonly files: readonly BatchFile[];
  /** What earlier rounds brought, the latest first: a correction need not bring again what has not changed. */
  readonly earlier: readonly (readonly BatchFile[])[];
  readonly mappingSha256: string;
  readonly asOf: Day;
}

export const sentIn = ({ rounds, mappingSha256, asOf }: Batch, { round, files }: Round): Sent => ({
  files,
  // A round that could not be read has nothing to give.
  earlier: rounds.filter((each) => each.round < round && each.counters.planned > 0).map((each) => each.files).toReversed(),
  mappingSha256,
  asOf,
});

/** Reads what was sent, in a working folder of the caller's. */
export async function readSent(world: World, { files, earlier, asOf, ...sent }: Sent, folder: string): Promise<Outcome<Intake, IntakeRefusal>> {
  const inputs = (kept: readonly BatchFile[]): readonly InputFile[] => kept.map(({ name, sha256 }) => ({ name, path: world.blobs.pathOf(sha256) }));
  return readLoanFiles(inputs(files), await mappingOf(world, sent), folder, asOf.toString(), earlier.map(inputs));
}

/** The results from a position on, in sets of one size counted from the first result of all. */
export async function* setsFrom(results: Intake['results'], from: number, size: number): AsyncGenerator<{ readonly first: number; readonly results: readonly RowResult[] }> {
  let position = 0;
  let set: RowResult[] = [];
  for await (const several of results) {
    for (const result of several) {
      position += 1;
      if (position > from) set.push(result);
      if (set.length < size) continue;
      yield { first: position - set.length, results: set };
      set = [];
    }
  }
  if (set.length > 0) yield { first: position - set.length, results: set };
}
