import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen } from '../kernel/index.ts';
import { amountInCapitals } from './amount-in-words.ts';

const table: readonly (readonly [bigint, string])[] = [
  [0n, '零元整'],
  [4n, '肆分'],
  [10n, '壹角整'],
  [15n, '壹角伍分'],
  [100n, '壹元整'],
  [1000n, '壹拾元整'],
  [1234560n, '壹万贰仟叁佰肆拾伍元陆角整'],
  [140950n, '壹仟肆佰零玖元伍角整'],
  [600714n, '陆仟零柒元壹角肆分'],
  [168032n, '壹仟陆佰捌拾元叁角贰分'],
  [10700053n, '壹拾万零柒仟元伍角叁分'],
  [1640902n, '壹万陆仟肆佰零玖元零贰分'],
  [32504n, '叁佰贰拾伍元零肆分'],
  [10000000n, '壹拾万元整'],
  [100000100n, '壹佰万零壹元整'],
  [10001000n, '壹拾万零壹拾元整'],
  [10000000000n, '壹亿元整'],
  [10000000100n, '壹亿零壹元整'],
  [10010000000n, '壹亿零壹拾万元整'],
  [100000000000000n, '壹万亿元整'],
  [123450000000000n, '壹万贰仟叁佰肆拾伍亿元整'],
];

for (const [amount, words] of table) {
  test(`${amount} fen is ${words}`, () => assert.equal(amountInCapitals(fen(amount)), words));
}

test('an amount below nought has no capitals', () => {
  assert.throws(() => amountInCapitals(fen(-1n)), /no capitals/);
});

test('reading the words back gives the amount, and no 零 stands twice or at the end of the yuan', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 16n - 1n }), (amount) => {
      const words = amountInCapitals(fen(amount));
      assert.equal(readCapitals(words), amount);
      assert.doesNotMatch(words, /零零|零元|零[万亿]|整.|分整/);
    }),
    { numRuns: 500 },
  );
});

function readCapitals(words: string): bigint {
  const [whole, rest] = words.includes('元') ? (words.split('元') as [string, string]) : ['', words];
  let total = 0n;
  let upper = 0n;
  let group = 0n;
  let digit = 0n;
  for (const character of whole) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character);
    if (value >= 0) digit = BigInt(value);
    else if (character === '亿') {
      upper = (total + group + digit) * 10n ** 8n;
      total = group = digit = 0n;
    } else if (character === '万') {
      total = (group + digit) * 10n ** 4n;
      group = digit = 0n;
    } else {
      group += digit * 10n ** BigInt('拾佰仟'.indexOf(character) + 1);
      digit = 0n;
    }
  }
  const place = (name: string): bigint => {
    const at = rest.indexOf(name);
    return at < 1 ? 0n : BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(rest.charAt(at - 1)));
  };
  return (upper + total + group + digit) * 100n + place('角') * 10n + place('分');
}
