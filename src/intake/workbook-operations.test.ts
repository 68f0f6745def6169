import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Excel from 'exceljs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';
import { readWorkbook, sheetsNamed, workbookLayout, workbookSheets } from './workbook-operations.ts';
import { writeWorkbook } from './workbook-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
after(() => rmSync(folder, { recursive: true }));
let count = 0;

function received(bytes: Uint8Array): ReceivedFile {
  const path = join(folder, `${String((count += 1))}.xlsx`);
  writeFileSync(path, bytes);
  return { name: '贷款.xlsx', path, kind: 'workbook', bytes: bytes.length, sha256: '' };
}

async function rowsOf(file: ReceivedFile, sheet?: string): Promise<readonly RawRow[]> {
  return (await Array.fromAsync(readWorkbook(file, { sheet }))).flat();
}

async function refusalOf(file: ReceivedFile, sheet?: string): Promise<unknown> {
  try {
    await rowsOf(file, sheet);
  } catch (error) {
    assert.ok(error instanceof Unreadable, String(error));
    return error.refusal;
  }
  return null;
}

const head = '<?xml version="1.0"?>';
const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const parts = {
  '_rels/.rels': `${head}<Relationships ${relationships}><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships ${relationships}><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/one.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="shared.xml"/></Relationships>`,
  'xl/shared.xml': `${head}<sst><si><t>甲</t></si><si><r><t xml:space="preserve">乙 </t></r><r><t>丙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si></sst>`,
};

/** A workbook whose one sheet has the given rows; other parts can be replaced, or taken out. */
function raw(rows: string, others: Record<string, string | undefined> = {}): ReceivedFile {
  const all: Record<string, string | undefined> = { ...parts, 'xl/worksheets/one.xml': `${head}<worksheet><sheetData>${rows}</sheetData></worksheet>`, ...others };
  return received(zipSync(Object.fromEntries(Object.entries(all).flatMap(([name, xml]) => (xml === undefined ? [] : [[name, strToU8(xml)]])))));
}

async function workbookOf(fill: (workbook: Excel.Workbook) => void): Promise<ReceivedFile> {
  const workbook = new Excel.Workbook();
  fill(workbook);
  return received(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

test('a workbook as another program writes it', async () => {
  const file = await workbookOf((workbook) => {
    const secret = workbook.addWorksheet('隐藏', { state: 'hidden' });
    secret.addRow(['x']);
    const sheet = workbook.addWorksheet('贷款 2024');
    sheet.addRow(['某公司逾期贷款明细']);
    sheet.mergeCells('A1:C1');
    sheet.addRow([]);
    sheet.addRow(['合同编号', '证件号码', '放款日期', '放款时间', '年利率', '本金', '已还', '状态', '备注', '错误']);
    const row = sheet.addRow(['HT001', '999999199001011234', new Date(Date.UTC(2024, 0, 5)), new Date(Date.UTC(2024, 0, 5, 10, 20, 30)), 0.1525, 12345.600000000001]);
    row.getCell(3).numFmt = 'yyyy/m/d';
    row.getCell(4).numFmt = 'yyyy-mm-dd hh:mm:ss';
    row.getCell(5).numFmt = '0.00%';
    row.getCell(7).value = { formula: 'F4*2', result: 24691.2 };
    row.getCell(8).value = { formula: 'IF(TRUE,"逾期","")', result: '逾期' };
    row.getCell(9).value = { richText: [{ text: '甲' }, { font: { bold: true }, text: '乙' }] };
    row.getCell(10).value = { error: '#N/A' };
    sheet.getRow(7).getCell(12).value = true;
    sheet.getColumn(2).hidden = true;
    sheet.getRow(7).hidden = true;
  });
  assert.deepEqual(await workbookSheets(file), [
    { name: '隐藏', hidden: true },
    { name: '贷款 2024', hidden: false },
  ]);
  assert.deepEqual(await rowsOf(file), [
    { row: 1, cells: ['某公司逾期贷款明细'] },
    { row: 3, cells: ['合同编号', '证件号码', '放款日期', '放款时间', '年利率', '本金', '已还', '状态', '备注', '错误'] },
    { row: 4, cells: ['HT001', '999999199001011234', '2024-01-05', '2024-01-05 10:20:30', '15.25%', '12345.6', '24691.2', '逾期', '甲乙', '#N/A'] },
    { row: 7, cells: [...Array<string>(11).fill(''), 'TRUE'] },
  ]);
  assert.deepEqual(await rowsOf(file, '隐*'), [{ row: 1, cells: ['x'] }]);
  assert.deepEqual(await workbookLayout(file), { hiddenColumns: [1], hiddenRows: 1 });
  assert.deepEqual(await refusalOf(file, '还款'), { code: 'sheet_missing', detail: { file: '贷款.xlsx', sheet: '还款', sheets: ['隐藏', '贷款 2024'] } });
});

test('days are counted from 1904 where the workbook says so', async () => {
  const file = await workbookOf((workbook) => {
    workbook.properties.date1904 = true;
    workbook.addWorksheet('a').addRow([new Date(Date.UTC(2024, 0, 5))]).getCell(1).numFmt = 'yyyy-mm-dd';
  });
  assert.deepEqual(await rowsOf(file), [{ row: 1, cells: ['2024-01-05'] }]);
});

test('cells and rows stand where they say, or after the last', async () => {
  const file = raw(
    '<row><c t="s"><v>1</v></c><c><v>1.1010119900101123E+17</v></c><c t="inlineStr"><is><t>丁</t></is></c></row>' +
      '<row r="5"><c r="C5"><v>3</v></c><c r="A5" t="s"><v>0</v></c><c r="XFD5" s="0"/><c r="E5" t="inlineStr"><is><t> </t></is></c></row>' +
      '<row r="6"><c r="A6"/><c r="B6" t="inlineStr"><is><t>  </t></is></c></row><row><c t="b"><v>1</v></c><c t="d"><v>2024-01-05T00:00:00</v></c><c t="str"><f>"a"</f><v>a_x000D_</v></c></row>',
  );
  assert.deepEqual(await rowsOf(file), [
    { row: 1, cells: ['乙 丙', '1.1010119900101123E+17', '丁'] },
    { row: 5, cells: ['甲', '', '3', '', ' '] },
    { row: 7, cells: ['TRUE', '2024-01-05', 'a\r'] },
  ]);
});

test('broken workbooks are refused, with the place', async () => {
  const good = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const file = '贷款.xlsx';
  const whole = zipSync({ 'xl/worksheets/one.xml': strToU8('x'.repeat(10_000)) });
  const cases: readonly (readonly [ReceivedFile, unknown])[] = [
    [received(new Uint8Array()), { code: 'file_unreadable', detail: { file } }],
    [received(strToU8('PK\u0003\u0004 and no more')), { code: 'file_unreadable', detail: { file } }],
    [received(whole.subarray(0, whole.length - 30)), { code: 'file_unreadable', detail: { file } }],
    [raw(good, { 'xl/workbook.xml': undefined }), { code: 'file_unreadable', detail: { file, member: 'xl/workbook.xml' } }],
    [raw(good, { 'xl/worksheets/one.xml': undefined }), { code: 'file_unreadable', detail: { file, member: 'xl/worksheets/one.xml' } }],
    [raw(good, { 'xl/shared.xml': '<sst><si>' }), { code: 'file_unreadable', detail: { file, member: 'xl/shared.xml' } }],
    [raw(good, { 'xl/_rels/workbook.xml.rels': undefined }), { code: 'sheet_missing', detail: { file, sheet: '', sheets: [] } }],
    [raw(`${good}<row r="2"><c`), { code: 'file_unreadable', detail: { file, sheet: '一', row: 2 } }],
    [raw(`${good}<row r="2"><c t="s"><v>2</v></c></row>`), { code: 'file_unreadable', detail: { file, sheet: '一', row: 2 } }],
    [raw('<row r="0"/>'), { code: 'file_unreadable', detail: { file, sheet: '一', row: 0 } }],
    [raw('<row r="1048577"/>'), { code: 'file_unreadable', detail: { file, sheet: '一', row: 0 } }],
    [raw(`${good}<row r="2"><c r="XFD2"><v>1</v></c></row>`), { code: 'file_too_wide', detail: { file, sheet: '一', row: 2 } }],
    [raw(`<row r="1">${'<c><v>1</v></c>'.repeat(10_001)}</row>`), { code: 'file_too_wide', detail: { file, sheet: '一', row: 1 } }],
    [raw(`<row r="1"><c t="str"><v>${'a'.repeat(1_000_001)}</v></c></row>`), { code: 'file_too_wide', detail: { file, sheet: '一', row: 1 } }],
    [
      raw(good, { 'xl/worksheets/one.xml': `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]><worksheet><sheetData>&c;</sheetData></worksheet>` }),
      { code: 'file_unreadable', detail: { file, sheet: '一', row: 0 } },
    ],
    [raw(good, { 'xl/workbook.xml': ' '.repeat(50_000_001) }), { code: 'archive_too_large', detail: { file, member: 'xl/workbook.xml' } }],
    [raw(good, { '_rels/.rels': parts['_rels/.rels'].replace('workbook.xml', 'workbook.bin') }), { code: 'file_kind_unsupported', detail: { file } }],
  ];
  for (const [index, [broken, refusal]] of cases.entries()) {
    assert.deepEqual(await refusalOf(broken), refusal, `case ${String(index)}`);
  }
});

test('bytes that do not unpack are refused with the row that was reached', async () => {
  const file = await workbookOf((workbook) => {
    const sheet = workbook.addWorksheet('a');
    for (let row = 0; row < 3000; row += 1) {
      sheet.addRow([row, Math.sin(row)]);
    }
  });
  const bytes = readFileSync(file.path);
  const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 30_000;
  bytes.fill(0xff, at, at + 2000);
  const refusal = (await refusalOf(received(bytes))) as { code: string; detail: { row: number } };
  assert.equal(refusal.code, 'file_unreadable');
  assert.ok(refusal.detail.row > 1 && refusal.detail.row < 3000);
});

test('a part that is longer or shorter than the ZIP says is refused', async () => {
  for (const change of [-5, 5]) {
    const bytes = readFileSync(raw('<row><c><v>1</v></c></row>').path);
    // In the directory, a name stands 46 bytes behind the begin of its record, the size unpacked 24.
    const record = bytes.lastIndexOf('xl/worksheets/one.xml') - 46;
    bytes.writeUInt32LE(bytes.readUInt32LE(record + 24) + change, record + 24);
    assert.deepEqual(await refusalOf(received(bytes)), { code: 'file_unreadable', detail: { file: '贷款.xlsx', sheet: '一', row: change < 0 ? 0 : 1 } });
  }
});

test('sheets are named with wildcards', () => {
  const sheets = ['一月', '二月', '说明 (旧)'].map((name, index) => ({ name, hidden: index === 0 }));
  const named = (name: string | undefined): readonly string[] => sheetsNamed(sheets, name).map((sheet) => sheet.name);
  assert.deepEqual([named(undefined), named('*月'), named('说明 (*)'), named('.*'), named(' 二月 ')], [['二月'], ['一月', '二月'], ['说明 (旧)'], [], ['二月']]);
});

test('what is written is read again, by us and by another program', async () => {
  const cells = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 5 }), { maxLength: 5 });
  const odd = [['=HYPERLINK("x")', '999999199001011234', '0012', '_x0041_ _x000D_', 'a\r\nb\tc', '\u0000\u001f\uffff', ' ', '&lt;<>"\'', '1,5']];
  await fc.assert(
    fc.asyncProperty(cells, async (rows) => {
      const file = received(Buffer.concat(await Array.fromAsync(writeWorkbook([{ name: 'a', rows: [rows, odd] }]))));
      const expected = [...rows, ...odd].map((row) => row.slice(0, row.findLastIndex((text) => text !== '') + 1));
      assert.deepEqual(
        await rowsOf(file),
        expected.map((row, index) => ({ row: index + 1, cells: row })).filter((row) => row.cells.some((text) => text.trim() !== '')),
      );
    }),
    { numRuns: 30 },
  );
  const sheets = ['还款', '还款', "a/b:'*", '', 'x'.repeat(40)].map((name) => ({ name, rows: [odd] }));
  const bytes = Buffer.concat(await Array.fromAsync(writeWorkbook(sheets)));
  assert.deepEqual(bytes, Buffer.concat(await Array.fromAsync(writeWorkbook(sheets))));
  const workbook = new Excel.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  assert.deepEqual(workbook.worksheets.map((sheet) => sheet.name), ['还款', '还款 (2)', 'a b', 'Sheet', 'x'.repeat(31)]);
  const first = workbook.getWorksheet('还款');
  assert.ok(first);
  assert.equal(first.getCell('B1').value, '999999199001011234');
  assert.equal(first.getCell('A1').value, '=HYPERLINK("x")');
  assert.equal(first.getCell('A1').numFmt, '@');
});
