/** What is owed on a loan on a day, each line with what made it. Pure data; `computeClaim` makes it. */
import type { Day, Fen, Outcome, Rate } from '../kernel/index.ts';
import type { ArticleRef } from '../rulebook/index.ts';

export type ClaimItem = 'principal' | 'interest' | 'overdue_interest' | 'fee';

/** One line of the claim sheet: `base × rate × days` for interest that runs, or a sum taken from the schedule. */
export interface ClaimLine {
  readonly item: ClaimItem;
  /** The instalment it belongs to, by its number in the schedule. */
  readonly seq: number;
  readonly baseFen: Fen;
  /** Null for sums that the schedule fixes. */
  readonly rate: Rate | null;
  /** First day counted and last day counted; equal to the due day where nothing runs. */
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  /** What accrued or fell due. */
  readonly accruedFen: Fen;
  /** What repayments have set off against it. */
  readonly paidFen: Fen;
  /** What is still owed: accrued less paid. */
  readonly amountFen: Fen;
  readonly articles: readonly ArticleRef[];
}

/** How one repayment was set off. `unappliedFen` is what was paid beyond everything owed on its day. */
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

/** The statutory limit on all charges together, and what it took off the claim. */
export interface CapFinding {
  readonly rate: Rate;
  readonly article: ArticleRef;
  /** What the cap allows in charges over the whole life of the loan up to the day of the claim. */
  readonly allowedFen: Fen;
  /** Charges already paid. */
  readonly paidFen: Fen;
  /** Charges still owed by the contract. */
  readonly contractFen: Fen;
  /** Charges that may be claimed: the smaller of `contractFen` and `allowedFen - paidFen`. */
  readonly claimableFen: Fen;
  readonly reductionFen: Fen;
}

export interface Claim {
  readonly schema: 'assize/claim/v1';
  readonly reference: string;
  readonly asOf: Day;
  readonly lines: readonly ClaimLine[];
  readonly allocations: readonly Allocation[];
  readonly disbursedFen: Fen;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly feeFen: Fen;
  readonly cap: CapFinding;
  /** Principal plus the charges that may be claimed: the amount in dispute. */
  readonly totalFen: Fen;
  /** What runs on after `asOf`, for the operative part: overdue principal and the yearly rate, already capped. */
  readonly running: { readonly baseFen: Fen; readonly rate: Rate; readonly from: Day };
  /** Days from the first unpaid due day to `asOf`. */
  readonly overdueDays: number;
  readonly firstUnpaidDueOn: Day;
  readonly warnings: readonly string[];
}

export type ClaimRefusal =
  | 'dispute_not_arisen'
  | 'nothing_owed'
  | 'rate_outside_known_dates'
  | 'lender_kind_has_no_cap_on_this_day'
  | 'principal_exceeds_disbursement'
  | 'schedule_does_not_sum'
  | 'as_of_before_contract';

export type ClaimOutcome = Outcome<Claim, ClaimRefusal>;
