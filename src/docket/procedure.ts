/**
 * The life of a case, main line.
 *
 * A lender files; the case is `submitted`. The filing secretary refuses it with reasons (`not_accepted`) or
 * approves it, which fixes the fee (`fee_pending`). When the fee has come in the case is `accepted`: it has a
 * number and its notice of acceptance. The case secretary serves the notice of arbitration (`notice_service`).
 * Nothing runs against the respondent until the notice has reached them: when they open it, the response window
 * opens (`response_open`) and its last day is fixed. When that day has passed, the commission may form the
 * tribunal (`tribunal_formation`). The director appoints an arbitrator from the roster
 * (`appointment_pending`), who declines or accepts with a written declaration and disclosure; with that the tribunal
 * stands, both parties are told, and the challenge window runs (`challenge_open`). A challenge within it sends the case back for another
 * arbitrator. When it has passed, the arbitrator has the case (`trial`), reads it and drafts the award. The case
 * secretary checks the form (`award_check`) and may return it; a checked award is dated and frozen
 * (`award_signing`). The arbitrator signs it with their own key (`award_sealing`), the commission seals it
 * (`award_issued`), it is sent to both parties, and once it has reached the respondent's address the case is
 * `award_served`.
 *
 * Whoever objects to written or online procedure before the award is drafted leaves this road at once:
 * `transferred_offline`. Commands are what people do; events are what the world or the calendar does.
 */
import type { Permission } from '../parties/index.ts';

export const caseStates = [
  'submitted',
  'not_accepted',
  'fee_pending',
  'accepted',
  'notice_service',
  'response_open',
  'tribunal_formation',
  'appointment_pending',
  'challenge_open',
  'trial',
  'award_check',
  'award_signing',
  'award_sealing',
  'award_issued',
  'award_served',
  'transferred_offline',
] as const;
export type CaseState = (typeof caseStates)[number];

interface Step {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
}

export const commands = {
  approve_filing: { from: ['submitted'], to: 'fee_pending' },
  refuse_filing: { from: ['submitted'], to: 'not_accepted' },
  record_fee_payment: { from: ['fee_pending'], to: 'accepted' },
  serve_notice: { from: ['accepted', 'notice_service'], to: 'notice_service' },
  appoint_arbitrator: { from: ['tribunal_formation'], to: 'appointment_pending' },
  accept_appointment: { from: ['appointment_pending'], to: 'challenge_open' },
  decline_appointment: { from: ['appointment_pending'], to: 'tribunal_formation' },
  draft_award: { from: ['trial'], to: 'award_check' },
  return_award: { from: ['award_check', 'award_signing'], to: 'trial' },
  // Checking again dates the award anew, when it was not signed on the day it was checked.
  check_award: { from: ['award_check', 'award_signing'], to: 'award_signing' },
  sign_award: { from: ['award_signing'], to: 'award_sealing' },
  seal_award: { from: ['award_sealing'], to: 'award_issued' },
  serve_award: { from: ['award_issued'], to: 'award_issued' },
} as const satisfies Readonly<Partial<Record<Permission, Step>>>;
export type Command = keyof typeof commands;

export const events = {
  service_effected: { from: ['notice_service'], to: 'response_open', by: 'respondent' },
  response_window_closed: { from: ['response_open'], to: 'tribunal_formation', by: 'calendar' },
  arbitrator_challenged: { from: ['challenge_open', 'trial'], to: 'tribunal_formation', by: 'respondent' },
  challenge_window_closed: { from: ['challenge_open'], to: 'trial', by: 'calendar' },
  procedure_objected: {
    from: ['accepted', 'notice_service', 'response_open', 'tribunal_formation', 'appointment_pending', 'challenge_open', 'trial'],
    to: 'transferred_offline',
    by: 'respondent',
  },
  award_delivered: { from: ['award_issued'], to: 'award_served', by: 'mail server' },
} as const satisfies Record<string, Step & { readonly by: string }>;

export const commandNames = Object.keys(commands) as readonly Command[];

export const inTurn = (step: Step, state: CaseState): boolean => step.from.includes(state);

/** States in which an arbitrator carries the case. */
export const inArbitratorsHands: readonly CaseState[] = ['appointment_pending', 'challenge_open', 'trial', 'award_check', 'award_signing'];
