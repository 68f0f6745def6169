/**
 * Service of process. Sending is not service: every attempt leaves an outcome, every outcome has a level, and
 * what counts is the highest level reached. L0 failed, L1 taken by the mail server of the address, L2 delivery
 * confirmed, L3 opened by a person, L4 the person proved who they are.
 */
import type { Instant } from '../kernel/index.ts';
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
