import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseDay } from '../kernel/index.ts';
import { extendLpr, oneYearLpr, shippedLpr, type LprTable } from './lpr.ts';

test('the LPR table is in order, monthly, and answers from its first day to its horizon', () => {
  shippedLpr.publications.slice(1).forEach(({ publishedOn }, index) => {
    const before = shippedLpr.publications[index]?.publishedOn.toPlainYearMonth().add({ months: 1 });
    assert.ok(before?.equals(publishedOn.toPlainYearMonth()), publishedOn.toString());
    assert.ok(publishedOn.day >= 20);
  });
  const on = (day: string) => {
    const found = oneYearLpr(parseDay(day));
    return found.ok ? found.value.oneYearPercent : found.refusal.code;
  };
  assert.deepEqual(['2019-08-19', '2019-08-20', '2019-09-19', '2019-09-20', '2026-09-19', '2026-09-20'].map(on), [
    'rate_outside_known_dates',
    '4.25',
    '4.25',
    '4.20',
    '3.00',
    'rate_outside_known_dates',
  ]);
});

test('the LPR table is the published one, row for row', (t) => {
  const published = new URL('../../../shared/data/lpr/lpr.csv', import.meta.url);
  if (!existsSync(published)) return t.skip('../shared/data/lpr is not here');
  const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1).map((row) => row.split(',').slice(0, 2).join(','));
  assert.deepEqual(shippedLpr.publications.map(({ publishedOn, oneYearPercent }) => `${publishedOn.toString()},${oneYearPercent}`), rows);
});

const later = (publishedOn: string, oneYearPercent: string) => ({ publishedOn: parseDay(publishedOn), oneYearPercent });

function told(table: LprTable, day: string): string {
  const found = oneYearLpr(parseDay(day), table);
  return found.ok ? found.value.oneYearPercent : found.refusal.code;
}

test('a later publication extends the table to the day on which the next may appear', () => {
  const table = extendLpr(shippedLpr, [later('2026-10-20', '2.80'), later('2026-09-21', '2.90')]);
  assert.equal(table.knownUntil.toString(), '2026-11-20');
  assert.deepEqual(['2026-09-19', '2026-09-20', '2026-09-21', '2026-10-19', '2026-10-20', '2026-11-19', '2026-11-20'].map((day) => told(table, day)), [
    '3.00',
    '3.00', // the publication of September came a day after the 20th, a Sunday
    '2.90',
    '2.90',
    '2.80',
    '2.80',
    'rate_outside_known_dates',
  ]);
  assert.equal(told(shippedLpr, '2026-09-21'), 'rate_outside_known_dates', 'the shipped table stays as it was');
});

test('a publication that leaves a month out, repeats one or comes too early is not taken in', () => {
  for (const each of ['2026-10-20', '2026-08-20', '2026-09-19', '2025-09-22']) {
    assert.deepEqual(extendLpr(shippedLpr, [later(each, '2.90')]), shippedLpr, each);
  }
  const twice = extendLpr(shippedLpr, [later('2026-09-21', '2.90'), later('2026-09-22', '2.70')]);
  assert.deepEqual([twice.publications.length, told(twice, '2026-09-22')], [shippedLpr.publications.length + 1, '2.90']);
});

test('December is followed by January', () => {
  const table = extendLpr(shippedLpr, ['2026-09-21', '2026-10-20', '2026-11-20', '2026-12-21', '2027-01-20'].map((day) => later(day, '3.00')));
  assert.equal(table.knownUntil.toString(), '2027-02-20');
});
