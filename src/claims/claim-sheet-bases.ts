/** What the bases on the claim sheet are made of: a line, or principal not yet due, less what had been paid of it before. */
import { addFen, assert, compareDays, isBefore, subtractFen, type Fen } from '../kernel/index.ts';
import { lineOf, numbersText, repaymentNo, type Sheet } from './claim-sheet-numbers.ts';
import type { Claim, ClaimLine, LinePayment, Segment } from './claim.ts';

interface Base {
  readonly whole: string;
  readonly wholeFen: Fen;
  readonly payments: readonly LinePayment[];
}

/** The base of a stretch on which a line ran: `L1−R2`. */
export function baseOf(sheet: Sheet, { item, seq }: ClaimLine, segment: Segment): string {
  if (item === 'interest') return lessPaid(outstandingFrom(sheet, seq), segment);
  return lessPaid(unpaid(sheet, item === 'compound_interest' ? 'interest' : 'principal', seq), segment);
}

/** The same for principal that was overdue, whether or not overdue interest ran on it. */
export const overdueBaseOf = (sheet: Sheet, seq: number, segment: Segment): string => lessPaid(unpaid(sheet, 'principal', seq), segment);

function lessPaid({ whole, wholeFen, payments }: Base, { baseFen, from }: Segment): string {
  const earlier = payments.filter((each) => isBefore(each.on, from));
  assert(subtractFen(wholeFen, addFen(...earlier.map((each) => each.fen))) === baseFen, `the base from ${from.toString()} is ${whole} less what was paid`);
  const numbers = [...new Set(earlier.map(repaymentNo))];
  return numbers.length < 4 ? [whole, ...numbers].join('−') : `${whole}−（${numbersText(numbers)}）`;
}

function unpaid(sheet: Sheet, item: 'principal' | 'interest', seq: number): Base {
  const { no, line } = lineOf(sheet, item, seq);
  return { whole: no, wholeFen: line.accruedFen, payments: line.payments };
}

/** The principal of an instalment and all later ones, of which prepayments had paid a part. */
function outstandingFrom({ loan, claim }: Sheet, seq: number): Base {
  const rows = loan.schedule.toSorted((a, b) => compareDays(a.dueOn, b.dueOn) || a.seq - b.seq);
  const rest = rows.slice(rows.findIndex((each) => each.seq === seq));
  const last = rest.at(-1)?.seq ?? seq;
  return {
    whole: last === seq ? `第${seq}期本金` : `第${seq}至${last}期本金`,
    wholeFen: addFen(...rest.map((each) => each.principalFen)),
    payments: principalPayments(claim, rest.map((each) => each.seq)),
  };
}

/** What repayments paid of principal, of these instalments or of all, due or not, in the order of days. */
export const principalPayments = ({ lines, notDue }: Claim, seqs?: readonly number[]): readonly LinePayment[] =>
  [...lines.filter(({ item }) => item === 'principal'), ...notDue]
    .flatMap(({ seq, payments }) => (seqs === undefined || seqs.includes(seq) ? payments : []))
    .sort((a, b) => compareDays(a.on, b.on) || a.no - b.no);

