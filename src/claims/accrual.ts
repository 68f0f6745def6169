/** Interest by the day: the rate of one day as an exact fraction, and what a sum of `base × days` earns at it. */
import { daysBetween, decimalFraction, decimalText, fen, portion, type Day, type Fen, type Fraction, type Rate } from '../kernel/index.ts';
import type { DayCount, Segment } from './claim.ts';

export const yearDays = (dayCount: DayCount): 365 | 360 => (dayCount === 'actual_365' ? 365 : 360);

/** A monthly rate is a twelfth of a year's, so that months of different length do not earn differently by the day. */
export function dailyRate(rate: Rate, dayCount: DayCount): Fraction {
  const { numerator, denominator } = decimalFraction(rate.value);
  if (rate.per === 'day') return { numerator, denominator };
  return { numerator: rate.per === 'month' ? numerator * 12n : numerator, denominator: denominator * BigInt(yearDays(dayCount)) };
}

/** The same rate as so much per year. */
export function yearlyRate(rate: Rate, dayCount: DayCount): Rate {
  const perYear = { year: 1, month: 12, day: yearDays(dayCount) }[rate.per];
  const { numerator, denominator } = decimalFraction(rate.value);
  return { value: decimalText(numerator * BigInt(perYear), denominator.toString().length - 1), per: 'year' };
}

export const exceeds = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator > b.numerator * a.denominator;

/** The days after `after` up to and including `to`, on one base. */
export const segmentBetween = (baseFen: Fen, after: Day, to: Day): Segment => ({
  baseFen,
  from: after.add({ days: 1 }),
  to,
  days: daysBetween(after, to),
});

/** Σ(base × days), what bankers call the interest numbers. */
export const interestNumber = (segments: readonly Segment[]): bigint =>
  segments.reduce((sum, { baseFen, days }) => sum + baseFen * BigInt(days), 0n);

/** What the segments earn together, rounded once, half up. */
export const interestOn = (segments: readonly Segment[], daily: Fraction): Fen =>
  portion(fen(interestNumber(segments)), daily.numerator, daily.denominator, 'half_up');
