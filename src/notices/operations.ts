import { record } from '../evidence/operations.ts';
import { accept, legalDay, newId, type Outcome } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import { attemptLevels, decideIdentity, identityAttemptsPerDay, type AttemptOutcome, type IdentityRefusal, type Notice, type NoticeDraft } from './index.ts';
import { addFailedIdentityAttempt, failedIdentityAttempts, insertAttempt, insertNotices, selectNotices } from './store.ts';

/** The job that sends one notice; the edge of that name runs it. */
export const sendNoticeTask = 'send_notice';

/** Makes notices and the jobs that will send them, all in the act's transaction. */
export async function issueNotices(act: Act, commissionId: string, drafts: readonly NoticeDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const notices = drafts.map((draft) => ({ ...draft, noticeId: newId() }));
  await insertNotices(act, notices);
  await record(
    act,
    notices.map(({ caseId, noticeId, recipient, purpose, addressSource, paperIds }) => ({
      chainId: caseId,
      kind: 'notice_issued',
      facts: { noticeId, recipient, purpose, channel: 'email', addressSource, paperIds },
    })),
  );
  for (const { noticeId, caseId } of notices) {
    await act.enqueue(sendNoticeTask, { noticeId, caseId, commissionId }, `${sendNoticeTask}:${noticeId}`);
  }
}

/** Records what came of an attempt: the row, the level and the evidence. The caller holds the case's lock. */
export async function recordAttempt(act: Act, notice: Notice, outcome: AttemptOutcome, detail: string): Promise<void> {
  const level = attemptLevels[outcome];
  await insertAttempt(act, notice, { at: act.at, outcome, level, detail });
  const { caseId, noticeId, recipient, purpose } = notice;
  await record(act, [{ chainId: caseId, kind: `notice_${outcome}`, facts: { noticeId, recipient, purpose, level, detail } }]);
}

export const noticesOf = (act: Act, caseId: string): Promise<readonly Notice[]> => selectNotices(act, { caseId });

export async function noticeById(act: Act, noticeId: string): Promise<Notice | null> {
  return (await selectNotices(act, { noticeId }))[0] ?? null;
}

/** How many wrong identity answers this case still has today, on the wall clock: a moved calendar gives none back. */
export async function identityAttemptsLeft(act: Act, caseId: string): Promise<number> {
  return Math.max(0, identityAttemptsPerDay - (await failedIdentityAttempts(act, caseId, legalDay(act.recordedAt))));
}

/** Decides the identity question and records a wrong answer, which counts against the day. */
export async function proveIdentity(act: Act, caseId: string, identityNumber: string, tail: string): Promise<Outcome<null, IdentityRefusal>> {
  const day = legalDay(act.recordedAt);
  const decision = decideIdentity(identityNumber, tail, await failedIdentityAttempts(act, caseId, day));
  if (decision.ok) return accept(null);
  if (decision.refusal.code === 'identity_not_proved') {
    await addFailedIdentityAttempt(act, caseId, day);
    await record(act, [{ chainId: caseId, kind: 'identity_refused', facts: { attemptsLeft: decision.refusal.detail.attemptsLeft } }]);
  }
  return decision;
}
