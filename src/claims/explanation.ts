/**
 * Why a sum is what it is: a tree from the total down to rows of the schedule, repayments, disbursements, terms of the
 * contract and articles of law. Every node says how its sum is made of the sums below it, so that anyone can reckon it
 * again from the tree alone (`reckonAgain`); nothing in it refers to anything outside.
 */
import type { Day, Fen, Rate, Rounding } from '../kernel/index.ts';
import type { ArticleRef } from '../rulebook/index.ts';
import type { ClaimItem } from './claim.ts';

/** What a sum is. Pages and papers have the words for each. */
export const sumNames = [
  /** The amount in dispute. */
  'total',
  /** What is claimed under a head, after cap and set-off. */
  'claimed',
  /** What is owed under a head by the contract. */
  'owed',
  /** What is still owed of one instalment under a head. */
  'line',
  /** What fell due or accrued of one instalment under a head. */
  'accrued',
  /** What the schedule has for an instalment under a head. */
  'scheduled',
  /** The part of a repayment that went to a line. */
  'paid_part',
  /** The base on which interest ran for a stretch: what was overdue, or what was outstanding. */
  'base',
  /** A sum paid out to the borrower. */
  'disbursement',
  /** Principal repaid by a day. */
  'repaid_principal',
  /** Charges already paid, all heads together. */
  'charges_paid',
  /** Something paid beside the schedule. */
  'outside_charge',
  /** What the cap allows over the life of the loan. */
  'charges_allowed',
  /** What the cap leaves room for, all heads together. */
  'charges_room',
  /** What is left of it for a head, once the heads before it have had theirs. */
  'room_left',
  /** What the cap allows on overdue principal for the days on which it was overdue. */
  'overdue_allowed',
  /** Overdue and compound interest already paid. */
  'overdue_paid',
  /** What the cap allows on principal that was not overdue. */
  'term_allowed',
  /** Interest of the schedule already paid. */
  'term_paid',
  /** What the limit of its own leaves a head. */
  'head_room',
  /** Charges that need not be given back once paid. */
  'charges_keepable',
  /** What was paid above that. */
  'excess_paid',
  /** Paid charges to be set off against principal. */
  'set_off',
] as const;
export type SumName = (typeof sumNames)[number];

/** Where a sum that nothing makes stands in the loan file. */
export interface RecordRef {
  readonly of: 'schedule' | 'repayment' | 'disbursement' | 'charge';
  /** The instalment's number; for the rest the place in the file, from 1. */
  readonly no: number;
}

/** A stretch of days on which a base stood; both days are counted. */
export interface ExplainedStretch {
  readonly base: Explained;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

export interface ExplainedSpan extends ExplainedStretch {
  readonly rate: Rate;
  /** 365 or 360. */
  readonly yearDays: number;
}

/** How a sum is made. */
export type Made =
  /** It is explained elsewhere in the same tree, under the same name, item, instalment and day. */
  | { readonly by: 'see' }
  | { readonly by: 'record'; readonly record: RecordRef }
  | { readonly by: 'sum'; readonly of: readonly Explained[] }
  /** The first less the others. */
  | { readonly by: 'less'; readonly from: Explained; readonly take: readonly Explained[] }
  | { readonly by: 'smallest'; readonly of: readonly Explained[] }
  /** The same, but never below zero. */
  | { readonly by: 'not_below_zero'; readonly of: Explained }
  /** Σ(base × days × rate ÷ days of the year), added up exactly and rounded once. */
  | { readonly by: 'interest'; readonly spans: readonly ExplainedSpan[]; readonly rounding: Rounding }
  /** `of` × Σ(base × days) ÷ `fullNumber`, rounded once, half up: interest after a prepayment. */
  | { readonly by: 'share'; readonly of: Explained; readonly stretches: readonly ExplainedStretch[]; readonly fullNumber: bigint };

/** A term of the contract that a sum rests on, by its name in the loan file. */
export const contractTerms = ['rate', 'overdueRate', 'overdueUplift', 'compoundInterest', 'allocationOrder', 'dayCount', 'schedule', 'acceleration'] as const;
export type ContractTerm = (typeof contractTerms)[number];

export interface Explained {
  readonly name: SumName;
  readonly fen: Fen;
  readonly made: Made;
  readonly item?: ClaimItem | undefined;
  /** The instalment's number. */
  readonly seq?: number | undefined;
  readonly on?: Day | undefined;
  readonly terms?: readonly ContractTerm[] | undefined;
  readonly articles?: readonly ArticleRef[] | undefined;
}
