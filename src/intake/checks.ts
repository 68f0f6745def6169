/**
 * What a loan file says about itself that cannot be true, or that a tribunal would ask about. It reads the JSON form
 * and compares days as text, because it stands in the way of every loan of a million; one loan that somebody typed
 * in goes the same way. What only a claim can tell, such as that everything was paid, is left to the claim.
 */
import { scheduleDifferences, type LoanFile } from '../claims/index.ts';
import { formatYuan, legalIsoDay, parseDay, parseFen } from '../kernel/index.ts';
import { isAdultOn, isMobile, isUsccValid, readResidentId } from '../parties/index.ts';
import { limitationEndsOn, limitationKnownFrom } from '../rulebook/index.ts';
import { clauseFaults } from './clause.ts';
import type { ProblemCode } from './problems.ts';

/** A finding, at the path in the loan file where it lies. */
export interface Finding {
  readonly code: ProblemCode;
  readonly path: readonly (string | number)[];
  readonly detail?: string;
}

type Found = Finding[];

/** Everything that can be found in a loan file alone, and on the day of the claim where it is known. */
export function checkLoanFile(file: LoanFile, { asOf }: { readonly asOf: string | null }): readonly Finding[] {
  const found: Found = [];
  checkParties(file, found);
  checkRates(file, found);
  checkDays(file, found);
  checkSums(file, found);
  checkReversals(file, found);
  checkTerms(file, found);
  checkAgreement(file, found);
  if (asOf !== null) checkAgainst(asOf, file, found);
  return found;
}

const identityNumber = ['borrower', 'identity', 'number'] as const;

function checkParties({ lender, borrower, contract, arbitration }: LoanFile, found: Found): void {
  if (borrower.identity.kind === 'resident_id') {
    const read = readResidentId(borrower.identity.number);
    if (!read.ok) found.push({ code: read.refusal.code, path: identityNumber });
    else if (contract.signedOn >= firstPossibleDay && !isAdultOn(read.value.bornOn, contract.signedOn)) found.push({ code: 'borrower_under_age', path: identityNumber });
    else if (borrower.identity.number.endsWith('000')) found.push({ code: 'identity_number_ends_in_zeros', path: identityNumber });
  }
  if (borrower.name === lender.name) found.push({ code: 'lender_is_borrower', path: ['borrower', 'name'] });
  else if (borrower.identity.number === lender.uscc) found.push({ code: 'lender_is_borrower', path: identityNumber });
  if (!isUsccValid(lender.uscc)) found.push({ code: 'uscc_check_character_wrong', path: ['lender', 'uscc'] });
  checkPhone(borrower.mobile, lender.phone, ['borrower', 'mobile'], found);
  if (arbitration.serviceMobile !== borrower.mobile) checkPhone(arbitration.serviceMobile, lender.phone, ['arbitration', 'serviceMobile'], found);
}

function checkPhone(phone: string | null, ofLender: string | null | undefined, path: Finding['path'], found: Found): void {
  if (phone === null) return;
  if (!isMobile(phone)) found.push({ code: 'mobile_malformed', path });
  if (typeof ofLender === 'string' && digitsOf(phone) === digitsOf(ofLender)) found.push({ code: 'lender_and_borrower_share_phone', path });
}

/** The digits of a telephone number without the country code. */
const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');

const timesAYear = { year: 1, month: 12, day: 365 } as const;

function checkRates({ contract }: LoanFile, found: Found): void {
  for (const field of ['rate', 'overdueRate'] as const) {
    const rate = contract[field];
    const yearly = rate === null ? 0 : Number(rate.value) * timesAYear[rate.per];
    const path = ['contract', field];
    if (yearly > 10) found.push({ code: 'rate_out_of_range', path });
    else if (yearly > 1) found.push({ code: 'rate_implausible', path });
    else if (yearly > 0 && yearly < 0.01) found.push({ code: 'rate_very_low', path });
  }
  const { overdueRate, overdueUplift = null } = contract;
  const path = ['contract', 'overdueUplift'];
  if (overdueRate !== null && overdueUplift !== null) found.push({ code: 'overdue_rate_given_twice', path });
  if (Number(overdueUplift) > 1) found.push({ code: 'overdue_uplift_implausible', path });
}

const firstPossibleDay = '1980-01-01';
const lastPossibleDay = '2099-12-31';

const before = (day: string, than: string): string => `${day} is before ${than}`;

const firstDay = (days: readonly { readonly on: string }[]): string =>
  days.reduce((first, { on }) => (on < first ? on : first), days[0]?.on ?? lastPossibleDay);

function checkDays(file: LoanFile, found: Found): void {
  const { contract, disbursements, schedule, repayments, acceleration, demands = [], arbitration, signatures } = file;
  const { charges = [] } = contract;
  const possible = (day: string, ...path: (string | number)[]): void => {
    if (day < firstPossibleDay || day > lastPossibleDay) found.push({ code: 'day_impossible', path });
  };
  const paidOutOn = firstDay(disbursements);
  possible(contract.signedOn, 'contract', 'signedOn');
  possible(arbitration.agreedOn, 'arbitration', 'agreedOn');
  for (const [index, { on }] of disbursements.entries()) {
    possible(on, 'disbursements', index, 'on');
    if (on < contract.signedOn) found.push({ code: 'disbursed_before_signing', path: ['disbursements', index, 'on'], detail: before(on, contract.signedOn) });
  }
  for (const [index, { on }] of charges.entries()) possible(on, 'contract', 'charges', index, 'on');
  checkSchedule(file, paidOutOn, possible, found);
  for (const [index, { on }] of repayments.entries()) {
    possible(on, 'repayments', index, 'on');
    if (on < paidOutOn) found.push({ code: 'repayment_before_disbursement', path: ['repayments', index, 'on'], detail: before(on, paidOutOn) });
  }
  if (acceleration !== null) {
    const { noticedOn } = acceleration;
    const path = ['acceleration', 'noticedOn'];
    const firstDueOn = firstDay(schedule.map(({ dueOn }) => ({ on: dueOn })));
    possible(noticedOn, ...path);
    if (noticedOn < paidOutOn) found.push({ code: 'accelerated_before_disbursement', path, detail: before(noticedOn, paidOutOn) });
    else if (noticedOn < firstDueOn) found.push({ code: 'accelerated_before_due', path, detail: before(noticedOn, firstDueOn) });
  }
  for (const [index, { on }] of demands.entries()) {
    if (on < paidOutOn) found.push({ code: 'demand_before_disbursement', path: ['demands', index, 'on'], detail: before(on, paidOutOn) });
  }
  for (const [index, { signedAt }] of signatures.entries()) {
    const signedOn = legalIsoDay(signedAt);
    if (paidOutOn < signedOn) found.push({ code: 'signature_after_disbursement', path: ['signatures', index, 'signedAt'], detail: before(paidOutOn, signedOn) });
  }
}

function checkSchedule({ schedule }: LoanFile, paidOutOn: string, possible: (day: string, ...path: (string | number)[]) => void, found: Found): void {
  for (const [index, { dueOn }] of schedule.entries()) {
    possible(dueOn, 'schedule', index, 'dueOn');
    if (dueOn < paidOutOn) found.push({ code: 'due_before_disbursement', path: ['schedule', index, 'dueOn'], detail: before(dueOn, paidOutOn) });
  }
  // By their numbers the instalments are mostly in order already, and then there is nothing to sort.
  const inOrder = schedule.every(({ seq }, index) => index === 0 || (schedule[index - 1]?.seq ?? 0) < seq);
  const entries = [...schedule.entries()];
  if (!inOrder) entries.sort(([, a], [, b]) => a.seq - b.seq);
  let latest = '';
  for (const [index, { dueOn }] of entries) {
    if (dueOn < latest) found.push({ code: 'schedule_days_not_ascending', path: ['schedule', index, 'dueOn'], detail: before(dueOn, latest) });
    else latest = dueOn;
  }
}

const sumOf = (amountsFen: readonly string[]): bigint => amountsFen.reduce((sum, each) => sum + BigInt(each), 0n);

function checkSums({ contract, disbursements, schedule }: LoanFile, found: Found): void {
  const principal = parseFen(contract.principalFen);
  const scheduled = sumOf(schedule.map(({ principalFen }) => principalFen));
  const disbursed = sumOf(disbursements.map(({ amountFen }) => amountFen));
  const unequal = (sum: bigint): string => `${formatYuan(parseFen(sum.toString()))} against ${formatYuan(principal)}`;
  const path = ['contract', 'principalFen'];
  if (scheduled !== principal) found.push({ code: 'schedule_does_not_sum', path, detail: unequal(scheduled) });
  if (disbursed < principal) found.push({ code: 'disbursed_less_than_principal', path, detail: unequal(disbursed) });
}

/** Every reversal takes back a payment of its number, from no later day, of which so much is left. */
function checkReversals({ repayments }: LoanFile, found: Found): void {
  const taken = new Map<LoanFile['repayments'][number], bigint>();
  for (const [index, reversal] of repayments.entries()) {
    if (reversal.kind !== 'reversal') continue;
    const amount = BigInt(reversal.amountFen);
    const serialNo = reversal.reverses ?? reversal.serialNo;
    const payment = repayments.find(
      (each) => each.kind !== 'reversal' && serialNo !== null && each.serialNo === serialNo && each.on <= reversal.on && BigInt(each.amountFen) - (taken.get(each) ?? 0n) >= amount,
    );
    if (payment === undefined) found.push({ code: 'reversal_without_payment', path: ['repayments', index, 'amountFen'], detail: serialNo ?? 'without a number' });
    else taken.set(payment, (taken.get(payment) ?? 0n) + amount);
  }
}

/** The lender's schedule beside the one that the terms of the contract give. */
function checkTerms({ contract, schedule }: LoanFile, found: Found): void {
  const terms = contract.terms ?? null;
  if (terms === null) return;
  if (terms.firstDueOn <= terms.startsOn) {
    found.push({ code: 'first_due_before_start', path: ['contract', 'terms', 'firstDueOn'], detail: `${terms.firstDueOn} is not after ${terms.startsOn}` });
    return;
  }
  const differences = scheduleDifferences({
    contract: { ...contract, principalFen: parseFen(contract.principalFen), terms: { ...terms, startsOn: parseDay(terms.startsOn), firstDueOn: parseDay(terms.firstDueOn), feeFen: parseFen(terms.feeFen) } },
    schedule: schedule.map(({ seq, dueOn, principalFen, interestFen, feeFen }) => ({
      seq,
      dueOn: parseDay(dueOn),
      principalFen: parseFen(principalFen),
      interestFen: parseFen(interestFen),
      feeFen: parseFen(feeFen),
    })),
  });
  const [first] = differences ?? [];
  if (first === undefined) return;
  const { seq, field, given, rebuilt } = first;
  const at = schedule.findIndex((each) => each.seq === seq);
  const shown = (value: string | null): string => (value === null ? 'nothing' : field.endsWith('Fen') ? formatYuan(parseFen(value)) : value);
  found.push({
    code: 'schedule_differs_from_terms',
    path: at < 0 ? ['schedule'] : ['schedule', at, field === 'row' ? 'seq' : field],
    detail: `instalment ${seq} has ${shown(given)} where the terms give ${shown(rebuilt)}; ${differences?.length ?? 0} in all`,
  });
}

function checkAgreement(file: LoanFile, found: Found): void {
  const { arbitration, contract, files } = file;
  for (const code of clauseFaults(arbitration.clause, arbitration.institution)) {
    found.push({ code, path: ['arbitration', code === 'clause_names_other_institution' ? 'institution' : 'clause'] });
  }
  if (arbitration.agreedOn > contract.signedOn && inDefaultOn(arbitration.agreedOn, file)) {
    found.push({ code: 'clause_agreed_after_default', path: ['arbitration', 'agreedOn'], detail: `agreed on ${arbitration.agreedOn}` });
  }
  if (arbitration.serviceEmail === null && arbitration.serviceMobile === null) found.push({ code: 'no_agreed_address', path: ['arbitration', 'serviceEmail'] });
  if (files.length === 0) found.push({ code: 'no_attached_file', path: ['files'] });
}

/** Whether more had fallen due before a day than was repaid by it. */
function inDefaultOn(day: string, { schedule, repayments }: LoanFile): boolean {
  const due = schedule.filter(({ dueOn }) => dueOn < day).flatMap(({ principalFen, interestFen, feeFen }) => [principalFen, interestFen, feeFen]);
  const repaid = repayments.filter(({ on }) => on <= day).map(({ kind, amountFen }) => (kind === 'reversal' ? `-${amountFen}` : amountFen));
  return sumOf(due) > sumOf(repaid);
}

/** What is only known with the day of the claim. */
function checkAgainst(asOf: string, file: LoanFile, found: Found): void {
  const { contract, disbursements, schedule, repayments, acceleration, arbitration } = file;
  const past = (day: string, ...path: (string | number)[]): void => {
    if (day > asOf && day <= lastPossibleDay) found.push({ code: 'day_after_as_of', path, detail: `${day} is after ${asOf}` });
  };
  past(contract.signedOn, 'contract', 'signedOn');
  past(arbitration.agreedOn, 'arbitration', 'agreedOn');
  for (const [index, { on }] of disbursements.entries()) past(on, 'disbursements', index, 'on');
  for (const [index, { on }] of repayments.entries()) past(on, 'repayments', index, 'on');
  if (acceleration !== null) past(acceleration.noticedOn, 'acceleration', 'noticedOn');

  const dueDays = schedule.map(({ dueOn }) => dueOn).sort();
  const [firstDueOn = lastPossibleDay] = dueDays;
  const calledOn = acceleration?.noticedOn ?? lastPossibleDay;
  const arisenOn = calledOn < firstDueOn ? calledOn : firstDueOn;
  if (arisenOn > asOf) {
    const place = calledOn < firstDueOn ? ['acceleration', 'noticedOn'] : ['schedule', schedule.findIndex(({ dueOn }) => dueOn === firstDueOn), 'dueOn'];
    found.push({ code: 'dispute_not_arisen', path: place, detail: `first due on ${arisenOn}` });
  }
  const lastDueOn = dueDays.at(-1) ?? lastPossibleDay;
  checkLimitation(asOf, calledOn < lastDueOn ? calledOn : lastDueOn, file, found);
}

function checkLimitation(asOf: string, dueOn: string, { disbursements, repayments, acceleration, demands = [] }: LoanFile, found: Found): void {
  if (asOf < limitationKnownFrom || dueOn < firstPossibleDay || asOf <= limitationEndsOn(dueOn, [])) return;
  const paidOutOn = firstDay(disbursements);
  const interruptedOn = [
    ...repayments.filter(({ kind }) => kind !== 'reversal').map(({ on }) => on),
    ...demands.map(({ on }) => on).filter((on) => on >= paidOutOn),
    ...(acceleration === null ? [] : [acceleration.noticedOn]),
  ];
  const endedOn = limitationEndsOn(dueOn, interruptedOn.filter((on) => on <= asOf));
  if (asOf > endedOn) found.push({ code: 'limitation_may_have_run', path: ['schedule'], detail: `it ended on ${endedOn}` });
}
