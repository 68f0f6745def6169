/**
 * Checks: filing tried out. A job reads the files as filing does and decides every loan, in small acts; what it has
 * found stands in the check's row every thousand loans or two seconds. A job that died begins again.
 */
import { accept, assert, newId, refuse, type Outcome, type Refusal } from '../kernel/index.ts';
import { institutionById } from '../parties/operations.ts';
import { lprOf } from '../rulebook/operations.ts';
import { act as openAct, type Act, type ActOf, type World } from '../shell/act.ts';
import { admit } from './admission-operations.ts';
import type { RowResult } from './assemble.ts';
import { isUnderWay } from './batch.ts';
import { termsOf, type BatchRequest, type TermsRefusal } from './batch-operations.ts';
import { nothingFound, tallyOf, type Check, type Tally } from './check.ts';
import { insertCheck, selectCheck, updateCheck } from './lender-store.ts';
import { readSent, setsFrom } from './sent-operations.ts';
import { byOf } from './upload-operations.ts';

/** The job that runs a check; the edge of that name runs it. */
export const checkIntakeTask = 'check_intake';

export async function startCheck(act: Act, request: Omit<BatchRequest, 'reference'>): Promise<Outcome<Check, TermsRefusal>> {
  const terms = await termsOf(act, request);
  if (!terms.ok) return terms;
  const { lender, commission, mappingSha256, files } = terms.value;
  const check: Check = {
    checkId: newId(),
    lenderId: lender.institutionId,
    commissionId: commission.institutionId,
    commissionName: commission.name,
    asOf: request.asOf,
    mappingSha256,
    files,
    state: 'queued',
    found: nothingFound,
    failure: null,
    createdAt: act.at,
    createdBy: byOf(act),
    finishedAt: null,
  };
  await insertCheck(act, check);
  await act.enqueue(checkIntakeTask, { checkId: check.checkId, lenderId: check.lenderId }, `${checkIntakeTask}:${check.checkId}`, `${checkIntakeTask}:${check.lenderId}`);
  return accept(check);
}

export const checkById = (act: Act, checkId: string): Promise<Check | null> => selectCheck(act, checkId);

/** Stops a check; what it has found stays. Null when there is no such check. */
export async function cancelCheck(act: Act, checkId: string): Promise<Outcome<Check, 'check_has_ended'> | null> {
  const check = await selectCheck(act, checkId, 'held');
  if (check === null || check.state === 'cancelled') return check && accept(check);
  if (!isUnderWay(check)) return refuse('check_has_ended');
  const cancelled: Check = { ...check, state: 'cancelled', finishedAt: act.at };
  await updateCheck(act, cancelled);
  return accept(cancelled);
}

const checkingAct = (lenderId: string): ActOf => ({ actor: { kind: 'system', name: 'checking' }, scope: { kind: 'lender', id: lenderId } });

/** Loans decided in one act: one question to the database for all of them. */
const setSize = 200;
const showEvery = { loans: 1000, ms: 2000 } as const;

/** Runs a check through to its end, from the beginning. Safe to run again at any moment. */
export async function runCheck(world: World, lenderId: string, checkId: string): Promise<void> {
  const as = checkingAct(lenderId);
  const check = await openAct(world, as, (act) => begin(act, checkId));
  if (check === null) return;
  await using folder = await world.folders.create();
  const intake = await readSent(world, { ...check, earlier: [] }, folder.path);
  if (!intake.ok) {
    await openAct(world, as, (act) => endCheck(act, checkId, intake.refusal));
    return;
  }
  const tally = tallyOf(intake.value.loans);
  let shown = { loans: 0, at: 0 };
  for await (const { first, results } of setsFrom(intake.value.results, 0, setSize)) {
    const goesOn = await openAct(world, as, async (act) => {
      await decide(act, check, tally, results);
      const now = act.recordedAt.epochMilliseconds;
      const loans = first + results.length;
      if (loans - shown.loans < showEvery.loans && now - shown.at < showEvery.ms) return true;
      shown = { loans, at: now };
      return show(act, checkId, tally);
    });
    if (!goesOn) return;
  }
  await openAct(world, as, async (act) => {
    if (await show(act, checkId, tally)) await endCheck(act, checkId, null);
  });
}

async function begin(act: Act, checkId: string): Promise<Check | null> {
  const check = await selectCheck(act, checkId, 'held');
  if (check === null || !isUnderWay(check)) return null;
  const running: Check = { ...check, state: 'running', found: nothingFound };
  await updateCheck(act, running);
  return running;
}

async function decide(act: Act, { lenderId, commissionId, commissionName, asOf }: Check, tally: Tally, results: readonly RowResult[]): Promise<void> {
  const lender = await institutionById(act, lenderId);
  assert(lender !== null, `no lender ${lenderId}`);
  const terms = { lender, commissionName, asOf, filedOn: act.today, lpr: await lprOf(act, commissionId), round: null };
  for (const each of await admit(act, terms, results)) tally.add(each);
}

/** Writes what was found so far; false when the check was cancelled meanwhile. */
async function show(act: Act, checkId: string, tally: Tally): Promise<boolean> {
  const check = await selectCheck(act, checkId, 'held');
  if (check?.state !== 'running') return false;
  await updateCheck(act, { ...check, found: tally.found() });
  return true;
}

/** Ends a check that could not be run through in any try. */
export const giveUpCheck = (world: World, lenderId: string, checkId: string): Promise<void> =>
  openAct(world, checkingAct(lenderId), (act) => endCheck(act, checkId, refuse('check_cannot_be_processed').refusal));

async function endCheck(act: Act, checkId: string, failure: Refusal | null): Promise<void> {
  const check = await selectCheck(act, checkId, 'held');
  if (check === null || !isUnderWay(check)) return;
  await updateCheck(act, { ...check, state: failure === null ? 'done' : 'failed', failure, finishedAt: act.at });
}
