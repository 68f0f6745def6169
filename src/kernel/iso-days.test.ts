import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { legalDay, parseDay } from './dates.ts';
import { addIsoDays, addIsoMonths, isoDay, isoDayOf, lastIsoDay, legalIsoDay } from './iso-days.ts';

const epoch = parseDay('1970-01-01');
const days = fc.integer({ min: -690_000, max: 2_900_000 }).map((count) => epoch.add({ days: count }));

test('a day is the text that Temporal gives it, and a day that does not exist is none', () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(10_000), part(13), part(32), (year, month, day) => {
      let expected: string | null = null;
      try {
        if (year >= 1 && year <= 9999) expected = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
      } catch {
        expected = null;
      }
      assert.equal(isoDay(year, month, day), expected);
    }),
    { numRuns: 2000 },
  );
});

test('counting days and months from a day is what Temporal counts', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 0, max: 600 }), (day, count, months) => {
      assert.equal(isoDayOf(epoch.until(day).days), day.toString());
      assert.equal(addIsoDays(day.toString(), count), day.add({ days: count }).toString());
      assert.equal(addIsoMonths(day.toString(), months), day.add({ months }).toString());
    }),
    { numRuns: 2000 },
  );
});

test('the edges of the calendar', () => {
  assert.equal(isoDay(2100, 2, 29), null);
  assert.equal(isoDay(Number.NaN, 1, 1), null);
  assert.equal(lastIsoDay(2000, 2), '2000-02-29');
  assert.equal(lastIsoDay(2000, 13), null);
  assert.equal(addIsoDays('9999-12-31', 1), null);
  assert.equal(addIsoMonths('2024-02-29', 36), '2027-02-28');
});

test('an instant falls on the day that China has then', () => {
  const instants = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }).map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
  fc.assert(fc.property(instants, (instant) => assert.equal(legalIsoDay(instant.toString()), legalDay(instant).toString())), { numRuns: 2000 });
  assert.equal(legalIsoDay('2025-03-01T16:00:00Z'), '2025-03-02');
  assert.equal(legalIsoDay('2025-03-01T16:00:00+08:00'), '2025-03-01');
});
