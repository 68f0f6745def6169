import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Admission } from './admission.ts';
import type { ItemProblem } from './batch.ts';
import { tallyOf } from './check.ts';

const at = (code: string, row: number, detail = ''): ItemProblem => ({ code, severity: 'error', file: 'loans.csv', row, column: '手机号', value: '138****0000', message: `${code} is wrong${detail}`, fix: 'mend it' });
const rejected = (row: number, ...codes: string[]): Admission => ({ outcome: 'rejected', reference: `R${row}`, problems: codes.map((code) => at(code, row, `: row ${row}`)) });

test('problems are grouped by cause, errors first and then by how often, with the first five places', () => {
  const tally = tallyOf(12);
  for (let row = 2; row < 9; row += 1) tally.add(rejected(row, 'often'));
  tally.add(rejected(9, 'rare', 'often'));
  tally.add({ outcome: 'refused', reference: 'R10', problems: [at('nothing_owed', 10)], filed: null });
  const { problems, planned, rejected: count, refused } = tally.found();
  assert.deepEqual([planned, count, refused], [12, 8, 1]);
  assert.deepEqual(problems.map(({ code, count: times, severity }) => [code, times, severity]), [['often', 8, 'error'], ['nothing_owed', 1, 'error'], ['rare', 1, 'error']]);
  assert.deepEqual(problems[0]?.places.map(({ reference, row, value }) => [reference, row, value]), [2, 3, 4, 5, 6].map((row) => [`R${row}`, row, '138****0000']));
  assert.equal(problems[0].message, 'often is wrong', 'what is said of one row is not said of all');
});

test('what is already filed is named with its case, a hundred at most', () => {
  const tally = tallyOf(150);
  for (let no = 1; no <= 150; no += 1) {
    const filed = { caseId: `c${no}`, caseNo: null, batchId: 'b', reference: `R${no}`, contractNo: '-' };
    tally.add({ outcome: 'refused', reference: filed.reference, problems: [at('already_filed', no)], filed });
  }
  const { alreadyFiled, refused } = tally.found();
  assert.equal(refused, 150);
  assert.equal(alreadyFiled.length, 100);
  assert.deepEqual(alreadyFiled[0], { reference: 'R1', caseId: 'c1', caseNo: null });
});

test('what was found is what it was when it was asked for', () => {
  const tally = tallyOf(2);
  tally.add(rejected(2, 'one'));
  const before = tally.found();
  tally.add(rejected(3, 'one'));
  assert.equal(before.problems[0]?.count, 1);
  assert.equal(before.problems[0].places.length, 1);
});
