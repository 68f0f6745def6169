/** A whole installation driven over HTTP by everyone who takes part, one step a line. */
import assert from 'node:assert/strict';
import { sandboxCommission, sandboxPeople } from '../src/http/sandbox.ts';
import type { WireBatch, WireCaseDetail, WireCaseList, WireCommandRequest, WireCommandResponse } from '../src/http/wire/index.ts';
import { detailOf, eventually, linkFor, startInstallation, type Caller, type Installation, type Someone } from './installation.ts';
import type { BatchFiles } from './sample-batch.ts';

/** `item` distributes: each command with what it needs, without the cases. */
export type Step = WireCommandRequest extends infer Request ? (Request extends unknown ? Omit<Request, 'items'> : never) : never;

export interface Drive {
  readonly place: Installation;
  readonly people: Readonly<Record<Someone, Caller>>;
  /** Sends a batch as the lender, waits until it is filed and gives its cases by reference. */
  readonly file: (reference: string, files: BatchFiles) => Promise<readonly string[]>;
  /** Takes a command on cases as they stand now. */
  readonly attempt: (who: Someone, step: Step, ...caseIds: readonly string[]) => Promise<WireCommandResponse>;
  /** The same, and expects all of it done. */
  readonly take: (who: Someone, step: Step, ...caseIds: readonly string[]) => Promise<void>;
  readonly look: (caseId: string) => Promise<WireCaseDetail>;
  readonly advance: (to: string) => Promise<void>;
  /** From filed to served with the notice of arbitration, and waits for what the mail server says. */
  readonly serve: (...caseIds: readonly string[]) => Promise<void>;
  readonly respondent: (caseId: string) => Promise<Respondent>;
  readonly stop: () => Promise<void>;
}

/** Somebody at the respondent's link. */
export interface Respondent {
  readonly token: string;
  readonly tail: string;
  readonly at: (path: string, body?: unknown, cookie?: string) => Promise<Response>;
  /** Opens the notice, proves who they are, and gives the cookie. */
  readonly prove: () => Promise<string>;
}

export const pin = '246810';

export async function startDrive(options: Parameters<typeof startInstallation>[0] = {}): Promise<Drive> {
  const place = await startInstallation(options);
  const names = Object.keys(sandboxPeople) as Someone[];
  const people = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await place.as(name)] as const))) as Drive['people'];
  const look = (caseId: string) => detailOf(people.director, caseId);

  const attempt: Drive['attempt'] = async (who, step, ...caseIds) => {
    const items = await Promise.all(caseIds.map(async (caseId) => ({ caseId, version: (await look(caseId)).version })));
    return people[who].post<WireCommandResponse>('/commands', { ...step, items });
  };
  const take: Drive['take'] = async (who, step, ...caseIds) => {
    const response = await attempt(who, step, ...caseIds);
    assert.equal(response.done, caseIds.length, JSON.stringify(response));
  };
  const serve: Drive['serve'] = async (...caseIds) => {
    await take('secretary', { command: 'approve_filing' }, ...caseIds);
    await take('secretary', { command: 'record_fee_payment', receiptNo: 'R-1' }, ...caseIds);
    await take('secretary', { command: 'serve_notice' }, ...caseIds);
    for (const caseId of caseIds) await eventually('an answer of the mail server', async () => ((await look(caseId)).notices.every((each) => each.attempts.length > 0) ? true : null));
  };
  const file: Drive['file'] = async (reference, { mapping, files }) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ reference, mapping, asOf: '2026-03-02', commissionId: sandboxCommission.institutionId })) form.append(name, value);
    for (const { name, bytes } of files) form.append('files', new File([new Uint8Array(bytes)], name));
    const sent = await people.lender.request('/batches', { method: 'POST', body: form });
    assert.equal(sent.status, 202, await sent.clone().text());
    const { batchId } = (await sent.json()) as WireBatch;
    await eventually('the batch to be filed', async () => ((await people.lender.get<WireBatch>(`/batches/${batchId}`)).state === 'done' ? true : null));
    const { items } = await people.lender.get<WireCaseList>(`/cases?batchId=${batchId}&limit=200`);
    return items.toSorted((a, b) => (a.reference < b.reference ? -1 : 1)).map(({ caseId }) => caseId);
  };
  const respondent: Drive['respondent'] = async (caseId) => {
    const { email, identity } = await people.secretary.post<{ email: string; identity: string }>(`/cases/${caseId}/reveal`, {});
    return respondentAt(place, await linkFor(place, email), identity.slice(-6));
  };
  const advance: Drive['advance'] = async (to) => {
    const response = await fetch(`${place.url}/api/sandbox/advance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to }) });
    assert.equal(response.status, 200, await response.text());
  };
  return { place, people, file, attempt, take, look, advance, serve, respondent, stop: place.stop };
}

function respondentAt(place: Installation, token: string, tail: string): Respondent {
  const at: Respondent['at'] = (path, body, cookie) =>
    fetch(`${place.url}/api/respondent/${token}${path}`, {
      headers: { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  return {
    token,
    tail,
    at,
    prove: async () => {
      assert.equal((await at('/open', {})).status, 200);
      const proved = await at('/identity', { identityTail: tail });
      assert.equal(proved.status, 200, await proved.clone().text());
      return proved.headers.get('set-cookie')?.split(';')[0] ?? assert.fail('no cookie');
    },
  };
}
