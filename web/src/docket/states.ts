/** The states of a case in the order of the procedure, and the stages that a reader follows. */
import type { WireCaseState, WireCommand } from '../../../src/http/wire/index.ts';

export type CaseState = WireCaseState;

export const caseStates: readonly CaseState[] = [
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
];

/** The main line as a party sees it: each stage with the states in it. */
export const stages = [
  { stage: 'filing', states: ['submitted', 'fee_pending'] },
  { stage: 'notice', states: ['accepted', 'notice_service'] },
  { stage: 'response', states: ['response_open'] },
  { stage: 'tribunal', states: ['tribunal_formation', 'appointment_pending', 'challenge_open'] },
  { stage: 'decision', states: ['trial', 'award_check'] },
  { stage: 'award', states: ['award_signing', 'award_sealing', 'award_issued'] },
  { stage: 'served', states: ['award_served'] },
] as const satisfies readonly { readonly stage: string; readonly states: readonly CaseState[] }[];

/** Commands in the order in which a case meets them. */
export const commandOrder: readonly WireCommand[] = [
  'approve_filing',
  'refuse_filing',
  'record_fee_payment',
  'serve_notice',
  'appoint_arbitrator',
  'accept_appointment',
  'decline_appointment',
  'draft_award',
  'check_award',
  'return_award',
  'sign_award',
  'seal_award',
  'serve_award',
];

/** Decided by the arbitrator case by case, on the page of the case, never over a selection. */
export const singleCaseCommands: readonly WireCommand[] = ['draft_award', 'sign_award'];

/** Where a case goes from the main line, with nothing more to come on it. */
export const isOffTheLine = (state: CaseState): boolean => state === 'not_accepted' || state === 'transferred_offline';

/** Commands that stop a case or send it back, with reasons. */
export const sendsBack = (command: WireCommand): boolean => command === 'refuse_filing' || command === 'decline_appointment' || command === 'return_award';
