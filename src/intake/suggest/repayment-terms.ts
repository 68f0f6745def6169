/** How the schedule comes about, where columns and profile together say all of it: half of it would be a guess. */
import type { Rule } from '../mapping.ts';
import type { Day, Drafting } from './drafting.ts';
import type { Found } from './matching.ts';
import { countRule, dayRule, interestByRule, methodRule } from './rules.ts';
import { interestByOf, methodOf } from './synonyms.ts';

export function repaymentTerms({ loan, named, profile, propose, note }: Drafting, paidOut: Day) {
  const own = profile.contract?.terms;
  const recognised = (found: Found | undefined, meaning: (text: string) => unknown) =>
    found !== undefined && found.column.distinct.length > 0 && found.column.distinct.every((text) => meaning(text) !== null) ? found : undefined;
  const method = recognised(loan.get('contract.terms.method'), methodOf);
  const interestBy = recognised(loan.get('contract.terms.interestBy'), interestByOf);
  const [term, first] = [loan.get('term'), loan.get('firstDueOn')];
  const every = own?.every;
  const isMonthly = every?.unit === 'month' && every.count === 1;
  const periods = term === undefined || term.column.header.atoms.has('daily') || (term.column.header.atoms.has('month') && !isMonthly) ? undefined : term;

  const said =
    (method ?? own?.method) !== undefined && (interestBy ?? own?.interestBy) !== undefined && every !== undefined && own?.monthEnd !== undefined && own.rounding !== undefined && own.feeFen !== undefined;
  if (!said || periods === undefined || first === undefined || 'constant' in paidOut.rule) {
    if (method !== undefined) note(`${method.column.name}: the schedule could be held against the terms of the contract, if the profile and the columns said all of them`);
    return undefined;
  }
  const read = (field: string, rule: (found: Found) => Rule, found: Found): Rule => propose(`contract.terms.${field}`, rule(found), named.main.name, found.confidence * (found.column.dayFormUnsure ? 0.6 : 1), found.because);
  const fixed = (field: string, constant: unknown): Rule => propose(`contract.terms.${field}`, { constant } as Rule, null, 0.99, ['the profile of the lender says it']);
  return {
    method: method === undefined ? fixed('method', own.method) : read('method', methodRule, method),
    periods: read('periods', countRule, periods),
    every: { count: fixed('every.count', every.count), unit: fixed('every.unit', every.unit) },
    startsOn: propose('contract.terms.startsOn', paidOut.rule, named.main.name, paidOut.confidence, paidOut.because),
    firstDueOn: read('firstDueOn', dayRule, first),
    monthEnd: fixed('monthEnd', own.monthEnd),
    interestBy: interestBy === undefined ? fixed('interestBy', own.interestBy) : read('interestBy', interestByRule, interestBy),
    rounding: fixed('rounding', own.rounding),
    feeFen: fixed('feeFen', own.feeFen),
  };
}
