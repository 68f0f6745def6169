/** Telling from the beginning of a file how it is written: its encoding, its delimiter, and the row with the names of its columns. */
import { delimitedSplitter, DelimitedBroken } from './delimited.ts';
import type { encodings } from './mapping.ts';
import type { RawRow } from './table.ts';

export type Encoding = (typeof encodings)[number];

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** What a byte order mark says; null without one. */
export const markedEncoding = (head: Uint8Array): Encoding | null => marks.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0] ?? null;

/**
 * The encoding that the first bytes are written in, which may be cut anywhere: UTF-16 when every other byte is
 * empty, UTF-8 when they are that, else GB 18030, in which nearly every other text can be read.
 */
export function encodingOf(head: Uint8Array): Encoding {
  const marked = markedEncoding(head);
  if (marked !== null) return marked;
  const [even, odd] = [0, 1].map((rest) => head.filter((byte, index) => index % 2 === rest && byte === 0).length) as [number, number];
  if (Math.max(even, odd) * 10 > head.length && Math.min(even, odd) * 10 < Math.max(even, odd)) return even > odd ? 'utf-16be' : 'utf-16le';
  return canBe('utf-8', head) ? 'utf-8' : 'gb18030';
}

function canBe(encoding: Encoding, head: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of the first bytes, without a character that they cut in two; what cannot be read comes as U+FFFD. */
export const headText = (head: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(head, { stream: true });

const delimiters = [',', '\t', ';', '|', '^', '\u0001', '~'] as const;
const rowsLookedAt = 200;

/** The delimiter that cuts most of the first rows into the same number of cells, of two that do the one that makes more; a comma for a single column. */
export function delimiterOf(text: string): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...evenness(firstRows(text, delimiter)) }));
  const [best] = scored.filter(({ cells }) => cells > 1).sort((a, b) => b.share - a.share || b.cells - a.cells);
  return best?.delimiter ?? ',';
}

/** The first rows of a text, as far as they can be read. The last one may be cut. */
export function firstRows(text: string, delimiter: string): readonly RawRow[] {
  const splitter = delimitedSplitter(delimiter);
  try {
    splitter.write(text.slice(0, 1_000_000));
    if (text.length < 1_000_000) splitter.end();
  } catch (error) {
    if (!(error instanceof DelimitedBroken)) throw error;
  }
  return splitter.take().slice(0, rowsLookedAt);
}

/** The number of cells that most rows have, and how many of them have it; a row of one cell may be a title and counts little. */
function evenness(rows: readonly RawRow[]): { readonly cells: number; readonly share: number } {
  const counts = Map.groupBy(rows, ({ cells }) => cells.length);
  const [most] = [...counts].filter(([cells]) => cells > 1).sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined) return { cells: 1, share: 0 };
  const titles = counts.get(1)?.length ?? 0;
  return { cells: most[0], share: most[1].length / (rows.length - (titles < rows.length / 4 ? titles / 2 : 0)) };
}

export interface Header {
  readonly headerRow: number;
  readonly headerRows: number;
}

const longestName = 60;
const rowsWithTitles = 30;

/**
 * Where the names of the columns stand: the first row that fills most of the columns with different short texts, none
 * of them a number or a day. Two rows when the first has gaps that the second fills with names. Null when no row is one.
 */
export function headerOf(rows: readonly RawRow[]): Header | null {
  const looked = rows.slice(0, rowsWithTitles);
  const width = Math.max(0, ...rows.slice(0, rowsLookedAt).map(({ cells }) => filled(cells).length));
  const index = looked.findIndex(({ cells }, at) => isNames(cells, rows[at + 1]?.cells ?? [], width));
  const found = looked[index];
  if (found === undefined) return null;
  const below = rows[index + 1];
  const spread = below?.row === found.row + 1 && filled(found.cells).length < Math.max(found.cells.length, below.cells.length) && isLowerNames(found.cells, below.cells, width);
  return { headerRow: found.row, headerRows: spread ? 2 : 1 };
}

const filled = (cells: readonly string[]): readonly string[] => cells.filter((cell) => cell.trim() !== '');

/** At least half of the columns are named, here or, where names are spread over two rows, with the row below. */
function isNames(cells: readonly string[], below: readonly string[], width: number): boolean {
  const names = filled(cells);
  if (!names.every(isName) || (names.length < 2 && width > 1)) return false;
  if (names.length * 2 > width) return new Set(names).size * 2 > names.length;
  return isLowerNames(cells, below, width);
}

/** The lower row names columns that the upper one leaves open, and together they name most. */
function isLowerNames(upper: readonly string[], lower: readonly string[], width: number): boolean {
  const names = filled(lower);
  const open = lower.filter((cell, at) => cell.trim() !== '' && (upper[at] ?? '').trim() === '').length;
  const named = Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => `${upper[at] ?? ''}${lower[at] ?? ''}`.trim()).filter((name) => name !== '');
  return names.length > 0 && open > 0 && names.every(isName) && named.length * 2 > width;
}

const isName = (cell: string): boolean => cell.trim().length <= longestName && !looksLikeValue.test(cell.trim());

/** Digits with what stands among them in numbers, days, times, rates, amounts and telephone numbers; and true or false. */
const looksLikeValue = /^([￥¥$'+(-]?\s*\d[\d\s,./:+()eE%‰xX*年月日T-]*(元|万元|万)?|true|false|是|否|null|n\/?a)$/i;
