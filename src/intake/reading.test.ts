/** The sample mapping over a sample of one loan, broken in one place at a time. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateSample } from '../../scripts/generate-sample.ts';
import { loanFileSchema } from '../claims/index.ts';
import { canonicalText } from '../kernel/index.ts';
import { residentIdCheckDigit } from '../parties/index.ts';
import { problemTable, readMapping, type Mapping, type ProblemCode } from './index.ts';
import { resultsOf, takeFiles } from './intake.fixture.ts';

type Break = (text: string) => string;

const sampleMapping = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'sample', 'mapping.json'), 'utf8');

function mappingWith(change: Break): Mapping {
  const mapping = readMapping(change(sampleMapping));
  assert(mapping.ok, JSON.stringify(mapping));
  return mapping.value;
}

const plain = mappingWith((same) => same);

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
  readonly asOf?: string;
  readonly at: readonly [file: string, row: number, column: string | null, value?: string];
}

const severalRows: Break = (text) => text.replace('"main": "loans",', '"main": "loans", "severalRowsPerLoan": true,');

/** A schedule that lies years ahead. */
const laterYears: Break = (text) => text.replace(/,(20\d\d)-/g, (_, year: string) => `,${Number(year) + 5}-`);

const demandIn = (column: string): Break => (text) =>
  text.replace('"arbitration": {', `"demands": [{ "each": "loan", "on": { "column": "${column}", "as": "day" }, "channel": { "constant": "短信" }, "note": { "constant": null } }], "arbitration": {`);

/** The mapping with more rules for the contract. */
const inContract = (rules: string): Break => (text) => text.replace('"dayCount": { "constant": "actual_365" }', `"dayCount": { "constant": "actual_365" }, ${rules}`);

const termsFrom = (firstDueOn: string): Break =>
  inContract(
    `"terms": { "method": { "constant": "equal_instalments" }, "periods": { "column": "期数", "as": "count" }, "every": { "count": { "constant": 1 }, "unit": { "constant": "month" } },
      "startsOn": { "column": "放款日期", "as": "day" }, "firstDueOn": { "constant": "${firstDueOn}" }, "monthEnd": { "constant": "same_day" }, "interestBy": { "constant": "period" },
      "rounding": { "constant": "half_up" }, "feeFen": { "constant": "0" } }`,
  );

const rateOf = (value: string): Break => (text) => text.replace('"rate": { "column": "年利率", "as": "rate", "written": "percent", "per": "year" }', `"rate": { "constant": { "value": "${value}", "per": "year" } }`);

/** The first number of a woman born in 1990 that ends in 000 with a right check digit. */
const endingInZeros = Array.from({ length: 365 }, (_, day) => Temporal.PlainDate.from('1990-01-01').add({ days: day }).toString().replaceAll('-', ''))
  .map((bornOn) => `999900${bornOn}000`)
  .filter((first17) => residentIdCheckDigit(first17) === '0')
  .map((first17) => `${first17}0`)[0] ?? '';

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
  { code: 'formula_in_cell', broken: loanCell('借款人姓名', '=A1'), at: ['loans.csv', 2, '借款人姓名'] },
  { code: 'amount_negative', broken: loanCell('借款金额(元)', '-5.00'), at: ['loans.csv', 2, '借款金额(元)', '-5.00'] },
  { code: 'rate_out_of_range', broken: loanCell('年利率', '1560'), at: ['loans.csv', 2, '年利率', '1560'] },
  { code: 'rate_out_of_range', broken: {}, mapping: rateOf('15'), at: ['loans.csv', 2, null] },
  { code: 'rate_implausible', broken: loanCell('年利率', '156%/年'), at: ['loans.csv', 2, '年利率', '156%/年'] },
  { code: 'overdue_rate_given_twice', broken: {}, mapping: inContract('"overdueUplift": { "constant": "0.5" }'), at: ['loans.csv', 2, null] },
  {
    code: 'overdue_uplift_implausible',
    broken: loanCell('送达邮箱', '150%'),
    mapping: (text) => inContract('"overdueUplift": { "column": "送达邮箱", "as": "uplift", "written": "percent" }')(text).replace(/"overdueRate": \{[^}]*\}/, '"overdueRate": { "constant": null }'),
    at: ['loans.csv', 2, '送达邮箱'],
  },
  { code: 'reversal_without_payment', broken: { 'repayments.csv': cell('还款金额(元)', '-5265.76', 2) }, mapping: (text) => text.replace(/"repaymentsTotalFen".*\n/, ''), at: ['repayments.csv', 3, '还款金额(元)', '-5265.76'] },
  { code: 'first_due_before_start', broken: {}, mapping: termsFrom('2025-04-08'), at: ['loans.csv', 2, null] },
  { code: 'schedule_differs_from_terms', broken: { 'schedule.csv': cell('应还利息(元)', '377.77', 2) }, mapping: termsFrom('2025-05-08'), at: ['schedule.csv', 3, '应还利息(元)', '377.77'] },
  { code: 'rate_very_low', broken: loanCell('年利率', '0.156'), at: ['loans.csv', 2, '年利率', '0.156'] },
  {
    code: 'term_in_other_unit',
    broken: loanCell('送达邮箱', '6天'),
    mapping: (text) => text.replace('"signedOn": { "column": "签约日期", "as": "day" }', '"signedOn": { "column": "签约日期", "as": "day", "plusMonths": "送达邮箱" }'),
    at: ['loans.csv', 2, '签约日期'],
  },
  {
    code: 'lender_and_borrower_share_phone',
    broken: loanCell('手机号', '13800000000'),
    mapping: (text) => text.replace('"lender": {', '"lender": { "phone": { "constant": "138 0000 0000" },'),
    at: ['loans.csv', 2, '手机号', '138****0000'],
  },
  { code: 'day_impossible', broken: loanCell('签约日期', '1900-01-01'), at: ['loans.csv', 2, '签约日期', '1900-01-01'] },
  { code: 'schedule_days_not_ascending', broken: { 'schedule.csv': cell('应还日期', '2027-01-01', 1) }, at: ['schedule.csv', 3, '应还日期'] },
  { code: 'accelerated_before_disbursement', broken: loanCell('提前到期通知日', '2024-01-01'), at: ['loans.csv', 2, '提前到期通知日', '2024-01-01'] },
  { code: 'accelerated_before_due', broken: { ...loanCell('提前到期通知日', '2026-02-18'), 'schedule.csv': laterYears }, at: ['loans.csv', 2, '提前到期通知日'] },
  { code: 'demand_before_disbursement', broken: loanCell('送达邮箱', '2024-01-01'), mapping: demandIn('送达邮箱'), at: ['loans.csv', 2, '送达邮箱'] },
  { code: 'day_after_as_of', broken: {}, asOf: '2025-03-01', at: ['loans.csv', 2, '签约日期'] },
  { code: 'dispute_not_arisen', broken: { ...loanCell('提前到期通知日', ''), 'schedule.csv': laterYears }, asOf: '2026-03-02', at: ['schedule.csv', 2, '应还日期'] },
  { code: 'limitation_may_have_run', broken: {}, asOf: '2036-03-02', at: ['loans.csv', 2, null] },
  { code: 'clause_agreed_after_default', broken: loanCell('送达邮箱', '2026-02-20'), mapping: (text) => text.replace('"agreedOn": { "column": "签约日期"', '"agreedOn": { "column": "送达邮箱"'), at: ['loans.csv', 2, '送达邮箱'] },
  { code: 'clause_names_several_institutions', broken: {}, mapping: (text) => text.replace('提交沙箱仲裁委员会', '提交沙箱仲裁委员会或者别处仲裁委员会'), at: ['loans.csv', 2, null] },
  { code: 'clause_arbitration_or_court', broken: {}, mapping: (text) => text.replace('提交沙箱仲裁委员会，', '提交沙箱仲裁委员会，也可以向人民法院起诉，'), at: ['loans.csv', 2, null] },
  { code: 'identity_number_ends_in_zeros', broken: loanCell('身份证号', endingInZeros), at: ['loans.csv', 2, '身份证号'] },
  { code: 'no_attached_file', broken: {}, mapping: (text) => text.replace(/"files": \[[\s\S]*\]/, '"files": []'), at: ['loans.csv', 2, null] },
];

for (const { code, broken, mapping, asOf, at: [file, row, column, value] } of cases) {
  test(`${code} is found in ${file}, row ${row}, ${column ?? 'the row as a whole'}`, async () => {
    const files = Object.fromEntries(Object.entries(generateSample(1)).map(([name, text]) => [name, (broken[name] ?? same)(text)]));
    const results = await resultsOf(files, mappingWith(mapping ?? same), asOf ?? null);
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

test('an identity number that ends in zeros is taken when a person wrote it in groups', async () => {
  const inGroups = `${endingInZeros.slice(0, 6)} ${endingInZeros.slice(6, 14)} ${endingInZeros.slice(14)}`;
  const sample = generateSample(1);
  const [result] = await resultsOf({ ...sample, 'loans.csv': loanCell('身份证号', inGroups)['loans.csv'](sample['loans.csv'] ?? '') }, plain);
  assert(result?.kind === 'loan', JSON.stringify(result));
  assert.equal(result.file.borrower.identity.number, endingInZeros);
});

test('a whole loan is taken as the export has it', async () => {
  const [result, ...others] = await resultsOf(generateSample(1), plain);
  assert.equal(others.length, 0);
  assert(result?.kind === 'loan');
  const { file, warnings, rows } = result;
  assert.deepEqual(warnings, []);
  assert.equal(file.reference, 'SYN2025000001');
  assert.deepEqual(file.contract.overdueRate, { value: '0.234', per: 'year' });
  assert.equal(file.schedule.length, 6);
  assert.equal(file.repayments.length, 5);
  assert.equal(file.repayments[0]?.amountFen, '526576');
  assert.equal(file.acceleration?.noticedOn, '2026-02-18');
  assert.deepEqual(file.demands, []);
  assert.deepEqual(file.sources.map(({ file: name, rows: numbers }) => [name, numbers]), [
    ['loans.csv', [2]],
    ['schedule.csv', [2, 3, 4, 5, 6, 7]],
    ['repayments.csv', [2, 3, 4, 5, 6]],
  ]);
  assert.equal(rows.length, 1 + 6 + 5);
  assert.equal(rows[0]?.cells[0], 'SYN2025000001');
});

test('what the mapping does not say of a contract is as the schema has it, and what it says is taken', async () => {
  const [bare] = await resultsOf(generateSample(1), plain);
  assert(bare?.kind === 'loan');
  const { overdueUplift, compoundInterest, terms, charges } = bare.file.contract;
  assert.deepEqual([overdueUplift, compoundInterest, terms, charges], [null, false, null, []]);
  assert(bare.file.repayments.every(({ kind, reverses }) => kind === 'payment' && reverses === null));

  const files = generateSample(1);
  const [header = '', row = ''] = (files['loans.csv'] ?? '').split('\n');
  const more = { ...files, 'loans.csv': `${header},罚息上浮,复利,担保费\n${row},上浮30%,是,88.00\n` };
  const said = mappingWith((text) =>
    termsFrom('2025-05-08')(text)
      .replace(/"overdueRate": \{[^}]*\}/, '"overdueRate": { "constant": null }, "overdueUplift": { "column": "罚息上浮", "as": "uplift", "written": "percent" }, "compoundInterest": { "column": "复利", "as": "choice", "values": { "是": true, "否": false } }')
      .replace('"acceleration": {', '"charges": [{ "each": "loan", "on": { "column": "放款日期", "as": "day" }, "name": { "constant": "担保费" }, "payee": { "constant": "示例担保有限公司" }, "relation": { "constant": "related" }, "amountFen": { "column": "担保费", "as": "yuan" } }], "acceleration": {'),
  );
  const [full] = await resultsOf(more, said);
  assert(full?.kind === 'loan', JSON.stringify(full));
  assert.deepEqual(full.warnings.map(({ code }) => code), [], 'the schedule is the one of its terms');
  assert.equal(JSON.stringify(full.file), canonicalText(full.file));
  assert.deepEqual(full.file.contract.terms, {
    every: { count: 1, unit: 'month' }, feeFen: '0', firstDueOn: '2025-05-08', interestBy: 'period', method: 'equal_instalments', monthEnd: 'same_day', periods: 6, rounding: 'half_up', startsOn: '2025-04-08',
  });
  assert.deepEqual([full.file.contract.overdueUplift, full.file.contract.compoundInterest], ['0.3', true]);
  assert.deepEqual(full.file.contract.charges, [{ amountFen: '8800', name: '担保费', on: '2025-04-08', payee: '示例担保有限公司', relation: 'related' }]);

  const noTerms = await resultsOf({ ...more, 'loans.csv': cell('放款日期', '2025-04-08')(cell('期数', '')(more['loans.csv'])) }, said);
  assert.deepEqual(noTerms.map((result) => (result.kind === 'loan' ? 'loan' : result.problems.map(({ code, column }) => [code, column]))), [[['value_missing', '期数']]], 'terms that are said in part are not');
});

test('a payment is taken back by a row below zero, or by one whose kind says so; it may carry the number of the payment', async () => {
  const files = generateSample(1);
  const rows = (files['repayments.csv'] ?? '').trim().split('\n');
  const [, first = '', second = ''] = rows;
  const total: Break = (text) => text.replace(/"repaymentsTotalFen".*\n/, '');
  const below = await resultsOf({ ...files, 'repayments.csv': [...rows, first.replace('5265.76', '-5265.76')].join('\n') }, mappingWith(total));
  assert(below[0]?.kind === 'loan', JSON.stringify(below));
  assert.deepEqual(below[0].file.repayments.at(-1), { amountFen: '526576', kind: 'reversal', on: '2025-05-08', reverses: null, serialNo: 'HK00000101' });

  const kinds = mappingWith((text) =>
    total(text).replace('"serialNo": { "column": "流水号" }\n      }', '"serialNo": { "column": "流水号" }, "kind": { "column": "类型", "as": "choice", "values": { "还款": "payment", "冲正": "reversal" } }, "reverses": { "column": "原流水号" } }'),
  );
  const typed = [`${rows[0]},类型,原流水号`, `${first},还款,`, `${second},,`, 'SYN2025000001,CZ1,2025-06-09,5265.76,冲正,HK00000102'].join('\n');
  const [result] = await resultsOf({ ...files, 'repayments.csv': typed }, kinds);
  assert(result?.kind === 'loan', JSON.stringify(result));
  assert.deepEqual(result.file.repayments.map(({ kind, reverses, serialNo }) => [kind, reverses, serialNo]), [['payment', null, 'HK00000101'], ['payment', null, 'HK00000102'], ['reversal', 'HK00000102', 'CZ1']]);

  const net = await resultsOf({ ...files, 'loans.csv': cell('累计还款金额(元)', '21063.04')(files['loans.csv'] ?? ''), 'repayments.csv': [...rows, first.replace('5265.76', '-5265.76')].join('\n') }, plain);
  assert.deepEqual(net.map(({ kind }) => kind), ['loan'], 'what was taken back is not repaid in all');
});

test('every loan file is in the form of its schema, and its JSON is canonical as it stands', async () => {
  const results = await resultsOf(generateSample(120), plain);
  const files = results.flatMap((result) => (result.kind === 'loan' ? [result.file] : []));
  assert(files.length > 100);
  for (const file of files) {
    assert.equal(loanFileSchema.safeParse(file).success, true);
    assert.equal(JSON.stringify(file), canonicalText(file));
  }
});

test('a bad row does not block the others', async () => {
  const files = generateSample(3);
  const broken = { ...files, 'loans.csv': cell('身份证号', '123', 2)(files['loans.csv'] ?? '') };
  assert.deepEqual((await resultsOf(broken, plain)).map(({ kind }) => kind), ['loan', 'reject', 'loan']);
});

test('rows of other tables go with a loan that the mapping sets aside', async () => {
  const only = mappingWith((text) => text.replace('"main": "loans",', '"main": "loans", "where": [{ "column": "合同编号", "in": ["SYN2025000002"] }],'));
  const intake = await takeFiles(generateSample(3), only);
  assert(intake.ok);
  assert.equal(intake.value.rowsSetAside, 2);
  assert.deepEqual(intake.value.results.map(({ kind }) => kind), ['loan']);
});

test('a reference that is not the key is taken once', async () => {
  const byCertificate = mappingWith((text) => text.replace('"reference": { "column": "合同编号" }', '"reference": { "column": "放款凭证文件名" }'));
  const files = generateSample(3);
  const same = { ...files, 'loans.csv': cell('放款凭证文件名', 'a.pdf', 3)(cell('放款凭证文件名', 'a.pdf', 1)(files['loans.csv'] ?? '')) };
  const results = await resultsOf(same, byCertificate);
  assert.deepEqual(results.map(({ kind }) => kind), ['loan', 'loan', 'reject']);
  const [problem] = results[2]?.kind === 'reject' ? results[2].problems : [];
  assert.deepEqual([problem?.code, problem?.row, problem?.message.endsWith('also row 2')], ['duplicate_reference', 4, true]);
});

test('a borrower stands in a table of his own, for every loan he has', async () => {
  const files = generateSample(3);
  const lines = (files['loans.csv'] ?? '').trim().split('\n').map((each) => each.split(','));
  const [header = [], ...loans] = lines;
  const name = header.indexOf('借款人姓名');
  const numbered = [[...header, '客户号'], ...loans.map((cells, index) => [...cells.with(name, ''), index === 2 ? 'K2' : 'K1'])];
  const borrowers = '客户号,借款人姓名\nK1,例一\nK2,例二\nK3,例三\n';
  const mapping = mappingWith((text) =>
    text
      .replace('"sources": {', '"sources": { "borrowers": { "file": "borrowers.csv", "key": ["客户号"], "to": ["客户号"] },')
      .replaceAll('{ "column": "借款人姓名" }', '{ "column": "借款人姓名", "source": "borrowers" }'),
  );
  const results = await resultsOf({ ...files, 'loans.csv': numbered.map((cells) => cells.join(',')).join('\n'), 'borrowers.csv': borrowers }, mapping);
  assert.deepEqual(
    results.map((result) => (result.kind === 'loan' ? result.file.borrower.name : result.problems.map(({ code, file, row }) => [code, file, row]))),
    ['例一', '例一', '例二'],
    'a customer without a loan here is passed over',
  );
  const disagreeing = await resultsOf({ ...files, 'loans.csv': numbered.map((cells) => cells.join(',')).join('\n'), 'borrowers.csv': `${borrowers}K2,例四\n` }, mapping);
  const [problem] = disagreeing[2]?.kind === 'reject' ? disagreeing[2].problems : [];
  assert.deepEqual([problem?.code, problem?.file, problem?.row, problem?.value], ['rows_disagree', 'borrowers.csv', 5, '例*']);
});

test('a key that more rows carry than any loan has is refused, and their number holds nothing up', async () => {
  const files = generateSample(2);
  const [header = '', first = '', ...rest] = (files['repayments.csv'] ?? '').split('\n');
  const crowded = { ...files, 'repayments.csv': [header, ...Array.from({ length: 25_000 }, () => first), ...rest].join('\n') };
  const results = await resultsOf(crowded, plain);
  assert.deepEqual(results.map(({ kind }) => kind), ['reject', 'loan']);
  const [result] = results;
  assert(result?.kind === 'reject');
  assert.deepEqual(result.problems.map(({ code, row, column }) => [code, row, column]), [['value_not_allowed', 2, '合同编号']]);
  assert.match(result.problems[0]?.message ?? '', /25011 rows carry this key/);
  assert.equal(result.rows.length, 10_000);
});

test('whole inputs are refused by name', async () => {
  const files = generateSample(1);
  const { 'repayments.csv': repayments = '', ...two } = files;
  const refusals = await Promise.all(
    [
      two,
      { ...files, 'borrowers.csv': 'x\n1\n' },
      { ...files, 'repayments.csv': '' },
      { ...files, 'repayments.csv': repayments.replace('流水号', '流水') },
    ].map(async (each) => {
      const intake = await takeFiles(each, plain);
      return intake.ok ? null : intake.refusal;
    }),
  );
  assert.deepEqual(refusals.map((refusal) => refusal?.code), ['file_missing', 'file_unexpected', 'file_empty', 'mapping_names_missing_column']);
  assert.deepEqual(refusals[3]?.detail, { file: 'repayments.csv', missing: ['流水号'], columns: ['合同编号', '流水', '还款日期', '还款金额(元)'] });
});
