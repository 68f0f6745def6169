/**
 * The award gate: what must be true before an award may be made. Each check answers *satisfied, with its
 * evidence*, or *not, because*. All are asked when the award is drafted, when it is checked and when it is
 * signed, on facts read at that moment; no configuration switches one off.
 */
import type { AwardSums, Claim, Loan } from '../claims/index.ts';
import { formatYuan, isAfter, isBefore, legalDay, type Day, type Outcome } from '../kernel/index.ts';
import type { ServiceLevel } from '../rulebook/index.ts';
import type { Answer, AwardDraft, Case, CaseDeadline } from './case.ts';

export interface GateFacts {
  readonly docketCase: Case;
  readonly loan: Loan;
  /** The claim that was filed, if computing it anew from the loan file gives the same. */
  readonly claim: Outcome<Claim>;
  /** The claim reckoned again to today, within what was asked for. */
  readonly awarded: Outcome<AwardSums>;
  readonly deadlines: readonly CaseDeadline[];
  readonly answers: readonly Answer[];
  readonly draft: AwardDraft | null;
  readonly awardNeedsServiceLevel: ServiceLevel;
  readonly arbitratorOnRoster: boolean;
  readonly compositionNotified: boolean;
  readonly chainWhole: boolean;
  readonly today: Day;
}

/** Where the proof of a satisfied check lies. */
export type GateEvidence = 'loan_file' | 'claim' | 'deadlines' | 'service_ledger' | 'composition_notice' | 'answers' | 'draft' | 'evidence_chain';

export interface GateFinding {
  readonly check: GateCheck;
  readonly satisfied: boolean;
  readonly because: string;
  readonly becauseZh: string;
  readonly evidence: readonly GateEvidence[];
}

const satisfied = (because: string, becauseZh: string, ...evidence: readonly GateEvidence[]) => ({ satisfied: true, because, becauseZh, evidence });
const not = (because: string, becauseZh: string, ...evidence: readonly GateEvidence[]) => ({ satisfied: false, because, becauseZh, evidence });
const unsoundClaim = not('the claim computed from the loan file is not the one that was filed', '按案卷重新计算的债权与提交的不一致');

type Check = (facts: GateFacts) => Omit<GateFinding, 'check'>;

const checks = {
  agreement_names_this_commission({ loan, docketCase }) {
    const { institution, clause, agreedOn } = loan.arbitration;
    if (institution !== docketCase.commissionName) return not(`the clause names ${institution}`, `仲裁条款约定的机构是${institution}`);
    if (!clause.includes(institution)) return not('the text of the clause does not contain the commission it is said to name', '仲裁条款的文字中没有所称的仲裁机构');
    if (isAfter(agreedOn, docketCase.filedOn)) return not('the clause was agreed after filing', '仲裁条款在申请仲裁之后才约定');
    return satisfied(`agreed on ${agreedOn.toString()}`, `${agreedOn.toString()}约定`, 'loan_file');
  },

  dispute_arose_before_filing({ claim, docketCase }) {
    if (!claim.ok) return unsoundClaim;
    const [unpaidSince, filedOn] = [claim.value.firstUnpaidDueOn, docketCase.filedOn];
    if (!isBefore(unpaidSince, filedOn)) return not('nothing was overdue on the day of filing', '申请仲裁之日没有到期未付的款项');
    return satisfied(`unpaid since ${unpaidSince.toString()}, filed on ${filedOn.toString()}`, `${unpaidSince.toString()}起未付，${filedOn.toString()}申请仲裁`, 'claim');
  },

  lender_may_lend({ loan }) {
    if (loan.lender.kind === 'private') return satisfied('a private lender needs no licence', '民间出借人无须许可', 'loan_file');
    if (loan.lender.licenceNo === null) return not('a licensed kind of lender without a licence number', '持牌类出借人没有许可证号');
    return satisfied(`licence ${loan.lender.licenceNo}`, `许可证${loan.lender.licenceNo}`, 'loan_file');
  },

  notice_reached_respondent({ docketCase: { serviceLevel: level }, awardNeedsServiceLevel: needed }) {
    if (level < needed) return not(`service stands at L${level}, an award needs L${needed}`, `送达程度为L${level}，作出裁决需要L${needed}`);
    return satisfied(`service at level L${level}`, `送达程度L${level}`, 'service_ledger');
  },

  windows_have_passed({ deadlines, docketCase, today }) {
    const windows = deadlines.filter((each) => each.kind !== 'award');
    for (const kind of ['response', 'challenge'] as const) {
      if (!windows.some((each) => each.kind === kind)) return not(`the ${kind} window never opened`, `${windowsZh[kind]}没有开始`);
    }
    const open = windows.find((each) => each.state === 'running' || !isAfter(today, each.dueOn));
    if (open !== undefined) return not(`the ${open.kind} window runs until ${open.dueOn.toString()}`, `期限至${open.dueOn.toString()}，尚未届满`);
    if (docketCase.acceptedOn === null || !isAfter(today, docketCase.acceptedOn)) return not('an award on the day of acceptance', '受理当日不得作出裁决');
    const until = windows.map((each) => each.dueOn.toString());
    return satisfied(`they ended on ${until.join(' and ')}`, `分别于${until.join('、')}届满`, 'deadlines');
  },

  documents_only_and_online_agreed({ loan, answers }) {
    if (!loan.arbitration.writtenProcedure) return not('the agreement does not provide for a decision on documents only', '仲裁协议没有约定书面审理');
    if (!loan.arbitration.onlineProcedure) return not('the agreement does not provide for online procedure', '仲裁协议没有约定网上仲裁');
    if (answers.some((each) => each.kind === 'object_to_procedure')) return not('the respondent objected', '被申请人提出了异议');
    return satisfied('agreed in the contract and not objected to', '合同已约定，当事人没有异议', 'loan_file');
  },

  tribunal_duly_formed({ docketCase, arbitratorOnRoster, compositionNotified, deadlines }) {
    const { arbitratorId, arbitratorName, tribunalOn } = docketCase;
    if (arbitratorId === null || tribunalOn === null) return not('no arbitrator has been appointed', '尚未指定仲裁员');
    if (!arbitratorOnRoster) return not('the arbitrator is not on the roster', '仲裁员不在名册中');
    const response = deadlines.find((each) => each.kind === 'response');
    if (response === undefined || !isAfter(tribunalOn, response.dueOn)) return not('the appointment came before the response window had passed', '答辩期限届满之前就已组庭');
    if (!compositionNotified) return not('the parties have not been told of the composition of the tribunal', '组庭通知尚未送达双方');
    return satisfied(`${arbitratorName ?? ''}, since ${tribunalOn.toString()}, appointed by the director`, `${arbitratorName ?? ''}，由主任指定，${tribunalOn.toString()}组庭`, 'composition_notice');
  },

  everything_answered({ answers, draft }) {
    const open = answers.filter((answer) => !draft?.responses.some((each) => each.answerId === answer.answerId && each.response.trim() !== ''));
    if (open.length > 0) {
      return not(`${open.length} of ${answers.length} answers of the respondent without a response in the award`, `被申请人的${answers.length}项意见中有${open.length}项在裁决书中没有回应`);
    }
    if (answers.length === 0) return satisfied('the respondent said nothing', '被申请人没有提出意见', 'answers');
    return satisfied(`${answers.length} answers dealt with`, `${answers.length}项意见均已回应`, 'answers');
  },

  signed_before_money_moved({ loan }) {
    const disbursedOn = loan.disbursements.map((each) => each.on).reduce((first, each) => (isBefore(each, first) ? each : first));
    const borrower = loan.signatures.filter((each) => each.signer === 'borrower');
    if (borrower.length === 0) return not('the loan file holds no signature of the borrower', '案卷中没有借款人的签名');
    if (borrower.some((each) => isAfter(legalDay(each.signedAt), disbursedOn))) return not("the borrower's signature is later than the disbursement", '借款人的签名晚于放款');
    return satisfied(`signed before the disbursement of ${disbursedOn.toString()}`, `在${disbursedOn.toString()}放款之前签名`, 'loan_file');
  },

  claim_recomputes_within_cap({ claim }) {
    if (!claim.ok) return unsoundClaim;
    const { principalFen, disbursedFen, cap } = claim.value;
    if (principalFen > disbursedFen) return not('more principal than was disbursed', '本金超过实际发放的金额');
    if (cap.claimableFen > 0n && cap.claimableFen + cap.paidFen > cap.allowedFen) return not('charges above the cap', '息费超过上限');
    return satisfied(`charges within ${cap.article.instrument} ${cap.article.article}`, `息费未超过《${cap.article.instrument}》${cap.article.article}的上限`, 'claim', 'loan_file');
  },

  operative_part_executable({ awarded, draft, today }) {
    if (!awarded.ok) return not(`nothing can be awarded today: ${awarded.refusal.code}`, '截至今日没有可裁决的金额');
    if (draft === null || draft.performanceDays < 1) return not('no period for performance', '没有履行期限');
    const sum = formatYuan(awarded.value.totalFen);
    return satisfied(
      `named parties, ${sum} yuan until ${today.toString()}, within what was asked for, and base, rate and first day of what runs on`,
      `当事人明确；截至${today.toString()}共${sum}元，没有超出仲裁请求；继续计息的基数、利率和起算日明确`,
      'claim',
      'draft',
    );
  },

  reasons_given({ draft }) {
    if (draft === null || draft.opinion.trim().length < 20) return not("the tribunal's opinion is missing or too short", '仲裁庭意见缺失或者过于简单');
    return satisfied("the tribunal's opinion is written", '已写明仲裁庭意见', 'draft');
  },

  record_whole({ chainWhole }) {
    if (!chainWhole) return not('the evidence chain of this case is broken', '本案的证据链不完整');
    return satisfied('every entry links to the one before it', '每条记录都与前一条相连', 'evidence_chain');
  },
} as const satisfies Readonly<Record<string, Check>>;

const windowsZh = { response: '答辩期限', challenge: '申请回避的期限' } as const;

export type GateCheck = keyof typeof checks;

export const gateChecks = Object.keys(checks) as readonly GateCheck[];

export const evaluateGate = (facts: GateFacts): readonly GateFinding[] => gateChecks.map((check) => ({ check, ...checks[check](facts) }));
