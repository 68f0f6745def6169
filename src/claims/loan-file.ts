/**
 * The loan file: everything a lender holds on one loan, in one canonical form, from whichever export it came.
 * Its JSON form is published as docs/schemas/loan-file.v1.json, generated from this schema.
 * Money is a string of digits in fen; days are `YYYY-MM-DD`; instants carry an offset or `Z`.
 */
import { z } from 'zod';
import { dayAt, dayNumber, fen, isBefore, parseDay, type Day, type Fen, type Instant } from '../kernel/index.ts';
import { lenderKinds } from '../rulebook/index.ts';

const text = z.string().trim().min(1);

const money = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, 'an amount in fen: digits only')
  .transform((digits): Fen => fen(BigInt(digits)));

/** The same object for the same day, which reckoning with millions of them is quicker for. */
const day = z.string().transform((value, context): Day => {
  try {
    return dayAt(dayNumber(parseDay(value)));
  } catch {
    context.addIssue({ code: 'custom', message: 'a day that exists, as YYYY-MM-DD' });
    return z.NEVER;
  }
});

const instant = z.string().transform((value, context): Instant => {
  try {
    return Temporal.Instant.from(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'an instant with an offset, as 2026-03-01T08:00:00+08:00' });
    return z.NEVER;
  }
});

const rate = z.strictObject({
  value: z.string().regex(/^(0|[1-9]\d{0,3})(\.\d{1,10})?$/, 'a plain decimal: 0.24 for 24 %'),
  per: z.enum(['year', 'month', 'day']),
});

/**
 * How the contract says that the schedule comes about, so that it can be rebuilt and held against the lender's own.
 * Nothing in it is guessed: a contract that does not say all of it has no terms, and its schedule stands as given.
 */
const terms = z.strictObject({
  /**
   * `equal_instalments`: the same sum each period. `equal_principal`: the same principal each period, interest on the
   * rest. `interest_first`: interest each period, principal with the last. `bullet`: everything at the end.
   * `flat_fee`: principal in equal parts, and each period the same charge on the whole sum lent.
   */
  method: z.enum(['equal_instalments', 'equal_principal', 'interest_first', 'bullet', 'flat_fee']),
  periods: z.int().min(1).max(600),
  every: z.strictObject({ count: z.int().min(1).max(366), unit: z.enum(['month', 'day']) }),
  /** Interest runs from this day (which is not counted) to the first due day (which is). */
  startsOn: day,
  firstDueOn: day,
  /** Where a month is shorter than the day due: its last day. `last_day`: the last day of every month. */
  monthEnd: z.enum(['same_day', 'last_day']),
  /** `period`: months of a yearly rate are twelfths of it. `day`: days are counted as `dayCount` says. */
  interestBy: z.enum(['period', 'day']),
  /** How each period's interest, and an equal instalment or part, becomes whole fen. The last period takes the rest. */
  rounding: z.enum(['half_up', 'down', 'up']),
  /** A fee that falls due with every instalment. */
  feeFen: money,
}).refine((each) => isBefore(each.startsOn, each.firstDueOn), 'the first due day is after the day from which interest runs');

/** What a repayment is: `reversal` takes back an earlier payment, which then has paid nothing. */
export const repaymentKinds = ['payment', 'prepayment', 'reversal'] as const;

export const loanFileSchema = z.strictObject({
  schema: z.literal('assize/loan-file/v1'),
  /** The lender's own number for this loan; unique within the lender. */
  reference: text,
  currency: z.literal('CNY'),
  lender: z.strictObject({
    name: text,
    uscc: text,
    kind: z.enum(lenderKinds),
    address: text,
    legalRepresentative: text,
    licenceNo: text.nullable(),
    phone: text.nullable().default(null),
  }),
  borrower: z.strictObject({
    name: text,
    identity: z.strictObject({ kind: z.enum(['resident_id', 'passport', 'other']), number: text }),
    mobile: text.nullable(),
    email: text.nullable(),
    address: text.nullable(),
  }),
  contract: z.strictObject({
    contractNo: text,
    name: text,
    signedOn: day,
    principalFen: money,
    rate,
    /** The rate on overdue principal, instead of `rate`, from the day after the due day. Null: the contract rate. */
    overdueRate: rate.nullable(),
    /** Where the contract gives the overdue rate as so much on top of `rate` instead: `0.5` for one and a half times. */
    overdueUplift: z.string().regex(/^(0|[1-9]\d?)(\.\d{1,4})?$/, 'a plain decimal: 0.5 for half as much again').nullable().default(null),
    /** The contract lets unpaid interest bear interest at the overdue rate. Counted only where the law allows it to this lender. */
    compoundInterest: z.boolean().default(false),
    /** `thirty_360`: every month has 30 days. */
    dayCount: z.enum(['actual_365', 'actual_360', 'thirty_360']),
    /**
     * The order in which a repayment is set off; Civil Code art. 561 where the contract is silent: fees, interest,
     * principal, each of all instalments due. `oldest_instalment_first` pays an instalment whole, in that order, before the next.
     */
    allocationOrder: z.enum(['civil_code_561', 'principal_first', 'oldest_instalment_first']),
    terms: terms.nullable().default(null),
    /**
     * What the borrower paid for the loan beside the schedule: service fees, guarantee fees, insurance. To the lender or
     * someone related to it, it counts towards the cap on charges.
     */
    charges: z
      .array(z.strictObject({ on: day, name: text, payee: text, relation: z.enum(['lender', 'related', 'independent']), amountFen: money }))
      .default([]),
  }),
  disbursements: z.array(z.strictObject({ on: day, amountFen: money, serialNo: text.nullable() })).min(1),
  schedule: z
    .array(z.strictObject({ seq: z.int().positive(), dueOn: day, principalFen: money, interestFen: money, feeFen: money }))
    .min(1)
    .refine((rows) => new Set(rows.map((row) => row.seq)).size === rows.length, 'every instalment has a number of its own'),
  repayments: z.array(
    z.strictObject({
      on: day,
      amountFen: money,
      serialNo: text.nullable(),
      /** A `prepayment` also pays principal not yet due, from the last instalment backwards; a `payment` waits until something falls due. */
      kind: z.enum(repaymentKinds).default('payment'),
      /** Of a reversal, the serial number of the payment that it takes back. */
      reverses: text.nullable().default(null),
    }),
  ),
  /** The notice that made the whole loan due at once; null when there was none. */
  acceleration: z.strictObject({ noticedOn: day }).nullable(),
  /** When the lender asked for payment, and how; each demand interrupts limitation (Civil Code art. 195). */
  demands: z.array(z.strictObject({ on: day, channel: text, note: text.nullable() })).default([]),
  arbitration: z.strictObject({
    clause: text,
    institution: text,
    agreedOn: day,
    writtenProcedure: z.boolean(),
    onlineProcedure: z.boolean(),
    /** Addresses for service that the contract names. */
    serviceEmail: text.nullable(),
    serviceMobile: text.nullable(),
  }),
  signatures: z.array(
    z.strictObject({
      signer: z.enum(['borrower', 'lender']),
      name: text,
      signedAt: instant,
      method: text,
      certificateAuthority: text.nullable(),
      certificateSerial: text.nullable(),
    }),
  ),
  files: z.array(
    z.strictObject({
      name: text,
      kind: z.enum(['contract', 'disbursement_voucher', 'repayment_record', 'collection_record', 'identity', 'other']),
      mediaType: text,
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Which rows of which files this loan file was read from. */
  sources: z.array(z.strictObject({ file: text, sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: z.array(z.int().positive()) })).min(1),
});

/** The JSON form, as intake writes it and as it is kept. */
export type LoanFile = z.input<typeof loanFileSchema>;

/** The JSON form with money as `Fen`, days as `PlainDate` and instants as `Instant`; `canonicalText` writes it back. */
export type Loan = z.output<typeof loanFileSchema>;
