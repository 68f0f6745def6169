/**
 * Batches: what a lender sends becomes cases. The batch is taken in one act and worked through by a job in small
 * acts; each act answers for some loans, in the order of the files, so that a job that dies goes on where it
 * stopped and no loan is filed twice.
 */
import { applicationPapers, claimRefusalTable, computeClaim, type Loan } from '../claims/index.ts';
import { fileCases, makePaper, type Filing, type FilingSetting } from '../docket/operations.ts';
import { record } from '../evidence/operations.ts';
import { accept, canonicalBytes, isAfter, newId, refuse, sha256, type Day, type Outcome, type Refusal } from '../kernel/index.ts';
import type { Institution } from '../parties/index.ts';
import { commissionById, institutionById, rulesOn } from '../parties/operations.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import type { Batch, BatchItem, ItemProblem } from './batch.ts';
import { readLoanFiles, readMapping, type IntakeRefusal, type RowResult } from './index.ts';
import { answeredPositions, insertBatch, insertItems, lockBatch, selectBatch, selectBatches, selectItems, updateBatch, type ItemFilter } from './store.ts';

/** The job that files a batch; the edge of that name runs it. */
export const fileBatchTask = 'file_batch';

export interface BatchRequest {
  readonly reference: string;
  readonly commissionId: string;
  readonly asOf: Day;
  readonly mapping: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export type BatchRefusal = 'batch_without_files' | 'as_of_in_the_future' | 'commission_unknown' | 'commission_without_rules' | 'mapping_invalid' | 'batch_reference_reused';

/**
 * Takes a batch for a lender's agent. The same reference with the same content gives the batch that is already
 * there; with other content it is refused.
 */
export async function submitBatch(act: Act, request: BatchRequest): Promise<Outcome<Batch, BatchRefusal>> {
  if (request.files.length === 0) return refuse('batch_without_files');
  if (isAfter(request.asOf, act.today)) return refuse('as_of_in_the_future', { asOf: request.asOf.toString(), today: act.today.toString() });
  const commission = await institutionById(act, request.commissionId);
  const lender = await institutionById(act, act.scope.id);
  if (commission?.kind !== 'commission' || lender === null) return refuse('commission_unknown', { commissionId: request.commissionId });
  if ((await rulesOn(act, commission.institutionId, act.today)) === null) return refuse('commission_without_rules', { commission: commission.name });
  const mapping = readMapping(request.mapping);
  if (!mapping.ok) return refuse('mapping_invalid', mapping.refusal.detail);
  const batch = await newBatch(act, request, { commission, lender });
  if (await insertBatch(act, batch)) {
    await record(act, [{ chainId: batch.batchId, kind: 'batch_received', facts: { reference: batch.reference, contentSha256: batch.contentSha256, files: batch.files } }]);
    await act.enqueue(fileBatchTask, { batchId: batch.batchId, lenderId: batch.lenderId }, `${fileBatchTask}:${batch.batchId}`);
    return accept(batch);
  }
  const before = await selectBatch(act, { reference: request.reference });
  return before?.contentSha256 === batch.contentSha256 ? accept(before) : refuse('batch_reference_reused', { reference: request.reference });
}

async function newBatch(act: Act, request: BatchRequest, { commission, lender }: { commission: Institution; lender: Institution }): Promise<Batch> {
  const mappingSha256 = await act.blobs.put(new TextEncoder().encode(request.mapping));
  const files = await Promise.all(request.files.map(async ({ name, bytes }) => ({ name, sha256: await act.blobs.put(bytes), bytes: bytes.length })));
  const content = { commissionId: commission.institutionId, asOf: request.asOf, mappingSha256, files };
  return {
    batchId: newId(),
    lenderId: lender.institutionId,
    lenderName: lender.name,
    commissionId: commission.institutionId,
    commissionName: commission.name,
    reference: request.reference,
    asOf: request.asOf,
    contentSha256: sha256(canonicalBytes(content)),
    mappingSha256,
    files,
    state: 'queued',
    counters: { planned: 0, filed: 0, rejected: 0, refused: 0 },
    failure: null,
    createdAt: act.at,
    createdBy: act.actor.kind === 'person' ? { personId: act.actor.personId, name: act.actor.name } : { personId: newId(), name: act.actor.name },
    finishedAt: null,
  };
}

const filingAct = (lenderId: string): ActOf => ({ actor: { kind: 'system', name: 'filing' }, scope: { kind: 'lender', id: lenderId } });

/** Loans answered for in one act: enough to write sets, few enough to show progress. */
const chunkSize = 50;

/** Works a batch through to its end, from wherever it stands. Safe to run again at any moment. */
export async function fileBatch(world: World, lenderId: string, batchId: string): Promise<void> {
  const as = filingAct(lenderId);
  const started = await openAct(world, as, async (act) => {
    const batch = await lockBatch(act, batchId);
    if (batch === null || batch.state === 'done' || batch.state === 'failed') return null;
    await updateBatch(act, { ...batch, state: 'running' });
    return { batch, results: await readResults(act, batch) };
  });
  if (started === null) return;
  const { batch, results } = started;
  if (!results.ok) {
    await openAct(world, as, (act) => endBatch(act, batchId, results.refusal));
    return;
  }
  for (let first = 0; first < results.value.length; first += chunkSize) {
    await openAct(world, as, (act) => fileChunk(act, batch, first, results.value.slice(first, first + chunkSize), results.value.length));
  }
  await openAct(world, as, (act) => endBatch(act, batchId, null));
}

async function readResults(act: Act, batch: Batch): Promise<Outcome<readonly RowResult[], IntakeRefusal>> {
  const mapping = readMapping(new TextDecoder().decode(await act.blobs.get(batch.mappingSha256)));
  if (!mapping.ok) return mapping;
  const files = await Promise.all(batch.files.map(async ({ name, sha256: hash }) => ({ name, bytes: [await act.blobs.get(hash)] })));
  const intake = await readLoanFiles(files, mapping.value);
  return intake.ok ? accept([...intake.value.results]) : intake;
}

async function fileChunk(act: Act, batch: Batch, first: number, results: readonly RowResult[], planned: number): Promise<void> {
  const locked = await lockBatch(act, batch.batchId);
  // Another run of this job, or an earlier one that died after this act, has already answered for these.
  if (locked === null || (await answeredPositions(act, batch.batchId)) > first) return;
  const items = await answerFor(act, batch, results);
  await insertItems(act, batch.batchId, first, items);
  const count = (outcome: BatchItem['outcome']) => items.filter((each) => each.outcome === outcome).length;
  const { filed, rejected, refused } = locked.counters;
  await updateBatch(act, {
    ...locked,
    counters: { planned, filed: filed + count('filed'), rejected: rejected + count('rejected'), refused: refused + count('refused') },
  });
}

async function answerFor(act: Act, batch: Batch, results: readonly RowResult[]): Promise<readonly BatchItem[]> {
  const setting = await filingSetting(act, batch);
  const lender = await institutionById(act, batch.lenderId);
  const answers = await Promise.all(
    results.map(async (result): Promise<BatchItem | Filing> => {
      if (result.kind === 'reject') return { reference: result.reference, outcome: 'rejected', caseId: null, problems: result.problems };
      try {
        return await prepareFiling(act, batch, lender, result);
      } catch (error) {
        // A mistake of ours in one loan's papers must not hold up the others.
        const cause = error instanceof Error ? error.message : String(error);
        return refusedItem(result.loan, 'case_cannot_be_processed', cause, 'report this; the loan can be filed again later');
      }
    }),
  );
  const filings = answers.filter((each): each is Filing => 'loan' in each);
  const outcomes = await fileCases(act, setting, filings);
  const filed = new Map(filings.map((filing, index) => [filing, outcomes[index]]));
  return answers.map((each, index) => {
    if (!('loan' in each)) return each;
    const outcome = filed.get(each);
    if (outcome?.ok === true) return { reference: each.loan.reference, outcome: 'filed', caseId: outcome.value, problems: warningsOf(results[index]) };
    return refusedItem(each.loan, 'already_filed', 'this loan already has a case', 'nothing; look at the case that is there');
  });
}

const warningsOf = (result: RowResult | undefined): readonly ItemProblem[] => (result?.kind === 'loan' ? result.warnings : []);

async function filingSetting(act: Act, batch: Batch): Promise<FilingSetting> {
  const commission = await commissionById(act, batch.commissionId);
  const rules = await rulesOn(act, batch.commissionId, act.today);
  if (rules === null) throw new Error(`${commission.name} has no rules on ${act.today.toString()}`);
  const { batchId, commissionId, lenderId, lenderName, commissionName } = batch;
  return { batchId, commissionId, commissionName, lenderId, lenderName, procedureProfile: rules.procedureProfile, feeTable: rules.feeTable };
}

/** The papers of one application, or why this loan cannot be filed by this lender with this commission on this day. */
async function prepareFiling(act: Act, batch: Batch, lender: Institution | null, { loan, warnings }: Extract<RowResult, { kind: 'loan' }>): Promise<Filing | BatchItem> {
  // The rate cap hangs on the kind of lender: that is what the directory says, not what the lender says of itself.
  if (lender?.kind !== 'lender' || loan.lender.uscc !== lender.uscc || loan.lender.kind !== lender.lenderKind) {
    return refusedItem(loan, 'lender_is_another', `the loan names the lender ${loan.lender.uscc}, ${loan.lender.kind}`, 'correct the lender and its kind in the mapping');
  }
  if (loan.arbitration.institution !== batch.commissionName) {
    return refusedItem(loan, 'agreement_names_another', `the clause names ${loan.arbitration.institution}`, 'file with the institution that the clause names');
  }
  const claim = computeClaim(loan, batch.asOf, act.today);
  if (!claim.ok) return refusedItem(loan, claim.refusal.code, ...claimRefusalTable[claim.refusal.code]);
  const papers = applicationPapers(loan, claim.value, { commission: batch.commissionName, sandbox: act.sandbox });
  return {
    loan,
    claim: claim.value,
    warnings: [...warnings.map((each) => each.code), ...claim.value.warnings],
    papers: await Promise.all([
      makePaper(act, 'application', papers.application),
      makePaper(act, 'claim_sheet', papers.claim_sheet),
      makePaper(act, 'evidence_list', papers.evidence_list),
    ]),
  };
}

const refusedItem = (loan: Loan, code: string, message: string, fix: string): BatchItem => ({
  reference: loan.reference,
  outcome: 'refused',
  caseId: null,
  problems: [{ code, message, fix, file: loan.sources[0]?.file ?? null, row: loan.sources[0]?.rows[0] ?? null, column: null, value: null } satisfies ItemProblem],
});

/** Ends a batch that could not be worked through in any try; what was filed stays filed. */
export const giveUpBatch = (world: World, lenderId: string, batchId: string): Promise<void> =>
  openAct(world, filingAct(lenderId), (act) => endBatch(act, batchId, refuse('batch_cannot_be_processed').refusal));

async function endBatch(act: Act, batchId: string, failure: Refusal | null): Promise<void> {
  const batch = await lockBatch(act, batchId);
  if (batch === null || batch.finishedAt !== null) return;
  const ended: Batch = { ...batch, state: failure === null ? 'done' : 'failed', failure, finishedAt: act.at };
  await updateBatch(act, ended);
  await record(act, [{ chainId: batchId, kind: failure === null ? 'batch_filed' : 'batch_failed', facts: { counters: ended.counters, failure } }]);
}

export const listBatches = (act: Act): Promise<readonly Batch[]> => selectBatches(act);

export const batchById = (act: Act, batchId: string): Promise<Batch | null> => selectBatch(act, { batchId });

export const batchItems = (act: Act, batchId: string, filter: ItemFilter) => selectItems(act, batchId, filter);
