/** Lists that the rulebook's addresses and forms share, in the order in which a reader asks. */
import type { WireCapStep, WireRuleSubject } from '../../../src/http/wire/index.ts';

export type LenderKind = WireCapStep['kind'];
export const lenderKinds: readonly LenderKind[] = ['private', 'small_loan', 'local_financial', 'consumer_finance', 'bank'];

export type RuleSubject = WireRuleSubject;
/** What a commission may rule on. */
export const ruleSubjects: readonly RuleSubject[] = ['rules_name', 'case_no_words', 'procedure_profile', 'fee_table', 'fee_refund', 'calendar_year', 'calendar_day', 'one_year_lpr'];

/** Facts are of their own day, whenever they are learnt; everything else is decided for the time to come. */
export const isFact = (subject: RuleSubject): boolean => subject === 'calendar_year' || subject === 'calendar_day' || subject === 'one_year_lpr';

/** Legal periods are calendar days; some of a commission's own are working days. */
export type PeriodUnit = 'day' | 'working_day';
export const periodUnits: readonly PeriodUnit[] = ['day', 'working_day'];
