/** Rows set down on disk, one a line, and taken up again in the same order, so that none but those at hand are held. */
import { open } from 'node:fs/promises';
import type { Row, Table } from './table.ts';

/** Between the parts of a line. A cell may hold it, and is then escaped. */
export const between = '\x1e';
/** Between cells; the readers let none into a cell. */
const betweenCells = '\x1f';

const mostHeld = 64 * 1024;

export interface Spool {
  readonly put: (line: string) => void;
  /** To be awaited now and then: writes what was put, once there is enough of it. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a file of lines for writing. */
export async function openSpool(path: string): Promise<Spool> {
  const file = await open(path, 'w');
  let held = '';
  const write = async () => {
    const text = held;
    held = '';
    await file.appendFile(text);
  };
  return {
    put: (line) => {
      held += `${line}\n`;
    },
    settle: async () => {
      if (held.length >= mostHeld) await write();
    },
    close: async () => {
      try {
        await write();
      } finally {
        await file.close();
      }
    },
  };
}

/** The lines of a file, some at a time. */
export async function* linesOf(path: string): AsyncGenerator<readonly string[]> {
  const file = await open(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(mostHeld);
    let held = 0;
    for (;;) {
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const { bytesRead } = await file.read(buffer, held, buffer.length - held);
      if (bytesRead === 0) return;
      held += bytesRead;
      const end = buffer.lastIndexOf(10, held - 1) + 1;
      if (end === 0) continue;
      yield buffer.toString('utf8', 0, end - 1).split('\n');
      buffer.copyWithin(0, end, held);
      held -= end;
    }
  } finally {
    await file.close();
  }
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\x1e': '\\e' };
const escaped: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(escapes).map(([char, text]) => [text, char]));

/** Text as a part of a line. */
export function partOfLine(text: string): string {
  const isPlain = !text.includes('\n') && !text.includes('\\') && !text.includes('\r') && !text.includes(between);
  return isPlain ? text : text.replace(/[\\\n\r\x1e]/g, (char) => escapes[char] ?? char);
}

const textOfPart = (part: string): string => (part.includes('\\') ? part.replace(/\\[\\nre]/g, (text) => escaped[text] ?? text) : part);

/** A row as the last part of a line; `table` is the number of its table. */
export const rowPart = (table: number, row: number, cells: readonly string[]): string =>
  `${table}${betweenCells}${row}${betweenCells}${partOfLine(cells.join(betweenCells))}`;

/** The row that `rowPart` set down as the end of a line. */
export function rowIn(line: string, from: number, tables: readonly Table[]): Row {
  const first = line.indexOf(betweenCells, from);
  const second = line.indexOf(betweenCells, first + 1);
  const table = tables[Number(line.slice(from, first))];
  if (table === undefined) throw new Error('a spooled row of no table');
  return { table, row: Number(line.slice(first + 1, second)), cells: textOfPart(line.slice(second + 1)).split(betweenCells) };
}

/** Key columns as one text; the readers let no separator into a cell. */
export const joinedKey = (parts: readonly string[]): string => parts.join(betweenCells);
