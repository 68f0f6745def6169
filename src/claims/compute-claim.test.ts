/** Worked cases. Each is a short story with its sums, to be checked on paper; sums in yuan. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalText, fen, formatYuan, parseDay, type Refusal } from '../kernel/index.ts';
import type { Claim, ClaimItem } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import { loanOf, type Story } from './loan.fixture.ts';

function claimOf(story: Story, asOf: string, filedOn = asOf): Claim {
  const outcome = computeClaim(loanOf(story), parseDay(asOf), parseDay(filedOn));
  assert.ok(outcome.ok, canonicalText(outcome));
  return outcome.value;
}

function refusalOf(story: Story, asOf: string, filedOn = asOf): Refusal {
  const outcome = computeClaim(loanOf(story), parseDay(asOf), parseDay(filedOn));
  assert.ok(!outcome.ok, 'expected a refusal');
  return outcome.refusal;
}

/** Principal, interest, overdue interest, fee, total. */
const heads = (claim: Claim) =>
  [claim.principalFen, claim.interestFen, claim.overdueInterestFen, claim.feeFen, claim.totalFen].map(formatYuan).join(' + ').replace(/ \+ ([^+]*)$/, ' = $1');

const lineOf = (claim: Claim, item: ClaimItem, seq = 1) => claim.lines.find((line) => line.item === item && line.seq === seq);

const segmentsOf = (claim: Claim, seq = 1) =>
  lineOf(claim, 'overdue_interest', seq)?.segments.map(({ baseFen, from, to, days }) => `${formatYuan(baseFen)} ${from.toString()}..${to.toString()} ${days}d`);

test('a bullet loan, nothing paid', () => {
  // 10,000 due 2025-07-10 with 594.52 of interest, overdue at 12 % a year. 2025-07-11 to 2025-07-31: 21 days.
  // 10,000 × 0.12 × 21 ÷ 365 = 69.04
  const claim = claimOf({ schedule: [['2025-07-10', '10000', '594.52']] }, '2025-07-31');
  assert.equal(heads(claim), '10,000.00 + 594.52 + 69.04 + 0.00 = 10,663.56');
  assert.deepEqual(segmentsOf(claim), ['10,000.00 2025-07-11..2025-07-31 21d']);
  assert.equal(claim.overdueDays, 21);
  assert.equal(claim.firstUnpaidDueOn.toString(), '2025-07-10');
  // After the claim, 12 % a year on 10,000 from the next day: the agreed rate, being under the cap of 24 %.
  assert.deepEqual(
    [formatYuan(claim.running.baseFen), claim.running.rate.value, claim.running.dayCount, claim.running.from.toString()],
    ['10,000.00', '0.12', 'actual_365', '2025-08-01'],
  );
});

test('a year of 360 days and a rate of its own for overdue days', () => {
  // 10,000 overdue 21 days at 18 % over 360: 10,000 × 0.18 × 21 ÷ 360 = 105.00
  const claim = claimOf({ schedule: [['2025-07-10', '10000']], dayCount: 'actual_360', overdueRate: { value: '0.18', per: 'year' } }, '2025-07-31');
  assert.equal(heads(claim), '10,000.00 + 0.00 + 105.00 + 0.00 = 10,105.00');
  assert.equal(claim.running.dayCount, 'actual_360');
});

test('a monthly rate is a twelfth of the yearly one', () => {
  // 1.5 % a month is 18 % a year: 10,000 × 0.015 × 12 × 21 ÷ 365 = 103.56
  const claim = claimOf({ schedule: [['2025-07-10', '10000']], overdueRate: { value: '0.015', per: 'month' } }, '2025-07-31');
  assert.equal(formatYuan(claim.overdueInterestFen), '103.56');
  assert.equal(claim.running.rate.value, '0.18');
});

test('interest is counted on what is still owed, never on the loan that once was', () => {
  // 10,000 due 2025-07-10 at 12 %. On 2025-07-20, ten days late, 4,032.88 is paid:
  //   overdue interest to that day 10,000 × 0.12 × 10 ÷ 365 = 32.88, the rest 4,000.00 to principal.
  // From 2025-07-21 to 2025-07-31, 11 days on 6,000: together (10,000 × 10 + 6,000 × 11) × 0.12 ÷ 365 = 54.58
  //   (166,000 × 0.12 ÷ 365 = 54.575…), less 32.88 paid leaves 21.70.
  const claim = claimOf({ schedule: [['2025-07-10', '10000']], repaid: [['2025-07-20', '4032.88']] }, '2025-07-31');
  assert.deepEqual(segmentsOf(claim), ['10,000.00 2025-07-11..2025-07-20 10d', '6,000.00 2025-07-21..2025-07-31 11d']);
  assert.equal(heads(claim), '6,000.00 + 0.00 + 21.70 + 0.00 = 6,021.70');
  assert.equal(formatYuan(claim.running.baseFen), '6,000.00');
});

test('Civil Code art. 561: costs, then interest, then principal, the oldest instalment first', () => {
  // Two instalments of 1,000 + 20 interest + 5 fee, due 2025-02-10 and 2025-03-10. On 2025-03-12, 1,100 is paid.
  //   fees 5 + 5 = 10; interest of the first 20 and its overdue interest 1,000 × 0.12 × 30 ÷ 365 = 9.86;
  //   interest of the second 20 and its overdue interest 1,000 × 0.12 × 2 ÷ 365 = 0.66; together 60.52.
  //   The other 1,039.48 pays the first instalment's 1,000 and 39.48 of the second's.
  // Then 960.52 runs from 2025-03-13 to 2025-03-31, 19 days:
  //   (1,000 × 2 + 960.52 × 19) × 0.12 ÷ 365 = 6.66 (6.6575…), less 0.66 paid leaves 6.00.
  const schedule = [['2025-02-10', '1000', '20', '5'], ['2025-03-10', '1000', '20', '5']] as const;
  const claim = claimOf({ schedule, repaid: [['2025-03-12', '1100']] }, '2025-03-31');
  const [set] = claim.allocations;
  assert.ok(set);
  assert.deepEqual([set.feeFen, set.interestFen, set.overdueInterestFen, set.principalFen].map(formatYuan), ['10.00', '40.00', '10.52', '1,039.48']);
  assert.equal(heads(claim), '960.52 + 0.00 + 6.00 + 0.00 = 966.52');
  assert.equal(claim.firstUnpaidDueOn.toString(), '2025-03-10');
});

test('a contract may put principal first', () => {
  // The same loan and the same 1,100, all of it to principal: 1,000 and 100. Left: 900, interest 40, fees 10.
  // Overdue interest: first 9.86 (30 days on 1,000); second (1,000 × 2 + 900 × 19) × 0.12 ÷ 365 = 6.28; together 16.14.
  const schedule = [['2025-02-10', '1000', '20', '5'], ['2025-03-10', '1000', '20', '5']] as const;
  const claim = claimOf({ schedule, repaid: [['2025-03-12', '1100']], allocationOrder: 'principal_first' }, '2025-03-31');
  assert.equal(heads(claim), '900.00 + 40.00 + 16.14 + 10.00 = 966.14');
});

test('money paid before the due day waits for it', () => {
  // 600 paid on 2025-02-01 towards 1,010 due 2025-02-10: on the due day 10 of interest and 590 of principal.
  // 410 overdue from 2025-02-11 to 2025-02-28, 18 days at 12 %: 410 × 0.12 × 18 ÷ 365 = 2.43
  const claim = claimOf({ schedule: [['2025-02-10', '1000', '10']], repaid: [['2025-02-01', '600']] }, '2025-02-28');
  assert.equal(heads(claim), '410.00 + 0.00 + 2.43 + 0.00 = 412.43');
});

test('instalments that have not fallen due are not claimed', () => {
  const schedule = [['2025-02-10', '1000', '10'], ['2025-12-10', '1000', '10']] as const;
  // 1,000 × 0.12 × 18 ÷ 365 = 5.92
  assert.equal(heads(claimOf({ schedule }, '2025-02-28')), '1,000.00 + 10.00 + 5.92 + 0.00 = 1,015.92');
});

test('acceleration makes the rest due on the day of the notice, without interest not yet earned', () => {
  // Three instalments of 1,000 + 10 due on the 10th of February, March, April; notice on 2025-02-25.
  //   first: 1,000 + 10, overdue 2025-02-11 to 2025-03-31, 49 days: 1,000 × 0.12 × 49 ÷ 365 = 16.11
  //   the other 2,000 earn interest for 2025-02-11 to 2025-02-25, 15 days: 2,000 × 0.12 × 15 ÷ 365 = 9.86;
  //   then are overdue 2025-02-26 to 2025-03-31, 34 days, each 1,000 × 0.12 × 34 ÷ 365 = 11.18
  const schedule = [['2025-02-10', '1000', '10'], ['2025-03-10', '1000', '10'], ['2025-04-10', '1000', '10']] as const;
  const claim = claimOf({ schedule, acceleratedOn: '2025-02-25' }, '2025-03-31');
  assert.equal(lineOf(claim, 'interest', 2)?.amountFen, 986n);
  assert.equal(heads(claim), '3,000.00 + 19.86 + 38.47 + 0.00 = 3,058.33');
  // A notice after the day of the claim changes nothing: 1,010 + 1,010, overdue 16.11 and 1,000 × 0.12 × 21 ÷ 365 = 6.90.
  assert.equal(heads(claimOf({ schedule, acceleratedOn: '2025-04-01' }, '2025-03-31')), '2,000.00 + 20.00 + 23.01 + 0.00 = 2,043.01');
});

test('interest earned before an acceleration is never more than the schedule had', () => {
  // The schedule asks 5.00 for the running period; 15 days on 2,000 at 12 % would be 9.86.
  const schedule = [['2025-02-10', '1000', '10'], ['2025-03-10', '1000', '5'], ['2025-04-10', '1000', '5']] as const;
  assert.equal(lineOf(claimOf({ schedule, acceleratedOn: '2025-02-25' }, '2025-03-31'), 'interest', 2)?.amountFen, 500n);
});

test('a licensed lender is held to 24 % in all, overdue interest and fees together', () => {
  // Small-loan company, 10,000 from 2025-01-10, due 2025-04-10 with 600 interest and 300 fee; 0.1 % a day overdue.
  //   as of 2025-05-10: overdue 30 days × 10,000 × 0.001 = 300; by contract 600 + 300 + 300 = 1,200.
  //   allowed: 10,000 × 0.24 × 120 ÷ 365 = 789.04; of that for the 30 overdue days 197.26, so 591.78 for the term.
  //   The fee finds no room, the interest loses 8.22 and the overdue interest 102.74: off together 410.96.
  const story = { schedule: [['2025-04-10', '10000', '600', '300']], overdueRate: { value: '0.001', per: 'day' } } as const satisfies Story;
  const claim = claimOf(story, '2025-05-10');
  assert.equal(heads(claim), '10,000.00 + 591.78 + 197.26 + 0.00 = 10,789.04');
  assert.deepEqual([claim.cap.allowedFen, claim.cap.contractFen, claim.cap.reductionFen].map(formatYuan), ['789.04', '1,200.00', '410.96']);
  // 36.5 % a year is above the cap, so 24 % runs on.
  assert.deepEqual(claim.running.rate, { value: '0.24', per: 'year' });
  assert.deepEqual(claim.warnings, ['cap_rests_on_practice']);
});

test('what was paid counts against the cap', () => {
  // The same loan; 900 paid on the due day goes to the fee and the interest. Allowed 789.04, paid 900: no charge is left to
  // claim, the 300 of overdue interest falls away, and the tribunal is told that the cap is already exceeded.
  const story = { schedule: [['2025-04-10', '10000', '600', '300']], overdueRate: { value: '0.001', per: 'day' }, repaid: [['2025-04-10', '900']] } as const satisfies Story;
  const claim = claimOf(story, '2025-05-10');
  assert.equal(heads(claim), '10,000.00 + 0.00 + 0.00 + 0.00 = 10,000.00');
  assert.deepEqual(claim.warnings, ['paid_charges_exceed_cap', 'cap_rests_on_practice']);
});

test('the cap is counted on principal outstanding, day by day', () => {
  // 10,000 from 2025-01-10, half due and paid on 2025-02-09, half due 2025-03-11, as of 2025-04-10 (30 days each).
  //   allowed: (10,000 × 30 + 5,000 × 60) × 0.24 ÷ 365 = 394.52; asked: overdue 5,000 × 0.003 × 30 = 450, which has room
  //   for its own 30 days only: 5,000 × 30 × 0.24 ÷ 365 = 98.63. The term, free of interest, does not pay for it.
  const schedule = [['2025-02-09', '5000'], ['2025-03-11', '5000']] as const;
  const claim = claimOf({ schedule, repaid: [['2025-02-09', '5000']], overdueRate: { value: '0.003', per: 'day' } }, '2025-04-10');
  assert.deepEqual(claim.cap.segments.map(({ baseFen, days }) => `${formatYuan(baseFen)} ${days}d`), ['10,000.00 30d', '5,000.00 60d']);
  assert.equal(heads(claim), '5,000.00 + 0.00 + 98.63 + 0.00 = 5,098.63');
});

test('private lending on the last day of the old rule: 24 % to 2020-08-19, then four times the LPR at filing', () => {
  // 10,000 signed and paid out 2020-08-19, due 2020-09-18, overdue at 36 %. Filed 2026-03-02 (LPR 3.00 %, so 12 %).
  //   as of 2021-01-16: overdue 120 days × 10,000 × 0.36 ÷ 365 = 1,183.56.
  //   Interest is counted from 2020-08-20, so no day falls under 24 %: 10,000 × 0.12 × 150 ÷ 365 = 493.15 in all, and on
  //   the 120 overdue days 394.52.
  const old = { kind: 'private', signedOn: '2020-08-19', schedule: [['2020-09-18', '10000']], rate: '0.36' } as const satisfies Story;
  assert.equal(heads(claimOf(old, '2021-01-16', '2026-03-02')), '10,000.00 + 0.00 + 394.52 + 0.00 = 10,394.52');

  // Ten days earlier: 2020-08-10 to 2020-08-19 at 24 % (10 days, the day of payment is not counted), then 150 days at 12 %.
  //   10,000 × (0.24 × 10 + 0.12 × 150) ÷ 365 = 558.90 in all; overdue from 2020-09-19, again 394.52.
  const older = { ...old, signedOn: '2020-08-09' };
  const claim = claimOf(older, '2021-01-16', '2026-03-02');
  assert.deepEqual(claim.cap.segments.map(({ rate, from, to, days }) => [rate.value, from.toString(), to.toString(), days]), [
    ['0.24', '2020-08-10', '2020-08-19', 10],
    ['0.12', '2020-08-20', '2021-01-16', 150],
  ]);
  assert.equal(heads(claim), '10,000.00 + 0.00 + 394.52 + 0.00 = 10,394.52');
});

test('private lending from 2020-08-20: four times the LPR at the making of the contract', () => {
  // LPR 3.85 % on 2020-08-20, so 15.4 %. As of 2021-01-17 overdue 120 days: 10,000 × 0.154 × 120 ÷ 365 = 506.30.
  const story = { kind: 'private', signedOn: '2020-08-20', schedule: [['2020-09-19', '10000']], rate: '0.36' } as const satisfies Story;
  const claim = claimOf(story, '2021-01-17', '2026-03-02');
  assert.equal(heads(claim), '10,000.00 + 0.00 + 506.30 + 0.00 = 10,506.30');
  assert.deepEqual([claim.cap.rate.value, claim.cap.article.article, claim.cap.standing], ['0.154', '第二十九条', 'law']);
  assert.deepEqual(claim.warnings, []);
});

test('principal is what was paid out: interest kept back at the start is refused', () => {
  const story = { schedule: [['2025-07-10', '10000']], disbursed: [['2025-01-10', '9500']] } as const satisfies Story;
  assert.deepEqual(refusalOf(story, '2025-07-31'), {
    code: 'principal_exceeds_disbursement',
    detail: { principalFen: '1000000', disbursedFen: '950000' },
  });
});

test('refusals, in the order in which they are checked', () => {
  const story = { schedule: [['2025-07-10', '10000', '100']] } as const satisfies Story;
  const refusals: readonly (readonly [Story, string, string, string])[] = [
    [{ ...story, principal: '9000' }, '2025-01-09', '2025-01-09', 'as_of_before_contract'],
    // By the law of 2019 the cap would be 24 % on a contract of 2025.
    [{ ...story, kind: 'private', principal: '9000' }, '2025-07-31', '2019-01-01', 'as_of_before_contract'],
    [{ ...story, signedOn: '2020-01-10', principal: '9000' }, '2020-12-31', '2020-12-31', 'law_outside_known_dates'],
    [{ ...story, principal: '9000', disbursed: [['2025-01-10', '1']] }, '2025-07-31', '2025-07-31', 'schedule_does_not_sum'],
    [{ ...story, kind: 'private', signedOn: '2015-08-31', disbursed: [['2015-08-31', '1']] }, '2025-07-31', '2025-07-31', 'principal_exceeds_disbursement'],
    [{ ...story, kind: 'private', signedOn: '2015-08-31' }, '2025-07-31', '2025-07-31', 'rate_outside_known_dates'],
    [{ ...story, signedOn: '2020-01-10' }, '2025-07-31', '2020-12-31', 'lender_kind_has_no_cap_on_this_day'],
    [story, '2025-07-09', '2025-07-09', 'dispute_not_arisen'],
    [story, '2025-07-10', '2025-07-10', 'dispute_not_arisen'],
    [{ ...story, repaid: [['2025-07-01', '10100']] }, '2025-07-31', '2025-07-31', 'nothing_owed'],
  ];
  for (const [each, asOf, filedOn, code] of refusals) assert.equal(refusalOf(each, asOf, filedOn).code, code);
});

test('a repayment after the day of the claim is left out and reported', () => {
  const claim = claimOf({ schedule: [['2025-07-10', '1000']], repaid: [['2025-08-01', '1000']] }, '2025-07-31');
  assert.deepEqual(claim.allocations, []);
  assert.ok(claim.warnings.includes('repayment_after_as_of'));
});

test('a reversal that takes back nothing, and a rate given twice, are refused', () => {
  const story = { schedule: [['2025-07-10', '1000']] } as const satisfies Story;
  const table: readonly (readonly [Story, string])[] = [
    [{ ...story, repaid: [['2025-07-20', '100', 'reversal', 'S-1']] }, 'reversal_without_payment'],
    [{ ...story, repaid: [['2025-07-20', '100', 'payment', 'S-1'], ['2025-07-21', '100.01', 'reversal', 'S-1']] }, 'reversal_without_payment'],
    [{ ...story, repaid: [['2025-07-20', '100', 'payment', 'S-1'], ['2025-07-19', '100', 'reversal', 'S-1']] }, 'reversal_without_payment'],
    [{ ...story, repaid: [['2025-07-20', '100', 'payment', 'S-1'], ['2025-07-21', '60', 'reversal', 'S-1'], ['2025-07-22', '60', 'reversal', 'S-1']] }, 'reversal_without_payment'],
    [{ ...story, overdueRate: { value: '0.18', per: 'year' }, overdueUplift: '0.5' }, 'overdue_rate_given_twice'],
  ];
  for (const [each, code] of table) assert.equal(refusalOf(each, '2025-07-31').code, code);
});

test('a payment in part reversed has paid the rest', () => {
  const story = { schedule: [['2025-07-10', '1000']], repaid: [['2025-07-10', '500', 'payment', 'S-1'], ['2025-07-21', '200', 'reversal', 'S-1']] } as const satisfies Story;
  const claim = claimOf(story, '2025-07-31');
  assert.deepEqual([claim.principalFen, claim.allocations[0]?.reversedFen, claim.allocations[0]?.principalFen].map((each) => formatYuan(each ?? fen(0))), ['700.00', '200.00', '300.00']);
  // A reversal after the day of the claim is not yet known.
  assert.equal(formatYuan(claimOf(story, '2025-07-20').principalFen), '500.00');
});

test('what looks like a slip of the pen travels as a warning', () => {
  const story = { schedule: [['2025-07-10', '1000']] } as const satisfies Story;
  const table: readonly (readonly [Story, Claim['warnings'][number]])[] = [
    [{ ...story, rate: '15' }, 'rate_implausible'],
    [{ ...story, repaid: [['2025-07-10', '10'], ['2025-07-10', '10']] }, 'repayment_twice'],
    [{ ...story, repaid: [['2025-07-10', '10', 'payment', 'S-1'], ['2025-07-12', '20', 'payment', 'S-1']] }, 'repayment_twice'],
    [{ ...story, compoundInterest: true }, 'compound_interest_not_allowed'],
    [{ ...story, kind: 'bank', overdueUplift: '0.51' }, 'overdue_uplift_too_high'],
    [{ ...story, kind: 'bank', overdueRate: { value: '0.01501', per: 'month' } }, 'overdue_uplift_too_high'],
  ];
  for (const [each, warning] of table) assert.ok(claimOf(each, '2025-07-31').warnings.includes(warning), warning);
  const sound: readonly Story[] = [story, { ...story, kind: 'bank', overdueUplift: '0.5', compoundInterest: true }, { ...story, overdueUplift: '0.9' }, { ...story, repaid: [['2025-07-10', '10'], ['2025-07-10', '11']] }];
  for (const each of sound) assert.deepEqual(claimOf(each, '2025-07-31').warnings, ['cap_rests_on_practice']);
});
