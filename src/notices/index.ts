/**
 * Service of process. Sending is not service: every attempt leaves an outcome, every outcome has a level, and
 * what counts is the highest level reached. L0 failed, L1 taken by the mail server of the address, L2 delivery
 * confirmed, L3 opened by a person, L4 the person proved who they are.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { accept, isId, refuse, type Instant, type Outcome } from '../kernel/index.ts';
import type { ServiceLevel } from '../rulebook/index.ts';

export type { ServiceLevel };
export type Recipient = 'applicant' | 'respondent';
export type NoticePurpose = 'arbitration' | 'composition' | 'award';

export const attemptLevels = { refused: 0, accepted: 1, opened: 3, authenticated: 4 } as const satisfies Record<string, ServiceLevel>;
export type AttemptOutcome = keyof typeof attemptLevels;

export interface NoticeDraft {
  readonly caseId: string;
  readonly recipient: Recipient;
  readonly purpose: NoticePurpose;
  readonly address: string;
  /** Where the address came from, e.g. `agreed in the contract`. */
  readonly addressSource: string;
  readonly paperIds: readonly string[];
}

export interface Notice extends NoticeDraft {
  readonly noticeId: string;
  readonly channel: 'email';
  readonly level: ServiceLevel;
  readonly createdAt: Instant;
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly at: Instant;
  readonly outcome: AttemptOutcome;
  readonly level: ServiceLevel;
  /** What the other side said, or what the reader's browser told of itself. */
  readonly detail: string;
}

/**
 * The respondent's link carries the case and a code that only this installation can make, so that it opens
 * one case, cannot be guessed, and needs no account and no table.
 */
export function respondentToken(secret: string, caseId: string): string {
  return Buffer.concat([Buffer.from(caseId.replaceAll('-', ''), 'hex'), linkCode(secret, caseId)]).toString('base64url');
}

/** The case of a link; null when the link was not made here. */
export function caseOfToken(secret: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== token) return null;
  const caseId = bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isId(caseId) && timingSafeEqual(bytes.subarray(16), linkCode(secret, caseId)) ? caseId : null;
}

const linkCode = (secret: string, caseId: string): Buffer =>
  createHmac('sha256', secret).update(`respondent-link ${caseId}`).digest().subarray(0, 16);

export const identityTailLength = 6;
/** Wrong answers to the identity question per case and day, after which the day is over for that link. */
export const identityAttemptsPerDay = 5;

export type IdentityRefusal = 'too_many_attempts' | 'identity_not_proved';

/** Whether the last characters given are those of the respondent's identity number. */
export function decideIdentity(identityNumber: string, tail: string, failedToday: number): Outcome<null, IdentityRefusal> {
  if (failedToday >= identityAttemptsPerDay) return refuse('too_many_attempts', { attemptsPerDay: identityAttemptsPerDay });
  const expected = Buffer.from(identityNumber.slice(-identityTailLength).toUpperCase());
  const given = Buffer.from(tail.trim().toUpperCase());
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refuse('identity_not_proved', { attemptsLeft: identityAttemptsPerDay - failedToday - 1 });
  }
  return accept(null);
}
export { letterOf, type LetterFacts } from './letter.ts';
