/**
 * Interest by the day: how days are counted, the rate of one day as an exact fraction, and what a base earns over the
 * stretches on which it stood. Within a reckoning days are numbers (`dayNumber`), since there are thousands of them.
 */
import { dayAt, decimalFraction, decimalText, fen, portion, type Fen, type Fraction, type Rate } from '../kernel/index.ts';
import type { DayCount, Segment } from './claim.ts';
import type { Loan } from './loan-file.ts';

export const yearDays = (dayCount: DayCount): 365 | 360 => (dayCount === 'actual_365' ? 365 : 360);

/**
 * Days from one day to a later one as the contract counts them, the first excluded and the last included. With months
 * of 30 days the 31st counts as the 30th; both ways a stretch cut in two has as many days as before.
 */
export const countDays = (from: number, to: number, dayCount: DayCount): number =>
  dayCount === 'thirty_360' ? onThirties(to) - onThirties(from) : to - from;

function onThirties(number: number): number {
  const { year, month, day } = dayAt(number);
  return year * 360 + month * 30 + Math.min(day, 30);
}

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

/** The rate on overdue principal: as the contract gives it, or the contract rate with its uplift, or the contract rate. */
export function overdueRateOf({ rate, overdueRate, overdueUplift }: Loan['contract']): Rate {
  if (overdueUplift === null) return overdueRate ?? rate;
  const [base, uplift] = [decimalFraction(rate.value), decimalFraction(overdueUplift)];
  const denominator = base.denominator * uplift.denominator;
  return { value: decimalText(base.numerator * (uplift.denominator + uplift.numerator), denominator.toString().length - 1), per: rate.per };
}

export const exceeds = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator > b.numerator * a.denominator;

/** The days after `after` up to and including `to`, on one base. */
export interface Stretch {
  readonly baseFen: bigint;
  readonly after: number;
  to: number;
  days: number;
}

/** The stretches on which something bore interest, growing as days go by, and Σ(base × days) over them. */
export interface Run {
  readonly stretches: Stretch[];
  number: bigint;
}

/** Lets a run go on to `to`, from where it stands or from `start`; a stretch on an unchanged base is one. */
export function runOn(run: Run, baseFen: bigint, start: number, to: number, dayCount: DayCount): void {
  const last = run.stretches.at(-1);
  const after = last?.to ?? start;
  if (baseFen <= 0n || after >= to) return;
  const days = countDays(after, to, dayCount);
  run.number += baseFen * BigInt(days);
  if (last?.baseFen === baseFen) {
    last.to = to;
    last.days += days;
  } else {
    run.stretches.push({ baseFen, after, to, days });
  }
}

export const segmentOf = ({ baseFen, after, to, days }: Stretch): Segment => ({ baseFen: fen(baseFen), from: dayAt(after + 1), to: dayAt(to), days });

/** What Σ(base × days) earns at a rate of one day, rounded once, half up. */
export const interestOf = (number: bigint, daily: Fraction): Fen => portion(fen(number), daily.numerator, daily.denominator, 'half_up');
