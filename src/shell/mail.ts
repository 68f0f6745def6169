/** Sends mail over SMTP. What the receiving server says is an answer to be kept; only its words prove anything. */
import { createTransport } from 'nodemailer';
import { accept, refuse, type Outcome } from '../kernel/index.ts';

export interface OutgoingMail {
  /** Without angle brackets. The same mail sent again carries the same id, so that a receiver can tell. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

export interface TakenMail {
  /** The server's last line, as it came: `250 2.0.0 OK …`. It took the mail; more it does not say. */
  readonly answer: string;
  /** The whole message that was sent, byte for byte. */
  readonly raw: Uint8Array;
}

/** `mail_refused`: for good (5xx). `mail_deferred`: not now (4xx), worth another try. Both carry `answer` and `smtpCode`. */
export type MailRefusal = 'mail_refused' | 'mail_deferred';

export interface MailGateway {
  /** Throws when no server could be talked to, or when it does not know us: that says nothing about the address. */
  send(mail: OutgoingMail): Promise<Outcome<TakenMail, MailRefusal>>;
  close(): void;
}

/** `smtpUrl` as nodemailer reads it: `smtp://user:password@host:port`, `smtps://…`. */
export function createMailGateway(smtpUrl: string): MailGateway {
  const composer = createTransport({ streamTransport: true, buffer: true });
  const server = createTransport({ url: smtpUrl, pool: true, maxConnections: 4 });
  return {
    async send(mail) {
      const { message, envelope } = await composer.sendMail({
        ...mail,
        messageId: `<${mail.messageId}>`,
        attachments: mail.attachments.map(({ content, ...rest }) => ({ ...rest, content: Buffer.from(content) })),
      });
      if (!Buffer.isBuffer(message)) throw new TypeError('the composer was asked for a buffer');
      try {
        const { response } = await server.sendMail({ envelope, raw: message });
        return accept({ answer: response, raw: message });
      } catch (error) {
        const refusal = serverRefusal(error);
        if (refusal === null) throw error;
        const { smtpCode, answer } = refusal;
        return refuse(smtpCode >= 500 ? 'mail_refused' : 'mail_deferred', { smtpCode, answer });
      }
    },
    close: () => {
      server.close();
    },
  };
}

/** What the server said to this sender, this recipient or this message; `null` for every other trouble. */
function serverRefusal(error: unknown): { readonly smtpCode: number; readonly answer: string } | null {
  if (!(error instanceof Error)) return null;
  const { code, responseCode, response } = error as Error & Record<'code' | 'responseCode' | 'response', unknown>;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return null;
  return typeof responseCode === 'number' && typeof response === 'string' ? { smtpCode: responseCode, answer: response } : null;
}
