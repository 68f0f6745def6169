/**
 * The life of a loan up to a day: what fell due, what overdue interest ran, and how each repayment was set off.
 *
 * A repayment is set off on its day against what is due by then; what is left over waits and is set off as soon as
 * more falls due. Civil Code art. 561 puts costs first, then interest, then principal, unless the contract says
 * otherwise; within each the oldest instalment comes first, and an instalment's interest before its overdue interest.
 * Overdue interest runs on overdue principal alone, from the day after the due day; the day of a payment still counts.
 */
import { addFen, compareDays, isAfter, isBefore, minFen, subtractFen, zeroFen, type Day, type Fen, type Fraction } from '../kernel/index.ts';
import { dailyRate, interestOn, segmentBetween } from './accrual.ts';
import type { Allocation, Segment } from './claim.ts';
import { fallenDue, type DueInstalment } from './fallen-due.ts';
import type { Loan } from './loan-file.ts';

type Part = 'fee' | 'interest' | 'overdue' | 'principal';

/** An instalment with what has happened to it; filled in while the ledger is being written, read only after. */
export interface Debt extends DueInstalment {
  readonly overdueSegments: Segment[];
  readonly paid: Record<Part, Fen>;
}

export interface Ledger {
  readonly debts: readonly Debt[];
  readonly allocations: readonly Allocation[];
  /** When principal was set off: later than the repayment where that had to wait for an instalment to fall due. */
  readonly principalRepaid: readonly { readonly on: Day; readonly amountFen: Fen }[];
  readonly overdueDaily: Fraction;
  readonly repaidAfterAsOf: boolean;
}

const owedParts: Readonly<Record<Loan['contract']['allocationOrder'], readonly (readonly Part[])[]>> = {
  civil_code_561: [['fee'], ['interest', 'overdue'], ['principal']],
  principal_first: [['principal'], ['fee'], ['interest', 'overdue']],
};

export const accrued = (debt: Debt, part: Part, overdueDaily: Fraction): Fen =>
  part === 'overdue' ? interestOn(debt.overdueSegments, overdueDaily) : { fee: debt.feeFen, interest: debt.interestFen, principal: debt.principalFen }[part];

export function keepLedger(loan: Loan, asOf: Day): Ledger {
  const { rate, overdueRate, dayCount, allocationOrder } = loan.contract;
  const overdueDaily = dailyRate(overdueRate ?? rate, dayCount);
  const debts = fallenDue(loan, asOf).map((due): Debt => ({
    ...due,
    overdueSegments: [],
    paid: { fee: zeroFen, interest: zeroFen, overdue: zeroFen, principal: zeroFen },
  }));
  const repayments = loan.repayments.filter((each) => !isAfter(each.on, asOf)).sort((a, b) => compareDays(a.on, b.on));
  const waiting: Waiting[] = [];
  const allocated: Waiting[] = [];
  const principalRepaid: { on: Day; amountFen: Fen }[] = [];
  let next = 0;

  const days = [...repayments.map((each) => each.on), ...debts.map((each) => each.dueOn)].sort(compareDays);
  for (const day of days) {
    for (let payment = repayments[next]; payment && !isAfter(payment.on, day); payment = repayments[++next]) {
      const entry = { payment, leftFen: payment.amountFen, set: { fee: zeroFen, interest: zeroFen, overdue: zeroFen, principal: zeroFen } };
      waiting.push(entry);
      allocated.push(entry);
    }
    if (waiting.length === 0) continue;
    const due = debts.filter((each) => !isAfter(each.dueOn, day));
    due.forEach((debt) => runOverdue(debt, day));
    const before = principalPaid(due);
    setOff(waiting, due, owedParts[allocationOrder], overdueDaily);
    const amountFen = subtractFen(principalPaid(due), before);
    if (amountFen > 0n) principalRepaid.push({ on: day, amountFen });
  }
  debts.forEach((debt) => runOverdue(debt, asOf));
  const repaidAfterAsOf = repayments.length < loan.repayments.length;
  return { debts, allocations: allocated.map(toAllocation), principalRepaid, overdueDaily, repaidAfterAsOf };
}

const principalPaid = (debts: readonly Debt[]): Fen => addFen(...debts.map((each) => each.paid.principal));

/** A repayment and how far it has been used. */
interface Waiting {
  readonly payment: Loan['repayments'][number];
  leftFen: Fen;
  readonly set: Record<Part, Fen>;
}

/** Writes down the overdue interest up to and including `day`; a stretch on an unchanged base is one segment. */
function runOverdue(debt: Debt, day: Day): void {
  const baseFen = subtractFen(debt.principalFen, debt.paid.principal);
  const last = debt.overdueSegments.at(-1);
  const after = last?.to ?? debt.dueOn;
  if (baseFen === 0n || !isBefore(after, day)) return;
  if (last?.baseFen === baseFen) debt.overdueSegments[debt.overdueSegments.length - 1] = segmentBetween(baseFen, last.from.subtract({ days: 1 }), day);
  else debt.overdueSegments.push(segmentBetween(baseFen, after, day));
}

function setOff(waiting: Waiting[], due: readonly Debt[], order: readonly (readonly Part[])[], overdueDaily: Fraction): void {
  for (const parts of order) {
    for (const debt of due) {
      for (const part of parts) {
        let owedFen = subtractFen(accrued(debt, part, overdueDaily), debt.paid[part]);
        for (let entry = waiting[0]; entry && owedFen > 0n; entry = waiting[0]) {
          const usedFen = minFen(owedFen, entry.leftFen);
          debt.paid[part] = addFen(debt.paid[part], usedFen);
          entry.set[part] = addFen(entry.set[part], usedFen);
          entry.leftFen = subtractFen(entry.leftFen, usedFen);
          owedFen = subtractFen(owedFen, usedFen);
          if (entry.leftFen === 0n) waiting.shift();
        }
      }
    }
  }
}

const toAllocation = ({ payment, leftFen, set }: Waiting): Allocation => ({
  on: payment.on,
  serialNo: payment.serialNo,
  amountFen: payment.amountFen,
  feeFen: set.fee,
  overdueInterestFen: set.overdue,
  interestFen: set.interest,
  principalFen: set.principal,
  unappliedFen: leftFen,
});
