/**
 * The sandbox's own mail server: what Assize sends goes through real SMTP and can be read afterwards, and nothing
 * leaves the machine. It refuses every address that begins with `bounce`, so that failed service can be seen too.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { assert, isId, newId, type Instant } from '../kernel/index.ts';

export interface ReceivedMail {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

export interface SandboxMailbox {
  /** Where to send to. */
  readonly smtpUrl: string;
  /** How many there are, and the newest `limit` of them, newest first. */
  listMessages(limit?: number): Promise<{ readonly total: number; readonly items: readonly ReceivedMail[] }>;
  readMessage(id: string): Promise<ReceivedMail | null>;
  stop(): Promise<void>;
}

/** Messages are kept in `folder` as they came, one `.eml` file each. */
export async function startSandboxMailbox(folder: string): Promise<SandboxMailbox> {
  await mkdir(folder, { recursive: true });
  const server = new SMTPServer(serverOptions(folder));
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => listening.once('listening', resolve).once('error', reject));
  const address = listening.address();
  assert(typeof address === 'object' && address !== null, 'a listening server has an address');
  return {
    smtpUrl: `smtp://127.0.0.1:${address.port}`,
    async listMessages(limit = 50) {
      const ids = (await readdir(folder)).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4));
      const newest = ids.sort().reverse().slice(0, limit);
      return { total: ids.length, items: await Promise.all(newest.map((id) => readMail(folder, id))) };
    },
    async readMessage(id) {
      if (!isId(id)) return null;
      return readMail(folder, id).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      });
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(stopped);
      }),
  };
}

const serverOptions = (folder: string): SMTPServerOptions => ({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  banner: 'Assize sandbox',
  onRcptTo({ address }, _session, answer) {
    const refusal = Object.assign(new Error('5.1.1 No such mailbox in the sandbox'), { responseCode: 550 });
    answer(address.startsWith('bounce') ? refusal : null);
  },
  onData(stream, _session, answer) {
    const id = newId();
    buffer(stream)
      .then((bytes) => writeFile(join(folder, `${id}.eml`), bytes))
      .then(() => {
        answer(null, `2.0.0 Kept as ${id}`);
      }, answer);
  },
});

async function readMail(folder: string, id: string): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(await readFile(join(folder, `${id}.eml`)), { attachmentEncoding: 'arraybuffer' });
  return {
    id,
    receivedAt: instantOf(id),
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).flatMap((recipient) => recipient.address ?? []),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
    attachments: mail.attachments.map(({ filename, mimeType, content }) => {
      assert(typeof content !== 'string', 'the parser was asked for bytes');
      return { filename: filename ?? 'attachment', contentType: mimeType, content: new Uint8Array(content) };
    }),
  };
}

/** A UUID of version 7 begins with the milliseconds at which it was made. */
const instantOf = (id: string): Instant => Temporal.Instant.fromEpochMilliseconds(Number(`0x${id.replace('-', '').slice(0, 12)}`));
