/**
 * The schedule that the terms of a contract give, to the fen, and where the lender's own differs from it. Every rate is
 * an exact fraction and every sum is rounded once, as the terms declare; nothing is guessed.
 */
import { dayAt, dayNumber, dayNumberOf, daysInMonth, decimalFraction, maxFen, minFen, portion, subtractFen, zeroFen, type Day, type Fen, type Fraction } from '../kernel/index.ts';
import { countDays, yearDays } from './accrual.ts';
import type { DayCount, ScheduleDifference } from './claim.ts';
import type { Loan } from './loan-file.ts';

export type ScheduleRow = Loan['schedule'][number];
type Terms = NonNullable<Loan['contract']['terms']>;

/** What of a loan makes its schedule. */
export interface Scheduled {
  readonly contract: Pick<Loan['contract'], 'principalFen' | 'rate' | 'dayCount' | 'terms'>;
  readonly schedule: readonly ScheduleRow[];
}

/** A period of the schedule and its length in units of the rate: months, or days as the contract counts them. */
interface Period {
  readonly dueOn: Day;
  readonly units: number;
}

/**
 * The schedule by the terms; null where the contract has none. Rows are numbered from 1. The last one takes what is
 * left of the principal.
 *
 * An equal instalment is the sum that repays the loan with every instalment the same, under the interest of each
 * period: principal × Π(1 + rᵢ) ÷ Σₖ Π(1 + rᵢ of the periods after k). With periods of the same length that is the
 * formula P × r × (1 + r)ⁿ ÷ ((1 + r)ⁿ − 1).
 */
export function rebuildSchedule({ contract }: Pick<Scheduled, 'contract'>): readonly ScheduleRow[] | null {
  const { terms, principalFen } = contract;
  if (terms === null) return null;
  const { method, rounding, feeFen } = terms;
  const rate = unitRate(contract, terms);
  const periods = periodsOf(terms, contract.dayCount);
  const principalPart = principalPartOf(method, principalFen, periods, rate, rounding);
  let leftFen = principalFen;
  return periods.map(({ dueOn, units }, index) => {
    const baseFen = method === 'flat_fee' ? principalFen : leftFen;
    const interestFen = portion(baseFen, rate.numerator * BigInt(units), rate.denominator, rounding);
    const partFen = index === periods.length - 1 ? leftFen : minFen(leftFen, principalPart(interestFen));
    leftFen = subtractFen(leftFen, partFen);
    return { seq: index + 1, dueOn, principalFen: partFen, interestFen, feeFen };
  });
}

/** What each period but the last repays of the principal, given the interest of the period. */
function principalPartOf(method: Terms['method'], principalFen: Fen, periods: readonly Period[], rate: Fraction, rounding: Terms['rounding']): (interestFen: Fen) => Fen {
  switch (method) {
    case 'equal_instalments': {
      const instalmentFen = equalInstalment(principalFen, periods, rate, rounding);
      // A first period so long that its interest is more than an instalment repays nothing; its interest is due all the same.
      return (interestFen) => maxFen(zeroFen, subtractFen(instalmentFen, interestFen));
    }
    case 'equal_principal':
    case 'flat_fee': {
      const partFen = portion(principalFen, 1n, BigInt(periods.length), rounding);
      return () => partFen;
    }
    case 'interest_first':
    case 'bullet':
      return () => zeroFen;
  }
}

/**
 * Each period multiplies what is owed by `grown ÷ rate.denominator` and takes one instalment off. `growth` carries what
 * the principal has grown to, `instalments` what instalments of 1 have, both without the powers of the denominator.
 */
function equalInstalment(principalFen: Fen, periods: readonly Period[], { numerator, denominator }: Fraction, rounding: Terms['rounding']): Fen {
  let [growth, instalments, power] = [1n, 0n, 1n];
  for (const { units } of periods) {
    const grown = denominator + numerator * BigInt(units);
    power *= denominator;
    growth *= grown;
    instalments = instalments * grown + power;
  }
  return portion(principalFen, growth, instalments, rounding);
}

/** The rate of one unit, in lowest terms: of a month or a day of the period, or of a day where interest runs by the day. */
function unitRate({ rate, dayCount }: Scheduled['contract'], { every, interestBy }: Terms): Fraction {
  const timesAYear = { year: 1, month: 12, day: yearDays(dayCount) };
  const { numerator, denominator } = decimalFraction(rate.value);
  const unit = interestBy === 'day' ? 'day' : every.unit;
  const [of, by] = [numerator * BigInt(timesAYear[rate.per]), denominator * BigInt(timesAYear[unit])];
  const divisor = greatestCommonDivisor(of, by);
  return { numerator: of / divisor, denominator: by / divisor };
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b));

/** The periods up to each due day; a loan that falls due once has one, from its start to its end. */
function periodsOf(terms: Terms, dayCount: DayCount): readonly Period[] {
  const { method, periods: count, every, startsOn, interestBy } = terms;
  const first = method === 'bullet' ? count : 1;
  const periods: Period[] = [];
  let before = dayNumber(startsOn);
  for (let no = first; no <= count; no += 1) {
    const due = dueDay(terms, no);
    periods.push({ dueOn: dayAt(due), units: interestBy === 'day' ? countDays(before, due, dayCount) : every.count * (no === first ? first : 1) });
    before = due;
  }
  return periods;
}

/** The number of the day on which the period with this number ends. */
function dueDay({ every, firstDueOn, monthEnd }: Terms, no: number): number {
  const later = (no - 1) * every.count;
  if (no === 1 || every.unit === 'day') return dayNumber(firstDueOn) + later;
  const months = firstDueOn.year * 12 + firstDueOn.month - 1 + later;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const last = daysInMonth(year, month);
  return dayNumberOf(year, month, monthEnd === 'last_day' ? last : Math.min(firstDueOn.day, last));
}

/** Where the lender's schedule is not the one that the terms give, instalment by instalment; null without terms. */
export function scheduleDifferences(loan: Scheduled): readonly ScheduleDifference[] | null {
  const rebuilt = rebuildSchedule(loan);
  if (rebuilt === null) return null;
  const given = new Map(loan.schedule.map((row) => [row.seq, row]));
  const missing = rebuilt.flatMap((row) => differences(row.seq, given.get(row.seq), row));
  const extra = loan.schedule.filter(({ seq }) => seq > rebuilt.length).flatMap((row) => differences(row.seq, row, undefined));
  return [...missing, ...extra.toSorted((a, b) => a.seq - b.seq)];
}

const sums = ['principalFen', 'interestFen', 'feeFen'] as const;

function differences(seq: number, given: ScheduleRow | undefined, rebuilt: ScheduleRow | undefined): readonly ScheduleDifference[] {
  if (given === undefined || rebuilt === undefined) return [{ seq, field: 'row', given: given?.dueOn.toString() ?? null, rebuilt: rebuilt?.dueOn.toString() ?? null }];
  const found: ScheduleDifference[] = [];
  if (dayNumber(given.dueOn) !== dayNumber(rebuilt.dueOn)) found.push({ seq, field: 'dueOn', given: given.dueOn.toString(), rebuilt: rebuilt.dueOn.toString() });
  for (const field of sums) if (given[field] !== rebuilt[field]) found.push({ seq, field, given: given[field].toString(), rebuilt: rebuilt[field].toString() });
  return found;
}
