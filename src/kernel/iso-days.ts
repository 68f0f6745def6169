/**
 * Days as their ISO text, `2025-03-01`, for what reads or compares millions of them: the text sorts as the days do.
 * Years run from 0001 to 9999; outside of them there is no text. Tests hold every answer equal to `Temporal`'s.
 */
import { legalDay } from './dates.ts';

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** How many days a month has, 28 to 31. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** The text of a day; null where the calendar has none. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The last day of a month; null where there is no such month. */
export const lastIsoDay = (year: number, month: number): string | null => isoDay(year, month, daysInMonth(year, month));

/** Days since 1970-01-01 of a day that exists. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const monthDays = (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
  return before * 365 + leapDays + monthDays + day - 719163;
}

/** The day that is so many days after 1970-01-01, or before when negative. */
export function isoDayOf(number: number): string | null {
  let year = Math.floor(number / 365.2425) + 1970;
  while (number < dayNumberOf(year, 1, 1)) year -= 1;
  while (number >= dayNumberOf(year + 1, 1, 1)) year += 1;
  let month = 12;
  while (number < dayNumberOf(year, month, 1)) month -= 1;
  return isoDay(year, month, number - dayNumberOf(year, month, 1) + 1);
}

const parts = (day: string): readonly [year: number, month: number, day: number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];

export const addIsoDays = (day: string, days: number): string | null => isoDayOf(dayNumberOf(...parts(day)) + days);

/** The same day of a later month, or its last day where that month is shorter (Civil Code art. 202). */
export function addIsoMonths(day: string, months: number): string | null {
  const [year, month, dayOfMonth] = parts(day);
  const count = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return isoDay(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

const chinaIsEightHoursAheadSince = '1992';

/** The calendar day in China on which an instant in UTC, `2025-03-01T23:59:59Z`, falls. */
export function legalIsoDay(instant: string): string {
  const simple = instant >= chinaIsEightHoursAheadSince && instant.length >= 20 && instant.endsWith('Z') && instant[10] === 'T';
  if (!simple) return legalDay(Temporal.Instant.from(instant)).toString();
  const day = instant.slice(0, 10);
  return Number(instant.slice(11, 13)) < 16 ? day : (addIsoDays(day, 1) ?? day);
}
