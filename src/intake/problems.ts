/**
 * What can be wrong with a row, under one stable code each, with what it means and what to do about it.
 * Errors keep the loan out; warnings travel with it and are shown to the filing secretary.
 * docs/intake.md prints this table; a test keeps the two equal.
 */
export const problemTable = {
  row_column_count_wrong: ['error', 'the row has more or fewer cells than the header', 'look for an unquoted delimiter in a cell, and export again'],
  key_missing: ['error', 'the columns that name the loan are empty', 'fill in the key columns'],
  row_without_loan: ['error', 'the row belongs to a loan that the main table does not have', 'add the loan to the main table, or take the row out'],
  duplicate_reference: ['error', 'several rows of the main table carry the same key', 'leave one row for each loan, or say in the mapping that a loan has several rows'],
  rows_disagree: ['error', 'the rows of one loan give different values where a loan has one', 'make the rows agree'],
  value_missing: ['error', 'a value that every loan file needs is empty', 'fill in the cell, or name another column or a constant in the mapping'],
  value_not_allowed: ['error', 'the loan file does not allow this value', 'correct the cell, or the constant in the mapping'],
  formula_in_cell: ['error', 'the cell holds a formula, not its value', 'put the value in place of the formula, and export again'],
  amount_unreadable: ['error', 'not an amount of money', 'write plain digits with at most two decimals, such as 12345.60'],
  amount_negative: ['error', 'the amount is below zero, which only a repayment that takes an earlier one back can be', 'export what was paid out, owed and charged as positive amounts'],
  amount_finer_than_fen: ['error', 'the amount has a fraction of a fen', 'round to two decimals in the system that knows the amount'],
  day_unreadable: ['error', 'not a day in the form that the mapping names, or a day that does not exist', 'write YYYY-MM-DD, or name the form in the mapping'],
  instant_unreadable: ['error', 'not a date with a time', 'write YYYY-MM-DD hh:mm:ss'],
  rate_unreadable: ['error', 'not a rate in the form that the mapping names', 'write 15% or 0.15 as the mapping says'],
  rate_out_of_range: ['error', 'the rate comes to over 100 % a year (over 1,000 % where the cell names its unit), which no contract means', 'if per cent are meant, say so: write the unit and the period into the cell, such as 15%/年, or correct how the mapping says the column is written'],
  count_unreadable: ['error', 'not a whole number', 'write digits only'],
  term_in_other_unit: ['error', 'the term is in another unit than the mapping says, such as days for months', 'give the term in the unit of the mapping, or name the other in the mapping'],
  choice_unknown: ['error', 'the mapping does not say what this value means', 'add the value to the list in the mapping'],
  identity_number_lost_digits: ['error', 'the identity number was stored as a number, of which spreadsheets keep fifteen digits, and lost its last digits', 'export the column as text; the lost digits cannot be computed back'],
  identity_number_malformed: ['error', 'a resident identity number has 17 digits and a check character', 'correct the number from the contract'],
  identity_number_birth_date_impossible: ['error', 'the birth date in the identity number does not exist', 'correct the number from the contract'],
  identity_number_check_digit_wrong: ['error', 'the check digit of the identity number is wrong (GB 11643)', 'correct the number from the contract'],
  identity_number_ends_in_zeros: ['error', 'the identity number ends in three zeros, as one does that lost its digits; its check digit agrees, which happens by chance once in eleven', 'compare the number with the contract; if it is right, write it in groups: 110105 19491231 0000'],
  borrower_under_age: ['error', 'the borrower was under 18 when the contract was signed', 'check the signing date and the identity number; such a loan needs a lawyer'],
  lender_is_borrower: ['error', 'lender and borrower carry the same name or number', 'check which columns the mapping takes for the two parties'],
  lender_and_borrower_share_phone: ['error', 'a telephone of the borrower is that of the lender', 'give the number that reaches the borrower: notices sent to the lender tell the borrower nothing'],
  day_impossible: ['error', 'a day before 1980 or after 2099 is a placeholder, not a day', 'give the day, or list the placeholder among the empty cells of the mapping'],
  disbursed_before_signing: ['error', 'money was paid out before the contract was signed', 'correct the dates'],
  due_before_disbursement: ['error', 'an instalment fell due before any money was paid out', 'correct the dates'],
  schedule_days_not_ascending: ['error', 'an instalment falls due before one with a lower number', 'correct the numbers or the days of the schedule'],
  repayment_before_disbursement: ['error', 'a repayment came before any money was paid out', 'correct the dates'],
  accelerated_before_disbursement: ['error', 'the whole loan was called due before any money was paid out', 'correct the dates'],
  day_after_as_of: ['error', 'the day is later than the day of the claim', 'correct the day, or choose a later day for the claim'],
  dispute_not_arisen: ['error', 'nothing is overdue on the day of the claim, and only a dispute that has arisen can be arbitrated', 'file the loan when an instalment is overdue'],
  schedule_does_not_sum: ['error', 'the principal of the instalments does not add up to the principal of the contract', 'export the whole schedule'],
  disbursed_less_than_principal: ['error', 'less was paid out than the contract says; interest kept back is no principal (Civil Code art. 670)', 'claim the sum that was paid out: correct contract and schedule principal'],
  entry_number_conflict: ['error', 'two entries of one list carry the same number but differ', 'find out which one is true'],
  reversal_without_payment: ['error', 'a repayment that was taken back is not among the repayments, or was less', 'export the payment as well, and name in the mapping the column with the number of the payment that each reversal takes back'],
  overdue_rate_given_twice: ['error', 'both an overdue rate and how much it is above the contract rate are given, and only one of them can hold', 'keep the one that the contract names'],
  first_due_before_start: ['error', 'by the terms the first instalment falls due before interest runs', 'correct the days of the terms'],
  repayments_short_of_total: ['error', 'the export says more, or less, was repaid in all than its dated repayments add up to', 'export every repayment with its date'],
  clause_names_other_institution: ['error', 'the arbitration clause does not name the institution', 'correct the institution, or the text of the clause'],
  clause_names_several_institutions: ['error', 'the arbitration clause names more than one institution and is void unless the parties choose one (interpretation of the Arbitration Law, arts 5 and 6)', 'attach an agreement that chooses one institution, and give its words as the clause'],
  clause_arbitration_or_court: ['error', 'the clause lets a party go to court instead and is void as an agreement to arbitrate (interpretation of the Arbitration Law, art. 7)', 'attach an agreement for arbitration alone, and give its words as the clause'],
  entry_repeated: ['warning', 'the same entry, say a repayment, was exported twice; it was counted once', 'nothing, if the number is right'],
  rate_very_low: ['warning', 'the rate comes to less than 1 % a year; perhaps a decimal was read as a percentage', 'compare the rate with the contract, and the mapping with the column'],
  rate_implausible: ['warning', 'the rate comes to over 100 % a year; perhaps a percentage was read as a decimal', 'compare the rate with the contract, and the mapping with the column'],
  overdue_uplift_implausible: ['warning', 'the overdue rate is more than twice the contract rate; perhaps the column gives the whole of it, 150 % for half as much again', 'give what is added to the contract rate: 50 % for half as much again'],
  schedule_differs_from_terms: ['warning', 'the schedule is not the one that the terms of the contract give; the claim follows the schedule', 'find out which one the contract means, and correct the other'],
  uscc_check_character_wrong: ['warning', "the check character of the lender's unified social credit code is wrong (GB 32100)", 'check the code against the licence'],
  mobile_malformed: ['warning', 'not a mainland mobile number', 'correct it, or notices cannot be served on it'],
  signature_after_disbursement: ['warning', 'a signature is later than the first payment of money', 'expect the tribunal to ask for the agreement as it stood before'],
  accelerated_before_due: ['warning', 'the whole loan was called due before its first instalment was', 'expect the tribunal to ask for the ground, such as use against the contract (Civil Code art. 673)'],
  demand_before_disbursement: ['warning', 'a demand came before any money was paid out; it was not counted against limitation', 'check whether it belongs to another loan of the borrower'],
  clause_agreed_after_default: ['warning', 'the arbitration clause was agreed when the borrower was already in default', 'expect the tribunal to ask how the borrower was told of it'],
  limitation_may_have_run: ['warning', 'three years without payment or demand may have passed (Civil Code arts 188, 189 and 195); the borrower may object, the tribunal does not by itself (art. 193)', 'add the demands that interrupted the period, with their proof'],
  no_agreed_address: ['warning', 'the contract names neither an e-mail address nor a mobile for service', 'expect service by post'],
  no_attached_file: ['warning', 'no document is attached', 'attach at least the contract before filing'],
} as const satisfies Record<string, readonly ['error' | 'warning', meaning: string, fix: string]>;

export type ProblemCode = keyof typeof problemTable;

/** One thing wrong at one place. `row` counts the records of the file, the header being row 1. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly row: number;
  /** Null where the row as a whole is meant. */
  readonly column: string | null;
  /** The cell as the file has it, masked where it identifies or reaches a person. */
  readonly value: string | null;
  readonly message: string;
  readonly fix: string;
}

/** Where a problem lies. */
export interface Place {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
}

/** `detail` says what differs in this case and is put behind the meaning of the code. */
export function problem(code: ProblemCode, place: Place, detail?: string): Problem {
  const [severity, meaning, fix] = problemTable[code];
  return { code, severity, ...place, message: detail === undefined ? meaning : `${meaning}: ${detail}`, fix };
}
