/** What reading a lender's files gives: received files, the tables in them, and their rows with their places. */
import type { Refusal } from '../kernel/index.ts';
import type { FileRefusal } from './refusals.ts';

/** A file as it was handed in: the name its sender gave it, and where its bytes lie. */
export interface InputFile {
  readonly name: string;
  readonly path: string;
}

export type FileKind = 'delimited' | 'workbook' | 'json' | 'parquet' | 'attachment';

/** A file looked at and hashed; one out of a ZIP is called by its path in there and lies in the working folder. */
export interface ReceivedFile extends InputFile {
  readonly kind: FileKind;
  readonly bytes: number;
  readonly sha256: string;
}

/** A row before anyone knows what its columns are. `row` counts as a spreadsheet or an editor of records would, from 1. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Rows in their order, in sets small enough to hold. */
export type RowStream = AsyncIterable<readonly RawRow[]>;

export interface Table {
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  /** Where each column stands. Names that come twice are told apart as `金额`, `金额 (2)`; a column without one is called `(C)`. */
  readonly columns: ReadonlyMap<string, number>;
  readonly width: number;
  /** The rows down to the header, as the file has them: a file of rejects begins with the same. */
  readonly heading: readonly RawRow[];
}

/** One record under a header. */
export interface Row {
  readonly table: Table;
  readonly row: number;
  readonly cells: readonly string[];
}

/** Thrown by the readers and caught at the doors, which answer with the refusal: a stream of rows cannot return one. */
export class Unreadable extends Error {
  readonly refusal: Refusal<FileRefusal>;

  constructor(code: FileRefusal, detail: Refusal['detail']) {
    super(code);
    this.refusal = { code, detail };
  }
}
