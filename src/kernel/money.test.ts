import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen, formatYuan, parseFen, portion, type Rounding } from './index.ts';

test('a portion is settled to a whole fen as its rounding says', () => {
  const table: readonly (readonly [amount: number, numerator: number, denominator: number, halfUp: number, down: number, up: number])[] = [
    [0, 1, 3, 0, 0, 0],
    [1, 1, 2, 1, 0, 1],
    [1, 1, 3, 0, 0, 1],
    [2, 1, 3, 1, 0, 1],
    [3, 1, 2, 2, 1, 2],
    [10, 1, 4, 3, 2, 3],
    [100, 1, 3, 33, 33, 34],
    [999, 1, 1000, 1, 0, 1],
    [-1, 1, 2, -1, 0, -1],
    [-1, 1, 3, 0, 0, -1],
    [-2, 1, 3, -1, 0, -1],
    [-3, 1, 2, -2, -1, -2],
    [-10, 1, 4, -3, -2, -3],
    [10, -1, 4, -3, -2, -3],
    [-10, -1, 4, 3, 2, 3],
    [7, 2, 1, 14, 14, 14],
  ];
  for (const [amount, numerator, denominator, halfUp, down, up] of table) {
    const by = (rounding: Rounding) => portion(fen(amount), BigInt(numerator), BigInt(denominator), rounding);
    assert.deepEqual([by('half_up'), by('down'), by('up')], [fen(halfUp), fen(down), fen(up)], `${amount} × ${numerator} ÷ ${denominator}`);
  }
  for (const denominator of [0n, -1n]) assert.throws(() => portion(fen(1), 1n, denominator, 'down'), /denominator must be positive/);
});

test('half up is never more than half a fen away, and as far from zero on either side of it', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(fen);
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (sum, numerator, denominator) => {
      const settled = portion(sum, numerator, denominator, 'half_up');
      const error = settled * denominator - sum * numerator;
      assert(2n * (error < 0n ? -error : error) <= denominator);
      assert.equal(portion(fen(-sum), numerator, denominator, 'half_up'), -settled);
    }),
  );
});

test('down and up are the whole fen on either side, and the same where there is no fraction', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(fen);
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (sum, numerator, denominator) => {
      const [down, up] = [portion(sum, numerator, denominator, 'down'), portion(sum, numerator, denominator, 'up')];
      assert.equal(up - down, (sum * numerator) % denominator === 0n ? 0n : 1n);
      assert(down * denominator <= sum * numerator && sum * numerator <= up * denominator);
      assert.deepEqual([portion(fen(-sum), numerator, denominator, 'down'), portion(fen(-sum), numerator, denominator, 'up')], [-down, -up]);
    }),
  );
});

test('the wire form of money is a string of digits in fen', () => {
  for (const [text, amount] of [['0', 0n], ['-5', -5n], ['123456789012345678901', 123456789012345678901n]] as const) assert.equal(parseFen(text), amount);
  for (const text of ['', '1.0', '1e3', '01', '+1', ' 1', '1 ', '--1', '０', '0x1', '1,000']) assert.throws(() => parseFen(text), /not an amount in fen/, text);
  assert.throws(() => fen(0.5), RangeError);
});

test('yuan are printed with two decimals and commas', () => {
  const table = [[0n, '0.00'], [5n, '0.05'], [-5n, '-0.05'], [99n, '0.99'], [100n, '1.00'], [-12_345n, '-123.45'], [100_000n, '1,000.00'], [1_234_567_890n, '12,345,678.90']] as const;
  for (const [amount, text] of table) assert.equal(formatYuan(fen(amount)), text);
  fc.assert(fc.property(fc.bigInt(), (amount) => parseFen(formatYuan(fen(amount)).replaceAll(/[,.]/g, '').replace(/^(-?)0+(?=\d)/, '$1')) === amount));
});
