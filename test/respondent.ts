/** The respondent of a case, who comes by the link in the notice and proves who they are. */
import assert from 'node:assert/strict';
import type { WireRespondentFile } from '../src/http/wire/index.ts';
import { detailOf, linkFor, type Caller, type Installation } from './installation.ts';

/** Opens the notice of a case, proves identity, and sends one defence; `secretary` looks up who the respondent is. */
export async function respondentOpens(place: Installation, secretary: Caller, caseId: string): Promise<void> {
  const loan = await secretary.post<{ email: string; identity: string }>(`/cases/${caseId}/reveal`, {});
  const token = await linkFor(place, loan.email);
  const at = (path: string, init?: RequestInit) => fetch(`${place.url}/api/respondent/${token}${path}`, init);
  const json = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  assert.equal((await at('')).status, 200);
  assert.equal((await detailOf(secretary, caseId)).state, 'notice_service', 'looking at the face is not yet opening the notice');
  assert.equal((await at('/open', json({}))).status, 200);
  assert.equal((await at('/file')).status, 403, 'the file asks for proof of identity');
  assert.equal((await at('/identity', json({ identityTail: '000000' }))).status, 403);
  const proved = await at('/identity', json({ identityTail: loan.identity.slice(-6) }));
  assert.equal(proved.status, 200);
  const cookie = proved.headers.get('set-cookie')?.split(';')[0] ?? '';
  const file = (await (await at('/file', { headers: { cookie } })).json()) as WireRespondentFile;
  assert.equal(file.state, 'response_open');
  const answer = { answerId: '0198f0f0-0000-7000-8000-000000000001', kind: 'defence', text: '我已经还了一部分。' };
  const sent = { ...json(answer), headers: { 'content-type': 'application/json', cookie } };
  const [first, again] = [await (await at('/answers', sent)).json(), await (await at('/answers', sent)).json()];
  assert.deepEqual(first, again, 'the same answer sent again gives the same receipt');
}
