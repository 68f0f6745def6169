/**
 * The cap on charges: over the whole life of the loan, day by day on the principal outstanding, interest, overdue
 * interest and fees together may not come to more than the legal rate allows, whether already paid or still asked for.
 * The cap is a rate per year of 365 days whatever the contract counts by, and its allowance is cut down to the fen.
 */
import { assert, compareDays, fen, isBefore, maxFen, minFen, portion, subtractFen, zeroFen, type Day, type Fen } from '../kernel/index.ts';
import type { CapPeriod } from '../rulebook/index.ts';
import { dailyRate, segmentBetween } from './accrual.ts';
import type { CapFinding, CapSegment } from './claim.ts';
import type { Ledger } from './ledger.ts';
import type { Loan } from './loan-file.ts';

/** The period that holds on a day; the first also covers whatever came before the contract was signed. */
export const capOn = (periods: readonly CapPeriod[], day: Day): CapPeriod => {
  const found = periods.findLast((each) => !isBefore(day, each.from)) ?? periods[0];
  assert(found, 'a rate cap has at least one period');
  return found;
};

/** The outstanding principal day by day, cut wherever it or the cap changes. */
export function capSegments(loan: Loan, principalRepaid: Ledger['principalRepaid'], periods: readonly CapPeriod[], asOf: Day): readonly CapSegment[] {
  const changes = [
    ...loan.disbursements.map(({ on, amountFen }) => ({ after: on, byFen: amountFen })),
    ...principalRepaid.map(({ on, amountFen }) => ({ after: on, byFen: fen(-amountFen) })),
    ...periods.map(({ from }) => ({ after: from.subtract({ days: 1 }), byFen: zeroFen })),
  ].sort((a, b) => compareDays(a.after, b.after));

  const segments: CapSegment[] = [];
  let baseFen = zeroFen;
  changes.forEach(({ after, byFen }, index) => {
    baseFen = fen(baseFen + byFen);
    const next = changes[index + 1]?.after;
    const to = next && isBefore(next, asOf) ? next : asOf;
    if (baseFen <= 0n || !isBefore(after, to)) return;
    const segment = segmentBetween(baseFen, after, to);
    const { rate, article } = capOn(periods, segment.from);
    segments.push({ ...segment, rate, article });
  });
  return segments;
}

/** Σ(base × rate × days ÷ 365), added up exactly and cut down once. */
function allowedCharges(segments: readonly CapSegment[]): Fen {
  const terms = segments.map(({ baseFen, days, rate }) => ({ product: baseFen * BigInt(days), ...dailyRate(rate, 'actual_365') }));
  const denominator = terms.reduce((most, each) => (each.denominator > most ? each.denominator : most), 1n);
  // Every denominator is 365 times a power of ten, so the greatest is common to all.
  const numerator = terms.reduce((sum, each) => sum + each.product * each.numerator * (denominator / each.denominator), 0n);
  return portion(fen(numerator), 1n, denominator, 'down');
}

export function capCharges(segments: readonly CapSegment[], current: CapPeriod, paidFen: Fen, contractFen: Fen): CapFinding {
  const allowedFen = allowedCharges(segments);
  const claimableFen = minFen(contractFen, maxFen(subtractFen(allowedFen, paidFen), zeroFen));
  const { rate, article, basis, standing } = current;
  return { rate, article, basis, standing, segments, allowedFen, paidFen, contractFen, claimableFen, reductionFen: subtractFen(contractFen, claimableFen) };
}
