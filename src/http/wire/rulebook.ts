import { z } from 'zod';
import { articleSchema, daySchema, fenSchema, idSchema, instantSchema, rateSchema } from './primitives.ts';

export const lenderKindSchema = z.enum(['bank', 'consumer_finance', 'small_loan', 'local_financial', 'private']).meta({ id: 'LenderKind' });

export const instrumentSchema = z
  .object({
    title: z.string(),
    issuer: z.string(),
    source: z.string(),
    standing: z.enum(['official_text', 'reported']).describe('`reported`: known from reports only; a lawyer reads the original before relying on it'),
    validFrom: daySchema,
    validUntil: daySchema.nullable().describe('The first day on which it is no longer in force; null while it stands'),
    articles: z.array(z.object({ article: z.string(), paragraphs: z.array(z.string()) })).describe('Official words, in Chinese'),
  })
  .meta({ id: 'Instrument' });
export type WireInstrument = z.infer<typeof instrumentSchema>;

/** A stretch of a loan's life under one cap. */
export const capPeriodSchema = z
  .object({
    from: daySchema,
    until: daySchema.nullable().describe('The day on which another begins'),
    rate: rateSchema,
    returnAbove: rateSchema.nullable().describe('Charges paid above this line are to be given back or set off; null: none has to be'),
    article: articleSchema,
    basis: z.string().describe('Why this rate, in Chinese'),
    standing: z.enum(['law', 'practice']),
  })
  .meta({ id: 'CapPeriod' });
export type WireCapPeriod = z.infer<typeof capPeriodSchema>;

export const capQuerySchema = z.object({
  kind: lenderKindSchema,
  signedOn: daySchema,
  filedOn: daySchema,
  commissionId: idSchema.optional().describe('Whose entered LPR counts besides the shipped table'),
});
export const capAnswerSchema = z.object({ periods: z.array(capPeriodSchema) }).meta({ id: 'CapAnswer' });
export type WireCapAnswer = z.infer<typeof capAnswerSchema>;

/** The cap of a contract that is made and filed on the same day, from step to step; `until` of the last: where the tables end. */
export const capStepSchema = capPeriodSchema.extend({ kind: lenderKindSchema }).meta({ id: 'CapStep' });
export type WireCapStep = z.infer<typeof capStepSchema>;

export const feeTableSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    standing: z.enum(['official_text', 'observed', 'commission']).describe('`observed`: ask the commission before relying on it; `commission`: its own'),
    article: articleSchema.nullable(),
    inUseFrom: daySchema.nullable(),
    baseFen: fenSchema.describe('For the part up to the first bracket'),
    brackets: z.array(z.object({ aboveFen: fenSchema, share: z.string().describe('Of the part above, up to the next bracket: 0.04 for 4 %') })),
    coversToFen: fenSchema.nullable().describe('The greatest amount in dispute; null: any'),
    processingFen: fenSchema,
  })
  .meta({ id: 'FeeTable' });
export type WireFeeTable = z.infer<typeof feeTableSchema>;

export const feeRefundSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    article: articleSchema.nullable(),
    beforeTribunal: z.string().describe('The share of the acceptance fee that is given back; 1: all of it'),
    afterTribunal: z.string(),
  })
  .meta({ id: 'FeeRefundRule' });
export type WireFeeRefund = z.infer<typeof feeRefundSchema>;

/** One of the two: the id of a shipped table, or a commission, whose table of today it is. */
export const feeQuerySchema = z.object({
  table: z.string().optional().describe('The id of a shipped table'),
  commissionId: idSchema.optional().describe('Instead of `table`: the one that this commission has in force today'),
  disputeFen: z.string().regex(/^\d{1,18}$/),
});
export const feeAnswerSchema = z
  .object({
    table: feeTableSchema,
    disputeFen: fenSchema,
    steps: z.array(z.object({ fromFen: fenSchema, toFen: fenSchema, share: z.string().nullable().describe('Null: the sum for the first part'), feeFen: fenSchema })),
    acceptanceFen: fenSchema,
    processingFen: fenSchema,
    totalFen: fenSchema,
    refunds: z
      .array(z.object({ rule: feeRefundSchema, stage: z.enum(['before_tribunal', 'after_tribunal']), refundFen: fenSchema, keptFen: fenSchema }))
      .describe('By the rule of the commission, or by every shipped one'),
  })
  .meta({ id: 'FeeAnswer' });
export type WireFeeAnswer = z.infer<typeof feeAnswerSchema>;

export const deadlineQuerySchema = z.object({
  start: daySchema.describe('The day of the event; it is not counted'),
  days: z.coerce.number().int().min(1).max(3660),
  unit: z.enum(['day', 'working_day']).default('day'),
  commissionId: idSchema.optional().describe('Whose entered days count besides the shipped calendar'),
});
export const deadlineAnswerSchema = z
  .object({
    nominalOn: daySchema,
    rolledOver: z.array(z.object({ on: daySchema, name: z.string() })),
    dueOn: daySchema,
    calendarVersion: z.string(),
    articles: z.array(articleSchema),
  })
  .meta({ id: 'DeadlineAnswer' });
export type WireDeadlineAnswer = z.infer<typeof deadlineAnswerSchema>;

export const procedureProfileSchema = z
  .object({
    id: z.string(),
    responseDays: z.int(),
    challengeWorkingDays: z.int(),
    awardDays: z.int(),
    maximumDisputeFen: fenSchema.nullable(),
    windowOpensAtServiceLevel: z.int(),
    awardNeedsServiceLevel: z.int(),
    source: z.string(),
  })
  .meta({ id: 'ProcedureProfile' });

const calendarYearSchema = z.object({
  year: z.int(),
  holidays: z.array(z.object({ name: z.string(), days: z.array(daySchema) })),
  makeUpWorkdays: z.array(daySchema),
});

/** The State Council's notice of a year, as it is entered: the days off by holiday, and the weekend days worked for them. */
export const yearNoticeSchema = z.object({ off: z.record(z.string(), z.array(daySchema)), work: z.array(daySchema) }).meta({ id: 'YearNotice' });

const commissionRef = { commissionId: idSchema, commissionName: z.string() };

/** The law and the tables that ship with the product, and the facts that commissions have entered since. */
export const rulebookSchema = z
  .object({
    instruments: z.array(instrumentSchema),
    caps: z.array(capStepSchema),
    lpr: z.object({
      publications: z.array(z.object({ publishedOn: daySchema, oneYearPercent: z.string() })).describe('As shipped, oldest first'),
      knownUntil: daySchema.describe('The first day for which the shipped table cannot answer'),
      entered: z.array(z.object({ ...commissionRef, publishedOn: daySchema, oneYearPercent: z.string(), source: z.string(), knownUntil: daySchema.describe('With it and those before it') })),
    }),
    calendar: z.object({
      version: z.string(),
      knownFrom: daySchema,
      knownTo: daySchema.describe('The last day the calendar knows'),
      years: z.array(calendarYearSchema),
      enteredYears: z.array(calendarYearSchema.extend({ ...commissionRef, source: z.string() })),
      entered: z.array(z.object({ ...commissionRef, day: daySchema, off: z.string().nullable().describe('Null: a workday'), source: z.string() })),
    }),
    feeTables: z.array(feeTableSchema),
    feeRefundRules: z.array(feeRefundSchema),
    procedureProfiles: z.array(procedureProfileSchema),
  })
  .meta({ id: 'Rulebook' });
export type WireRulebook = z.infer<typeof rulebookSchema>;

export const ruleSubjectSchema = z
  .enum(['rules_name', 'case_no_words', 'procedure_profile', 'fee_table', 'fee_refund', 'one_year_lpr', 'calendar_year', 'calendar_day'])
  .meta({ id: 'RuleSubject' });
export type WireRuleSubject = z.infer<typeof ruleSubjectSchema>;

/** A commission's own table, as it is entered. */
export const ownFeeTableSchema = feeTableSchema.omit({ standing: true, article: true, inUseFrom: true }).meta({ id: 'OwnFeeTable' });
export const ownFeeRefundSchema = feeRefundSchema.omit({ article: true }).meta({ id: 'OwnFeeRefundRule' });

/**
 * By subject: `rules_name`, `case_no_words` a text; `procedure_profile` the id of a profile; `fee_table` a whole table or
 * the id of a shipped one; `fee_refund` a whole rule or the id of a shipped one; `one_year_lpr` per cent with two places
 * ("3.00"); `calendar_year` the notice of a year; `calendar_day` `{ off }`: the holiday's name, or null for a workday.
 */
export const ruleValueSchema = z
  .union([z.string(), ownFeeTableSchema, ownFeeRefundSchema, yearNoticeSchema, z.object({ off: z.string().nullable() })])
  .meta({ id: 'RuleValue' });
export type WireRuleValue = z.infer<typeof ruleValueSchema>;

export const ruleSchema = z
  .object({
    ruleId: idSchema,
    subject: ruleSubjectSchema,
    key: z.string().describe('The year for `calendar_year`, the day for `calendar_day`, otherwise empty'),
    validFrom: daySchema,
    validUntil: daySchema.nullable().describe('The day on which another begins'),
    value: ruleValueSchema,
    source: z.string(),
    reason: z.string(),
    enteredBy: z.string(),
    enteredAt: instantSchema,
    withdrawnAt: instantSchema.nullable().describe('When it was replaced by a correction for the same day; such a row never applies'),
    inForce: z.boolean().describe('Today'),
  })
  .meta({ id: 'Rule' });
export type WireRule = z.infer<typeof ruleSchema>;

/** Every row a commission ever entered: by subject and key, newest validity first. */
export const ruleListSchema = z
  .object({ commissionId: idSchema, commissionName: z.string(), today: daySchema, items: z.array(ruleSchema) })
  .meta({ id: 'RuleList' });
export type WireRuleList = z.infer<typeof ruleListSchema>;

export const ruleDraftSchema = z
  .object({
    subject: ruleSubjectSchema,
    key: z.string().max(10).default('').describe('The year for `calendar_year`, the day for `calendar_day`, otherwise empty'),
    validFrom: daySchema.describe('For `one_year_lpr` the day of publication, for `calendar_year` the first of January, for `calendar_day` the day itself; for the rest today or later'),
    value: z.unknown().describe('As RuleValue; what is wrong with it is named by rule_value_invalid'),
    replaces: idSchema.nullable().default(null).describe('The row of the same subject, key and day that this corrects (an LPR may correct its day too); it is withdrawn'),
  })
  .meta({ id: 'RuleDraft' });
export type WireRuleDraft = z.input<typeof ruleDraftSchema>;

export const newRuleSchema = ruleDraftSchema
  .extend({ source: z.string().trim().max(500).describe('The resolution or announcement it rests on'), reason: z.string().trim().max(2000) })
  .meta({ id: 'NewRule' });
export type WireNewRule = z.input<typeof newRuleSchema>;

/** A day or a sum of a case before the change and after it. */
export const touchedCaseSchema = z
  .object({
    caseId: idSchema,
    caseNo: z.string().nullable(),
    reference: z.string(),
    what: z.enum(['response', 'challenge', 'award', 'fee', 'claim']).describe('Which deadline, or the fee, or the total of the claim'),
    before: z.string().describe('A day, or an amount in fen'),
    after: z.string().describe('As `before`; empty where there is no answer any more'),
  })
  .meta({ id: 'TouchedCase' });
export type WireTouchedCase = z.infer<typeof touchedCaseSchema>;

/** What a change reaches: the words for each code are the page's. */
export const ruleReachSchema = z
  .enum(['papers_from_then', 'case_numbers_from_then', 'cases_filed_from_then', 'fees_of_cases_filed_from_then', 'refunds_from_then', 'caps_from_then', 'running_deadlines'])
  .meta({ id: 'RuleReach' });
export type WireRuleReach = z.infer<typeof ruleReachSchema>;

/** The first 200 cases that a change touches, and how many there are in all. */
export const rulePreviewSchema = z
  .object({
    reach: ruleReachSchema,
    touched: z.array(touchedCaseSchema),
    total: z.int(),
    kept: z.int().describe('Running windows that the change alone would shorten: they keep their day'),
  })
  .meta({ id: 'RulePreview' });
export type WireRulePreview = z.infer<typeof rulePreviewSchema>;

export const ruleEnteredSchema = rulePreviewSchema.extend({ rule: ruleSchema }).meta({ id: 'RuleEntered' });
export type WireRuleEntered = z.infer<typeof ruleEnteredSchema>;
