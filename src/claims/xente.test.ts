/** A real export of 578 loans with every repayment dated, where it lies beside the repository; it never enters it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import { fen, parseDay, subtractFen, sumFen } from '../kernel/index.ts';
import { computeClaim } from './compute-claim.ts';
import { keepLedger } from './ledger.ts';
import type { Loan } from './loan-file.ts';
import { loanOf, yuan } from './loan.fixture.ts';

type Row = Readonly<Record<string, string>>;

const file = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'xente', 'loans.csv');
const asOf = parseDay('2026-03-02');

const cell = (row: Row, column: string): string => row[column] ?? assert.fail(column);
const day = (row: Row, column: string): string => cell(row, column).slice(0, 10);
const amount = (row: Row, column: string): string => String(Number(cell(row, column)));

/** A loan for each `LoanId`, its rows being its repayments, as they were notified; no charge but 3 % a year once overdue. */
function loansOf(t: TestContext): readonly Loan[] {
  if (!existsSync(file)) {
    t.skip('no ../shared/data/xente/loans.csv');
    return [];
  }
  const accepted = parse<Row>(readFileSync(file), { columns: true }).filter((row) => row['TransactionStatus'] === '1');
  const loans = [...Map.groupBy(accepted, (row) => cell(row, 'LoanId'))].map(([reference, rows]) => {
    const [first] = rows;
    assert(first);
    const loan = loanOf({
      kind: 'private',
      signedOn: day(first, 'IssuedDateLoan'),
      rate: '0',
      overdueRate: { value: '0.03', per: 'year' },
      schedule: [[day(first, 'DueDate'), amount(first, 'Value')]],
      repaid: rows.map((row) => [day(row, 'PaidOnDate'), amount(row, 'AmountLoan'), 'payment', cell(row, 'PayBackId')]),
    });
    return { ...loan, reference };
  });
  assert.deepEqual([accepted.length, loans.length], [787, 578]);
  return loans;
}

test('the allocation of every loan conserves money to the unit, in every order', (t) => {
  const orders = ['civil_code_561', 'principal_first', 'oldest_instalment_first'] as const;
  for (const loan of loansOf(t)) {
    for (const allocationOrder of orders) {
      const kept = keepLedger({ ...loan, contract: { ...loan.contract, allocationOrder } }, asOf);
      assert(kept.ok);
      const { allocations, debts, principalRepaid } = kept.value;
      assert.equal(allocations.length, loan.repayments.length, loan.reference);
      for (const each of allocations) {
        const set = sumFen([each.feeFen, each.interestFen, each.overdueInterestFen, each.compoundInterestFen, each.principalFen, each.unappliedFen]);
        assert.equal(set, each.amountFen, `${loan.reference}, repayment ${each.no}`);
      }
      const [debt] = debts;
      assert(debt && debts.length === 1);
      const principalFen = sumFen(allocations.map((each) => each.principalFen));
      assert.deepEqual([debt.paid.principal, sumFen(principalRepaid.map((each) => each.fen))], [principalFen, principalFen], loan.reference);
      assert.equal(debt.paid.overdue_interest, sumFen(allocations.map((each) => each.overdueInterestFen)), loan.reference);
      assert(principalFen <= loan.contract.principalFen, loan.reference);
    }
  }
});

test('a payment that was notified twice is found: two loans have one', (t) => {
  // Of a debt that no payment settles, so that every loan has a claim to carry the warning.
  const owing = loansOf(t).map((loan) => {
    const principalFen = yuan('10000000');
    const schedule = loan.schedule.map((row) => ({ ...row, principalFen }));
    return { ...loan, schedule, contract: { ...loan.contract, principalFen }, disbursements: loan.disbursements.map((each) => ({ ...each, amountFen: principalFen })) };
  });
  const twice = owing.filter((loan) => {
    const claim = computeClaim(loan, asOf);
    assert(claim.ok, loan.reference);
    const { principalFen, cap, allocations } = claim.value;
    const repaid = sumFen(allocations.map((each) => each.principalFen));
    assert.equal(subtractFen(loan.contract.principalFen, fen(repaid + cap.setOffFen)), principalFen, loan.reference);
    return claim.value.warnings.includes('repayment_twice');
  });
  if (owing.length > 0) assert.deepEqual(twice.map(({ reference }) => reference).toSorted(), ['LoanId_448', 'LoanId_908']);
});
