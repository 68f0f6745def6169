export type { RowResult } from './assemble.ts';
export { readLoanFiles, type Intake } from './loan-files.ts';
export { readMapping, type Mapping } from './mapping.ts';
export { problemTable, type Problem, type ProblemCode } from './problems.ts';
export { publishedSchemas } from './published-schemas.ts';
export { intakeSentences, type IntakeRefusal } from './refusals.ts';
export type { InputFile } from './table.ts';
export type { Batch, BatchItem } from './batch.ts';
