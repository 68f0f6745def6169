import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachmentRows } from './attachments.ts';
import type { FileKind, ReceivedFile } from './table.ts';

const received = (name: string, kind: FileKind = 'attachment'): ReceivedFile => ({ name, path: '', kind, bytes: 7, sha256: 'ab' });

test('the key is where the pattern says, in a folder or without one', () => {
  const files = ['2025/HT-1.pdf', 'HT-2.PDF', 'HT-3.jpg', 'x/HT-4_身份证.png'].map((name) => received(name));
  const keys = (pattern: string): readonly unknown[] => attachmentRows(files, pattern).map(({ row, cells }) => [row, cells[0]]);
  assert.deepEqual(keys('{key}.pdf'), [[1, 'HT-1'], [2, 'HT-2']]);
  assert.deepEqual(keys('2025/{key}.pdf'), [[1, 'HT-1']]);
  assert.deepEqual(keys('{key}_*'), [[1, 'HT-4']]);
  assert.deepEqual(keys('{key}/{key}.pdf'), []);
});

test('what a paper is, is told by its name, the last part first', () => {
  const files = ['合同/HT1.pdf', '合同/HT1 身份证.jpg', 'HT1/放款凭证.png', 'HT1/还款流水.ofd', 'HT1/a.xyz', 'HT1/催收函.docx'].map((name) => received(name));
  assert.deepEqual(attachmentRows([...files, received('HT1/合同.csv', 'delimited')], '*{key}.*').map(({ cells }) => [cells[2], cells[3], cells[4], cells[5]]), [
    ['contract', 'application/pdf', '7', 'ab'],
    ['identity', 'image/jpeg', '7', 'ab'],
    ['disbursement_voucher', 'image/png', '7', 'ab'],
    ['repayment_record', 'application/ofd', '7', 'ab'],
    ['other', 'application/octet-stream', '7', 'ab'],
    ['collection_record', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '7', 'ab'],
  ]);
});
