import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen, formatYuan } from '../kernel/index.ts';
import { readCount, readDay, readIdentifier, readInstant, readMoney, readRate, type Reading } from './readings.ts';

const valueOr = <T>(reading: Reading<T>): T | string => (reading.ok ? reading.value : reading.refusal.code);

const money = [
  ['￥12,345.60', { as: 'yuan' }, '1234560'],
  ['１２３４５．６元', { as: 'yuan' }, '1234560'],
  ['12345.600', { as: 'yuan' }, '1234560'],
  ['1.5', { as: 'wan_yuan' }, '1500000'],
  ['1500', { as: 'fen' }, '1500'],
  ['1e+05', { as: 'yuan', exponent: true }, '10000000'],
  ['1e+05', { as: 'yuan' }, 'amount_unreadable'],
  ['10.005', { as: 'yuan' }, 'amount_finer_than_fen'],
  ['10.005', { as: 'yuan', rounding: 'half_up' }, '1001'],
  ['-5.00', { as: 'yuan' }, 'amount_unreadable'],
  ['1,23.00', { as: 'yuan' }, 'amount_unreadable'],
  ['壹万元整', { as: 'yuan' }, 'amount_unreadable'],
  ['NaN', { as: 'yuan' }, 'amount_unreadable'],
] as const;
for (const [text, form, expected] of money) {
  test(`money ${text} as ${JSON.stringify(form)} is ${expected}`, () => assert.equal(valueOr(readMoney(text, form)), expected));
}

test('every amount that papers print is read back to the fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (amount) =>
      assert.equal(valueOr(readMoney(formatYuan(fen(amount)), { as: 'yuan' })), amount.toString()),
    ),
  );
});

const days = [
  ['2025-03-01', 'year_first', '2025-03-01'],
  ['2025/3/1', 'year_first', '2025-03-01'],
  ['20250301', 'year_first', '2025-03-01'],
  ['2025年3月1日', 'year_first', '2025-03-01'],
  ['2025-03-01 23:59:59', 'year_first', '2025-03-01'],
  ['2025-02-30', 'year_first', 'day_unreadable'],
  ['01/03/2025', 'year_first', 'day_unreadable'],
  ['01/03/2025', 'day_month_year', '2025-03-01'],
  ['01/03/2025', 'month_day_year', '2025-01-03'],
  ['Feb-2012', 'month_name_year', '2012-02-29'],
  ['Foo-2012', 'month_name_year', 'day_unreadable'],
  ['45717', 'year_first', 'day_unreadable'],
] as const;
for (const [text, form, expected] of days) {
  test(`day ${text} as ${form} is ${expected}`, () => assert.equal(valueOr(readDay(text, form)), expected));
}

test('instants', () => {
  assert.equal(valueOr(readInstant('2025-03-01 08:00:00', '+08:00')), '2025-03-01T00:00:00Z');
  assert.equal(valueOr(readInstant('2025/03/01 08:00:00', '+03:00')), '2025-03-01T05:00:00Z');
  assert.equal(valueOr(readInstant('2025-03-01T08:00:00Z', '+08:00')), '2025-03-01T08:00:00Z');
  assert.equal(valueOr(readInstant('yesterday', '+08:00')), 'instant_unreadable');
});

test('rates', () => {
  assert.deepEqual(valueOr(readRate('15.60%', 'percent', 'year')), { value: '0.156', per: 'year' });
  assert.deepEqual(valueOr(readRate('0.05', 'percent', 'day')), { value: '0.0005', per: 'day' });
  assert.deepEqual(valueOr(readRate('0.24', 'decimal', 'year')), { value: '0.24', per: 'year' });
  assert.equal(valueOr(readRate('24%', 'decimal', 'year')), 'rate_unreadable');
});

test('counts and identifiers', () => {
  assert.equal(valueOr(readCount(' 36 months')), 36);
  assert.equal(valueOr(readCount('１２期')), 12);
  assert.equal(valueOr(readCount('12.5')), 'count_unreadable');
  assert.equal(readIdentifier('１１０1 0519 49１2-31002x'), '11010519491231002X');
});
