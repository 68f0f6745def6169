/**
 * The life of a loan up to a day: what fell due, what interest ran on what was overdue, and how each repayment was set off.
 *
 * A repayment is set off on its day against what is due by then; what is left over waits and is set off as soon as
 * more falls due. Civil Code art. 561 puts costs first, then interest, then principal, unless the contract says
 * otherwise; within each the oldest instalment comes first, and an instalment's interest before its overdue interest.
 * A prepayment pays what is due and then principal that is not yet due, from the last instalment backwards. A payment
 * that was reversed has paid nothing. Overdue interest runs on overdue principal alone, from the day after the due
 * day; the day of a payment still counts.
 */
import { dayAt, dayNumber, fen, refuse, sumFen, accept, type Day, type Fraction, type Outcome, type Rate } from '../kernel/index.ts';
import { compoundInterest, type ArticleRef } from '../rulebook/index.ts';
import { dailyRate, interestOf, overdueRateOf, runOn, type Run } from './accrual.ts';
import type { Allocation, ClaimItem, ClaimRefusal, InstalmentNotDue, LinePayment } from './claim.ts';
import { instalmentsOf, interestDue, type Instalment, type InterestDue, type Prepaid } from './instalments.ts';
import type { Loan } from './loan-file.ts';

/** An instalment that is due, with what has happened to it; filled in while the ledger is being written, read only after. */
export interface Debt {
  readonly instalment: Instalment;
  readonly interest: InterestDue;
  readonly overdue: Run;
  readonly compound: Run;
  readonly paid: Record<ClaimItem, bigint>;
  readonly payments: Record<ClaimItem, LinePayment[]>;
}

export interface Ledger {
  readonly debts: readonly Debt[];
  readonly notDue: readonly InstalmentNotDue[];
  readonly allocations: readonly Allocation[];
  /** When principal was paid, in the order of days. */
  readonly principalRepaid: readonly LinePayment[];
  readonly overdueRate: Rate;
  /** The article that lets the lender take interest on interest; null: none does. */
  readonly compounding: ArticleRef | null;
  readonly repaidAfterAsOf: boolean;
  /** What a day costs on what is overdue. */
  readonly overdueDaily: Fraction;
}

type Order = readonly (readonly ClaimItem[])[];

const interests = ['interest', 'overdue_interest', 'compound_interest'] as const;
const orders: Readonly<Record<Loan['contract']['allocationOrder'], Order>> = {
  civil_code_561: [['fee'], interests, ['principal']],
  principal_first: [['principal'], ['fee'], interests],
  oldest_instalment_first: [['fee', ...interests, 'principal']],
};

/** What of a debt has accrued under a head so far. */
export function accruedOf({ instalment, interest, overdue, compound }: Debt, item: ClaimItem, overdueDaily: Fraction): bigint {
  switch (item) {
    case 'principal':
      return instalment.principalFen;
    case 'fee':
      return instalment.feeFen;
    case 'interest':
      return interest.fen;
    case 'overdue_interest':
      return overdue.number === 0n ? 0n : interestOf(overdue.number, overdueDaily);
    case 'compound_interest':
      return compound.number === 0n ? 0n : interestOf(compound.number, overdueDaily);
  }
}

/** A repayment and how far it has been used. */
interface Entry {
  readonly no: number;
  readonly on: number;
  readonly payment: Loan['repayments'][number];
  readonly reversedFen: bigint;
  leftFen: bigint;
  readonly set: Record<ClaimItem, bigint>;
}

export const nothing = (principal = 0n): Record<ClaimItem, bigint> => ({ principal, interest: 0n, overdue_interest: 0n, compound_interest: 0n, fee: 0n });

/** Keeps the ledger of a loan to the end of `asOf`. What comes later is left out. */
export function keepLedger(loan: Loan, asOf: Day): Outcome<Ledger, Extract<ClaimRefusal, 'reversal_without_payment'>> {
  const lastDay = dayNumber(asOf);
  const known = loan.repayments.map((payment, index) => ({ no: index + 1, on: dayNumber(payment.on), payment })).filter(({ on }) => on <= lastDay);
  const entries = entriesOf(known);
  if (!entries.ok) return entries;
  const { dayCount, allocationOrder } = loan.contract;
  const compounding = compoundInterest(loan.lender.kind, loan.contract.signedOn);
  const compounds = loan.contract.compoundInterest && compounding !== null;
  const overdueRate = overdueRateOf(loan.contract);
  const overdueDaily = dailyRate(overdueRate, dayCount);
  const instalments = instalmentsOf(loan, asOf);

  const debts: Debt[] = [];
  const prepaid: Prepaid[] = [];
  const early = new Map<number, LinePayment[]>();
  const principalRepaid: LinePayment[] = [];
  const waiting: Entry[] = [];

  const run = (day: number) => {
    for (const { instalment, interest, overdue, compound, paid } of debts) {
      runOn(overdue, instalment.principalFen - paid.principal, instalment.dueOn, day, dayCount);
      if (compounds) runOn(compound, interest.fen - paid.interest, instalment.dueOn, day, dayCount);
    }
  };
  const fallDue = (day: number) => {
    for (let next = instalments[debts.length]; next !== undefined && next.dueOn <= day; next = instalments[debts.length]) {
      const payments = early.get(debts.length) ?? [];
      debts.push({
        instalment: next,
        interest: interestDue(loan, instalments, debts.length, prepaid),
        overdue: { stretches: [], number: 0n },
        compound: { stretches: [], number: 0n },
        paid: nothing(paidBy(payments)),
        payments: { principal: payments, interest: [], overdue_interest: [], compound_interest: [], fee: [] },
      });
    }
  };
  const setOff = (day: number, debt: Debt, item: ClaimItem) => {
    let owedFen = accruedOf(debt, item, overdueDaily) - debt.paid[item];
    for (let entry = waiting[0]; entry !== undefined && owedFen > 0n; entry = waiting[0]) {
      const usedFen = use(entry, item, owedFen);
      owedFen -= usedFen;
      debt.paid[item] += usedFen;
      const payment = { no: entry.no, on: dayAt(day), fen: fen(usedFen) };
      debt.payments[item].push(payment);
      if (item === 'principal') principalRepaid.push(payment);
      if (entry.leftFen === 0n) waiting.shift();
    }
  };
  const prepay = (day: number) => {
    for (let index = instalments.length - 1; index >= debts.length; index -= 1) {
      const payments = early.get(index) ?? [];
      let openFen = (instalments[index]?.principalFen ?? 0n) - paidBy(payments);
      for (const entry of waiting.filter((each) => each.payment.kind === 'prepayment' && each.leftFen > 0n)) {
        const usedFen = use(entry, 'principal', openFen);
        if (usedFen === 0n) break;
        openFen -= usedFen;
        const payment = { no: entry.no, on: dayAt(day), fen: fen(usedFen) };
        payments.push(payment);
        principalRepaid.push(payment);
        prepaid.push({ index, on: day, fen: usedFen });
      }
      early.set(index, payments);
    }
    for (let at = waiting.length - 1; at >= 0; at -= 1) if (waiting[at]?.leftFen === 0n) waiting.splice(at, 1);
  };

  let next = 0;
  for (const day of daysOf(entries.value, instalments, lastDay)) {
    fallDue(day);
    for (let entry = entries.value[next]; entry !== undefined && entry.on <= day; entry = entries.value[++next]) if (entry.leftFen > 0n) waiting.push(entry);
    if (waiting.length === 0) continue;
    run(day);
    for (const items of orders[allocationOrder]) for (const debt of debts) for (const item of items) setOff(day, debt, item);
    if (waiting.some((each) => each.payment.kind === 'prepayment')) prepay(day);
  }
  run(lastDay);
  const notDue = instalments.slice(debts.length).map(
    ({ seq, dueOn, principalFen }, index): InstalmentNotDue => ({ seq, dueOn: dayAt(dueOn), principalFen: fen(principalFen), payments: early.get(debts.length + index) ?? [] }),
  );
  return accept({ debts, notDue, allocations: entries.value.map(allocationOf), principalRepaid, overdueRate, compounding, repaidAfterAsOf: known.length < loan.repayments.length, overdueDaily });
}

const paidBy = (payments: readonly LinePayment[]): bigint => sumFen(payments.map((each) => each.fen));

/** Uses a repayment for as much as is owed; gives how much that was. */
function use(entry: Entry, item: ClaimItem, owedFen: bigint): bigint {
  const usedFen = owedFen < entry.leftFen ? owedFen : entry.leftFen;
  entry.leftFen -= usedFen;
  entry.set[item] += usedFen;
  return usedFen;
}

/** The days on which something falls due or is paid, in order. */
function daysOf(entries: readonly Entry[], instalments: readonly Instalment[], lastDay: number): readonly number[] {
  const days = new Set<number>();
  for (const { on } of entries) days.add(on);
  for (const { dueOn } of instalments) if (dueOn <= lastDay) days.add(dueOn);
  return [...days].sort((a, b) => a - b);
}

/** The repayments known by the day of the claim in their order, each less what reversals known by then took back. */
function entriesOf(known: readonly Pick<Entry, 'no' | 'on' | 'payment'>[]): Outcome<readonly Entry[], Extract<ClaimRefusal, 'reversal_without_payment'>> {
  const reversed = new Map<number, bigint>();
  for (const { no, on, payment: reversal } of known.filter(({ payment }) => payment.kind === 'reversal')) {
    const serialNo = reversal.reverses ?? reversal.serialNo;
    const target = known.find(
      (each) =>
        each.payment.kind !== 'reversal' && serialNo !== null && each.payment.serialNo === serialNo && each.on <= on &&
        each.payment.amountFen - (reversed.get(each.no) ?? 0n) >= reversal.amountFen,
    );
    if (target === undefined) return refuse('reversal_without_payment', { repayment: no, on: reversal.on.toString(), serialNo: serialNo ?? '' });
    reversed.set(target.no, (reversed.get(target.no) ?? 0n) + reversal.amountFen);
  }
  return accept(
    known
      .filter(({ payment }) => payment.kind !== 'reversal')
      .map(({ no, on, payment }): Entry => {
        const reversedFen = reversed.get(no) ?? 0n;
        return { no, on, payment, reversedFen, leftFen: payment.amountFen - reversedFen, set: nothing() };
      })
      .sort((a, b) => a.on - b.on || a.no - b.no),
  );
}

const allocationOf = ({ no, payment, reversedFen, leftFen, set }: Entry): Allocation => ({
  no,
  on: payment.on,
  serialNo: payment.serialNo,
  kind: payment.kind === 'prepayment' ? 'prepayment' : 'payment',
  amountFen: payment.amountFen,
  reversedFen: fen(reversedFen),
  feeFen: fen(set.fee),
  overdueInterestFen: fen(set.overdue_interest),
  compoundInterestFen: fen(set.compound_interest),
  interestFen: fen(set.interest),
  principalFen: fen(set.principal),
  unappliedFen: fen(leftFen),
});
