import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDuck, quoted } from './duck-operations.ts';

test('DuckDB reaches its folder and the files named, and nothing else, and cannot be talked out of it', async () => {
  const outside = await mkdtemp(join(tmpdir(), "duck's "));
  const folder = await mkdtemp(join(outside, 'inside '));
  const [named, unnamed] = [join(outside, 'named.csv'), join(outside, 'unnamed.csv')];
  await Promise.all([named, unnamed].map((path) => writeFile(path, 'a,b\n1,2\n')));
  const connection = await openDuck(folder, [named]);
  try {
    await connection.run(`copy (select 1 as a) to ${quoted(join(folder, 'own.parquet'))}`);
    const read = await connection.runAndReadAll(`select a, b from read_csv(${quoted(named)})`);
    assert.equal(read.getRowsJson().length, 1);
    for (const sin of [
      `select * from read_csv(${quoted(unnamed)})`,
      `select * from read_text(${quoted(join(folder, '..', 'unnamed.csv'))})`,
      `copy (select 1) to ${quoted(join(outside, 'out.csv'))}`,
      `attach ${quoted(join(outside, 'other.db'))}`,
      `select * from 'https://example.invalid/a.csv'`,
      'install httpfs',
      'load httpfs',
      'set enable_external_access = true',
      "set memory_limit = '20GB'",
      'set allowed_directories = []',
    ]) {
      await assert.rejects(connection.run(sin), Error, sin);
    }
  } finally {
    connection.closeSync();
    await rm(outside, { recursive: true });
  }
});
