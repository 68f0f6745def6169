/** One case of the shipped sample, from the lender's batch to a verified bundle, over HTTP by everyone who takes part. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBundle } from '../../src/docket/index.ts';
import { submitSample } from '../../src/http/sandbox.ts';
import type { WireBatch, WireCaseDetail, WireCaseList, WireCommandRequest, WireCommandResponse } from '../../src/http/wire/index.ts';
import { sha256 } from '../../src/kernel/index.ts';
import { commandAll, detailOf, eventually, startInstallation, type Caller, type Installation } from '../installation.ts';
import { respondentOpens } from '../respondent.ts';

let place: Installation;
let lender: Caller;
let secretary: Caller;
let director: Caller;
let arbitrator: Caller;

before(async () => {
  place = await startInstallation();
  [lender, secretary, director, arbitrator] = await Promise.all([place.as('lender'), place.as('secretary'), place.as('director'), place.as('arbitrator')]);
});
after(() => place.stop());

const pin = '246810';

/** Takes one command on one case as it stands, and expects it done. */
async function take(who: Caller, caseId: string, command: Omit<WireCommandRequest, 'items'>): Promise<WireCaseDetail> {
  const { version } = await detailOf(who, caseId);
  const response = await who.post<WireCommandResponse>('/commands', { ...command, items: [{ caseId, version }] });
  assert.deepEqual([response.done, response.refused], [1, 0], JSON.stringify(response));
  return detailOf(who, caseId);
}

const advance = async (to: string) => {
  const response = await fetch(`${place.url}/api/sandbox/advance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to }) });
  assert.equal(response.status, 200, await response.text());
};

test('the sample goes the whole way', async () => {
  await submitSample(place.world);
  const batch = await eventually('the batch to be filed', async () => {
    const { items } = await lender.get<{ items: WireBatch[] }>('/batches');
    return items[0]?.state === 'done' ? items[0] : null;
  });
  assert.equal(batch.counters.filed + batch.counters.rejected + batch.counters.refused, batch.counters.planned);
  assert.ok(batch.counters.filed > 150 && batch.counters.rejected > 0);

  const approved = await commandAll(secretary, 'submitted', { command: 'approve_filing' }, 20);
  assert.deepEqual([approved.done, approved.refused], [20, 0]);
  const paid = await commandAll(secretary, 'fee_pending', { command: 'record_fee_payment', receiptNo: 'R-1' } as WireCommandRequest);
  assert.deepEqual([paid.done, paid.refused], [20, 0]);
  const { items } = await secretary.get<WireCaseList>('/cases?state=accepted');
  const { caseId } = items[0] ?? assert.fail('no accepted case');
  const served = await take(secretary, caseId, { command: 'serve_notice' });
  assert.equal(served.state, 'notice_service');
  assert.match(served.caseNo ?? '', /^（2026）沙箱网仲案字第\d+号$/);

  await respondentOpens(place, secretary, caseId);
  assert.equal((await detailOf(secretary, caseId)).state, 'response_open');

  const { deadlines } = await detailOf(secretary, caseId);
  assert.deepEqual(deadlines.map((each) => [each.kind, each.startOn, each.dueOn]), [['response', '2026-03-02', '2026-03-09']]);
  await advance('2026-03-09');
  assert.equal((await detailOf(secretary, caseId)).state, 'response_open', 'the last day is still the respondent\'s');
  await advance('2026-03-10');
  assert.equal((await detailOf(secretary, caseId)).state, 'tribunal_formation');

  await appointAndDecide(caseId);
  const bundle = new Uint8Array(await (await lender.request(`/cases/${caseId}/bundle`)).arrayBuffer());
  const report = verifyBundle(bundle, place.edge.installation.rootPem);
  assert.ok(report.ok, JSON.stringify(report, null, 1));
});

async function appointAndDecide(caseId: string): Promise<void> {
  const { items: roster } = await director.get<{ items: { personId: string; name: string }[] }>('/roster');
  const chosen = roster.find((each) => each.name === '沈知行') ?? assert.fail('no arbitrator');
  await take(director, caseId, { command: 'appoint_arbitrator', arbitratorId: chosen.personId } as WireCommandRequest);
  const formed = await take(arbitrator, caseId, { command: 'accept_appointment', disclosure: null } as WireCommandRequest);
  assert.deepEqual(formed.deadlines.map((each) => [each.kind, each.dueOn]), [['response', '2026-03-09'], ['challenge', '2026-03-11'], ['award', '2026-03-16']]);
  await eventually('the composition notices to go out', async () => {
    const { notices } = await detailOf(secretary, caseId);
    return notices.filter((each) => each.purpose === 'composition' && each.level >= 1).length === 2 ? true : null;
  });
  await advance('2026-03-12');
  const trial = await detailOf(arbitrator, caseId);
  assert.equal(trial.state, 'trial');
  const [answer] = trial.answers;
  const draft = { ...(trial.draft ?? assert.fail('no proposal')), responses: [{ answerId: answer?.answerId ?? '', response: '还款均已逐笔抵充，见金额计算表。' }] };
  await take(arbitrator, caseId, { command: 'draft_award', draft } as WireCommandRequest);
  await take(secretary, caseId, { command: 'check_award' });
  await take(arbitrator, caseId, { command: 'sign_award', pin } as WireCommandRequest);
  await take(director, caseId, { command: 'seal_award', pin } as WireCommandRequest);
  await take(secretary, caseId, { command: 'serve_award' });
  const done = await eventually('the award to reach the respondent', async () => {
    const detail = await detailOf(lender, caseId);
    return detail.state === 'award_served' ? detail : null;
  });
  const award = done.papers.find((each) => each.kind === 'award') ?? assert.fail('the lender sees no award');
  assert.deepEqual(award.signatures.map((each) => each.field), ['Arbitrator', 'Seal']);
  const bytes = new Uint8Array(await (await lender.request(`/cases/${caseId}/papers/${award.paperId}`)).arrayBuffer());
  assert.equal(sha256(bytes), award.sha256);
}
