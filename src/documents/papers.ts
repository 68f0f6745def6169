/**
 * The papers of a case: for each kind, what its template in `templates/` prints. Every field is already what a
 * reader sees: days in Chinese, amounts formatted, addresses masked where they must be. Citations of law come
 * from the rulebook as text, because the article numbers depend on the edition in force on the day.
 */

/** A sum as legal papers print it: `12,345.60` and `壹万贰仟叁佰肆拾伍元陆角整`. */
export interface PrintedSum {
  readonly figures: string;
  readonly capitals: string;
}

export interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** One party as the head of a paper names it. `particulars` are printed one a line: address, telephone, … */
export interface PartyBlock {
  readonly role: '申请人' | '被申请人';
  readonly name: string;
  readonly particulars: readonly Labelled[];
}

interface AnyPaper {
  readonly commission: string;
  /** Prints a line at the head of every page that says that this is a sandbox sample without legal effect. */
  readonly sandbox: boolean;
}

/** A paper that the commission itself issues in an accepted case. */
interface CommissionPaper extends AnyPaper {
  readonly caseNo: string;
  /** Draws the commission's seal where it belongs. */
  readonly sealed: boolean;
}

/** Whom to ask, printed at the foot of every letter of the commission. */
export interface Contact {
  readonly secretary: string;
  readonly phone: string;
  readonly email: string;
}

export interface ApplicationPaper extends AnyPaper {
  readonly applicant: PartyBlock;
  readonly respondent: PartyBlock;
  /** Each a full sentence; the template numbers them. */
  readonly requests: readonly string[];
  readonly inDispute: PrintedSum;
  /** Paragraphs of facts and reasons. */
  readonly facts: readonly string[];
  /** The arbitration clause in the words of the contract. */
  readonly clause: string;
  readonly attachments: readonly string[];
}

/**
 * A stretch of days over which the base did not change; both days are counted. `made` says by its numbers what the base
 * is: `L1−R2` is what fell due on line L1 less what repayment R2 paid of it.
 */
export interface ClaimSheetSpan {
  readonly made: string;
  readonly base: string;
  readonly from: string;
  readonly to: string;
  readonly days: string;
  /** Base × days. */
  readonly number: string;
}

/** What one instalment owes under a head. */
export interface ClaimSheetLine {
  readonly no: string;
  readonly seq: string;
  readonly dueOn: string;
  /** Where interest runs, the stretches it ran on; empty for sums that the schedule fixes. */
  readonly spans: readonly ClaimSheetSpan[];
  readonly made: string;
  readonly accrued: string;
  /** The numbers of the repayments that paid on it. */
  readonly paidBy: string;
  readonly paid: string;
  readonly amount: string;
}

/** Principal, interest, …: what is owed by the contract, what the cap leaves room for, and the smaller of the two, which is claimed. */
export interface ClaimSheetHead {
  readonly no: string;
  readonly name: string;
  readonly made: string;
  /** What accrued and what was paid under it, over all lines. */
  readonly accrued: string;
  readonly paid: string;
  readonly owed: string;
  /** For charges what the cap leaves room for; for principal what is set off against it. */
  readonly room: string;
  readonly roomMade: string;
  /** Whether the cap leaves less than is owed. */
  readonly capped: boolean;
  readonly claimed: string;
  /** The term of the contract and the article that it rests on. */
  readonly ground: string;
  readonly lines: readonly ClaimSheetLine[];
}

/** A sum under its number, and how it is made of others. */
export interface NumberedSum {
  readonly no: string;
  readonly name: string;
  readonly made: string;
  readonly amount: string;
}

/** A repayment and which lines it paid, a column for each head. */
export interface ClaimSheetRepayment {
  readonly no: string;
  readonly on: string;
  readonly serialNo: string;
  readonly kind: string;
  readonly amount: string;
  readonly reversed: string;
  readonly paid: readonly (readonly { readonly line: string; readonly amount: string }[])[];
  /** Principal still outstanding after it. */
  readonly principalAfter: string;
}

export interface CapSpan extends ClaimSheetSpan {
  readonly no: string;
  readonly rate: string;
}

/**
 * The claim calculation sheet. Every sum has a number and says which numbers make it: A the total, B the heads, L the
 * lines of the instalments, D disbursements, R repayments, E what was paid beside the schedule, C the stretches of the
 * cap, P those of what was overdue, M its sums.
 */
export interface ClaimSheetPaper extends AnyPaper {
  readonly reference: string;
  readonly asOf: string;
  readonly particulars: readonly Labelled[];
  readonly heads: readonly ClaimSheetHead[];
  readonly total: { readonly no: string; readonly made: string; readonly owed: string; readonly sum: PrintedSum };
  /** Contract and cap side by side, and which is the smaller. */
  readonly comparison: string;
  /** What runs on after `asOf`, as one sentence. */
  readonly running: string;
  readonly disbursements: readonly NumberedSum[];
  /** In what order repayments are set off, and why. */
  readonly allocation: string;
  readonly repayments: readonly ClaimSheetRepayment[];
  readonly cap: {
    /** The article and why this rate. */
    readonly basis: string;
    readonly spans: readonly CapSpan[];
    /** What was overdue, where the cap cuts or counts its days otherwise than the lines do; empty where it does not. */
    readonly overdueSpans: readonly CapSpan[];
    readonly outsideCharges: readonly NumberedSum[];
    readonly sums: readonly NumberedSum[];
  };
  readonly scheduleDifferences: readonly { readonly seq: string; readonly field: string; readonly given: string; readonly rebuilt: string }[];
  /** What a reader has to know beside the figures, each a full sentence. */
  readonly notes: readonly string[];
}

export interface EvidenceItem {
  readonly name: string;
  readonly purpose: string;
  readonly source: string;
  /** Pages, or the size of an electronic file. */
  readonly extent: string;
  readonly original: string;
  /** SHA-256 of the file; null for data that the loan file itself carries. */
  readonly sha256: string | null;
}

export interface EvidenceListPaper extends AnyPaper {
  readonly applicant: string;
  readonly respondent: string;
  readonly reference: string;
  readonly items: readonly EvidenceItem[];
}

/** The three papers of an application as one document with one numbering of pages. */
export interface ApplicationPapersPaper extends AnyPaper {
  readonly application: ApplicationPaper;
  readonly claim_sheet: ClaimSheetPaper;
  readonly evidence_list: EvidenceListPaper;
}

export interface AcceptanceNoticePaper extends CommissionPaper {
  readonly to: string;
  readonly respondent: string;
  readonly appliedOn: string;
  readonly acceptedOn: string;
  readonly contractNo: string;
  readonly ruleSet: string;
  readonly inDispute: PrintedSum;
  readonly fee: PrintedSum;
  /** The citation that the acceptance rests on. */
  readonly basis: string;
  readonly contact: Contact;
}

/** One right of the respondent, in plain words, with the last day to use it. */
export interface Right {
  readonly name: string;
  readonly meaning: string;
  readonly lastDay: string;
}

export interface ArbitrationNoticePaper extends CommissionPaper {
  readonly to: string;
  readonly applicant: string;
  readonly acceptedOn: string;
  readonly contractName: string;
  readonly contractNo: string;
  readonly clause: string;
  readonly ruleSet: string;
  readonly basis: string;
  readonly claims: readonly string[];
  readonly inDispute: PrintedSum;
  readonly rights: readonly Right[];
  /** Where the file is read and answered. */
  readonly link: string;
  /** Where a reader can check that this notice is genuine. */
  readonly verifyLink: string;
  readonly enclosures: readonly string[];
  readonly contact: Contact;
}

export interface CompositionNoticePaper extends CommissionPaper {
  readonly applicant: string;
  readonly respondent: string;
  readonly arbitrator: string;
  /** Occupation and field, as the roster shows them. */
  readonly arbitratorProfile: string;
  /** How the arbitrator came to be appointed, as a full sentence with its article. */
  readonly appointment: string;
  readonly basis: string;
  readonly declaredOn: string;
  /** What the arbitrator disclosed; null when there was nothing to disclose. */
  readonly disclosure: string | null;
  readonly challengeLastDay: string;
  readonly link: string;
  readonly contact: Contact;
}

export interface ServiceAttempt {
  readonly channel: string;
  /** Masked. */
  readonly address: string;
  readonly sentAt: string;
  readonly outcome: string;
  readonly outcomeAt: string;
  /** The evidence level, L0 to L4, with its meaning. */
  readonly level: string;
}

export interface AwardPaper extends CommissionPaper {
  readonly applicant: PartyBlock;
  readonly respondent: PartyBlock;
  readonly contractName: string;
  readonly contractNo: string;
  readonly agreedOn: string;
  readonly clause: string;
  readonly appliedOn: string;
  readonly acceptedOn: string;
  readonly ruleSet: string;
  /** How and when the notice package reached the respondent. */
  readonly service: readonly string[];
  /** Appointment, notice of composition, declaration, and that no challenge stands. */
  readonly tribunal: readonly string[];
  /** Why there was no hearing, or that there was one. */
  readonly procedure: string;
  readonly claims: readonly string[];
  /** The defence in summary; null when none came within the period. */
  readonly defence: string | null;
  readonly evidence: readonly { readonly name: string; readonly purpose: string; readonly finding: string }[];
  readonly factsFound: readonly string[];
  readonly opinion: readonly string[];
  /** The sums as asked for and as of the day of the award, and how they come about. */
  readonly reckoning: {
    readonly filedUntil: string;
    readonly awardedUntil: string;
    /** The last is the total. */
    readonly rows: readonly { readonly name: string; readonly filed: string; readonly awarded: string }[];
    /** Each a full sentence. */
    readonly sentences: readonly string[];
  };
  /** Citations, each as printed. */
  readonly basis: readonly string[];
  readonly operative: {
    /** `本裁决书送达之日起十日内` */
    readonly performWithin: string;
    readonly payments: readonly { readonly name: string; readonly sum: PrintedSum }[];
    /** Runs from the day after the sums above end, to actual payment; null when nothing runs on. */
    readonly running: { readonly base: PrintedSum; readonly rate: string; readonly from: string } | null;
    readonly fee: PrintedSum;
    /** Other orders as full sentences, for example that the remaining requests are dismissed. */
    readonly others: readonly string[];
  };
  readonly arbitrator: string;
  readonly secretary: string;
}

export interface ServiceCertificatePaper extends CommissionPaper {
  readonly recipient: string;
  readonly papers: readonly { readonly title: string; readonly sha256: string }[];
  readonly attempts: readonly ServiceAttempt[];
  /** The day on which service took effect; null while it has not. */
  readonly effectiveOn: string | null;
  /** Why that day, as a full sentence with its article or rule. */
  readonly ground: string;
}

export interface Papers {
  readonly application: ApplicationPaper;
  readonly claim_sheet: ClaimSheetPaper;
  readonly evidence_list: EvidenceListPaper;
  readonly application_papers: ApplicationPapersPaper;
  readonly acceptance_notice: AcceptanceNoticePaper;
  readonly arbitration_notice: ArbitrationNoticePaper;
  readonly composition_notice: CompositionNoticePaper;
  readonly award: AwardPaper;
  readonly service_certificate: ServiceCertificatePaper;
}

export type PaperKind = keyof Papers;

export const paperTitles: { readonly [Kind in PaperKind]: { readonly zh: string; readonly en: string } } = {
  application: { zh: '仲裁申请书', en: 'Application for arbitration' },
  claim_sheet: { zh: '金额计算表', en: 'Claim calculation sheet' },
  evidence_list: { zh: '证据清单', en: 'Evidence list' },
  application_papers: { zh: '仲裁申请材料', en: 'Application with its papers' },
  acceptance_notice: { zh: '受理通知书', en: 'Notice of acceptance' },
  arbitration_notice: { zh: '仲裁通知书', en: 'Notice of arbitration' },
  composition_notice: { zh: '组庭通知书', en: 'Notice of composition of the tribunal' },
  award: { zh: '裁决书', en: 'Award' },
  service_certificate: { zh: '送达证明', en: 'Certificate of service' },
};
