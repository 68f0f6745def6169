import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAt, dayNumber, daysBetween, parseDay } from './index.ts';

test('a day and its number are each other, and numbers count days as Temporal does', () => {
  const epoch = parseDay('1970-01-01');
  assert.equal(dayNumber(epoch), 0);
  fc.assert(
    fc.property(fc.integer({ min: -710_000, max: 2_900_000 }), (number) => {
      const day = epoch.add({ days: number });
      assert.equal(dayNumber(day), number);
      assert.ok(dayAt(number).equals(day));
      assert.equal(daysBetween(epoch, day), number);
    }),
    { numRuns: 2000 },
  );
  for (const text of ['2000-02-29', '2024-02-29', '2024-03-01', '2100-02-28', '2100-03-01', '1900-12-31']) assert.equal(dayAt(dayNumber(parseDay(text))).toString(), text);
});
