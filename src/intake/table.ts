/** From the bytes of a delimited text file to its records, refusing what cannot be read and saying where. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse';
import { accept, refuse, type Outcome } from '../kernel/index.ts';
import type { Source } from './mapping.ts';

/** A file as it was handed in: a name and its bytes in order. */
export interface InputFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface Table {
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  /** Where each column stands; the first row of the file names them. */
  readonly columns: ReadonlyMap<string, number>;
  readonly width: number;
  readonly rows: readonly Row[];
}

/** One record. `row` counts the records of the file, the header being row 1. */
export interface Row {
  readonly table: Table;
  readonly row: number;
  readonly cells: readonly string[];
}

type TableRefusal = 'file_unreadable' | 'file_empty' | 'file_column_repeated';

/** A line longer than this is refused: it is a broken file, not a loan. */
const maxRecordBytes = 1_000_000;

/** Reads one file whole. A byte order mark outweighs the encoding that the mapping names. */
export async function readTable(file: InputFile, sourceName: string, source: Source): Promise<Outcome<Table, TableRefusal>> {
  const unreadable = (line: number, reason: string) => refuse('file_unreadable', { file: file.name, line, reason });
  const hash = createHash('sha256');
  const records: string[][] = [];
  const parser = parse({
    delimiter: source.delimiter ?? ',',
    relax_column_count: true,
    max_record_size: maxRecordBytes,
    on_record: (record: string[]) => void records.push(record),
  }).resume();
  const parsed = new Promise<Fault | null>((resolve) => {
    parser.on('error', (error: Fault) => resolve(error));
    parser.on('end', () => resolve(null));
  });
  for await (const piece of decoded(file.bytes, source.encoding, hash)) {
    if (!piece.ok) {
      parser.destroy();
      return unreadable(piece.line, piece.reason);
    }
    if (parser.destroyed) break;
    if (!parser.write(piece.text)) await Promise.race([parsed, new Promise((resolve) => parser.once('drain', resolve))]);
  }
  parser.end();
  const error = await parsed;
  if (error) return unreadable(lineAfter(records), faults[error.code ?? ''] ?? error.message);
  return tableOf(file.name, sourceName, hash.digest('hex'), records);
}

/** What the parser reports. */
interface Fault {
  readonly code?: string;
  readonly message: string;
}

const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote opens here and never ends',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'text follows the quote that ends a cell',
  CSV_MAX_RECORD_SIZE: 'the row is longer than a million characters',
};

/** The line after all that could be read: where a quote that never ends began. */
const lineAfter = (records: readonly (readonly string[])[]): number =>
  records.reduce((line, cells) => line + 1 + cells.reduce((sum, cell) => sum + newlines(cell), 0), 1);

function tableOf(file: string, source: string, sha256: string, records: readonly string[][]): Outcome<Table, TableRefusal> {
  const header = (records[0] ?? []).map((cell) => cell.trim());
  if (header.every((cell) => cell === '')) return refuse('file_empty', { file });
  const repeated = header.filter((cell, index) => cell !== '' && header.indexOf(cell) !== index);
  if (repeated.length > 0) return refuse('file_column_repeated', { file, columns: repeated });
  const rows: Row[] = [];
  const table: Table = { source, file, sha256, columns: new Map(header.map((cell, index) => [cell, index])), width: header.length, rows };
  records.forEach((cells, index) => {
    if (index > 0 && cells.some((cell) => cell !== '')) rows.push({ table, row: index + 1, cells });
  });
  return rows.length === 0 ? refuse('file_empty', { file }) : accept(table);
}

type Piece = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly line: number; readonly reason: string };

const byteOrderMarks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

async function* decoded(
  bytes: InputFile['bytes'],
  named: string | undefined,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Piece> {
  let decoder: TextDecoder | null = null;
  let line = 1;
  for await (const chunk of bytes) {
    hash.update(chunk);
    decoder ??= new TextDecoder(
      byteOrderMarks.find(([, mark]) => mark.every((byte, index) => chunk[index] === byte))?.[0] ?? named ?? 'utf-8',
      { fatal: true },
    );
    const piece = decodePiece(decoder, chunk, line);
    yield piece;
    if (!piece.ok) return;
    line += newlines(piece.text);
  }
  if (decoder) yield decodePiece(decoder, null, line);
}

function decodePiece(decoder: TextDecoder, chunk: Uint8Array | null, line: number): Piece {
  let text: string;
  try {
    text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    const good = chunk ? new TextDecoder(decoder.encoding).decode(chunk).split('\ufffd')[0] : '';
    return { ok: false, line: line + newlines(good ?? ''), reason: `bytes that are not ${decoder.encoding}; name the right encoding in the mapping` };
  }
  const nul = text.indexOf('\0');
  if (nul === -1) return { ok: true, text };
  return { ok: false, line: line + newlines(text.slice(0, nul)), reason: 'a NUL byte; this is no text in the encoding that the mapping names' };
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
