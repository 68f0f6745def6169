/**
 * One real loan, from its rows in a lender's export to a verified bundle. The loans are of 2018 and 2019; they are
 * filed in March 2026, when the Arbitration Law of 2025 is in force and the sandbox's commission has rules: a claim
 * that is old is for the respondent to object to, not for the tribunal (Civil Code art. 193).
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { verifyBundle } from '../../src/docket/index.ts';
import { sandboxPeople } from '../../src/http/sandbox.ts';
import type { WireBatch, WireBatchItem, WireRespondentFile } from '../../src/http/wire/index.ts';
import { pin, startDrive, type Drive } from '../docket-drive.ts';
import { eventually } from '../installation.ts';

const root = join(import.meta.dirname, '..', '..');
const loans = join(root, '..', 'shared', 'data', 'xente', 'loans.csv');
let drive: Drive | null = null;
after(() => drive?.stop());

const json = (path: string) => JSON.parse(readFileSync(join(root, 'examples', path), 'utf8')) as { readonly loan: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

/**
 * The shipped mapping, with what the export does not know: the lender is the sandbox's own, borrowers have an address,
 * and their order, which the export dates to the second, stands for their signature.
 */
function sandboxMapping(): string {
  const xente = json('mappings/xente.json');
  const signature = {
    each: 'loan',
    signer: { constant: 'borrower' },
    name: { column: 'CustomerId' },
    signedAt: { column: 'TransactionStartTime', as: 'instant', offset: '+03:00' },
    method: { constant: '网上下单确认' },
    certificateAuthority: { constant: null },
    certificateSerial: { constant: null },
  };
  const email = { template: '{CustomerId}@borrowers.example' };
  const arbitration = { ...xente.loan['arbitration'], serviceEmail: email };
  const borrower = { ...xente.loan['borrower'], email };
  return JSON.stringify({ ...xente, loan: { ...xente.loan, borrower, arbitration, lender: json('sample/mapping.json').loan['lender'], signatures: [signature] } });
}

test('a real loan goes from its rows to a bundle that verifies', { skip: existsSync(loans) ? false : 'no ../shared/data/xente/loans.csv' }, async () => {
  drive = await startDrive();
  const { take, look, advance, people, place } = drive;
  await drive.file('XENTE', { mapping: sandboxMapping(), files: [{ name: 'loans.csv', bytes: readFileSync(loans) }] });
  const { items: batches } = await people.lender.get<{ items: WireBatch[] }>('/batches');
  assert.deepEqual(batches[0]?.counters, { planned: 578, filed: 39, rejected: 2, refused: 537 });
  const { items } = await people.lender.get<{ items: WireBatchItem[] }>(`/batches/${batches[0].batchId}/items?limit=500`);
  // Two loans were ordered twice: which order was the signature cannot be told.
  const codesOf = (outcome: WireBatchItem['outcome']) => new Set(items.filter((each) => each.outcome === outcome).map(({ code }) => code));
  assert.deepEqual(codesOf('refused'), new Set(['nothing_owed']));
  assert(codesOf('rejected').has('rows_disagree'));

  const caseId = items.find((each) => each.caseId !== null)?.caseId ?? assert.fail('no case');
  await drive.serve(caseId);
  const { at, prove } = await drive.respondent(caseId);
  const file = (await (await at('/file', undefined, await prove())).json()) as WireRespondentFile;
  assert.equal(file.claim?.totalFen, (await look(caseId)).totalFen);
  await advance('2026-03-10');
  await take('director', { command: 'appoint_arbitrator', arbitratorId: sandboxPeople.arbitrator.personId }, caseId);
  await take('arbitrator', { command: 'accept_appointment', disclosure: null }, caseId);
  await eventually('the parties to be told of the tribunal', async () => ((await look(caseId)).gate.find(({ check }) => check === 'tribunal_duly_formed')?.satisfied === true ? true : null));
  await advance('2026-03-12');
  const draft = (await look(caseId)).draft ?? assert.fail('no proposal');
  await take('arbitrator', { command: 'draft_award', draft }, caseId);
  await take('secretary', { command: 'check_award' }, caseId);
  await take('arbitrator', { command: 'sign_award', pin }, caseId);
  await take('director', { command: 'seal_award', pin }, caseId);
  await take('secretary', { command: 'serve_award' }, caseId);
  await eventually('the award to be served', async () => ((await look(caseId)).state === 'award_served' ? true : null));

  const bundle = new Uint8Array(await (await people.lender.request(`/cases/${caseId}/bundle`)).arrayBuffer());
  const report = verifyBundle(bundle, place.edge.installation.rootPem);
  assert(report.ok, JSON.stringify(report, null, 1));
  assert(report.checks.some(({ check, because }) => check === 'claim' && because.includes('2026-03-02')));
  assert.match(report.checks.find(({ check }) => check === 'award')?.because ?? '', /沈知行.*沙箱仲裁委员会/);
});
