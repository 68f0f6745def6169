import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalText, fen, parseDay } from '../kernel/index.ts';
import { computeClaim } from './compute-claim.ts';
import { explainClaim } from './explain.ts';
import type { Explained } from './explanation.ts';
import { loanOf, type Story } from './loan.fixture.ts';
import { readExplanation } from './read-explanation.ts';
import { reckonAgain } from './reckon-again.ts';

const record = (sum: number): Explained => ({ name: 'scheduled', fen: fen(sum), made: { by: 'record', record: { of: 'schedule', no: 1 } } });
const owedOf = (made: Explained['made'], sum: number, item: Explained['item'] = 'fee'): Explained => ({ name: 'owed', item, fen: fen(sum), made });
const see = (item: Explained['item'], sum: number) => owedOf({ by: 'see' }, sum, item);

test('a sum is what the sums below it make', () => {
  assert.deepEqual(reckonAgain(owedOf({ by: 'sum', of: [record(1), record(2)] }, 3)), { ok: true, value: 3n });
  const table: readonly (readonly [Explained, again: string])[] = [
    [owedOf({ by: 'sum', of: [record(1), record(2)] }, 4), '3'],
    [owedOf({ by: 'less', from: record(5), take: [record(2), record(1)] }, 3), '2'],
    [owedOf({ by: 'smallest', of: [record(5), record(2)] }, 5), '2'],
    [owedOf({ by: 'not_below_zero', of: owedOf({ by: 'less', from: record(1), take: [record(2)] }, -1, 'interest') }, -1), '0'],
    [owedOf({ by: 'sum', of: [see('interest', 2)] }, 2), 'explained nowhere'],
    [owedOf({ by: 'sum', of: [see('interest', 2), owedOf({ by: 'sum', of: [record(3)] }, 3, 'interest')] }, 5), '3'],
    [owedOf({ by: 'sum', of: [see('fee', 2)] }, 2), 'explained nowhere'],
  ];
  for (const [node, again] of table) {
    const outcome = reckonAgain(node);
    assert.ok(!outcome.ok, canonicalText(node));
    assert.equal(outcome.refusal.detail.again, again);
  }
});

test('interest is added up exactly and rounded once, each stretch at its own rate', () => {
  // 1,000.00 for 73 days at 12 % and 27 days at 0.05 % a day of 2,000.00: 24.00 + 27.00; by thirds of a fen it would drift.
  const base = (sum: number): Explained => ({ name: 'base', fen: fen(sum), made: { by: 'record', record: { of: 'disbursement', no: 1 } } });
  const day = parseDay('2025-01-10');
  const spans = [
    { base: base(100_000), from: day, to: day, days: 73, rate: { value: '0.01', per: 'month' }, yearDays: 365 },
    { base: base(200_000), from: day, to: day, days: 27, rate: { value: '0.0005', per: 'day' }, yearDays: 365 },
  ] as const;
  assert.ok(reckonAgain(owedOf({ by: 'interest', spans, rounding: 'half_up' }, 5_100)).ok);
  assert.ok(!reckonAgain(owedOf({ by: 'interest', spans, rounding: 'half_up' }, 5_101)).ok);
});

test('an exported explanation is read back as it was, and what is none is refused with its place', () => {
  const claim = computeClaim(loanOf({ schedule: [['2025-02-10', '1000', '20', '5'], ['2025-12-10', '1000', '20']], repaid: [['2025-02-20', '700', 'prepayment']] }), parseDay('2025-12-31'));
  assert.ok(claim.ok);
  const text = canonicalText(explainClaim(claim.value));
  const read = readExplanation(JSON.parse(text));
  assert.ok(read.ok);
  assert.equal(canonicalText(read.value), text);
  assert.deepEqual(reckonAgain(read.value), { ok: true, value: claim.value.totalFen });
  const refused = readExplanation(JSON.parse(text.replace('"by":"sum"', '"by":"guess"')));
  assert.ok(!refused.ok);
});

const reckonsAgain = (story: Story, asOf: string) => {
  const claim = computeClaim(loanOf(story), parseDay(asOf));
  assert.ok(claim.ok, canonicalText(claim));
  const explanation = explainClaim(claim.value);
  assert.deepEqual(reckonAgain(explanation), { ok: true, value: claim.value.totalFen });
  return explanation;
};

test('interest of an instalment without principal, after a prepayment, adds up', () => {
  // 3,000 outstanding, 1,500 of it prepaid in the middle of the first period, in which nothing but interest falls due.
  reckonsAgain({ schedule: [['2025-02-10', '0', '30'], ['2025-03-10', '1000', '30'], ['2025-04-10', '2000', '20']], repaid: [['2025-01-25', '1500', 'prepayment']] }, '2025-05-01');
  reckonsAgain({ schedule: [['2025-02-10', '0', '30'], ['2025-03-10', '1000', '30'], ['2025-04-10', '2000', '20']], repaid: [['2025-01-25', '1500', 'prepayment']] }, '2025-03-20');
});

test('interest on interest that was overdue before any principal was adds up', () => {
  reckonsAgain({ kind: 'bank', compoundInterest: true, schedule: [['2025-02-10', '0', '30'], ['2025-12-10', '3000', '30']] }, '2025-05-01');
});

test('the explanation grows with the repayments, not with their square', () => {
  const paidOn = (days: number): string => parseDay('2025-02-20').add({ days }).toString();
  const sizeFor = (repayments: number): number =>
    canonicalText(
      reckonsAgain({ schedule: [['2025-02-10', '10000', '100']], repaid: Array.from({ length: repayments }, (_, index) => [paidOn(index), '20'] as const) }, '2026-02-20'),
    ).length;
  assert.ok(sizeFor(300) < 3.5 * sizeFor(100));
});
