/**
 * How one cell is read: the named readings of a mapping. Each takes the text of a cell that is not empty and gives
 * the value in the form of the loan file, or the code of what is wrong with it.
 */
import { accept, decimalText, fen, parseDay, portion, refuse, type Outcome, type Rate, type RatePeriod } from '../kernel/index.ts';
import type { dayForms } from './mapping.ts';
import type { ProblemCode } from './problems.ts';

export type Reading<T> = Outcome<T, ProblemCode>;

/** Full-width ASCII (as a Chinese keyboard types it) to half-width, and the ideographic space to a blank. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ');

export const readIdentifier = (text: string): string => halfWidth(text).replace(/[\s-]/g, '').toUpperCase();

const scales = { fen: 0, yuan: 2, wan_yuan: 6 } as const;

export interface MoneyForm {
  readonly as: keyof typeof scales;
  readonly exponent?: true | undefined;
  readonly rounding?: 'half_up' | undefined;
}

/** Money to fen, exactly. `exponent` admits what statistics programs write for round numbers (`1e+05`). */
export function readMoney(text: string, { as: unit, exponent, rounding }: MoneyForm): Reading<string> {
  const plain = halfWidth(text).replace(/[\s¥￥元]/g, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:e\+?(\d{1,2}))?$/i.exec(plain);
  if (!match || (match[3] !== undefined && exponent !== true)) return refuse('amount_unreadable');
  const decimals = match[2] ?? '';
  const scale = scales[unit] + Number(match[3] ?? 0) - decimals.length;
  const digits = BigInt((match[1] ?? '').replaceAll(',', '') + decimals);
  if (scale >= 0) return accept((digits * 10n ** BigInt(scale)).toString());
  const divisor = 10n ** BigInt(-scale);
  if (digits % divisor !== 0n && rounding === undefined) return refuse('amount_finer_than_fen');
  return accept(portion(fen(digits), 1n, divisor, 'half_up').toString());
}

const timeTail = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?`;
const yearFirst = new RegExp(`^(\\d{4})(?:[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{2})(\\d{2}))${timeTail}$`);
const yearLast = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${timeTail}$`);
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function readDay(text: string, form: (typeof dayForms)[number]): Reading<string> {
  const plain = halfWidth(text).trim();
  switch (form) {
    case 'year_first': {
      const match = yearFirst.exec(plain);
      return dayOf(match?.[1], match?.[2] ?? match?.[4], match?.[3] ?? match?.[5]);
    }
    case 'day_month_year':
    case 'month_day_year': {
      const match = yearLast.exec(plain);
      const [first, second] = [match?.[1], match?.[2]];
      return form === 'day_month_year' ? dayOf(match?.[3], second, first) : dayOf(match?.[3], first, second);
    }
    case 'month_name_year': {
      const match = /^([a-z]{3})[- ](\d{4})$/i.exec(plain);
      const month = monthNames.indexOf((match?.[1] ?? '').toLowerCase()) + 1;
      if (!match || month === 0) return refuse('day_unreadable');
      const { daysInMonth } = Temporal.PlainYearMonth.from({ year: Number(match[2]), month });
      return dayOf(match[2], String(month), String(daysInMonth));
    }
  }
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): Reading<string> {
  if (year === undefined || month === undefined || day === undefined) return refuse('day_unreadable');
  try {
    return accept(parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).toString());
  } catch {
    return refuse('day_unreadable');
  }
}

/** A date with a time, at the given offset unless it carries its own. */
export function readInstant(text: string, offset: string): Reading<string> {
  const plain = halfWidth(text).trim().replaceAll('/', '-').replace(' ', 'T');
  const withOffset = /(Z|[+-]\d\d:?\d\d)$/.test(plain) ? plain : plain + offset;
  try {
    return accept(Temporal.Instant.from(withOffset).toString());
  } catch {
    return refuse('instant_unreadable');
  }
}

/** A rate as the exact decimal it is; 15 in a percent column is 0.15. */
export function readRate(text: string, written: 'percent' | 'decimal', per: RatePeriod): Reading<Rate> {
  const match = /^(\d{1,4})(?:\.(\d{1,8}))?(%?)$/.exec(halfWidth(text).replace(/\s/g, ''));
  if (!match || (written === 'decimal' && match[3] === '%')) return refuse('rate_unreadable');
  const decimals = match[2] ?? '';
  const scale = decimals.length + (written === 'percent' ? 2 : 0);
  return accept({ value: decimalText(BigInt(`${match[1]}${decimals}`), scale), per });
}

export function readCount(text: string): Reading<number> {
  const match = /^(\d{1,15})\s*(?:期|个月|月|天|months?|days?|bytes)?$/i.exec(halfWidth(text).trim());
  return match ? accept(Number(match[1])) : refuse('count_unreadable');
}
