import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysBetween, isAfter, parseDay, type Day, type Outcome } from '../kernel/index.ts';
import {
  deadlineAfter as deadlineIn,
  isWorkingDay as isWorkingDayIn,
  shippedCalendar,
  withAnnouncements,
  withYear,
  workingDaysAfter as workingDaysAfterIn,
  yearNoticeSchema,
  type Calendar,
} from './calendar.ts';

import holidays from './holidays.json' with { type: 'json' };

const isWorkingDay = (day: Day) => isWorkingDayIn(shippedCalendar, day);
const deadlineAfter = (start: Day, days: number) => deadlineIn(shippedCalendar, start, days);
const workingDaysAfter = (start: Day, n: number) => workingDaysAfterIn(shippedCalendar, start, n);

function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusal.code);

test('working days: weekends, holidays, make-up days', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['2026-03-02', true], // a Monday
    ['2026-02-28', true], // a Saturday worked to make up for the Spring Festival
    ['2026-03-07', false], // a Saturday
    ['2026-02-17', false], // the Spring Festival, a Tuesday
    ['2026-01-04', true], // a Sunday worked to make up for the New Year
    ['2026-10-01', false],
    ['2017-01-01', false],
    ['2026-12-31', true],
  ];
  for (const [day, working] of rows) assert.equal(valueOf(isWorkingDay(parseDay(day))), working, day);
  assert.equal(codeOf(isWorkingDay(parseDay('2016-12-31'))), 'day_outside_calendar');
  assert.equal(codeOf(isWorkingDay(parseDay('2027-01-01'))), 'day_outside_calendar');
});

test('five days from a Monday end on Saturday and so on the Monday after', () => {
  // 2026-03-02 is not counted; 3, 4, 5, 6, 7 March. The 7th is a Saturday, the 8th a Sunday.
  const deadline = valueOf(deadlineAfter(parseDay('2026-03-02'), 5));
  assert.equal(deadline.nominalOn.toString(), '2026-03-07');
  assert.deepEqual(
    deadline.rolledOver.map(({ on, name }) => `${on.toString()} ${name}`),
    ['2026-03-07 星期六', '2026-03-08 星期日'],
  );
  assert.equal(deadline.dueOn.toString(), '2026-03-09');
  assert.equal(deadline.calendarVersion, shippedCalendar.version);
  assert.deepEqual(deadline.articles.map(({ article }) => article), ['第二百零一条', '第二百零三条']);
});

test('days off inside a period count; only its end moves', () => {
  // From 2026-03-04: 5, 6, 7, 8, 9 March; the weekend lies inside and the 9th is a Monday.
  const deadline = valueOf(deadlineAfter(parseDay('2026-03-04'), 5));
  assert.deepEqual([deadline.dueOn.toString(), deadline.rolledOver.length], ['2026-03-09', 0]);
});

test('an end in the National Day holiday names the holiday', () => {
  const deadline = valueOf(deadlineAfter(parseDay('2026-09-26'), 5));
  assert.equal(deadline.rolledOver[0]?.name, '国庆节');
  assert.equal(deadline.dueOn.toString(), '2026-10-08');
});

test('a period that ends or rolls beyond the announced years is refused', () => {
  assert.equal(codeOf(deadlineAfter(parseDay('2026-12-30'), 1)), 'accepted');
  assert.equal(codeOf(deadlineAfter(parseDay('2026-12-30'), 2)), 'day_outside_calendar');
  assert.equal(codeOf(workingDaysAfter(parseDay('2026-12-30'), 2)), 'day_outside_calendar');
});

const knownDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 3_500 }).map((days) => parseDay('2017-01-01').add({ days }));

test('a deadline is a working day, no earlier than its nominal day, with every day between a day off', () => {
  fc.assert(
    fc.property(knownDay, fc.integer({ min: 1, max: 90 }), (start, days) => {
      const outcome = deadlineAfter(start, days);
      if (!outcome.ok) return isAfter(start.add({ days: days + 10 }), shippedCalendar.knownTo);
      const { nominalOn, rolledOver, dueOn } = outcome.value;
      assert.equal(daysBetween(start, nominalOn), days);
      assert.equal(daysBetween(nominalOn, dueOn), rolledOver.length);
      assert.ok(rolledOver.every(({ on }) => !valueOf(isWorkingDay(on))));
      return valueOf(isWorkingDay(dueOn));
    }),
  );
});

test('a period of n working days has n of them, and ends on the last', () => {
  fc.assert(
    fc.property(knownDay, fc.integer({ min: 1, max: 30 }), (start, n) => {
      const end = workingDaysAfter(start, n);
      if (!end.ok) return true;
      const days = Array.from({ length: daysBetween(start, end.value) }, (_, index) => start.add({ days: index + 1 }));
      assert.equal(days.filter((day) => valueOf(isWorkingDay(day))).length, n);
      return valueOf(isWorkingDay(end.value));
    }),
  );
});

const announced = (...days: readonly (readonly [day: string, off: string | null])[]): Calendar =>
  withAnnouncements(shippedCalendar, days.map(([day, off]) => ({ day: parseDay(day), off })));

const dueOn = (calendar: Calendar, start: string, days: number): string => valueOf(deadlineIn(calendar, parseDay(start), days)).dueOn.toString();

test('a holiday announced late moves the deadlines that end on it, and no others', () => {
  // As when Friday 2020-01-31 was added to the Spring Festival four days before; here Wednesday 2026-06-10.
  const calendar = announced(['2026-06-10', '临时放假']);
  assert.deepEqual([dueOn(shippedCalendar, '2026-06-05', 5), dueOn(calendar, '2026-06-05', 5)], ['2026-06-10', '2026-06-11']);
  assert.deepEqual([dueOn(shippedCalendar, '2026-06-04', 5), dueOn(calendar, '2026-06-04', 5)], ['2026-06-09', '2026-06-09']);
  assert.deepEqual([dueOn(shippedCalendar, '2026-06-06', 5), dueOn(calendar, '2026-06-06', 5)], ['2026-06-11', '2026-06-11']);
  assert.deepEqual(valueOf(deadlineIn(calendar, parseDay('2026-06-05'), 5)).rolledOver.map(({ name }) => name), ['临时放假']);
});

test('a holiday called off is a working day again, and a Saturday becomes one to make up for another', () => {
  const calledOff = announced(['2026-10-07', null]);
  assert.deepEqual([dueOn(shippedCalendar, '2026-09-28', 5), dueOn(calledOff, '2026-09-28', 5)], ['2026-10-08', '2026-10-07']);
  const makeUp = announced(['2026-06-13', null]);
  assert.deepEqual([dueOn(shippedCalendar, '2026-06-08', 5), dueOn(makeUp, '2026-06-08', 5)], ['2026-06-15', '2026-06-13']);
  assert.deepEqual(
    [shippedCalendar, makeUp].map((calendar) => valueOf(workingDaysAfterIn(calendar, parseDay('2026-06-12'), 2)).toString()),
    ['2026-06-16', '2026-06-15'],
  );
});

test('every set of announcements has a version of its own, whatever their order; none leaves the version as it was', () => {
  const one = ['2026-06-10', '临时放假'] as const;
  const two = ['2026-06-13', null] as const;
  assert.equal(announced().version, shippedCalendar.version);
  assert.equal(announced(one, two).version, announced(two, one).version);
  const versions = [announced(), announced(one), announced(two), announced(one, two), announced(['2026-06-10', null])].map(({ version }) => version);
  assert.equal(new Set(versions).size, versions.length);
});

const notice2027 = {
  off: {
    元旦: ['2027-01-01'], 春节: ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10'], 清明节: ['2027-04-05'], 劳动节: ['2027-05-03'],
    端午节: ['2027-06-09'], 中秋节: ['2027-09-15'], 国庆节: ['2027-10-01', '2027-10-04', '2027-10-05'],
  },
  work: ['2026-12-26', '2027-02-13'],
}; // invented: the notice of 2027 is not out

test('the notice of the next year makes it known, with its make-up days in the December before', () => {
  const calendar = withYear(shippedCalendar, 2027, yearNoticeSchema(2027).parse(notice2027));
  assert.equal(calendar.knownTo.toString(), '2027-12-31');
  assert.equal(dueOn(calendar, '2026-12-28', 4), '2027-01-04');
  assert.equal(dueOn(calendar, '2026-12-21', 5), '2026-12-26');
  assert.equal(dueOn(calendar, '2027-02-01', 4), '2027-02-11');
  assert.equal(codeOf(isWorkingDayIn(calendar, parseDay('2028-01-01'))), 'day_outside_calendar');
  assert.equal(withYear(shippedCalendar, 2028, notice2027), shippedCalendar, 'a year is not left out');
  assert.equal(withYear(shippedCalendar, 2026, notice2027), shippedCalendar, 'a known year stays as it was');
});

test('the notice of a year is refused when it cannot be one', () => {
  const { 端午节: _dropped, ...sixHolidays } = notice2027.off;
  const wrong: readonly (readonly [object, string])[] = [
    [{ ...notice2027, off: sixHolidays }, 'off'],
    [{ ...notice2027, work: ['2027-02-30'] }, 'work.0'],
    [{ ...notice2027, work: ['2028-01-02'] }, 'work.0'],
    [{ ...notice2027, work: ['2027-02-12'] }, 'work.0'], // a Friday
    [{ ...notice2027, off: { ...notice2027.off, 元旦: ['2027-01-01', '2027-02-13'] } }, 'work.1'], // off and worked
    [{ ...notice2027, off: { ...notice2027.off, 元旦: [] } }, 'off.元旦'],
  ];
  for (const [value, where] of wrong) {
    assert.deepEqual(yearNoticeSchema(2027).safeParse(value).error?.issues.map(({ path }) => path.join('.')), [where], where);
  }
  for (const [year, { off, work }] of Object.entries(holidays.years)) {
    // 2020 has a second notice, which moved the end of the Spring Festival and so names a Monday.
    assert.equal(yearNoticeSchema(Number(year)).safeParse({ off, work }).success, year !== '2020', year);
  }
});

test('one announced day does not make a year known', () => {
  const calendar = announced(['2027-01-01', '元旦']);
  assert.equal(codeOf(isWorkingDayIn(calendar, parseDay('2027-01-01'))), 'day_outside_calendar');
  assert.equal(codeOf(deadlineIn(calendar, parseDay('2026-12-28'), 4)), 'day_outside_calendar');
});

const published = new URL('../../../shared/data/holidays/', import.meta.url);

test('the calendar says what the published files say, day for day', (t) => {
  if (!existsSync(published)) return t.skip('../shared/data/holidays is not here');
  const days = readdirSync(published)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => (JSON.parse(readFileSync(new URL(name, published), 'utf8')) as { days: { date: string; isOffDay: boolean }[] }).days);
  assert.ok(days.length > 300);
  for (const { date, isOffDay } of days) {
    const working = isWorkingDay(parseDay(date));
    assert.ok(!working.ok || working.value === !isOffDay, date);
  }
});
