import assert from 'node:assert/strict';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createMailGateway, type OutgoingMail } from './mail.ts';
import { startSandboxMailbox } from './sandbox-mailbox.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-mailbox-'));
const mailbox = await startSandboxMailbox(folder);
const gateway = createMailGateway(mailbox.smtpUrl);
after(async () => {
  gateway.close();
  await mailbox.stop();
  await rm(folder, { recursive: true });
});

const mail: OutgoingMail = {
  messageId: '0191-a@assize.example',
  from: '示例仲裁委员会 <notice@assize.example>',
  to: 'respondent@example.org',
  subject: '仲裁通知书',
  text: '您有一件仲裁案件。',
  html: '<p>您有一件仲裁案件。</p>',
  attachments: [{ filename: '仲裁通知书.pdf', contentType: 'application/pdf', content: Uint8Array.of(37, 80, 68, 70, 0, 255) }],
};

test('a mail arrives as it was sent, and the answer and the sent bytes are given back', async () => {
  const sent = await gateway.send(mail);
  assert(sent.ok);
  assert.match(sent.value.answer, /^250 2\.0\.0 Kept as /);

  const { total, items } = await mailbox.listMessages();
  assert.equal(total, 1);
  const [received] = items;
  assert(received);
  assert.deepEqual(
    { to: received.to, from: received.from, subject: received.subject, attachments: received.attachments },
    { to: [mail.to], from: 'notice@assize.example', subject: mail.subject, attachments: mail.attachments },
  );
  assert.equal(received.text.trim(), mail.text);
  assert.match(received.html ?? '', /您有一件仲裁案件/);
  assert(Math.abs(received.receivedAt.until(Temporal.Now.instant()).total('seconds')) < 60);
  assert.deepEqual(await mailbox.readMessage(received.id), received);

  const kept = await readFile(join(folder, `${received.id}.eml`));
  assert.deepEqual(kept.toString('latin1').trimEnd(), Buffer.from(sent.value.raw).toString('latin1').trimEnd());
  assert.match(kept.toString('latin1'), /^Message-ID: <0191-a@assize\.example>/m);
});

test('the newest message comes first and the list is no longer than asked', async () => {
  await gateway.send({ ...mail, subject: 'second' });
  const { total, items } = await mailbox.listMessages(1);
  assert.equal(total, (await readdir(folder)).length);
  assert.deepEqual(items.map(({ subject }) => subject), ['second']);
});

test('no message is read by a name that is not one of ours', async () => {
  assert.equal(await mailbox.readMessage('../../etc/passwd'), null);
  assert.equal(await mailbox.readMessage('01910000-0000-7000-8000-000000000000'), null);
});

test('a refused address is an outcome with the words of the server', async () => {
  assert.deepEqual(await gateway.send({ ...mail, to: 'bounce.zhang@example.org' }), {
    ok: false,
    refusal: { code: 'mail_refused', detail: { smtpCode: 550, answer: '550 5.1.1 No such mailbox in the sandbox' } },
  });
});

test('"not now" is told apart from "never"', async () => {
  const busy = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, answer) => {
      stream.resume().once('end', () => { answer(Object.assign(new Error('4.3.2 Try later'), { responseCode: 451 })); });
    },
  });
  const listening = busy.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as { port: number };
  const busyGateway = createMailGateway(`smtp://127.0.0.1:${port}`);
  const outcome = await busyGateway.send(mail);
  assert.deepEqual(outcome, { ok: false, refusal: { code: 'mail_deferred', detail: { smtpCode: 451, answer: '451 4.3.2 Try later' } } });
  busyGateway.close();
  await new Promise<void>((closed) => { busy.close(closed); });
});

test('a server that is not there throws: it says nothing about the address', async () => {
  const nobody = createMailGateway('smtp://127.0.0.1:1');
  await assert.rejects(nobody.send(mail), { code: 'ESOCKET' });
  nobody.close();
});
