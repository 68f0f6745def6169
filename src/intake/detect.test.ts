import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delimiterOf, encodingOf, firstRows, headerOf } from './detect.ts';

const text = '合同编号,姓名\nHT1,例甲\n';
const gb18030 = Buffer.from('bacfcdacb1e0bac52cd0d5c3fb0a', 'hex');

test('encodings by mark, and without one', () => {
  const utf16 = Buffer.from(text.repeat(3), 'utf16le');
  const cases = [
    [Buffer.from(text), 'utf-8'],
    [Buffer.from(text).subarray(0, 4), 'utf-8'],
    [Buffer.from(`\ufeff${text}`), 'utf-8'],
    [Buffer.from('a,b\n'), 'utf-8'],
    [Buffer.alloc(0), 'utf-8'],
    [gb18030, 'gb18030'],
    [gb18030.subarray(0, 5), 'gb18030'],
    [Buffer.from('84319533', 'hex'), 'gb18030'],
    [utf16, 'utf-16le'],
    [Buffer.from(utf16).swap16(), 'utf-16be'],
    [Buffer.from('\ufeff甲', 'utf16le'), 'utf-16le'],
    [Buffer.from('\ufeff甲', 'utf16le').swap16(), 'utf-16be'],
  ] as const;
  for (const [bytes, encoding] of cases) assert.equal(encodingOf(bytes), encoding, bytes.toString('hex'));
});

test('delimiters, with titles above and commas within', () => {
  const cases = [
    ['a,b,c\n1,2,3\n', ','],
    ['a\tb\n1,5\t2,5\n', '\t'],
    ['a;b;c\n1,5;2,5;3\n1,5;2;3\n', ';'],
    ['a|b\n"1,2"|3,4\n', '|'],
    ['贷款清单\n导出日期：2025-01-01\n合同,姓名,金额\n1,2,3\n4,5,6\n7,8,9\n', ','],
    ['合同编号\nHT1\n', ','],
    ['a,b\n1,杭州,西湖\n2,x\n3,y\n', ','],
    ['', ','],
  ] as const;
  for (const [sample, delimiter] of cases) assert.equal(delimiterOf(sample), delimiter, sample);
});

test('the header, below titles and over two rows', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['合同编号,姓名,金额\nHT1,例甲,100\n', { headerRow: 1, headerRows: 1 }],
    ['\n贷款清单,,\n,,\n合同编号,姓名,金额\nHT1,例甲,100\n', { headerRow: 4, headerRows: 1 }],
    ['贷款清单\n单位：元,,截至,2025-01-01\n合同编号,姓名,金额,日期\nHT1,例甲,100,2025-01-01\n', { headerRow: 3, headerRows: 1 }],
    ['合同编号,放款,,备注\n,金额,日期,\nHT1,100,2025-01-01,无\n', { headerRow: 1, headerRows: 2 }],
    ['合同编号,姓名,,金额\nHT1,例甲,x,100\n', { headerRow: 1, headerRows: 1 }],
    ['合同编号\nHT1\nHT2\n', { headerRow: 1, headerRows: 1 }],
    ['1,2,3\n4,5,6\n', null],
    ['HT1,2025-01-01,100.00,是\n', null],
    ['', null],
  ];
  for (const [sample, header] of cases) assert.deepEqual(headerOf(firstRows(sample, ',')), header, sample);
});
