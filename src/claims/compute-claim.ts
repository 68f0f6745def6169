/** The claim: what may be asked for on a loan as of a day, under the contract, the Civil Code and the rate cap. */
import {
  accept,
  addFen,
  dayAt,
  dayNumber,
  decimalFraction,
  fen,
  isAfter,
  isBefore,
  refuse,
  subtractFen,
  sumFen,
  type Day,
  type Fen,
  type Outcome,
  type Rate,
} from '../kernel/index.ts';
import { cite, civilCode, overdueUpliftRange, rateCap, shippedLpr, type ArticleRef, type CapPeriod, type LprTable } from '../rulebook/index.ts';
import { dailyRate, exceeds, segmentOf, yearDays, yearlyRate, type Run } from './accrual.ts';
import { capCharges, capOn, capSegments, outsideChargesBy, overdueSegments } from './cap.ts';
import type { CapFinding, Claim, ClaimItem, ClaimLine, ClaimOutcome, ClaimRefusal, ClaimWarning, LineOrigin } from './claim.ts';
import { accruedOf, keepLedger, nothing, type Debt, type Ledger } from './ledger.ts';
import type { Loan } from './loan-file.ts';
import { scheduleDifferences } from './terms.ts';

/**
 * What is owed on `loan` at the end of `asOf`, for a claim filed on `filedOn` (which the rate cap may depend on).
 * Repayments after `asOf` are left out. Refused where the law of those days is not in the rulebook, where the loan
 * file contradicts itself, where no dispute has arisen, and where nothing is owed.
 */
export function computeClaim(loan: Loan, asOf: Day, filedOn: Day = asOf, lpr: LprTable = shippedLpr): ClaimOutcome {
  const disbursements = disbursedBy(loan, asOf);
  const disbursedFen = sumFen(disbursements.map((each) => each.amountFen));
  const usable = checkLoan(loan, disbursedFen, asOf, filedOn);
  if (!usable.ok) return usable;
  const caps = rateCap(loan.lender.kind, loan.contract.signedOn, filedOn, lpr, asOf);
  if (!caps.ok) return caps;
  const kept = keepLedger(loan, asOf);
  if (!kept.ok) return kept;

  const ledger = kept.value;
  const lines = ledger.debts.flatMap((debt) => linesOf(debt, ledger, loan.contract.dayCount));
  const firstUnpaidSeq = lines.find((line) => line.amountFen > 0n)?.seq;
  const firstUnpaid = ledger.debts.find((debt) => debt.instalment.seq === firstUnpaidSeq);
  if (firstUnpaid === undefined) return ledger.notDue.length === 0 ? refuse('nothing_owed') : refuse('dispute_not_arisen');
  const firstUnpaidDueOn = dayAt(firstUnpaid.instalment.dueOn);
  if (!isBefore(firstUnpaidDueOn, asOf)) return refuse('dispute_not_arisen', { firstUnpaidDueOn: firstUnpaidDueOn.toString() });

  const { owed, repaid } = headsOf(lines);
  const current = capOn(caps.value, dayNumber(asOf));
  const { interestFen, overdueInterestFen, compoundInterestFen, feeFen, ...cap } = capCharges({
    segments: capSegments(loan, ledger.principalRepaid, caps.value, asOf),
    overdueSegments: overdueSegments(ledger.debts, caps.value),
    periods: caps.value,
    current,
    outsideCharges: outsideChargesBy(loan, asOf),
    owed,
    repaid,
  });
  const principalFen = subtractFen(owed('principal'), cap.setOffFen);
  const totalFen = addFen(principalFen, cap.claimableFen);
  if (totalFen === 0n) return refuse('nothing_owed', { chargesAboveCapFen: cap.reductionFen.toString(), setOffFen: cap.setOffFen.toString() });

  const differences = scheduleDifferences(loan);
  return accept({
    schema: 'assize/claim/v2',
    reference: loan.reference,
    asOf,
    filedOn,
    dayCount: loan.contract.dayCount,
    lines,
    notDue: ledger.notDue,
    allocations: ledger.allocations,
    disbursements,
    disbursedFen,
    principalFen,
    interestFen,
    overdueInterestFen,
    compoundInterestFen,
    feeFen,
    cap,
    totalFen,
    contractTotalFen: addFen(owed('principal'), cap.contractFen),
    running: { baseFen: principalFen, ...runningRate(ledger.overdueRate, loan.contract.dayCount, current), from: dayAt(dayNumber(asOf) + 1) },
    overdueDays: dayNumber(asOf) - dayNumber(firstUnpaidDueOn),
    firstUnpaidDueOn,
    scheduleDifferences: differences,
    warnings: warningsOf(loan, ledger, cap, differences),
  });
}

function checkLoan(loan: Loan, disbursedFen: Fen, asOf: Day, filedOn: Day): Outcome<null, ClaimRefusal> {
  const { signedOn, principalFen, overdueRate, overdueUplift } = loan.contract;
  if (isBefore(asOf, signedOn)) return refuse('as_of_before_contract', { asOf: asOf.toString(), signedOn: signedOn.toString() });
  // The law of a day before the contract would cap it by rules that were never its own.
  if (isBefore(filedOn, signedOn)) return refuse('as_of_before_contract', { filedOn: filedOn.toString(), signedOn: signedOn.toString() });
  if (isBefore(asOf, civilCode.validFrom)) {
    return refuse('law_outside_known_dates', { day: asOf.toString(), knownFrom: civilCode.validFrom.toString() });
  }
  if (overdueRate !== null && overdueUplift !== null) return refuse('overdue_rate_given_twice', { overdueRate: overdueRate.value, overdueUplift });
  const scheduledFen = sumFen(loan.schedule.map((each) => each.principalFen));
  if (scheduledFen !== principalFen) {
    return refuse('schedule_does_not_sum', { scheduledFen: scheduledFen.toString(), principalFen: principalFen.toString() });
  }
  // Interest kept back at the start is not principal: what was paid out is what is owed (Civil Code art. 670).
  if (principalFen > disbursedFen) {
    return refuse('principal_exceeds_disbursement', { principalFen: principalFen.toString(), disbursedFen: disbursedFen.toString() });
  }
  return accept(null);
}

const disbursedBy = (loan: Loan, asOf: Day): Claim['disbursements'] =>
  loan.disbursements.map(({ on, amountFen }, index) => ({ no: index + 1, on, amountFen })).filter((each) => !isAfter(each.on, asOf));

/** The lines added up under each head. */
function headsOf(lines: readonly ClaimLine[]) {
  const [owed, repaid] = [nothing(), nothing()];
  for (const { item, amountFen, paidFen } of lines) {
    owed[item] += amountFen;
    repaid[item] += paidFen;
  }
  return { owed: (item: ClaimItem): Fen => fen(owed[item]), repaid: (item: ClaimItem): Fen => fen(repaid[item]) };
}

const articles: { readonly [Item in Exclude<ClaimItem, 'compound_interest'>]: readonly ArticleRef[] } = {
  principal: [cite(civilCode, '第六百七十五条')],
  interest: [cite(civilCode, '第六百七十四条')],
  overdue_interest: [cite(civilCode, '第六百七十六条')],
  fee: [cite(civilCode, '第五百零九条')],
};

const none: ClaimLine['segments'] = [];

/** The lines of one instalment; a head under which nothing ever fell due has none. */
function linesOf(debt: Debt, { overdueRate, overdueDaily, compounding }: Ledger, dayCount: Claim['dayCount']): readonly ClaimLine[] {
  const { instalment, interest, overdue, compound } = debt;
  const dueOn = dayAt(instalment.dueOn);
  const lines: ClaimLine[] = [];
  const line = (item: ClaimItem, origin: LineOrigin, run: Run | null, law: readonly ArticleRef[]) => {
    const accruedFen = fen(accruedOf(debt, item, overdueDaily));
    if (accruedFen === 0n) return;
    const segments = run?.stretches.map(segmentOf) ?? none;
    const paidFen = fen(debt.paid[item]);
    lines.push({
      item,
      seq: instalment.seq,
      origin,
      from: segments[0]?.from ?? dueOn,
      to: segments.at(-1)?.to ?? dueOn,
      segments,
      accruedFen,
      payments: debt.payments[item],
      paidFen,
      amountFen: subtractFen(accruedFen, paidFen),
      articles: law,
    });
  };
  const running: LineOrigin = { by: 'running', rate: overdueRate, dayCount };
  line('principal', { by: 'schedule' }, null, articles.principal);
  line('interest', interest.origin, interest.run, articles.interest);
  line('fee', { by: 'schedule' }, null, articles.fee);
  line('overdue_interest', running, overdue, articles.overdue_interest);
  if (compounding !== null) line('compound_interest', running, compound, [compounding]);
  return lines;
}

/** The lower of the overdue rate and the cap, compared by the day. */
function runningRate(agreed: Rate, dayCount: Claim['dayCount'], cap: CapPeriod): Pick<Claim['running'], 'rate' | 'dayCount'> {
  const capped = exceeds(dailyRate(agreed, dayCount), dailyRate(cap.rate, 'actual_365'));
  return capped ? { rate: cap.rate, dayCount: 'actual_365' } : { rate: yearlyRate(agreed, dayCount), dayCount };
}

function warningsOf(loan: Loan, { repaidAfterAsOf, overdueRate, compounding }: Ledger, cap: CapFinding, differences: Claim['scheduleDifferences']): readonly ClaimWarning[] {
  const { contract, repayments } = loan;
  const warnings: ClaimWarning[] = [];
  if (repaidAfterAsOf) warnings.push('repayment_after_as_of');
  if (subtractFen(cap.paidFen, cap.setOffFen) > cap.allowedFen) warnings.push('paid_charges_exceed_cap');
  if (cap.standing === 'practice') warnings.push('cap_rests_on_practice');
  if (differences !== null && differences.length > 0) warnings.push('schedule_differs_from_terms');
  if (contract.compoundInterest && compounding === null) warnings.push('compound_interest_not_allowed');
  if (upliftTooHigh(loan, overdueRate)) warnings.push('overdue_uplift_too_high');
  if (isPaidTwice(repayments)) warnings.push('repayment_twice');
  if (isImplausible(contract.rate, contract.dayCount) || isImplausible(overdueRate, contract.dayCount)) warnings.push('rate_implausible');
  return warnings;
}

function upliftTooHigh({ contract, lender }: Loan, overdueRate: Rate): boolean {
  const range = overdueUpliftRange(lender.kind, contract.signedOn);
  if (range === null) return false;
  const agreed = dailyRate(contract.rate, contract.dayCount);
  const most = decimalFraction(range.most);
  return exceeds(dailyRate(overdueRate, contract.dayCount), {
    numerator: agreed.numerator * (most.denominator + most.numerator),
    denominator: agreed.denominator * most.denominator,
  });
}

function isPaidTwice(repayments: Loan['repayments']): boolean {
  const seen = new Set<string>();
  return repayments.some(({ kind, serialNo, on, amountFen }) => {
    if (kind === 'reversal') return false;
    const mark = serialNo ?? `${dayNumber(on)} ${amountFen}`;
    if (seen.has(mark)) return true;
    seen.add(mark);
    return false;
  });
}

/** More than 1 a year. */
const isImplausible = (rate: Rate, dayCount: Claim['dayCount']): boolean => exceeds(dailyRate(rate, dayCount), { numerator: 1n, denominator: BigInt(yearDays(dayCount)) });
