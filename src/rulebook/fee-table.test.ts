import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, formatYuan } from '../kernel/index.ts';
import { arbitrationFee, feeTables } from './fee-table.ts';

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
    // 1995, highest: 100, then 5 %.
    ['measures-1995-highest', 250_000n, '175.00 + 0.00 = 175.00'],
    // Seen in a lender's system: 40 + 4 % over 1,000, and 100 for processing.
    ['lender-app-2018', 90_000n, '40.00 + 100.00 = 140.00'],
    ['lender-app-2018', 830_000n, '332.00 + 100.00 = 432.00'],
    // One commission: 70, then 4.5 %; 2,275 at 50,000.
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
