/**
 * Changing the rulebook of a commission, and what that means for its cases. A holiday or make-up day announced late is
 * found in every running deadline that it moves, and those are counted again in the same transaction; a window that is
 * open is never shortened by it. A fee table holds for the cases filed from its first day on, so it touches those of
 * them whose fee is not fixed yet. An LPR that was wrong touches the claims that were computed with it: they are not
 * changed, but no award may be made on a claim that does not recompute. The preview answers with the very same
 * computation, so what it names is what will be touched.
 */
import { computeClaim, recomputes } from '../claims/index.ts';
import { accept, earlierDay, parseDay, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { arbitrationFee, calendarDaysOf, calendarFrom, holdsOn, lprFrom, rulesFrom, type CommissionRules, type Rule, type RuleChange, type RuleDraft } from '../rulebook/index.ts';
import { enterRule, previewRule, type EnterRefusal, type NewRule } from '../rulebook/operations.ts';
import type { Act } from '../shell/act.ts';
import { readLoan, readStoredClaim } from './case-file.ts';
import type { Case, CaseDeadline } from './case.ts';
import { selectDeadlines } from './deadline-store.ts';
import { recount } from './deadlines.ts';
import { write } from './effects.ts';
import type { CaseState } from './procedure.ts';
import { casesFiledSince, casesWithDeadlines, lockCases } from './store.ts';

/** Something of a case that is other after the change; null: there is no answer. */
export type Touched = { readonly docketCase: Case } & (
  | { readonly what: 'deadline'; readonly before: CaseDeadline; readonly after: CaseDeadline }
  | { readonly what: 'fee' | 'claim'; readonly before: Fen | null; readonly after: Fen | null }
);

export interface RuleReach {
  readonly touched: readonly Touched[];
  /** Running deadlines that would end sooner if they were counted anew; they keep their day. */
  readonly kept: number;
}

/** What entering a rule would touch; nothing is changed. For the commission whose act it is. */
export async function previewRuleChange(act: Act, draft: RuleDraft): Promise<Outcome<RuleReach, EnterRefusal>> {
  const change = await previewRule(act, draft);
  return change.ok ? reachOf(act, change.value, 'looking') : change;
}

/** Enters a rule and counts the deadlines again that it moves, each with an entry in the chain of its case. */
export async function changeRule(act: Act, given: NewRule): Promise<Outcome<RuleReach & { readonly rule: Rule }, EnterRefusal>> {
  const entered = await enterRule(act, given, (change) => reachOf(act, change, 'writing'));
  if (!entered.ok) return entered;
  const { rule, follows } = entered.value;
  await supersede(act, rule, follows.touched);
  return accept({ ...follows, rule });
}

async function reachOf(act: Act, change: RuleChange, how: 'looking' | 'writing'): Promise<Outcome<RuleReach, EnterRefusal>> {
  const days = calendarDaysOf(change.term);
  if (days !== null) return deadlinesTouched(act, change, days, how);
  if (change.term.subject === 'fee_table') return accept({ touched: await feesTouched(act, change), kept: 0 });
  if (change.term.subject === 'one_year_lpr') return accept({ touched: await claimsTouched(act, change), kept: 0 });
  return accept({ touched: [], kept: 0 });
}

async function deadlinesTouched(act: Act, { before, after }: RuleChange, days: { readonly from: Day; readonly to: Day }, how: 'looking' | 'writing'): Promise<Outcome<RuleReach, EnterRefusal>> {
  const reached = await casesWithDeadlines(act, days);
  const cases = how === 'writing' ? await lockCases(act, [...reached.keys()]) : reached;
  const running = (await selectDeadlines(act, [...cases.keys()])).filter((each) => each.state === 'running');
  const [calendarBefore, calendarAfter] = [calendarFrom(before), calendarFrom(after)];
  const touched: Touched[] = [];
  let kept = 0;
  for (const deadline of running) {
    const docketCase = cases.get(deadline.caseId);
    const again = recount(calendarBefore, calendarAfter, deadline);
    if (!again.ok) return again;
    if (again.value === 'kept') kept += 1;
    else if (again.value !== 'same' && docketCase !== undefined) touched.push({ docketCase, what: 'deadline', before: deadline, after: again.value });
  }
  return accept({ touched, kept });
}

/** Puts the deadlines counted anew in the place of the old ones. */
async function supersede(act: Act, { ruleId, subject, key, value, source, reason }: Rule, touched: readonly Touched[]): Promise<void> {
  const moved = touched.filter((each) => each.what === 'deadline');
  const byCase = Map.groupBy(moved, ({ docketCase }) => docketCase);
  await write(
    act,
    act.scope.id,
    [...byCase].map(([docketCase, deadlines]) => ({
      after: docketCase,
      ends: deadlines.map(({ before }) => ({ kind: before.kind, as: 'superseded' as const })),
      opens: deadlines.map(({ after }) => after),
      happenings: deadlines.map(({ before, after }) => ({
        kind: 'deadline_recomputed',
        facts: {
          deadline: before.kind,
          was: before.dueOn,
          now: after.dueOn,
          rule: after.rule,
          calendarWas: before.calendarVersion,
          calendarNow: after.calendarVersion,
          announcement: { ruleId, subject, key, value, source, reason },
        },
      })),
    })),
  );
}

/** Cases that were filed while the new table holds and whose fee is still to be fixed. */
async function feesTouched(act: Act, { term, before, after }: RuleChange): Promise<readonly Touched[]> {
  const cases = (await casesFiledSince(act, term.validFrom, ['submitted'])).filter(({ filedOn }) => holdsOn(term, filedOn));
  return cases.flatMap((docketCase): readonly Touched[] => {
    const [was, is] = [before, after].map((rules) => feeOf(rulesFrom(rules, docketCase.filedOn), docketCase));
    return was === is ? [] : [{ docketCase, what: 'fee', before: was ?? null, after: is ?? null }];
  });
}

function feeOf(rules: CommissionRules | null, { totalFen }: Case): Fen | null {
  const fee = rules === null ? null : arbitrationFee(rules.feeTable, totalFen);
  return fee?.ok === true ? fee.value.totalFen : null;
}

const beforeSigning: readonly CaseState[] = [
  'submitted', 'fee_pending', 'accepted', 'notice_service', 'response_open', 'tribunal_formation', 'appointment_pending', 'challenge_open', 'trial', 'award_check', 'award_signing',
];

/** A first publication of a month reaches no claim: before it, every claim that needs it was refused. */
async function claimsTouched(act: Act, { term, replaced, after }: RuleChange): Promise<readonly Touched[]> {
  if (replaced === null) return [];
  const lpr = lprFrom(after);
  const touched: Touched[] = [];
  for (const docketCase of await casesFiledSince(act, earlierDay(term.validFrom, replaced.validFrom), beforeSigning)) {
    const [loan, stored] = [await readLoan(act, docketCase), await readStoredClaim(act, docketCase)];
    if (recomputes(stored, loan, lpr).ok) continue;
    const again = computeClaim(loan, parseDay(stored.asOf), docketCase.filedOn, lpr);
    touched.push({ docketCase, what: 'claim', before: docketCase.totalFen, after: again.ok ? again.value.totalFen : null });
  }
  return touched;
}
