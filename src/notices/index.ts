/** Service of process: what a notice is, the respondent's link, and the proof of who they are. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { accept, isId, refuse, type Outcome } from '../kernel/index.ts';

export * from './notice.ts';
export { letterOf, type LetterFacts } from './letter.ts';

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
