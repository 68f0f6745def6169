import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decimalFraction, decimalText, formatPercent } from './index.ts';

test('a decimal is an exact fraction', () => {
  const table = [['0', 0n, 1n], ['1', 1n, 1n], ['0.24', 24n, 100n], ['0.0005', 5n, 10_000n], ['12.50', 1250n, 100n]] as const;
  for (const [text, numerator, denominator] of table) assert.deepEqual(decimalFraction(text), { numerator, denominator });
  for (const text of ['', '.5', '1.', '-0.1', '1e-3', '0,5', ' 1', '24%']) assert.throws(() => decimalFraction(text), /not a plain decimal/, text);
});

test('a decimal is written without trailing zeros, and read again the same', () => {
  const table = [[12_400n, 5, '0.124'], [0n, 3, '0'], [5n, 0, '5'], [100n, 2, '1'], [1n, 4, '0.0001']] as const;
  for (const [numerator, scale, text] of table) assert.equal(decimalText(numerator, scale), text);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 20 }), (numerator, scale) => {
      const again = decimalFraction(decimalText(numerator, scale));
      assert.equal(again.numerator * 10n ** BigInt(scale), numerator * again.denominator);
    }),
  );
});

test('a rate as a percentage', () => {
  for (const [value, text] of [['0.124', '12.4%'], ['0.0005', '0.05%'], ['1', '100%'], ['0', '0%'], ['0.154', '15.4%']] as const) assert.equal(formatPercent(value), text);
});
