/** A whole installation for a test: its own database, folder, mail server, jobs and port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxPeople } from '../src/http/sandbox.ts';
import type { WireCaseDetail, WireCaseList, WireCommandRequest, WireCommandResponse, WireMailbox } from '../src/http/wire/index.ts';
import { assert, type Day } from '../src/kernel/index.ts';
import { startServing, type Serving } from '../src/serve.ts';
import { createLog } from '../src/shell/log.ts';
import { cloneTemplate } from './postgres.ts';

export type Someone = keyof typeof sandboxPeople;

export interface Installation extends Serving {
  readonly home: string;
  readonly databaseUrl: string;
  /** Signs in over HTTP and gives what calls the API as that person. */
  readonly as: (someone: Someone) => Promise<Caller>;
}

export interface Caller {
  readonly token: string;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
}

export async function startInstallation(options: { readonly firstDay?: Day; readonly smtpUrl?: string } = {}): Promise<Installation> {
  const database = await cloneTemplate();
  const home = await mkdtemp(join(tmpdir(), 'assize-'));
  const started = await startServing({
    databaseUrl: database.url,
    home,
    sandbox: true,
    smtpUrl: options.smtpUrl ?? null,
    port: 0,
    publicUrl: null,
    log: createLog('error'),
    ...(options.firstDay && { sandboxFirstDay: options.firstDay }),
  });
  assert(started.ok, 'a new database is taken as a sandbox');
  const serving = started.value;
  return {
    ...serving,
    home,
    databaseUrl: database.url,
    as: async (someone) => {
      const { email, password } = sandboxPeople[someone];
      const signedIn = await fetch(`${serving.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: serving.url },
        body: JSON.stringify({ email, password }),
      });
      const token = signedIn.headers.get('set-auth-token');
      if (token === null) throw new Error(`${email} could not sign in: ${signedIn.status}`);
      return caller(`${serving.url}/api`, token);
    },
    stop: async () => {
      await serving.stop();
      await rm(home, { recursive: true, force: true });
      await database.drop();
    },
  };
}

function caller(base: string, token: string): Caller {
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${base}${path}`, { ...init, headers: { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${token}` } });
  const read = async <T>(response: Response): Promise<T> => {
    if (!response.ok) throw new Error(`${response.status} ${response.url}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    token,
    request,
    get: async (path) => read(await request(path)),
    post: async (path, body) => read(await request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
  };
}

/** Asks again and again until `found` gives something; fails after `seconds`. */
export async function eventually<T>(what: string, found: () => Promise<T | null>, seconds = 60): Promise<T> {
  for (let tries = 0; tries < seconds * 10; tries += 1) {
    const value = await found();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never came: ${what}`);
}

/** Takes a command on all cases in a state, as they stand now. */
export async function commandAll(who: Caller, state: string, command: Omit<WireCommandRequest, 'items'>, limit = 100): Promise<WireCommandResponse> {
  const { items } = await who.get<WireCaseList>(`/cases?state=${state}&limit=${limit}`);
  return who.post('/commands', { ...command, items: items.map(({ caseId, version }) => ({ caseId, version })) });
}

export const detailOf = (who: Caller, caseId: string): Promise<WireCaseDetail> => who.get(`/cases/${caseId}`);

/** The respondent's link in the newest message to an address. */
export async function linkFor(installation: Installation, address: string): Promise<string> {
  return eventually(`mail for ${address}`, async () => {
    const mailbox = (await (await fetch(`${installation.url}/api/sandbox/mailbox?to=${encodeURIComponent(address)}`)).json()) as WireMailbox;
    return /\/r\/([\w-]+)/.exec(mailbox.items[0]?.text ?? '')?.[1] ?? null;
  });
}
