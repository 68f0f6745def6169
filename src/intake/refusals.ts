/** Why a file could not be read. The detail names the file, and the line, sheet or member where there is one. */
export type FileRefusal =
  | 'file_unreadable'
  | 'file_empty'
  | 'file_too_wide'
  | 'file_password_protected'
  | 'file_kind_unsupported'
  | 'sheet_missing'
  | 'list_missing'
  | 'archive_unsafe'
  | 'archive_too_large';

/** Why nothing of an input was used. */
export type IntakeRefusal = FileRefusal | 'mapping_invalid' | 'mapping_names_missing_column' | 'file_missing' | 'file_unexpected';

/** What to tell a person, and what to do. docs/intake.md prints these; a test keeps the two equal. */
export const intakeSentences: { readonly [Code in IntakeRefusal]: string } = {
  mapping_invalid: 'The mapping is not valid. Correct the places named.',
  mapping_names_missing_column: 'The mapping names columns that the file does not have. Correct the mapping, or export the columns.',
  file_missing: 'A file is not there. Correct the path, or the file name in the mapping.',
  file_unexpected: 'A file must match one of the file names in the mapping, and one only. Leave it out, or change the mapping.',
  file_unreadable: 'A file cannot be read at the place named. Correct the file, or the encoding or delimiter in the mapping.',
  file_empty: 'A file has no rows under a header. Export it again.',
  file_too_wide: 'A row has more columns, or a cell more text, than any export of loans. Look at the file at the line named.',
  file_password_protected: 'A file is protected by a password. Save it without one, and send it again.',
  file_kind_unsupported: 'A file is of a kind that is not read. Save it as CSV, XLSX, JSON or Parquet.',
  sheet_missing: 'The workbook has no sheet of the name in the mapping. Correct the mapping, or the name of the sheet.',
  list_missing: 'The JSON document has no list of the name in the mapping. Correct the mapping.',
  archive_unsafe: 'A ZIP names a file outside of it, or the same file twice, or hides how large it is. Make it again from a plain folder.',
  archive_too_large: 'A ZIP holds more than is taken at once. Send fewer files, or the tables by themselves.',
};
