/**
 * The rulebook of one commission: what it sets for itself, and the public facts that it enters because the product was
 * made before them. Each is a row that holds from a day on; a change is another row, with a reason. What ships in
 * code is extended by the facts and never replaced. Pure.
 */
import { z } from 'zod';
import { accept, compareDays, isAfter, isBefore, parseDay, refuse, type Day, type Instant, type Outcome } from '../kernel/index.ts';
import { shippedCalendar, withAnnouncements, withYear, yearNoticeSchema, type Calendar } from './calendar.ts';
import { feeRefundRules, feeRefundSchema, type FeeRefundRule } from './fee-refund.ts';
import { feeTables, feeTableSchema, type FeeTable } from './fee-table.ts';
import { extendLpr, shippedLpr, type LprTable } from './lpr.ts';
import { procedureProfiles, type ProcedureProfile } from './procedure-profile.ts';

export const ruleSubjects = ['rules_name', 'case_no_words', 'procedure_profile', 'fee_table', 'fee_refund', 'one_year_lpr', 'calendar_year', 'calendar_day'] as const;
export type RuleSubject = (typeof ruleSubjects)[number];

/** What is so whoever enters it, and so may lie in the past. */
const facts: ReadonlySet<RuleSubject> = new Set(['one_year_lpr', 'calendar_year', 'calendar_day']);

/** What holds, and when. */
export interface RuleTerm {
  readonly subject: RuleSubject;
  /** The year of `calendar_year`, the day of `calendar_day`; empty for the rest. */
  readonly key: string;
  /** For `one_year_lpr` the day of publication. */
  readonly validFrom: Day;
  /** The first day on which it no longer holds; null while nothing ends it. */
  readonly validUntil: Day | null;
  /** JSON, as `valueSchema` of its subject takes it. */
  readonly value: unknown;
}

export interface Rule extends RuleTerm {
  readonly ruleId: string;
  readonly commissionId: string;
  readonly source: string;
  readonly reason: string;
  readonly enteredBy: string;
  readonly enteredAt: Instant;
  /** When another took its place because it was wrong; such a row never applies. */
  readonly withdrawnAt: Instant | null;
}

/** A rule as somebody would enter it. */
export interface RuleDraft extends Omit<RuleTerm, 'validUntil'> {
  /** The row of the same subject and key that was wrong; null: none is corrected. */
  readonly replaces: string | null;
}

/** The rules a commission applies on a day. */
export interface CommissionRules {
  readonly rulesName: string;
  /** The words of a case number between the year and the number: （2026）沙箱网仲案字第1号. */
  readonly caseNoWords: string;
  readonly procedureProfile: ProcedureProfile['id'];
  readonly feeTable: FeeTable;
  readonly feeRefund: FeeRefundRule;
}

const text = (longest: number) => z.string().trim().min(1).max(longest);
const oneOf = <Id extends string>(known: readonly { readonly id: Id }[]) => z.enum(known.map(({ id }) => id) as [Id, ...Id[]]);
const rulesNameSchema = text(100);
const caseNoWordsSchema = text(40);
const profileSchema = oneOf(procedureProfiles);
/** Per cent a year with two places, as published. It has never reached 5; "30.00" is 3.00 mistyped. */
const lprSchema = z.string().regex(/^\d\.\d{2}$/, 'per cent with two places: 3.00');
const daySchema = z.strictObject({ off: text(20).nullable() });

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[], own: z.ZodType<Thing>) =>
  ({ of: (value: unknown) => (typeof value === 'string' ? oneOf(things).transform((id) => things.find((each) => each.id === id) as Thing) : own) });
/** The name of a shipped one, or a whole one of the commission's own. */
const feeTable = byId(feeTables, feeTableSchema);
const feeRefund = byId(feeRefundRules, feeRefundSchema);

function valueSchema({ subject, key, value }: Pick<RuleTerm, 'subject' | 'key' | 'value'>): z.ZodType {
  switch (subject) {
    case 'rules_name':
      return rulesNameSchema;
    case 'case_no_words':
      return caseNoWordsSchema;
    case 'procedure_profile':
      return profileSchema;
    case 'fee_table':
      return feeTable.of(value);
    case 'fee_refund':
      return feeRefund.of(value);
    case 'one_year_lpr':
      return lprSchema;
    case 'calendar_year':
      return yearNoticeSchema(Number(key));
    case 'calendar_day':
      return daySchema;
  }
}

export const holdsOn = ({ validFrom, validUntil }: Pick<RuleTerm, 'validFrom' | 'validUntil'>, day: Day): boolean =>
  !isBefore(day, validFrom) && (validUntil === null || isBefore(day, validUntil));

/** The rules on a day, from a commission's rows that are not withdrawn; null where it has not set what a case needs. */
export function rulesFrom(rules: readonly RuleTerm[], on: Day): CommissionRules | null {
  const valueOf = (subject: RuleSubject): unknown => rules.find((each) => each.subject === subject && holdsOn(each, on))?.value;
  const refund = valueOf('fee_refund') ?? feeRefundRules[0]?.id;
  const read = z
    .object({ rulesName: rulesNameSchema, caseNoWords: caseNoWordsSchema, procedureProfile: profileSchema, feeTable: feeTable.of(valueOf('fee_table')), feeRefund: feeRefund.of(refund) })
    .safeParse({
      rulesName: valueOf('rules_name'),
      caseNoWords: valueOf('case_no_words'),
      procedureProfile: valueOf('procedure_profile'),
      feeTable: valueOf('fee_table'),
      feeRefund: refund,
    });
  return read.success ? read.data : null;
}

const ofSubject = (rules: readonly RuleTerm[], subject: RuleSubject): readonly RuleTerm[] =>
  rules.filter((each) => each.subject === subject).toSorted((a, b) => compareDays(a.validFrom, b.validFrom));

/** The shipped calendar with the years and days of the rows that are not withdrawn. */
export function calendarFrom(rules: readonly RuleTerm[]): Calendar {
  const years = ofSubject(rules, 'calendar_year').reduce((calendar, { key, value }) => withYear(calendar, Number(key), yearNoticeSchema(Number(key)).parse(value)), shippedCalendar);
  return withAnnouncements(years, ofSubject(rules, 'calendar_day').map(({ validFrom, value }) => ({ day: validFrom, off: daySchema.parse(value).off })));
}

/** The shipped table with the publications of the rows that are not withdrawn. */
export const lprFrom = (rules: readonly RuleTerm[]): LprTable =>
  extendLpr(shippedLpr, ofSubject(rules, 'one_year_lpr').map(({ validFrom, value }) => ({ publishedOn: validFrom, oneYearPercent: lprSchema.parse(value) })));

/** What entering a draft does to the rows of a commission. */
export interface RuleChange {
  readonly term: RuleTerm;
  /** The row that was wrong and is withdrawn. */
  readonly replaced: Rule | null;
  /** The row that holds until the new one begins. */
  readonly ended: Rule | null;
  /** All that is not withdrawn, before and after. */
  readonly before: readonly RuleTerm[];
  readonly after: readonly RuleTerm[];
}

export type RuleRefusal = 'rule_value_invalid' | 'rule_not_found' | 'rule_begins_in_past' | 'day_outside_calendar' | 'rule_overlaps';

/**
 * Whether a rule can be entered beside the `rules` of its commission that are not withdrawn, and what becomes of them.
 * What a commission sets begins today at the earliest; a fact may lie in the past, but an LPR not in the future.
 */
export function decideRule(rules: readonly Rule[], draft: RuleDraft, today: Day): Outcome<RuleChange, RuleRefusal> {
  const faults = faultsOf(draft, today);
  if (faults.length > 0) return refuse('rule_value_invalid', { where: faults });
  const { subject, key, validFrom, value, replaces } = draft;
  const alike = rules.filter((each) => each.subject === subject && each.key === key);
  const replaced = alike.find((each) => each.ruleId === replaces) ?? null;
  if (replaces !== null && (replaced === null || !(subject === 'one_year_lpr' || replaced.validFrom.equals(validFrom)))) {
    return refuse('rule_not_found', { ruleId: replaces });
  }
  if (!facts.has(subject) && isBefore(validFrom, today)) return refuse('rule_begins_in_past', { validFrom: validFrom.toString(), today: today.toString() });
  const rest = alike.filter((each) => each !== replaced);
  const same = rest.find((each) => each.validFrom.equals(validFrom));
  if (same !== undefined) return refuse('rule_overlaps', { ruleId: same.ruleId, validFrom: validFrom.toString() });
  const ended = rest.find((each) => holdsOn(each, validFrom)) ?? null;
  const next = rest.map((each) => each.validFrom).filter((day) => isAfter(day, validFrom)).toSorted(compareDays)[0] ?? null;
  const term: RuleTerm = { subject, key, validFrom, validUntil: ownEnd(draft) ?? next, value };
  const kept = rules.filter((each) => each !== replaced).map((each) => (each === ended ? { ...each, validUntil: validFrom } : each));
  const change: RuleChange = { term, replaced, ended, before: rules, after: [...kept, term] };
  return fitsTheTables(change);
}

/** A year and a day end by themselves. */
function ownEnd({ subject, validFrom }: RuleDraft): Day | null {
  return subject === 'calendar_day' ? validFrom.add({ days: 1 }) : subject === 'calendar_year' ? validFrom.add({ years: 1 }) : null;
}

/** What is wrong with a draft by itself, each with its place. */
function faultsOf(draft: RuleDraft, today: Day): readonly string[] {
  const { subject, key, validFrom, value } = draft;
  const expected = subject === 'calendar_day' ? validFrom.toString() : subject === 'calendar_year' ? String(validFrom.year) : '';
  if (key !== expected) return [`key: ${expected === '' ? 'empty' : expected}`];
  if (subject === 'calendar_year' && validFrom.dayOfYear !== 1) return ['validFrom: the first day of the year'];
  if (subject === 'one_year_lpr' && isAfter(validFrom, today)) return ['validFrom: a day on which it has been published'];
  const issues = valueSchema(draft).safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => `${['value', ...path].join('.')}: ${message}`);
}

/** A table answers only without a gap: a month or a year that would leave one is not taken, nor a day beyond the calendar. */
function fitsTheTables(change: RuleChange): Outcome<RuleChange, RuleRefusal> {
  const { term, after } = change;
  const others = after.filter((each) => each !== term);
  if (term.subject === 'one_year_lpr' && lprFrom(after).publications.length === lprFrom(others).publications.length) {
    const month = lprFrom(others).knownUntil.toPlainYearMonth().toString();
    return refuse('rule_value_invalid', { where: [`validFrom: one publication a month without a gap; the next is that of ${month}, on its 20th or later`] });
  }
  if (term.subject === 'calendar_year' && calendarFrom(after).knownTo.equals(calendarFrom(others).knownTo)) {
    return refuse('rule_value_invalid', { where: [`key: ${calendarFrom(others).knownTo.year + 1}, the first year that is not known`] });
  }
  const { knownFrom, knownTo } = calendarFrom(after);
  if (term.subject === 'calendar_day' && (isBefore(term.validFrom, knownFrom) || isAfter(term.validFrom, knownTo))) {
    return refuse('day_outside_calendar', { day: term.validFrom.toString(), knownFrom: knownFrom.toString(), knownTo: knownTo.toString() });
  }
  return accept(change);
}

/** The first and last day that a change makes other than they were in the calendar; null where it leaves the calendar alone. */
export function calendarDaysOf({ subject, validFrom }: RuleTerm): { readonly from: Day; readonly to: Day } | null {
  if (subject === 'calendar_day') return { from: validFrom, to: validFrom };
  // The notice of a year may name days of the December before.
  return subject === 'calendar_year' ? { from: parseDay(`${validFrom.year - 1}-12-01`), to: parseDay(`${validFrom.year}-12-31`) } : null;
}
