/** The whole file of a case, read once for a decision, a paper or a page. */
import { awardSums, loanFileSchema, recomputes, type AwardSums, type Claim, type Loan } from '../claims/index.ts';
import { checkChain, type SealedEntry } from '../evidence/index.ts';
import { readChain } from '../evidence/operations.ts';
import { assert, type Day, type Outcome } from '../kernel/index.ts';
import type { Notice } from '../notices/index.ts';
import { noticesOf } from '../notices/operations.ts';
import { institutionById, rosterOf } from '../parties/operations.ts';
import type { LprTable } from '../rulebook/index.ts';
import { lprOf } from '../rulebook/operations.ts';
import type { Act } from '../shell/act.ts';
import type { Answer, AwardDraft, Case, CaseDeadline, CasePaper } from './case.ts';
import { selectDeadlines } from './deadline-store.ts';
import { profileOf } from './deadlines.ts';
import { evaluateGate, type GateFinding } from './gate.ts';
import { selectAnswers, selectDraft, selectPapers } from './store.ts';

export interface CaseFile {
  readonly docketCase: Case;
  readonly loan: Loan;
  /** What the commission computes with. */
  readonly lpr: LprTable;
  readonly claim: Outcome<Claim>;
  readonly papers: readonly CasePaper[];
  readonly deadlines: readonly CaseDeadline[];
  readonly answers: readonly Answer[];
  readonly notices: readonly Notice[];
  readonly chain: Outcome<readonly SealedEntry[]>;
  readonly draft: AwardDraft | null;
  readonly lenderEmail: string;
  /** Arbitrators whom the respondent has challenged in this case. */
  readonly challengedArbitrators: readonly string[];
}

export async function readLoan(act: Act, { loanSha256 }: Case): Promise<Loan> {
  return loanFileSchema.parse(JSON.parse(new TextDecoder().decode(await act.blobs.get(loanSha256))));
}

/** The claim as it was filed, in its canonical JSON. */
export async function readStoredClaim(act: Act, { claimSha256 }: Case): Promise<{ readonly asOf: string }> {
  return JSON.parse(new TextDecoder().decode(await act.blobs.get(claimSha256))) as { readonly asOf: string };
}

export async function readCaseFile(act: Act, docketCase: Case): Promise<CaseFile> {
  const { caseId } = docketCase;
  const loan = await readLoan(act, docketCase);
  const stored = await readStoredClaim(act, docketCase);
  const lpr = await lprOf(act, docketCase.commissionId);
  const chain = checkChain(caseId, await readChain(act, caseId));
  const lender = await institutionById(act, docketCase.lenderId);
  assert(lender !== null, `no lender ${docketCase.lenderId}`);
  const challenges = (chain.ok ? chain.value : []).filter(({ entry }) => entry.kind === 'arbitrator_challenged');
  return {
    docketCase,
    loan,
    lpr,
    claim: recomputes(stored, loan, lpr),
    papers: await selectPapers(act, [caseId]),
    deadlines: await selectDeadlines(act, [caseId]),
    answers: await selectAnswers(act, [caseId]),
    notices: await noticesOf(act, caseId),
    chain,
    draft: await selectDraft(act, docketCase),
    lenderEmail: lender.email,
    challengedArbitrators: challenges.map(({ entry }) => String(entry.facts.arbitratorId)),
  };
}

/** The claim of a case whose claim is sound; that it is was checked when it was filed. */
export function soundClaim({ claim, docketCase }: CaseFile): Claim {
  if (!claim.ok) throw new Error(`the claim of ${docketCase.reference} does not recompute: ${claim.refusal.code}`);
  return claim.value;
}

/** What an award of this day may order on the claim. */
export const sumsToAward = ({ loan, claim, lpr }: CaseFile, on: Day): Outcome<AwardSums> => (claim.ok ? awardSums(loan, claim.value, on, lpr) : claim);

/** The award gate, asked now; with `draft` in place of the stored one where the draft itself is being decided. */
export async function askGate(act: Act, file: CaseFile, draft: AwardDraft | null = file.draft): Promise<readonly GateFinding[]> {
  const { docketCase, loan, claim, deadlines, answers, papers, notices, chain } = file;
  // After a challenge there is a newer notice, of the present tribunal, and only that one counts.
  const compositionId = papers.find((each) => each.kind === 'composition_notice')?.paperId ?? '';
  const roster = await rosterOf(act, docketCase.commissionId);
  return evaluateGate({
    docketCase,
    loan,
    claim,
    awarded: sumsToAward(file, act.today),
    deadlines,
    answers,
    draft,
    awardNeedsServiceLevel: profileOf(docketCase).awardNeedsServiceLevel,
    arbitratorOnRoster: roster.some((each) => each.personId === docketCase.arbitratorId),
    compositionNotified: (['applicant', 'respondent'] as const).every((recipient) =>
      notices.some((each) => each.recipient === recipient && each.paperIds.includes(compositionId) && each.level >= 1),
    ),
    chainWhole: chain.ok,
    today: act.today,
  });
}
