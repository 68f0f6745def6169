/** Filing: sound loan files with their claims become cases, each on its own, exactly once. */
import type { Claim, Loan } from '../claims/index.ts';
import { record } from '../evidence/operations.ts';
import { accept, canonicalBytes, newId, refuse, type Outcome } from '../kernel/index.ts';
import type { Act } from '../shell/act.ts';
import type { Case, FiledCase, FiledQuestion } from './case.ts';
import { writePapers, type NewPaper } from './effects.ts';
import { insertCases, selectFiled } from './store.ts';

/** One case to file, with the papers of its application. */
export interface Filing {
  readonly loan: Loan;
  readonly claim: Claim;
  readonly warnings: readonly string[];
  readonly papers: readonly NewPaper[];
}

/** What all cases of a batch share. */
export interface FilingSetting {
  readonly batchId: string;
  readonly commissionId: string;
  readonly commissionName: string;
  readonly lenderId: string;
  readonly lenderName: string;
  readonly procedureProfile: string;
  readonly feeTable: string;
}

export type FilingRefusal = 'already_filed';

/** The cases that the acting lender already has under any of these; those not accepted do not count. */
export const filedCases = (act: Act, question: FiledQuestion): Promise<readonly FiledCase[]> => selectFiled(act, question);

/** Files a set; the outcomes are in its order, each the new case's id or why there is none. */
export async function fileCases(act: Act, setting: FilingSetting, filings: readonly Filing[]): Promise<readonly Outcome<string, FilingRefusal>[]> {
  const prepared = await Promise.all(filings.map((filing) => prepare(act, setting, filing)));
  const inserted = await insertCases(act, prepared.map(({ docketCase }) => docketCase));
  const filed = prepared.filter(({ docketCase }) => inserted.has(docketCase.caseId));
  await record(
    act,
    filed.map(({ docketCase, filing }) => ({
      chainId: docketCase.caseId,
      kind: 'case_filed',
      facts: {
        batchId: docketCase.batchId,
        reference: docketCase.reference,
        commission: docketCase.commissionName,
        loanSha256: docketCase.loanSha256,
        claimSha256: docketCase.claimSha256,
        totalFen: docketCase.totalFen,
        sources: filing.loan.sources,
      },
    })),
  );
  await writePapers(act, filed.flatMap(({ docketCase, filing }) => filing.papers.map((each) => ({ ...each, caseId: docketCase.caseId }))));
  return prepared.map(({ docketCase }) =>
    inserted.has(docketCase.caseId) ? accept(docketCase.caseId) : refuse('already_filed', { reference: docketCase.reference }),
  );
}

async function prepare(act: Act, setting: FilingSetting, filing: Filing): Promise<{ readonly filing: Filing; readonly docketCase: Case }> {
  const { loan, claim, warnings } = filing;
  const [loanSha256, claimSha256] = await Promise.all([act.blobs.put(canonicalBytes(loan)), act.blobs.put(canonicalBytes(claim))]);
  const docketCase: Case = {
    ...setting,
    caseId: newId(),
    reference: loan.reference,
    contractNo: loan.contract.contractNo,
    respondentName: loan.borrower.name,
    caseNo: null,
    state: 'submitted',
    stateSince: act.today,
    version: 1,
    loanSha256,
    claimSha256,
    principalFen: claim.principalFen,
    totalFen: claim.totalFen,
    warnings,
    filedOn: act.today,
    feeFen: null,
    feeReceiptNo: null,
    acceptedOn: null,
    serviceLevel: 0,
    answered: false,
    arbitratorId: null,
    arbitratorName: null,
    tribunalOn: null,
    awardOn: null,
  };
  return { filing, docketCase };
}
