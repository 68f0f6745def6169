/** The claim: what may be asked for on a loan as of a day, under the contract, the Civil Code and the rate cap. */
import {
  accept,
  addFen,
  assert,
  daysBetween,
  isAfter,
  isBefore,
  minFen,
  refuse,
  subtractFen,
  type Day,
  type Fen,
  type Outcome,
  type Rate,
} from '../kernel/index.ts';
import { cite, civilCode, rateCap, type CapPeriod } from '../rulebook/index.ts';
import { dailyRate, exceeds, yearlyRate } from './accrual.ts';
import { capCharges, capOn, capSegments } from './cap.ts';
import type { CapFinding, Claim, ClaimItem, ClaimLine, ClaimOutcome, ClaimRefusal, ClaimWarning, Segment } from './claim.ts';
import { accrued, keepLedger, type Debt, type Ledger } from './ledger.ts';
import type { Loan } from './loan-file.ts';

/**
 * What is owed on `loan` at the end of `asOf`, for a claim filed on `filedOn` (which the rate cap may depend on).
 * Repayments after `asOf` are left out. Refused where the law of those days is not in the rulebook, where the loan
 * file contradicts itself, where no dispute has arisen, and where nothing is owed.
 */
export function computeClaim(loan: Loan, asOf: Day, filedOn: Day = asOf): ClaimOutcome {
  const usable = checkLoan(loan, asOf);
  if (!usable.ok) return usable;
  const caps = rateCap(loan.lender.kind, loan.contract.signedOn, filedOn);
  if (!caps.ok) return caps;

  const ledger = keepLedger(loan, asOf);
  const lines = ledger.debts.flatMap((debt) => linesOf(debt, ledger.overdueDaily, loan));
  const firstUnpaidSeq = lines.find((line) => line.amountFen > 0n)?.seq;
  const firstUnpaid = ledger.debts.find((debt) => debt.seq === firstUnpaidSeq);
  const everythingDue = ledger.debts.length === loan.schedule.length;
  if (!firstUnpaid) return everythingDue ? refuse('nothing_owed') : refuse('dispute_not_arisen');
  if (!isBefore(firstUnpaid.dueOn, asOf)) return refuse('dispute_not_arisen', { firstUnpaidDueOn: firstUnpaid.dueOn.toString() });

  const owed = (item: ClaimItem): Fen => sumOf(lines, item, 'amountFen');
  const paid = (item: ClaimItem): Fen => sumOf(lines, item, 'paidFen');
  const current = capOn(caps.value, asOf);
  const cap = capCharges(
    capSegments(loan, ledger.principalRepaid, caps.value, asOf),
    current,
    addFen(paid('fee'), paid('interest'), paid('overdue_interest')),
    addFen(owed('fee'), owed('interest'), owed('overdue_interest')),
  );
  const principalFen = owed('principal');
  const totalFen = addFen(principalFen, cap.claimableFen);
  if (totalFen === 0n) return refuse('nothing_owed', { chargesAboveCapFen: cap.reductionFen.toString() });

  return accept({
    schema: 'assize/claim/v1',
    reference: loan.reference,
    asOf,
    filedOn,
    dayCount: loan.contract.dayCount,
    lines,
    allocations: ledger.allocations,
    disbursedFen: disbursedBy(loan, asOf),
    principalFen,
    ...reduceCharges(owed('fee'), owed('overdue_interest'), owed('interest'), cap.reductionFen),
    cap,
    totalFen,
    running: { baseFen: principalFen, ...runningRate(loan, current), from: asOf.add({ days: 1 }) },
    overdueDays: daysBetween(firstUnpaid.dueOn, asOf),
    firstUnpaidDueOn: firstUnpaid.dueOn,
    warnings: warningsOf(ledger, cap),
  });
}

function checkLoan(loan: Loan, asOf: Day): Outcome<null, ClaimRefusal> {
  const { signedOn, principalFen } = loan.contract;
  const scheduledFen = addFen(...loan.schedule.map((each) => each.principalFen));
  const disbursedFen = disbursedBy(loan, asOf);
  if (isBefore(asOf, signedOn)) return refuse('as_of_before_contract', { asOf: asOf.toString(), signedOn: signedOn.toString() });
  if (isBefore(asOf, civilCode.validFrom)) {
    return refuse('law_outside_known_dates', { day: asOf.toString(), knownFrom: civilCode.validFrom.toString() });
  }
  if (scheduledFen !== principalFen) {
    return refuse('schedule_does_not_sum', { scheduledFen: scheduledFen.toString(), principalFen: principalFen.toString() });
  }
  // Interest kept back at the start is not principal: what was paid out is what is owed (Civil Code art. 670).
  if (principalFen > disbursedFen) {
    return refuse('principal_exceeds_disbursement', { principalFen: principalFen.toString(), disbursedFen: disbursedFen.toString() });
  }
  return accept(null);
}

const disbursedBy = (loan: Loan, asOf: Day): Fen =>
  addFen(...loan.disbursements.filter((each) => !isAfter(each.on, asOf)).map((each) => each.amountFen));

const sumOf = (lines: readonly ClaimLine[], item: ClaimItem, column: 'amountFen' | 'paidFen'): Fen =>
  addFen(...lines.filter((line) => line.item === item).map((line) => line[column]));

const articles = {
  principal: [cite(civilCode, '第六百七十五条')],
  interest: [cite(civilCode, '第六百七十四条')],
  fee: [cite(civilCode, '第五百零九条')],
  overdue_interest: [cite(civilCode, '第六百七十六条')],
} as const;

/** The lines of one instalment; a head under which nothing ever fell due has none. */
function linesOf(debt: Debt, overdueDaily: Ledger['overdueDaily'], loan: Loan): readonly ClaimLine[] {
  const { seq, dueOn, earned, overdueSegments } = debt;
  const line = (item: ClaimItem, part: keyof Debt['paid'], running: Running | null = null): readonly ClaimLine[] => {
    const accruedFen = accrued(debt, part, overdueDaily);
    if (accruedFen === 0n) return [];
    const paidFen = debt.paid[part];
    const fixed = { baseFen: accruedFen, rate: null, from: dueOn, to: dueOn, days: 0, segments: [] };
    const made = running === null ? fixed : { ...spanOf(running.segments), ...running };
    return [{ item, seq, ...made, accruedFen, paidFen, amountFen: subtractFen(accruedFen, paidFen), articles: articles[item] }];
  };
  return [
    ...line('principal', 'principal'),
    ...line('interest', 'interest', earned && { rate: earned.rate, segments: [earned.segment] }),
    ...line('fee', 'fee'),
    ...line('overdue_interest', 'overdue', { rate: loan.contract.overdueRate ?? loan.contract.rate, segments: overdueSegments }),
  ];
}

type Running = Pick<ClaimLine, 'segments'> & { readonly rate: Rate };

function spanOf(segments: readonly Segment[]): Pick<ClaimLine, 'baseFen' | 'from' | 'to' | 'days'> {
  const first = segments[0];
  const last = segments.at(-1);
  assert(first && last, 'interest that runs has run for at least a day');
  return { baseFen: last.baseFen, from: first.from, to: last.to, days: segments.reduce((sum, each) => sum + each.days, 0) };
}

/** The cap takes from fees first, then from overdue interest, then from interest. */
function reduceCharges(feeFen: Fen, overdueInterestFen: Fen, interestFen: Fen, reductionFen: Fen): Pick<Claim, 'feeFen' | 'overdueInterestFen' | 'interestFen'> {
  const offFee = minFen(feeFen, reductionFen);
  const offOverdue = minFen(overdueInterestFen, subtractFen(reductionFen, offFee));
  return {
    feeFen: subtractFen(feeFen, offFee),
    overdueInterestFen: subtractFen(overdueInterestFen, offOverdue),
    interestFen: subtractFen(interestFen, subtractFen(reductionFen, addFen(offFee, offOverdue))),
  };
}

/** The lower of the overdue rate and the cap, compared by the day. */
function runningRate(loan: Loan, cap: CapPeriod): Pick<Claim['running'], 'rate' | 'dayCount'> {
  const { rate, overdueRate, dayCount } = loan.contract;
  const agreed = overdueRate ?? rate;
  const capped = exceeds(dailyRate(agreed, dayCount), dailyRate(cap.rate, 'actual_365'));
  return capped ? { rate: cap.rate, dayCount: 'actual_365' } : { rate: yearlyRate(agreed, dayCount), dayCount };
}

function warningsOf(ledger: Ledger, cap: CapFinding): readonly ClaimWarning[] {
  const warnings: ClaimWarning[] = [];
  if (ledger.repaidAfterAsOf) warnings.push('repayment_after_as_of');
  if (cap.paidFen > cap.allowedFen) warnings.push('paid_charges_exceed_cap');
  if (cap.standing === 'practice') warnings.push('cap_rests_on_practice');
  return warnings;
}
