import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, formatYuan } from '../kernel/index.ts';
import { arbitrationFee, feeTables, feeTableSchema } from './fee-table.ts';

/** The fee in yuan for an amount in dispute in fen: acceptance, processing; or the refusal. */
function told(tableId: string, disputeFen: bigint): string {
  const table = feeTables.find((each) => each.id === tableId);
  assert.ok(table);
  const fee = arbitrationFee(table, fen(disputeFen));
  return fee.ok ? `${formatYuan(fee.value.acceptanceFen)} + ${formatYuan(fee.value.processingFen)} = ${formatYuan(fee.value.totalFen)}` : fee.refusal.code;
}

test('fees by hand', () => {
  const rows: readonly (readonly [string, bigint, string])[] = [
    // 1995, lowest: 40 up to 1,000; 4 % to 50,000; 3 % to 100,000; and so on.
    ['measures-1995-lowest', 1n, '40.00 + 0.00 = 40.00'],
    ['measures-1995-lowest', 100_000n, '40.00 + 0.00 = 40.00'],
    ['measures-1995-lowest', 250_000n, '100.00 + 0.00 = 100.00'], // 40 + 1,500 × 4 %
    ['measures-1995-lowest', 830_000n, '332.00 + 0.00 = 332.00'], // 40 + 7,300 × 4 %
    ['measures-1995-lowest', 6_000_000n, '2,300.00 + 0.00 = 2,300.00'], // 40 + 49,000 × 4 % + 10,000 × 3 %
    // Two million: 40 + 1,960 + 1,500 + 2,000 + 3,000 + 2,500, and 1,000,000 × 0.25 % = 2,500.
    ['measures-1995-lowest', 200_000_000n, '13,500.00 + 0.00 = 13,500.00'],
    // Both sides of each edge of the 1995 table; a fen above an edge costs nothing yet.
    ['measures-1995-lowest', 100_001n, '40.00 + 0.00 = 40.00'],
    ['measures-1995-lowest', 100_013n, '40.01 + 0.00 = 40.01'], // 0.13 × 4 % = 0.0052, half up
    ['measures-1995-lowest', 5_000_000n, '2,000.00 + 0.00 = 2,000.00'],
    ['measures-1995-lowest', 10_000_000n, '3,500.00 + 0.00 = 3,500.00'],
    ['measures-1995-lowest', 20_000_000n, '5,500.00 + 0.00 = 5,500.00'],
    ['measures-1995-lowest', 50_000_000n, '8,500.00 + 0.00 = 8,500.00'],
    ['measures-1995-lowest', 100_000_000n, '11,000.00 + 0.00 = 11,000.00'],
    // 1995, highest: 100, then 5 %; 2,450; 2,000; 3,000; 6,000; 5,000 to a million.
    ['measures-1995-highest', 100_000n, '100.00 + 0.00 = 100.00'],
    ['measures-1995-highest', 250_000n, '175.00 + 0.00 = 175.00'],
    ['measures-1995-highest', 830_000n, '465.00 + 0.00 = 465.00'],
    ['measures-1995-highest', 5_000_000n, '2,550.00 + 0.00 = 2,550.00'],
    ['measures-1995-highest', 10_000_000n, '4,550.00 + 0.00 = 4,550.00'],
    ['measures-1995-highest', 20_000_000n, '7,550.00 + 0.00 = 7,550.00'],
    ['measures-1995-highest', 50_000_000n, '13,550.00 + 0.00 = 13,550.00'],
    ['measures-1995-highest', 100_000_000n, '18,550.00 + 0.00 = 18,550.00'],
    ['measures-1995-highest', 200_000_000n, '23,550.00 + 0.00 = 23,550.00'],
    // Seen in a lender's system: 40 + 4 % over 1,000, and 100 for processing.
    ['lender-app-2018', 90_000n, '40.00 + 100.00 = 140.00'],
    ['lender-app-2018', 100_000n, '40.00 + 100.00 = 140.00'],
    ['lender-app-2018', 250_000n, '100.00 + 100.00 = 200.00'],
    ['lender-app-2018', 830_000n, '332.00 + 100.00 = 432.00'],
    ['lender-app-2018', 5_000_000n, '2,000.00 + 100.00 = 2,100.00'],
    ['lender-app-2018', 5_000_001n, 'dispute_above_fee_table'],
    // One commission: 70, then 4.5 %; 2,275 at 50,000.
    ['commission-70', 100_000n, '70.00 + 0.00 = 70.00'],
    ['commission-70', 830_000n, '398.50 + 0.00 = 398.50'],
    ['commission-70', 5_000_000n, '2,275.00 + 0.00 = 2,275.00'],
    ['commission-70', 5_000_001n, 'dispute_above_fee_table'],
    ['measures-1995-lowest', 0n, 'dispute_not_positive'],
  ];
  for (const [table, dispute, expected] of rows) assert.equal(told(table, dispute), expected, `${table} ${dispute}`);
});

test('every part of the fee is shown', () => {
  const [table] = feeTables;
  assert.ok(table);
  const fee = arbitrationFee(table, fen(6_000_000n));
  assert.ok(fee.ok);
  assert.deepEqual(
    fee.value.steps.map(({ fromFen, toFen, share, feeFen }) => [formatYuan(fromFen), formatYuan(toFen), share, formatYuan(feeFen)]),
    [
      ['0.00', '1,000.00', null, '40.00'],
      ['1,000.00', '50,000.00', '0.04', '1,960.00'],
      ['50,000.00', '60,000.00', '0.03', '300.00'],
    ],
  );
  const exactly = arbitrationFee(table, fen(100_000n));
  assert.ok(exactly.ok && exactly.value.steps.length === 1, 'nothing above 1,000, so no second part');
});

const own = {
  id: 'own-2026',
  name: '本会收费表',
  source: '本会2026年第1号公告',
  baseFen: '10000',
  brackets: [
    { aboveFen: '100000', share: '0.05' },
    { aboveFen: '5000000', share: '0.04' },
  ],
  coversToFen: null,
  processingFen: '3000',
};

test('a commission’s own table is given as data and reckoned like the others', () => {
  const table = feeTableSchema.parse(own);
  assert.deepEqual([table.standing, table.article, table.inUseFrom], ['commission', null, null]);
  // 100 + 49,000 × 5 % + 10,000 × 4 %, and 30.
  const fee = arbitrationFee(table, fen(6_000_000n));
  assert.ok(fee.ok);
  assert.deepEqual([fee.value.acceptanceFen, fee.value.totalFen].map(formatYuan), ['2,950.00', '2,980.00']);
  const flat = arbitrationFee(feeTableSchema.parse({ ...own, brackets: [] }), fen(6_000_000n));
  assert.ok(flat.ok);
  assert.deepEqual([formatYuan(flat.value.acceptanceFen), flat.value.steps.length], ['100.00', 1]);
});

const wrong: readonly (readonly [what: string, change: object, where: string, says: RegExp])[] = [
  ['parts that do not rise', { brackets: [own.brackets[1], own.brackets[0]] }, 'brackets.1.aboveFen', /begins above the one before/],
  ['two parts that begin at the same sum', { brackets: [own.brackets[0], own.brackets[0]] }, 'brackets.1.aboveFen', /begins above the one before/],
  ['a first part of nothing', { brackets: [{ aboveFen: '0', share: '0.05' }] }, 'brackets.0.aboveFen', /the first above 0/],
  ['per cent written as a number', { brackets: [{ aboveFen: '100000', share: '5' }] }, 'brackets.0.share', /0\.04 for 4 %/],
  ['a share above the whole', { brackets: [{ aboveFen: '100000', share: '1.5' }] }, 'brackets.0.share', /0\.04 for 4 %/],
  ['a share below nothing', { brackets: [{ aboveFen: '100000', share: '-0.05' }] }, 'brackets.0.share', /0\.04 for 4 %/],
  ['a reach that ends where the last part begins', { coversToFen: '5000000' }, 'coversToFen', /beyond the beginning/],
  ['yuan with a decimal point', { baseFen: '100.00' }, 'baseFen', /digits only/],
  ['a negative sum', { processingFen: '-1' }, 'processingFen', /digits only/],
  ['no name', { name: ' ' }, 'name', /./],
  ['a word it does not know', { discount: '0.5' }, '', /discount/],
];

for (const [what, change, where, says] of wrong) {
  test(`a table is refused for ${what}`, () => {
    const read = feeTableSchema.safeParse({ ...own, ...change });
    const [issue, ...others] = read.error?.issues ?? [];
    assert.deepEqual([issue?.path.join('.'), others], [where, []]);
    assert.match(issue?.message ?? '', says);
  });
}
