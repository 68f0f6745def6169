import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleBatch } from '../../test/sample-batch.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { recognise, type Layout, type SavedMapping } from './saved-mapping.ts';

const read = readMapping(sampleBatch(1).mapping);
assert(read.ok);
const mapping: Mapping = read.value;
const main = mapping.main;
const loans = ['合同编号', '借款人姓名', '身份证号', '手机号', '借款金额', '签约日期', '年利率', '到期日'];
const repayments = ['合同编号', '还款日期', '还款金额', '流水号'];
const layout: Layout = [{ source: main, columns: loans }, { source: 'repayments', columns: repayments }];

const savedAs = (name: string, day: string, of: Layout = layout): SavedMapping => ({
  name,
  version: 1,
  mapping,
  layout: of,
  savedAt: Temporal.Instant.from(`${day}T00:00:00Z`),
  savedBy: { personId: '-', name: '-' },
});

/** What was proposed for the files of another month, under names of its own. */
const proposed: Mapping = {
  ...mapping,
  sources: { contracts: { file: 'loans-2026-11.csv', encoding: 'gb18030', headerRow: 3, key: ['借款人姓名'] }, paid: { file: 'paid-2026-11.csv', key: ['还款日期'] } },
  main: 'contracts',
};
const seen = (loanColumns: readonly string[], repaymentColumns: readonly string[] = repayments): Layout => [
  { source: 'paid', columns: repaymentColumns },
  { source: 'contracts', columns: loanColumns },
];

test('a layout is recognised by its columns, in whatever order and under whatever file names', () => {
  const match = recognise([savedAs('other', '2026-01-01', [{ source: main, columns: ['a', 'b'] }]), savedAs('ours', '2026-01-01')], seen(loans.toReversed()), proposed);
  assert.equal(match?.saved.name, 'ours');
  assert.equal(match.drift, null);
});

test('what was saved keeps its names and keys, and is read from the files as they are now', () => {
  const match = recognise([savedAs('ours', '2026-01-01')], seen(loans), proposed);
  assert(match !== null);
  assert.deepEqual(match.mapping.sources[main], { file: 'loans-2026-11.csv', encoding: 'gb18030', headerRow: 3, key: mapping.sources[main]?.key });
  assert.equal(match.mapping.sources.repayments?.file, 'paid-2026-11.csv');
  assert.deepEqual(match.mapping.loan, mapping.loan);
});

test('a layout that drifted is recognised, and says which columns are gone and which are new', () => {
  const match = recognise([savedAs('ours', '2026-01-01')], seen(loans.filter((each) => each !== '手机号').concat('联系电话')), proposed);
  assert.deepEqual(match?.drift, { missing: [{ source: main, column: '手机号' }], added: [{ source: main, column: '联系电话' }] });
});

test('a table that is gone, or new, is a drift of all its columns', () => {
  const gone = recognise([savedAs('ours', '2026-01-01')], [{ source: 'contracts', columns: loans }], proposed);
  assert.deepEqual(gone?.drift?.missing, repayments.map((column) => ({ source: 'repayments', column })));
  const more = recognise([savedAs('ours', '2026-01-01')], [...seen(loans), { source: 'dunning', columns: ['催收日期'] }], proposed);
  assert.deepEqual(more?.drift, { missing: [], added: [{ source: 'dunning', column: '催收日期' }] });
});

test('another layout is not taken for a drifted one; of equals the latest is taken', () => {
  assert.equal(recognise([savedAs('ours', '2026-01-01')], seen(loans.slice(0, 3), ['还款日期']), proposed), null);
  assert.equal(recognise([], seen(loans), proposed), null);
  assert.equal(recognise([savedAs('old', '2026-01-01'), savedAs('new', '2026-02-01'), savedAs('older', '2025-01-01')], seen(loans), proposed)?.saved.name, 'new');
});
