/** The only place that speaks to the server: same origin, cookies, RFC 9457 problems as errors. */
import type { WireProblem } from '../../../src/http/wire/index.ts';
import { currentLanguage, htmlLanguage } from './language.tsx';
import { recall } from './memory.ts';

/** Which of one's institutions one acts for; unset means the first. */
export const actingInstitutionKey = 'institution';

export class ProblemError extends Error {
  readonly problem: WireProblem;
  constructor(problem: WireProblem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The problem behind anything thrown. Code `unreachable` means that no answer came at all; its words are the page's own. */
export function problemOf(error: unknown): WireProblem {
  if (error instanceof ProblemError) return error.problem;
  return { type: 'about:blank', title: '', status: 0, detail: error instanceof Error ? error.message : String(error), code: 'unreachable' };
}

export const isSignedOut = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 401;

export async function problemFrom(response: Response): Promise<WireProblem> {
  const body: unknown = await response.json().catch(() => null);
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<WireProblem> & { message?: string };
  return {
    type: said.type ?? 'about:blank',
    title: said.title ?? said.message ?? `${response.status} ${response.statusText}`.trim(),
    status: response.status,
    detail: said.detail ?? '',
    code: said.code ?? `http_${response.status}`,
    ...(said.facts ? { facts: said.facts } : {}),
  };
}

export function headersForApi(given?: HeadersInit): Headers {
  const headers = new Headers(given);
  headers.set('Accept-Language', htmlLanguage[currentLanguage()]);
  const institution = recall(actingInstitutionKey);
  if (institution) headers.set('X-Assize-Institution', institution);
  return headers;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = headersForApi(init.headers);
  const response = await fetch(`/api${path}`, { ...init, headers, credentials: 'same-origin' });
  if (!response.ok) throw new ProblemError(await problemFrom(response));
  return response;
}

const post = (path: string, body?: unknown): Promise<Response> =>
  ask(path, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });

export const api = {
  get: async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T,
  post: async <T>(path: string, body?: unknown): Promise<T> => (await (await post(path, body)).json()) as T,
  /** For answers whose body the page does not read. */
  send: async (path: string, body?: unknown): Promise<void> => {
    await post(path, body);
  },
  put: async <T>(path: string, body: unknown): Promise<T> =>
    (await (await ask(path, { method: 'PUT', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })).json()) as T,
  postForm: async <T>(path: string, body: FormData): Promise<T> => (await (await ask(path, { method: 'POST', body })).json()) as T,
  postForBytes: async (path: string, body: unknown): Promise<Blob> => (await post(path, body)).blob(),
};

/** `?a=1&b=2` of what is set. */
export function queryText(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined && value !== '') query.set(key, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
