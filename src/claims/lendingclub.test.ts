/** A real export of 900 loans with their terms and instalments, where it lies beside the repository; it never enters it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import { addFen, decimalFraction, decimalText, fen, portion, subtractFen, type Fen } from '../kernel/index.ts';
import { loanOf } from './loan.fixture.ts';
import { rebuildSchedule, type ScheduleRow } from './terms.ts';

type Row = Readonly<Record<string, string>>;

const file = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'lendingclub', 'loans.csv');

function rowsOf(t: TestContext): readonly Row[] {
  if (!existsSync(file)) {
    t.skip('no ../shared/data/lendingclub/loans.csv');
    return [];
  }
  const rows = parse<Row>(readFileSync(file), { columns: true });
  assert.equal(rows.length, 900);
  return rows;
}

const cell = (row: Row, column: string): string => (row[column] ?? assert.fail(column)).trim();

/** Dollars, some with ten decimals, to cents. */
function money(row: Row, column: string): Fen {
  const { numerator, denominator } = decimalFraction(cell(row, column));
  return portion(fen(numerator), 100n, denominator, 'half_up');
}

/** `Dec-2011` as a number of months. */
function month(row: Row, column: string): number {
  const [name = '', year] = cell(row, column).split('-');
  return Number(year) * 12 + ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(name);
}

const within = (a: Fen, b: Fen, cents: bigint): boolean => subtractFen(a, b) <= cents && subtractFen(b, a) <= cents;

/** The schedule of the terms in the row: `36 months` at `15.61` per cent a year. */
function scheduleOf(row: Row): readonly ScheduleRow[] {
  const { numerator, denominator } = decimalFraction(cell(row, 'int_rate'));
  const rate = decimalText(numerator, denominator.toString().length - 1 + 2);
  const principal = decimalText(money(row, 'funded_amnt'), 2);
  const rebuilt = rebuildSchedule(
    loanOf({
      schedule: [['2025-02-10', principal]],
      rate,
      terms: {
        method: 'equal_instalments',
        periods: Number.parseInt(cell(row, 'term'), 10),
        every: { count: 1, unit: 'month' },
        startsOn: '2025-01-10',
        firstDueOn: '2025-02-10',
        monthEnd: 'same_day',
        interestBy: 'period',
        rounding: 'half_up',
        feeFen: '0',
      },
    }),
  );
  assert(rebuilt !== null);
  return rebuilt;
}

test('the level-payment formula gives the instalment of all 900 loans within two cents', (t) => {
  const off = new Map<string, number>();
  for (const row of rowsOf(t)) {
    const [first] = scheduleOf(row);
    assert(first);
    const instalment = addFen(first.principalFen, first.interestFen);
    assert(within(instalment, money(row, 'installment'), 2n), `${cell(row, 'id')}: ${instalment} against ${cell(row, 'installment')}`);
    const by = String(subtractFen(instalment, money(row, 'installment')));
    off.set(by, (off.get(by) ?? 0) + 1);
  }
  if (off.size > 0) t.diagnostic(`cents off: ${[...off].map(([by, count]) => `${by}: ${count}`).join(', ')}`);
});

test('what was received is principal, interest, late fees and recoveries, within two cents', (t) => {
  for (const row of rowsOf(t)) {
    const parts = addFen(...['total_rec_prncp', 'total_rec_int', 'total_rec_late_fee', 'recoveries'].map((column) => money(row, column)));
    assert(within(money(row, 'total_pymnt'), parts, 2n), cell(row, 'id'));
  }
});

test('what was lent is principal received and principal outstanding, within five cents, unless the loan was given up', (t) => {
  for (const row of rowsOf(t)) {
    if (/^(Charged Off|Default)$/.test(cell(row, 'loan_status'))) continue;
    assert(within(money(row, 'funded_amnt'), addFen(money(row, 'total_rec_prncp'), money(row, 'out_prncp')), 5n), cell(row, 'id'));
  }
});

test('what three in four current loans have repaid is the principal of as many rows of the rebuilt schedule, within two cents a row', (t) => {
  const current = rowsOf(t).filter((row) => cell(row, 'loan_status') === 'Current' && cell(row, 'last_pymnt_d') !== '');
  // The others paid ahead, or in another month than they were due in: the export has totals only.
  const agreeing = current.filter((row) => {
    const rows = scheduleOf(row).slice(0, month(row, 'last_pymnt_d') - month(row, 'issue_d'));
    return within(addFen(...rows.map(({ principalFen }) => principalFen)), money(row, 'total_rec_prncp'), 2n * BigInt(rows.length));
  });
  if (current.length > 0) assert.deepEqual([current.length, agreeing.length], [610, 477]);
});
