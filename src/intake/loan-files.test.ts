/** The sample mapping over a sample of one loan, broken in one place at a time. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateSample } from '../../scripts/generate-sample.ts';
import { problemTable, readLoanFiles, readMapping, type Mapping, type ProblemCode, type RowResult } from './index.ts';

type Files = Record<string, string>;
type Break = (text: string) => string;

const sampleMapping = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'sample', 'mapping.json'), 'utf8');

function mappingWith(change: Break): Mapping {
  const mapping = readMapping(change(sampleMapping));
  assert(mapping.ok, JSON.stringify(mapping));
  return mapping.value;
}

const take = (files: Files, mapping = mappingWith((same) => same)) =>
  readLoanFiles(Object.entries(files).map(([name, text]) => ({ name, bytes: [new TextEncoder().encode(text)] })), mapping);

async function resultsOf(files: Files, mapping?: Mapping): Promise<readonly RowResult[]> {
  const intake = await take(files, mapping);
  assert(intake.ok, JSON.stringify(intake));
  return [...intake.value.results];
}

/** Replaces the cell of a column in the n-th row under the header. */
function cell(column: string, value: string, row = 1): Break {
  return (text) => {
    const lines = text.split('\n').map((line) => line.split(','));
    const at = lines[0]?.indexOf(column) ?? -1;
    assert(at >= 0, column);
    return lines.map((cells, index) => (index === row ? cells.with(at, value) : cells).join(',')).join('\n');
  };
}

const line = (row: number, change: (text: string) => string): Break => (text) =>
  text.split('\n').flatMap((each, index) => (index === row ? [change(each)] : [each])).join('\n');

const same: Break = (text) => text;
const inLoans = (change: Break) => ({ 'loans.csv': change });
const loanCell = (column: string, value: string) => inLoans(cell(column, value));

interface Case {
  readonly code: ProblemCode;
  readonly broken: Readonly<Record<string, Break>>;
  readonly mapping?: Break;
  readonly at: readonly [file: string, row: number, column: string | null, value?: string];
}

const severalRows: Break = (text) => text.replace('"main": "loans",', '"main": "loans", "severalRowsPerLoan": true,');

const cases: readonly Case[] = [
  { code: 'row_column_count_wrong', broken: inLoans(line(1, (text) => `${text},more`)), at: ['loans.csv', 2, null] },
  { code: 'row_column_count_wrong', broken: { 'schedule.csv': line(1, (text) => `${text},more`) }, at: ['schedule.csv', 2, null] },
  { code: 'key_missing', broken: loanCell('合同编号', ''), at: ['loans.csv', 2, '合同编号'] },
  { code: 'row_without_loan', broken: { 'schedule.csv': cell('合同编号', 'SYN999', 2) }, at: ['schedule.csv', 3, '合同编号', 'SYN999'] },
  { code: 'duplicate_reference', broken: inLoans((text) => `${text}${text.split('\n')[1]}\n`), at: ['loans.csv', 2, '合同编号'] },
  {
    code: 'rows_disagree',
    broken: inLoans((text) => `${text}${cell('借款人姓名', '例子')(text).split('\n')[1]}\n`),
    mapping: severalRows,
    at: ['loans.csv', 3, '借款人姓名', '例*'],
  },
  { code: 'value_missing', broken: loanCell('借款人姓名', '无'), at: ['loans.csv', 2, '借款人姓名'] },
  { code: 'value_not_allowed', broken: loanCell('合同SHA256', 'abc'), at: ['loans.csv', 2, '合同SHA256', 'abc'] },
  { code: 'value_not_allowed', broken: { 'schedule.csv': cell('期次', '1', 2) }, at: ['loans.csv', 2, null] },
  { code: 'amount_unreadable', broken: loanCell('借款金额(元)', '一万'), at: ['loans.csv', 2, '借款金额(元)', '一万'] },
  { code: 'amount_finer_than_fen', broken: { 'schedule.csv': cell('应还利息(元)', '1.005', 2) }, at: ['schedule.csv', 3, '应还利息(元)', '1.005'] },
  { code: 'day_unreadable', broken: loanCell('放款日期', '2025-02-30'), at: ['loans.csv', 2, '放款日期', '2025-02-30'] },
  { code: 'instant_unreadable', broken: loanCell('借款人签署时间', 'noon'), at: ['loans.csv', 2, '借款人签署时间', 'noon'] },
  { code: 'rate_unreadable', broken: loanCell('年利率', '月息1分'), at: ['loans.csv', 2, '年利率', '月息1分'] },
  { code: 'count_unreadable', broken: { 'schedule.csv': cell('期次', '一', 1) }, at: ['schedule.csv', 2, '期次', '一'] },
  { code: 'choice_unknown', broken: loanCell('约定书面审理', '?'), at: ['loans.csv', 2, '约定书面审理', '?'] },
  { code: 'identity_number_lost_digits', broken: loanCell('身份证号', '1.10105E+17'), at: ['loans.csv', 2, '身份证号'] },
  { code: 'identity_number_malformed', broken: loanCell('身份证号', '123'), at: ['loans.csv', 2, '身份证号'] },
  { code: 'identity_number_birth_date_impossible', broken: loanCell('身份证号', '999900199002300011'), at: ['loans.csv', 2, '身份证号'] },
  { code: 'identity_number_check_digit_wrong', broken: loanCell('身份证号', '110105194912310021'), at: ['loans.csv', 2, '身份证号', '1101************21'] },
  { code: 'borrower_under_age', broken: loanCell('身份证号', '999900201001010014'), at: ['loans.csv', 2, '身份证号'] },
  { code: 'lender_is_borrower', broken: loanCell('借款人姓名', '示例小额贷款有限公司'), at: ['loans.csv', 2, '借款人姓名'] },
  { code: 'disbursed_before_signing', broken: loanCell('签约日期', '2025-12-31'), at: ['loans.csv', 2, '放款日期'] },
  { code: 'due_before_disbursement', broken: { 'schedule.csv': cell('应还日期', '2024-01-01', 1) }, at: ['schedule.csv', 2, '应还日期', '2024-01-01'] },
  { code: 'repayment_before_disbursement', broken: { 'repayments.csv': cell('还款日期', '2024-01-01', 1) }, at: ['repayments.csv', 2, '还款日期', '2024-01-01'] },
  { code: 'schedule_does_not_sum', broken: { 'schedule.csv': cell('应还本金(元)', '1.00', 1) }, at: ['loans.csv', 2, '借款金额(元)'] },
  { code: 'disbursed_less_than_principal', broken: loanCell('放款金额(元)', '1.00'), at: ['loans.csv', 2, '借款金额(元)'] },
  { code: 'entry_number_conflict', broken: { 'repayments.csv': cell('流水号', 'HK00000101', 2) }, at: ['repayments.csv', 3, '流水号', 'HK00000101'] },
  { code: 'repayments_short_of_total', broken: loanCell('累计还款金额(元)', '1.00'), at: ['loans.csv', 2, '累计还款金额(元)', '1.00'] },
  {
    code: 'clause_names_other_institution',
    broken: {},
    mapping: (text) => text.replace('"institution": { "constant": "沙箱仲裁委员会" }', '"institution": { "constant": "别处仲裁委员会" }'),
    at: ['loans.csv', 2, null],
  },
  { code: 'entry_repeated', broken: { 'repayments.csv': (text) => `${text}${text.split('\n')[1]}\n` }, at: ['repayments.csv', 7, '流水号', 'HK00000101'] },
  { code: 'uscc_check_character_wrong', broken: {}, mapping: (text) => text.replace('91999999MA0000001N', '91999999MA0000001M'), at: ['loans.csv', 2, null] },
  { code: 'mobile_malformed', broken: loanCell('手机号', '010-1234'), at: ['loans.csv', 2, '手机号'] },
  { code: 'signature_after_disbursement', broken: loanCell('借款人签署时间', '2026-01-01 08:00:00'), at: ['loans.csv', 2, '借款人签署时间'] },
  { code: 'no_agreed_address', broken: inLoans((text) => ['送达邮箱', '送达手机', '手机号'].reduce((all, column) => cell(column, '')(all), text)), at: ['loans.csv', 2, '送达邮箱'] },
  { code: 'no_attached_file', broken: {}, mapping: (text) => text.replace(/"files": \[[\s\S]*\]/, '"files": []'), at: ['loans.csv', 2, null] },
];

for (const { code, broken, mapping, at: [file, row, column, value] } of cases) {
  test(`${code} is found in ${file}, row ${row}, ${column ?? 'the row as a whole'}`, async () => {
    const files = Object.fromEntries(Object.entries(generateSample(1)).map(([name, text]) => [name, (broken[name] ?? same)(text)]));
    const results = await resultsOf(files, mappingWith(mapping ?? same));
    const problems = results.flatMap((result) => (result.kind === 'loan' ? result.warnings : result.problems));
    const found = problems.find((each) => each.code === code);
    assert(found, JSON.stringify(problems));
    assert.deepEqual([found.file, found.row, found.column], [file, row, column]);
    if (value !== undefined) assert.equal(found.value, value);
    assert.equal(results.some(({ kind }) => kind === 'loan'), problems.every(({ severity }) => severity === 'warning'));
  });
}

test('every code of the table is met by a case above', () => {
  assert.deepEqual(new Set(cases.map(({ code }) => code)), new Set(Object.keys(problemTable)));
});

test('a whole loan is taken as the export has it', async () => {
  const [result, ...others] = await resultsOf(generateSample(1));
  assert.equal(others.length, 0);
  assert(result?.kind === 'loan');
  const { loan, warnings } = result;
  assert.deepEqual(warnings, []);
  assert.equal(loan.reference, 'SYN2025000001');
  assert.deepEqual(loan.contract.overdueRate, { value: '0.234', per: 'year' });
  assert.equal(loan.schedule.length, 6);
  assert.equal(loan.repayments.length, 5);
  assert.equal(loan.repayments[0]?.amountFen, 526576n);
  assert.equal(loan.acceleration?.noticedOn.toString(), '2026-02-18');
  assert.deepEqual(loan.sources.map(({ file, rows }) => [file, rows]), [
    ['loans.csv', [2]],
    ['schedule.csv', [2, 3, 4, 5, 6, 7]],
    ['repayments.csv', [2, 3, 4, 5, 6]],
  ]);
});

test('a bad row does not block the others', async () => {
  const files = generateSample(3);
  const broken = { ...files, 'loans.csv': cell('身份证号', '123', 2)(files['loans.csv'] ?? '') };
  assert.deepEqual((await resultsOf(broken)).map(({ kind }) => kind), ['loan', 'reject', 'loan']);
});

test('rows of other tables go with a loan that the mapping sets aside', async () => {
  const only = mappingWith((text) => text.replace('"main": "loans",', '"main": "loans", "where": [{ "column": "合同编号", "in": ["SYN2025000002"] }],'));
  const intake = await take(generateSample(3), only);
  assert(intake.ok);
  assert.equal(intake.value.rowsSetAside, 2);
  assert.deepEqual([...intake.value.results].map(({ kind }) => kind), ['loan']);
});

test('whole inputs are refused by name', async () => {
  const files = generateSample(1);
  const { 'repayments.csv': repayments = '', ...two } = files;
  const refusals = [
    await take(two),
    await take({ ...files, 'borrowers.csv': 'x\n1\n' }),
    await take({ ...files, 'repayments.csv': '' }),
    await take({ ...files, 'repayments.csv': repayments.replace('流水号', '流水') }),
  ].map((intake) => (intake.ok ? null : intake.refusal));
  assert.deepEqual(refusals.map((refusal) => refusal?.code), ['file_missing', 'file_unexpected', 'file_empty', 'mapping_names_missing_column']);
  assert.deepEqual(refusals[3]?.detail, { file: 'repayments.csv', missing: ['流水号'], columns: ['合同编号', '流水', '还款日期', '还款金额(元)'] });
});
