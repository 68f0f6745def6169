/** What the commission's papers print, told from the case file. Pure but for `makePaper`, which sets them. */
import { applicantBlock, applicationPapers, citationText, printedSum, requestsFor, respondentBlock } from '../claims/index.ts';
import { paperTitles, type AwardPaper, type Contact, type PaperKind, type Papers, type Right, type ServiceAttempt } from '../documents/index.ts';
import { renderPaper, UnprintableText } from '../documents/operations.ts';
import { assert, chineseDay, legalDay, legalTimeZone, newId, zeroFen, type Day, type Instant } from '../kernel/index.ts';
import type { AttemptOutcome, Notice } from '../notices/index.ts';
import { maskEmail, type Commission } from '../parties/index.ts';
import { arbitrationLaw, type ArbitrationLaw, type CommissionRules } from '../rulebook/index.ts';
import type { Act, Actor } from '../shell/act.ts';
import { soundClaim, sumsToAward, type CaseFile } from './case-file.ts';
import type { Case, CaseDeadline } from './case.ts';
import { profileOf } from './deadlines.ts';
import type { NewPaper } from './effects.ts';
import { operativePart, reckoning } from './operative-part.ts';

/** The commission at work: who issues the paper, under which rules, and where a respondent opens the file. */
export interface Desk {
  readonly act: Act;
  readonly commission: Commission;
  readonly rules: CommissionRules;
  readonly linkOf: (caseId: string) => string;
}

/** The paper set, as the next thing to write. Its id is taken first, so that papers keep the order in which they were asked for. */
export async function makePaper<Kind extends PaperKind>(act: Act, kind: Kind, data: Papers[Kind], revision = 1): Promise<NewPaper> {
  const paper = { paperId: newId(), kind, revision, issuedOn: act.today, signatures: [] };
  return { paper, content: await renderPaper(kind, data, act.today) };
}

const head = ({ act, commission }: Desk, { caseNo }: Case) => ({
  commission: commission.name,
  sandbox: act.sandbox,
  caseNo: caseNo ?? '',
  sealed: false,
});

const contact = ({ act, commission }: Desk): Contact => ({ secretary: secretaryOf(act.actor), phone: commission.phone, email: commission.email });

/** The secretary at the desk; where somebody else's act makes the paper, the secretariat. */
const secretaryOf = (actor: Actor): string => (actor.kind === 'person' && actor.roles.includes('case_secretary') ? actor.name : '秘书处');

function accepted({ acceptedOn }: Case): Day {
  assert(acceptedOn !== null, 'the case has been accepted');
  return acceptedOn;
}

function lawOf(docketCase: Case): ArbitrationLaw {
  const law = arbitrationLaw(accepted(docketCase));
  assert(law.ok, 'an accepted case falls under a known law');
  return law.value;
}

export function acceptanceNotice(desk: Desk, docketCase: Case): Papers['acceptance_notice'] {
  return {
    ...head(desk, docketCase),
    to: docketCase.lenderName,
    respondent: docketCase.respondentName,
    appliedOn: chineseDay(docketCase.filedOn),
    acceptedOn: chineseDay(accepted(docketCase)),
    contractNo: docketCase.contractNo,
    ruleSet: desk.rules.rulesName,
    inDispute: printedSum(docketCase.totalFen),
    fee: printedSum(docketCase.feeFen ?? zeroFen),
    basis: citationText([lawOf(docketCase).acceptance]),
    contact: contact(desk),
  };
}

export function arbitrationNotice(desk: Desk, file: CaseFile): Papers['arbitration_notice'] {
  const { docketCase, loan } = file;
  const link = desk.linkOf(docketCase.caseId);
  return {
    ...head(desk, docketCase),
    to: loan.borrower.name,
    applicant: docketCase.lenderName,
    acceptedOn: chineseDay(accepted(docketCase)),
    contractName: loan.contract.name,
    contractNo: loan.contract.contractNo,
    clause: loan.arbitration.clause,
    ruleSet: desk.rules.rulesName,
    basis: citationText([lawOf(docketCase).notice]),
    claims: requestsFor(soundClaim(file)),
    inDispute: printedSum(docketCase.totalFen),
    rights: rightsOf(profileOf(docketCase).responseDays),
    link,
    verifyLink: link,
    enclosures: ['application', 'claim_sheet', 'evidence_list'].map((kind) => paperTitles[kind as PaperKind].zh),
    contact: contact(desk),
  };
}

/** No day can be printed before the notice has arrived: the window starts with its arrival, and the page shows the day. */
function rightsOf(days: number): readonly Right[] {
  const within = `您打开本通知之日的次日起${days}日内，最后一日遇休息日顺延`;
  return [
    { name: '答辩、提交证据', meaning: '说明您不同意的理由，例如已经还款、实收金额较少、利率过高、并非本人借款', lastDay: within },
    { name: '反对网上或者书面审理', meaning: '您可以要求开庭或者线下审理；一经提出，本案即转为线下程序', lastDay: '裁决书作出之前' },
    { name: '申请回避', meaning: '组庭后您会收到仲裁员的姓名；有正当理由的，可以申请更换', lastDay: '组庭通知所载日期' },
    { name: '还款、和解', meaning: '可以随时与申请人协商；不要向来电索款的任何人付款', lastDay: '裁决书作出之前' },
  ];
}

export function compositionNotice(desk: Desk, { docketCase, loan }: CaseFile, challenge: CaseDeadline, disclosure: string | null): Papers['composition_notice'] {
  const law = lawOf(docketCase);
  return {
    ...head(desk, docketCase),
    applicant: docketCase.lenderName,
    respondent: loan.borrower.name,
    arbitrator: docketCase.arbitratorName ?? '',
    arbitratorProfile: `${desk.commission.name}仲裁员名册在册仲裁员`,
    appointment: `双方当事人未在规定的期限内共同选定仲裁员，本会主任依照${citationText([law.appointment])}指定。`,
    basis: citationText([law.noticeOfTribunal]),
    declaredOn: chineseDay(desk.act.today),
    disclosure,
    challengeLastDay: chineseDay(challenge.dueOn),
    // The applicant gets this paper too, so it names the site; the respondent's own link is in their letter.
    link: new URL(desk.linkOf(docketCase.caseId)).origin,
    contact: contact(desk),
  };
}

const outcomeWords: { readonly [Outcome in AttemptOutcome]: string } = {
  refused: '对方邮件服务器拒收',
  accepted: '对方邮件服务器已接收',
  opened: '收件人打开通知',
  authenticated: '收件人完成身份核验',
};

const levelWords = ['L0 未送达', 'L1 已发送', 'L2 已到达', 'L3 已打开', 'L4 本人已核验'] as const;

const minute = (at: Instant): string => {
  const local = at.toZonedDateTimeISO(legalTimeZone);
  return `${chineseDay(local.toPlainDate())}${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
};

const addressSources: Readonly<Record<string, string>> = { agreed_in_contract: '合同约定的电子邮箱', used_in_transaction: '交易中使用的电子邮箱' };

const toRespondent = ({ notices }: CaseFile, purpose: Notice['purpose']): readonly Notice[] =>
  notices.filter((each) => each.recipient === 'respondent' && each.purpose === purpose);

export function serviceCertificate(desk: Desk, file: CaseFile): Papers['service_certificate'] {
  const { docketCase, loan, deadlines, papers } = file;
  const served = toRespondent(file, 'arbitration');
  const effectiveOn = deadlines.find((each) => each.kind === 'response')?.startOn;
  return {
    ...head(desk, docketCase),
    recipient: loan.borrower.name,
    papers: papers
      .filter((each) => served.some((notice) => notice.paperIds.includes(each.paperId)))
      .map((each) => ({ title: paperTitles[each.kind as PaperKind].zh, sha256: each.sha256 })),
    attempts: served.flatMap((notice) => notice.attempts.map((attempt) => attemptLine(notice, attempt))),
    effectiveOn: effectiveOn === undefined ? null : chineseDay(effectiveOn),
    ground: `收件人打开通知之日为送达生效之日；依照${citationText([lawOf(docketCase).notice])}以及${desk.rules.rulesName}。仅发送成功不视为送达。`,
  };
}

const attemptLine = (notice: Notice, attempt: Notice['attempts'][number]): ServiceAttempt => ({
  channel: `电子邮件（${addressSources[notice.addressSource] ?? notice.addressSource}）`,
  address: maskEmail(notice.address),
  sentAt: minute(notice.createdAt),
  outcome: outcomeWords[attempt.outcome],
  outcomeAt: minute(attempt.at),
  level: levelWords[attempt.level],
});

function award(desk: Desk, file: CaseFile): AwardPaper {
  const { docketCase, loan, answers, draft } = file;
  assert(draft !== null, 'an award has a draft');
  const claim = soundClaim(file);
  const sums = sumsToAward(file, desk.act.today);
  if (!sums.ok) throw new Error(`nothing can be awarded on ${docketCase.reference}: ${sums.refusal.code}`);
  const law = lawOf(docketCase);
  const { application, evidence_list: evidence } = applicationPapers(loan, claim, { commission: desk.commission.name, sandbox: desk.act.sandbox });
  return {
    ...head(desk, docketCase),
    sealed: true,
    applicant: applicantBlock(loan),
    respondent: respondentBlock(loan),
    contractName: loan.contract.name,
    contractNo: loan.contract.contractNo,
    agreedOn: chineseDay(loan.arbitration.agreedOn),
    clause: loan.arbitration.clause,
    appliedOn: chineseDay(docketCase.filedOn),
    acceptedOn: chineseDay(accepted(docketCase)),
    ruleSet: desk.rules.rulesName,
    service: serviceRecital(file),
    tribunal: tribunalRecital(file, law),
    procedure: `双方在仲裁协议中约定书面、网上审理，当事人没有提出异议。依照${citationText([law.documentsOnly])}，仲裁庭根据书面材料审理，没有开庭。`,
    claims: requestsFor(claim),
    defence: answers.length === 0 ? null : answers.map((each) => `${each.late ? '（逾期提出）' : ''}${each.text}`).join('\n'),
    evidence: evidence.items.map(({ name, purpose }) => ({ name, purpose, finding: '与其他证据相互印证，予以采信' })),
    factsFound: application.facts.slice(0, -1),
    opinion: [...draft.opinion.split(/\n+/), ...responses(file)].map((each) => each.trim()).filter((each) => each !== ''),
    basis: [citationText([law.documentsOnly, law.awardForm, ...claim.lines.flatMap((line) => line.articles), ...claim.cap.segments.map((each) => each.article), claim.cap.article])],
    reckoning: reckoning(claim, sums.value),
    operative: operativePart(claim, sums.value, docketCase.feeFen ?? zeroFen, draft.performanceDays),
    arbitrator: docketCase.arbitratorName ?? '',
    secretary: secretaryOf(desk.act.actor),
  };
}

/**
 * The award as a paper. What the respondent wrote must not keep an award from being made: a character that the font
 * lacks, such as an emoji, is printed as its number.
 */
export async function makeAward(desk: Desk, file: CaseFile, revision = 1): Promise<NewPaper> {
  const data = award(desk, file);
  try {
    return await makePaper(desk.act, 'award', data, revision);
  } catch (error) {
    if (!(error instanceof UnprintableText)) throw error;
    const printable = (text: string) => error.characters.reduce((rest, each) => rest.replaceAll(each, numbersOf(each)), text);
    return makePaper(desk.act, 'award', { ...data, defence: data.defence && printable(data.defence), opinion: data.opinion.map(printable) }, revision);
  }
}

const numbersOf = (characters: string): string =>
  `〔${Array.from(characters, (each) => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ')}〕`;

const responses = ({ answers, draft }: CaseFile): readonly string[] =>
  answers.map(({ answerId, text }) => `关于被申请人提出的“${text}”：${draft?.responses.find((each) => each.answerId === answerId)?.response ?? ''}`);

function serviceRecital(file: CaseFile): readonly string[] {
  const sent = toRespondent(file, 'arbitration').map((notice) => {
    const reached = notice.attempts.find((each) => each.level >= 3);
    const opened = reached === undefined ? '' : `；被申请人于${minute(reached.at)}打开该通知（${levelWords[notice.level]}）`;
    return `${chineseDay(legalDay(notice.createdAt))}，本会通过${addressSources[notice.addressSource] ?? notice.addressSource}${maskEmail(notice.address)}向被申请人发送仲裁通知书、仲裁申请书副本、金额计算表和证据清单${opened}。`;
  });
  const response = file.deadlines.find((each) => each.kind === 'response');
  assert(response !== undefined, 'the response window has run');
  const said = file.answers.length === 0 ? '被申请人在该期限内没有提交答辩意见。' : '被申请人提交了意见，详见下文。';
  return [...sent, `答辩期限自${chineseDay(response.startOn)}的次日起${response.days}日，至${chineseDay(response.dueOn)}届满。${said}`];
}

function tribunalRecital({ docketCase, deadlines }: CaseFile, law: ArbitrationLaw): readonly string[] {
  const { tribunalOn, arbitratorName } = docketCase;
  const challenge = deadlines.find((each) => each.kind === 'challenge');
  assert(tribunalOn !== null && challenge !== undefined, 'a tribunal has been formed');
  return [
    `双方当事人未在规定的期限内共同选定仲裁员，本会主任依照${citationText([law.appointment])}指定${arbitratorName ?? ''}为独任仲裁员。仲裁员于${chineseDay(tribunalOn)}接受指定并作出书面声明和披露，仲裁庭于当日组成；本会已将组庭情况和披露情况书面通知双方当事人。`,
    `申请回避的期限至${chineseDay(challenge.dueOn)}届满，当事人没有对本案现任仲裁员提出回避申请。`,
  ];
}
