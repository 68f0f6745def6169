import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../kernel/index.ts';
import { readTable } from './table.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const read = (bytes: Uint8Array | readonly Uint8Array[], source: object = {}) =>
  readTable({ name: 'a.csv', bytes: bytes instanceof Uint8Array ? [bytes] : bytes }, 'loans', { file: '*', key: ['合同'], ...source });

async function cellsOf(...args: Parameters<typeof read>): Promise<unknown> {
  const table = await read(...args);
  return table.ok ? table.value.rows.map(({ row, cells }) => [row, ...cells]) : table.refusal;
}

const text = '合同,姓名\n1,"例,甲"\n\n2,"例\n乙"\n';
const expected = [[2, '1', '例,甲'], [4, '2', '例\n乙']];
/** `合同,姓名` and the rows above as GB 18030, which this runtime can read and not write. */
const gb18030 = Buffer.concat([
  Buffer.from([0xba, 0xcf, 0xcd, 0xac, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a]),
  Buffer.from([0x31, 0x2c, 0x22, 0xc0, 0xfd, 0x2c, 0xbc, 0xd7, 0x22, 0x0a, 0x0a, 0x32, 0x2c, 0x22, 0xc0, 0xfd, 0x0a, 0xd2, 0xd2, 0x22, 0x0a]),
]);

test('UTF-8, with and without a byte order mark', async () => {
  assert.deepEqual(await cellsOf(bytesOf(text)), expected);
  assert.deepEqual(await cellsOf(bytesOf(`\ufeff${text}`)), expected);
});

test('UTF-16 by its mark or by name, GB 18030 by name', async () => {
  assert.deepEqual(await cellsOf(utf16(`\ufeff${text}`)), expected);
  assert.deepEqual(await cellsOf(utf16(`\ufeff${text}`).map((_, at, all) => all[at ^ 1] ?? 0)), expected);
  assert.deepEqual(await cellsOf(utf16(text), { encoding: 'utf-16le' }), expected);
  assert.deepEqual(await cellsOf(gb18030, { encoding: 'gb18030' }), expected);
});

test('a mark outweighs a wrong name; another delimiter is taken by name', async () => {
  assert.deepEqual(await cellsOf(bytesOf(`\ufeff${text}`), { encoding: 'gb18030' }), expected);
  assert.deepEqual(await cellsOf(bytesOf('合同\t姓名\n1\t甲\n'), { delimiter: '\t' }), [[2, '1', '甲']]);
});

test('wherever the bytes are cut into pieces, the table is the same', async () => {
  const whole = bytesOf(`\ufeff${text}`);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 3, max: whole.length - 1 })), async (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), whole.length];
      const table = await read(ends.map((end, index) => whole.subarray(index === 0 ? 0 : ends[index - 1], end)));
      assert(table.ok);
      assert.equal(table.value.sha256, sha256(whole));
      assert.deepEqual(table.value.rows.map(({ row, cells }) => [row, ...cells]), expected);
    }),
    { numRuns: 50 },
  );
});

const refused = [
  ['nothing at all', bytesOf(''), { code: 'file_empty' }],
  ['a header alone', bytesOf('合同,姓名\n'), { code: 'file_empty' }],
  ['two columns of one name', bytesOf('合同,合同\n1,2\n'), { code: 'file_column_repeated' }],
  ['GB 18030 read as UTF-8', gb18030, { code: 'file_unreadable', line: 1 }],
  ['bytes that stop in the middle of a character', bytesOf('合同\n甲').subarray(0, -1), { code: 'file_unreadable', line: 2 }],
  ['a NUL byte', bytesOf('合同,姓名\n1,甲\n2,\0\n'), { code: 'file_unreadable', line: 3 }],
  ['a quote that never ends', bytesOf('合同,姓名\n1,甲\n2,"乙\n3,丙\n'), { code: 'file_unreadable', line: 3 }],
  ['a quote in the middle of a cell', bytesOf('合同,姓名\n1,甲"乙\n'), { code: 'file_unreadable', line: 2 }],
  ['a line without end', bytesOf(`合同,姓名\n${'11,'.repeat(600_000)}`), { code: 'file_unreadable', line: 2 }],
] as const;
for (const [what, bytes, { code, ...detail }] of refused) {
  test(`${what} is refused: ${code}`, async () => {
    const table = await read(bytes);
    assert(!table.ok);
    assert.equal(table.refusal.code, code);
    assert.equal(table.refusal.detail['file'], 'a.csv');
    if ('line' in detail) assert.equal(table.refusal.detail['line'], detail.line);
  });
}
