/**
 * The peer of bench/claims.ts: the same claim as src/claims computes, with the same lines, stretches, set-off and cap,
 * written on decimal.js in the plain way. Days are numbers and the law is asked of the rulebook, as in the product, so
 * that only the arithmetic differs. decimal.js keeps 20 significant digits, which is enough for the loans of the bench;
 * the bench holds both results against each other before it measures.
 */
import { Decimal } from 'decimal.js';
import type { ClaimItem, ClaimWarning } from '../src/claims/index.ts';
import { dayAt, dayNumber, type Day } from '../src/kernel/index.ts';
import { cite, civilCode, compoundInterest, overdueUpliftRange, rateCap, type ArticleRef, type CapPeriod } from '../src/rulebook/index.ts';
import {
  keepLedger,
  nothing,
  overdueRateOf,
  segmentOf,
  total,
  yearDays,
  yearly,
  zero,
  type Debt,
  type DecimalClaim,
  type DecimalLoan,
  type Entry,
  type Heads,
  type Ledger,
  type Line,
  type Run,
  type Stretch,
} from './claims-decimal-ledger.ts';

const articles: { readonly [Item in Exclude<ClaimItem, 'compound_interest'>]: readonly ArticleRef[] } = {
  principal: [cite(civilCode, '第六百七十五条')],
  interest: [cite(civilCode, '第六百七十四条')],
  overdue_interest: [cite(civilCode, '第六百七十六条')],
  fee: [cite(civilCode, '第五百零九条')],
};

function linesOf(debt: Debt, { accrued, overdueRate }: Ledger, { contract, lender }: DecimalLoan): readonly Line[] {
  const dueOn = dayAt(debt.instalment.dueOn);
  const lines: Line[] = [];
  const line = (item: ClaimItem, origin: Line['origin'], run: Run | null, law: readonly ArticleRef[]) => {
    const accruedFen = accrued(debt, item);
    if (accruedFen.isZero()) return;
    const segments = run === null ? [] : run.stretches.map(segmentOf);
    const paidFen = debt.paid[item];
    const [from, to] = [segments[0]?.from ?? dueOn, segments.at(-1)?.to ?? dueOn];
    lines.push({ item, seq: debt.instalment.seq, origin, from, to, segments, accruedFen, payments: debt.payments[item], paidFen, amountFen: accruedFen.minus(paidFen), articles: law });
  };
  const running = { by: 'running', rate: overdueRate, dayCount: contract.dayCount } as const;
  line('principal', { by: 'schedule' }, null, articles.principal);
  line('interest', debt.interest.origin, debt.interest.run, articles.interest);
  line('fee', { by: 'schedule' }, null, articles.fee);
  line('overdue_interest', running, debt.overdue, articles.overdue_interest);
  const compounding = compoundInterest(lender.kind, contract.signedOn);
  if (compounding !== null) line('compound_interest', running, debt.compound, [compounding]);
  return lines;
}

const capOn = (periods: readonly CapPeriod[], day: number): CapPeriod => (periods.findLast((each) => dayNumber(each.from) <= day) ?? periods[0]) as CapPeriod;

interface Charged {
  readonly owed: Heads;
  readonly repaid: Heads;
}

/** The limits on charges and what may be claimed under each head within them. */
function capOf(loan: DecimalLoan, { principalRepaid, debts }: Ledger, periods: readonly CapPeriod[], lastDay: number, { owed, repaid }: Charged) {
  const atCap = (stretch: Stretch) => {
    const { rate, returnAbove, article } = capOn(periods, stretch.after + 1);
    return { ...segmentOf(stretch), rate, returnAbove, article };
  };
  const changes = [
    ...loan.disbursements.map(({ on, amountFen }) => ({ after: dayNumber(on), by: amountFen })),
    ...principalRepaid.map(({ on, fen }) => ({ after: dayNumber(on), by: fen.neg() })),
    ...periods.map(({ from }) => ({ after: dayNumber(from) - 1, by: zero })),
  ].sort((a, b) => a.after - b.after);
  let base = zero;
  const segments = changes.flatMap(({ after, by }, index) => {
    base = base.plus(by);
    const to = Math.min(changes[index + 1]?.after ?? lastDay, lastDay);
    return base.lte(0) || after >= to ? [] : [atCap({ base, after, to, days: to - after })];
  });
  const turns = periods.slice(1).map(({ from }) => dayNumber(from) - 1);
  const overdueSegments = debts.flatMap(({ instalment, overdue }) =>
    overdue.stretches.flatMap((stretch) => {
      const cuts = [stretch.after, ...turns.filter((each) => stretch.after < each && each < stretch.to), stretch.to];
      return cuts.slice(1).map((to, index) => {
        const after = cuts[index] ?? stretch.after;
        return { seq: instalment.seq, ...atCap({ base: stretch.base, after, to, days: to - after }) };
      });
    }),
  );
  const outsideCharges = loan.contract.charges
    .map((each, index) => ({ ...each, no: index + 1, counts: each.relation !== 'independent' }))
    .filter((each) => dayNumber(each.on) <= lastDay);

  const overduePaid = repaid.overdue_interest.plus(repaid.compound_interest);
  const outside = total(outsideCharges.filter((each) => each.counts).map((each) => each.amountFen));
  const all = limit(chargesAt(segments, 'rate'), repaid.interest.plus(overduePaid).plus(repaid.fee).plus(outside));
  const overdue = limit(chargesAt(overdueSegments, 'rate'), overduePaid);
  const term = limit(all.allowedFen.minus(overdue.allowedFen), repaid.interest);
  const keepableFen = periods.every((each) => each.returnAbove !== null) ? chargesAt(segments, 'returnAbove') : null;
  const setOffFen = keepableFen === null ? zero : Decimal.min(owed.principal, Decimal.max(all.paidFen.minus(keepableFen), 0));

  const interestFen = Decimal.min(owed.interest, term.roomFen, all.roomFen);
  let left = all.roomFen.minus(interestFen);
  const overdueInterestFen = Decimal.min(owed.overdue_interest, overdue.roomFen, left);
  left = left.minus(overdueInterestFen);
  const compoundInterestFen = Decimal.min(owed.compound_interest, overdue.roomFen.minus(overdueInterestFen), left);
  const feeFen = Decimal.min(owed.fee, left.minus(compoundInterestFen));
  const claimableFen = total([interestFen, overdueInterestFen, compoundInterestFen, feeFen]);
  const contractFen = total([owed.interest, owed.overdue_interest, owed.compound_interest, owed.fee]);
  const { rate, article, basis, standing } = capOn(periods, lastDay);
  const found = { rate, article, basis, standing, segments, ...all, outsideCharges, overdue: { ...overdue, segments: overdueSegments }, term };
  const cap: DecimalClaim['cap'] = { ...found, contractFen, claimableFen, reductionFen: contractFen.minus(claimableFen), keepableFen, setOffFen };
  return { cap, heads: { interestFen, overdueInterestFen, compoundInterestFen, feeFen } };
}

const chargesAt = (segments: DecimalClaim['cap']['segments'], column: 'rate' | 'returnAbove'): Decimal =>
  total(segments.map((each) => each.baseFen.times(each.days).times((each[column] ?? each.rate).value))).div(365).toDecimalPlaces(0, Decimal.ROUND_DOWN);

const limit = (allowedFen: Decimal, paidFen: Decimal) => ({ allowedFen, paidFen, roomFen: Decimal.max(allowedFen.minus(paidFen), 0) });

function warningsOf(loan: DecimalLoan, lastDay: number, cap: DecimalClaim['cap']): readonly ClaimWarning[] {
  const { contract, lender, repayments } = loan;
  const [agreed, overdue] = [yearly(contract.rate, contract.dayCount), yearly(overdueRateOf(contract), contract.dayCount)];
  const range = overdueUpliftRange(lender.kind, contract.signedOn);
  const marks = repayments.filter(({ kind }) => kind !== 'reversal').map(({ serialNo, on, amountFen }) => serialNo ?? `${dayNumber(on)} ${amountFen.toFixed()}`);
  const found: readonly (readonly [boolean, ClaimWarning])[] = [
    [repayments.some((each) => dayNumber(each.on) > lastDay), 'repayment_after_as_of'],
    [cap.paidFen.minus(cap.setOffFen).gt(cap.allowedFen), 'paid_charges_exceed_cap'],
    [cap.standing === 'practice', 'cap_rests_on_practice'],
    [contract.compoundInterest && compoundInterest(lender.kind, contract.signedOn) === null, 'compound_interest_not_allowed'],
    [range !== null && overdue.gt(agreed.times(new Decimal(range.most).plus(1))), 'overdue_uplift_too_high'],
    [new Set(marks).size < marks.length, 'repayment_twice'],
    [agreed.gt(1) || overdue.gt(1), 'rate_implausible'],
  ];
  return found.filter(([holds]) => holds).map(([, warning]) => warning);
}

/** The claim on a loan without terms; null where it is refused. */
export function claimOnDecimals(loan: DecimalLoan, asOf: Day, filedOn: Day): DecimalClaim | null {
  const { contract } = loan;
  const lastDay = dayNumber(asOf);
  const disbursements = loan.disbursements.map(({ on, amountFen }, index) => ({ no: index + 1, on, amountFen })).filter((each) => dayNumber(each.on) <= lastDay);
  const disbursedFen = total(disbursements.map((each) => each.amountFen));
  const caps = rateCap(loan.lender.kind, contract.signedOn, filedOn, undefined, asOf);
  if (lastDay < dayNumber(contract.signedOn) || lastDay < dayNumber(civilCode.validFrom) || !caps.ok) return null;
  if (!total(loan.schedule.map((each) => each.principalFen)).eq(contract.principalFen) || contract.principalFen.gt(disbursedFen)) return null;

  const ledger = keepLedger(loan, lastDay);
  const lines = ledger.debts.flatMap((debt) => linesOf(debt, ledger, loan));
  const unpaidSeq = lines.find((line) => line.amountFen.gt(0))?.seq;
  const unpaid = ledger.debts.find(({ instalment }) => instalment.seq === unpaidSeq)?.instalment;
  if (unpaid === undefined || unpaid.dueOn >= lastDay) return null;

  const [owed, repaid] = [nothing(), nothing()];
  for (const { item, amountFen, paidFen } of lines) {
    owed[item] = owed[item].plus(amountFen);
    repaid[item] = repaid[item].plus(paidFen);
  }
  const { cap, heads } = capOf(loan, ledger, caps.value, lastDay, { owed, repaid });
  const principalFen = owed.principal.minus(cap.setOffFen);
  const totalFen = principalFen.plus(cap.claimableFen);
  if (totalFen.isZero()) return null;
  const { overdueYearly } = ledger;
  const capped = overdueYearly.times(365).gt(new Decimal(cap.rate.value).times(yearDays(contract.dayCount)));
  const running = capped ? ({ rate: cap.rate, dayCount: 'actual_365' } as const) : { rate: { value: overdueYearly.toFixed(), per: 'year' } as const, dayCount: contract.dayCount };
  return {
    schema: 'assize/claim/v2',
    reference: loan.reference,
    asOf,
    filedOn,
    dayCount: contract.dayCount,
    lines,
    notDue: ledger.notDue,
    allocations: ledger.entries.map(allocationOf),
    disbursements,
    disbursedFen,
    principalFen,
    ...heads,
    cap,
    totalFen,
    contractTotalFen: owed.principal.plus(cap.contractFen),
    running: { baseFen: principalFen, ...running, from: dayAt(lastDay + 1) },
    overdueDays: lastDay - unpaid.dueOn,
    firstUnpaidDueOn: dayAt(unpaid.dueOn),
    scheduleDifferences: null,
    warnings: warningsOf(loan, lastDay, cap),
  };
}

const allocationOf = ({ no, payment, reversed, left, set }: Entry): DecimalClaim['allocations'][number] => ({
  no,
  on: payment.on,
  serialNo: payment.serialNo,
  kind: payment.kind === 'prepayment' ? 'prepayment' : 'payment',
  amountFen: payment.amountFen,
  reversedFen: reversed,
  feeFen: set.fee,
  overdueInterestFen: set.overdue_interest,
  compoundInterestFen: set.compound_interest,
  interestFen: set.interest,
  principalFen: set.principal,
  unappliedFen: left,
});
