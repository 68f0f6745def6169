import { z } from 'zod';
import { noticeForSending, noticeAttempted } from '../docket/operations.ts';
import { letterOf } from '../notices/index.ts';
import { act, type ActOf, type World } from '../shell/act.ts';
import type { MailGateway, OutgoingMail } from '../shell/mail.ts';

const payloadSchema = z.object({ noticeId: z.uuid(), commissionId: z.uuid() });

export interface Sending {
  readonly world: World;
  readonly mail: MailGateway;
  readonly linkOf: (caseId: string) => string;
}

/**
 * Sends one notice and records what the mail server said. A process that dies between the two sends again: the
 * message carries the same id, so that a receiver can tell. A server that says "not now", or cannot be reached, is
 * tried again later; after the last try the notice counts as refused, and the secretary may serve it again.
 */
export const sendNoticeJob =
  ({ world, mail, linkOf }: Sending) =>
  async (payload: unknown, lastTry: boolean) => {
    const { noticeId, commissionId } = payloadSchema.parse(payload);
    const as: ActOf = { actor: { kind: 'system', name: 'mail' }, scope: { kind: 'commission', id: commissionId } };
    const sending = await act(world, as, (opened) => noticeForSending(opened, noticeId));
    if (sending === null) return;
    const { notice, caseNo, commission, papers } = sending;
    const { subject, text } = letterOf({ ...notice, caseNo, commission: commission.name, phone: commission.phone, link: linkOf(notice.caseId) });
    const outcome = await attempt(mail, {
      messageId: `${noticeId}@${commission.email.split('@')[1] ?? 'localhost'}`,
      from: `"${commission.name}" <${commission.email}>`,
      to: notice.address,
      subject,
      text,
      attachments: papers.map(({ title, content }) => ({ filename: `${title}.pdf`, contentType: 'application/pdf', content })),
    });
    if (outcome.result === 'not_now' && !lastTry) throw new Error('the mail server is to be tried again');
    const said = outcome.result === 'not_now' ? `given up after the last try: ${outcome.said}` : outcome.said;
    await act(world, as, (opened) => noticeAttempted(opened, noticeId, outcome.result === 'accepted' ? 'accepted' : 'refused', said));
  };

interface AttemptOutcome {
  readonly result: 'accepted' | 'refused' | 'not_now';
  readonly said: string;
}

async function attempt(mail: MailGateway, message: OutgoingMail): Promise<AttemptOutcome> {
  try {
    const sent = await mail.send(message);
    if (sent.ok) return { result: 'accepted', said: sent.value.answer };
    return { result: sent.refusal.code === 'mail_refused' ? 'refused' : 'not_now', said: String(sent.refusal.detail.answer) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { result: 'not_now', said: `the mail server could not be talked to (${code})` };
  }
}
