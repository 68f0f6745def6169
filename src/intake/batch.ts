import type { Day, Instant, Refusal } from '../kernel/index.ts';

export interface BatchFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a lender sent at once: files, a mapping and the day of the claims, under the lender's own reference. */
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
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly counters: { readonly planned: number; readonly filed: number; readonly rejected: number; readonly refused: number };
  readonly failure: Refusal | null;
  readonly createdAt: Instant;
  readonly createdBy: { readonly personId: string; readonly name: string };
  readonly finishedAt: Instant | null;
}

/** One thing that kept a loan out, or a warning that travels with its case. */
export interface ItemProblem {
  readonly code: string;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: string | null;
  /** Masked where it identifies or reaches a person. */
  readonly value: string | null;
  readonly message: string;
  readonly fix: string;
}

/** What became of one loan or row: filed as a case; rejected, because it could not be read; refused, because it cannot be filed. */
export interface BatchItem {
  readonly reference: string | null;
  readonly outcome: 'filed' | 'rejected' | 'refused';
  readonly caseId: string | null;
  readonly problems: readonly ItemProblem[];
}
