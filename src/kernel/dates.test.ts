import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chineseDay, daysBetween, earlierDay, endOfDay, isAfter, isBefore, laterDay, legalDay, parseDay } from './index.ts';

test('a day is read from YYYY-MM-DD alone, and must exist', () => {
  assert.equal(parseDay('2028-02-29').toString(), '2028-02-29');
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', '+002026-01-01', '']) {
    assert.throws(() => parseDay(text), RangeError, text);
  }
});

test('an instant falls on a legal day in China', () => {
  const table = [['2026-03-01T15:59:59.999Z', '2026-03-01'], ['2026-03-01T16:00:00Z', '2026-03-02'], ['2025-12-31T16:00:00Z', '2026-01-01']] as const;
  for (const [instant, day] of table) assert.equal(legalDay(Temporal.Instant.from(instant)).toString(), day);
});

test('the end of a day is the last instant that still falls on it', () => {
  const day = parseDay('2026-03-09');
  assert.equal(endOfDay(day).toString(), '2026-03-09T15:59:59.999999999Z');
  assert(legalDay(endOfDay(day)).equals(day));
  assert(legalDay(endOfDay(day).add({ nanoseconds: 1 })).equals(day.add({ days: 1 })));
});

test('days are compared, counted and written', () => {
  const [early, late] = [parseDay('2024-02-28'), parseDay('2024-03-01')];
  assert.deepEqual([isBefore(early, late), isAfter(early, late), isBefore(early, early), isAfter(early, early)], [true, false, false, false]);
  assert.deepEqual([earlierDay(early, late), laterDay(early, late)], [early, late]);
  assert.deepEqual([daysBetween(early, late), daysBetween(late, early), daysBetween(parseDay('2023-02-28'), parseDay('2024-02-28'))], [2, -2, 365]);
  assert.equal(chineseDay(late), '2024年3月1日');
});
