import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addFen, fen, formatYuan, type Fen } from '../kernel/index.ts';
import { feeRefund, feeRefundRules, feeRefundSchema, type FeeRefundRule, type RefundStage } from './fee-refund.ts';
import { arbitrationFee, feeTables, type ArbitrationFee } from './fee-table.ts';

function feeOf(tableId: string, disputeFen: Fen): ArbitrationFee {
  const table = feeTables.find(({ id }) => id === tableId);
  const fee = table && arbitrationFee(table, disputeFen);
  assert.ok(fee?.ok);
  return fee.value;
}

const ownRule = feeRefundSchema.parse({ id: 'own', name: '组庭后退回三成', source: '本会2026年第2号公告', beforeTribunal: '1', afterTribunal: '0.3' });

function ruleNamed(id: string): FeeRefundRule {
  const rule = [...feeRefundRules, ownRule].find((each) => each.id === id);
  assert.ok(rule);
  return rule;
}

test('refunds by hand', () => {
  const rows: readonly (readonly [rule: string, table: string, disputeFen: bigint, RefundStage, refund: string, kept: string])[] = [
    // 40 + 1,500 × 4 % = 100; 40 + 7,300 × 4 % = 332; processing of 100 on top where the table has one.
    ['measures-1995', 'measures-1995-lowest', 250_000n, 'before_tribunal', '100.00', '0.00'],
    ['measures-1995', 'measures-1995-lowest', 250_000n, 'after_tribunal', '50.00', '50.00'],
    ['measures-1995', 'lender-app-2018', 250_000n, 'before_tribunal', '100.00', '100.00'],
    ['measures-1995', 'lender-app-2018', 830_000n, 'before_tribunal', '332.00', '100.00'],
    ['measures-1995', 'lender-app-2018', 830_000n, 'after_tribunal', '166.00', '266.00'],
    ['none', 'lender-app-2018', 830_000n, 'before_tribunal', '0.00', '432.00'],
    ['none', 'lender-app-2018', 830_000n, 'after_tribunal', '0.00', '432.00'],
    ['own', 'lender-app-2018', 830_000n, 'before_tribunal', '332.00', '100.00'],
    ['own', 'lender-app-2018', 830_000n, 'after_tribunal', '99.60', '332.40'],
    // 70 + 0.30 × 4.5 % = 70.0135, so 70.01; half of it is 35.005, half up.
    ['measures-1995', 'commission-70', 100_030n, 'after_tribunal', '35.01', '35.00'],
  ];
  for (const [rule, table, disputeFen, stage, refund, kept] of rows) {
    const { refundFen, keptFen } = feeRefund(ruleNamed(rule), feeOf(table, fen(disputeFen)), stage);
    assert.deepEqual([formatYuan(refundFen), formatYuan(keptFen)], [refund, kept], `${rule} ${table} ${disputeFen} ${stage}`);
  }
});

test('refund and rest are the whole fee, and processing is never given back', () => {
  const share = fc.constantFrom('0', '0.333333', '0.5', '1');
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 5_000_000n }), share, share, fc.constantFrom<RefundStage>('before_tribunal', 'after_tribunal'), (dispute, before, after, stage) => {
      const fee = feeOf('lender-app-2018', fen(dispute));
      const { refundFen, keptFen } = feeRefund({ ...ownRule, beforeTribunal: before, afterTribunal: after }, fee, stage);
      assert.equal(addFen(refundFen, keptFen), fee.totalFen);
      assert.ok(refundFen >= 0n && keptFen >= fee.processingFen);
    }),
  );
});

test('the Measures are the default, and a rule that gives back more than the fee or less than nothing is refused', () => {
  assert.deepEqual([feeRefundRules[0]?.id, feeRefundRules[0]?.article?.article], ['measures-1995', '第十二条']);
  for (const afterTribunal of ['1.5', '-0.1', '50%', '0,5']) {
    const read = feeRefundSchema.safeParse({ id: 'own', name: 'a', source: 'b', beforeTribunal: '1', afterTribunal });
    assert.deepEqual(read.error?.issues.map(({ path }) => path.join('.')), ['afterTribunal'], afterTribunal);
  }
});
