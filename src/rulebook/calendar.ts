/**
 * Working days, and periods of time. Legal periods are calendar days: the first day is not counted, and a period that
 * ends on a day off ends on the next working day (Civil Code arts 201, 203). The State Council announces each
 * year's holidays and make-up workdays at the end of the year before, so nothing is known beyond the last year
 * announced, and every question beyond it is refused.
 */
import { z } from 'zod';
import { accept, canonicalText, isAfter, isBefore, parseDay, refuse, sha256, type Day, type Outcome } from '../kernel/index.ts';
import holidays from './holidays.json' with { type: 'json' };
import { cite, type ArticleRef } from './instrument.ts';
import { civilCode } from './instruments/civil-code.ts';

export interface Calendar {
  /** Changes with any day of the calendar, so that a stored deadline says which announcements it was counted by. */
  readonly version: string;
  /** The first and the last day that the calendar knows. */
  readonly knownFrom: Day;
  readonly knownTo: Day;
  /** Why a known day is off: the holiday, or 星期六 or 星期日; null for a working day. */
  readonly dayOffName: (day: Day) => string | null;
}

/** A day that is not as it was known before: off, under a holiday's name; or null for a workday, as a make-up day is. */
export interface Announcement {
  readonly day: Day;
  readonly off: string | null;
}

/** The State Council's notice of a year: the days off by holiday, and the weekend days worked to make up for them. */
export interface YearNotice {
  readonly off: Readonly<Record<string, readonly string[]>>;
  readonly work: readonly string[];
}

const announcementsOf = ({ off, work }: YearNotice): readonly Announcement[] => [
  ...Object.entries(off).flatMap(([name, days]) => days.map((day) => ({ day: parseDay(day), off: name }))),
  ...work.map((day) => ({ day: parseDay(day), off: null })),
];

const weekend: Calendar['dayOffName'] = ({ dayOfWeek }) => (dayOfWeek < 6 ? null : dayOfWeek === 6 ? '星期六' : '星期日');

/** What a day is when some are announced and the others stay as they were. */
function announcedOver(before: Calendar['dayOffName'], announced: readonly Announcement[]): Calendar['dayOffName'] {
  const names = new Map(announced.map(({ day, off }) => [day.toString(), off]));
  return (day) => {
    const name = names.get(day.toString());
    return name === undefined ? before(day) : name;
  };
}

/** The notices that the product comes with, by year. */
export const shippedYears: Readonly<Record<string, YearNotice>> = holidays.years;

const years = Object.keys(shippedYears).sort();

export const shippedCalendar: Calendar = {
  version: `${years.at(0)}-${years.at(-1)}-${sha256(canonicalText(holidays.years)).slice(0, 12)}`,
  knownFrom: parseDay(`${years.at(0)}-01-01`),
  knownTo: parseDay(`${years.at(-1)}-12-31`),
  dayOffName: announcedOver(weekend, Object.values(shippedYears).flatMap(announcementsOf)),
};

/**
 * The calendar with days that were announced later: a holiday given at short notice, one called off, a make-up day.
 * Its version names them, whatever their order; the last word on a day counts. What it knows reaches no further for
 * it: a day beyond `knownTo` stays unknown, since one announced day does not make its year known.
 */
export function withAnnouncements(calendar: Calendar, announced: readonly Announcement[]): Calendar {
  if (announced.length === 0) return calendar;
  const days = canonicalText(Object.fromEntries(announced.map(({ day, off }) => [day.toString(), off])));
  return { ...calendar, version: `${calendar.version}+${sha256(days).slice(0, 12)}`, dayOffName: announcedOver(calendar.dayOffName, announced) };
}

/** The calendar with the next year known too; the notice of any other year is not taken in, so that none is left out. */
export const withYear = (calendar: Calendar, year: number, notice: YearNotice): Calendar =>
  year === calendar.knownTo.year + 1
    ? { ...withAnnouncements(calendar, announcementsOf(notice)), knownTo: calendar.knownTo.add({ years: 1 }) }
    : calendar;

const statutoryHolidays = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];

/** The notice of `year` given as data. Its days lie in that year, or in the December before. */
export function yearNoticeSchema(year: number) {
  const within = (text: string) => text.startsWith(`${year}-`) || text.startsWith(`${year - 1}-12-`);
  const day = z.iso.date({ abort: true }).refine(within, `a day of ${year} or of the December before`);
  return z
    .strictObject({ off: z.record(z.string().trim().min(1), z.array(day).min(1)), work: z.array(day) })
    .superRefine(({ off, work }, context) => {
      const names = Object.keys(off).join();
      const missing = statutoryHolidays.filter((holiday) => !names.includes(holiday));
      if (missing.length > 0) context.addIssue({ code: 'custom', path: ['off'], message: `every statutory holiday is named; missing: ${missing.join('、')}` });
      const daysOff = new Set(Object.values(off).flat());
      work.forEach((each, index) => {
        if (!daysOff.has(each) && weekend(parseDay(each)) !== null) return;
        context.addIssue({ code: 'custom', path: ['work', index], message: 'a make-up workday is a Saturday or Sunday that is not off' });
      });
    });
}

export interface DayOff {
  readonly on: Day;
  /** The holiday, or 星期六 or 星期日. */
  readonly name: string;
}

/** Legal periods are calendar days; some of a commission's own are working days. */
export type PeriodUnit = 'day' | 'working_day';

export interface Deadline {
  /** The last day by counting alone. */
  readonly nominalOn: Day;
  /** The days off that moved the end, in order; empty when the nominal day is a working day. */
  readonly rolledOver: readonly DayOff[];
  /** The last day on which the act is in time, to its end (24:00 in China). */
  readonly dueOn: Day;
  readonly calendarVersion: string;
  /** What says how it is counted; empty for working days, which the commission's own rules give. */
  readonly articles: readonly ArticleRef[];
}

export type CalendarRefusal = 'day_outside_calendar';

const countingArticles = [cite(civilCode, '第二百零一条'), cite(civilCode, '第二百零三条')];

const outside = (calendar: Calendar, day: Day) =>
  refuse('day_outside_calendar', { day: day.toString(), knownFrom: calendar.knownFrom.toString(), knownTo: calendar.knownTo.toString() });

const isKnown = ({ knownFrom, knownTo }: Calendar, day: Day): boolean => !isBefore(day, knownFrom) && !isAfter(day, knownTo);

export const isWorkingDay = (calendar: Calendar, day: Day): Outcome<boolean, CalendarRefusal> =>
  isKnown(calendar, day) ? accept(calendar.dayOffName(day) === null) : outside(calendar, day);

/** The end of a period of calendar days that starts the day after `start` (Civil Code arts 201, 203). */
export function deadlineAfter(calendar: Calendar, start: Day, days: number): Outcome<Deadline, CalendarRefusal> {
  const nominalOn = start.add({ days });
  const rolledOver: DayOff[] = [];
  for (let day = nominalOn; ; day = day.add({ days: 1 })) {
    if (!isKnown(calendar, day)) return outside(calendar, day);
    const name = calendar.dayOffName(day);
    if (name === null) {
      return accept({ nominalOn, rolledOver, dueOn: day, calendarVersion: calendar.version, articles: countingArticles });
    }
    rolledOver.push({ on: day, name });
  }
}

/** The n-th working day after `start`, which is not counted itself. With n = 0, `start`. */
export function workingDaysAfter(calendar: Calendar, start: Day, n: number): Outcome<Day, CalendarRefusal> {
  let day = start;
  for (let counted = 0; counted < n; ) {
    day = day.add({ days: 1 });
    const working = isWorkingDay(calendar, day);
    if (!working.ok) return working;
    if (working.value) counted += 1;
  }
  return accept(day);
}

/** The end of a period of either kind. One of working days ends on one, so nothing moves it. */
export function periodEnd(calendar: Calendar, start: Day, days: number, unit: PeriodUnit): Outcome<Deadline, CalendarRefusal> {
  if (unit === 'day') return deadlineAfter(calendar, start, days);
  const last = workingDaysAfter(calendar, start, days);
  return last.ok ? accept({ nominalOn: last.value, rolledOver: [], dueOn: last.value, calendarVersion: calendar.version, articles: [] }) : last;
}
