/**
 * The cap on charges, which limits them three times over. Over the whole life of the loan, day by day on the principal
 * outstanding, interest, overdue interest, fees and what was paid beside the schedule to the lender or its relations may
 * together not come to more than the legal rate allows, whether already paid or still asked for. Overdue interest (with
 * interest on interest) may by itself not exceed that rate on what was overdue, and interest of the schedule not what is
 * left for principal that was not: room that the one does not use is no room for the other. The cap is a rate per year
 * of 365 days whatever the contract counts by, and its allowance is cut down to the fen.
 *
 * Charges already paid above the line at which they have to be given back are set off against principal.
 */
import { addFen, assert, dayNumber, fen, isAfter, maxFen, minFen, portion, subtractFen, sumFen, zeroFen, type Day, type Fen, type Fraction } from '../kernel/index.ts';
import type { CapPeriod } from '../rulebook/index.ts';
import { dailyRate, segmentOf, type Stretch } from './accrual.ts';
import type { CapFinding, CapSegment, Claim, ClaimItem, Limit, OutsideCharge, OverdueCapSegment } from './claim.ts';
import type { Ledger } from './ledger.ts';
import type { Loan } from './loan-file.ts';

/** The period that holds on a day; the first also covers whatever came before the contract was signed. */
export const capOn = (periods: readonly CapPeriod[], day: number): CapPeriod => {
  const found = periods.findLast((each, index) => index === 0 || dayNumber(each.from) <= day);
  assert(found, 'a rate cap has at least one period');
  return found;
};

/** The outstanding principal day by day, cut wherever it or the cap changes. */
export function capSegments(loan: Loan, principalRepaid: Ledger['principalRepaid'], periods: readonly CapPeriod[], asOf: Day): readonly CapSegment[] {
  const changes = [
    ...loan.disbursements.map(({ on, amountFen }) => ({ after: dayNumber(on), byFen: amountFen })),
    ...principalRepaid.map((each) => ({ after: dayNumber(each.on), byFen: -each.fen })),
    ...periods.map(({ from }) => ({ after: dayNumber(from) - 1, byFen: 0n })),
  ].sort((a, b) => a.after - b.after);

  const last = dayNumber(asOf);
  const segments: CapSegment[] = [];
  let baseFen = 0n;
  changes.forEach(({ after, byFen }, index) => {
    baseFen += byFen;
    const to = Math.min(changes[index + 1]?.after ?? last, last);
    if (baseFen <= 0n || after >= to) return;
    segments.push(atCap({ baseFen, after, to, days: to - after }, periods));
  });
  return segments;
}

/** What was overdue, instalment by instalment and day by day, cut wherever the cap changes; whether or not the contract makes it bear interest. */
export function overdueSegments(debts: Ledger['debts'], periods: readonly CapPeriod[]): readonly OverdueCapSegment[] {
  const changes = periods.slice(1).map(({ from }) => dayNumber(from) - 1);
  const segments: OverdueCapSegment[] = [];
  for (const { instalment, overdue } of debts) {
    for (const { baseFen, after: first, to: last } of overdue.stretches) {
      let after = first;
      for (const to of [...changes.filter((each) => first < each && each < last), last]) {
        // The cap counts days as they are, whatever the contract does.
        segments.push({ seq: instalment.seq, ...atCap({ baseFen, after, to, days: to - after }, periods) });
        after = to;
      }
    }
  }
  return segments;
}

function atCap(stretch: Stretch, periods: readonly CapPeriod[]): CapSegment {
  const { rate, returnAbove, article } = capOn(periods, stretch.after + 1);
  const { baseFen, from, to, days } = segmentOf(stretch);
  return { baseFen, from, to, days, rate, returnAbove, article };
}

/** Σ(base × rate × days ÷ 365), added up exactly and cut down once. */
function chargesAt(segments: readonly CapSegment[], column: 'rate' | 'returnAbove' = 'rate'): Fen {
  let sum: Fraction = { numerator: 0n, denominator: 1n };
  for (const segment of segments) {
    const daily = dailyRate(segment[column] ?? segment.rate, 'actual_365');
    const number = segment.baseFen * BigInt(segment.days) * daily.numerator;
    // Every denominator is 365 times a power of ten, so the greater of two is a multiple of the other.
    sum =
      daily.denominator > sum.denominator
        ? { numerator: sum.numerator * (daily.denominator / sum.denominator) + number, denominator: daily.denominator }
        : { numerator: sum.numerator + number * (sum.denominator / daily.denominator), denominator: sum.denominator };
  }
  return portion(fen(sum.numerator), 1n, sum.denominator, 'down');
}

/** What the borrower paid beside the schedule by a day; what went to the lender or its relations counts towards the cap. */
export const outsideChargesBy = (loan: Loan, asOf: Day): readonly OutsideCharge[] =>
  loan.contract.charges
    .map((each, index) => ({ ...each, no: index + 1, counts: each.relation !== 'independent' }))
    .filter((each) => !isAfter(each.on, asOf));

/** The heads that are charges, in the order in which the limits give them room. */
export const chargeItems = ['interest', 'overdue_interest', 'compound_interest', 'fee'] as const;
export type Charge = (typeof chargeItems)[number];
export type ChargeHeads = Pick<Claim, 'interestFen' | 'overdueInterestFen' | 'compoundInterestFen' | 'feeFen'>;

/** The limit on all charges, and those on interest and on overdue interest. */
export interface Limits {
  readonly roomFen: Fen;
  readonly term: Limit;
  readonly overdue: Limit;
}

/** Under each head what is owed, as far as the limit of its own and the limit on all together leave room. */
export function withinLimits(owed: (item: Charge) => Fen, { roomFen, term, overdue }: Limits): ChargeHeads {
  const interestFen = minFen(owed('interest'), minFen(term.roomFen, roomFen));
  const afterInterestFen = subtractFen(roomFen, interestFen);
  const overdueInterestFen = minFen(owed('overdue_interest'), minFen(overdue.roomFen, afterInterestFen));
  const afterOverdueFen = subtractFen(afterInterestFen, overdueInterestFen);
  const compoundInterestFen = minFen(owed('compound_interest'), minFen(subtractFen(overdue.roomFen, overdueInterestFen), afterOverdueFen));
  const feeFen = minFen(owed('fee'), subtractFen(afterOverdueFen, compoundInterestFen));
  return { interestFen, overdueInterestFen, compoundInterestFen, feeFen };
}

/** What a loan has come to when its charges are held against the cap. */
export interface Charged {
  readonly segments: readonly CapSegment[];
  readonly overdueSegments: readonly OverdueCapSegment[];
  readonly periods: readonly CapPeriod[];
  /** The period that holds on the day of the claim. */
  readonly current: CapPeriod;
  readonly outsideCharges: readonly OutsideCharge[];
  /** Under each head, principal too. */
  readonly owed: (item: ClaimItem) => Fen;
  readonly repaid: (item: ClaimItem) => Fen;
}

export function capCharges({ segments, overdueSegments: whenOverdue, periods, current, outsideCharges, owed, repaid }: Charged): CapFinding & ChargeHeads {
  const overduePaidFen = addFen(repaid('overdue_interest'), repaid('compound_interest'));
  const outsideFen = sumFen(outsideCharges.filter((each) => each.counts).map((each) => each.amountFen));
  const total = limit(chargesAt(segments), addFen(repaid('interest'), overduePaidFen, repaid('fee'), outsideFen));
  const overdue = limit(chargesAt(whenOverdue), overduePaidFen);
  const term = limit(subtractFen(total.allowedFen, overdue.allowedFen), repaid('interest'));
  const heads = withinLimits(owed, { roomFen: total.roomFen, term, overdue });
  const contractFen = addFen(...chargeItems.map(owed));
  const claimableFen = addFen(heads.interestFen, heads.overdueInterestFen, heads.compoundInterestFen, heads.feeFen);
  const keepableFen = periods.every((each) => each.returnAbove !== null) ? chargesAt(segments, 'returnAbove') : null;
  const { rate, article, basis, standing } = current;
  return {
    ...heads,
    rate,
    article,
    basis,
    standing,
    segments,
    ...total,
    outsideCharges,
    overdue: { ...overdue, segments: whenOverdue },
    term,
    contractFen,
    claimableFen,
    reductionFen: subtractFen(contractFen, claimableFen),
    keepableFen,
    setOffFen: keepableFen === null ? zeroFen : minFen(owed('principal'), notNegative(subtractFen(total.paidFen, keepableFen))),
  };
}

const limit = (allowedFen: Fen, paidFen: Fen): Limit => ({ allowedFen, paidFen, roomFen: notNegative(subtractFen(allowedFen, paidFen)) });
const notNegative = (amount: Fen): Fen => maxFen(amount, zeroFen);
