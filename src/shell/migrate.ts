/**
 * Brings a database to the present: the numbered SQL files of `migrations/`, in order, each in its own transaction,
 * then the tables of the queue, which its library makes. Forward only: an applied file is never edited. What has been
 * applied stands in `assize.migrations` with its SHA-256. Two that migrate at once wait for each other.
 */
import { runMigrations as migrateQueue } from 'graphile-worker';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { accept, assert, refuse, sha256, type Outcome } from '../kernel/index.ts';

export interface Migrated {
  /** The files applied now, in order. Empty when the database was up to date. */
  readonly applied: readonly string[];
}

/** `migration_changed`: an applied file was edited since. `migration_unknown`: the database is newer than the program. */
export type MigrationRefusal = 'migration_changed' | 'migration_unknown';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations');
const migrationLock = 4_127_351;

/** `url` must be the owner of the tables. Throws, naming file and line, when a file's SQL fails. */
export async function migrate(url: string, folder = migrationsFolder): Promise<Outcome<Migrated, MigrationRefusal>> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const done = await appliedMigrations(client);
    for (const [index, { name, sha256 }] of done.entries()) {
      const ours = migrations[index];
      if (ours?.name !== name) return refuse('migration_unknown', { file: name });
      if (ours.sha256 !== sha256) return refuse('migration_changed', { file: name });
    }
    const pending = migrations.slice(done.length);
    for (const migration of pending) await apply(client, migration);
    await migrateQueue({ connectionString: url });
    return accept({ applied: pending.map(({ name }) => name) });
  } finally {
    await client.end();
  }
}

/** The files of `migrations/`, which must be numbered 0001, 0002, … without a gap. */
export async function readMigrations(folder = migrationsFolder): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = String(index + 1).padStart(4, '0');
      assert(new RegExp(`^${number}_[a-z0-9_]+\\.sql$`).test(name), `migration ${number} is expected, not ${name}`);
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: sha256(sql) };
    }),
  );
}

async function appliedMigrations(client: pg.Client): Promise<readonly Omit<Migration, 'sql'>[]> {
  await client.query(`
    create schema if not exists assize;
    create table if not exists assize.migrations (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<Omit<Migration, 'sql'>>('select name, sha256 from assize.migrations order by name');
  return rows;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into assize.migrations (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const position = error instanceof pg.DatabaseError ? Number(error.position ?? 1) : 1;
    const line = migration.sql.slice(0, position).split('\n').length;
    throw new Error(`${migration.name}, line ${line}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
