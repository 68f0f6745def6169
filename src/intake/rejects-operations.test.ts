import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { problemText } from '../../web/src/intake/problems.ts';
import { claimRefusalTable } from '../claims/index.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { chineseOf } from './problem-words.ts';
import { problem, problemTable } from './problems.ts';
import { readLoanFiles } from './reading-operations.ts';
import { packRejects, writeRejects } from './rejects-operations.ts';
import { addedCells, addedColumns, disarmed, restored, type Reject } from './rejects.ts';
import type { RowResult } from './assemble.ts';
import type { InputFile, Row, Table } from './table.ts';
import { writeWorkbook } from './workbook-writer.ts';

const root = await mkdtemp(join(tmpdir(), 'assize-rejects-'));
after(() => rm(root, { recursive: true }));

const sample = join(import.meta.dirname, '..', '..', 'examples', 'sample');
const mapping = mappingFrom(await readFile(join(sample, 'mapping.json'), 'utf8'));

function mappingFrom(json: string, change: (mapping: { sources: Record<string, object> }) => void = () => {}): Mapping {
  const document = JSON.parse(json) as { sources: Record<string, object> };
  change(document);
  const read = readMapping(JSON.stringify(document));
  assert(read.ok, JSON.stringify(read));
  return read.value;
}

const newFolder = (): Promise<string> => mkdtemp(join(root, 'r-'));

async function read(files: readonly InputFile[], by: Mapping, earlier: readonly (readonly InputFile[])[] = []): Promise<readonly RowResult[]> {
  const intake = await readLoanFiles(files, by, await newFolder(), null, earlier);
  assert(intake.ok, JSON.stringify(intake));
  const results: RowResult[] = [];
  for await (const several of intake.value.results) results.push(...several);
  return results;
}

type Rejected = Extract<RowResult, { kind: 'reject' }>;
const rejected = (results: readonly RowResult[]): readonly Rejected[] => results.filter((result) => result.kind === 'reject');

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one set
async function* once(rejects: readonly Reject[]): AsyncGenerator<readonly Reject[]> {
  yield rejects;
}

/** The sample's files with some text replaced. */
async function spoilt(...changes: readonly (readonly [file: string, from: string, to: string])[]): Promise<readonly InputFile[]> {
  const folder = await newFolder();
  const files: InputFile[] = [];
  for (const name of ['loans.csv', 'schedule.csv', 'repayments.csv']) {
    let text = await readFile(join(sample, name), 'utf8');
    for (const [file, from, to] of changes) {
      if (file !== name) continue;
      assert(text.includes(from), `${name} has ${from}`);
      text = text.replace(from, to);
    }
    await writeFile(join(folder, name), text);
    files.push({ name, path: join(folder, name) });
  }
  return files;
}

const correct = async (path: string, from: string, to: string): Promise<void> => {
  const text = await readFile(path, 'utf8');
  assert(text.includes(from), text);
  await writeFile(path, text.replaceAll(from, to));
};

test('rejects come back as they were laid out, are corrected, and are sound under the same mapping', async () => {
  const files = await spoilt(
    ['loans.csv', 'SYN2025000001,样子思', 'SYN2025000001,"=HYPERLINK(""http://x"",""样"")"'],
    ['loans.csv', '2025-04-07,2025-04-08', '2025-13-07,2025-04-08'],
    ['repayments.csv', 'SYN2025000001,HK00000101,2025-05-08,5265.76', 'SYN2025000001,HK00000101,2025-15-08,-5'],
  );
  const before = await read(files, mapping);
  const out = await newFolder();
  const written = await writeRejects(once(rejected(before)), mapping, out);
  assert.deepEqual(written.map(({ name }) => name), ['loans.csv', 'schedule.csv', 'repayments.csv']);
  assert.deepEqual((await readdir(out)).sort(), ['loans.csv', 'repayments.csv', 'schedule.csv'], 'and nothing else');

  const loans = await readFile(join(out, 'loans.csv'), 'utf8');
  const [header = '', first = ''] = loans.split('\r\n');
  const [own = ''] = (await readFile(join(sample, 'loans.csv'), 'utf8')).split(/\r?\n/);
  assert.equal(header, `\ufeff${own},${addedColumns.join(',')}`);
  assert.match(first, /^SYN2025000001,"'=HYPERLINK\(/, 'disarmed');
  assert.match(first, /,day_unreadable.*签约日期: .*\p{Script=Han}.* \/ not a day in the form/u);
  assert.match(await readFile(join(out, 'schedule.csv'), 'utf8'), /SYN2025000001,1,.*,"?,?所属贷款的问题见loans\.csv 第2行 \/ belongs to a loan with a problem in loans\.csv row 2/);
  assert.match(await readFile(join(out, 'repayments.csv'), 'utf8'), /,2025-15-08,-5,day_unreadable,/, 'a negative number is no formula');

  const again = written.map(({ name, path }) => ({ name: basename(name), path }));
  const unchanged = rejected(await read(again, mapping));
  const [here] = unchanged.filter(({ reference }) => reference === 'SYN2025000001');
  const [there] = rejected(before).filter(({ reference }) => reference === 'SYN2025000001');
  assert.deepEqual(here?.problems.map(({ code, value }) => [code, value]), there?.problems.map(({ code, value }) => [code, value]), 'uncorrected, the same problems');
  assert.equal(here?.rows[0]?.cells[1], '=HYPERLINK("http://x","样")', 'and the cell is what it was');

  const second = await newFolder();
  const twice = await writeRejects(once(unchanged), mapping, second);
  for (const { name, path } of twice) assert.equal((await readFile(path, 'utf8')).split('\r\n')[0], (await readFile(join(out, name), 'utf8')).split('\r\n')[0], 'the columns are added once');

  await correct(join(out, 'loans.csv'), '2025-13-07', '2025-04-07');
  await correct(join(out, 'loans.csv'), `"'=HYPERLINK(""http://x"",""样"")"`, '样子思');
  await correct(join(out, 'repayments.csv'), ',2025-15-08,-5,day_unreadable', ',2025-05-08,5265.76,day_unreadable');
  const corrected = (await read(again, mapping)).find((result) => result.kind === 'loan' && result.file.reference === 'SYN2025000001');
  const sound = (await read(await spoilt(), mapping)).find((result) => result.kind === 'loan' && result.file.reference === 'SYN2025000001');
  assert(corrected?.kind === 'loan' && sound?.kind === 'loan');
  assert.deepEqual({ ...corrected.file, sources: [] }, { ...sound.file, sources: [] });
});

/** Rows of the sample's loan 2, spoilt: header and records of each table. */
const tables = Object.fromEntries(
  await Promise.all(
    (await spoilt(['loans.csv', '2025-08-27,2025-08-27', '=1+1,2025-08-27'])).map(async ({ name, path }) => {
      const [header = [], ...rows] = (await readFile(path, 'utf8')).trim().split(/\r?\n/).map((line) => line.split(','));
      return [name.slice(0, -4), [header, ...rows.filter(([key]) => key === 'SYN2025000002')]] as const;
    }),
  ),
);
const recordsOf = (name: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = tables[name] ?? [];
  return rows.map((row) => Object.fromEntries(header.map((column, place) => [column, row[place] ?? ''])));
};
const names = ['loans', 'schedule', 'repayments'] as const;
const inside = ({ 合同编号: _key, ...own }: Readonly<Record<string, string>>) => own;

const forms: readonly (readonly [string, (folder: string) => Promise<readonly InputFile[]>, Readonly<Record<string, object>>])[] = [
  [
    'delimited text, with another delimiter and an encoding that its byte order mark gainsays',
    (folder) =>
      Promise.all(
        names.map(async (name) => {
          const path = join(folder, `${name}.txt`);
          await writeFile(path, `\ufeff${(tables[name] ?? []).map((row) => row.join('|')).join('\n')}`);
          return { name: `${name}.txt`, path };
        }),
      ),
    Object.fromEntries(names.map((name) => [name, { file: `${name}*.txt`, delimiter: '|', encoding: 'gb18030', key: ['合同编号'] }])),
  ],
  [
    'sheets of a workbook, under titles',
    async (folder) => {
      const path = join(folder, '导出.xlsx');
      await writeFile(path, writeWorkbook(names.map((name) => ({ name, rows: [[['逾期借据导出'], [], ...(tables[name] ?? [])]] }))));
      return [{ name: '导出.xlsx', path }];
    },
    Object.fromEntries(names.map((name, place) => [name, { file: '*.xlsx', headerRow: 3, key: ['合同编号'], ...(place > 0 && { sheet: `${name}*` }) }])),
  ],
  [
    'lists within a list of a JSON document',
    async (folder) => {
      const path = join(folder, 'export.json');
      const loans = recordsOf('loans').map((loan) => ({ ...loan, schedule: recordsOf('schedule').map(inside), repayments: recordsOf('repayments').map(inside) }));
      await writeFile(path, JSON.stringify({ data: { loans } }));
      return [{ name: 'export.json', path }];
    },
    {
      loans: { file: 'export.json', list: 'data.loans', key: ['合同编号'] },
      schedule: { file: 'export.json', list: 'data.loans.schedule', key: ['../合同编号'] },
      repayments: { file: 'export.json', list: 'data.loans.repayments', key: ['../合同编号'] },
    },
  ],
];
for (const [form, write, sources] of forms) {
  test(`what comes back of ${form} reads as the same rows, and comes back the same again`, async () => {
    const by = mappingFrom(await readFile(join(sample, 'mapping.json'), 'utf8'), (document) => Object.assign(document.sources, sources));
    const before = rejected(await read(await write(await newFolder()), by));
    const rowsIn = (results: readonly Rejected[]) =>
      results.flatMap(({ rows }) => rows.map((row) => [...row.table.columns].flatMap(([name, place]) => (/(问题代码|说明|建议) [a-z]+$/.test(name) ? [] : [[name, row.cells[place]]]))));
    const codes = (results: readonly Rejected[]) => results.map(({ problems }) => problems.map(({ code, value }) => [code, value]));
    assert.equal(before.length, 1);
    assert.equal(before[0]?.rows.length, names.reduce((sum, name) => sum + recordsOf(name).length, 0));
    const written = await writeRejects(once(before), by, await newFolder());
    const after = rejected(await read(written, by));
    assert.deepEqual(rowsIn(after), rowsIn(before));
    assert.deepEqual(codes(after), codes(before));
    const again = await writeRejects(once(after), by, await newFolder());
    for (const [index, { path }] of again.entries()) assert.deepEqual(await readFile(path), await readFile(written[index]?.path ?? ''));
  });
}

test('what does not come back is read from what was sent before', async () => {
  const files = await spoilt(['loans.csv', '2025-08-27,2025-08-27', '2025-13-27,2025-08-27']);
  const [one] = rejected(await read(files, mapping)).filter(({ reference }) => reference === 'SYN2025000002');
  assert(one !== undefined);
  const written = await writeRejects(once([{ ...one, rows: one.rows.filter(({ table }) => table.source === 'loans') }]), mapping, await newFolder());
  assert.deepEqual(written.map(({ name }) => name), ['loans.csv']);
  await correct(written[0]?.path ?? '', '2025-13-27', '2025-08-27');
  const results = await read(written, mapping, [files]);
  assert.deepEqual(results.map((result) => result.kind === 'loan' && [result.file.reference, result.file.schedule.length > 0, result.file.repayments.length > 0]), [['SYN2025000002', true, true]]);
});

const tableOf = (file: string, source: string, heading: Table['heading'], width = heading.at(-1)?.cells.length ?? 0): Table => ({
  source,
  file,
  sha256: '0'.repeat(64),
  columns: new Map(heading.at(-1)?.cells.map((name, place) => [name, place])),
  width,
  heading,
});

const rowIn = (table: Table, row: number, ...cells: readonly string[]): Row => ({ table, row, cells });

test('title rows, blank rows, delimiter and the fault of a short row are kept', async () => {
  const by = mappingFrom(await readFile(join(sample, 'mapping.json'), 'utf8'), ({ sources }) => {
    sources['loans'] = { ...sources['loans'], delimiter: ';', headerRow: 4 };
  });
  const table = tableOf('loans.csv', 'loans', [{ row: 1, cells: ['逾期借据'] }, { row: 4, cells: ['合同编号', '@金额'] }]);
  const short = problem('row_column_count_wrong', { file: 'loans.csv', row: 5, column: null, value: null });
  const [written] = await writeRejects(once([{ rows: [rowIn(table, 5, 'A'), rowIn(table, 6, 'A', '1;2')], problems: [short] }]), by, await newFolder());
  const [title, ...lines] = (await readFile(written?.path ?? '', 'utf8')).split('\r\n');
  assert.equal(title, '\ufeff逾期借据');
  assert.deepEqual(lines.slice(0, 3), ['', '', `合同编号;'@金额;${addedColumns.join(';')}`]);
  assert.match(lines[3] ?? '', /^A;row_column_count_wrong;/);
  assert.match(lines[4] ?? '', /^A;"1;2";;所属贷款的问题见第5行 \/ belongs to a loan with a problem in row 5;$/);
});

test('sheets of one workbook are one workbook, lists of one document one document, and documents are left out', async () => {
  const by = mappingFrom(await readFile(join(sample, 'mapping.json'), 'utf8'), ({ sources }) => {
    sources['loans'] = { file: '借据.xlsx', key: ['合同编号'] };
    sources['schedule'] = { file: '借据.xlsx', sheet: '计划*', key: ['合同编号'] };
    sources['repayments'] = { file: 'paid.json', list: 'data.repayments', key: ['合同编号'] };
    sources['documents'] = { file: '{key}.pdf', key: ['key'] };
  });
  const rows = [
    rowIn(tableOf('借据.xlsx', 'loans', [{ row: 1, cells: ['合同编号'] }]), 2, 'A'),
    rowIn(tableOf('借据.xlsx', 'schedule', [{ row: 1, cells: ['合同编号', '期次'] }]), 2, 'A', '1'),
    rowIn(tableOf('zip/paid.json', 'repayments', [{ row: 0, cells: ['合同编号', '金额'] }]), 1, 'A', '10\u20281'),
    rowIn(tableOf('A.pdf', 'documents', [{ row: 0, cells: ['key'] }]), 1, 'A'),
  ];
  const problems = [problem('value_missing', { file: '借据.xlsx', row: 2, column: '期次', value: null })];
  const folder = await newFolder();
  const written = await writeRejects(once([{ rows, problems }]), by, folder);
  assert.deepEqual(written.map(({ name, rows: count }) => [name, count]), [['借据.xlsx', 2], ['zip/paid.json', 1]]);
  const document = JSON.parse(await readFile(join(folder, 'zip', 'paid.json'), 'utf8')) as { readonly 'data.repayments': readonly Record<string, string>[] };
  assert.deepEqual(document['data.repayments'].map((record) => [record['合同编号'], record['金额'], record[addedColumns[0]]]), [['A', '10\u20281', '']]);
  const bytes = await readFile(join(folder, '借据.xlsx'));
  const again = await newFolder();
  await writeRejects(once([{ rows, problems }]), by, again);
  assert.deepEqual(await readFile(join(again, '借据.xlsx')), bytes, 'the same bytes each time');
  assert.equal((await packRejects(written, folder))?.mediaType, 'application/zip');
  assert.equal(await packRejects([], folder), null);
});

test('a name leads nowhere else, and two files of one name that differ in their columns are two', async () => {
  const folder = await newFolder();
  const of = (file: string, ...names: readonly string[]) => ({ rows: [rowIn(tableOf(file, 'loans', [{ row: 1, cells: names }]), 2, ...names.map(() => 'x'))], problems: [] });
  const named = ['../../.a/loans.csv', 'loans.csv', 'a', `${'借'.repeat(200)}.csv`];
  const written = await writeRejects(once([...named.map((name) => of(name, 'A')), of('LOANS.csv', 'B')]), mapping, folder);
  assert.deepEqual(written.map(({ name }) => name), ['a/loans.csv', 'loans.csv', 'a (2)', `${'借'.repeat(68)}.csv`, 'LOANS (2).csv']);
  assert.equal((await packRejects(written.slice(1, 2), folder))?.name, 'loans.csv');
});

test('each row says its own problem, and a problem without a place stands in the first', () => {
  const table = tableOf('loans.csv', 'loans', [{ row: 1, cells: ['A', 'B'] }]);
  const rows = [rowIn(table, 2, '', ''), rowIn(table, 3, '', '')];
  const at = (row: number, column: string) => problem('day_unreadable', { file: 'loans.csv', row, column, value: null });
  const codes = (...problems: readonly Reject['problems'][number][]) => addedCells({ rows, problems }).map(([code]) => code);
  assert.deepEqual(codes(at(3, 'A'), at(3, 'B')), ['', 'day_unreadable']);
  assert.deepEqual(codes(at(3, 'A'), { code: 'already_filed', file: null, row: null, column: null, message: '', fix: '' }), ['already_filed', 'day_unreadable']);
});

test('whatever a cell holds, disarming is undone, and nothing that is computed stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '5', '.', 'x', ' ') }), (cell) => {
      assert.equal(restored(disarmed(cell)), cell);
      assert.match(disarmed(cell), /^(?![=+\-@\t\r])|^-\d+(\.\d+)?$/);
    }),
  );
  assert.deepEqual(['-5', '-5.00', '=1+1', '-cmd', "'=1"].map(disarmed), ['-5', '-5.00', "'=1+1", "'-cmd", "''=1"]);
});

test('the words in Chinese are those of the pages', () => {
  const item = { reference: null, outcome: 'rejected', caseId: null, file: null, row: null, column: null, round: 1, superseded: false } as const;
  const codes = [...Object.keys(problemTable), ...Object.keys(claimRefusalTable), 'already_filed', 'lender_is_another', 'agreement_names_another', 'case_cannot_be_processed'];
  for (const code of codes) assert.deepEqual(chineseOf(code, 'meaning: rows 3'), problemText({ ...item, code, message: 'meaning: rows 3', fix: 'fix' }, 'zh'), code);
});
