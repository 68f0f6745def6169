/**
 * A real PostgreSQL for tests. A template is migrated once for each state of `migrations/`, and every test file works
 * in its own clone of it. Test files find the server running, or start it themselves when they run alone.
 */
import { join } from 'node:path';
import pg from 'pg';
import { newId, sha256 } from '../src/kernel/index.ts';
import { startPostgres, type RunningPostgres } from '../src/shell/embedded-postgres.ts';
import { migrate, readMigrations } from '../src/shell/migrate.ts';

export interface TestDatabase {
  /** Connects as the owner of the tables. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const templateLock = 4_127_352;

/** The server of the tests, in `var/test-postgres`. Nothing in it needs to outlive a power cut. */
export const startTestPostgres = (): Promise<RunningPostgres> =>
  startPostgres({
    dir: join(import.meta.dirname, '..', 'var', 'test-postgres'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });

/** A migrated database of one's own, until `drop`. In a test file, `createTestDatabase` does the dropping. */
export async function cloneTemplate(): Promise<TestDatabase> {
  const server = await startTestPostgres();
  const name = `assize_test_${newId().replaceAll('-', '')}`;
  try {
    await onServer(server.url, async (admin) => {
      await admin.query(`create database ${name} template ${await migratedTemplate(admin, server.url)}`);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: databaseUrl(server.url, name),
    async drop() {
      await onServer(server.url, async (admin) => {
        await admin.query(`drop database ${name} with (force)`);
      });
      await server.stop();
    },
  };
}

/** Removes what killed runs left behind. Only for whoever is about to run all tests. */
export async function dropLeftovers(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      String.raw`select datname from pg_database where datname like 'assize\_test\_%'`,
    );
    for (const { datname } of rows) await admin.query(`drop database ${datname}`).catch(() => {}); // Still in use.
  });
}

async function migratedTemplate(admin: pg.Client, serverUrl: string): Promise<string> {
  const hashes = (await readMigrations()).map((migration) => migration.sha256);
  const name = `assize_template_${sha256(hashes.join()).slice(0, 16)}`;
  await admin.query('select pg_advisory_lock($1)', [templateLock]);
  const { rows } = await admin.query<{ datname: string }>(
    String.raw`select datname from pg_database where datname like 'assize\_template\_%'`,
  );
  if (!rows.some(({ datname }) => datname === name)) {
    for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`);
    const unfinished = `${name}_new`;
    await admin.query(`create database ${unfinished}`);
    const outcome = await migrate(databaseUrl(serverUrl, unfinished));
    if (!outcome.ok) throw new Error(`cannot migrate: ${outcome.refusal.code}`);
    await admin.query(`alter database ${unfinished} rename to ${name}`);
  }
  await admin.query('select pg_advisory_unlock($1)', [templateLock]);
  return name;
}

async function onServer(serverUrl: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl(serverUrl, 'postgres') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
