import { z } from 'zod';
import { articleSchema, daySchema, fenSchema, rateSchema } from './primitives.ts';

export const claimItemSchema = z.enum(['principal', 'interest', 'overdue_interest', 'compound_interest', 'fee']).meta({ id: 'ClaimItem' });
export type WireClaimItem = z.infer<typeof claimItemSchema>;

const dayCountSchema = z.enum(['actual_365', 'actual_360', 'thirty_360']);
const numberSchema = z.string().regex(/^\d+$/);

const segmentSchema = z.object({ baseFen: fenSchema, from: daySchema, to: daySchema.describe('Both days are counted'), days: z.int() });

const capSegmentSchema = segmentSchema.extend({ rate: rateSchema, returnAbove: rateSchema.nullable(), article: articleSchema });

const limit = { allowedFen: fenSchema, paidFen: fenSchema, roomFen: fenSchema.describe('Never below 0') };

const linePaymentSchema = z.object({ no: z.int().describe("The repayment's place in the loan file, from 1"), on: daySchema, fen: fenSchema });

const lineOriginSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('schedule') }),
  z.object({ by: z.literal('running'), rate: rateSchema, dayCount: dayCountSchema }),
  z.object({ by: z.literal('prepaid'), scheduledFen: fenSchema, fullNumber: numberSchema }),
]);

/** What is owed on a loan on a day. */
export const claimSchema = z
  .object({
    schema: z.literal('assize/claim/v2'),
    reference: z.string(),
    asOf: daySchema,
    filedOn: daySchema.describe('The day of filing that the cap was chosen by'),
    dayCount: dayCountSchema,
    lines: z.array(
      z.object({
        item: claimItemSchema,
        seq: z.int().describe('The instalment'),
        origin: lineOriginSchema,
        from: daySchema,
        to: daySchema,
        segments: z.array(segmentSchema).describe('Where interest runs, the stretches it ran on'),
        accruedFen: fenSchema,
        payments: z.array(linePaymentSchema),
        paidFen: fenSchema,
        amountFen: fenSchema.describe('Accrued less paid'),
        articles: z.array(articleSchema),
      }),
    ),
    notDue: z.array(z.object({ seq: z.int(), dueOn: daySchema, principalFen: fenSchema, payments: z.array(linePaymentSchema) })),
    allocations: z.array(
      z.object({
        no: z.int(),
        on: daySchema,
        serialNo: z.string().nullable(),
        kind: z.enum(['payment', 'prepayment']),
        amountFen: fenSchema,
        reversedFen: fenSchema,
        feeFen: fenSchema,
        overdueInterestFen: fenSchema,
        compoundInterestFen: fenSchema,
        interestFen: fenSchema,
        principalFen: fenSchema,
        unappliedFen: fenSchema,
      }),
    ),
    disbursements: z.array(z.object({ no: z.int(), on: daySchema, amountFen: fenSchema })),
    disbursedFen: fenSchema,
    principalFen: fenSchema,
    interestFen: fenSchema,
    overdueInterestFen: fenSchema,
    compoundInterestFen: fenSchema,
    feeFen: fenSchema,
    cap: z.object({
      rate: rateSchema,
      article: articleSchema,
      basis: z.string().describe('Why this rate, in Chinese'),
      standing: z.enum(['law', 'practice']),
      segments: z.array(capSegmentSchema),
      allowedFen: fenSchema,
      outsideCharges: z.array(
        z.object({
          no: z.int(),
          on: daySchema,
          name: z.string(),
          payee: z.string(),
          relation: z.enum(['lender', 'related', 'independent']),
          amountFen: fenSchema,
          counts: z.boolean().describe('Towards the cap'),
        }),
      ),
      paidFen: fenSchema,
      roomFen: fenSchema,
      overdue: z.object({ ...limit, segments: z.array(capSegmentSchema.extend({ seq: z.int() })) }).describe('On overdue and compound interest by themselves'),
      term: z.object(limit).describe('On interest of the schedule by itself'),
      contractFen: fenSchema,
      claimableFen: fenSchema,
      reductionFen: fenSchema,
      keepableFen: fenSchema.nullable(),
      setOffFen: fenSchema,
    }),
    totalFen: fenSchema.describe('What is claimed'),
    contractTotalFen: fenSchema.describe('What the contract alone would give'),
    running: z.object({ baseFen: fenSchema, rate: rateSchema, dayCount: dayCountSchema, from: daySchema }),
    overdueDays: z.int(),
    firstUnpaidDueOn: daySchema,
    scheduleDifferences: z
      .array(
        z.object({
          seq: z.int(),
          field: z.enum(['dueOn', 'principalFen', 'interestFen', 'feeFen', 'row']),
          given: z.string().nullable(),
          rebuilt: z.string().nullable(),
        }),
      )
      .nullable()
      .describe("Where the lender's schedule is not the one that the terms give; null: no terms to rebuild it from"),
    warnings: z.array(
      z.enum([
        'repayment_after_as_of',
        'paid_charges_exceed_cap',
        'cap_rests_on_practice',
        'schedule_differs_from_terms',
        'compound_interest_not_allowed',
        'overdue_uplift_too_high',
        'repayment_twice',
        'rate_implausible',
      ]),
    ),
  })
  .meta({ id: 'Claim' });
export type WireClaim = z.infer<typeof claimSchema>;

export const sumNameSchema = z.enum([
  'total',
  'claimed',
  'owed',
  'line',
  'accrued',
  'scheduled',
  'paid_part',
  'base',
  'disbursement',
  'repaid_principal',
  'charges_paid',
  'outside_charge',
  'charges_allowed',
  'charges_room',
  'room_left',
  'overdue_allowed',
  'overdue_paid',
  'term_allowed',
  'term_paid',
  'head_room',
  'charges_keepable',
  'excess_paid',
  'set_off',
]);
export type WireSumName = z.infer<typeof sumNameSchema>;

export const recordRefSchema = z
  .object({ of: z.enum(['schedule', 'repayment', 'disbursement', 'charge']), no: z.int().describe("The instalment's number; for the rest the place in the loan file, from 1") })
  .meta({ id: 'RecordRef' });
export type WireRecordRef = z.infer<typeof recordRefSchema>;

export const contractTermSchema = z.enum(['rate', 'overdueRate', 'overdueUplift', 'compoundInterest', 'allocationOrder', 'dayCount', 'schedule', 'acceleration']);

/**
 * A sum and how it is made of others, down to records of the loan file. `see`: explained elsewhere in the same tree under
 * the same name, item, seq and day.
 */
export interface WireExplained {
  readonly name: WireSumName;
  readonly fen: string;
  readonly made: WireMade;
  readonly item?: WireClaimItem | undefined;
  readonly seq?: number | undefined;
  readonly on?: string | undefined;
  readonly terms?: readonly z.infer<typeof contractTermSchema>[] | undefined;
  readonly articles?: readonly z.infer<typeof articleSchema>[] | undefined;
}

export interface WireStretch {
  readonly base: WireExplained;
  readonly from: string;
  readonly to: string;
  readonly days: number;
}
export interface WireSpan extends WireStretch {
  readonly rate: z.infer<typeof rateSchema>;
  readonly yearDays: number;
}

export type WireMade =
  | { readonly by: 'see' }
  | { readonly by: 'record'; readonly record: WireRecordRef }
  | { readonly by: 'sum'; readonly of: readonly WireExplained[] }
  | { readonly by: 'less'; readonly from: WireExplained; readonly take: readonly WireExplained[] }
  | { readonly by: 'smallest'; readonly of: readonly WireExplained[] }
  | { readonly by: 'not_below_zero'; readonly of: WireExplained }
  | { readonly by: 'interest'; readonly spans: readonly WireSpan[]; readonly rounding: 'half_up' | 'down' | 'up' }
  | { readonly by: 'share'; readonly of: WireExplained; readonly stretches: readonly WireStretch[]; readonly fullNumber: string };

/** Describes the tree and is not for reading one: over a wrong one it takes for ever. */
export const explainedSchema: z.ZodType<WireExplained> = z
  .lazy(() =>
    z.object({
      name: sumNameSchema,
      fen: fenSchema,
      made: madeSchema,
      item: claimItemSchema.optional(),
      seq: z.int().optional().describe('The instalment'),
      on: daySchema.optional(),
      terms: z.array(contractTermSchema).optional().describe('Terms of the contract, by their names in the loan file'),
      articles: z.array(articleSchema).optional(),
    }),
  )
  .meta({ id: 'Explained' });

const stretchSchema = z.object({ base: explainedSchema, from: daySchema, to: daySchema, days: z.int() });

const madeSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('see') }),
  z.object({ by: z.literal('record'), record: recordRefSchema }),
  z.object({ by: z.literal('sum'), of: z.array(explainedSchema) }),
  z.object({ by: z.literal('less'), from: explainedSchema, take: z.array(explainedSchema) }),
  z.object({ by: z.literal('smallest'), of: z.array(explainedSchema) }),
  z.object({ by: z.literal('not_below_zero'), of: explainedSchema }),
  z
    .object({ by: z.literal('interest'), spans: z.array(stretchSchema.extend({ rate: rateSchema, yearDays: z.int() })), rounding: z.enum(['half_up', 'down', 'up']) })
    .describe('Σ(base × days × rate ÷ days of the year), rounded once'),
  z.object({ by: z.literal('share'), of: explainedSchema, stretches: z.array(stretchSchema), fullNumber: numberSchema }).describe('of × Σ(base × days) ÷ fullNumber, rounded once, half up'),
]);

export const explainedClaimSchema = z.object({ claim: claimSchema, explanation: explainedSchema }).meta({ id: 'ExplainedClaim' });
export type WireExplainedClaim = z.infer<typeof explainedClaimSchema>;
