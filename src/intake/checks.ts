/** What a loan file says about itself that cannot be true, or that a tribunal would ask about. */
import { type Loan } from '../claims/index.ts';
import { addFen, earlierDay, formatYuan, isBefore, legalDay, type Day, type Fen } from '../kernel/index.ts';
import { isAdultOn, isMobile, isUsccValid, readResidentId } from '../parties/index.ts';
import type { ProblemCode } from './problems.ts';

/** A finding, at the path in the loan file where it lies. */
export interface Finding {
  readonly code: ProblemCode;
  readonly path: readonly (string | number)[];
  readonly detail?: string;
}

export const checkLoan = (loan: Loan): readonly Finding[] => [
  ...checkParties(loan),
  ...checkDays(loan),
  ...checkSums(loan),
  ...checkAgreement(loan),
];

function* checkParties({ lender, borrower, contract }: Loan): Generator<Finding> {
  const number = ['borrower', 'identity', 'number'];
  if (borrower.identity.kind === 'resident_id') {
    const read = readResidentId(borrower.identity.number);
    if (!read.ok) yield { code: read.refusal.code, path: number };
    else if (!isAdultOn(read.value.bornOn, contract.signedOn)) yield { code: 'borrower_under_age', path: number };
  }
  if (borrower.name === lender.name) yield { code: 'lender_is_borrower', path: ['borrower', 'name'] };
  else if (borrower.identity.number === lender.uscc) yield { code: 'lender_is_borrower', path: number };
  if (!isUsccValid(lender.uscc)) yield { code: 'uscc_check_character_wrong', path: ['lender', 'uscc'] };
  if (borrower.mobile !== null && !isMobile(borrower.mobile)) yield { code: 'mobile_malformed', path: ['borrower', 'mobile'] };
}

function* checkDays({ contract, disbursements, schedule, repayments, signatures }: Loan): Generator<Finding> {
  const paidOut = disbursements.map(({ on }) => on).reduce(earlierDay);
  const early = (day: Day, than: Day) => `${day.toString()} is before ${than.toString()}`;
  for (const [index, { on }] of disbursements.entries()) {
    if (isBefore(on, contract.signedOn)) yield { code: 'disbursed_before_signing', path: ['disbursements', index, 'on'], detail: early(on, contract.signedOn) };
  }
  for (const [index, { dueOn }] of schedule.entries()) {
    if (isBefore(dueOn, paidOut)) yield { code: 'due_before_disbursement', path: ['schedule', index, 'dueOn'], detail: early(dueOn, paidOut) };
  }
  for (const [index, { on }] of repayments.entries()) {
    if (isBefore(on, paidOut)) yield { code: 'repayment_before_disbursement', path: ['repayments', index, 'on'], detail: early(on, paidOut) };
  }
  for (const [index, { signedAt }] of signatures.entries()) {
    const signedOn = legalDay(signedAt);
    if (isBefore(paidOut, signedOn)) yield { code: 'signature_after_disbursement', path: ['signatures', index, 'signedAt'], detail: early(paidOut, signedOn) };
  }
}

function* checkSums({ contract, disbursements, schedule }: Loan): Generator<Finding> {
  const unequal = (sum: Fen) => `${formatYuan(sum)} against ${formatYuan(contract.principalFen)}`;
  const scheduled = addFen(...schedule.map(({ principalFen }) => principalFen));
  const disbursed = addFen(...disbursements.map(({ amountFen }) => amountFen));
  const path = ['contract', 'principalFen'];
  if (scheduled !== contract.principalFen) yield { code: 'schedule_does_not_sum', path, detail: unequal(scheduled) };
  if (disbursed < contract.principalFen) yield { code: 'disbursed_less_than_principal', path, detail: unequal(disbursed) };
}

function* checkAgreement({ arbitration, files }: Loan): Generator<Finding> {
  if (!arbitration.clause.includes(arbitration.institution)) yield { code: 'clause_names_other_institution', path: ['arbitration', 'institution'] };
  if (arbitration.serviceEmail === null && arbitration.serviceMobile === null) yield { code: 'no_agreed_address', path: ['arbitration', 'serviceEmail'] };
  if (files.length === 0) yield { code: 'no_attached_file', path: ['files'] };
}
