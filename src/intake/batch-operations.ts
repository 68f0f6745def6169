/**
 * Batches: what a lender sends becomes cases. A round of a batch is taken in one act and worked through by a job
 * (filing-operations.ts). Corrections are further rounds: what an earlier round has filed is counted as repeated, and
 * what it has turned away is superseded by the answer of the later one.
 */
import { record } from '../evidence/operations.ts';
import { accept, assert, canonicalBytes, isAfter, newId, refuse, sha256, type Day, type Outcome, type Refusal } from '../kernel/index.ts';
import type { Institution } from '../parties/index.ts';
import { institutionById } from '../parties/operations.ts';
import { rulesOn } from '../rulebook/operations.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import { isUnderWay, latestRound, type Batch, type BatchFile, type PlacedItem, type Round } from './batch.ts';
import { readMapping } from './mapping.ts';
import { packRejects, writeRejects, type RejectsFile } from './rejects-operations.ts';
import type { Reject } from './rejects.ts';
import { mappingOf, readSent, sentIn, setsFrom } from './sent-operations.ts';
import { insertBatch, insertRound, lockBatch, selectBatch, selectBatches, selectItems, selectOpenItems, selectOpenRounds, updateBatch, type ItemFilter } from './store.ts';
import { byOf, keepFiles, type SentFile } from './upload-operations.ts';

/** The job that files a batch; the edge of that name runs it. */
export const fileBatchTask = 'file_batch';

export interface BatchRequest {
  readonly reference: string;
  readonly commissionId: string;
  readonly asOf: Day;
  readonly mapping: string;
  readonly files: readonly SentFile[];
}

export type TermsRefusal = 'as_of_in_the_future' | 'commission_unknown' | 'commission_without_rules' | 'mapping_invalid' | 'upload_unknown';

export type BatchRefusal = 'batch_without_files' | TermsRefusal | 'batch_reference_reused';

/** What a batch is filed on, and a check made on: who files with whom, and what was sent, kept. */
export interface Terms {
  readonly commission: Institution;
  readonly lender: Institution;
  readonly mappingSha256: string;
  readonly files: readonly BatchFile[];
}

/** The terms, if claims as of this day may be filed today, under a valid mapping, from files that the lender has uploaded. */
export async function termsOf(act: Act, { commissionId, asOf, ...sent }: Omit<BatchRequest, 'reference'>): Promise<Outcome<Terms, TermsRefusal>> {
  if (isAfter(asOf, act.today)) return refuse('as_of_in_the_future', { asOf: asOf.toString(), today: act.today.toString() });
  const commission = await institutionById(act, commissionId);
  const lender = await institutionById(act, act.scope.id);
  if (commission?.kind !== 'commission' || lender === null) return refuse('commission_unknown', { commissionId });
  if ((await rulesOn(act, commission.institutionId, act.today)) === null) return refuse('commission_without_rules', { commission: commission.name });
  const mapping = readMapping(sent.mapping);
  if (!mapping.ok) return refuse('mapping_invalid', mapping.refusal.detail);
  const files = await keepFiles(act, sent.files);
  if (!files.ok) return files;
  return accept({ commission, lender, mappingSha256: await act.blobs.put(new TextEncoder().encode(sent.mapping)), files: files.value });
}

/**
 * Takes a batch for a lender's agent. The same reference with the same content gives the batch that is already
 * there; with other content it is refused.
 */
export async function submitBatch(act: Act, request: BatchRequest): Promise<Outcome<Batch, BatchRefusal>> {
  if (request.files.length === 0) return refuse('batch_without_files');
  const terms = await termsOf(act, request);
  if (!terms.ok) return terms;
  const batch = newBatch(act, request, terms.value);
  if (await insertBatch(act, batch)) {
    await record(act, [{ chainId: batch.batchId, kind: 'batch_received', facts: { reference: batch.reference, contentSha256: batch.contentSha256, files: batch.files } }]);
    await enqueueFiling(act, batch);
    return accept(batch);
  }
  const before = await selectBatch(act, { reference: request.reference });
  return before?.contentSha256 === batch.contentSha256 ? accept(before) : refuse('batch_reference_reused', { reference: request.reference });
}

const enqueueFiling = (act: Act, { batchId, lenderId }: Batch): Promise<void> => act.enqueue(fileBatchTask, { batchId, lenderId }, `${fileBatchTask}:${batchId}`);

function newBatch(act: Act, request: BatchRequest, { commission, lender, mappingSha256, files }: Terms): Batch {
  const content = { commissionId: commission.institutionId, asOf: request.asOf, mappingSha256, files };
  const round = newRound(act, 1, sha256(canonicalBytes(content)), files);
  return {
    batchId: newId(),
    lenderId: lender.institutionId,
    lenderName: lender.name,
    commissionId: commission.institutionId,
    commissionName: commission.name,
    reference: request.reference,
    asOf: request.asOf,
    contentSha256: round.contentSha256,
    mappingSha256,
    files,
    state: 'queued',
    counters: { planned: 0, filed: 0, rejected: 0, refused: 0 },
    rounds: [round],
    failure: null,
    createdAt: round.createdAt,
    createdBy: round.createdBy,
    finishedAt: null,
  };
}

const newRound = (act: Act, round: number, contentSha256: string, files: readonly BatchFile[]): Round => ({
  round,
  contentSha256,
  files,
  counters: { planned: 0, filed: 0, rejected: 0, refused: 0, repeated: 0 },
  createdAt: act.at,
  createdBy: byOf(act),
  finishedAt: null,
});

export type CorrectionRefusal = 'batch_without_files' | 'batch_under_way' | 'upload_unknown';

/**
 * Takes corrected files as the next round of a batch, under its mapping and day; null when there is no such batch.
 * Files that were sent before are the round that they were; if that is the latest and it was cancelled or failed, it
 * goes on.
 */
export async function submitCorrection(act: Act, batchId: string, sent: readonly SentFile[]): Promise<Outcome<Batch, CorrectionRefusal> | null> {
  const batch = await lockBatch(act, batchId);
  if (batch === null) return null;
  if (sent.length === 0) return refuse('batch_without_files');
  const files = await keepFiles(act, sent);
  if (!files.ok) return files;
  const { commissionId, asOf, mappingSha256 } = batch;
  const contentSha256 = sha256(canonicalBytes({ commissionId, asOf, mappingSha256, files: files.value }));
  const before = batch.rounds.find((each) => each.contentSha256 === contentSha256);
  const latest = latestRound(batch);
  if (before !== undefined && (before !== latest || batch.state === 'done' || isUnderWay(batch))) return accept(batch);
  if (isUnderWay(batch)) return refuse('batch_under_way');
  const round = before ?? newRound(act, latest.round + 1, contentSha256, files.value);
  if (before === undefined) await insertRound(act, batchId, round);
  const queued: Batch = { ...batch, state: 'queued', failure: null, finishedAt: null, rounds: [...batch.rounds.filter((each) => each !== before), { ...round, finishedAt: null }] };
  await updateBatch(act, queued);
  await record(act, [{ chainId: batchId, kind: before === undefined ? 'batch_correction_received' : 'batch_resumed', facts: { round: round.round, contentSha256, files: round.files } }]);
  await enqueueFiling(act, queued);
  return accept(queued);
}

/** Stops a batch; what is filed stays filed. Null when there is no such batch. */
export async function cancelBatch(act: Act, batchId: string): Promise<Outcome<Batch, 'batch_has_ended'> | null> {
  const batch = await lockBatch(act, batchId);
  if (batch === null || batch.state === 'cancelled') return batch && accept(batch);
  if (!isUnderWay(batch)) return refuse('batch_has_ended');
  return accept(await endBatch(act, batch, 'cancelled', null));
}

const endings = { done: 'batch_filed', failed: 'batch_failed', cancelled: 'batch_cancelled' } as const;

/** Ends the latest round, and with it the batch until a correction comes. */
export async function endBatch(act: Act, batch: Batch, state: keyof typeof endings, failure: Refusal | null): Promise<Batch> {
  const latest = latestRound(batch);
  const ended: Batch = { ...batch, state, failure, finishedAt: act.at, rounds: [...batch.rounds.slice(0, -1), { ...latest, finishedAt: act.at }] };
  await updateBatch(act, ended);
  await record(act, [{ chainId: batch.batchId, kind: endings[state], facts: { round: latest.round, counters: ended.counters, failure } }]);
  return ended;
}

export const listBatches = (act: Act): Promise<readonly Batch[]> => selectBatches(act);

export const batchById = (act: Act, batchId: string): Promise<Batch | null> => selectBatch(act, { batchId });

export const batchItems = (act: Act, batchId: string, filter: ItemFilter) => selectItems(act, batchId, filter);

/**
 * What is still to be corrected, as files in the layout it was sent in, to download; null when everything is filed.
 * Written into `folder`, which belongs to the caller.
 */
export async function writeBatchRejects(world: World, as: ActOf, batch: Batch, folder: string): Promise<Pick<RejectsFile, 'name' | 'path' | 'mediaType'> | null> {
  const mapping = await mappingOf(world, batch);
  return packRejects(await writeRejects(openRejects(world, as, batch), mapping, folder), folder);
}

const openAtOnce = 500;

/** Everything of a batch that is rejected or refused and not superseded, round after round in the order of the files. */
export async function* openItems(world: World, as: ActOf, { batchId, rounds }: Batch): AsyncGenerator<readonly PlacedItem[]> {
  for (const { round, counters } of rounds) {
    for (let first = 0; first < counters.planned; first += openAtOnce) {
      yield await openAct(world, as, (act) => selectOpenItems(act, batchId, round, first, first + openAtOnce));
    }
  }
}

/** The same with the rows as they were sent, read again from the files. */
async function* openRejects(world: World, as: ActOf, batch: Batch): AsyncGenerator<readonly Reject[]> {
  const open = await openAct(world, as, (act) => selectOpenRounds(act, batch.batchId));
  for (const round of batch.rounds.filter((each) => open.includes(each.round))) {
    await using folder = await world.folders.create();
    const intake = await readSent(world, sentIn(batch, round), folder.path);
    assert(intake.ok, 'files that were read once can be read again');
    for await (const { first, results } of setsFrom(intake.value.results, 0, openAtOnce)) {
      const items = await openAct(world, as, (act) => selectOpenItems(act, batch.batchId, round.round, first, first + results.length));
      yield items.map(({ position, problems }) => ({ rows: results[position - first]?.rows ?? [], problems }));
    }
  }
}
