import assert from 'node:assert/strict';
import { mkdtemp, chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startPostgres } from './embedded-postgres.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-postgres-'));
await chmod(folder, 0o755);
after(() => rm(folder, { recursive: true }));
const dir = join(folder, 'cluster');

test('those who come at once share one server, and the last who leaves stops it', async () => {
  const [first, second] = await Promise.all([startPostgres({ dir }), startPostgres({ dir })]);
  assert.equal(first.url, second.url);
  assert.equal(await ask(first.url, "select setting from pg_settings where name = 'server_encoding'"), 'UTF8');
  assert.equal((await stat(join(dir, 'password'))).mode & 0o077, 0, 'nobody else reads the password');

  await first.stop();
  assert.equal(await ask(second.url, 'select 1'), 1);
  await second.stop();
  await assert.rejects(ask(second.url, 'select 1'), { code: 'ECONNREFUSED' });
});

test('a second start keeps the data', async () => {
  const before = await startPostgres({ dir });
  await ask(before.url, "create table kept as select 'a row' as content");
  await before.stop();
  const after = await startPostgres({ dir });
  assert.equal(await ask(after.url, 'select content from kept'), 'a row');
  await after.stop();
});

test('a killed server leaves a stale pid file, which does no harm', async () => {
  const killed = await startPostgres({ dir });
  const pidFile = join(dir, 'data', 'postmaster.pid');
  process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
  const recovered = await startPostgres({ dir });
  assert.equal(await ask(recovered.url, 'select content from kept'), 'a row');
  await recovered.stop();
  await assert.rejects(killed.stop());

  // The pid may since have become another process: ours, for instance.
  await writeFile(pidFile, [process.pid, join(dir, 'data'), 0, 5432, '', '127.0.0.1', '', 'ready'].join('\n'));
  const again = await startPostgres({ dir });
  assert.equal(await ask(again.url, 'select 1'), 1);
  await again.stop();
});

test('a server that cannot start says where to look', async () => {
  await assert.rejects(startPostgres({ dir, settings: { shared_buffers: 'much' } }), /does not start[^]*shared_buffers/);
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
