import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysBetween, isAfter, parseDay, type Day, type Outcome } from '../kernel/index.ts';
import { calendarKnownTo, calendarVersion, deadlineAfter, isWorkingDay, workingDaysAfter, workingDaysBetween } from './calendar.ts';

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
    deadline.rolledOver.map(({ day, name }) => `${day.toString()} ${name}`),
    ['2026-03-07 星期六', '2026-03-08 星期日'],
  );
  assert.equal(deadline.dueOn.toString(), '2026-03-09');
  assert.equal(deadline.calendarVersion, calendarVersion);
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
  assert.equal(codeOf(workingDaysBetween(parseDay('2026-12-30'), parseDay('2027-01-01'))), 'day_outside_calendar');
});

const knownDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 3_500 }).map((days) => parseDay('2017-01-01').add({ days }));

test('a deadline is a working day, no earlier than its nominal day, with every day between a day off', () => {
  fc.assert(
    fc.property(knownDay, fc.integer({ min: 1, max: 90 }), (start, days) => {
      const outcome = deadlineAfter(start, days);
      if (!outcome.ok) return isAfter(start.add({ days: days + 10 }), calendarKnownTo);
      const { nominalOn, rolledOver, dueOn } = outcome.value;
      assert.equal(daysBetween(start, nominalOn), days);
      assert.equal(daysBetween(nominalOn, dueOn), rolledOver.length);
      assert.ok(rolledOver.every(({ day }) => !valueOf(isWorkingDay(day))));
      return valueOf(isWorkingDay(dueOn));
    }),
  );
});

test('counting working days forward and between two days agree', () => {
  fc.assert(
    fc.property(knownDay, fc.integer({ min: 0, max: 30 }), (start, n) => {
      const end = workingDaysAfter(start, n);
      return !end.ok || valueOf(workingDaysBetween(start, end.value)) === n;
    }),
  );
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
