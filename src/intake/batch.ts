import type { LoanFile } from '../claims/index.ts';
import { assert, canonicalText, sha256, type Day, type Instant, type Refusal } from '../kernel/index.ts';

export interface BatchFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Who did something at the lender's, by the name they had then. */
export interface By {
  readonly personId: string;
  readonly name: string;
}

/**
 * What a lender sends under one reference: files, a mapping and the day of the claims, and then corrections of those
 * files, each a further round under the same mapping and day. State and failure are those of the latest round.
 */
export interface Batch {
  readonly batchId: string;
  readonly lenderId: string;
  readonly commissionId: string;
  readonly lenderName: string;
  readonly commissionName: string;
  readonly reference: string;
  readonly asOf: Day;
  readonly contentSha256: string;
  readonly mappingSha256: string;
  readonly files: readonly BatchFile[];
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Over the items that no later round has superseded; `planned` counts those of the latest round that wait as well. */
  readonly counters: { readonly planned: number; readonly filed: number; readonly rejected: number; readonly refused: number };
  /** At least one, in order. */
  readonly rounds: readonly Round[];
  readonly failure: Refusal | null;
  readonly createdAt: Instant;
  readonly createdBy: By;
  readonly finishedAt: Instant | null;
}

export interface Round {
  readonly round: number;
  readonly contentSha256: string;
  readonly files: readonly BatchFile[];
  readonly counters: {
    readonly planned: number;
    readonly filed: number;
    readonly rejected: number;
    readonly refused: number;
    /** Loans that an earlier round of the batch has filed. */
    readonly repeated: number;
  };
  readonly createdAt: Instant;
  readonly createdBy: By;
  readonly finishedAt: Instant | null;
}

export const isUnderWay = ({ state }: { readonly state: Batch['state'] }): boolean => state === 'queued' || state === 'running';

export function latestRound(batch: Batch): Round {
  const latest = batch.rounds.at(-1);
  assert(latest !== undefined, 'a batch has a round');
  return latest;
}

/** One thing that kept a loan out, or a warning that travels with its case. */
export interface ItemProblem {
  readonly code: string;
  /** A reject is told its warnings too. */
  readonly severity: 'error' | 'warning';
  readonly file: string | null;
  readonly row: number | null;
  readonly column: string | null;
  /** Masked where it identifies or reaches a person. */
  readonly value: string | null;
  readonly message: string;
  readonly fix: string;
}

/**
 * What became of one loan or row in one round: filed as a case; rejected, because it could not be read; refused,
 * because it cannot be filed; repeated, because an earlier round has filed it.
 */
export interface BatchItem {
  readonly reference: string | null;
  readonly outcome: 'filed' | 'rejected' | 'refused' | 'repeated';
  readonly caseId: string | null;
  readonly problems: readonly ItemProblem[];
  /** Of a filed loan, what tells it again under another reference: see `loanPrint`. */
  readonly loanPrint: string | null;
}

/** An item with where it stands. */
export interface PlacedItem extends BatchItem {
  readonly round: number;
  readonly position: number;
  /** A later round has answered for this loan. */
  readonly superseded: boolean;
}

/** The same for loans of one lender with the same borrower, principal and day of signing. */
export const loanPrint = (lenderId: string, { borrower, contract }: LoanFile): string =>
  sha256(canonicalText([lenderId, borrower.identity.number, contract.principalFen, contract.signedOn]));
