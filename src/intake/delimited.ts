/**
 * Cuts delimited text, as it comes, into rows: RFC 4180 with any line end, and with any delimiter. It is our own and
 * no package's, because every row that is given back to its sender must say where it stood, an open quote must name
 * the line where it opened rather than the end of the file, and a million rows must cost little more than finding
 * their line ends: a line without a quote is cut by the runtime at its delimiters.
 */
import type { RawRow } from './table.ts';

/** Text that is no table, with the line where it stops being one, from 1. */
export class DelimitedBroken extends Error {
  readonly line: number;
  readonly tooWide: boolean;

  constructor(line: number, reason: string, tooWide = false) {
    super(reason);
    this.line = line;
    this.tooWide = tooWide;
  }
}

export interface DelimitedSplitter {
  readonly write: (text: string) => void;
  /** No more comes: what was held back is the last row. */
  readonly end: () => void;
  /** The rows since the last time, blank ones left out. `row` counts records, as a spreadsheet shows them. */
  readonly take: () => readonly RawRow[];
  /** The line where the text so far ends, from 1. */
  readonly line: () => number;
}

const longestRow = 1_000_000;
const mostCells = 10_000;

/**
 * A quote is one only where a cell begins; in the middle of a cell it is text. Wherever the text is cut for `write`,
 * the rows are the same, and so is the fault found.
 */
export function delimitedSplitter(delimiter: string): DelimitedSplitter {
  let rows: RawRow[] = [];
  let held = '';
  let row = 0;
  let line = 1;

  const add = (cells: readonly string[]): void => {
    row += 1;
    if (cells.length > mostCells) throw new DelimitedBroken(line, `the row has ${cells.length} cells`, true);
    if (cells[0]?.trim() !== '' || cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
  };

  const cut = (last: boolean): void => {
    const piece: Piece = { text: held, last, delimiter, quote: finder(held, '"'), feed: finder(held, '\n'), carriage: finder(held, '\r') };
    let at = 0;
    while (at < held.length) {
      const lineEnd = Math.min(piece.feed(at), piece.carriage(at));
      const found = piece.quote(at) < lineEnd ? quotedRow(piece, at, line) : plainRow(piece, at, lineEnd, line);
      if (found === null) break;
      add(found.cells);
      line += found.end === lineEnd ? 1 : 1 + lineEnds(held, at, found.end);
      at = found.end + (held.startsWith('\r\n', found.end) ? 2 : 1);
    }
    held = held.slice(at);
  };

  return {
    write: (text) => {
      held += text;
      cut(false);
    },
    end: () => cut(true),
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
    line: () => line + lineEnds(held, 0, held.length),
  };
}

interface Piece {
  readonly text: string;
  /** Nothing follows, so that its end ends a row. */
  readonly last: boolean;
  readonly delimiter: string;
  /** Where the next quote, line feed or carriage return stands from here on; the length of the text where there is none. */
  readonly quote: (from: number) => number;
  readonly feed: (from: number) => number;
  readonly carriage: (from: number) => number;
}

/** `end` is where the line end stands. */
interface FoundRow {
  readonly cells: readonly string[];
  readonly end: number;
}

/** Finds each place once; to be asked for places that only grow. */
function finder(text: string, char: string): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next >= from) return next;
    const found = text.indexOf(char, from);
    return (next = found === -1 ? text.length : found);
  };
}

/** A carriage return that ends the piece may be half of a line end. */
const isOpen = ({ text, last }: Piece, end: number): boolean => !last && (end === text.length || (end === text.length - 1 && text[end] === '\r'));

function plainRow(piece: Piece, from: number, end: number, line: number): FoundRow | null {
  if (end - from > longestRow) throw tooLong(line);
  return isOpen(piece, end) ? null : { cells: piece.text.slice(from, end).split(piece.delimiter), end };
}

/** Null where the rest of the row is still to come. */
function quotedRow(piece: Piece, from: number, line: number): FoundRow | null {
  const { text, last, delimiter } = piece;
  const cells: string[] = [];
  for (let at = from; ; ) {
    const lineHere = (): number => line + lineEnds(text, from, at);
    const quoted = text[at] === '"';
    const close = quoted ? closingQuote(text, at) : -1;
    // The quote that ends the piece may be the first of two, which stand for one.
    if (quoted && !last && close >= text.length - 1) {
      if (text.length - from > longestRow) throw tooLong(lineHere());
      return null;
    }
    const lineEnd = quoted ? close + 1 : Math.min(piece.feed(at), piece.carriage(at));
    const next = quoted ? close + 1 : nextOf(text, delimiter, at, lineEnd);
    if (next - from > longestRow) throw tooLong(lineHere());
    if (quoted && close === text.length) throw new DelimitedBroken(lineHere(), 'a quote opens here and never ends');
    if (quoted && next < text.length && !endsCell(text[next], delimiter)) throw new DelimitedBroken(line + lineEnds(text, from, next), 'text follows the quote that ends a cell');
    cells.push(quoted ? text.slice(at + 1, close).replaceAll('""', '"') : text.slice(at, next));
    if (text[next] === delimiter) at = next + 1;
    else return isOpen(piece, next) ? null : { cells, end: next };
  }
}

/** Where a quoted cell ends; the length of the text where it does not. */
function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    if (text[at + 1] !== '"') return at;
  }
}

function nextOf(text: string, delimiter: string, from: number, end: number): number {
  const found = text.indexOf(delimiter, from);
  return found === -1 || found > end ? end : found;
}

const endsCell = (char: string | undefined, delimiter: string): boolean => char === delimiter || char === '\n' || char === '\r';

const tooLong = (line: number): DelimitedBroken => new DelimitedBroken(line, 'a row of more than a million characters; perhaps a quote opens here and never ends', true);

/** How many lines end between the two places. */
function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && !(at + 1 < to && text.charCodeAt(at + 1) === 10))) count += 1;
  }
  return count;
}
