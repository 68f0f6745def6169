/** What holds for every loan, and a second reckoning of the ledger, day by day, that must agree with the first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addFen, canonicalText, daysBetween, fen, formatYuan, isAfter, isBefore, parseDay, portion, type Day, type Fen } from '../kernel/index.ts';
import { rateCap } from '../rulebook/index.ts';
import { dailyRate } from './accrual.ts';
import { capOn } from './cap.ts';
import type { Claim, ClaimItem } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import { fallenDue } from './fallen-due.ts';
import { loanFileSchema, type Loan } from './loan-file.ts';
import { loanOf } from './loan.fixture.ts';
import { recomputes } from './recompute.ts';

const filedOn = parseDay('2026-03-02');

interface Drawn {
  readonly loan: Loan;
  readonly asOf: Day;
}

const amount = (most: number) => fc.integer({ min: 1, max: most }).map((each) => formatYuan(fen(each)).replaceAll(',', ''));

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    kind: fc.constantFrom('small_loan', 'private', 'bank'),
    signedOn: fc.constantFrom('2020-06-15', '2020-08-20', '2024-01-31'),
    instalments: fc.array(fc.tuple(amount(300_000), amount(9_000), amount(3_000)), { minLength: 1, maxLength: 5 }),
    everyDays: fc.integer({ min: 1, max: 40 }),
    rate: fc.constantFrom('0', '0.12', '0.36'),
    overdueRate: fc.constantFrom(null, { value: '0.0005', per: 'day' } as const, { value: '0.025', per: 'month' } as const),
    dayCount: fc.constantFrom('actual_365', 'actual_360'),
    allocationOrder: fc.constantFrom('civil_code_561', 'principal_first'),
    repaid: fc.array(fc.tuple(fc.integer({ min: 0, max: 250 }), amount(400_000)), { maxLength: 5 }),
    acceleratedAfter: fc.option(fc.integer({ min: 1, max: 250 })),
    asOfAfter: fc.integer({ min: 201, max: 300 }),
  })
  .map(({ signedOn, instalments, everyDays, repaid, acceleratedAfter, asOfAfter, ...rest }) => {
    const after = (days: number) => parseDay(signedOn).add({ days }).toString();
    const loan = loanOf({
      ...rest,
      signedOn,
      schedule: instalments.map((sums, index) => [after(everyDays * (index + 1)), ...sums] as const),
      repaid: repaid.map(([days, sum]) => [after(days), sum] as const),
      ...(acceleratedAfter === null ? {} : { acceleratedOn: after(acceleratedAfter) }),
    });
    return { loan, asOf: parseDay(after(asOfAfter)) };
  });

const held = (property: (claim: Claim, each: Drawn) => void) => {
  let claims = 0;
  fc.assert(
    fc.property(drawn, (each) => {
      const outcome = computeClaim(each.loan, each.asOf, filedOn);
      if (!outcome.ok) return;
      claims += 1;
      property(outcome.value, each);
    }),
    { numRuns: 300 },
  );
  assert.ok(claims > 100, `only ${claims} of the loans drawn led to a claim`);
};

const total = (claim: Claim, items: readonly ClaimItem[], column: 'amountFen' | 'paidFen' | 'accruedFen'): Fen =>
  addFen(...claim.lines.filter((line) => items.includes(line.item)).map((line) => line[column]));

const everyItem: readonly ClaimItem[] = ['principal', 'interest', 'overdue_interest', 'fee'];

test('money is conserved: what was paid is what was set off, and the heads make up the total', () => {
  held((claim, { loan, asOf }) => {
    for (const each of claim.allocations) {
      assert.equal(addFen(each.feeFen, each.overdueInterestFen, each.interestFen, each.principalFen, each.unappliedFen), each.amountFen);
      assert.equal(each.unappliedFen, 0n);
    }
    const paidIn = addFen(...loan.repayments.filter((each) => !isAfter(each.on, asOf)).map((each) => each.amountFen));
    assert.equal(total(claim, everyItem, 'paidFen'), paidIn);
    for (const line of claim.lines) {
      assert.equal(addFen(line.paidFen, line.amountFen), line.accruedFen);
      assert.ok(line.paidFen >= 0n && line.amountFen >= 0n);
    }
    assert.equal(addFen(claim.principalFen, claim.interestFen, claim.overdueInterestFen, claim.feeFen), claim.totalFen);
    assert.ok(claim.interestFen >= 0n && claim.overdueInterestFen >= 0n && claim.feeFen >= 0n);
    assert.ok(claim.principalFen <= claim.disbursedFen);
  });
});

test('every line can be worked out from itself', () => {
  held((claim) => {
    for (const { rate, segments, accruedFen, baseFen, days } of claim.lines) {
      const numbers = segments.reduce((sum, each) => sum + each.baseFen * BigInt(each.days), 0n);
      const daily = rate && dailyRate(rate, claim.dayCount);
      assert.equal(accruedFen, daily ? portion(fen(numbers), daily.numerator, daily.denominator, 'half_up') : baseFen);
      assert.equal(days, segments.reduce((sum, each) => sum + daysBetween(each.from, each.to) + 1, 0));
    }
  });
});

test('the claim never takes the charges above the cap', () => {
  held((claim) => {
    const claimed = addFen(claim.interestFen, claim.overdueInterestFen, claim.feeFen);
    const paid = total(claim, ['interest', 'overdue_interest', 'fee'], 'paidFen');
    assert.ok(claimed === 0n || paid + claimed <= claim.cap.allowedFen);
  });
});

/** The same loan reckoned a day at a time: no segments, no look-ahead. */
function dayByDay({ loan, asOf }: Drawn) {
  const { rate, overdueRate, dayCount, allocationOrder } = loan.contract;
  const daily = dailyRate(overdueRate ?? rate, dayCount);
  const debts = fallenDue(loan, asOf).map((due) => ({ due, numbers: 0n, paid: { fee: 0n, interest: 0n, overdue: 0n, principal: 0n } }));
  const caps = rateCap(loan.lender.kind, loan.contract.signedOn, filedOn);
  assert.ok(caps.ok);
  let credit = 0n;
  let outstanding = 0n;
  let allowedNumbers = 0n; // in fen × days × one ten-thousandth a year
  for (let day = loan.contract.signedOn; !isAfter(day, asOf); day = day.add({ days: 1 })) {
    allowedNumbers += outstanding * BigInt(Math.round(Number(capOn(caps.value, day).rate.value) * 10_000));
    for (const each of debts) if (isBefore(each.due.dueOn, day)) each.numbers += each.due.principalFen - each.paid.principal;
    for (const each of loan.repayments) if (each.on.equals(day)) credit += each.amountFen;
    for (const each of loan.disbursements) if (each.on.equals(day)) outstanding += each.amountFen;
    const pay = (part: 'fee' | 'interest' | 'overdue' | 'principal', debt: (typeof debts)[number], owed: bigint) => {
      if (isAfter(debt.due.dueOn, day)) return;
      const used = owed < credit ? owed : credit;
      credit -= used;
      debt.paid[part] += used;
      if (part === 'principal') outstanding -= used;
    };
    const fees = () => debts.forEach((each) => pay('fee', each, each.due.feeFen - each.paid.fee));
    const interest = () =>
      debts.forEach((each) => {
        pay('interest', each, each.due.interestFen - each.paid.interest);
        pay('overdue', each, portion(fen(each.numbers), daily.numerator, daily.denominator, 'half_up') - each.paid.overdue);
      });
    const principal = () => debts.forEach((each) => pay('principal', each, each.due.principalFen - each.paid.principal));
    for (const step of allocationOrder === 'civil_code_561' ? [fees, interest, principal] : [principal, fees, interest]) step();
  }
  return {
    principal: debts.reduce((sum, each) => sum + each.due.principalFen - each.paid.principal, 0n),
    overdue: debts.reduce((sum, each) => sum + portion(fen(each.numbers), daily.numerator, daily.denominator, 'half_up') - each.paid.overdue, 0n),
    allowed: allowedNumbers / 3_650_000n,
  };
}

test('segments, set-off and cap agree with a reckoning day by day', () => {
  held((claim, each) => {
    assert.deepEqual(
      { principal: claim.principalFen, overdue: total(claim, ['overdue_interest'], 'amountFen'), allowed: claim.cap.allowedFen },
      dayByDay(each),
    );
  });
});

// Only in the order of art. 561: where the contract puts principal first, early money that finds no principal due goes
// to charges, while the same money later would have stopped overdue interest.
test('paying earlier never raises the claim', () => {
  const asked = ({ loan, asOf }: Drawn): bigint => {
    const outcome = computeClaim(loan, asOf, filedOn);
    return outcome.ok ? outcome.value.totalFen : 0n;
  };
  fc.assert(
    fc.property(drawn, fc.nat(), fc.integer({ min: 1, max: 60 }), ({ loan, asOf }, pick, days) => {
      if (loan.repayments.length === 0 || loan.contract.allocationOrder !== 'civil_code_561') return;
      const index = pick % loan.repayments.length;
      const earlier = loan.repayments.map((each, at) => (at === index ? { ...each, on: each.on.subtract({ days }) } : each));
      assert.ok(asked({ loan: { ...loan, repayments: earlier }, asOf }) <= asked({ loan, asOf }));
    }),
    { numRuns: 600 },
  );
});

test('a stored claim recomputes from its stored loan file, and any change to it is named', () => {
  held((claim, { loan }) => {
    const stored: unknown = JSON.parse(canonicalText(claim));
    const storedLoan = loanFileSchema.parse(JSON.parse(canonicalText(loan)));
    const again = recomputes(stored, storedLoan);
    assert.ok(again.ok && canonicalText(again.value) === canonicalText(claim));

    const changed = JSON.parse(canonicalText(claim)) as { lines: { amountFen: string }[] };
    const last = changed.lines.length - 1;
    for (const line of changed.lines.slice(last)) line.amountFen += '0';
    const refused = recomputes(changed, storedLoan);
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, 'claim_does_not_recompute');
    assert.equal(refused.refusal.detail.field, `lines.${last}.amountFen`);
  });
});

test('a stored claim without its days is unreadable, never an exception', () => {
  const loan = loanOf({ schedule: [['2025-07-10', '1000']] });
  for (const stored of [null, 'x', {}, { asOf: '2025-07-31' }, { asOf: '2025-07-32', filedOn: '2025-07-31' }, []]) {
    const outcome = recomputes(stored, loan);
    assert.ok(!outcome.ok && outcome.refusal.code === 'claim_unreadable');
  }
});
