import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { sha256 } from '../kernel/index.ts';
import { receiveFiles } from './receive-operations.ts';
import { openTable } from './table-operations.ts';
import type { InputFile, ReceivedFile } from './table.ts';
import { writeWorkbook } from './workbook-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
after(() => rmSync(folder, { recursive: true }));

let sent = 0;
function file(name: string, bytes: Uint8Array | string): InputFile {
  const path = join(folder, `sent-${(sent += 1)}`);
  writeFileSync(path, bytes);
  return { name, path };
}
const receive = (...files: readonly InputFile[]): Promise<readonly ReceivedFile[]> => receiveFiles(files, mkdtempSync(join(folder, 'work-')));

async function read(files: readonly ReceivedFile[], source: object): Promise<unknown> {
  const opened = await openTable(files, 'loans', { file: '*', key: ['k'], ...source }, folder);
  return Promise.all(
    opened.map(async ({ table, rows }) => ({
      file: table.file,
      columns: [...table.columns.keys()],
      heading: table.heading.map(({ row }) => row),
      rows: (await Array.fromAsync(rows)).flat().map(({ row, cells }) => [row, ...cells]),
    })),
  );
}

test('files are looked at, hashed, and taken out of ZIPs by name', async () => {
  const bytes = zipSync({ 'b/2.pdf': strToU8('%PDF-1.7'), 'b/1.json': strToU8('[{"a":1}]'), 'a.csv': strToU8('a\n1\n'), 'b/': new Uint8Array() });
  const received = await receive(file('x.csv', 'a,b\n1,2\n'), file('all.zip', bytes), file('y.txt', '{"a":1}\n{"a":2}\n'));
  assert.deepEqual(received.map(({ name, kind }) => [name, kind]), [['x.csv', 'delimited'], ['a.csv', 'delimited'], ['b/1.json', 'json'], ['b/2.pdf', 'attachment'], ['y.txt', 'json']]);
  assert.deepEqual(received.slice(0, 2).map((each) => [each.bytes, each.sha256]), [[8, sha256(strToU8('a,b\n1,2\n'))], [4, sha256(strToU8('a\n1\n'))]]);
});

test('rows under a header below titles, over two rows; ragged ones as they are', async () => {
  const files = await receive(file('a.csv', '清单\n\n合同,放款,\n,额,日\nH1,1,2\nH2,1\n'));
  assert.deepEqual(await read(files, { headerRow: 3, headerRows: 2 }), [
    { file: 'a.csv', columns: ['合同', '放款/额', '放款/日'], heading: [1, 3, 4], rows: [[5, 'H1', '1', '2'], [6, 'H2', '1']] },
  ]);
});

test('every sheet that the mapping names, its rows as wide as its header', async () => {
  const sheets = [
    { name: '一月', rows: [[['k', 'v'], ['1'], [], ['2', 'b', '旁注']]] },
    { name: '说明', rows: [[['x']]] },
    { name: '二月', rows: [[['k', 'v'], ['3', 'c']]] },
  ];
  const files = await receive(file('a.xlsx', Buffer.concat(await Array.fromAsync(writeWorkbook(sheets)))));
  assert.deepEqual(await read(files, { file: 'A.xlsx', sheet: '*月' }), [
    { file: 'a.xlsx', columns: ['k', 'v'], heading: [1], rows: [[2, '1', ''], [4, '2', 'b']] },
    { file: 'a.xlsx', columns: ['k', 'v'], heading: [1], rows: [[2, '3', 'c']] },
  ]);
});

test('records name their columns themselves', async () => {
  const files = await receive(file('a.ndjson', '{"k":1}\n{"k":2,"v":"x"}\n'));
  assert.deepEqual(await read(files, { headerRow: 5 }), [{ file: 'a.ndjson', columns: ['k', 'v'], heading: [0], rows: [[1, '1', ''], [2, '2', 'x']] }]);
});

test('papers are a table by the pattern with a key', async () => {
  const files = await receive(file('a.zip', zipSync({ '合同/H1.pdf': strToU8('%PDF-1.7'), 'loans.csv': strToU8('k\nH1\n') })));
  const [papers] = (await read(files, { file: '合同/{key}.pdf' })) as [{ file: string; columns: unknown; rows: unknown }];
  assert.equal(papers.file, '合同/{key}.pdf');
  assert.deepEqual(papers.columns, ['key', 'name', 'kind', 'mediaType', 'bytes', 'sha256']);
  assert.deepEqual(papers.rows, [[1, 'H1', '合同/H1.pdf', 'contract', 'application/pdf', '8', sha256(strToU8('%PDF-1.7'))]]);
  assert.deepEqual(await read(files, { file: '{key}.jpg' }), []);
});

test('a file of rejects is read as it was before it was disarmed, and may be empty', async () => {
  const added = '问题代码 code,说明 explanation,建议 fix';
  const files = await receive(file('a.csv', `'=k,${added}\n'+1,x,y,z\n'x,,,\n`), file('b.csv', `k,${added}\n`));
  const [one, none] = (await read(files, {})) as readonly { columns: readonly string[]; rows: unknown }[];
  assert.equal(one?.columns[0], '=k');
  assert.deepEqual(one.rows, [[2, '+1', 'x', 'y', 'z'], [3, "'x", '', '', '']]);
  assert.deepEqual(none?.rows, []);
});

test('rows can be read twice, and nothing stays open when they are not read', async () => {
  // Linux shows what is open; a file is closed a moment after its reader has left.
  const open = async (): Promise<number> => (await setTimeout(50), existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);
  const files = await receive(file('a.csv', `k,v\n${'1,2\n'.repeat(1_000_000)}`));
  const before = await open();
  const [opened] = await openTable(files, 'loans', { file: '*', key: ['k'] }, folder);
  assert(opened);
  for (const _ of [1, 2]) {
    let count = 0;
    for await (const block of opened.rows) count += block.length;
    assert.equal(count, 1_000_000);
  }
  for await (const _ of opened.rows) break;
  assert((await open()) <= before);
});
