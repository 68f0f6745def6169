/**
 * The claim calculation sheet: every sum of a claim under a number, with the numbers that make it, so that a reader can
 * follow each of them down to a row of the schedule, a repayment or a disbursement, and reckon it again.
 */
import { addFen, assert, chineseDay, fen, formatYuan, isAfter, subtractFen, zeroFen, type Day, type Fen } from '../kernel/index.ts';
import type { ClaimSheetHead, ClaimSheetLine, ClaimSheetPaper, ClaimSheetRepayment } from '../documents/index.ts';
import { cite, civilCode } from '../rulebook/index.ts';
import { baseOf } from './claim-sheet-bases.ts';
import { capShown, roomFor, setOffShown } from './claim-sheet-limits.ts';
import { numberedHeads, numberOf, numbersText, repaymentNo, spanShown, sumOf, takenText, type NumberedHead, type NumberedLine, type Sheet } from './claim-sheet-numbers.ts';
import { citationText, itemNames, overdueRateText, printedSum, rateText, runningText, runsOn, timesRate, yearText, yuan, type AddressedTo } from './claim-words.ts';
import { headOf, type Claim, type ClaimItem, type ClaimLine, type ClaimWarning, type LinePayment, type ScheduleDifference } from './claim.ts';
import type { Loan } from './loan-file.ts';

export function claimSheet(loan: Loan, claim: Claim, to: AddressedTo): ClaimSheetPaper {
  const sheet: Sheet = { loan, claim, heads: numberedHeads(claim) };
  const { asOf, running, totalFen, contractTotalFen } = claim;
  return {
    ...to,
    reference: claim.reference,
    asOf: chineseDay(asOf),
    particulars: particulars(loan, claim),
    heads: sheet.heads.map((head) => headShown(sheet, head)),
    total: {
      no: 'A',
      made: sumOf(sheet.heads.map(({ no }) => no)),
      owed: formatYuan(contractTotalFen),
      sum: printedSum(totalFen),
    },
    comparison: comparison(claim),
    running: runsOn(running) ? `此后另计${runningText(running)}。` : '此后没有继续计算的利息。',
    disbursements: claim.disbursements.map(({ no, on, amountFen }) => ({
      no: `D${no}`,
      name: on.toString(),
      made: loan.disbursements[no - 1]?.serialNo ?? '—',
      amount: formatYuan(amountFen),
    })),
    allocation: allocationText(loan),
    repayments: repaymentsShown(sheet),
    cap: capShown(sheet),
    scheduleDifferences: (claim.scheduleDifferences ?? []).map(differenceShown),
    notes: notes(claim),
  };
}

function particulars({ lender, borrower, contract }: Loan, claim: Claim): ClaimSheetPaper['particulars'] {
  return [
    { label: '申请人', value: lender.name },
    { label: '被申请人', value: borrower.name },
    { label: '合同', value: `《${contract.name}》（${contract.contractNo}）` },
    { label: '实际发放本金', value: yuan(claim.disbursedFen) },
    { label: '约定利率', value: rateText(contract.rate) },
    { label: '逾期利率', value: overdueRateText(contract) },
    { label: '计息天数', value: `${contract.dayCount === 'thirty_360' ? '' : '实际天数，'}${yearText[contract.dayCount]}` },
  ];
}

const orderText: { readonly [Order in Loan['contract']['allocationOrder']]: string } = {
  civil_code_561: '费用、利息（含逾期利息、复利）、本金的顺序',
  principal_first: '合同约定的本金、费用、利息（含逾期利息、复利）的顺序',
  oldest_instalment_first: '合同约定的逐期清偿、期内先费用和利息后本金的顺序',
};

const allocationText = ({ contract }: Loan): string =>
  `本金以实际发放的数额为准（${citationText([cite(civilCode, '第六百七十条')])}）；还款按${orderText[contract.allocationOrder]}抵充（${citationText([cite(civilCode, '第五百六十一条')])}）。`;

function headShown(sheet: Sheet, { no, item, lines }: NumberedHead): ClaimSheetHead {
  const owedFen = addFen(...lines.map(({ line }) => line.amountFen));
  const claimedFen = sheet.claim[headOf[item]];
  return {
    no,
    name: itemNames[item],
    made: sumOf(lines.map((each) => each.no)),
    accrued: formatYuan(addFen(...lines.map(({ line }) => line.accruedFen))),
    paid: formatYuan(addFen(...lines.map(({ line }) => line.paidFen))),
    owed: formatYuan(owedFen),
    ...(item === 'principal' ? setOffShown(sheet.claim) : roomFor(sheet, item)),
    capped: claimedFen < owedFen,
    claimed: formatYuan(claimedFen),
    ground: `${termOf(sheet.loan, item)}；${citationText(lines.flatMap(({ line }) => line.articles))}`,
    lines: lines.map((each) => lineShown(sheet, each)),
  };
}

function termOf({ contract, acceleration }: Loan, item: ClaimItem): string {
  switch (item) {
    case 'overdue_interest':
      return '合同约定的逾期利率';
    case 'compound_interest':
      return '合同约定的复利，按逾期利率';
    case 'principal':
      return acceleration === null ? '合同约定的还款计划' : '合同约定的还款计划和提前到期条款';
    case 'interest':
      return `合同约定的还款计划，${rateText(contract.rate)}`;
    case 'fee':
      return '合同约定的还款计划';
  }
}

function lineShown(sheet: Sheet, { no, line }: NumberedLine): ClaimSheetLine {
  return {
    no,
    seq: String(line.seq),
    dueOn: (acceleratedOn(sheet, line.seq) ?? rowOf(sheet, line.seq).dueOn).toString(),
    spans: line.segments.map((segment) => ({ made: baseOf(sheet, line, segment), ...spanShown(segment) })),
    made: madeText(sheet, line),
    accrued: formatYuan(line.accruedFen),
    paidBy: line.payments.length === 0 ? '—' : numbersText([...new Set(line.payments.map(repaymentNo))]),
    paid: formatYuan(line.paidFen),
    amount: formatYuan(line.amountFen),
  };
}

const rowOf = ({ loan }: Sheet, seq: number): Loan['schedule'][number] => {
  const row = loan.schedule.find((each) => each.seq === seq);
  assert(row, `instalment ${seq} is in the schedule`);
  return row;
};

/** The day of the notice that made the whole loan due, if it came before the day that the schedule has for the instalment. */
function acceleratedOn(sheet: Sheet, seq: number): Day | null {
  const noticedOn = sheet.loan.acceleration?.noticedOn;
  return noticedOn !== undefined && !isAfter(noticedOn, sheet.claim.asOf) && isAfter(rowOf(sheet, seq).dueOn, noticedOn) ? noticedOn : null;
}

function madeText(sheet: Sheet, { origin, segments, seq }: ClaimLine): string {
  switch (origin.by) {
    case 'schedule':
      return `还款计划第${seq}期${acceleratedOn(sheet, seq) === null ? '' : '，提前到期'}`;
    case 'running':
      return `${formatYuan(numberOf(segments))}${timesRate(origin.rate, origin.dayCount)}`;
    case 'prepaid':
      return `${formatYuan(origin.scheduledFen)}×${formatYuan(numberOf(segments))}÷${formatYuan(fen(origin.fullNumber))}`;
  }
}

/** Contract and cap on all charges together, and which of them the claim follows. */
function comparison({ cap }: Claim): string {
  const owed = `各项息费按合同共尚欠${yuan(cap.contractFen)}`;
  return cap.reductionFen === 0n
    ? `${owed}，各项均在${rateText(cap.rate)}的上限以内，按合同主张。`
    : `${owed}，其中${yuan(cap.reductionFen)}超过${rateText(cap.rate)}的上限，不予主张；按上限主张${yuan(cap.claimableFen)}。`;
}

function repaymentsShown(sheet: Sheet): readonly ClaimSheetRepayment[] {
  const { claim } = sheet;
  let repaidFen: Fen = zeroFen;
  return claim.allocations.map((each) => {
    repaidFen = addFen(repaidFen, each.principalFen);
    const lentFen = addFen(...claim.disbursements.filter(({ on }) => !isAfter(on, each.on)).map(({ amountFen }) => amountFen));
    return {
      no: repaymentNo(each),
      on: each.on.toString(),
      serialNo: each.serialNo ?? '—',
      kind: each.kind === 'prepayment' ? '提前还款' : '还款',
      amount: formatYuan(each.amountFen),
      reversed: takenText(each.reversedFen),
      paid: sheet.heads.map(({ item, lines }) => [
        ...lines.flatMap(({ no, line }) => line.payments.filter((part) => part.no === each.no).map((part) => partShown(no, part, each.on))),
        ...(item === 'principal' ? claim.notDue : []).flatMap(({ seq, payments }) =>
          payments.filter((part) => part.no === each.no).map((part) => partShown(`第${seq}期`, part, each.on)),
        ),
      ]),
      principalAfter: formatYuan(subtractFen(lentFen, repaidFen)),
    };
  });
}

/** A part that waited until something fell due says when. */
const partShown = (line: string, { on, fen: amount }: LinePayment, paidOn: Day) => ({
  line: on.equals(paidOn) ? line : `${line}（${on.toString()}）`,
  amount: formatYuan(amount),
});

const differenceFields: { readonly [Field in ScheduleDifference['field']]: string } = {
  dueOn: '到期日',
  principalFen: '本金',
  interestFen: '利息',
  feeFen: '费用',
  row: '整期',
};

function differenceShown({ seq, field, given, rebuilt }: ScheduleDifference): ClaimSheetPaper['scheduleDifferences'][number] {
  const shown = (value: string | null) => (value === null ? '没有' : field.endsWith('Fen') ? formatYuan(fen(BigInt(value))) : value);
  return { seq: String(seq), field: differenceFields[field], given: shown(given), rebuilt: shown(rebuilt) };
}

const warningTexts: { readonly [Warning in ClaimWarning]?: string } = {
  repayment_after_as_of: '计算截止日之后的还款没有计入本表。',
  compound_interest_not_allowed: '合同约定了复利，但法律不允许本案出借人计收，本表没有计算复利。',
  overdue_uplift_too_high: '合同约定的逾期利率高于监管规定的加收幅度。',
  paid_charges_exceed_cap: '已付息费超过上限，超过部分没有自动抵充本金的法律依据，是否返还由仲裁庭认定。',
};

function notes({ scheduleDifferences, warnings, notDue }: Claim): readonly string[] {
  const schedule =
    scheduleDifferences === null
      ? '还款计划以申请人提供的为准；合同没有列明重新计算还款计划所需的全部条件。'
      : scheduleDifferences.length === 0
        ? '按合同约定的还款方式重新计算，各期到期日和金额与还款计划完全一致。'
        : `按合同约定的还款方式重新计算，与还款计划有${scheduleDifferences.length}处不同，见第五部分；本表按还款计划计算。`;
  return [...warnings.flatMap((warning) => warningTexts[warning] ?? []), ...(notDue.length === 0 ? [] : [notDueText(notDue)]), schedule];
}

/** Instalments of the same principal that follow each other are told together. */
function notDueText(notDue: Claim['notDue']): string {
  const runs: { first: number; last: number; readonly principalFen: Fen }[] = [];
  for (const { seq, principalFen } of notDue) {
    const run = runs.at(-1);
    if (run?.last === seq - 1 && run.principalFen === principalFen) run.last = seq;
    else runs.push({ first: seq, last: seq, principalFen });
  }
  const each = runs.map(({ first, last, principalFen }) => `${first === last ? `第${first}期` : `第${first}至${last}期每期`}${yuan(principalFen)}`);
  return `下列各期本金尚未到期，不在请求之内：${each.join('、')}。`;
}
