/** The command line as a client of a running server: where it is, who is signed in there, and what it answers. */
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { caseDetailSchema, caseListSchema, idSchema, problemSchema, type WireCaseDetail, type WireCaseSummary } from '../http/wire/index.ts';
import { intakeSentences } from '../intake/index.ts';
import { accept, refuse, type Refusal } from '../kernel/index.ts';
import { readConfig } from '../shell/config.ts';
import { inputSentences, workFolder } from './input.ts';
import { printProblem, problemOf, type Problem } from './output.ts';

/** What a server, or this side of it, answers: the value, or what is to be told to whoever asked. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Server {
  readonly url: string;
  readonly get: <T>(path: string, schema: z.ZodType<T>) => Promise<Answer<T>>;
  readonly post: <T>(path: string, body: object, schema: z.ZodType<T>) => Promise<Answer<T>>;
  /** Sends a file of any size, read as it goes. */
  readonly upload: <T>(path: string, file: string, schema: z.ZodType<T>) => Promise<Answer<T>>;
  readonly download: (path: string) => Promise<Answer<Uint8Array>>;
  /** Writes what is downloaded into a folder, under the name that the server gives it. Gives the path. */
  readonly downloadInto: (path: string, folder: string) => Promise<Answer<string>>;
  readonly signIn: (email: string, password: string) => Promise<Answer<null>>;
  /** Gives whether anyone was signed in. */
  readonly signOut: () => Promise<Answer<boolean>>;
}

/** The options that every command towards a server takes. */
export const serverOptions = { server: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const serverUsage = `  --server URL      the server; else ASSIZE_URL, else the one that \`assize start\` runs here
  --json            prints the answer as JSON`;

/** What to do about what this side refuses, before or instead of the server. */
export const clientSentences = {
  ...inputSentences,
  wrong_argument: 'Something is missing or wrong on the command line. `assize help COMMAND` tells how it is called.',
  server_not_there: 'No server answers there. Start one with `assize start`, or name another with --server or ASSIZE_URL.',
  answer_not_understood: 'Something answers there, but not as an Assize server of this version. Check the address and the versions.',
  not_signed_in: 'Nobody is signed in there, or no longer. Sign in with `assize sign-in --email E-MAIL`.',
  sign_in_refused: 'E-mail or password is wrong. Check both and try again.',
  case_not_found: 'There is no such case, or none that you may see. `assize cases` lists those you may see.',
  case_ambiguous: 'Several cases bear this reference. Name one by its case number or its ID.',
  batch_not_found: 'There is no such batch of yours among the latest. `assize batches` lists them.',
  mapping_invalid: intakeSentences.mapping_invalid,
  commission_unknown: 'Name the commission with --commission, as one of those listed.',
  arbitrator_unknown: 'Name the arbitrator with --arbitrator, as one of those on the roster.',
  draft_unreadable: 'The draft is not in the form of an award draft. See `assize help do`.',
} as const;

export type ClientRefusal = keyof typeof clientSentences;

const said = (refusal: Refusal<ClientRefusal>): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: problemOf(refusal, clientSentences[refusal.code]),
});

/** A refusal of this side, as an answer. */
export const refused = (code: ClientRefusal, detail: Refusal['detail'] = {}) => said(refuse(code, detail).refusal);

export const answered = <T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<ClientRefusal> }): Answer<T> =>
  outcome.ok ? outcome : said(outcome.refusal);

/** Does something with the server that the options, the environment or a running `assize start` names. Gives the exit status. */
export async function withServer(
  options: { readonly server?: string | undefined; readonly json: boolean },
  work: (server: Server) => Promise<Answer<number>>,
): Promise<number> {
  const server = await findServer(options.server);
  const answer = server.ok ? await work(server.value) : server;
  return answer.ok ? answer.value : printProblem(answer.problem, options.json);
}

async function findServer(named: string | undefined): Promise<Answer<Server>> {
  const config = readConfig(process.env);
  if (!config.ok) return said(config.refusal);
  const { home } = config.value;
  const given = named ?? process.env.ASSIZE_URL ?? (await readJson(serverFile(home), z.object({ url: z.string() })))?.url ?? 'http://localhost:8080';
  const url = z.url({ protocol: /^https?$/ }).safeParse(given);
  if (!url.success) return refused('wrong_argument', { needed: `a server as http://host:port, not ${given}` });
  return accept(serverAt(url.data.replace(/\/+$/, ''), home));
}

/** Where `assize start` leaves the address it serves at. */
export const serverFile = (home: string): string => join(home, 'server.json');

const sessionsSchema = z.record(z.string(), z.object({ email: z.string(), token: z.string() }));

function serverAt(url: string, home: string): Server {
  const sessionFile = join(home, 'session.json');
  const sessions = async () => (await readJson(sessionFile, sessionsSchema)) ?? {};

  async function send(path: string, init: RequestInit = {}): Promise<Answer<Response>> {
    const token = (await sessions())[url]?.token;
    const headers = { origin: url, ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string> | undefined) };
    try {
      const response = await fetch(`${url}/api${path}`, { ...init, headers });
      return response.ok ? accept(response) : { ok: false, problem: await problemIn(response, url) };
    } catch (error) {
      const { cause } = error as Error;
      return refused('server_not_there', { server: url, reason: cause instanceof Error ? cause.message : String(error) });
    }
  }

  async function sendFor<T>(path: string, schema: z.ZodType<T>, init?: RequestInit): Promise<Answer<T>> {
    const response = await send(path, init);
    if (!response.ok) return response;
    const parsed = schema.safeParse(await response.value.json().catch(() => null));
    return parsed.success ? accept(parsed.data) : refused('answer_not_understood', { server: url, path, first: parsed.error.issues[0]?.message ?? '' });
  }

  return {
    url,
    get: (path, schema) => sendFor(path, schema),
    post: (path, body, schema) => sendFor(path, schema, { method: 'POST', ...(body instanceof FormData ? { body } : jsonBody(body)) }),
    upload: async (path, file, schema) => sendFor(path, schema, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: await openAsBlob(file) }),
    async download(path) {
      const response = await send(path);
      return response.ok ? accept(new Uint8Array(await response.value.arrayBuffer())) : response;
    },
    async downloadInto(path, folder) {
      const response = await send(path);
      if (!response.ok) return response;
      const { headers, body } = response.value;
      const file = join(folder, fileNameIn(headers.get('content-disposition')));
      try {
        await mkdir(folder, { recursive: true });
        await using part = await workFolder(join(folder, '.part-'));
        await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(join(part.path, 'part')));
        await rename(join(part.path, 'part'), file);
        return accept(file);
      } catch (error) {
        return refused('file_not_written', { file, reason: error instanceof Error ? error.message : String(error) });
      }
    },
    async signIn(email, password) {
      const response = await send('/auth/sign-in/email', { method: 'POST', ...jsonBody({ email, password }) });
      if (!response.ok) return response.problem.status === 401 ? refused('sign_in_refused', { email }) : response;
      const token = response.value.headers.get('set-auth-token');
      if (token === null) return refused('answer_not_understood', { server: url });
      await writePrivately(sessionFile, { ...(await sessions()), [url]: { email, token } });
      return accept(null);
    },
    async signOut() {
      const { [url]: mine, ...others } = await sessions();
      if (mine === undefined) return accept(false);
      const response = await send('/auth/sign-out', { method: 'POST', ...jsonBody({}) });
      if (!response.ok && response.problem.status === undefined) return response;
      await writePrivately(sessionFile, others);
      return accept(true);
    },
  };
}

/** The last step of the name that a server gives a file (RFC 6266): it says no folder here. */
function fileNameIn(disposition: string | null): string {
  const [, encoded = 'rejects'] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
  return decodeURIComponent(encoded).split(/[/\\]/).at(-1)?.replace(/^\.+/, '') || 'rejects';
}

const jsonBody = (body: object): RequestInit => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function problemIn(response: Response, url: string): Promise<Problem> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return { ...refused('answer_not_understood', { server: url, status: response.status }).problem, status: response.status };
  return parsed.data.code === 'not_signed_in' ? { ...parsed.data, detail: clientSentences.not_signed_in } : parsed.data;
}

/** What a file of ours holds; null when it is not there or not ours. */
async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all, and for nobody else's eyes. */
async function writePrivately(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(value), { mode: 0o600 });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The case that is named by its ID, its number or the lender's reference. */
export async function findCase(server: Server, name: string): Promise<Answer<WireCaseDetail | WireCaseSummary>> {
  if (idSchema.safeParse(name).success) return server.get(`/cases/${name}`, caseDetailSchema);
  const list = await server.get(`/cases?${new URLSearchParams({ q: name, limit: '200' }).toString()}`, caseListSchema);
  if (!list.ok) return list;
  const found = list.value.items.filter(({ caseNo, reference }) => name === caseNo || name === reference);
  const [first] = found;
  if (first === undefined) return refused('case_not_found', { case: name });
  return found.length === 1 ? accept(first) : refused('case_ambiguous', { case: name, ids: found.map(({ caseId }) => caseId) });
}
