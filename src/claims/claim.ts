/** What is owed on a loan on a day, each line with what made it. Pure data; `computeClaim` makes it. */
import type { Day, Fen, Outcome, Rate } from '../kernel/index.ts';
import type { ArticleRef, CapPeriod } from '../rulebook/index.ts';
import type { Loan } from './loan-file.ts';

export type ClaimItem = 'principal' | 'interest' | 'overdue_interest' | 'fee';

/** How many days make a year when a yearly or monthly rate runs by the day. */
export type DayCount = Loan['contract']['dayCount'];

/** A stretch of days over which the base did not change; both days are counted. */
export interface Segment {
  readonly baseFen: Fen;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/**
 * One line of the claim sheet: for each instalment its principal, interest and fee, and the overdue interest on its
 * principal. Where interest runs, `accruedFen` is rate × Σ(base × days) ÷ days of the year over the segments, rounded
 * once, half up, so that cutting a stretch in two never changes the sum. Settled lines stay, with `amountFen` 0.
 */
export interface ClaimLine {
  readonly item: ClaimItem;
  /** The instalment it belongs to, by its number in the schedule. */
  readonly seq: number;
  /** The sum that the schedule fixes; where interest runs, the base of the last segment. */
  readonly baseFen: Fen;
  /** Null for sums that the schedule fixes. */
  readonly rate: Rate | null;
  /** First day counted and last day counted; the due day where nothing runs. */
  readonly from: Day;
  readonly to: Day;
  /** All days counted; 0 where nothing runs. */
  readonly days: number;
  /** Where interest runs, the stretches it ran on, in order; empty for sums that the schedule fixes. */
  readonly segments: readonly Segment[];
  /** What accrued or fell due. */
  readonly accruedFen: Fen;
  /** What repayments have set off against it. */
  readonly paidFen: Fen;
  /** What is still owed by the contract: accrued less paid. */
  readonly amountFen: Fen;
  readonly articles: readonly ArticleRef[];
}

/**
 * How one repayment was set off. The parts make up `amountFen`; `unappliedFen` is what was left when everything due
 * was paid, and so is 0 in every claim that still asks for something.
 */
export interface Allocation {
  readonly on: Day;
  readonly serialNo: string | null;
  readonly amountFen: Fen;
  readonly feeFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly interestFen: Fen;
  readonly principalFen: Fen;
  readonly unappliedFen: Fen;
}

/** A stretch of the loan's life with the same outstanding principal under the same cap. */
export interface CapSegment extends Segment {
  readonly rate: Rate;
  readonly article: ArticleRef;
}

/** The legal limit on all charges together, and what it took off the claim. */
export interface CapFinding {
  /** The cap that holds on the day of the claim, and why; `segments` says which held before. */
  readonly rate: Rate;
  readonly article: ArticleRef;
  readonly basis: string;
  readonly standing: CapPeriod['standing'];
  readonly segments: readonly CapSegment[];
  /** What the cap allows in charges from disbursement to the day of the claim: Σ(base × rate × days ÷ 365), cut down to the fen. */
  readonly allowedFen: Fen;
  /** Charges already paid. */
  readonly paidFen: Fen;
  /** Charges still owed by the contract. */
  readonly contractFen: Fen;
  /** Charges that may be claimed: the smaller of `contractFen` and `allowedFen - paidFen`, never below 0. */
  readonly claimableFen: Fen;
  /** `contractFen - claimableFen`: taken off fees first, then overdue interest, then interest. */
  readonly reductionFen: Fen;
}

export type ClaimWarning =
  /** A repayment later than the day of the claim was left out. */
  | 'repayment_after_as_of'
  /** Paid charges alone exceed the cap; whether the excess is set off against principal is for the tribunal. */
  | 'paid_charges_exceed_cap'
  /** The cap rests on practice, not on a rule that binds by itself. */
  | 'cap_rests_on_practice';

export interface Claim {
  readonly schema: 'assize/claim/v1';
  readonly reference: string;
  readonly asOf: Day;
  /** The day of filing that the cap was chosen by. */
  readonly filedOn: Day;
  readonly dayCount: DayCount;
  readonly lines: readonly ClaimLine[];
  readonly allocations: readonly Allocation[];
  readonly disbursedFen: Fen;
  /** What is claimed under each head, after the cap; the four make up `totalFen`. */
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly feeFen: Fen;
  readonly cap: CapFinding;
  /** Principal plus the charges that may be claimed: the amount in dispute. */
  readonly totalFen: Fen;
  /** What runs on after `asOf`, for the operative part: overdue principal and the yearly rate, already capped. */
  readonly running: { readonly baseFen: Fen; readonly rate: Rate; readonly dayCount: DayCount; readonly from: Day };
  /** Days from the first unpaid due day to `asOf`. */
  readonly overdueDays: number;
  readonly firstUnpaidDueOn: Day;
  readonly warnings: readonly ClaimWarning[];
}

export type ClaimRefusal =
  | 'as_of_before_contract'
  | 'law_outside_known_dates'
  | 'schedule_does_not_sum'
  | 'principal_exceeds_disbursement'
  | 'rate_outside_known_dates'
  | 'lender_kind_has_no_cap_on_this_day'
  | 'dispute_not_arisen'
  | 'nothing_owed';

export type ClaimOutcome = Outcome<Claim, ClaimRefusal>;
