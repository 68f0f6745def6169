/** The three papers of an application, told from the loan file and the claim in the words a commission expects. */
import {
  assert,
  addFen,
  chineseDay,
  formatPercent,
  formatYuan,
  isAfter,
  legalTimeZone,
  subtractFen,
  zeroFen,
  type Fen,
  type Rate,
} from '../kernel/index.ts';
import type { ArticleRef } from '../rulebook/index.ts';
import {
  amountInCapitals,
  type AllocationLine,
  type ApplicationPaper,
  type ClaimSheetPaper,
  type ClaimSheetSpan,
  type EvidenceItem,
  type EvidenceListPaper,
  type PartyBlock,
  type PrintedSum,
} from '../documents/index.ts';
import type { Claim, ClaimItem, DayCount, Segment } from './claim.ts';
import type { Loan } from './loan-file.ts';

/** The commission that the application goes to, and whether it is a sandbox. */
export interface AddressedTo {
  readonly commission: string;
  readonly sandbox: boolean;
}

export interface ApplicationPapers {
  readonly application: ApplicationPaper;
  readonly claim_sheet: ClaimSheetPaper;
  readonly evidence_list: EvidenceListPaper;
}

/** What the templates of the application, the claim sheet and the evidence list print for this claim. */
export const applicationPapers = (loan: Loan, claim: Claim, to: AddressedTo): ApplicationPapers => ({
  application: {
    ...to,
    applicant: applicantBlock(loan),
    respondent: respondentBlock(loan),
    requests: requestsFor(claim),
    inDispute: printedSum(claim.totalFen),
    facts: facts(loan, claim),
    clause: loan.arbitration.clause,
    attachments: ['《金额计算表》一份', '《证据清单》及所列证据材料一套'],
  },
  claim_sheet: claimSheet(loan, claim, to),
  evidence_list: {
    ...to,
    applicant: loan.lender.name,
    respondent: loan.borrower.name,
    reference: loan.reference,
    items: evidenceItems(loan),
  },
});

export const printedSum = (amount: Fen): PrintedSum => ({
  figures: formatYuan(amount),
  capitals: amountInCapitals(amount),
});

const ratePeriods = { year: '年利率', month: '月利率', day: '日利率' } as const;

/** `年利率24%` */
export const rateText = (rate: Rate): string => `${ratePeriods[rate.per]}${formatPercent(rate.value)}`;

/** Citations with each instrument named once: `《中华人民共和国民法典》第六百七十四条、第六百七十六条`. */
export const citationText = (articles: readonly ArticleRef[]): string =>
  [...Map.groupBy(articles, ({ instrument }) => instrument)]
    .map(([title, refs]) => `《${title}》${[...new Set(refs.map(({ article }) => article))].join('、')}`)
    .join('、');

const yuan = (amount: Fen): string => `${formatYuan(amount)}元`;

export function applicantBlock({ lender }: Loan): PartyBlock {
  const particulars = [
    { label: '统一社会信用代码', value: lender.uscc },
    { label: '住所', value: lender.address },
    { label: '法定代表人', value: lender.legalRepresentative },
    { label: '金融业务许可证（批准文号）', value: lender.licenceNo },
  ];
  return { role: '申请人', name: lender.name, particulars: known(particulars) };
}

const identityLabels = { resident_id: '公民身份号码', passport: '护照号码', other: '身份证件号码' } as const;

export function respondentBlock({ borrower }: Loan): PartyBlock {
  const particulars = [
    { label: identityLabels[borrower.identity.kind], value: borrower.identity.number },
    { label: '住址', value: borrower.address },
    { label: '联系电话', value: borrower.mobile },
    { label: '电子邮箱', value: borrower.email },
  ];
  return { role: '被申请人', name: borrower.name, particulars: known(particulars) };
}

const known = (pairs: readonly { readonly label: string; readonly value: string | null }[]): PartyBlock['particulars'] =>
  pairs.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));

/** The requests, each a full sentence, in the order in which an award answers them. */
export function requestsFor(claim: Claim): readonly string[] {
  assert(addFen(claim.principalFen, claim.cap.claimableFen) === claim.totalFen, 'the claim is principal and claimable charges');
  const requests = [];
  if (claim.principalFen > 0n) requests.push(`裁决被申请人向申请人偿还借款本金${yuan(claim.principalFen)}。`);
  if (claim.cap.claimableFen > 0n) {
    requests.push(`裁决被申请人向申请人支付截至${chineseDay(claim.asOf)}的${chargesText(claim)}。`);
  }
  if (claim.running.baseFen > 0n) requests.push(`裁决被申请人向申请人支付${runningText(claim)}。`);
  return [...requests, '裁决本案仲裁费由被申请人承担。'];
}

function chargesText({ cap, ...claim }: Claim): string {
  const each = chargeKinds.filter(({ of }) => claim[of] > 0n).map(({ name, of }) => `${name}${yuan(claim[of])}`);
  const together = each.length === 1 ? each.join() : `${each.join('、')}，共${yuan(cap.claimableFen)}`;
  return cap.reductionFen === 0n ? together : `${together}（已按${rateText(cap.rate)}的上限核减${yuan(cap.reductionFen)}）`;
}

const chargeKinds = [
  { name: '利息', of: 'interestFen' },
  { name: '逾期利息', of: 'overdueInterestFen' },
  { name: '费用', of: 'feeFen' },
] as const;

const runningText = ({ running }: Claim): string =>
  `以${yuan(running.baseFen)}为基数、按${rateText(running.rate)}（${yearText[running.dayCount]}）计算、自${chineseDay(running.from)}起至实际付清之日止的逾期利息`;

const yearText: { readonly [Count in DayCount]: string } = { actual_365: '每年按365日计', actual_360: '每年按360日计' };

/** Facts and reasons: contract, signing, disbursement, repayments, default, what is owed, and the law. */
function facts(loan: Loan, claim: Claim): readonly string[] {
  return [
    contractFact(loan) + loan.signatures.map(signatureFact).join(''),
    disbursementFact(loan, claim),
    repaymentFact(claim),
    defaultFact(loan, claim),
    owedFact(claim),
    `被申请人未按约定履行还款义务，已构成违约。根据${articlesOf(claim)}的规定，以及双方在《${loan.contract.name}》中约定的仲裁条款，申请人特向${loan.arbitration.institution}申请仲裁，请求支持申请人的全部仲裁请求。`,
  ];
}

function contractFact({ contract, schedule }: Loan): string {
  const dueDays = schedule.map((each) => each.dueOn);
  const last = dueDays.reduce((a, b) => (isAfter(b, a) ? b : a));
  const first = dueDays.reduce((a, b) => (isAfter(a, b) ? b : a));
  const term = schedule.length === 1 ? `于${chineseDay(last)}一次还清` : `分${schedule.length}期偿还，首期于${chineseDay(first)}到期，末期于${chineseDay(last)}到期`;
  const overdue = contract.overdueRate ? `；逾期的，自到期日的次日起对逾期本金按${rateText(contract.overdueRate)}计收逾期利息` : '';
  return `${chineseDay(contract.signedOn)}，申请人与被申请人签订《${contract.name}》（合同编号：${contract.contractNo}），约定申请人向被申请人提供借款${yuan(contract.principalFen)}，借款利率为${rateText(contract.rate)}，${term}${overdue}。`;
}

function signatureFact({ signer, name, signedAt, method, certificateAuthority, certificateSerial }: Loan['signatures'][number]): string {
  const signed = signedAt.toZonedDateTimeISO(legalTimeZone);
  const time = `${chineseDay(signed.toPlainDate())}${signed.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  const certificate = known([
    { label: '电子认证机构', value: certificateAuthority },
    { label: '证书序列号', value: certificateSerial },
  ]).map(({ label, value }) => `${label}：${value}`);
  const by = signer === 'borrower' ? '被申请人' : '申请人';
  return `${by}${name}于${time}以${method}方式签署${certificate.length === 0 ? '' : `（${certificate.join('，')}）`}。`;
}

function disbursementFact({ disbursements }: Loan, claim: Claim): string {
  const each = disbursements.map(
    ({ on, amountFen, serialNo }) => `${chineseDay(on)}发放${yuan(amountFen)}${serialNo === null ? '' : `（流水号：${serialNo}）`}`,
  );
  const total = disbursements.length === 1 ? '' : `，合计${yuan(claim.disbursedFen)}`;
  return `申请人依约向被申请人发放了借款：${each.join('；')}${total}。`;
}

function repaymentFact({ allocations, asOf }: Claim): string {
  if (allocations.length === 0) return `截至${chineseDay(asOf)}，被申请人没有偿还任何款项。`;
  const total = addFen(...allocations.map((each) => each.amountFen));
  return `截至${chineseDay(asOf)}，被申请人还款${allocations.length}笔，合计${yuan(total)}。每笔还款的抵充情况见《金额计算表》。`;
}

function defaultFact({ acceleration }: Loan, claim: Claim): string {
  const accelerated = acceleration ? `申请人已于${chineseDay(acceleration.noticedOn)}通知被申请人，全部借款提前到期。` : '';
  return `被申请人没有按约定足额支付${chineseDay(claim.firstUnpaidDueOn)}到期的款项，截至${chineseDay(claim.asOf)}已逾期${claim.overdueDays}日。${accelerated}`;
}

function owedFact({ cap, ...claim }: Claim): string {
  const owed = [{ name: '借款本金', of: 'principalFen' } as const, ...chargeKinds]
    .filter(({ of }) => claim[of] > 0n)
    .map(({ name, of }) => `${name}${yuan(claim[of])}`);
  const limited =
    cap.reductionFen > 0n
      ? `按合同计算，被申请人尚欠利息、逾期利息和费用共${yuan(cap.contractFen)}；全部息费不应超过${rateText(cap.rate)}（${capBasis(cap)}），申请人据此仅主张${yuan(cap.claimableFen)}，不再主张其余${yuan(cap.reductionFen)}。`
      : `息费没有超过${rateText(cap.rate)}的上限（${capBasis(cap)}）。`;
  return `${limited}截至${chineseDay(claim.asOf)}，申请人主张${owed.join('、')}，合计${yuan(claim.totalFen)}。`;
}

const capBasis = ({ article, basis }: Claim['cap']): string => `${citationText([article])}；${basis}`;

const articlesOf = ({ lines, cap }: Claim): string => citationText([...lines.flatMap((line) => line.articles), cap.article]);

const itemNames: { readonly [Item in ClaimItem]: string } = {
  principal: '借款本金',
  interest: '利息',
  overdue_interest: '逾期利息',
  fee: '费用',
};

function claimSheet(loan: Loan, claim: Claim, to: AddressedTo): ClaimSheetPaper {
  const { contract } = loan;
  const { cap } = claim;
  const totals = [
    { label: '借款本金', value: formatYuan(claim.principalFen) },
    ...chargeKinds.filter(({ of }) => claim[of] > 0n).map(({ name, of }) => ({ label: name, value: formatYuan(claim[of]) })),
  ];
  return {
    ...to,
    reference: claim.reference,
    asOf: chineseDay(claim.asOf),
    particulars: [
      { label: '申请人', value: loan.lender.name },
      { label: '被申请人', value: loan.borrower.name },
      { label: '合同', value: `《${contract.name}》（${contract.contractNo}）` },
      { label: '实际发放本金', value: yuan(claim.disbursedFen) },
      { label: '约定利率', value: rateText(contract.rate) },
      { label: '逾期利率', value: rateText(contract.overdueRate ?? contract.rate) },
      { label: '计息天数', value: `实际天数，${yearText[contract.dayCount]}` },
      { label: '抵充顺序', value: contract.allocationOrder === 'civil_code_561' ? '费用、利息、本金' : '本金优先（合同约定）' },
    ],
    lines: claim.lines.map((line) => ({
      item: itemNames[line.item],
      seq: String(line.seq),
      rate: line.rate ? rateText(line.rate) : '按还款计划',
      spans: line.segments.length === 0 ? [spanText(line)] : line.segments.map(spanText),
      accrued: formatYuan(line.accruedFen),
      paid: formatYuan(line.paidFen),
      amount: formatYuan(line.amountFen),
    })),
    articles: articlesOf(claim),
    allocations: allocationLines(loan, claim),
    cap: {
      rate: rateText(cap.rate),
      basis: capBasis(cap),
      spans: cap.segments.map((each) => ({ ...spanText(each), rate: rateText(each.rate) })),
      allowed: formatYuan(cap.allowedFen),
      paid: formatYuan(cap.paidFen),
      contract: formatYuan(cap.contractFen),
      claimable: formatYuan(cap.claimableFen),
      reduction: formatYuan(cap.reductionFen),
    },
    totals,
    total: printedSum(claim.totalFen),
    running: claim.running.baseFen > 0n ? `此后另计${runningText(claim)}。` : '此后没有继续计算的利息。',
  };
}

const spanText = ({ baseFen, from, to, days }: Segment): ClaimSheetSpan => ({
  base: formatYuan(baseFen),
  from: from.toString(),
  to: to.toString(),
  days: days === 0 ? '—' : String(days),
});

function allocationLines(loan: Loan, claim: Claim): readonly AllocationLine[] {
  let repaid: Fen = zeroFen;
  return claim.allocations.map((each) => {
    repaid = addFen(repaid, each.principalFen);
    const lent = addFen(...loan.disbursements.filter(({ on }) => !isAfter(on, each.on)).map(({ amountFen }) => amountFen));
    return {
      on: each.on.toString(),
      serialNo: each.serialNo ?? '—',
      amount: formatYuan(each.amountFen),
      fee: formatYuan(each.feeFen),
      overdueInterest: formatYuan(each.overdueInterestFen),
      interest: formatYuan(each.interestFen),
      principal: formatYuan(each.principalFen),
      principalAfter: formatYuan(subtractFen(lent, repaid)),
    };
  });
}

const filePurposes: { readonly [Kind in Loan['files'][number]['kind']]: readonly [name: string, purpose: string] } = {
  contract: ['借款合同', '证明双方的借款关系，约定的金额、期限、利率、违约责任和仲裁条款'],
  disbursement_voucher: ['放款凭证', '证明申请人已经向被申请人发放借款'],
  repayment_record: ['还款记录', '证明被申请人的还款情况和尚欠款项'],
  collection_record: ['催收记录', '证明申请人向被申请人催告还款'],
  identity: ['身份材料', '证明被申请人的身份'],
  other: ['其他材料', '证明本案的有关事实'],
};

/** Files with their hashes first, then the records that the loan file carries, then the exports they were read from. */
function evidenceItems(loan: Loan): readonly EvidenceItem[] {
  const record = (name: string, purpose: string): EvidenceItem => ({
    name,
    purpose,
    source: '申请人业务系统',
    extent: '—',
    original: '电子数据',
    sha256: null,
  });
  return [
    ...loan.files.map((file) => {
      const [name, purpose] = filePurposes[file.kind];
      return { name: `${name}（${file.name}）`, purpose, source: '申请人保存', extent: sizeText(file.bytes), original: '电子数据', sha256: file.sha256 };
    }),
    record(`放款数据（${loan.disbursements.length}笔）`, '证明放款的日期、金额和流水号'),
    ...(loan.repayments.length === 0 ? [] : [record(`还款数据（${loan.repayments.length}笔）`, '证明每笔还款的日期、金额和流水号')]),
    ...(loan.signatures.length === 0 ? [] : [record(`电子签署数据（${loan.signatures.length}项）`, '证明合同的签署人、签署时间、签署方式和所用证书')]),
    ...loan.sources.map(({ file, sha256, rows }) => ({
      name: `业务系统导出文件（${file}）`,
      purpose: '证明上述数据的来源，供核对原始记录',
      source: '申请人业务系统',
      extent: `本案${rows.length}行`,
      original: '电子数据',
      sha256,
    })),
  ];
}

const sizeText = (bytes: number): string => (bytes < 1024 ? `${bytes}字节` : `${Math.ceil(bytes / 1024).toLocaleString('en-US')} KB`);
