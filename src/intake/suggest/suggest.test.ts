/** Proposals for exports that no lender has written, and what they must never do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMapping } from '../mapping.ts';
import { invented, inventedExports, table, type InventedExport } from './invented.fixture.ts';
import { pathOf, suggestMapping, type Suggestion } from './suggest.ts';
import type { SeenTable } from './shapes.ts';
import { interestByOf, lexicon, methodOf, repaymentKindOf } from './synonyms.ts';

const { day, identity, mobile, name, yuan } = invented;

function suggested(tables: readonly SeenTable[], profile: Parameters<typeof suggestMapping>[1] = null): Suggestion {
  const suggestion = suggestMapping(tables, profile);
  assert(suggestion !== null);
  return suggestion;
}

const ruleFor = ({ proposals }: Suggestion, field: string) => proposals.find((each) => pathOf(each.field) === field)?.rule as Readonly<Record<string, unknown>> | undefined;

/** The fields that were proposed otherwise than meant, with what was proposed. */
function missed({ tables, meant }: InventedExport): readonly string[] {
  const { proposals } = suggested(tables);
  return meant.flatMap(([field, column, reading = {}]) => {
    const proposed = proposals.find((each) => pathOf(each.field) === field);
    const [source, own] = column.includes('.') ? column.split('.') : ['loans', column];
    const rule: Readonly<Record<string, unknown>> = { ...proposed?.rule };
    const right = proposed?.source === source && proposed?.columns[0] === own && Object.entries(reading).every(([key, value]) => JSON.stringify(rule[key]) === JSON.stringify(value));
    return right ? [] : [`${field}: ${proposed?.source ?? '-'}.${JSON.stringify(proposed?.rule ?? null)}, not ${column} ${JSON.stringify(reading)}`];
  });
}

test('of the columns that invented exports mean, nine in ten are right at first', (t) => {
  let all = 0;
  let wrong = 0;
  for (const each of inventedExports) {
    const off = missed(each);
    all += each.meant.length;
    wrong += off.length;
    t.diagnostic(`${each.about}: ${each.meant.length - off.length} of ${each.meant.length}${off.map((line) => `\n    ${line}`).join('')}`);
  }
  t.diagnostic(`right at first: ${all - wrong} of ${all}, ${((100 * (all - wrong)) / all).toFixed(1)} %`);
  assert(inventedExports.length >= 12 && (all - wrong) / all >= 0.9, `${wrong} of ${all} wrong`);
});

test('a wrong proposal is not a sure one', () => {
  const swapped = table('loans.csv', { 合同编号: (n) => `H${n}`, 借款金额: (n) => day(n), 签约日期: () => '示例', 身份证号: yuan, 年利率: () => '待定' });
  for (const { field, confidence, columns } of suggested([swapped]).proposals) {
    if (columns.length > 0 && columns[0] !== '合同编号') assert(confidence < 0.6, `${field} from ${columns.join()} at ${confidence}`);
  }
});

test('what nobody supplies is null and missing; what the profile supplies is neither', () => {
  const loans = table('loans.csv', { 合同编号: (n) => `H${n}`, 借款金额: yuan, 签约日期: (n) => day(n), 到期日: (n) => day(n, 6) });
  const bare = suggested([loans]);
  assert.deepEqual(ruleFor(bare, 'borrower.name'), { constant: null });
  for (const field of ['borrower.name', 'borrower.identity.number', 'contract.rate', 'lender.name', 'lender.uscc', 'arbitration.clause', 'arbitration.institution', 'arbitration.writtenProcedure']) assert(bare.missing.includes(field), field);
  assert(!bare.missing.includes('borrower.mobile'), 'a loan file may do without');
  assert.deepEqual(ruleFor(bare, 'disbursements[].on'), { column: '签约日期', as: 'day' });
  assert((bare.proposals.find(({ field }) => field === 'disbursements.0.on')?.confidence ?? 1) <= 0.5);
  assert(bare.notes.some((note) => note.startsWith('no repayments were found')));

  const profile = { lender: { name: '示例公司', uscc: '91999999MA0000001N', kind: 'small_loan' as const, address: '示例市', legalRepresentative: '示例甲', licenceNo: null }, arbitration: { clause: '提交沙箱仲裁委员会在线书面审理', institution: '沙箱仲裁委员会' } };
  const said = suggested([loans], profile);
  assert.deepEqual(said.missing.toSorted(), ['borrower.identity.kind', 'borrower.identity.number', 'borrower.name', 'contract.rate']);
  assert.deepEqual([ruleFor(said, 'arbitration.writtenProcedure'), ruleFor(said, 'lender.kind')], [{ constant: true }, { constant: 'small_loan' }]);
});

test('terms are proposed where columns and profile say all of them, and not a part; a fee beside the schedule is remarked on', () => {
  const own = inventedExports.find(({ about }) => about.startsWith('a small-loan company: how each'));
  assert(own);
  const { mapping, notes } = suggested(own.tables);
  assert.equal(mapping.loan.contract.terms, undefined);
  assert(notes.some((note) => note.startsWith('还款方式: the schedule could be held')), notes.join('\n'));
  assert(notes.some((note) => note.startsWith('担保费: a fee paid beside')), notes.join('\n'));

  const terms = { every: { count: 1, unit: 'month' }, monthEnd: 'same_day', rounding: 'half_up', feeFen: '0' } as const;
  assert.deepEqual(suggested(own.tables, { contract: { terms } }).mapping.loan.contract.terms, {
    method: { column: '还款方式', as: 'choice', values: { 等额本息: 'equal_instalments', 先息后本: 'interest_first' } },
    periods: { column: '期数', as: 'count' },
    every: { count: { constant: 1 }, unit: { constant: 'month' } },
    startsOn: { column: '放款日期', as: 'day' },
    firstDueOn: { column: '首期还款日', as: 'day' },
    monthEnd: { constant: 'same_day' },
    interestBy: { column: '计息方式', as: 'choice', values: { 按期计息: 'period' } },
    rounding: { constant: 'half_up' },
    feeFen: { constant: '0' },
  });
  const { rounding: _, ...short } = terms;
  assert.equal(suggested(own.tables, { contract: { terms: short } }).mapping.loan.contract.terms, undefined);
});

test('ways to repay by their names, in Chinese and English', () => {
  const names = {
    equal_instalments: ['等额本息', '等额本息还款法', 'Equal instalments', 'annuity'],
    equal_principal: ['等额本金', 'equal principal'],
    flat_fee: ['等本等息', 'flat rate'],
    bullet: ['到期一次还本付息', '一次性还本付息', '利随本清', 'bullet'],
    interest_first: ['先息后本', '按月付息到期还本', '按月付息，到期一次还本', 'interest only'],
  };
  for (const [method, texts] of Object.entries(names)) for (const text of texts) assert.equal(methodOf(text), method, text);
  assert.equal(methodOf('随借随还'), null);
  assert.deepEqual(['按日计息', '按月计息', 'daily', '30/360'].map(interestByOf), ['day', 'period', 'day', null]);
  assert.deepEqual(['冲正', '退回', 'Reversal', '提前还款', '还款', '代扣'].map(repaymentKindOf), ['reversal', 'reversal', 'reversal', 'prepayment', 'payment', 'payment']);
});

test('only the rows of loans are read: refused applications and settled loans are set aside where the states say so', () => {
  const key = (n: number) => (n % 3 === 0 ? 'NA' : `L${n}`);
  const applications = suggested([table('a.csv', { loan_id: key, result_status: (n) => (n % 3 === 0 ? 'REFUSED' : 'PAID_OUT'), loan_amount: (n) => (n % 3 === 0 ? 'NA' : yuan(n)), issue_date: (n) => (n % 3 === 0 ? 'NA' : day(n)) })]);
  assert.deepEqual(applications.mapping.where, [{ column: 'result_status', in: ['PAID_OUT'] }]);
  assert.deepEqual(applications.mapping.empty, ['NA']);
  const states = suggested([table('b.csv', { 合同编号: (n) => `H${n}`, 借款金额: yuan, 放款日期: (n) => day(n), 贷款状态: (n) => ['正常', '逾期', '结清', '核销'][n % 4] ?? '' })]);
  assert.deepEqual(states.mapping.where, [{ column: '贷款状态', in: ['逾期', '核销'] }]);
  const unknown = suggested([table('c.csv', { 合同编号: (n) => `H${n}`, 借款金额: yuan, 放款日期: (n) => day(n), 贷款状态: (n) => ['甲', '逾期'][n % 2] ?? '' })]);
  assert.equal(unknown.mapping.where, undefined, 'a state that nobody knows may be one in default');
});

test('days that can be read both ways are not sure, and others are told by their evidence', () => {
  const dated = (cell: (n: number) => string) => suggested([table('d.csv', { loan_no: (n) => `L${n}`, amount: yuan, sign_date: cell })]).proposals.find(({ field }) => field === 'contract.signedOn');
  const both = dated((n) => `0${1 + (n % 9)}/0${1 + (n % 7)}/2025`);
  assert(both !== undefined && both.confidence < 0.75 && !both.settled);
  assert.equal((dated((n) => `${1 + (n % 28)}/${1 + (n % 12)}/2025`)?.rule as { form?: string }).form, 'day_month_year');
  assert.equal((dated((n) => `${1 + (n % 12)}/${1 + (n % 28)}/2025`)?.rule as { form?: string }).form, 'month_day_year');
});

test('one table cut into files is one source; a table that nothing ties to the loans is left out', () => {
  const loans = (month: string) => table(`loans-${month}.csv`, { 合同编号: (n) => `${month}${n}`, 借款金额: yuan, 放款日期: (n) => day(n), 年利率: () => '18%' });
  const stray = table('网点.csv', { 网点: (n) => `示例${n}`, 城市: () => '示例市' });
  const { mapping, sources, notes } = suggested([loans('202601'), stray, loans('202602')]);
  assert.equal(mapping.sources['loans']?.file, 'loans-20260*.csv');
  assert.deepEqual(sources, ['loans', null, 'loans']);
  assert(notes.some((note) => note.startsWith('网点.csv')));
});

test('papers whose names carry the number of a loan are read beside it', () => {
  const papers = ['合同/H1-合同.pdf', '合同/H10-合同.pdf', '凭证/H1_回单.pdf', '凭证/H10_回单.pdf', '说明.txt'].map((file) => [file]);
  const seen = table('papers', { name: () => '' }, 0, { file: '', kind: 'attachment', sample: papers });
  const { mapping } = suggested([table('loans.csv', { 合同编号: (n) => `H${n}`, 借款金额: yuan, 放款日期: (n) => day(n) }), seen]);
  assert.deepEqual([mapping.sources['papers'], mapping.sources['papers_2']], [{ file: '{key}-合同.pdf', key: ['key'] }, { file: '{key}_回单.pdf', key: ['key'] }]);
  assert.deepEqual(mapping.loan.files.map(({ each }) => each), ['papers', 'papers_2']);
});

test('what is shown of a person is masked', () => {
  const { columns } = suggested([table('loans.csv', { 合同编号: (n) => `H${n}`, 客户姓名: name, 证件号码: identity, 手机: mobile, x1: identity, 住址: (n) => `示例市示例区示例路${n}号`, 邮箱: (n) => `s${n}@borrowers.example` })]);
  const shown = columns.filter(({ column }) => column !== '合同编号').flatMap(({ samples }) => samples);
  assert(shown.length >= 15 && shown.every((text) => text.includes('*')), shown.join());
});

test('headers made of known words give a mapping that is valid, whatever stands under them', () => {
  const words = [...lexicon.keys()];
  const header = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('_'));
  const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', 'NA', '2025-03-01', '15%', '1e+05', '999999199001010011', '45000', '是', '=1+1', '-5'), fc.nat().map(String));
  const tables = fc.array(fc.tuple(fc.uniqueArray(header, { minLength: 1, maxLength: 8 }), fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { maxLength: 6 })), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(tables, (drawn) => {
      const seen = drawn.map(([columns, rows], index) => table(`t${index}.csv`, {}, 0, { columns, sample: rows.map((row) => row.slice(0, columns.length)) }));
      const { mapping, proposals } = suggested(seen);
      assert(readMapping(JSON.stringify(mapping)).ok);
      for (const { confidence, field } of proposals) assert(confidence >= 0 && confidence <= 1, field);
      assert.deepEqual(suggested(seen).mapping, mapping, 'the same files give the same proposal');
    }),
    { numRuns: 60 },
  );
});

test('no table, no proposal', () => assert.equal(suggestMapping([], null), null));
