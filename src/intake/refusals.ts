/** Why nothing of an input was used. The detail of the refusal names the file, line or column. */
export type IntakeRefusal =
  | 'mapping_invalid'
  | 'mapping_names_missing_column'
  | 'file_missing'
  | 'file_unexpected'
  | 'file_unreadable'
  | 'file_empty'
  | 'file_column_repeated';

/** What to tell a person, and what to do. docs/intake.md prints these; a test keeps the two equal. */
export const intakeSentences: { readonly [Code in IntakeRefusal]: string } = {
  mapping_invalid: 'The mapping is not valid. Correct the places named.',
  mapping_names_missing_column: 'The mapping names columns that the file does not have. Correct the mapping, or export the columns.',
  file_missing: 'A file is not there. Correct the path, or the file name in the mapping.',
  file_unexpected: 'A file must match one of the file names in the mapping, and one only. Leave it out, or change the mapping.',
  file_unreadable: 'A file cannot be read at the line named. Correct the file, or the encoding or delimiter in the mapping.',
  file_empty: 'A file has no rows under a header. Export it again.',
  file_column_repeated: 'Several columns of a file have the same name. Give each a name of its own.',
};
