import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDuck, quoted } from './duck-operations.ts';
import { readParquet } from './parquet-operations.ts';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
const working = mkdtempSync(join(folder, 'working-'));
after(() => rmSync(folder, { recursive: true }));

const named = (name: string): ReceivedFile => ({ name: '贷款.parquet', path: join(folder, name), kind: 'parquet', bytes: 0, sha256: '' });

async function written(name: string, query: string): Promise<ReceivedFile> {
  const connection = await openDuck(folder);
  await connection.run(`copy (${query}) to ${quoted(join(folder, name))} (format parquet, row_group_size 2048)`);
  connection.closeSync();
  return named(name);
}

async function rowsOf(file: ReceivedFile): Promise<readonly RawRow[]> {
  return (await Array.fromAsync(readParquet(file, working))).flat();
}

test('every type comes as text', async () => {
  const file = await written(
    "types 'and [odd] name*.parquet",
    `select 'HT1' as "合同 ""号""", 999999199001011234::bigint as id, 1.10::decimal(18, 2) as amount, 12::double as periods, 0.1::double as rate,
      date '2024-01-05' as day, timestamp '2024-01-05 10:20:30' as at, timestamptz '2024-01-04 18:00:00+00' as instant, null::varchar as nothing, true as ok, [1, 2] as list, {'a': 'b'} as object`,
  );
  const [names, row] = await rowsOf(file);
  assert.deepEqual(names, { row: 0, cells: ['合同 "号"', 'id', 'amount', 'periods', 'rate', 'day', 'at', 'instant', 'nothing', 'ok', 'list', 'object'] });
  assert.deepEqual(row, {
    row: 1,
    cells: ['HT1', '999999199001011234', '1.10', '12', '0.1', '2024-01-05', '2024-01-05 10:20:30', '2024-01-05 02:00:00', '', 'true', '[1,2]', '{"a":"b"}'],
  });
});

test('rows keep their order and are numbered', async () => {
  const rows = await rowsOf(await written('many.parquet', 'select i from range(10000) t(i)'));
  assert.deepEqual(rows.slice(1), Array.from({ length: 10_000 }, (_, index) => ({ row: index + 1, cells: [String(index)] })));
});

test('what is broken or too large is refused', async () => {
  const whole = readFileSync(join(folder, 'many.parquet'));
  const cut = whole.subarray(0, whole.length - 100);
  const spoilt = Buffer.from(whole).fill(0xff, 1000, 3000);
  for (const bytes of [Buffer.of(), Buffer.from('PAR1'), cut, spoilt]) {
    writeFileSync(join(folder, 'broken.parquet'), bytes);
    await assert.rejects(rowsOf(named('broken.parquet')), (error) => error instanceof Unreadable && error.refusal.code === 'file_unreadable');
  }
  const long = await written('long.parquet', "select repeat('x', 1000001) as a");
  await assert.rejects(rowsOf(long), (error) => error instanceof Unreadable && error.refusal.code === 'file_too_wide' && error.refusal.detail.row === 1);
});
