import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { jsonLists, readJson } from './json-operations.ts';
import { Unreadable, type ReceivedFile } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'json-'));
after(() => rmSync(folder, { recursive: true }));

function received(content: string | Uint8Array): ReceivedFile {
  const path = join(folder, 'loans');
  writeFileSync(path, content);
  return { name: 'loans.json', path, kind: 'json', bytes: content.length, sha256: '' };
}

async function rowsOf(content: string | Uint8Array, list?: string): Promise<readonly (readonly [number, ...string[]])[]> {
  const rows = (await Array.fromAsync(readJson(received(content), { list }))).flat();
  return rows.map(({ row, cells }) => [row, ...cells]);
}

async function refusalOf(content: string | Uint8Array, list?: string): Promise<unknown> {
  try {
    await rowsOf(content, list);
  } catch (error) {
    assert.ok(error instanceof Unreadable, String(error));
    return error.refusal;
  }
  return null;
}

test('newline-delimited records: by line, the columns of all of them, numbers as they are written', async () => {
  const text = '\ufeff{"no":"HT1","id":999999199001011234,"amount":1.10}\n\n{"no":"HT2","paid":1e+05,"ok":true,"nil":null,"who":{"name":"张三","tags":["a","b"]}}\n';
  assert.deepEqual(await jsonLists(received(text)), ['']);
  assert.deepEqual(await rowsOf(text), [
    [0, 'no', 'id', 'amount', 'paid', 'ok', 'nil', 'who.name', 'who.tags'],
    [1, 'HT1', '999999199001011234', '1.10', '', '', '', '', ''],
    [3, 'HT2', '', '', '1e+05', 'true', '', '张三', 'a,b'],
  ]);
  assert.deepEqual(await rowsOf(Buffer.from(`\ufeff${text.slice(1)}`, 'utf16le')), await rowsOf(text));
  assert.deepEqual(await rowsOf('{"a":1}'), [
    [0, 'a'],
    [1, '1'],
  ]);
});

test('lists in records are tables that know what is around them', async () => {
  const text = '[{"no":"1","s":[{"p":1},{"p":2,"x":[{"y":5}]}]},null,\n{"no":"2","s":[]}]';
  assert.deepEqual(await jsonLists(received(text)), ['', 's', 's.x']);
  assert.deepEqual(await rowsOf(text), [
    [0, 'no'],
    [1, '1'],
    [2, '2'],
  ]);
  assert.deepEqual(await rowsOf(text, 's'), [
    [0, 'p', '../no'],
    [1, '1', '1'],
    [2, '2', '1'],
  ]);
  assert.deepEqual(await rowsOf(text, 's.x'), [
    [0, 'y', '../p', '../../no'],
    [1, '5', '2', '1'],
  ]);
  assert.deepEqual(await refusalOf(text, 'loans'), { code: 'list_missing', detail: { file: 'loans.json', list: 'loans', lists: ['', 's', 's.x'] } });
});

test('a document that holds lists', async () => {
  const text = '{"made":"2024-01-05","data":{"n":2,"loans":[{"no":"1","s":[{"p":1}]},{"no":"2"}]},"after":1}';
  assert.deepEqual(await jsonLists(received(text)), ['data.loans', 'data.loans.s', '']);
  assert.deepEqual(await rowsOf(text), [
    [0, 'no', '../made', '../data.n', '../after'],
    [1, '1', '2024-01-05', '2', '1'],
    [2, '2', '2024-01-05', '2', '1'],
  ]);
  assert.deepEqual(await rowsOf(text, 'data.loans.s'), [
    [0, 'p', '../no', '../../made', '../../data.n', '../../after'],
    [1, '1', '1', '2024-01-05', '2', '1'],
  ]);
  assert.deepEqual(await rowsOf(text, ''), [
    [0, 'made', 'data.n', 'after'],
    [1, '2024-01-05', '2', '1'],
  ]);
});

test('what is broken is refused with its line', async () => {
  const at = (code: string, line: number): unknown => ({ code, detail: { file: 'loans.json', line } });
  const columns = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${String(index)}`, 1]));
  const wide = JSON.stringify(columns(10_001));
  for (const [content, refusal] of [
    ['', { code: 'file_empty', detail: { file: 'loans.json' } }],
    ['[]', { code: 'file_empty', detail: { file: 'loans.json' } }],
    ['{"a":1}\n{"a":01}\n', at('file_unreadable', 2)],
    ['{"a":1}\n{"a":1\n', at('file_unreadable', 2)],
    ['{"a":1}\n{"a":\u0000}\n', at('file_unreadable', 2)],
    ['[{"a":1},\n[1]]', at('file_unreadable', 2)],
    ['[{"s":[{"p":1},2]}]', at('file_unreadable', 1)],
    ['no JSON', at('file_unreadable', 1)],
    [Buffer.from([0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x3a, 0x31, 0x7d]), at('file_unreadable', 1)],
    [`{"a":1}\n${wide}\n`, at('file_too_wide', 2)],
    [`{"a":1}\n{"a":"${'x'.repeat(1_000_001)}"}`, at('file_too_wide', 2)],
    [JSON.stringify([{ s: Array<object>(4000).fill({}), ...columns(9000) }]), at('file_too_wide', 1)],
  ] as const) {
    assert.deepEqual(await refusalOf(content, content.includes('"s"') ? 's' : undefined), refusal, content.slice(0, 40).toString());
  }
});
