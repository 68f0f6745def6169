/** The ledger of the peer: what fell due, what ran on it and how repayments were set off, as in src/claims but on decimal.js. */
import { Decimal } from 'decimal.js';
import type { Claim, ClaimItem, Loan } from '../src/claims/index.ts';
import { dayAt, dayNumber, type Rate } from '../src/kernel/index.ts';
import { compoundInterest } from '../src/rulebook/index.ts';

/** The same with every sum a Decimal. */
export type OnDecimals<T> = T extends bigint ? Decimal : T extends Temporal.PlainDate | Temporal.Instant ? T : T extends object ? { readonly [Key in keyof T]: OnDecimals<T[Key]> } : T;

export type DecimalLoan = OnDecimals<Loan>;
export type DecimalClaim = OnDecimals<Claim>;
type Contract = DecimalLoan['contract'];
export type Line = DecimalClaim['lines'][number];
type Payment = Line['payments'][number];
export type Heads = Record<ClaimItem, Decimal>;

export const zero = new Decimal(0);
export const total = (amounts: readonly Decimal[]): Decimal => amounts.reduce((sum, each) => sum.plus(each), zero);
const halfUp = (amount: Decimal): Decimal => amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
export const nothing = (): Heads => ({ principal: zero, interest: zero, overdue_interest: zero, compound_interest: zero, fee: zero });

export const yearDays = (dayCount: Contract['dayCount']): number => (dayCount === 'actual_365' ? 365 : 360);

function countDays(from: number, to: number, dayCount: Contract['dayCount']): number {
  if (dayCount !== 'thirty_360') return to - from;
  const [a, b] = [dayAt(from), dayAt(to)];
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + Math.min(b.day, 30) - Math.min(a.day, 30);
}

export const yearly = ({ value, per }: Rate, dayCount: Contract['dayCount']): Decimal => new Decimal(value).times({ year: 1, month: 12, day: yearDays(dayCount) }[per]);

export function overdueRateOf({ rate, overdueRate, overdueUplift }: Contract): Rate {
  if (overdueUplift === null) return overdueRate ?? rate;
  return { value: new Decimal(rate.value).times(new Decimal(overdueUplift).plus(1)).toFixed(), per: rate.per };
}

export interface Stretch {
  readonly base: Decimal;
  readonly after: number;
  to: number;
  days: number;
}

/** Stretches on which something bore interest, and Σ(base × days). */
export interface Run {
  readonly stretches: Stretch[];
  number: Decimal;
}

function runOn(run: Run, base: Decimal, start: number, to: number, dayCount: Contract['dayCount']): void {
  const last = run.stretches.at(-1);
  const after = last?.to ?? start;
  if (after >= to || base.lte(0)) return;
  const days = countDays(after, to, dayCount);
  run.number = run.number.plus(base.times(days));
  if (last?.base.eq(base)) {
    last.to = to;
    last.days += days;
  } else {
    run.stretches.push({ base, after, to, days });
  }
}

export const segmentOf = ({ base, after, to, days }: Stretch) => ({ baseFen: base, from: dayAt(after + 1), to: dayAt(to), days });

interface Instalment {
  readonly seq: number;
  readonly dueOn: number;
  readonly after: number;
  readonly accelerated: boolean;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fee: Decimal;
}

function instalmentsOf(loan: DecimalLoan, asOf: number): readonly Instalment[] {
  const notice = loan.acceleration ? dayNumber(loan.acceleration.noticedOn) : Infinity;
  const noticedOn = notice > asOf ? Infinity : notice;
  const rows = loan.schedule.map((row) => ({ row, due: dayNumber(row.dueOn) })).sort((a, b) => a.due - b.due || a.row.seq - b.row.seq);
  let after = Math.min(...loan.disbursements.map((each) => dayNumber(each.on)));
  let running = true;
  return rows.map(({ row, due }) => {
    const accelerated = due > noticedOn;
    const instalment: Instalment = {
      seq: row.seq,
      dueOn: accelerated ? noticedOn : due,
      after,
      accelerated,
      principal: row.principalFen,
      interest: accelerated && !running ? zero : row.interestFen,
      fee: accelerated ? zero : row.feeFen,
    };
    if (accelerated) running = false;
    else after = due;
    return instalment;
  });
}

interface Prepaid {
  readonly index: number;
  readonly on: number;
  readonly fen: Decimal;
}

interface InterestDue {
  readonly fen: Decimal;
  readonly origin: Line['origin'];
  readonly run: Run | null;
}

function interestDue({ contract }: DecimalLoan, instalments: readonly Instalment[], index: number, prepaid: readonly Prepaid[]): InterestDue {
  const asScheduled = (fen: Decimal): InterestDue => ({ fen, origin: { by: 'schedule' }, run: null });
  const instalment = instalments[index];
  if (instalment === undefined || instalment.interest.isZero()) return asScheduled(zero);
  const { accelerated, after, dueOn, interest } = instalment;
  const early = prepaid.filter((each) => each.index >= index && each.on < dueOn);
  if (after >= dueOn) return asScheduled(accelerated ? zero : interest);
  if (!accelerated && early.length === 0) return asScheduled(interest);

  const { rate } = contract;
  const dayCount = accelerated ? contract.dayCount : 'actual_365';
  const whole = total(instalments.slice(index).map((each) => each.principal));
  const run: Run = { stretches: [], number: zero };
  let base = whole;
  for (const { on, fen } of early) {
    runOn(run, base, after, Math.min(on, dueOn), dayCount);
    base = base.minus(fen);
  }
  runOn(run, base, after, dueOn, dayCount);
  if (accelerated) {
    const earned = interestAt(yearly(rate, dayCount), dayCount, run.number);
    return earned.gt(interest) ? asScheduled(interest) : { fen: earned, origin: { by: 'running', rate, dayCount }, run };
  }
  const fullNumber = whole.times(dueOn - after);
  return { fen: halfUp(interest.times(run.number).div(fullNumber)), origin: { by: 'prepaid', scheduledFen: interest, fullNumber }, run };
}

const interestAt = (perYear: Decimal, dayCount: Contract['dayCount'], number: Decimal): Decimal => (number.isZero() ? zero : halfUp(number.times(perYear).div(yearDays(dayCount))));

export interface Debt {
  readonly instalment: Instalment;
  readonly interest: InterestDue;
  readonly overdue: Run;
  readonly compound: Run;
  readonly paid: Heads;
  readonly payments: Record<ClaimItem, Payment[]>;
}

export interface Entry {
  readonly no: number;
  readonly on: number;
  readonly payment: DecimalLoan['repayments'][number];
  readonly reversed: Decimal;
  left: Decimal;
  readonly set: Heads;
}

const interests = ['interest', 'overdue_interest', 'compound_interest'] as const;
const orders: Readonly<Record<Contract['allocationOrder'], readonly (readonly ClaimItem[])[]>> = {
  civil_code_561: [['fee'], interests, ['principal']],
  principal_first: [['principal'], ['fee'], interests],
  oldest_instalment_first: [['fee', ...interests, 'principal']],
};

function entriesOf(loan: DecimalLoan, lastDay: number): Entry[] {
  const known = loan.repayments.map((payment, index) => ({ no: index + 1, on: dayNumber(payment.on), payment })).filter(({ on }) => on <= lastDay);
  const reversals = known.filter(({ payment }) => payment.kind === 'reversal').map(({ payment }) => payment);
  return known
    .filter(({ payment }) => payment.kind !== 'reversal')
    .map((each) => {
      const { serialNo, amountFen } = each.payment;
      const reversed = serialNo === null ? zero : total(reversals.filter((reversal) => reversal.reverses === serialNo).map((reversal) => reversal.amountFen));
      return { ...each, reversed, left: amountFen.minus(reversed), set: nothing() };
    })
    .sort((a, b) => a.on - b.on || a.no - b.no);
}

/** The life of the loan: what fell due, what ran on it and what repayments paid. */
export function keepLedger(loan: DecimalLoan, lastDay: number) {
  const { dayCount, allocationOrder } = loan.contract;
  const compounds = loan.contract.compoundInterest && compoundInterest(loan.lender.kind, loan.contract.signedOn) !== null;
  const overdueRate = overdueRateOf(loan.contract);
  const overdueYearly = yearly(overdueRate, dayCount);
  const instalments = instalmentsOf(loan, lastDay);
  const entries = entriesOf(loan, lastDay);
  const debts: Debt[] = [];
  const prepaid: Prepaid[] = [];
  const early = instalments.map((): Payment[] => []);
  const principalRepaid: Payment[] = [];
  const accrued = ({ instalment, interest, overdue, compound }: Debt, item: ClaimItem): Decimal => {
    if (item === 'principal' || item === 'fee') return instalment[item];
    return item === 'interest' ? interest.fen : interestAt(overdueYearly, dayCount, (item === 'overdue_interest' ? overdue : compound).number);
  };

  const run = (day: number) => {
    for (const { instalment, interest, overdue, compound, paid } of debts) {
      runOn(overdue, instalment.principal.minus(paid.principal), instalment.dueOn, day, dayCount);
      if (compounds) runOn(compound, interest.fen.minus(paid.interest), instalment.dueOn, day, dayCount);
    }
  };
  const use = (entry: Entry, item: ClaimItem, owed: Decimal, day: number): Payment => {
    const used = Decimal.min(owed, entry.left);
    entry.left = entry.left.minus(used);
    entry.set[item] = entry.set[item].plus(used);
    const payment = { no: entry.no, on: dayAt(day), fen: used };
    if (item === 'principal') principalRepaid.push(payment);
    return payment;
  };

  const days = [...new Set([...entries.map((each) => each.on), ...instalments.map((each) => each.dueOn).filter((each) => each <= lastDay)])].sort((a, b) => a - b);
  for (const day of days) {
    for (let next = instalments[debts.length]; next && next.dueOn <= day; next = instalments[debts.length]) {
      const payments = early[debts.length] ?? [];
      const interest = interestDue(loan, instalments, debts.length, prepaid);
      const [overdue, compound] = [0, 1].map((): Run => ({ stretches: [], number: zero })) as [Run, Run];
      const paid = { ...nothing(), principal: total(payments.map((each) => each.fen)) };
      debts.push({ instalment: next, interest, overdue, compound, paid, payments: { principal: payments, interest: [], overdue_interest: [], compound_interest: [], fee: [] } });
    }
    const waiting = entries.filter((each) => each.on <= day && each.left.gt(0));
    if (waiting.length === 0) continue;
    run(day);
    for (const items of orders[allocationOrder]) {
      for (const debt of debts) {
        for (const item of items) {
          let owed = accrued(debt, item).minus(debt.paid[item]);
          for (const entry of waiting) {
            if (owed.lte(0)) break;
            if (entry.left.isZero()) continue;
            const payment = use(entry, item, owed, day);
            owed = owed.minus(payment.fen);
            debt.paid[item] = debt.paid[item].plus(payment.fen);
            debt.payments[item].push(payment);
          }
        }
      }
    }
    for (const entry of waiting.filter((each) => each.payment.kind === 'prepayment')) {
      for (let index = instalments.length - 1; index >= debts.length && entry.left.gt(0); index -= 1) {
        const open = (instalments[index]?.principal ?? zero).minus(total((early[index] ?? []).map((each) => each.fen)));
        if (open.lte(0)) continue;
        const payment = use(entry, 'principal', open, day);
        early[index]?.push(payment);
        prepaid.push({ index, on: day, fen: payment.fen });
      }
    }
  }
  run(lastDay);
  const notDue = instalments.slice(debts.length).map(({ seq, dueOn, principal }, index) => ({ seq, dueOn: dayAt(dueOn), principalFen: principal, payments: early[debts.length + index] ?? [] }));
  return { debts, entries, notDue, principalRepaid, overdueRate, overdueYearly, accrued };
}
export type Ledger = ReturnType<typeof keepLedger>;
