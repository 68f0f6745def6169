/**
 * Filing: a job works a round of a batch through in small acts; each act answers for some loans, in the order of the
 * files, so that a job that dies goes on where it stopped and no loan is filed twice.
 */
import { applicationPapers } from '../claims/index.ts';
import { fileCases, makePaper, type Filing, type FilingSetting } from '../docket/operations.ts';
import { assert, refuse, type Refusal } from '../kernel/index.ts';
import { commissionById, institutionById } from '../parties/operations.ts';
import { lprOf, rulesOn } from '../rulebook/operations.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import { admit } from './admission-operations.ts';
import { alreadyFiled, cannotBeProcessed, type Admission, type FilingTerms } from './admission.ts';
import type { RowResult } from './assemble.ts';
import { endBatch } from './batch-operations.ts';
import { isUnderWay, latestRound, type Batch, type BatchItem, type Round } from './batch.ts';
import { readSent, sentIn, setsFrom } from './sent-operations.ts';
import { insertItems, lockBatch, supersede, updateBatch } from './store.ts';

const filingAct = (lenderId: string): ActOf => ({ actor: { kind: 'system', name: 'filing' }, scope: { kind: 'lender', id: lenderId } });

/** Loans answered for in one act: enough to write sets, few enough to show progress. */
const setSize = 50;

/** Works the latest round of a batch through to its end, from wherever it stands. Safe to run again at any moment. */
export async function fileBatch(world: World, lenderId: string, batchId: string): Promise<void> {
  const as = filingAct(lenderId);
  const batch = await openAct(world, as, (act) => begin(act, batchId));
  if (batch === null) return;
  const latest = latestRound(batch);
  const { round, counters } = latest;
  await using folder = await world.folders.create();
  const intake = await readSent(world, sentIn(batch, latest), folder.path);
  if (intake.ok) {
    for await (const { first, results } of setsFrom(intake.value.results, answeredIn(counters), setSize)) {
      if (!(await openAct(world, as, (act) => fileSet(act, { batchId, round, first, planned: intake.value.loans }, results)))) return;
    }
  }
  await openAct(world, as, (act) => endRound(act, batchId, round, intake.ok ? null : intake.refusal));
}

async function begin(act: Act, batchId: string): Promise<Batch | null> {
  const batch = await lockBatch(act, batchId);
  if (batch === null || !isUnderWay(batch)) return null;
  const running: Batch = { ...batch, state: 'running' };
  await updateBatch(act, running);
  return running;
}

const answeredIn = ({ filed, rejected, refused, repeated }: Round['counters']): number => filed + rejected + refused + repeated;

interface Place {
  readonly batchId: string;
  readonly round: number;
  readonly first: number;
  readonly planned: number;
}

/** Answers for a set; false when the round is no longer to be worked. */
async function fileSet(act: Act, { batchId, round, first, planned }: Place, results: readonly RowResult[]): Promise<boolean> {
  const batch = await lockBatch(act, batchId);
  const latest = batch?.rounds.at(-1);
  if (batch?.state !== 'running' || latest?.round !== round) return false;
  // Another run of this job, or an earlier one that died after this act, has already answered for these.
  if (answeredIn(latest.counters) > first) return true;
  const items = await answerFor(act, batch, results);
  await insertItems(act, batchId, round, first, items);
  const replaced = round === 1 ? [] : await supersede(act, batchId, round, items.flatMap(({ reference }) => reference ?? []));
  await updateBatch(act, counted(batch, planned, items.map(({ outcome }) => outcome), replaced));
  return true;
}

/** The batch with these outcomes counted, and those they replace taken off. */
function counted(batch: Batch, planned: number, added: readonly BatchItem['outcome'][], replaced: readonly BatchItem['outcome'][]): Batch {
  const round = latestRound(batch);
  const count = (outcomes: readonly BatchItem['outcome'][], outcome: BatchItem['outcome']) => outcomes.filter((each) => each === outcome).length;
  const { filed, rejected, refused, repeated } = round.counters;
  const counters: Round['counters'] = {
    planned,
    filed: filed + count(added, 'filed'),
    rejected: rejected + count(added, 'rejected'),
    refused: refused + count(added, 'refused'),
    repeated: repeated + count(added, 'repeated'),
  };
  const now = {
    filed: batch.counters.filed + count(added, 'filed'),
    rejected: batch.counters.rejected + count(added, 'rejected') - count(replaced, 'rejected'),
    refused: batch.counters.refused + count(added, 'refused') - count(replaced, 'refused'),
  };
  const waiting = planned - answeredIn(counters);
  return {
    ...batch,
    counters: { ...now, planned: now.filed + now.rejected + now.refused + waiting },
    rounds: [...batch.rounds.slice(0, -1), { ...round, counters }],
  };
}

async function answerFor(act: Act, batch: Batch, results: readonly RowResult[]): Promise<readonly BatchItem[]> {
  const lender = await institutionById(act, batch.lenderId);
  assert(lender !== null, `no lender ${batch.lenderId}`);
  const terms: FilingTerms = {
    lender,
    commissionName: batch.commissionName,
    asOf: batch.asOf,
    filedOn: act.today,
    lpr: await lprOf(act, batch.commissionId),
    round: { batchId: batch.batchId, round: latestRound(batch).round },
  };
  const admissions = await admit(act, terms, results);
  const prepared = await Promise.all(admissions.map(async (each) => (each.outcome === 'sound' ? prepare(act, batch, each) : each)));
  const filings = prepared.filter((each) => each.outcome === 'to_file');
  const outcomes = await fileCases(act, await filingSetting(act, batch), filings.map(({ filing }) => filing));
  const caseIds = new Map(filings.map((each, index) => [each, outcomes[index]]));
  return prepared.map((each) => {
    if (each.outcome !== 'to_file') return itemOf(each);
    const { file, warnings, loanPrint } = each.admission;
    const filed = caseIds.get(each);
    // Filed by another batch since the set was looked at.
    if (filed?.ok !== true) return itemOf(alreadyFiled(file, null));
    return { reference: file.reference, outcome: 'filed', caseId: filed.value, problems: warnings, loanPrint };
  });
}

type Sound = Extract<Admission, { outcome: 'sound' }>;
type Prepared = Exclude<Admission, Sound> | { readonly outcome: 'to_file'; readonly admission: Sound; readonly filing: Filing };

function itemOf(admission: Exclude<Admission, Sound>): BatchItem {
  const { outcome, reference } = admission;
  return outcome === 'repeated'
    ? { reference, outcome, caseId: admission.filed.caseId, problems: [], loanPrint: null }
    : { reference, outcome, caseId: null, problems: admission.problems, loanPrint: null };
}

/** The papers of one application. */
async function prepare(act: Act, batch: Batch, admission: Sound): Promise<Prepared> {
  const { loan, claim, warnings } = admission;
  try {
    const papers = applicationPapers(loan, claim, { commission: batch.commissionName, sandbox: act.sandbox });
    const filing: Filing = {
      loan,
      claim,
      warnings: [...warnings.map((each) => each.code), ...claim.warnings],
      papers: await Promise.all([
        makePaper(act, 'application', papers.application),
        makePaper(act, 'claim_sheet', papers.claim_sheet),
        makePaper(act, 'evidence_list', papers.evidence_list),
      ]),
    };
    return { outcome: 'to_file', admission, filing };
  } catch (error) {
    return cannotBeProcessed(admission.file, error);
  }
}

async function filingSetting(act: Act, batch: Batch): Promise<FilingSetting> {
  const commission = await commissionById(act, batch.commissionId);
  const rules = await rulesOn(act, batch.commissionId, act.today);
  if (rules === null) throw new Error(`${commission.name} has no rules on ${act.today.toString()}`);
  const { batchId, commissionId, lenderId, lenderName, commissionName } = batch;
  return { batchId, commissionId, commissionName, lenderId, lenderName, procedureProfile: rules.procedureProfile, feeTable: rules.feeTable.id };
}

/** Ends a batch that could not be worked through in any try; what was filed stays filed. */
export const giveUpBatch = (world: World, lenderId: string, batchId: string): Promise<void> =>
  openAct(world, filingAct(lenderId), (act) => endRound(act, batchId, null, refuse('batch_cannot_be_processed').refusal));

/** Ends the round if it is the latest and still under way; `round` null: whichever is the latest. */
async function endRound(act: Act, batchId: string, round: number | null, failure: Refusal | null): Promise<void> {
  const batch = await lockBatch(act, batchId);
  if (batch === null || !isUnderWay(batch)) return;
  const latest = latestRound(batch);
  if (round !== null && round !== latest.round) return;
  if (failure !== null) {
    await endBatch(act, batch, 'failed', failure);
    return;
  }
  // Rows that no reference tells apart cannot be found again: the round that is whole answers for all of them.
  const replaced = latest.round === 1 ? [] : await supersede(act, batchId, latest.round, null);
  await endBatch(act, counted(batch, latest.counters.planned, [], replaced), 'done', null);
}
