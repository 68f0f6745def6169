/**
 * Who may do what: one table, asked by every edge before anything else. A lender's people file and read; they
 * never appoint, decide, sign or seal. An arbitrator drafts and signs; nobody else can.
 */
import { accept, refuse, type Outcome } from '../kernel/index.ts';

export const roles = ['lender_agent', 'filing_secretary', 'case_secretary', 'director', 'arbitrator'] as const;
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = roles;
const secretaries: readonly Role[] = ['filing_secretary', 'case_secretary'];

export const permissions = {
  file_batch: ['lender_agent'],
  read_batches: ['lender_agent', 'filing_secretary', 'director'],
  read_cases: everyone,
  reveal_respondent: ['lender_agent', ...secretaries, 'director', 'arbitrator'],
  export_bundle: everyone,
  read_roster: ['case_secretary', 'director'],
  approve_filing: ['filing_secretary'],
  refuse_filing: ['filing_secretary'],
  record_fee_payment: ['filing_secretary'],
  serve_notice: ['case_secretary'],
  appoint_arbitrator: ['director'],
  accept_appointment: ['arbitrator'],
  decline_appointment: ['arbitrator'],
  preview_award: ['arbitrator', 'case_secretary', 'director'],
  draft_award: ['arbitrator'],
  return_award: ['case_secretary', 'arbitrator'],
  check_award: ['case_secretary'],
  sign_award: ['arbitrator'],
  seal_award: ['director'],
  serve_award: ['case_secretary'],
  enter_rule: ['director'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether someone who holds these roles may do this at all. */
export function decidePermission(held: readonly Role[], permission: Permission): Outcome<null, 'not_permitted'> {
  const needs: readonly Role[] = permissions[permission];
  return needs.some((role) => held.includes(role)) ? accept(null) : refuse('not_permitted', { permission, needs });
}
