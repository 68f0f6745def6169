/**
 * What an award may order on its day: the claim reckoned again to that day, on the instalments that were asked for, under
 * the same cap, and under no head more than the requests: what was asked for, and for overdue interest what has run on
 * since by the request itself.
 */
import { accept, addFen, assert, dayAt, dayNumber, fen, maxFen, minFen, refuse, subtractFen, zeroFen, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { shippedLpr, type LprTable } from '../rulebook/index.ts';
import { countDays, dailyRate, interestOf } from './accrual.ts';
import { chargeItems, withinLimits } from './cap.ts';
import { headOf, type Claim, type ClaimItem, type ClaimRefusal } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import type { Loan } from './loan-file.ts';

export interface AwardSums {
  /** The day to whose end the sums are reckoned: the day of the award. */
  readonly on: Day;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly compoundInterestFen: Fen;
  readonly feeFen: Fen;
  readonly totalFen: Fen;
  /** What has run on since the day of the claim, by the request: its base × its rate × `days`. */
  readonly ran: { readonly days: number; readonly fen: Fen };
  /** Overdue interest on the instalments asked for, reckoned by the contract to the day of the award. */
  readonly overdueByContractFen: Fen;
  /** The cap on the whole loan on that day. */
  readonly cap: Claim['cap'];
  /** What it takes off what was asked for. */
  readonly reductionFen: Fen;
  /** What repayments after the day of the claim have paid. */
  readonly repaidSinceFen: Fen;
  /** Instalments that fell due after the day of the claim, which nobody has asked for. */
  readonly fallenDueSince: readonly number[];
  /** What runs on from the day after the award. */
  readonly running: Claim['running'];
}

/** Refused where the claim cannot be reckoned to that day, or nothing of what was asked for is still owed. */
export function awardSums(loan: Loan, claim: Claim, on: Day, lpr: LprTable = shippedLpr): Outcome<AwardSums, ClaimRefusal> {
  const again = computeClaim(loan, on, claim.filedOn, lpr);
  if (!again.ok) return again;
  const { lines, cap, allocations } = again.value;

  const askedFor = new Set(claim.lines.map(({ seq }) => seq));
  const owed = (item: ClaimItem): Fen => fen(lines.reduce((sum, line) => (line.item === item && askedFor.has(line.seq) ? sum + line.amountFen : sum), 0n));
  const ran = ranOn(claim.running, claim.asOf, on);
  const within = (item: ClaimItem): Fen => minFen(owed(item), item === 'overdue_interest' ? addFen(claim.overdueInterestFen, ran.fen) : claim[headOf[item]]);

  const principalFen = minFen(claim.principalFen, maxFen(zeroFen, subtractFen(owed('principal'), cap.setOffFen)));
  const charges = withinLimits(within, cap);
  const chargesFen = addFen(charges.interestFen, charges.overdueInterestFen, charges.compoundInterestFen, charges.feeFen);
  const totalFen = addFen(principalFen, chargesFen);
  if (totalFen <= 0n) return refuse('nothing_owed', { on: on.toString() });
  assert(totalFen <= claim.totalFen + ran.fen, 'an award orders no more than was asked for');
  return accept({
    on,
    principalFen,
    ...charges,
    totalFen,
    ran,
    overdueByContractFen: owed('overdue_interest'),
    cap,
    reductionFen: subtractFen(addFen(...chargeItems.map(within)), chargesFen),
    repaidSinceFen: addFen(...allocations.slice(claim.allocations.length).map((each) => subtractFen(each.amountFen, each.reversedFen))),
    fallenDueSince: [...new Set(lines.map(({ seq }) => seq))].filter((seq) => !askedFor.has(seq)),
    running: { ...claim.running, baseFen: minFen(claim.running.baseFen, principalFen), from: dayAt(dayNumber(on) + 1) },
  });
}

function ranOn({ baseFen, rate, dayCount }: Claim['running'], asOf: Day, on: Day): AwardSums['ran'] {
  const days = countDays(dayNumber(asOf), dayNumber(on), dayCount);
  assert(days >= 0, 'an award is made on or after the day of the claim');
  return { days, fen: interestOf(baseFen * BigInt(days), dailyRate(rate, dayCount)) };
}
