import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalText, fen, formatYuan, parseDay } from '../kernel/index.ts';
import { awardSums, type AwardSums } from './award-sums.ts';
import { chargeItems } from './cap.ts';
import { headOf, type Claim } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import { loanOf, type Story } from './loan.fixture.ts';

function claimed(story: Story, asOf: string): Claim {
  const claim = computeClaim(loanOf(story), parseDay(asOf));
  assert.ok(claim.ok, canonicalText(claim));
  return claim.value;
}

/** Principal, interest, overdue interest, compound interest, fee and total, in yuan. */
const sumsOf = (sums: AwardSums): readonly string[] => [...(['principal', ...chargeItems] as const).map((item) => formatYuan(sums[headOf[item]])), formatYuan(sums.totalFen)];

function awarded(story: Story, asOf: string, on: string): AwardSums {
  const sums = awardSums(loanOf(story), claimed(story, asOf), parseDay(on));
  assert.ok(sums.ok, canonicalText(sums));
  return sums.value;
}

// 10,000 due 2025-07-10 with 600 of interest; overdue at 12 %. As of 2025-07-31: 10,000 × 12 % × 21 ÷ 365 = 69.04.
const single: Story = { schedule: [['2025-07-10', '10000', '600']] };

test('the sums run on to the day of the award, and from the day after it on', () => {
  // 30 days more: 10,000 × 12 % × 51 ÷ 365 = 167.67. By the request 10,000 × 12 % × 30 ÷ 365 = 98.63, with 69.04: 167.67.
  const sums = awarded(single, '2025-07-31', '2025-08-30');
  assert.deepEqual(sumsOf(sums), ['10,000.00', '600.00', '167.67', '0.00', '0.00', '10,767.67']);
  assert.deepEqual(sums.ran, { days: 30, fen: fen(9863) });
  assert.deepEqual([sums.running.baseFen, sums.running.rate.value, sums.running.from.toString()], [fen(1_000_000), '0.12', '2025-08-31']);
});

test('an award of the day of the claim orders what was asked for', () => {
  const claim = claimed(single, '2025-07-31');
  const sums = awardSums(loanOf(single), claim, claim.asOf);
  assert.ok(sums.ok);
  assert.deepEqual([sums.value.totalFen, sums.value.running], [claim.totalFen, claim.running]);
});

test('what has become due since, and was not asked for, is not awarded', () => {
  const story: Story = { schedule: [['2025-07-10', '5000', '50'], ['2025-08-10', '5000', '50']] };
  const sums = awarded(story, '2025-07-31', '2025-08-30');
  // 5,000 × 12 % × 51 ÷ 365 = 83.84; by the request 34.52 + 49.32 = 83.84.
  assert.deepEqual(sumsOf(sums), ['5,000.00', '50.00', '83.84', '0.00', '0.00', '5,133.84']);
  assert.deepEqual(sums.fallenDueSince, [2]);
  assert.equal(formatYuan(sums.running.baseFen), '5,000.00');
});

test('what was repaid after the claim is no longer owed', () => {
  // 2025-08-10: overdue 10,000 × 12 % × 31 ÷ 365 = 101.92 and interest 600 are paid first, principal with the rest: 9,701.92.
  // Then 20 days on that: 63.79.
  const sums = awarded({ ...single, repaid: [['2025-08-10', '1000']] }, '2025-07-31', '2025-08-30');
  assert.deepEqual(sumsOf(sums), ['9,701.92', '0.00', '63.79', '0.00', '0.00', '9,765.71']);
  assert.equal(formatYuan(sums.repaidSinceFen), '1,000.00');
  assert.equal(formatYuan(sums.running.baseFen), '9,701.92');
});

test('nothing is awarded where all has been paid since', () => {
  const story: Story = { ...single, repaid: [['2025-08-10', '10701.92']] };
  const sums = awardSums(loanOf(story), claimed(story, '2025-07-31'), parseDay('2025-08-30'));
  assert.deepEqual(sums, { ok: false, refusal: { code: 'nothing_owed', detail: {} } });
});

test('what the cap took off the claim does not come back with the days', () => {
  // Over 181 days 24 % allows 1,190.14 of the interest of 2,000; for each day overdue at 36 % it allows 6.57. Sixty days later,
  // 24 % on 10,000 for 61 days is 401.09, which is also what was asked for and ran: 6.57 + 394.52.
  const story: Story = { schedule: [['2025-07-10', '10000', '2000']], overdueRate: { value: '0.36', per: 'year' } };
  const claim = claimed(story, '2025-07-11');
  const sums = awarded(story, '2025-07-11', '2025-09-09');
  assert.deepEqual([formatYuan(claim.interestFen), formatYuan(claim.overdueInterestFen)], ['1,190.14', '6.57']);
  assert.deepEqual(sumsOf(sums), ['10,000.00', '1,190.14', '401.09', '0.00', '0.00', '11,591.23']);
});

test('no award orders more than the requests under any head, nor more than the cap allows', () => {
  const amount = (most: number) => fc.integer({ min: 0, max: most }).map((each) => formatYuan(fen(each)).replaceAll(',', ''));
  const drawn = fc.record({
    kind: fc.constantFrom('small_loan', 'private', 'bank'),
    signedOn: fc.constantFrom('2020-06-15', '2024-01-31'),
    instalments: fc.array(fc.tuple(amount(300_000), amount(9_000), amount(3_000)), { minLength: 1, maxLength: 5 }),
    everyDays: fc.integer({ min: 20, max: 60 }),
    overdueUplift: fc.constantFrom('0', '0.5', '3'),
    compoundInterest: fc.boolean(),
    dayCount: fc.constantFrom('actual_365', 'actual_360', 'thirty_360'),
    repaid: fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), amount(200_000), fc.constantFrom('payment', 'prepayment')), { maxLength: 6 }),
    asOfAfter: fc.integer({ min: 201, max: 250 }),
    awardAfter: fc.integer({ min: 250, max: 400 }),
  } as const);
  let awards = 0;
  fc.assert(
    fc.property(drawn, ({ signedOn, instalments, everyDays, repaid, asOfAfter, awardAfter, ...rest }) => {
      const after = (days: number) => parseDay(signedOn).add({ days }).toString();
      const loan = loanOf({
        ...rest,
        signedOn,
        schedule: instalments.map((sums, index) => [after(everyDays * (index + 1)), ...sums] as const),
        repaid: repaid.map(([days, paid, kind]) => [after(days), paid, kind] as const),
      });
      const claim = computeClaim(loan, parseDay(after(asOfAfter)), parseDay('2026-03-02'));
      if (!claim.ok) return;
      const sums = awardSums(loan, claim.value, parseDay(after(awardAfter)));
      if (!sums.ok) return;
      awards += 1;
      const { ran, cap, totalFen, principalFen, running, overdueInterestFen, interestFen, compoundInterestFen, feeFen } = sums.value;
      for (const item of ['principal', 'interest', 'compound_interest', 'fee'] as const) assert.ok(sums.value[headOf[item]] <= claim.value[headOf[item]], item);
      assert.ok(overdueInterestFen <= claim.value.overdueInterestFen + ran.fen);
      const charges = interestFen + overdueInterestFen + compoundInterestFen + feeFen;
      assert.equal(totalFen, principalFen + charges);
      assert.ok(charges === 0n || charges + cap.paidFen <= cap.allowedFen);
      assert.ok(running.baseFen <= principalFen);
    }),
    { numRuns: 300 },
  );
  assert.ok(awards > 100, `only ${awards} of the loans drawn led to an award`);
});
