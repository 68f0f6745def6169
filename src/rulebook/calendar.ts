/**
 * Working days, and periods of time. Legal periods are calendar days: the first day is not counted, and a period that
 * ends on a day off ends on the next working day (Civil Code arts 201, 203). The State Council announces each
 * year's holidays and make-up workdays at the end of the year before, so nothing is known beyond the last year
 * announced, and every question beyond it is refused.
 */
import { accept, canonicalText, isAfter, isBefore, parseDay, refuse, sha256, type Day, type Outcome } from '../kernel/index.ts';
import holidays from './holidays.json' with { type: 'json' };
import { cite, type ArticleRef } from './instrument.ts';
import { civilCode } from './instruments/civil-code.ts';

const years = Object.keys(holidays.years).sort();
const firstDay = parseDay(`${years.at(0)}-01-01`);
const lastDay = parseDay(`${years.at(-1)}-12-31`);

/** The last day the calendar knows. */
export const calendarKnownTo = lastDay;

/** Changes with any day of the calendar, so that a stored deadline says which announcement it was counted by. */
export const calendarVersion = `${years.at(0)}-${years.at(-1)}-${sha256(canonicalText(holidays.years)).slice(0, 12)}`;

/** The announced days that are not what their day of the week says: a holiday's name, or null for a make-up workday. */
const announced: ReadonlyMap<string, string | null> = new Map(
  Object.values(holidays.years).flatMap((year) => [
    ...Object.entries(year.off as Record<string, string[]>).flatMap(([name, days]) => days.map((day) => [day, name] as const)),
    ...year.work.map((day) => [day, null] as const),
  ]),
);

export interface DayOff {
  readonly day: Day;
  /** The holiday, or 星期六 or 星期日. */
  readonly name: string;
}

export interface Deadline {
  readonly start: Day;
  readonly days: number;
  /** The last day by counting alone. */
  readonly nominalOn: Day;
  /** The days off that moved the end, in order; empty when the nominal day is a working day. */
  readonly rolledOver: readonly DayOff[];
  /** The last day on which the act is in time, to its end (24:00 in China). */
  readonly dueOn: Day;
  readonly calendarVersion: string;
  readonly articles: readonly ArticleRef[];
}

export type CalendarRefusal = 'day_outside_calendar';

const countingArticles = [cite(civilCode, '第二百零一条'), cite(civilCode, '第二百零三条')];

const outside = (day: Day) =>
  refuse('day_outside_calendar', { day: day.toString(), knownFrom: firstDay.toString(), knownTo: lastDay.toString() });

const isKnown = (day: Day): boolean => !isBefore(day, firstDay) && !isAfter(day, lastDay);

/** Why a known day is off; null for a working day. */
function dayOffName(day: Day): string | null {
  const name = announced.get(day.toString());
  if (name !== undefined) return name;
  return day.dayOfWeek < 6 ? null : day.dayOfWeek === 6 ? '星期六' : '星期日';
}

export const isWorkingDay = (day: Day): Outcome<boolean, CalendarRefusal> =>
  isKnown(day) ? accept(dayOffName(day) === null) : outside(day);

/** The end of a period of calendar days that starts the day after `start` (Civil Code arts 201, 203). */
export function deadlineAfter(start: Day, days: number): Outcome<Deadline, CalendarRefusal> {
  const nominalOn = start.add({ days });
  const rolledOver: DayOff[] = [];
  for (let day = nominalOn; ; day = day.add({ days: 1 })) {
    if (!isKnown(day)) return outside(day);
    const name = dayOffName(day);
    if (name === null) return accept({ start, days, nominalOn, rolledOver, dueOn: day, calendarVersion, articles: countingArticles });
    rolledOver.push({ day, name });
  }
}

/** The n-th working day after `start`, which is not counted itself. With n = 0, `start`. */
export function workingDaysAfter(start: Day, n: number): Outcome<Day, CalendarRefusal> {
  let day = start;
  for (let counted = 0; counted < n; ) {
    day = day.add({ days: 1 });
    if (!isKnown(day)) return outside(day);
    if (dayOffName(day) === null) counted += 1;
  }
  return accept(day);
}

/** How many working days lie after `from`, up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day): Outcome<number, CalendarRefusal> {
  let counted = 0;
  for (let day = from.add({ days: 1 }); !isAfter(day, to); day = day.add({ days: 1 })) {
    if (!isKnown(day)) return outside(day);
    if (dayOffName(day) === null) counted += 1;
  }
  return accept(counted);
}
