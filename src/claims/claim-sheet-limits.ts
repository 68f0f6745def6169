/** The cap on the claim sheet: what it allows, stretch by stretch, and what it leaves each head. */
import { addFen, assert, compareDays, fen, formatPercent, formatYuan, isBefore, minFen, subtractFen, zeroFen, type Fen } from '../kernel/index.ts';
import type { ClaimSheetHead, ClaimSheetPaper, NumberedSum } from '../documents/index.ts';
import { chargeItems, type Charge } from './cap.ts';
import { overdueBaseOf, principalPayments } from './claim-sheet-bases.ts';
import { lineOf, linesOf, numberOf, numbersText, repaymentNo, spanShown, takenText, type Sheet } from './claim-sheet-numbers.ts';
import { capBasis } from './claim-words.ts';
import { headOf, type CapSegment, type Claim, type ClaimItem } from './claim.ts';
import type { Loan } from './loan-file.ts';

export const capShown = (sheet: Sheet): ClaimSheetPaper['cap'] => ({
  basis: capBasis(sheet.claim.cap),
  spans: capSpans(sheet.claim),
  overdueSpans: overdueSpans(sheet),
  outsideCharges: outsideCharges(sheet.claim),
  sums: capSums(sheet),
});

type Room = Pick<ClaimSheetHead, 'room' | 'roomMade'>;

export const setOffShown = ({ cap }: Claim): Room =>
  cap.setOffFen === 0n ? { room: '—', roomMade: '—' } : { room: takenText(cap.setOffFen), roomMade: '以M11抵充' };

/** What the limits leave a head: the smaller of the limit of its own and of what the limit on all charges leaves after the heads before it. */
export function roomFor({ claim, heads }: Sheet, item: Charge): Room {
  const { cap } = claim;
  const earlier: readonly ClaimItem[] = chargeItems.slice(0, chargeItems.indexOf(item));
  const before = heads.filter((head) => earlier.includes(head.item));
  const left = { made: ['M3', ...before.map(({ no }) => no)].join('−'), fen: subtractFen(cap.roomFen, addFen(...before.map((head) => claim[headOf[head.item]]))) };
  const own = ownLimit(claim, item, before.find((head) => head.item === 'overdue_interest')?.no);
  if (own === null) return { room: formatYuan(left.fen), roomMade: left.made };
  return { room: formatYuan(minFen(own.fen, left.fen)), roomMade: `${own.made}与${left.made}中较小的` };
}

function ownLimit({ cap, overdueInterestFen }: Claim, item: Charge, overdueNo: string | undefined): { readonly made: string; readonly fen: Fen } | null {
  switch (item) {
    case 'interest':
      return { made: 'M9', fen: cap.term.roomFen };
    case 'overdue_interest':
      return { made: 'M6', fen: cap.overdue.roomFen };
    case 'compound_interest':
      return overdueNo === undefined ? { made: 'M6', fen: cap.overdue.roomFen } : { made: `M6−${overdueNo}`, fen: subtractFen(cap.overdue.roomFen, overdueInterestFen) };
    case 'fee':
      return null;
  }
}

/** Each stretch is the one before it, less principal repaid and plus money lent since. */
function capSpans(claim: Claim): ClaimSheetPaper['cap']['spans'] {
  const changes = [
    ...claim.disbursements.map(({ no, on, amountFen }) => ({ on, term: `+D${no}`, byFen: amountFen })),
    ...principalPayments(claim).map((each) => ({ on: each.on, term: `−${repaymentNo(each)}`, byFen: fen(-each.fen) })),
  ].sort((a, b) => compareDays(a.on, b.on));
  let taken = 0;
  let baseFen: Fen = zeroFen;
  return claim.cap.segments.map((segment, index) => {
    const since = changes.slice(taken).filter(({ on }) => isBefore(on, segment.from));
    taken += since.length;
    baseFen = addFen(baseFen, ...since.map(({ byFen }) => byFen));
    assert(baseFen === segment.baseFen, `stretch C${index + 1} is what was lent less what was repaid`);
    const terms = [...new Set(since.map(({ term }) => term))].join('');
    return { no: `C${index + 1}`, made: index === 0 ? terms.replace(/^\+/, '') : `C${index}${terms}`, ...spanShown(segment), rate: formatPercent(segment.rate.value) };
  });
}

/** What was overdue, as the cap counts it: listed where these are not the stretches of the lines of overdue interest, under one rate. */
function overdueSpans(sheet: Sheet): ClaimSheetPaper['cap']['overdueSpans'] {
  const { segments } = sheet.claim.cap.overdue;
  const own = linesOf(sheet, 'overdue_interest').flatMap(({ line }) => line.segments);
  const sameDays = own.length === segments.length && own.every(({ days }, index) => days === segments[index]?.days);
  if (sameDays && new Set(segments.map(({ rate }) => rate.value)).size < 2) return [];
  return segments.map((segment, index) => ({
    no: `P${index + 1}`,
    made: overdueBaseOf(sheet, segment.seq, segment),
    ...spanShown(segment),
    rate: formatPercent(segment.rate.value),
  }));
}

const relations: { readonly [Relation in Loan['contract']['charges'][number]['relation']]: string } = {
  lender: '收款人为申请人',
  related: '收款人为申请人的关联方',
  independent: '收款人与申请人无关联',
};

const outsideCharges = ({ cap }: Claim): readonly NumberedSum[] =>
  cap.outsideCharges.map(({ no, on, name, payee, relation, amountFen, counts }) => ({
    no: `E${no}`,
    name: `${on.toString()} ${name}（${payee}）`,
    made: `${relations[relation]}，${counts ? '计入' : '不计入'}`,
    amount: formatYuan(amountFen),
  }));

function capSums(sheet: Sheet): readonly NumberedSum[] {
  const { claim } = sheet;
  const { cap } = claim;
  const outside = cap.outsideCharges.flatMap(({ counts, no }) => (counts ? [`E${no}`] : []));
  const sum = (no: string, name: string, made: string, amount: Fen) => ({ no, name, made, amount: formatYuan(amount) });
  const stretches = (column: 'rate' | 'returnAbove') => `${atRates(numbered('C', cap.segments), column)}，舍去不足一分的部分`;
  return [
    sum('M1', '上限内的息费总额', stretches('rate'), cap.allowedFen),
    sum('M2', '已付息费', paidText(claim, chargeItems, outside), cap.paidFen),
    sum('M3', '息费总额尚余', 'M1−M2，不足零的为零', cap.roomFen),
    sum('M4', '其中逾期利息和复利的上限', overdueAllowed(sheet), cap.overdue.allowedFen),
    sum('M5', '已付逾期利息和复利', paidText(claim, ['overdue_interest', 'compound_interest']), cap.overdue.paidFen),
    sum('M6', '逾期利息和复利尚余', 'M4−M5，不足零的为零', cap.overdue.roomFen),
    sum('M7', '其中期内利息的上限', 'M1−M4', cap.term.allowedFen),
    sum('M8', '已付利息', paidText(claim, ['interest']), cap.term.paidFen),
    sum('M9', '期内利息尚余', 'M7−M8，不足零的为零', cap.term.roomFen),
    ...(cap.setOffFen === 0n || cap.keepableFen === null
      ? []
      : [
          sum('M10', '已付而无须返还的息费', stretches('returnAbove'), cap.keepableFen),
          sum('M11', '应予返还、抵充本金', 'M2−M10，以尚欠本金为限', cap.setOffFen),
        ]),
  ];
}

/** What repayments paid under these heads, and what was paid beside the schedule. */
function paidText({ allocations }: Claim, items: readonly Charge[], outside: readonly string[] = []): string {
  const paying = allocations.filter((each) => items.some((item) => each[headOf[item]] > 0n)).map(repaymentNo);
  const parts = [...(paying.length === 0 ? [] : [`${numbersText(paying)}抵充的部分`]), ...outside];
  return parts.length === 0 ? '没有付过' : parts.join('+');
}

function overdueAllowed(sheet: Sheet): string {
  const { segments } = sheet.claim.cap.overdue;
  if (segments.length === 0) return '没有逾期的本金';
  const listed = overdueSpans(sheet).length > 0;
  const counted = listed ? numbered('P', segments) : segments.map((segment) => ({ segment, no: lineOf(sheet, 'overdue_interest', segment.seq).no }));
  return `${atRates(counted, 'rate')}，舍去不足一分的部分`;
}

interface NumberedSegment {
  readonly no: string;
  readonly segment: CapSegment;
}

const numbered = (letter: string, segments: readonly CapSegment[]): readonly NumberedSegment[] =>
  segments.map((segment, index) => ({ segment, no: `${letter}${index + 1}` }));

/** Σ(base × days × rate ÷ 365), the stretches of one rate taken together. */
function atRates(stretches: readonly NumberedSegment[], column: 'rate' | 'returnAbove'): string {
  const terms = [...Map.groupBy(stretches, ({ segment }) => (segment[column] ?? segment.rate).value)].map(
    ([rate, of]) =>
      `${numbersText([...new Set(of.map(({ no }) => no))])}积数${formatYuan(numberOf(of.map(({ segment }) => segment)))}×${formatPercent(rate)}`,
  );
  return terms.length === 1 ? `${terms.join()}÷365` : `（${terms.join('+')}）÷365`;
}
