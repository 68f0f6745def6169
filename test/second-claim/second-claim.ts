/** Asks PostgreSQL for the claim, as `claim.sql` reckons it, and puts our own in the same form. */
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { ClaimOutcome } from '../../src/claims/index.ts';
import { canonicalText } from '../../src/kernel/index.ts';
import { shippedLpr } from '../../src/rulebook/index.ts';
import type { RandomLoan } from './random-loans.ts';

/** Sums in fen, all below 2^53; or `{ refusal }`. */
export type Figures = Readonly<Record<string, unknown>>;

export async function prepareSecondClaim(client: pg.Client): Promise<void> {
  await client.query(await readFile(new URL('claim.sql', import.meta.url), 'utf8'));
  const { publications, knownUntil } = shippedLpr;
  const published = publications.map((each) => each.publishedOn.toString());
  await client.query('insert into second_claim.one_year_lpr select * from unnest($1::date[], $2::date[], $3::numeric[])', [
    published,
    [...published.slice(1), knownUntil.toString()],
    publications.map((each) => each.oneYearPercent),
  ]);
}

export async function secondClaims(client: pg.Client, loans: readonly RandomLoan[]): Promise<readonly Figures[]> {
  const { rows } = await client.query<{ claim: Figures }>(
    `select second_claim.claim(loan, as_of, filed_on) as claim
     from unnest($1::jsonb[], $2::date[], $3::date[]) with ordinality as each(loan, as_of, filed_on, place) order by place`,
    [loans.map(({ loan }) => canonicalText(loan)), loans.map(({ asOf }) => asOf.toString()), loans.map(({ filedOn }) => filedOn.toString())],
  );
  return rows.map(({ claim }) => claim);
}

/** In the second reckoning, whatever keeps the cap from being known is one refusal. */
const refusals: Readonly<Record<string, string>> = { rate_outside_known_dates: 'no_cap_known', lender_kind_has_no_cap_on_this_day: 'no_cap_known' };

export function figuresOf(outcome: ClaimOutcome): Figures {
  if (!outcome.ok) return { refusal: refusals[outcome.refusal.code] ?? outcome.refusal.code };
  const claim = outcome.value;
  const { cap, running } = claim;
  return {
    principal: Number(claim.principalFen),
    fee: Number(claim.feeFen),
    interest: Number(claim.interestFen),
    overdueInterest: Number(claim.overdueInterestFen),
    compoundInterest: Number(claim.compoundInterestFen),
    total: Number(claim.totalFen),
    contractTotal: Number(claim.contractTotalFen),
    capAllowed: Number(cap.allowedFen),
    capPaid: Number(cap.paidFen),
    capReduction: Number(cap.reductionFen),
    overdueAllowed: Number(cap.overdue.allowedFen),
    overdueRoom: Number(cap.overdue.roomFen),
    termAllowed: Number(cap.term.allowedFen),
    capKeepable: cap.keepableFen === null ? null : Number(cap.keepableFen),
    capSetOff: Number(cap.setOffFen),
    runningBase: Number(running.baseFen),
    runningRate: running.rate.value,
    firstUnpaidDueOn: claim.firstUnpaidDueOn.toString(),
    allocations: claim.allocations.map((each) => [
      Number(each.feeFen),
      Number(each.interestFen),
      Number(each.overdueInterestFen),
      Number(each.compoundInterestFen),
      Number(each.principalFen),
      Number(each.unappliedFen),
    ]),
  };
}
