/** The one place that opens DuckDB: in memory, held to one folder, with its settings locked. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { legalTimeZone } from '../kernel/index.ts';

/**
 * What a query may touch is `folder` and the files named, nothing else on the disk and nothing on the network; no
 * later statement can change that. What does not fit in memory is spilled into `folder`. The caller closes the
 * connection, which frees the database.
 */
export async function openDuck(folder: string, files: readonly string[] = []): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '500MB' });
  const connection = await instance.connect();
  await connection.run(`set temp_directory = ${quoted(folder)}`);
  await connection.run(`set TimeZone = ${quoted(legalTimeZone)}`);
  await connection.run('set autoinstall_known_extensions = false');
  await connection.run('set autoload_known_extensions = false');
  // The two lists of what is allowed can only be written while everything still is.
  await connection.run(`set allowed_directories = [${quoted(folder)}]`);
  await connection.run(`set allowed_paths = [${files.map(quoted).join(', ')}]`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  return connection;
}

/** A name as SQL writes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it, for the few statements that take no parameters. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
