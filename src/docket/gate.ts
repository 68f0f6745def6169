/**
 * The award gate: what must be true before an award may be made. Each check answers *satisfied, with its
 * evidence*, or *not, because*. All are asked when the award is drafted, when it is checked and when it is
 * signed, on facts read at that moment; no configuration switches one off.
 */
import type { Claim, Loan } from '../claims/index.ts';
import { isAfter, isBefore, legalDay, type Day, type Outcome } from '../kernel/index.ts';
import type { ServiceLevel } from '../rulebook/index.ts';
import type { Answer, AwardDraft, Case, CaseDeadline } from './case.ts';

export interface GateFacts {
  readonly docketCase: Case;
  readonly loan: Loan;
  /** The claim that was filed, if computing it anew from the loan file gives the same. */
  readonly claim: Outcome<Claim>;
  readonly deadlines: readonly CaseDeadline[];
  readonly answers: readonly Answer[];
  readonly draft: AwardDraft | null;
  readonly awardNeedsServiceLevel: ServiceLevel;
  readonly arbitratorOnRoster: boolean;
  readonly compositionNotified: boolean;
  readonly chainWhole: boolean;
  readonly today: Day;
}

export interface GateFinding {
  readonly check: GateCheck;
  readonly satisfied: boolean;
  readonly because: string;
  readonly evidence: readonly string[];
}

const satisfied = (because: string, ...evidence: readonly string[]) => ({ satisfied: true, because, evidence });
const not = (because: string, ...evidence: readonly string[]) => ({ satisfied: false, because, evidence });

type Check = (facts: GateFacts) => Omit<GateFinding, 'check'>;

const checks = {
  agreement_names_this_commission({ loan, docketCase }) {
    const { institution, clause, agreedOn } = loan.arbitration;
    if (institution !== docketCase.commissionName) return not(`the clause names ${institution}`);
    if (!clause.includes(institution)) return not('the text of the clause does not contain the commission it is said to name');
    if (isAfter(agreedOn, docketCase.filedOn)) return not('the clause was agreed after filing');
    return satisfied(`agreed on ${agreedOn.toString()}`, 'loan-file arbitration');
  },

  dispute_arose_before_filing({ claim, docketCase }) {
    if (!claim.ok) return not('the claim does not recompute');
    const { firstUnpaidDueOn } = claim.value;
    return isBefore(firstUnpaidDueOn, docketCase.filedOn)
      ? satisfied(`unpaid since ${firstUnpaidDueOn.toString()}, filed on ${docketCase.filedOn.toString()}`, 'claim')
      : not('nothing was overdue on the day of filing');
  },

  lender_may_lend({ loan }) {
    if (loan.lender.kind === 'private') return satisfied('a private lender needs no licence', 'loan-file lender');
    return loan.lender.licenceNo === null
      ? not('a licensed kind of lender without a licence number')
      : satisfied(`licence ${loan.lender.licenceNo}`, 'loan-file lender');
  },

  notice_reached_respondent({ docketCase, awardNeedsServiceLevel: needed }) {
    return docketCase.serviceLevel >= needed
      ? satisfied(`service at level L${docketCase.serviceLevel}`, 'service ledger')
      : not(`service stands at L${docketCase.serviceLevel}, an award needs L${needed}`);
  },

  windows_have_passed({ deadlines, docketCase, today }) {
    const windows = deadlines.filter((each) => each.kind !== 'award');
    for (const kind of ['response', 'challenge'] as const) {
      if (!windows.some((each) => each.kind === kind)) return not(`the ${kind} window never opened`);
    }
    const open = windows.find((each) => each.state === 'running' || !isAfter(today, each.dueOn));
    if (open !== undefined) return not(`the ${open.kind} window runs until ${open.dueOn.toString()}`);
    if (docketCase.acceptedOn === null || !isAfter(today, docketCase.acceptedOn)) return not('an award on the day of acceptance');
    return satisfied(windows.map((each) => `${each.kind} until ${each.dueOn.toString()}`).join(', '), 'deadlines');
  },

  documents_only_and_online_agreed({ loan, answers }) {
    if (!loan.arbitration.writtenProcedure) return not('the agreement does not provide for a decision on documents only');
    if (!loan.arbitration.onlineProcedure) return not('the agreement does not provide for online procedure');
    if (answers.some((each) => each.kind === 'object_to_procedure')) return not('the respondent objected');
    return satisfied('agreed in the contract and not objected to', 'loan-file arbitration');
  },

  tribunal_duly_formed({ docketCase, arbitratorOnRoster, compositionNotified, deadlines }) {
    if (docketCase.arbitratorId === null || docketCase.tribunalOn === null) return not('no arbitrator has been appointed');
    if (!arbitratorOnRoster) return not('the arbitrator is not on the roster');
    const response = deadlines.find((each) => each.kind === 'response');
    if (response === undefined || !isAfter(docketCase.tribunalOn, response.dueOn)) return not('the appointment came before the response window had passed');
    if (!compositionNotified) return not('the parties have not been told of the composition of the tribunal');
    return satisfied(`${docketCase.arbitratorName ?? ''}, appointed on ${docketCase.tribunalOn.toString()} by the director`, 'composition notice');
  },

  everything_answered({ answers, draft }) {
    const open = answers.filter((answer) => !draft?.responses.some((each) => each.answerId === answer.answerId && each.response.trim() !== ''));
    if (open.length > 0) return not(`${open.length} of ${answers.length} answers of the respondent without a response in the award`);
    return satisfied(answers.length === 0 ? 'the respondent said nothing' : `${answers.length} answers dealt with`, 'answers');
  },

  signed_before_money_moved({ loan }) {
    const disbursedOn = loan.disbursements.map((each) => each.on).reduce((first, each) => (isBefore(each, first) ? each : first));
    const borrower = loan.signatures.filter((each) => each.signer === 'borrower');
    if (borrower.length === 0) return not('the loan file holds no signature of the borrower');
    const late = borrower.find((each) => isAfter(legalDay(each.signedAt), disbursedOn));
    if (late !== undefined) return not(`the borrower's signature of ${late.signedAt.toString()} is later than the disbursement`);
    return satisfied(`signed before the disbursement of ${disbursedOn.toString()}`, 'loan-file signatures');
  },

  claim_recomputes_within_cap({ claim }) {
    if (!claim.ok) return not(`the claim computed from the loan file is not the one that was filed (${claim.refusal.code})`);
    const { principalFen, disbursedFen, cap } = claim.value;
    if (principalFen > disbursedFen) return not('more principal than was disbursed');
    if (cap.claimableFen > 0n && cap.claimableFen + cap.paidFen > cap.allowedFen) return not('charges above the cap');
    return satisfied(`charges within ${cap.article.instrument} ${cap.article.article}`, 'claim', 'loan-file');
  },

  operative_part_executable({ claim, draft }) {
    if (!claim.ok || claim.value.totalFen <= 0n) return not('nothing to award');
    if (draft === null || draft.performanceDays < 1) return not('no period for performance');
    return satisfied('named parties, definite amounts, and base, rate and first day of what runs on', 'claim', 'draft');
  },

  reasons_given({ draft }) {
    return draft !== null && draft.opinion.trim().length >= 20 ? satisfied("the tribunal's opinion is written", 'draft') : not("the tribunal's opinion is missing or too short");
  },

  record_whole({ chainWhole }) {
    return chainWhole ? satisfied('every entry links to the one before it', 'evidence chain') : not('the evidence chain of this case is broken');
  },
} as const satisfies Readonly<Record<string, Check>>;

export type GateCheck = keyof typeof checks;

export const gateChecks = Object.keys(checks) as readonly GateCheck[];

export const evaluateGate = (facts: GateFacts): readonly GateFinding[] => gateChecks.map((check) => ({ check, ...checks[check](facts) }));
