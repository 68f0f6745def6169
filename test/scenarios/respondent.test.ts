/** The respondent's side of a case: what the link shows, what it refuses, and what the respondent's words do. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { respondentLink } from '../../src/http/edge.ts';
import { sandboxCommission, sandboxPeople } from '../../src/http/sandbox.ts';
import type { WireAnswerReceipt, WireNoticeFace, WireProblem, WireRespondentFile } from '../../src/http/wire/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { act } from '../../src/shell/act.ts';
import { pin, startDrive } from '../docket-drive.ts';
import { eventually } from '../installation.ts';
import { sampleBatch } from '../sample-batch.ts';

const drive = await startDrive();
after(drive.stop);
const { look, take, attempt, advance } = drive;
const changes: Readonly<Record<number, Record<string, string>>> = { 4: { 电子邮箱: 'bounce-5@borrowers.example', 送达邮箱: 'bounce-5@borrowers.example' } };
const [plain = '', other = '', objecting = '', damaged = '', bounced = '', emoji = ''] = await drive.file('RESPONDENTS', sampleBatch(6, (n) => changes[n] ?? {}));
await drive.serve(plain, other, objecting, damaged, bounced, emoji);

const problemOf = async (response: Response): Promise<readonly [number, string]> => [response.status, ((await response.json()) as WireProblem).code];
const kindsOf = async (caseId: string) => (await look(caseId)).timeline.map(({ kind }) => kind);
const codes = (response: Awaited<ReturnType<typeof attempt>>) => response.outcomes.map((each) => (each.ok ? each.state : each.refusal.code));

test('a link that is forged, cut short or of a case that is not there leads nowhere', async () => {
  const { token } = await drive.respondent(plain);
  const changed = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`;
  for (const wrong of [changed, token.slice(0, -1), `${token}A`, token.toLowerCase(), 'x', plain]) {
    for (const path of ['', '/file']) assert.deepEqual(await problemOf(await fetch(`${drive.place.url}/api/respondent/${wrong}${path}`)), [404, 'link_not_genuine'], wrong);
  }
});

test('the face shows nothing about the debt, and looking at it serves nobody', async () => {
  const { at } = await drive.respondent(plain);
  const before = await look(plain);
  const text = await (await at('')).text();
  assert.deepEqual(Object.keys(JSON.parse(text) as WireNoticeFace).sort(), [
    'applicantName', 'attemptsLeft', 'businessDay', 'caseNo', 'commissionName', 'commissionPhone', 'identityHint', 'opened', 'proved', 'respondentName',
  ]);
  assert.match((JSON.parse(text) as WireNoticeFace).respondentName, /^.\*+$/);
  for (const secret of [before.totalFen, before.principalFen, before.contractNo, before.reference]) assert(!text.includes(secret), secret);
  const now = await look(plain);
  assert.deepEqual([now.state, now.version, now.timeline.length], ['notice_service', before.version, before.timeline.length]);
});

test('opening twice changes nothing, and the file opens only to who proved who they are', async () => {
  const { at, tail } = await drive.respondent(plain);
  assert.equal((await at('/open', {})).status, 200);
  const opened = await look(plain);
  assert.deepEqual([opened.state, opened.serviceLevel], ['response_open', 3]);
  assert.equal((await at('/open', {})).status, 200);
  const again = await look(plain);
  assert.deepEqual([again.version, again.timeline.length, again.deadlines], [opened.version, opened.timeline.length, opened.deadlines]);
  const paperId = opened.papers[0]?.paperId ?? '';
  for (const response of [await at('/file'), await at(`/papers/${paperId}`), await at('/answers', { answerId: newId(), kind: 'defence', text: '不欠' })]) {
    assert.deepEqual(await problemOf(response), [403, 'identity_needed']);
  }
  assert.equal((await at('/identity', { identityTail: ` ${tail.toLowerCase()} ` })).status, 200, 'letters of either case, and blanks around');
});

test('the proof is good for one case, until it ends, and cannot be made up', async () => {
  const mine = await drive.respondent(plain);
  const theirs = await drive.respondent(other);
  const cookie = await mine.prove();
  assert.equal((await mine.at('/file', undefined, cookie)).status, 200);
  assert.deepEqual(await problemOf(await theirs.at('/file', undefined, cookie)), [403, 'identity_needed']);
  const [name = '', value = ''] = cookie.split('=');
  const [expires = '', code = ''] = value.split('.');
  for (const forged of [`${Number(expires) + 1}.${code}`, `${expires}.${code.slice(1)}`, expires, '.', 'x', `9${expires}.${code}`]) {
    assert.deepEqual(await problemOf(await mine.at('/file', undefined, `${name}=${forged}`)), [403, 'identity_needed'], forged);
  }
});

test('five wrong identities end the day, the right one included, and all of it is on record', async () => {
  const { at, tail } = await drive.respondent(other);
  for (const left of [4, 3, 2, 1, 0]) {
    const refused = await at('/identity', { identityTail: '000000' });
    assert.equal(refused.status, 403);
    assert.deepEqual(((await refused.json()) as WireProblem).facts, { attemptsLeft: left });
  }
  assert.deepEqual(await problemOf(await at('/identity', { identityTail: tail })), [429, 'too_many_attempts']);
  assert.equal(((await (await at('')).json()) as WireNoticeFace).attemptsLeft, 0);
  assert.equal((await kindsOf(other)).filter((kind) => kind === 'identity_refused').length, 5);
  assert.deepEqual([(await look(other)).state, (await look(other)).serviceLevel], ['notice_service', 1], 'guessing serves nobody');
});

test('an answer is taken once under its number, whatever its letters, and never over another\'s', async () => {
  const mine = await drive.respondent(plain);
  const cookie = await mine.prove();
  const answer = { answerId: newId(), kind: 'defence', text: '我已经还了一部分😀。' };
  const send = async (given: object, who = mine, as = cookie) => who.at('/answers', given, as);
  const receipts = [await send(answer), await send(answer), await send({ ...answer, answerId: answer.answerId.toUpperCase() })];
  assert.deepEqual(receipts.map(({ status }) => status), [200, 200, 200]);
  const [first, ...others] = (await Promise.all(receipts.map((each) => each.json()))) as WireAnswerReceipt[];
  for (const each of others) assert.deepEqual(each, first);
  assert.deepEqual(await problemOf(await send({ ...answer, text: '没有。' })), [409, 'answer_id_reused']);
  const theirs = await drive.respondent(objecting);
  assert.deepEqual(await problemOf(await send({ ...answer, text: '没有。' }, theirs, await theirs.prove())), [409, 'answer_id_reused'], 'taken by another case');
  for (const text of ['', ' ', 'x'.repeat(5001), 'a\u0000b', 'a\ud800b', 7, null]) {
    assert.deepEqual(await problemOf(await send({ ...answer, answerId: newId(), text })), [400, 'request_invalid'], JSON.stringify(text));
  }
});

test('whoever objects to the procedure leaves this road at once, and the road is closed behind them', async () => {
  const { at, prove } = await drive.respondent(objecting);
  const cookie = await prove();
  const receipt = (await (await at('/answers', { answerId: newId(), kind: 'object_to_procedure', text: '我要求开庭。' }, cookie)).json()) as WireAnswerReceipt;
  assert.equal(receipt.state, 'transferred_offline');
  assert.deepEqual(await problemOf(await at('/answers', { answerId: newId(), kind: 'defence', text: '补充' }, cookie)), [409, 'right_not_open']);
  const file = (await (await at('/file', undefined, cookie)).json()) as WireRespondentFile;
  assert(file.rights.every(({ open }) => !open));
  assert.deepEqual((await look(objecting)).commands, []);
});

test('an address that bounces serves nobody, whoever knows the link, and the case can be served again', async () => {
  const detail = await look(bounced);
  assert.deepEqual([detail.state, detail.serviceLevel], ['notice_service', 0]);
  assert.deepEqual(detail.notices.map(({ attempts }) => attempts.map(({ outcome, level }) => [outcome, level])), [[['refused', 0]]]);
  const token = respondentLink(drive.place.edge, bounced).split('/').at(-1) ?? '';
  assert.equal((await fetch(`${drive.place.url}/api/respondent/${token}/open`, { method: 'POST', body: '{}' })).status, 200);
  assert.deepEqual([(await look(bounced)).state, (await look(bounced)).serviceLevel], ['notice_service', 0]);
  await take('secretary', { command: 'serve_notice' }, bounced);
  await eventually('the second answer', async () => ((await look(bounced)).notices.filter((each) => each.attempts.length === 1).length === 2 ? true : null));
});

test('in a set, a case whose stored file is damaged is refused alone', async () => {
  for (const caseId of [damaged, emoji]) await (await drive.respondent(caseId)).prove();
  await advance('2026-03-10');
  const loanSha256 = (await look(damaged)).timeline.find(({ kind }) => kind === 'case_filed')?.facts.loanSha256 as string;
  const path = join(drive.place.home, 'blobs', loanSha256.slice(0, 2), loanSha256);
  const whole = await readFile(path);
  const set = await Promise.all([damaged, emoji, plain].map(async (caseId) => ({ caseId, version: (await look(caseId)).version })));
  await writeFile(path, whole.toReversed());
  const response = await drive.people.director.post<Awaited<ReturnType<typeof attempt>>>('/commands', { command: 'appoint_arbitrator', arbitratorId: sandboxPeople.arbitrator.personId, items: set });
  assert.deepEqual(codes(response), ['case_cannot_be_processed', 'appointment_pending', 'appointment_pending']);
  await writeFile(path, whole);
  assert.equal((await look(damaged)).state, 'tribunal_formation');
  assert(!(await kindsOf(damaged)).includes('arbitrator_appointed'));
});

test('a challenge sends the case back, and the same arbitrator is not appointed again', async () => {
  await take('arbitrator', { command: 'accept_appointment', disclosure: null }, plain);
  const { at, prove } = await drive.respondent(plain);
  const cookie = await prove();
  const late = (await (await at('/answers', { answerId: newId(), kind: 'defence', text: '迟到的答辩' }, cookie)).json()) as WireAnswerReceipt;
  assert.equal(late.late, true, 'late, and not lost');
  const receipt = (await (await at('/answers', { answerId: newId(), kind: 'challenge_arbitrator', text: '他是出借人的顾问。' }, cookie)).json()) as WireAnswerReceipt;
  assert.equal(receipt.state, 'tribunal_formation');
  assert.equal((await look(plain)).arbitrator, null);
  assert.deepEqual(codes(await attempt('director', { command: 'appoint_arbitrator', arbitratorId: sandboxPeople.arbitrator.personId }, plain)), ['arbitrator_challenged_before']);
  await take('director', { command: 'appoint_arbitrator', arbitratorId: sandboxPeople.arbitrator2.personId }, plain);
  assert.equal((await drive.people.arbitrator.request(`/cases/${plain}`)).status, 404, 'the challenged arbitrator has the case no more');
});

test('what was told of the first tribunal does not count for the second', async () => {
  const formed = async () => (await look(plain)).gate.find(({ check }) => check === 'tribunal_duly_formed');
  const told = async () => (await look(plain)).notices.filter(({ purpose, level }) => purpose === 'composition' && level >= 1).length;
  await eventually('the notices of the first tribunal', async () => ((await told()) === 2 ? true : null));
  await take('arbitrator2', { command: 'accept_appointment', disclosure: '与当事人没有利害关系' }, plain);
  await eventually('the notices of the second', async () => ((await told()) === 4 ? true : null));
  assert.equal((await formed())?.satisfied, true);
  const latest = (await look(plain)).notices.filter(({ purpose }) => purpose === 'composition').slice(-2).map(({ noticeId }) => noticeId);
  const setLevel = (level: number) =>
    act(drive.place.world, { actor: { kind: 'system', name: 'test' }, scope: { kind: 'commission', id: sandboxCommission.institutionId } }, (opened) =>
      opened.query('update assize.notices set level = $1 where notice_id = any ($2::uuid[])', [level, latest]),
    );
  await setLevel(0);
  assert.equal((await formed())?.because, 'the parties have not been told of the composition of the tribunal');
  await setLevel(1);
});

test('the lender never gets the respondent\'s link, in no paper, bundle or letter', async () => {
  const { token } = await drive.respondent(plain);
  const { papers } = await drive.people.lender.get<Awaited<ReturnType<typeof look>>>(`/cases/${plain}`);
  const contents = [...papers.map(({ paperId }) => `/papers/${paperId}`), '/bundle', ''].map(async (path) => Buffer.from(await (await drive.people.lender.request(`/cases/${plain}${path}`)).arrayBuffer()));
  for (const content of await Promise.all(contents)) assert(!content.includes(token));
  const notice = (await look(plain)).papers.find(({ kind }) => kind === 'arbitration_notice')?.paperId ?? '';
  assert(Buffer.from(await (await drive.people.director.request(`/cases/${plain}/papers/${notice}`)).arrayBuffer()).includes(token), 'which would be found where it is');
  assert.equal((await drive.people.lender.request(`/cases/${plain}/papers/${notice}`)).status, 404);
  const mail = JSON.stringify(await drive.people.director.get('/sandbox/mailbox?to=legal@lender.test'));
  assert(mail.includes('组庭通知书') && !mail.includes(token));
});

test('an award is made although the respondent wrote what no font prints; a wrong PIN signs nothing', async () => {
  await advance('2026-03-12');
  const trial = await look(plain);
  assert.equal(trial.state, 'trial');
  const opinion = '申请人已依约发放借款，被申请人没有按照约定还款，构成违约，应当承担责任。';
  const draft = { opinion, responses: trial.answers.map(({ answerId }) => ({ answerId, response: '不成立。' })), performanceDays: 10 };
  const unanswered = await attempt('arbitrator2', { command: 'draft_award', draft: { ...draft, responses: [] } }, plain);
  assert.deepEqual(codes(unanswered), ['gate_not_satisfied']);
  const preview = await drive.people.arbitrator2.request(`/cases/${plain}/award-preview`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ draft }) });
  assert.deepEqual([preview.status, preview.headers.get('content-type')], [200, 'application/pdf']);
  await take('arbitrator2', { command: 'draft_award', draft }, plain);
  await take('secretary', { command: 'check_award' }, plain);
  assert.deepEqual(codes(await attempt('arbitrator2', { command: 'sign_award', pin: '000000' }, plain)), ['wrong_pin']);
  assert.deepEqual((await look(plain)).papers.find(({ kind }) => kind === 'award')?.signatures, []);
  assert(!(await drive.people.lender.get<Awaited<ReturnType<typeof look>>>(`/cases/${plain}`)).papers.some(({ kind }) => kind === 'award'), 'the lender sees no award that is not served');
  await take('arbitrator2', { command: 'sign_award', pin }, plain);
  assert.equal((await look(plain)).state, 'award_sealing');
});
