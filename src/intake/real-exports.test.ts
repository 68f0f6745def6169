/** Two real exports, where they lie beside the repository; they never enter it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { computeClaim, loanFileSchema, type Loan } from '../claims/index.ts';
import { addFen, parseDay, subtractFen } from '../kernel/index.ts';
import { readMapping, type RowResult } from './index.ts';
import { takeFiles } from './intake.fixture.ts';

const root = join(import.meta.dirname, '..', '..');

async function intakeOf(lender: string) {
  const file = join(root, '..', 'shared', 'data', lender, 'loans.csv');
  if (!existsSync(file)) return null;
  const mapping = readMapping(readFileSync(join(root, 'examples', 'mappings', `${lender}.json`), 'utf8'));
  assert(mapping.ok);
  const intake = await takeFiles({ 'loans.csv': readFileSync(file) }, mapping.value);
  assert(intake.ok, JSON.stringify(intake));
  return intake.value;
}

const counted = (codes: readonly string[]): Record<string, number> =>
  codes.reduce<Record<string, number>>((counts, code) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }), {});

function split({ results }: { readonly results: readonly RowResult[] }) {
  const loans = results.flatMap((result) => (result.kind === 'loan' ? [result] : []));
  const problems = results.flatMap((result) => (result.kind === 'reject' ? result.problems : []));
  return { loans: loans.map(({ file }) => loanFileSchema.parse(file)), warnings: loans.flatMap(({ warnings }) => warnings), problems };
}

const claimsOf = (loans: readonly Loan[]) =>
  counted(loans.map((loan) => computeClaim(loan, parseDay('2026-03-02'))).map((claim) => (claim.ok ? 'claim' : claim.refusal.code)));

test('xente: every accepted row goes into a loan file, and a payment notified twice counts once', async (t) => {
  const intake = await intakeOf('xente');
  if (!intake) return t.skip('no ../shared/data/xente/loans.csv');
  assert.deepEqual([intake.files[0]?.rows, intake.rowsSetAside], [1399, 612]);
  const { loans, warnings, problems } = split(intake);
  assert.equal(loans.length, 578);
  assert.deepEqual(problems, []);
  assert.deepEqual(counted(warnings.map(({ code }) => code)), { no_agreed_address: 578, no_attached_file: 578, entry_repeated: 2 });
  assert.equal(loans.reduce((sum, { repayments }) => sum + repayments.length, 0), 1399 - 612 - 2);
  assert.equal(loans.reduce((sum, { sources }) => sum + (sources[0]?.rows.length ?? 0), 0), 1399 - 612);
  assert.equal(loans.filter(({ contract }) => contract.principalFen === 10_000_000n).length, 2);
  assert.deepEqual(claimsOf(loans), { nothing_owed: 539, claim: 39 });
});

test('lendingclub: the loans given up become claims for principal alone', async (t) => {
  const intake = await intakeOf('lendingclub');
  if (!intake) return t.skip('no ../shared/data/lendingclub/loans.csv');
  assert.deepEqual([intake.files[0]?.rows, intake.rowsSetAside], [900, 842]);
  const { loans, problems } = split(intake);
  assert.equal(loans.length, 57);
  assert.deepEqual(problems.map(({ code, row, column }) => [code, row, column]), [['value_missing', 757, 'last_pymnt_d']]);
  assert.deepEqual(claimsOf(loans), { claim: 57 });
  for (const loan of loans) {
    const claim = computeClaim(loan, parseDay('2026-03-02'));
    assert(claim.ok);
    const repaid = addFen(...loan.repayments.map(({ amountFen }) => amountFen));
    assert.equal(claim.value.totalFen, subtractFen(loan.contract.principalFen, repaid), loan.reference);
  }
});
