/** The instalments of a loan in the order in which they fall due: the schedule, cut short by acceleration. */
import { dayNumber, fen, isAfter, type Day } from '../kernel/index.ts';
import { countDays, dailyRate, interestOf, runOn, type Run } from './accrual.ts';
import type { LineOrigin } from './claim.ts';
import type { Loan } from './loan-file.ts';

export interface Instalment {
  readonly seq: number;
  /** The day it is due: the schedule's, or the day of the notice that made the whole loan due. */
  readonly dueOn: number;
  /** Its interest is counted from the day after this one: the due day before, or the first disbursement. */
  readonly after: number;
  readonly accelerated: boolean;
  readonly principalFen: bigint;
  readonly interestFen: bigint;
  readonly feeFen: bigint;
}

/** Part of an instalment's principal, paid before it was due. */
export interface Prepaid {
  /** The place of the instalment in the order of due days. */
  readonly index: number;
  readonly on: number;
  readonly fen: bigint;
}

/**
 * A notice of acceleration makes the rest of the principal due on the day of the notice. Fees and interest of those
 * later instalments are not owed, except the interest of the running period up to the notice.
 */
export function instalmentsOf(loan: Loan, asOf: Day): readonly Instalment[] {
  const notice = loan.acceleration?.noticedOn;
  const noticedOn = notice === undefined || isAfter(notice, asOf) ? Infinity : dayNumber(notice);
  const rows = loan.schedule.map((row) => ({ row, due: dayNumber(row.dueOn) })).sort((a, b) => a.due - b.due || a.row.seq - b.row.seq);
  let after = Math.min(...loan.disbursements.map((each) => dayNumber(each.on)));
  let running = true;
  return rows.map(({ row, due }) => {
    const accelerated = due > noticedOn;
    const owesCharges = !accelerated || running;
    const instalment: Instalment = {
      seq: row.seq,
      dueOn: accelerated ? noticedOn : due,
      after,
      accelerated,
      principalFen: row.principalFen,
      interestFen: owesCharges ? row.interestFen : 0n,
      feeFen: accelerated ? 0n : row.feeFen,
    };
    if (accelerated) running = false;
    else after = due;
    return instalment;
  });
}

export interface InterestDue {
  readonly fen: bigint;
  readonly origin: LineOrigin;
  /** Where the sum is not simply the schedule's, the principal it was earned on. */
  readonly run: Run | null;
}

const asScheduled = (interestFen: bigint): InterestDue => ({ fen: interestFen, origin: { by: 'schedule' }, run: null });

/**
 * The interest of an instalment when it falls due: the schedule's; after a prepayment (Civil Code art. 677) the share of
 * it that the principal still outstanding bears; on acceleration what was earned by the day up to the notice, never more
 * than the schedule has for the period.
 */
export function interestDue(loan: Loan, instalments: readonly Instalment[], index: number, prepaid: readonly Prepaid[]): InterestDue {
  const instalment = instalments[index];
  if (instalment === undefined || instalment.interestFen === 0n) return asScheduled(0n);
  const { accelerated, after, dueOn, interestFen } = instalment;
  const of = prepaid.filter((each) => each.index >= index && each.on < dueOn);
  if (after >= dueOn) return asScheduled(accelerated ? 0n : interestFen);
  if (!accelerated && of.length === 0) return asScheduled(interestFen);

  const { rate, dayCount } = loan.contract;
  const wholeFen = instalments.slice(index).reduce((sum, each) => sum + each.principalFen, 0n);
  // A share of time does not depend on how the contract counts days; interest by the day does.
  const run = outstanding(wholeFen, of, after, dueOn, accelerated ? dayCount : 'actual_365');
  if (accelerated) {
    const earnedFen = interestOf(run.number, dailyRate(rate, dayCount));
    return earnedFen > interestFen ? asScheduled(interestFen) : { fen: earnedFen, origin: { by: 'running', rate, dayCount }, run };
  }
  const fullNumber = wholeFen * BigInt(countDays(after, dueOn, 'actual_365'));
  const sharedFen = interestOf(run.number, { numerator: interestFen, denominator: fullNumber });
  return { fen: sharedFen, origin: { by: 'prepaid', scheduledFen: fen(interestFen), fullNumber }, run };
}

/** The principal of the period day by day; on the day of a prepayment it still stands. */
function outstanding(wholeFen: bigint, prepaid: readonly Prepaid[], after: number, to: number, dayCount: Loan['contract']['dayCount']): Run {
  const run: Run = { stretches: [], number: 0n };
  let baseFen = wholeFen;
  for (const { on, fen: paidFen } of prepaid) {
    runOn(run, baseFen, after, Math.min(on, to), dayCount);
    baseFen -= paidFen;
  }
  runOn(run, baseFen, after, to, dayCount);
  return run;
}
