import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from '../../test/database.ts';
import { migrate, migrationsFolder, readMigrations } from './migrate.ts';

const { url } = await createTestDatabase();
const folder = await mkdtemp(join(tmpdir(), 'assize-migrations-'));
after(() => rm(folder, { recursive: true }));

const next = String((await readMigrations()).length + 1).padStart(4, '0');
beforeEach(async () => {
  await rm(folder, { recursive: true });
  await cp(migrationsFolder, folder, { recursive: true });
});

test('an up-to-date database is left alone', async () => {
  assert.deepEqual(await migrate(url), { ok: true, value: { applied: [] } });
});

test('a file that fails leaves nothing behind, and file and line are named', async () => {
  await writeFile(join(folder, `${next}_broken.sql`), 'create table assize.half ();\n\nselect nonsense;\n');
  await assert.rejects(migrate(url, folder), { message: `${next}_broken.sql, line 3: column "nonsense" does not exist` });
  assert.deepEqual(await tablesNamed('half'), []);
});

test('two that migrate at once apply a file once', async () => {
  await writeFile(join(folder, `${next}_more.sql`), 'create table assize.more ();');
  const outcomes = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  const applied = outcomes.map((outcome) => outcome.ok && outcome.value.applied);
  assert.deepEqual(applied.sort(), [[], [`${next}_more.sql`]]);
  assert.deepEqual(await tablesNamed('more'), ['more']);
});

test('a database that is newer than the program is refused', async () => {
  assert.deepEqual(await migrate(url), {
    ok: false,
    refusal: { code: 'migration_unknown', detail: { file: `${next}_more.sql` } },
  });
});

test('an applied file that was edited is refused by name', async () => {
  const [first] = await readMigrations();
  assert(first);
  await writeFile(join(folder, first.name), `${first.sql}-- one more word`);
  assert.deepEqual(await migrate(url, folder), {
    ok: false,
    refusal: { code: 'migration_changed', detail: { file: first.name } },
  });
});

test('a gap in the numbers is a mistake of ours', async () => {
  await writeFile(join(folder, '9999_far.sql'), '');
  await assert.rejects(migrate(url, folder), new RegExp(`migration ${next} is expected, not 9999_far.sql`));
});

async function tablesNamed(name: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ tablename: string }>('select tablename from pg_tables where tablename = $1', [name]);
  await client.end();
  return rows.map(({ tablename }) => tablename);
}
