/** The HTTP edge: who is let in where, what a wrong request is told, and that no tenant finds another's things. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { createApp } from '../../src/http/app.ts';
import { refusalAnswers, type HttpRefusal } from '../../src/http/problem.ts';
import { sandboxCommission, sandboxPeople } from '../../src/http/sandbox.ts';
import type { WireCommandRequest, WireCommandResponse, WireProblem } from '../../src/http/wire/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { startDrive } from '../docket-drive.ts';
import type { Someone } from '../installation.ts';
import { sampleBatch } from '../sample-batch.ts';
import { fillTenants, idOf } from '../tenants.ts';

const drive = await startDrive();
const owner = new pg.Pool({ connectionString: drive.place.databaseUrl, max: 1 });
after(async () => {
  await owner.end();
  await drive.stop();
});
await fillTenants(owner);
const { people, place } = drive;
const [first = '', second = ''] = await drive.file('EDGE', sampleBatch(2));

const json = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
const form = (fields: Readonly<Record<string, string>>): RequestInit => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { method: 'POST', body };
};

/** That the answer is the problem document of this refusal, as RFC 9457 has it; gives its facts. */
async function refused(response: Response, code: HttpRefusal, about = ''): Promise<WireProblem['facts']> {
  const text = await response.text();
  assert.equal(response.status, refusalAnswers[code].status, `${about} ${text.slice(0, 300)}`);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const document = JSON.parse(text) as WireProblem;
  assert.deepEqual([document.code, document.type, document.status, document.detail], [code, `urn:assize:refusal:${code}`, response.status, refusalAnswers[code].en], about);
  return document.facts;
}

const draft = { opinion: '意见', responses: [], performanceDays: 10 };
const batchFields = { reference: 'X', asOf: '2026-03-02', commissionId: sandboxCommission.institutionId, mapping: '{}' };
const rule = { subject: 'calendar_day', key: '2026-12-24', validFrom: '2026-12-24', value: { off: '临时放假' } };
const uploads = [{ uploadId: '0'.repeat(64), name: 'loans.csv' }];
const all = ['lender', 'secretary', 'director', 'arbitrator'] as const satisfies readonly Someone[];

/** Every address behind the sign-in, who is let in, and a request that is in order. */
const addresses: readonly (readonly [path: string, who: readonly Someone[], request?: RequestInit])[] = [
  ['/me', all],
  ['/procedure', all],
  ['/filing-options', ['lender']],
  ['/uploads?name=loans.csv', ['lender'], { method: 'POST', body: 'a,b' }],
  ['/intake/inspections', ['lender'], json({ uploads })],
  ['/intake/mappings', ['lender']],
  ['/intake/mappings/{name}', ['lender']],
  ['/intake/mappings/{name}', ['lender'], { ...json({ mapping: '{}', layout: [{ source: 'loans', columns: ['a'] }] }), method: 'PUT' }],
  ['/intake/checks', ['lender'], json({ ...batchFields, uploads })],
  ['/intake/checks/{checkId}', ['lender']],
  ['/intake/checks/{checkId}/cancel', ['lender'], json({})],
  ['/batches', ['lender'], form(batchFields)],
  ['/batches', ['lender'], json({ ...batchFields, uploads })],
  ['/batches/{batchId}/corrections', ['lender'], json({ uploads })],
  ['/batches/{batchId}/cancel', ['lender'], json({})],
  ['/batches/{batchId}/rejects', ['lender']],
  ['/batches', ['lender', 'secretary', 'director']],
  ['/batches/{batchId}', ['lender', 'secretary', 'director']],
  ['/batches/{batchId}/items', ['lender', 'secretary', 'director']],
  ['/batches/{batchId}/rejects.csv', ['lender', 'secretary', 'director']],
  ['/cases', all],
  ['/cases/{caseId}', all],
  ['/cases/{caseId}/claim?asOf=2026-03-02', all],
  ['/cases/{caseId}/reveal', all, json({})],
  ['/cases/{caseId}/papers/{paperId}', all],
  ['/cases/{caseId}/bundle', all],
  ['/cases/{caseId}/award-preview', ['secretary', 'director', 'arbitrator'], json({ draft })],
  ['/roster', ['secretary', 'director']],
  ['/commissions/{commissionId}/rules', all],
  ['/commissions/{commissionId}/rules/preview', ['director'], json(rule)],
  ['/commissions/{commissionId}/rules', ['director'], json({ ...rule, source: '公告', reason: '临时放假' })],
];
const filled = (path: string, ids: Readonly<Record<string, string>> = {}) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? (name === 'commissionId' ? sandboxCommission.institutionId : newId()));
const open = ['/status', '/rulebook', '/rulebook/fee', '/rulebook/cap', '/rulebook/deadline', '/sandbox', '/sandbox/advance', '/sandbox/mailbox'];

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary: string; readonly responses: Readonly<Record<string, object>> }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

test('the OpenAPI document lists every address, and nothing in it leads nowhere', async () => {
  const text = await (await fetch(`${place.url}/api/openapi.json`)).text();
  const { openapi, paths, components } = JSON.parse(text) as Document;
  assert.equal(openapi, '3.1.0');
  const documented = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
  const undocumented = /^\/api\/(auth|docs|openapi\.json)/;
  const served = createApp(place.edge).routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && !undocumented.test(path));
  assert.deepEqual(documented.sort(), [...new Set(served.map(({ method, path }) => `${method} ${path.slice(4).replaceAll(/:(\w+)/g, '{$1}')}`))].sort());
  const behind = [...addresses.map(([path]) => path.split('?')[0] ?? ''), '/commands', ...open];
  assert.deepEqual(Object.keys(paths).filter((path) => !path.startsWith('/respondent/')).sort(), [...new Set(behind)].sort(), 'this test knows every address');
  for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) assert(components.schemas[name] !== undefined, name);
  for (const operation of Object.values(paths).flatMap(Object.values<Document['paths'][string][string]>)) assert(operation.summary !== '' && operation.responses.default !== undefined);
});

test('nobody gets in without signing in, and everyone only where their role lets them', async () => {
  for (const [path, who, request] of [...addresses, ['/commands', all, json({})] as const]) {
    await refused(await fetch(`${place.url}/api${filled(path)}`, request), 'not_signed_in', path);
    if (path === '/commands') continue;
    for (const someone of all) {
      const response = await people[someone].request(filled(path), request);
      if (!who.includes(someone)) await refused(response, 'not_permitted', `${someone} ${path}`);
      else if (/\{(caseId|batchId|checkId)\}/.test(path)) assert.equal(response.status, 404, `${someone} ${path}`);
      else assert.notEqual(response.status, 403, `${someone} ${path}`);
    }
  }
  await refused(await people.director.request('/me', { headers: { 'x-assize-institution': idOf('commission', 1) } }), 'no_membership');
  await refused(await fetch(`${place.url}/api/me`, { headers: { authorization: 'Bearer nonsense' } }), 'not_signed_in');
  assert.equal((await fetch(`${place.url}/api/auth/sign-up/email`, json({ name: 'x', email: 'x@assize.test', password: 'long-enough-1' }))).ok, false, 'people do not make themselves');
});

const commands: Readonly<Record<WireCommandRequest['command'], { readonly who: readonly Someone[]; readonly needs?: object }>> = {
  approve_filing: { who: ['secretary'] },
  refuse_filing: { who: ['secretary'], needs: { reasons: '材料不全，应予退回' } },
  record_fee_payment: { who: ['secretary'], needs: { receiptNo: 'R' } },
  serve_notice: { who: ['secretary'] },
  appoint_arbitrator: { who: ['director'], needs: { arbitratorId: sandboxPeople.arbitrator.personId } },
  accept_appointment: { who: ['arbitrator'], needs: { disclosure: null } },
  decline_appointment: { who: ['arbitrator'], needs: { reasons: '与当事人有利害关系' } },
  draft_award: { who: ['arbitrator'], needs: { draft } },
  return_award: { who: ['secretary', 'arbitrator'], needs: { reasons: '请补充理由部分' } },
  check_award: { who: ['secretary'] },
  sign_award: { who: ['arbitrator'], needs: { pin: '246810' } },
  seal_award: { who: ['director'], needs: { pin: '246810' } },
  serve_award: { who: ['secretary'] },
};
const codesOf = ({ outcomes }: WireCommandResponse) => outcomes.map((each) => (each.ok ? each.state : each.refusal.code));

test('every command by everyone: refused whole to the wrong role, and case by case out of turn', async () => {
  const { version } = await drive.look(first);
  for (const [command, { who, needs }] of Object.entries(commands)) {
    if (command === 'approve_filing' || command === 'refuse_filing') continue;
    for (const someone of all) {
      const response = await people[someone].request('/commands', json({ command, ...needs, items: [{ caseId: first, version }] }));
      if (!who.includes(someone)) await refused(response, 'not_permitted', `${someone} ${command}`);
      else assert.deepEqual(codesOf((await response.json()) as WireCommandResponse), [someone === 'arbitrator' ? 'case_not_found' : 'out_of_turn'], `${someone} ${command}`);
    }
  }
  for (const someone of ['lender', 'director', 'arbitrator'] as const) await refused(await people[someone].request('/commands', json({ command: 'approve_filing', items: [{ caseId: first, version }] })), 'not_permitted');
  assert.equal((await drive.look(first)).version, version, 'nothing was changed by any of it');
});

test('in a set each case is answered for itself: done, stale, out of turn, not there', async () => {
  const { version } = await drive.look(second);
  const items = [{ caseId: first, version: version + 1 }, { caseId: newId(), version: 1 }, { caseId: second.toUpperCase(), version }, { caseId: idOf('case', 1), version: 1 }];
  const answer = await people.secretary.post<WireCommandResponse>('/commands', { command: 'approve_filing', items });
  assert.deepEqual([answer.done, answer.refused, codesOf(answer)], [1, 3, ['stale_version', 'case_not_found', 'fee_pending', 'case_not_found']]);
  const again = await people.secretary.post<WireCommandResponse>('/commands', { command: 'approve_filing', items: [{ caseId: second, version }] });
  assert.deepEqual(codesOf(again), ['stale_version'], 'said before out_of_turn');
});

test('of many who decide on one version at once, one decides', async () => {
  const { version } = await drive.look(first);
  const answers = await Promise.all(Array.from({ length: 6 }, () => people.secretary.post<WireCommandResponse>('/commands', { command: 'approve_filing', items: [{ caseId: first, version }] })));
  assert.deepEqual(answers.flatMap(codesOf).sort(), ['fee_pending', ...Array<string>(5).fill('stale_version')]);
});

test('no tenant finds another\'s things', async () => {
  const ids = { caseId: idOf('case', 1), batchId: idOf('batch', 1), paperId: idOf('paper', 2), checkId: idOf('lender', 1), name: '-' };
  for (const [path, who, request] of addresses.filter(([each, , sent]) => each.includes('{') && !each.startsWith('/commissions/') && sent?.method !== 'PUT')) {
    for (const someone of who) assert.equal((await people[someone].request(filled(path, ids), request)).status, 404, `${someone} ${path}`);
  }
  // What a commission has decided is public, but nobody else decides it.
  const rules = `/commissions/${idOf('commission', 1)}/rules`;
  await refused(await people.director.request(rules, json({ ...rule, source: '公告', reason: '临时放假' })), 'not_permitted');
  await refused(await people.director.request(`${rules}/preview`, json(rule)), 'not_permitted');
  const { total } = await people.director.get<{ total: number }>('/cases');
  assert.equal(total, 2);
  const paperId = (await drive.look(first)).papers[0]?.paperId ?? '';
  await refused(await people.director.request(`/cases/${second}/papers/${paperId}`), 'not_found', 'a paper under another case');
});

test('a request that is not in order is told where', async () => {
  const item = { caseId: first, version: 1 };
  const wrong: readonly (readonly [path: string, request: RequestInit | undefined, field: RegExp])[] = [
    ['/cases/not-an-id', undefined, /^caseId: /],
    [`/cases/${first}/papers/1`, undefined, /^paperId: /],
    ['/cases?state=lost', undefined, /^state: /],
    ['/cases?limit=0', undefined, /^limit: /],
    ['/cases?offset=-1', undefined, /^offset: /],
    ['/cases?q=a%00b', undefined, /q: /],
    ['/commands', json('{'), /^body/],
    ['/commands', json('null'), /^body/],
    ['/commands', json({ command: 'abolish_case', items: [item] }), /^command: /],
    ['/commands', json({ command: 'approve_filing', items: [] }), /^items: /],
    ['/commands', json({ command: 'approve_filing', items: Array(101).fill(item) }), /^items: /],
    ['/commands', json({ command: 'approve_filing', items: [{ caseId: first }] }), /^items\.0\.version: /],
    ['/commands', json({ command: 'record_fee_payment', receiptNo: 'a\u0000', items: [item] }), /receiptNo: /],
    ['/commands', json({ command: 'refuse_filing', reasons: '\ud800'.repeat(6), items: [item] }), /reasons: /],
  ];
  for (const [path, request, field] of wrong) {
    const facts = await refused(await people.secretary.request(path, request), 'request_invalid', path);
    assert.match((facts?.fields as string[])[0] ?? '', field, path);
  }
  const batches: readonly (readonly [code: HttpRefusal, fields: Readonly<Record<string, string>>])[] = [
    ['request_invalid', { ...batchFields, asOf: '2026-02-30' }],
    ['request_invalid', { ...batchFields, reference: ' ' }],
    ['request_invalid', { ...batchFields, commissionId: 'x' }],
    ['request_invalid', { ...batchFields, files: 'text, not a file' }],
    ['batch_without_files', batchFields],
  ];
  for (const [code, fields] of batches) await refused(await people.lender.request('/batches', form(fields)), code, JSON.stringify(fields));
  await refused(await people.lender.request('/nowhere'), 'not_found');
  await refused(await people.director.request(`/cases/${first}/award-preview`, json({ draft })), 'out_of_turn', 'no tribunal, no award');
  await refused(await people.director.request('/sandbox/advance', json({ to: '2020-01-01' })), 'calendar_cannot_go_back');
  await refused(await people.director.request('/sandbox/advance', json({ to: '2099-01-01' })), 'day_outside_calendar');
});

test('a refusal is told in Chinese to whoever asks in Chinese', async () => {
  const response = await fetch(`${place.url}/api/me`, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
  assert.equal(((await response.json()) as WireProblem).detail, refusalAnswers.not_signed_in.zh);
});

test('two who move the calendar at once never move it beyond the later day', async () => {
  const days = await Promise.all(['2026-03-05', '2026-03-06', '2026-03-06'].map(async (to) => people.director.request('/sandbox/advance', json({ to }))));
  assert(days.some(({ status }) => status === 200));
  assert.equal((await people.director.get<{ businessDay: string }>('/sandbox')).businessDay, '2026-03-06');
});
