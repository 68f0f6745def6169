/** Looking at files nobody has described, from their bytes to the mapping that reads them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { inspectFiles, type Inspection } from './inspect-operations.ts';
import { readLoanFiles } from './reading-operations.ts';
import { invented } from './suggest/invented.fixture.ts';
import type { InputFile } from './table.ts';
import { writeWorkbook } from './workbook-writer.ts';

const { day, identity, mobile, name, yuan } = invented;
const folder = await mkdtemp(join(tmpdir(), 'assize-inspect-test-'));
after(() => rm(folder, { recursive: true }));

let written = 0;
async function file(called: string, bytes: Uint8Array | string): Promise<InputFile> {
  const path = join(folder, `file-${(written += 1)}`);
  await writeFile(path, bytes);
  return { name: called, path };
}

async function within<T>(use: (own: string) => Promise<T>): Promise<T> {
  const own = await mkdtemp(join(folder, 'work-'));
  return use(own);
}

async function inspected(files: readonly InputFile[]): Promise<Inspection> {
  const inspection = await within((own) => inspectFiles(files, own, profile));
  assert(inspection.ok, JSON.stringify(inspection));
  return inspection.value;
}

const profile = {
  lender: { name: '示例小额贷款有限公司', uscc: '91999999MA0000001N', kind: 'small_loan', address: '示例市示例区示例路1号', legalRepresentative: '示例甲', licenceNo: null },
  arbitration: { clause: '因本合同引起的争议，提交沙箱仲裁委员会，在线书面审理。', institution: '沙箱仲裁委员会' },
} as const;

const numbers = Array.from({ length: 12 }, (_, n) => n);
const header = ['合同编号', '借款人姓名', '身份证号', '手机号', '借款金额(元)', '签约日期', '放款日期', '到期日', '年利率'];
const rows = numbers.map((n) => [`HT${n + 100}`, name(n), identity(n), mobile(n), yuan(n), day(n), day(n), day(n, 6), '18%']);
const paid = numbers.map((n) => [`HT${n + 100}`, `LS${n}`, day(n, 2), '100.00']);
const paidHeader = ['合同编号', '流水号', '还款日期', '还款金额'];

/** How many loan files the proposed mapping makes of the files, as it is. */
const loansOf = (files: readonly InputFile[], { mapping }: Inspection): Promise<number> =>
  within(async (own) => {
    const intake = await readLoanFiles(files, mapping, own);
    assert(intake.ok, JSON.stringify(intake));
    let loans = 0;
    for await (const results of intake.value.results) {
      for (const result of results) {
        assert(result.kind === 'loan', JSON.stringify(result));
        loans += 1;
      }
    }
    return loans;
  });

test('a workbook with titles above its table, and a second sheet', async () => {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook([{ name: '借款', rows: [[['逾期借款清单'], ['导出日期：2026年3月2日'], [], header, ...rows]] }, { name: '还款', rows: [[paidHeader, ...paid]] }])) pieces.push(piece);
  const files = [await file('逾期.xlsx', Buffer.concat(pieces))];
  const inspection = await inspected(files);
  assert.deepEqual(inspection.tables.map(({ source, part, headerRow, rowsSeen, whole }) => [source, part, headerRow, rowsSeen, whole]), [['loans', '借款', 4, 12, true], ['repayments', '还款', 1, 12, true]]);
  assert.deepEqual([inspection.mapping.sources['loans']?.headerRow, inspection.missing], [4, []]);
  assert.equal(await loansOf(files, inspection), 12);
});

test('UTF-16 and semicolons', async () => {
  const text = [header, ...rows].map((cells) => cells.join(';')).join('\r\n');
  const files = [await file('loans.csv', Buffer.from(`\ufeff${text}`, 'utf16le'))];
  const inspection = await inspected(files);
  assert.deepEqual(inspection.tables.map(({ encoding, delimiter, columns }) => [encoding, delimiter, columns.length]), [['utf-16le', ';', 9]]);
  assert.equal(await loansOf(files, inspection), 12);
});

test('a ZIP of tables and papers named by contract', async () => {
  const csv = (cells: readonly (readonly string[])[]) => Buffer.from(cells.map((row) => row.join(',')).join('\n'));
  const papers = Object.fromEntries(numbers.map((n) => [`合同/HT${n + 100}_借款合同.pdf`, Buffer.from(`%PDF-1.7 ${n}`)]));
  const files = [await file('all.zip', zipSync({ 'loans.csv': csv([header, ...rows]), 'repayments.csv': csv([paidHeader, ...paid]), ...papers }))];
  const inspection = await inspected(files);
  assert.deepEqual(inspection.tables.map(({ source, kind }) => [source, kind]), [['loans', 'delimited'], ['repayments', 'delimited'], ['papers', 'attachment']]);
  assert.equal(inspection.mapping.sources['papers']?.file, '{key}_借款合同.pdf');
  assert.equal(await loansOf(files, inspection), 12);
});

test('JSON with loans and what was paid in each', async () => {
  const record = (names: readonly string[], cells: readonly string[]) => Object.fromEntries(names.map((each, at) => [each, cells[at]]));
  const files = [await file('export.json', JSON.stringify({ loans: rows.map((cells) => record(header, cells)), payments: paid.map((cells) => record(paidHeader, cells)) }))];
  const inspection = await inspected(files);
  assert.deepEqual(inspection.tables.map(({ source, part }) => [source, part]), [['loans', 'loans'], ['repayments', 'payments']]);
  assert.equal(await loansOf(files, inspection), 12);
});

test('a long file is looked at by its head, and its length is a guess', async () => {
  const many = Array.from({ length: 5000 }, (_, n) => rows[n % 12]?.with(0, `HT${n + 10_000}`).join(',') ?? '');
  const [table] = (await inspected([await file('long.csv', [header.join(','), ...many].join('\n'))])).tables;
  assert(table !== undefined && !table.whole && table.rowsSeen <= 1000 && Math.abs(table.rowsEstimated - 5000) < 500, JSON.stringify(table?.rowsEstimated));
});

test('nothing of a person is in an inspection but masked', async () => {
  const inspection = JSON.stringify(await inspected([await file('loans.csv', [header, ...rows].map((cells) => cells.join(',')).join('\n'))]));
  for (const n of numbers) for (const own of [identity(n), mobile(n), name(n)]) assert(!inspection.includes(own), own);
});

test('what cannot be read is refused, and what holds no table is told', async () => {
  const refused = async (called: string, bytes: Uint8Array | string) => {
    const inspection = await within(async (own) => inspectFiles([await file(called, bytes)], own, null));
    return inspection.ok ? null : inspection.refusal.code;
  };
  assert.equal(await refused('empty.csv', ''), 'file_empty');
  assert.equal(await refused('names.csv', header.join(',')), 'file_empty');
  assert.equal(await refused('broken.csv', '合同编号,金额\nHT1,"1000'), 'file_unreadable');
  assert.equal(await refused('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])), 'file_kind_unsupported');
});
