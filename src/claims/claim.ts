/** What is owed on a loan on a day, each line with what made it. Pure data; `computeClaim` makes it. */
import type { Day, Fen, Outcome, Rate } from '../kernel/index.ts';
import type { ArticleRef, CapPeriod } from '../rulebook/index.ts';
import type { Loan } from './loan-file.ts';

export const claimItems = ['principal', 'interest', 'overdue_interest', 'compound_interest', 'fee'] as const;
/** `compound_interest`: interest on interest that was due and not paid. */
export type ClaimItem = (typeof claimItems)[number];

/** How the days of a period are counted, and how many make a year when a yearly or monthly rate runs by the day. */
export type DayCount = Loan['contract']['dayCount'];

/** A stretch of days over which the base did not change; both days are counted, as the day count of the contract counts them. */
export interface Segment {
  readonly baseFen: Fen;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/** So much of a repayment went to a line; `no` is the repayment's place in the loan file, from 1. */
export interface LinePayment {
  readonly no: number;
  /** The day on which it was set off: later than the repayment where that had to wait for an instalment to fall due. */
  readonly on: Day;
  readonly fen: Fen;
}

/**
 * How the sum of a line came about. `schedule`: a row of it fixes the sum. `running`: interest by the day, rate ×
 * Σ(base × days) ÷ days of the year, rounded once, half up, so that cutting a stretch in two never changes the sum.
 * `prepaid`: the interest of the schedule's row in the share that was still outstanding, `Σ(base × days)` over the
 * segments ÷ `fullNumber`, rounded once, half up.
 */
export type LineOrigin =
  | { readonly by: 'schedule' }
  | { readonly by: 'running'; readonly rate: Rate; readonly dayCount: DayCount }
  | { readonly by: 'prepaid'; readonly scheduledFen: Fen; readonly fullNumber: bigint };

/**
 * One line of the claim sheet: for each instalment its principal, interest and fee, and the overdue and compound
 * interest that ran on it. Settled lines stay, with `amountFen` 0.
 */
export interface ClaimLine {
  readonly item: ClaimItem;
  /** The instalment it belongs to, by its number in the schedule. */
  readonly seq: number;
  readonly origin: LineOrigin;
  /** First day counted and last day counted; the due day where nothing runs. */
  readonly from: Day;
  readonly to: Day;
  /** Where interest runs, the stretches it ran on, in order; empty for sums that the schedule fixes. */
  readonly segments: readonly Segment[];
  /** What accrued or fell due. */
  readonly accruedFen: Fen;
  readonly payments: readonly LinePayment[];
  /** What repayments have set off against it: the sum of `payments`. */
  readonly paidFen: Fen;
  /** What is still owed by the contract: accrued less paid. */
  readonly amountFen: Fen;
  readonly articles: readonly ArticleRef[];
}

/** An instalment that was not yet due on the day of the claim, and so is not claimed. */
export interface InstalmentNotDue {
  readonly seq: number;
  readonly dueOn: Day;
  readonly principalFen: Fen;
  /** What prepayments have paid of it. */
  readonly payments: readonly LinePayment[];
}

/**
 * How one repayment was set off. The heads and `unappliedFen` make up `amountFen - reversedFen`; `unappliedFen` is what
 * was left when everything due was paid, and so is 0 in every claim that still asks for something.
 */
export interface Allocation {
  /** Its place in the loan file, from 1. */
  readonly no: number;
  readonly on: Day;
  readonly serialNo: string | null;
  readonly kind: 'payment' | 'prepayment';
  readonly amountFen: Fen;
  /** What later reversals took back; that much of it has paid nothing. */
  readonly reversedFen: Fen;
  readonly feeFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly compoundInterestFen: Fen;
  readonly interestFen: Fen;
  readonly principalFen: Fen;
  readonly unappliedFen: Fen;
}

/** A stretch of the loan's life with the same outstanding principal under the same cap. */
export interface CapSegment extends Segment {
  readonly rate: Rate;
  /** The line above which paid charges have to be given back or set off; null: none. */
  readonly returnAbove: Rate | null;
  readonly article: ArticleRef;
}

/** The same of what was overdue of one instalment. */
export interface OverdueCapSegment extends CapSegment {
  readonly seq: number;
}

/** What the borrower paid beside the schedule, and whether it counts towards the cap. */
export type OutsideCharge = Loan['contract']['charges'][number] & {
  /** Its place in the loan file, from 1. */
  readonly no: number;
  readonly counts: boolean;
};

/** One limit on charges: what it allows, what of that has been paid, and what it leaves, never below 0. */
export interface Limit {
  readonly allowedFen: Fen;
  readonly paidFen: Fen;
  readonly roomFen: Fen;
}

/** The legal limits on charges, and what they took off the claim. Under each head the smallest of what is owed and what they leave may be claimed. */
export interface CapFinding {
  /** The cap that holds on the day of the claim, and why; `segments` says which held before. */
  readonly rate: Rate;
  readonly article: ArticleRef;
  readonly basis: string;
  readonly standing: CapPeriod['standing'];
  readonly segments: readonly CapSegment[];
  /** What the cap allows in charges from disbursement to the day of the claim: Σ(base × rate × days ÷ 365), cut down to the fen. */
  readonly allowedFen: Fen;
  readonly outsideCharges: readonly OutsideCharge[];
  /** Charges already paid: those set off by repayments, and the outside charges that count. */
  readonly paidFen: Fen;
  /** `allowedFen - paidFen`, never below 0. */
  readonly roomFen: Fen;
  /** On overdue and compound interest: the cap on what was overdue, on the days on which it was (overdue interest may not exceed the cap by itself). */
  readonly overdue: Limit & { readonly segments: readonly OverdueCapSegment[] };
  /** On interest of the schedule: what of `allowedFen` is not for overdue principal. */
  readonly term: Limit;
  /** Charges still owed by the contract. */
  readonly contractFen: Fen;
  /** Charges that may be claimed: room is given to interest first, then overdue interest, compound interest, fees. */
  readonly claimableFen: Fen;
  /** `contractFen - claimableFen`. */
  readonly reductionFen: Fen;
  /** The charges that need not be given back once paid: as `allowedFen`, by each segment's `returnAbove`; null where a segment has none. */
  readonly keepableFen: Fen | null;
  /** Charges paid above `keepableFen`, which are set off against principal. */
  readonly setOffFen: Fen;
}

/** Where the lender's schedule differs from the one that the terms of the contract give. */
export interface ScheduleDifference {
  readonly seq: number;
  readonly field: 'dueOn' | 'principalFen' | 'interestFen' | 'feeFen' | 'row';
  /** Null: there is no such row, or no such value. */
  readonly given: string | null;
  readonly rebuilt: string | null;
}

export type ClaimWarning =
  /** A repayment later than the day of the claim was left out. */
  | 'repayment_after_as_of'
  /** Charges were paid above the cap, and the law does not say that they are set off by themselves. */
  | 'paid_charges_exceed_cap'
  /** The cap rests on practice, not on a rule that binds by itself. */
  | 'cap_rests_on_practice'
  /** The lender's schedule is not the one that the terms of the contract give. */
  | 'schedule_differs_from_terms'
  /** The contract provides for compound interest, which the law does not allow to this lender; none was counted. */
  | 'compound_interest_not_allowed'
  /** The overdue rate is further above the contract rate than the regulator allows a licensed lender. */
  | 'overdue_uplift_too_high'
  /** Two repayments have the same serial number, or the same day and sum and no serial number. */
  | 'repayment_twice'
  /** A rate above 100 per cent a year: perhaps per cent were written as a number. */
  | 'rate_implausible';

export interface Claim {
  readonly schema: 'assize/claim/v2';
  readonly reference: string;
  readonly asOf: Day;
  /** The day of filing that the cap was chosen by. */
  readonly filedOn: Day;
  readonly dayCount: DayCount;
  readonly lines: readonly ClaimLine[];
  readonly notDue: readonly InstalmentNotDue[];
  readonly allocations: readonly Allocation[];
  readonly disbursements: readonly {
    /** Its place in the loan file, from 1. */
    readonly no: number;
    readonly on: Day;
    readonly amountFen: Fen;
  }[];
  readonly disbursedFen: Fen;
  /** What is claimed under each head, after the cap; the five make up `totalFen`. */
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly compoundInterestFen: Fen;
  readonly feeFen: Fen;
  readonly cap: CapFinding;
  /** Principal plus the charges that may be claimed: the amount in dispute. */
  readonly totalFen: Fen;
  /** What the contract alone would give: all that is owed on the lines. */
  readonly contractTotalFen: Fen;
  /** What runs on after `asOf`, for the operative part: overdue principal and the yearly rate, already capped. */
  readonly running: { readonly baseFen: Fen; readonly rate: Rate; readonly dayCount: DayCount; readonly from: Day };
  /** Days from the first unpaid due day to `asOf`. */
  readonly overdueDays: number;
  readonly firstUnpaidDueOn: Day;
  /** Null where the contract has no terms to rebuild the schedule from. */
  readonly scheduleDifferences: readonly ScheduleDifference[] | null;
  readonly warnings: readonly ClaimWarning[];
}

/** Where a claim, a repayment's allocation and an award have the sum of each head. */
export const headOf = {
  principal: 'principalFen',
  interest: 'interestFen',
  overdue_interest: 'overdueInterestFen',
  compound_interest: 'compoundInterestFen',
  fee: 'feeFen',
} as const satisfies { readonly [Item in ClaimItem]: keyof Claim };

export type ClaimRefusal =
  | 'as_of_before_contract'
  | 'law_outside_known_dates'
  | 'schedule_does_not_sum'
  | 'principal_exceeds_disbursement'
  | 'rate_outside_known_dates'
  | 'lender_kind_has_no_cap_on_this_day'
  /** Both a rate and an uplift are given for overdue principal. */
  | 'overdue_rate_given_twice'
  /** A reversal names no payment of the file, or takes back more than it was. */
  | 'reversal_without_payment'
  | 'dispute_not_arisen'
  | 'nothing_owed';

export type ClaimOutcome = Outcome<Claim, ClaimRefusal>;
