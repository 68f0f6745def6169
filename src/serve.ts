/**
 * Everything put together: one process that serves the pages and the API, runs the jobs, and in a sandbox keeps
 * a mail server and the sample. The one place that knows all edges.
 */
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { openInstallation } from './documents/operations.ts';
import type { Edge } from './http/edge.ts';
import { respondentLink } from './http/edge.ts';
import { createApp } from './http/app.ts';
import { createAuth } from './http/auth.ts';
import { loadSandbox } from './http/sandbox.ts';
import { jobs } from './jobs/index.ts';
import { accept, refuse, type Day, type Outcome } from './kernel/index.ts';
import type { World } from './shell/act.ts';
import { openBlobStore } from './shell/blobs.ts';
import { wallClock } from './shell/clock.ts';
import { databaseKind, openDatabase } from './shell/database.ts';
import { listen, type FetchCallback } from './shell/listen.ts';
import type { Log } from './shell/log.ts';
import { createMailGateway } from './shell/mail.ts';
import { startQueue } from './shell/queue.ts';
import { startSandboxMailbox } from './shell/sandbox-mailbox.ts';
import { openWorkingFolders } from './shell/working-folders.ts';

export interface ServeSettings {
  /** As the owner of the tables, already migrated. */
  readonly databaseUrl: string;
  readonly home: string;
  readonly sandbox: boolean;
  /** Null: the sandbox's own mail server. */
  readonly smtpUrl: string | null;
  /** Null: 8080 or the next one that is free. */
  readonly port: number | null;
  /** The address to listen on; this machine only unless told otherwise. */
  readonly host?: string;
  /** Null: this machine and the port. */
  readonly publicUrl: string | null;
  readonly log: Log;
  /** Where a new sandbox's calendar begins; null: on the sample's day. */
  readonly sandboxFirstDay?: Day;
}

export interface Serving {
  readonly url: string;
  readonly world: World;
  readonly edge: Edge;
  /** Whether this start loaded a new sandbox. */
  readonly sandboxIsNew: boolean;
  readonly stop: () => Promise<void>;
}

/** A sandbox's calendar moves and its sign-ins are published: it and a real database are never taken for each other. */
export type ServeRefusal = 'database_is_not_a_sandbox' | 'database_is_a_sandbox';

export async function startServing(settings: ServeSettings): Promise<Outcome<Serving, ServeRefusal>> {
  const { databaseUrl, home, sandbox, log } = settings;
  await using opened = new AsyncDisposableStack();
  const installation = await openInstallation(home, sandbox, wallClock());
  const database = openDatabase(databaseUrl);
  opened.defer(database.close);
  const kind = await databaseKind(database);
  if (sandbox && kind === 'real') return refuse('database_is_not_a_sandbox');
  if (!sandbox && kind === 'sandbox') return refuse('database_is_a_sandbox');
  const world: World = { database, blobs: openBlobStore(join(home, 'blobs')), folders: await openWorkingFolders(join(home, 'work')), sandbox };
  const mailbox = settings.smtpUrl === null ? await startSandboxMailbox(join(home, 'mailbox')) : null;
  if (mailbox !== null) opened.defer(mailbox.stop);
  const mail = createMailGateway(settings.smtpUrl ?? mailbox?.smtpUrl ?? '');
  opened.defer(mail.close);

  // The address must be known before the app is made, and the port only once something listens on it.
  let handle: FetchCallback = () => new Response('starting', { status: 503 });
  const server = await listen((request, env) => handle(request, env), settings.port, settings.host);
  opened.defer(server.stop);
  const url = settings.publicUrl ?? `http://localhost:${server.port}`;
  const auth = createAuth({ databaseUrl, secret: installation.secret, publicUrl: url });
  opened.defer(auth.close);
  const edge: Edge = { world, auth, installation, publicUrl: url, version: packageJson.version, log, mailbox };
  const first = settings.sandboxFirstDay;
  const sandboxIsNew = sandbox && (await loadSandbox({ databaseUrl, auth, installation, ...(first && { firstDay: first }) }));
  const queue = await startQueue(databaseUrl, jobs({ world, mail, linkOf: (caseId) => respondentLink(edge, caseId) }), log);
  opened.defer(() => queue.stop());
  handle = createApp(edge).fetch;

  const stack = opened.move();
  return accept({ url, world, edge, sandboxIsNew, stop: () => stack.disposeAsync() });
}
