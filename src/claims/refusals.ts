import type { ClaimRefusal } from './claim.ts';

/** What to tell a person when no claim can be made, and what to do about it. */
export const claimRefusalTable: { readonly [Code in ClaimRefusal]: readonly [message: string, fix: string] } = {
  as_of_before_contract: ['the day of the claim, or of its filing, is before the contract', 'give a later day'],
  law_outside_known_dates: ['the law on the dates of this loan is not in the rulebook', 'have the rulebook extended'],
  schedule_does_not_sum: ['the schedule does not add up to the principal', 'export the whole schedule'],
  principal_exceeds_disbursement: ['more principal than was paid out', 'claim the sum that was paid out'],
  rate_outside_known_dates: ['the cap on the rate is not known for the dates of this loan', 'have the rulebook extended'],
  lender_kind_has_no_cap_on_this_day: ['no cap on the rate is known for this kind of lender on the day of the claim', 'check the kind of lender in the mapping'],
  overdue_rate_given_twice: ['the contract gives both a rate and an uplift for what is overdue', 'keep the one that the contract has'],
  reversal_without_payment: ['a reversal names no payment of this loan, or takes back more than was paid', 'name the serial number of the payment that was reversed'],
  dispute_not_arisen: ['nothing is overdue yet', 'file the case when an instalment is overdue'],
  nothing_owed: ['everything was paid', 'nothing; there is no case'],
};
