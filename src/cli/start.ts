import { rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sandboxSignIns, submitSample } from '../http/sandbox.ts';
import { readConfig, type Config } from '../shell/config.ts';
import { databaseOf } from '../shell/embedded-postgres.ts';
import { createLog } from '../shell/log.ts';
import { migrate } from '../shell/migrate.ts';
import { builtWebApp } from '../shell/web-app.ts';
import { startServing, type Serving } from '../serve.ts';
import { serverFile } from './client.ts';
import { setupSentences } from './migrate.ts';
import { print, printRefusal, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: 'serves the web app, the API and the jobs, and in the sandbox a commission to try',
  usage: `assize start

Starts the database (the embedded one, unless DATABASE_URL names another), brings it to the present, and serves
everything on one port. It stops on Ctrl-C. What it can be told stands in the environment:

  DATABASE_URL    a PostgreSQL 15 or later, as the owner of the tables
  PORT            default 8080, or the next one that is free
  HOST            the address to listen on; default localhost, this machine only
  PUBLIC_URL      where people reach the web app; links in notices begin with it
  ASSIZE_HOME     where files are kept; default var/
  SMTP_URL        the mail server that notices leave through; default the sandbox's own
  ASSIZE_SANDBOX  on (default) or off
  LOG_LEVEL       debug, info, warn (default), error or silent`,

  async run(args) {
    parseArgs({ args: [...args], options: {} });
    const config = readConfig(process.env);
    if (!config.ok) return printRefusal(config.refusal, setupSentences[config.refusal.code], false);
    return serveUntilStopped(config.value);
  },
};

async function serveUntilStopped(config: Config): Promise<number> {
  await using open = new AsyncDisposableStack(); // Closed in the reverse order, whatever happens.
  const database = await databaseOf(config);
  open.defer(database.stop);
  const migrated = await migrate(database.url);
  if (!migrated.ok) return printRefusal(migrated.refusal, setupSentences[migrated.refusal.code], false);

  await builtWebApp();
  const serving = await startServing({ ...config, databaseUrl: database.url, log: createLog(config.logLevel) });
  if (!serving.ok) return printRefusal(serving.refusal, setupSentences[serving.refusal.code], false);
  const { url, stop } = serving.value;
  open.defer(stop);
  await writeFile(serverFile(config.home), JSON.stringify({ url }));
  open.defer(() => rm(serverFile(config.home), { force: true }));
  if (config.sandbox) await showSandbox(serving.value);
  print(`Assize is at ${url}`);
  await stopSignal();
  return 0;
}

/** The sign-ins, and in a new sandbox the sample batch on its way. */
async function showSandbox({ world, sandboxIsNew }: Serving): Promise<void> {
  if (sandboxIsNew) await submitSample(world);
  printTable(['SIGN IN AS', 'E-MAIL', 'PASSWORD', 'PIN'], sandboxSignIns.map(({ roles, email, password, pin }) => [roles.join(', '), email, password, pin ?? '']));
  print('');
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
