/** Notices and mail servers that are down, say not now, or say never. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import type { WireCaseDetail } from '../../src/http/wire/index.ts';
import { startDrive } from '../docket-drive.ts';
import { eventually } from '../installation.ts';
import { sampleBatch } from '../sample-batch.ts';

/** What the server answers to a recipient; null takes it. */
let answer: { readonly responseCode: number } | null = null;
const arrived: string[] = [];
const listen = async (port: number) => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, say) => say(answer === null ? null : Object.assign(new Error('as the test says'), answer)),
    onData(stream, _session, say) {
      stream.setEncoding('utf8').reduce((text: string, piece: string) => text + piece, '').then((text) => {
        arrived.push(/^Message-ID: (.*)$/im.exec(text)?.[1] ?? '');
        say(null);
      }, say);
    },
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return { port: (server.server.address() as { port: number }).port, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
};

let server = await listen(0);
const drive = await startDrive({ smtpUrl: `smtp://127.0.0.1:${server.port}` });
const owner = new pg.Pool({ connectionString: drive.place.databaseUrl, max: 1 });
after(async () => {
  await owner.end();
  await drive.stop();
  await server.stop();
});

const [caseId = ''] = await drive.file('MAIL', sampleBatch(1));
const attemptsOf = ({ notices }: WireCaseDetail) => notices.map(({ attempts }) => attempts.map(({ outcome }) => outcome));
const again = () => owner.query('update graphile_worker._private_jobs set run_at = now(), locked_at = null, locked_by = null');
const failed = (times: number) =>
  eventually(`failure ${times}`, async () => ((await owner.query('select from graphile_worker._private_jobs where last_error is not null and locked_at is null and attempts >= $1', [times])).rowCount === 1 ? true : null), 10);

test('a server that is down says nothing about the address: nothing is recorded, and the job is tried again', async () => {
  await server.stop();
  for (const step of [{ command: 'approve_filing' }, { command: 'record_fee_payment', receiptNo: 'R-1' }, { command: 'serve_notice' }] as const) await drive.take('secretary', step, caseId);
  await failed(1);
  const detail = await drive.look(caseId);
  assert.deepEqual([detail.state, detail.serviceLevel, attemptsOf(detail)], ['notice_service', 0, [[]]]);
  const twice = await drive.attempt('secretary', { command: 'serve_notice' }, caseId);
  assert.deepEqual(twice.outcomes.map((each) => (each.ok ? 'done' : each.refusal.code)), ['notice_under_way']);
});

test('a server that says not now is asked again, and still nothing is recorded', async () => {
  answer = { responseCode: 451 };
  server = await listen(server.port);
  await again();
  await failed(2);
  assert.deepEqual(attemptsOf(await drive.look(caseId)), [[]]);
});

test('when it takes the message, that is on record once, at level 1: sent is not served', async () => {
  answer = null;
  await again();
  await eventually('the notice to be taken', async () => (attemptsOf(await drive.look(caseId))[0]?.length === 1 ? true : null));
  const detail = await drive.look(caseId);
  assert.deepEqual([detail.state, detail.serviceLevel, attemptsOf(detail)], ['notice_service', 1, [['accepted']]]);
  assert.equal(arrived.length, 1);
  assert(arrived[0]?.includes(detail.notices[0]?.noticeId ?? '-'), 'the message carries the id of its notice');
});

test('when it says never, that is on record at level 0, and the notice can be sent again', async () => {
  answer = { responseCode: 550 };
  await drive.take('secretary', { command: 'serve_notice' }, caseId);
  await eventually('the refusal', async () => (attemptsOf(await drive.look(caseId))[1]?.length === 1 ? true : null));
  const detail = await drive.look(caseId);
  assert.deepEqual([detail.serviceLevel, attemptsOf(detail)], [1, [['accepted'], ['refused']]], 'what was reached before is not lost');
});

test('after the last try the notice counts as refused, and the case is not stuck', async () => {
  answer = { responseCode: 451 };
  await drive.take('secretary', { command: 'serve_notice' }, caseId);
  await failed(1);
  await owner.query('update graphile_worker._private_jobs set attempts = max_attempts - 1');
  await again();
  await eventually('giving up', async () => (attemptsOf(await drive.look(caseId))[2]?.[0] === 'refused' ? true : null), 10);
  assert.match((await drive.look(caseId)).notices[2]?.attempts[0]?.detail ?? '', /^given up after the last try: 451/);
  answer = null;
  await drive.take('secretary', { command: 'serve_notice' }, caseId);
});
