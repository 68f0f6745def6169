/**
 * Whether a sound loan file can be filed: by this lender, with this commission, on this day. The same decision for
 * a check and for filing.
 */
import { claimRefusalTable, computeClaim, loanFileSchema, type Claim, type Loan, type LoanFile } from '../claims/index.ts';
import type { Day } from '../kernel/index.ts';
import type { FiledCase } from '../docket/index.ts';
import type { Institution } from '../parties/index.ts';
import type { LprTable } from '../rulebook/index.ts';
import type { RowResult } from './assemble.ts';
import { loanPrint, type ItemProblem } from './batch.ts';

/** What one result of reading comes to. */
export type Admission =
  | { readonly outcome: 'sound'; readonly loan: Loan; readonly file: LoanFile; readonly loanPrint: string; readonly claim: Claim; readonly warnings: readonly ItemProblem[] }
  | { readonly outcome: 'rejected'; readonly reference: string | null; readonly problems: readonly ItemProblem[] }
  | Refused
  | { readonly outcome: 'repeated'; readonly reference: string; readonly filed: FiledCase };

interface Refused {
  readonly outcome: 'refused';
  readonly reference: string;
  readonly problems: readonly ItemProblem[];
  /** The case it already has. */
  readonly filed: FiledCase | null;
}

/** What a set of loans is filed under. */
export interface FilingTerms {
  readonly lender: Institution;
  readonly commissionName: string;
  readonly asOf: Day;
  readonly filedOn: Day;
  /** What the commission computes with. */
  readonly lpr: LprTable;
  /** The round that is filed; null in a check. */
  readonly round: { readonly batchId: string; readonly round: number } | null;
}

/** What the lender has already filed. */
export interface AlreadyFiled {
  readonly byReference: ReadonlyMap<string, FiledCase>;
  readonly byContract: ReadonlyMap<string, readonly FiledCase[]>;
  readonly byPrint: ReadonlyMap<string, readonly FiledCase[]>;
  /** Cases that earlier rounds of the same batch have filed. */
  readonly inEarlierRounds: ReadonlySet<string>;
}

export function decideAdmission(result: RowResult, terms: FilingTerms, already: AlreadyFiled): Admission {
  const reference = result.kind === 'loan' ? result.file.reference : result.reference;
  const filed = reference === null ? undefined : already.byReference.get(reference);
  if (reference !== null && filed !== undefined && already.inEarlierRounds.has(filed.caseId)) return { outcome: 'repeated', reference, filed };
  if (result.kind === 'reject') return { outcome: 'rejected', reference, problems: result.problems };
  const { file } = result;
  const { lender } = terms;
  // The rate cap hangs on the kind of lender: that is what the directory says, not what the lender says of itself.
  if (lender.kind !== 'lender' || file.lender.uscc !== lender.uscc || file.lender.kind !== lender.lenderKind) {
    return refused(file, 'lender_is_another', `the loan names the lender ${file.lender.uscc}, ${file.lender.kind}`, 'correct the lender and its kind in the mapping');
  }
  if (file.arbitration.institution !== terms.commissionName) {
    return refused(file, 'agreement_names_another', `the clause names ${file.arbitration.institution}`, 'file with the institution that the clause names');
  }
  if (filed !== undefined) return alreadyFiled(file, filed);
  const loan = loanFileSchema.parse(file);
  const claim = computeClaim(loan, terms.asOf, terms.filedOn, terms.lpr);
  if (!claim.ok) return refused(file, claim.refusal.code, ...claimRefusalTable[claim.refusal.code]);
  const print = loanPrint(lender.institutionId, file);
  const warnings = [...result.warnings, ...similar(file, print, terms, already)];
  return { outcome: 'sound', loan, file, loanPrint: print, claim: claim.value, warnings };
}

/** A loan whose case is already there; the case has no number before it is accepted. */
export const alreadyFiled = (file: LoanFile, filed: FiledCase | null): Refused => ({
  ...refused(file, 'already_filed', `this loan already has a case${filed === null ? '' : `: ${filed.caseNo ?? filed.caseId}`}`, 'nothing; look at the case that is there'),
  filed,
});

/** A mistake of ours in one loan must not hold up the others. */
export function cannotBeProcessed(file: LoanFile, error: unknown): Refused {
  return refused(file, 'case_cannot_be_processed', error instanceof Error ? error.message : String(error), 'report this; the loan can be filed again later');
}

/** The same contract, or the same borrower, sum and day, in a case of another batch: it may be the same loan under another number. */
function similar(file: LoanFile, print: string, { round }: FilingTerms, already: AlreadyFiled): readonly ItemProblem[] {
  const found = [...(already.byContract.get(file.contract.contractNo) ?? []), ...(already.byPrint.get(print) ?? [])].find(
    (each) => each.reference !== file.reference && each.batchId !== round?.batchId,
  );
  if (found === undefined) return [];
  return [problemOf(file, 'warning', 'similar_case_filed', `a case with the same contract, or the same borrower, sum and day, is there: ${found.reference}, ${found.caseNo ?? found.caseId}`, 'make sure that it is another loan')];
}

const refused = (file: LoanFile, code: string, message: string, fix: string): Refused => ({
  outcome: 'refused',
  reference: file.reference,
  problems: [problemOf(file, 'error', code, message, fix)],
  filed: null,
});

const problemOf = ({ sources }: LoanFile, severity: ItemProblem['severity'], code: string, message: string, fix: string): ItemProblem => ({
  code,
  severity,
  message,
  fix,
  file: sources[0]?.file ?? null,
  row: sources[0]?.rows[0] ?? null,
  column: null,
  value: null,
});
