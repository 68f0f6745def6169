import { z } from 'zod';
import { noticeForSending, noticeAttempted } from '../docket/operations.ts';
import { letterOf } from '../notices/index.ts';
import { act, type ActOf, type World } from '../shell/act.ts';
import type { MailGateway } from '../shell/mail.ts';

const payloadSchema = z.object({ noticeId: z.uuid(), commissionId: z.uuid() });

export interface Sending {
  readonly world: World;
  readonly mail: MailGateway;
  readonly linkOf: (caseId: string) => string;
}

/**
 * Sends one notice and records what the mail server said. A process that dies between the two sends again: the
 * message carries the same id, so that a receiver can tell. A server that says "not now" is tried again later.
 */
export const sendNoticeJob =
  ({ world, mail, linkOf }: Sending) =>
  async (payload: unknown) => {
    const { noticeId, commissionId } = payloadSchema.parse(payload);
    const as: ActOf = { actor: { kind: 'system', name: 'mail' }, scope: { kind: 'commission', id: commissionId } };
    const sending = await act(world, as, (opened) => noticeForSending(opened, noticeId));
    if (sending === null) return;
    const { notice, caseNo, commission, papers } = sending;
    const { subject, text } = letterOf({ ...notice, caseNo, commission: commission.name, phone: commission.phone, link: linkOf(notice.caseId) });
    const sent = await mail.send({
      messageId: `${noticeId}@${commission.email.split('@')[1] ?? 'localhost'}`,
      from: `"${commission.name}" <${commission.email}>`,
      to: notice.address,
      subject,
      text,
      attachments: papers.map(({ title, content }) => ({ filename: `${title}.pdf`, contentType: 'application/pdf', content })),
    });
    if (!sent.ok && sent.refusal.code === 'mail_deferred') throw new Error(`the mail server said not now: ${String(sent.refusal.detail.answer)}`);
    const said = sent.ok ? sent.value.answer : String(sent.refusal.detail.answer);
    await act(world, as, (opened) => noticeAttempted(opened, noticeId, sent.ok ? 'accepted' : 'refused', said));
  };
