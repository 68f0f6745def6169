/**
 * Events: what the world and the calendar do to a case. A notice goes out or is opened, a respondent proves who
 * they are or answers, a window runs out. Each takes the case's lock first, so that late news and a command
 * never cross.
 */
import { accept, assert, isAfter, refuse, type Outcome } from '../kernel/index.ts';
import type { AttemptOutcome, IdentityRefusal, ServiceLevel } from '../notices/index.ts';
import { noticeById, noticesOf, proveIdentity, recordAttempt } from '../notices/operations.ts';
import type { Calendar } from '../rulebook/index.ts';
import { heldCalendar } from '../rulebook/operations.ts';
import type { Act } from '../shell/act.ts';
import { readLoan } from './case-file.ts';
import type { Answer, Case } from './case.ts';
import { dueWindows, selectDeadlines } from './deadline-store.ts';
import { profileOf, responseDeadline } from './deadlines.ts';
import { decideAnswer, type AnswerRefusal } from './decide.ts';
import { moved, write, type Effects } from './effects.ts';
import { events, inTurn } from './procedure.ts';
import { insertAnswer, lockCases, selectAnswers, selectCase } from './store.ts';

async function lockCase(act: Act, caseId: string): Promise<Case> {
  const found = (await lockCases(act, [caseId])).get(caseId);
  assert(found !== undefined, `case ${caseId} is not to be seen from here`);
  return found;
}

async function calendarOfCase(act: Act, caseId: string): Promise<Calendar> {
  const found = await selectCase(act, caseId);
  assert(found !== null, `case ${caseId} is not to be seen from here`);
  return heldCalendar(act, found.commissionId);
}

/** What the mail server said of a notice, with what follows from it for the case. */
export async function noticeAttempted(act: Act, noticeId: string, outcome: AttemptOutcome, detail: string): Promise<void> {
  const seen = await noticeById(act, noticeId);
  assert(seen !== null, `no notice ${noticeId}`);
  const docketCase = await lockCase(act, seen.caseId);
  const notice = await noticeById(act, noticeId);
  assert(notice !== null, `no notice ${noticeId}`);
  await recordAttempt(act, notice, outcome, detail);
  if (notice.recipient !== 'respondent') return;
  const after = { ...docketCase, serviceLevel: await respondentLevel(act, docketCase.caseId) };
  if (notice.purpose === 'award' && outcome === 'accepted' && inTurn(events.award_delivered, docketCase.state)) {
    await write(act, docketCase.commissionId, [
      { after: moved(after, events.award_delivered.to, act), happenings: [{ kind: 'award_delivered', facts: { noticeId, detail } }] },
    ]);
  } else if (after.serviceLevel !== docketCase.serviceLevel) {
    await write(act, docketCase.commissionId, [{ after, happenings: [] }]);
  }
}

/** The highest level reached by any notice of arbitration to the respondent. */
async function respondentLevel(act: Act, caseId: string): Promise<ServiceLevel> {
  const levels = (await noticesOf(act, caseId)).filter((each) => each.recipient === 'respondent' && each.purpose === 'arbitration').map((each) => each.level);
  return levels.reduce<ServiceLevel>((highest, each) => (each > highest ? each : highest), 0);
}

/** The person at the link opened the notice; `device` is what their browser told of itself. Opening again changes nothing. */
export async function openNotices(act: Act, caseId: string, device: string): Promise<Outcome<null, 'day_outside_calendar'>> {
  const calendar = await calendarOfCase(act, caseId);
  return raiseLevel(act, calendar, await lockCase(act, caseId), 'opened', 3, device);
}

/** The person at the link says the last characters of their identity number. Wrong answers are counted and recorded. */
export async function respondentProves(
  act: Act,
  caseId: string,
  tail: string,
  device: string,
): Promise<Outcome<null, IdentityRefusal | 'day_outside_calendar'>> {
  const calendar = await calendarOfCase(act, caseId);
  const docketCase = await lockCase(act, caseId);
  const loan = await readLoan(act, docketCase);
  const proof = await proveIdentity(act, caseId, loan.borrower.identity.number, tail);
  if (!proof.ok) return proof;
  return raiseLevel(act, calendar, docketCase, 'authenticated', 4, device);
}

/** Records the better proof on every notice that went out and lacks it, and opens the response window if that was awaited. */
async function raiseLevel(
  act: Act,
  calendar: Calendar,
  docketCase: Case,
  outcome: AttemptOutcome,
  level: ServiceLevel,
  device: string,
): Promise<Outcome<null, 'day_outside_calendar'>> {
  const sent = (await noticesOf(act, docketCase.caseId)).filter((each) => each.recipient === 'respondent' && each.level >= 1 && each.level < level);
  if (sent.length === 0) return accept(null);
  // A link that is known although its notice never arrived serves nobody.
  const opens = sent.some((each) => each.purpose === 'arbitration') ? windowOpening(act, calendar, docketCase, level) : null;
  if (opens !== null && !opens.ok) return opens;
  for (const notice of sent) await recordAttempt(act, notice, outcome, device);
  const after = { ...docketCase, serviceLevel: await respondentLevel(act, docketCase.caseId) };
  await write(act, docketCase.commissionId, [opens === null ? { after, happenings: [] } : { ...opens.value, after: { ...opens.value.after, serviceLevel: after.serviceLevel } }]);
  return accept(null);
}

function windowOpening(act: Act, calendar: Calendar, docketCase: Case, level: ServiceLevel): Outcome<Effects, 'day_outside_calendar'> | null {
  const profile = profileOf(docketCase);
  if (!inTurn(events.service_effected, docketCase.state) || level < profile.windowOpensAtServiceLevel) return null;
  const deadline = responseDeadline(calendar, docketCase.caseId, profile, act.today);
  if (!deadline.ok) return deadline;
  return accept({
    after: moved(docketCase, events.service_effected.to, act),
    opens: [deadline.value],
    happenings: [{ kind: 'service_effected', facts: { level, effectiveOn: act.today, responseUntil: deadline.value.dueOn } }],
  });
}

/**
 * Takes what the respondent says, word for word. The id comes from their page: the same answer sent again gives
 * the first receipt.
 */
export async function receiveAnswer(
  act: Act,
  caseId: string,
  given: Pick<Answer, 'answerId' | 'kind' | 'text'>,
): Promise<Outcome<Answer, AnswerRefusal>> {
  const docketCase = await lockCase(act, caseId);
  const before = (await selectAnswers(act, [caseId])).find((each) => each.answerId === given.answerId);
  const decision = decideAnswer(docketCase, given.kind, before, given.text);
  if (!decision.ok) return decision;
  if (before !== undefined) return accept(before);
  const response = (await selectDeadlines(act, [caseId])).find((each) => each.kind === 'response');
  const late = given.kind === 'defence' && response !== undefined && isAfter(act.today, response.dueOn);
  const answer: Answer = { ...given, caseId, receivedAt: act.at, late };
  if (!(await insertAnswer(act, answer))) return refuse('answer_id_reused', { answerId: answer.answerId });
  await write(act, docketCase.commissionId, [answerEffects(act, docketCase, answer)]);
  return accept(answer);
}

function answerEffects(act: Act, docketCase: Case, { answerId, kind, text, late }: Answer): Effects {
  const answered = { ...docketCase, answered: true };
  const received = { kind: 'answer_received', facts: { answerId, answer: kind, text, late } };
  switch (kind) {
    case 'defence':
      return { after: answered, happenings: [received] };
    case 'object_to_procedure':
      return {
        after: moved(answered, events.procedure_objected.to, act),
        ends: [
          { kind: 'response', as: 'met' },
          { kind: 'challenge', as: 'met' },
          { kind: 'award', as: 'met' },
        ],
        happenings: [received, { kind: 'procedure_objected', facts: { answerId } }],
      };
    case 'challenge_arbitrator':
      return {
        after: moved(answered, events.arbitrator_challenged.to, act, { arbitratorId: null, arbitratorName: null, tribunalOn: null }),
        ends: [
          { kind: 'challenge', as: 'met' },
          { kind: 'award', as: 'met' },
        ],
        happenings: [received, { kind: 'arbitrator_challenged', facts: { answerId, arbitratorId: docketCase.arbitratorId } }],
      };
  }
}

const windowEvents = { response: 'response_window_closed', challenge: 'challenge_window_closed' } as const;

/** Closes the windows of a commission that have run out, a bounded page at a time; gives how many it closed. */
export async function closeWindows(act: Act, pageSize = 200): Promise<number> {
  const due = await dueWindows(act, act.today, pageSize);
  if (due.length === 0) return 0;
  const locked = await lockCases(act, due.map((each) => each.case_id));
  const effects = due.flatMap(({ case_id: caseId, kind }): Effects[] => {
    const docketCase = locked.get(caseId);
    const event = windowEvents[kind];
    if (docketCase === undefined || !inTurn(events[event], docketCase.state)) return [];
    return [
      {
        after: moved(docketCase, events[event].to, act),
        ends: [{ kind, as: 'expired' }],
        happenings: [{ kind: event, facts: { today: act.today } }],
      },
    ];
  });
  await write(act, act.scope.id, effects);
  return effects.length;
}
