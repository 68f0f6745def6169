/** The three papers of an application, told from the loan file and the claim in the words a commission expects. */
import { assert, addFen, chineseDay, isAfter, legalTimeZone, subtractFen } from '../kernel/index.ts';
import type { ApplicationPaper, ClaimSheetPaper, EvidenceItem, EvidenceListPaper, PartyBlock } from '../documents/index.ts';
import { chargeItems } from './cap.ts';
import { claimSheet } from './claim-sheet.ts';
import { articlesOf, capBasis, itemNames, overdueRateText, printedSum, rateText, runningText, runsOn, yuan, type AddressedTo } from './claim-words.ts';
import { headOf, type Claim, type ClaimItem } from './claim.ts';
import type { Loan } from './loan-file.ts';

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
  const { principalFen, asOf, cap, running } = claim;
  const requests = [];
  if (principalFen > 0n) {
    const setOff = cap.setOffFen === 0n ? '' : `（已付息费中应予返还的${yuan(cap.setOffFen)}已抵充本金）`;
    requests.push(`裁决被申请人向申请人偿还借款本金${yuan(principalFen)}${setOff}。`);
  }
  if (cap.claimableFen > 0n) requests.push(`裁决被申请人向申请人支付截至${chineseDay(asOf)}的${chargesText(claim)}。`);
  if (runsOn(running)) requests.push(`裁决被申请人向申请人支付${runningText(running)}。`);
  return [...requests, '裁决本案仲裁费由被申请人承担。'];
}

/** `利息50.00元`, for each head under which something is asked for. */
const askedUnder = (claim: Claim, items: readonly ClaimItem[]): readonly string[] =>
  items.filter((item) => claim[headOf[item]] > 0n).map((item) => `${itemNames[item]}${yuan(claim[headOf[item]])}`);

function chargesText(claim: Claim): string {
  const { rate, claimableFen, reductionFen } = claim.cap;
  const each = askedUnder(claim, chargeItems);
  const together = each.length === 1 ? each.join() : `${each.join('、')}，共${yuan(claimableFen)}`;
  return reductionFen === 0n ? together : `${together}（已按${rateText(rate)}的上限核减${yuan(reductionFen)}）`;
}

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
  const overdue =
    contract.overdueRate === null && contract.overdueUplift === null ? '' : `；逾期的，自到期日的次日起对逾期本金按${overdueRateText(contract)}计收逾期利息`;
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
  const until = `截至${chineseDay(asOf)}，被申请人`;
  if (allocations.length === 0) return `${until}没有偿还任何款项。`;
  const total = addFen(...allocations.map((each) => each.amountFen));
  const reversed = addFen(...allocations.map((each) => each.reversedFen));
  const kept = reversed === 0n ? '' : `，其中${yuan(reversed)}已冲正，实际还款${yuan(subtractFen(total, reversed))}`;
  return `${until}还款${allocations.length}笔，合计${yuan(total)}${kept}。每笔还款的抵充情况见《金额计算表》。`;
}

function defaultFact({ acceleration }: Loan, claim: Claim): string {
  const accelerated = acceleration ? `申请人已于${chineseDay(acceleration.noticedOn)}通知被申请人，全部借款提前到期。` : '';
  return `被申请人没有按约定足额支付${chineseDay(claim.firstUnpaidDueOn)}到期的款项，截至${chineseDay(claim.asOf)}已逾期${claim.overdueDays}日。${accelerated}`;
}

function owedFact(claim: Claim): string {
  const { cap, asOf, totalFen } = claim;
  const limited =
    cap.reductionFen > 0n
      ? `按合同计算，被申请人尚欠息费共${yuan(cap.contractFen)}；全部息费不应超过${rateText(cap.rate)}（${capBasis(cap)}），申请人据此仅主张${yuan(cap.claimableFen)}，不再主张其余${yuan(cap.reductionFen)}。`
      : `息费没有超过${rateText(cap.rate)}的上限（${capBasis(cap)}）。`;
  const setOff = cap.setOffFen === 0n ? '' : `已付息费中应予返还的${yuan(cap.setOffFen)}，已抵充借款本金。`;
  const owed = askedUnder(claim, ['principal', ...chargeItems]);
  return `${limited}${setOff}截至${chineseDay(asOf)}，申请人主张${owed.join('、')}，合计${yuan(totalFen)}。`;
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
