/** The rulebook of a commission as its rows have it: reading what holds, and entering what shall. */
import { record } from '../evidence/operations.ts';
import { accept, newId, refuse, type Day, type Outcome } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Queryable } from '../shell/database.ts';
import type { Calendar } from './calendar.ts';
import type { LprTable } from './lpr.ts';
import { calendarFrom, decideRule, lprFrom, rulesFrom, type CommissionRules, type Rule, type RuleChange, type RuleDraft, type RuleRefusal, type RuleSubject } from './rule.ts';
import { endRule, insertRule, lockRules, selectRules, withdrawRule } from './store.ts';

const standing = async (db: Queryable, commissionId: string, subjects: readonly RuleSubject[] | null): Promise<readonly Rule[]> =>
  (await selectRules(db, commissionId, subjects)).filter((each) => each.withdrawnAt === null);

/** The rules in force on a day; null where the commission has not set what a case needs. */
export const rulesOn = async (db: Queryable, commissionId: string, on: Day): Promise<CommissionRules | null> =>
  rulesFrom(await standing(db, commissionId, ['rules_name', 'case_no_words', 'procedure_profile', 'fee_table', 'fee_refund']), on);

/** Every row of a commission, withdrawn ones too: by subject and key, the latest validity first. */
export const ruleRows = (db: Queryable, commissionId: string): Promise<readonly Rule[]> => selectRules(db, commissionId, null);

/** The facts that commissions have entered beside the shipped tables. */
export const enteredFacts = async (db: Queryable): Promise<readonly Rule[]> =>
  (await selectRules(db, null, ['one_year_lpr', 'calendar_year', 'calendar_day'])).filter((each) => each.withdrawnAt === null);

/** The calendar that a commission counts by. */
export const calendarOf = async (db: Queryable, commissionId: string): Promise<Calendar> =>
  calendarFrom(await standing(db, commissionId, ['calendar_year', 'calendar_day']));

/**
 * The same, held still until the transaction ends, for whoever writes a deadline: an announcement that comes meanwhile
 * waits, and then finds the deadline. Call it before locking cases, as whoever announces does.
 */
export async function heldCalendar(db: Queryable, commissionId: string): Promise<Calendar> {
  await lockRules(db, commissionId, 'to_read');
  return calendarOf(db, commissionId);
}

/** The LPR table that a commission computes with. */
export const lprOf = async (db: Queryable, commissionId: string): Promise<LprTable> => lprFrom(await standing(db, commissionId, ['one_year_lpr']));

/** A rule to enter, with what it rests on and why it changes. */
export interface NewRule extends RuleDraft {
  readonly source: string;
  readonly reason: string;
}

export type EnterRefusal = RuleRefusal | 'rule_reason_missing';

/** What entering a rule would do to the rows of the commission whose act it is; nothing is changed. */
export const previewRule = async (act: Act, draft: RuleDraft): Promise<Outcome<RuleChange, RuleRefusal>> =>
  decideRule(await standing(act, act.scope.id, null), draft, act.today);

/**
 * Enters a rule for the commission whose act it is, and records it in the commission's chain. `followsFrom` says, before
 * anything is written, what follows from the change elsewhere, or why it cannot be made.
 */
export async function enterRule<Follows>(
  act: Act,
  { source, reason, ...draft }: NewRule,
  followsFrom: (change: RuleChange) => Promise<Outcome<Follows, EnterRefusal>>,
): Promise<Outcome<{ readonly rule: Rule; readonly follows: Follows }, EnterRefusal>> {
  if (source === '' || reason === '') return refuse('rule_reason_missing');
  const commissionId = act.scope.id;
  await lockRules(act, commissionId, 'to_change');
  const decided = await previewRule(act, draft);
  if (!decided.ok) return decided;
  const follows = await followsFrom(decided.value);
  if (!follows.ok) return follows;
  const { term, replaced, ended } = decided.value;
  const rule: Rule = { ...term, ruleId: newId(), commissionId, source, reason, enteredBy: act.actor.name, enteredAt: act.recordedAt, withdrawnAt: null };
  if (replaced !== null) await withdrawRule(act, replaced.ruleId);
  if (ended !== null) await endRule(act, ended.ruleId, term.validFrom);
  await insertRule(act, rule);
  const facts = { ruleId: rule.ruleId, ...term, source, reason, replaces: replaced?.ruleId ?? null, ends: ended?.ruleId ?? null };
  await record(act, [{ chainId: commissionId, kind: 'rule_entered', facts }]);
  return accept({ rule, follows: follows.value });
}
