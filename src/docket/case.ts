import type { Day, Fen, Instant } from '../kernel/index.ts';
import type { ServiceLevel } from '../notices/index.ts';
import type { PeriodUnit } from '../rulebook/index.ts';
import type { CaseState } from './procedure.ts';

/** A case as the docket keeps it. The loan file and the claim are stored files, named by their hash. */
export interface Case {
  readonly caseId: string;
  readonly commissionId: string;
  readonly lenderId: string;
  readonly batchId: string;
  readonly lenderName: string;
  readonly commissionName: string;
  readonly reference: string;
  readonly contractNo: string;
  readonly respondentName: string;
  readonly caseNo: string | null;
  readonly state: CaseState;
  readonly stateSince: Day;
  readonly version: number;
  readonly loanSha256: string;
  readonly claimSha256: string;
  readonly principalFen: Fen;
  readonly totalFen: Fen;
  readonly warnings: readonly string[];
  readonly filedOn: Day;
  readonly procedureProfile: string;
  readonly feeTable: string;
  readonly feeFen: Fen | null;
  readonly feeReceiptNo: string | null;
  readonly acceptedOn: Day | null;
  readonly serviceLevel: ServiceLevel;
  readonly answered: boolean;
  readonly arbitratorId: string | null;
  readonly arbitratorName: string | null;
  readonly tribunalOn: Day | null;
  readonly awardOn: Day | null;
}

export type DeadlineKind = 'response' | 'challenge' | 'award';

/** A period that runs in a case, with the rule and calendar that made it. */
export interface CaseDeadline {
  readonly caseId: string;
  readonly kind: DeadlineKind;
  readonly startOn: Day;
  readonly days: number;
  readonly unit: PeriodUnit;
  readonly nominalOn: Day;
  readonly dueOn: Day;
  readonly rolledOver: readonly { readonly on: string; readonly name: string }[];
  readonly rule: string;
  readonly calendarVersion: string;
  /** `superseded`: counted again by a calendar that had changed; the next of its kind is the one that holds. */
  readonly state: 'running' | 'expired' | 'met' | 'superseded';
}

export type AnswerKind = 'defence' | 'object_to_procedure' | 'challenge_arbitrator';

export interface Answer {
  readonly answerId: string;
  readonly caseId: string;
  readonly kind: AnswerKind;
  readonly text: string;
  readonly receivedAt: Instant;
  readonly late: boolean;
}

/** What the arbitrator decides and writes; the rest of the award follows from the file. */
export interface AwardDraft {
  readonly opinion: string;
  readonly responses: readonly { readonly answerId: string; readonly response: string }[];
  readonly performanceDays: number;
}

export interface PaperSignature {
  readonly field: 'Arbitrator' | 'Seal';
  readonly name: string;
  readonly at: string;
}

/** A paper on file; signing makes the next revision. */
export interface CasePaper {
  readonly paperId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly revision: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly issuedOn: Day;
  readonly signatures: readonly PaperSignature[];
}

/** A case that a loan has, as far as its lender needs it to find it. */
export interface FiledCase {
  readonly caseId: string;
  readonly caseNo: string | null;
  readonly batchId: string;
  readonly reference: string;
  readonly contractNo: string;
}

export interface FiledQuestion {
  readonly references: readonly string[];
  readonly contractNos: readonly string[];
  readonly caseIds: readonly string[];
}
