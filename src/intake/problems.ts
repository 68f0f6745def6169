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
  amount_unreadable: ['error', 'not an amount of money', 'write plain digits with at most two decimals, such as 12345.60'],
  amount_finer_than_fen: ['error', 'the amount has a fraction of a fen', 'round to two decimals in the system that knows the amount'],
  day_unreadable: ['error', 'not a day in the form that the mapping names, or a day that does not exist', 'write YYYY-MM-DD, or name the form in the mapping'],
  instant_unreadable: ['error', 'not a date with a time', 'write YYYY-MM-DD hh:mm:ss'],
  rate_unreadable: ['error', 'not a rate in the form that the mapping names', 'write 15% or 0.15 as the mapping says'],
  count_unreadable: ['error', 'not a whole number', 'write digits only'],
  choice_unknown: ['error', 'the mapping does not say what this value means', 'add the value to the list in the mapping'],
  identity_number_lost_digits: ['error', 'the identity number was stored as a number and lost its last digits', 'export the column as text; the lost digits cannot be computed back'],
  identity_number_malformed: ['error', 'a resident identity number has 17 digits and a check character', 'correct the number from the contract'],
  identity_number_birth_date_impossible: ['error', 'the birth date in the identity number does not exist', 'correct the number from the contract'],
  identity_number_check_digit_wrong: ['error', 'the check digit of the identity number is wrong (GB 11643)', 'correct the number from the contract'],
  borrower_under_age: ['error', 'the borrower was under 18 when the contract was signed', 'check the signing date and the identity number; such a loan needs a lawyer'],
  lender_is_borrower: ['error', 'lender and borrower carry the same name or number', 'check which columns the mapping takes for the two parties'],
  disbursed_before_signing: ['error', 'money was paid out before the contract was signed', 'correct the dates'],
  due_before_disbursement: ['error', 'an instalment fell due before any money was paid out', 'correct the dates'],
  repayment_before_disbursement: ['error', 'a repayment came before any money was paid out', 'correct the dates'],
  schedule_does_not_sum: ['error', 'the principal of the instalments does not add up to the principal of the contract', 'export the whole schedule'],
  disbursed_less_than_principal: ['error', 'less was paid out than the contract says; interest kept back is no principal (Civil Code art. 670)', 'claim the sum that was paid out: correct contract and schedule principal'],
  entry_number_conflict: ['error', 'two entries of one list carry the same number but differ', 'find out which one is true'],
  repayments_short_of_total: ['error', 'the export says more, or less, was repaid in all than its dated repayments add up to', 'export every repayment with its date'],
  clause_names_other_institution: ['error', 'the arbitration clause does not name the institution', 'correct the institution, or the text of the clause'],
  entry_repeated: ['warning', 'the same entry, say a repayment, was exported twice; it was counted once', 'nothing, if the number is right'],
  uscc_check_character_wrong: ['warning', "the check character of the lender's unified social credit code is wrong (GB 32100)", 'check the code against the licence'],
  mobile_malformed: ['warning', 'not a mainland mobile number', 'correct it, or notices cannot be served on it'],
  signature_after_disbursement: ['warning', 'a signature is later than the first payment of money', 'expect the tribunal to ask for the agreement as it stood before'],
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
