import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnNames } from './headings.ts';

const named = (...rows: readonly (readonly string[])[]): readonly string[] => columnNames(rows.map((cells, index) => ({ row: index + 1, cells })));

test('names are trimmed, told apart, and made up by letter where there is none', () => {
  assert.deepEqual(named([' 合同\n编号 ', '金额', '', '金额', '金额', '']), ['合同 编号', '金额', '(C)', '金额 (2)', '金额 (3)', '(F)']);
  assert.equal(named(Array.from({ length: 703 }, () => '')).at(-1), '(AAA)');
  assert.deepEqual(named(['a (2)', 'a', 'a']), ['a (2)', 'a', 'a (3)']);
});

test('a merged cell names the columns under it, and no other', () => {
  assert.deepEqual(named(['合同编号', '放款', '', '备注', ''], ['', '金额', '日期', '', '']), ['合同编号', '放款/金额', '放款/日期', '备注', '(E)']);
  assert.deepEqual(named(['贷款', '', '', ''], ['放款', '', '还款', ''], ['日', '额', '日', '额']), ['贷款/放款/日', '贷款/放款/额', '贷款/还款/日', '贷款/还款/额']);
  assert.deepEqual(named(['合同编号', '姓名'], ['合同编号', '']), ['合同编号', '姓名']);
});
