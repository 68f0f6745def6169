import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { createApp } from '../http/app.ts';
import { openBlobStore } from '../shell/blobs.ts';
import { readConfig, type Config } from '../shell/config.ts';
import { openDatabase } from '../shell/database.ts';
import { databaseOf } from '../shell/embedded-postgres.ts';
import { listen } from '../shell/listen.ts';
import { createLog } from '../shell/log.ts';
import { createMailGateway } from '../shell/mail.ts';
import { migrate } from '../shell/migrate.ts';
import { startSandboxMailbox } from '../shell/sandbox-mailbox.ts';
import { setupSentences } from './migrate.ts';
import { print, printRefusal, type Command } from './output.ts';

export const command: Command = {
  summary: 'serves the web app, the API and the jobs, and in the sandbox a commission to try',
  usage: `assize start

Starts the database (the embedded one, unless DATABASE_URL names another), brings it to the present, and serves
everything on one port. It stops on Ctrl-C. What it can be told stands in the environment:

  DATABASE_URL    a PostgreSQL 15 or later, as the owner of the tables
  PORT            default 8080, or the next one that is free
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

  const log = createLog(config.logLevel);
  const mailbox = config.smtpUrl === null ? await startSandboxMailbox(join(config.home, 'mailbox')) : null;
  if (mailbox !== null) open.defer(mailbox.stop);
  const mail = createMailGateway(config.smtpUrl ?? mailbox?.smtpUrl ?? '');
  open.defer(mail.close);
  const world = { database: openDatabase(database.url), blobs: openBlobStore(join(config.home, 'blobs')) };
  open.defer(world.database.close);

  const app = createApp({ world, mail, mailbox, log });
  const server = await listen(app.fetch, config.port);
  open.defer(server.stop);
  print(`Assize is at ${config.publicUrl ?? `http://localhost:${server.port}`}`);
  await stopSignal();
  return 0;
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
