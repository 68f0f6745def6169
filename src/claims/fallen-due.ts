/** What has fallen due on a loan by a day: the schedule, cut short by acceleration. */
import { addFen, compareDays, isAfter, zeroFen, type Day, type Fen, type Rate } from '../kernel/index.ts';
import { dailyRate, interestOn, segmentBetween } from './accrual.ts';
import type { Segment } from './claim.ts';
import type { Loan } from './loan-file.ts';

/** An instalment that is due: its principal, its fee, and its interest with how that came about. */
export interface DueInstalment {
  readonly seq: number;
  readonly dueOn: Day;
  readonly principalFen: Fen;
  readonly feeFen: Fen;
  readonly interestFen: Fen;
  /** Set where the interest was not taken from the schedule but earned by the day up to an acceleration. */
  readonly earned: { readonly rate: Rate; readonly segment: Segment } | null;
}

/**
 * The instalments due by `asOf`, oldest first. A notice of acceleration makes the rest of the principal due on the day
 * of the notice. Fees and interest of those later instalments are not owed, except interest earned in the running
 * period up to the notice.
 */
export function fallenDue(loan: Loan, asOf: Day): readonly DueInstalment[] {
  const schedule = loan.schedule.toSorted((a, b) => compareDays(a.dueOn, b.dueOn) || a.seq - b.seq);
  const noticedOn = loan.acceleration?.noticedOn;
  const accelerated = noticedOn !== undefined && !isAfter(noticedOn, asOf) ? noticedOn : null;
  const due = schedule.filter((each) => !isAfter(each.dueOn, accelerated ?? asOf)).map((each): DueInstalment => ({ ...each, earned: null }));
  if (accelerated === null) return due;

  const rest = schedule.slice(due.length);
  return [
    ...due,
    ...rest.map(({ seq, principalFen }, index): DueInstalment => ({
      seq,
      dueOn: accelerated,
      principalFen,
      feeFen: zeroFen,
      ...(index === 0 ? earnedInterest(loan, rest, due.at(-1)?.dueOn, accelerated) : { interestFen: zeroFen, earned: null }),
    })),
  ];
}

/** Interest on the principal not yet due, from the last due day to the notice; never more than the schedule has for the period. */
function earnedInterest(loan: Loan, rest: Loan['schedule'], lastDueOn: Day | undefined, noticedOn: Day): Pick<DueInstalment, 'interestFen' | 'earned'> {
  const scheduledFen = rest[0]?.interestFen ?? zeroFen;
  const { rate, dayCount } = loan.contract;
  const after = lastDueOn ?? loan.disbursements.map((each) => each.on).sort(compareDays)[0] ?? noticedOn;
  if (!isAfter(noticedOn, after)) return { interestFen: zeroFen, earned: null };
  const segment = segmentBetween(addFen(...rest.map((each) => each.principalFen)), after, noticedOn);
  const interestFen = interestOn([segment], dailyRate(rate, dayCount));
  return interestFen > scheduledFen ? { interestFen: scheduledFen, earned: null } : { interestFen, earned: { rate, segment } };
}
