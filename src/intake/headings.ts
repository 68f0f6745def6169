/** The names of columns, from the rows that hold them. */
import type { RawRow } from './table.ts';

/**
 * One name for each column. Over several rows, a name that has names below it stands for the columns to its right as
 * well, as merged cells show it, up to the next name or to a column without one below; the parts are joined by `/`.
 * Names that come twice are told apart as `金额`, `金额 (2)`; a column without one is called `(C)`.
 */
export function columnNames(rows: readonly RawRow[]): readonly string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const levels = rows.map(({ cells }) => Array.from({ length: width }, (_, at) => (cells[at] ?? '').trim().replace(/\s+/g, ' ')));
  const spread = levels.map((level, depth) => carried(level, levels.slice(depth + 1)));
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, at) => {
    const parts = spread.map((level) => level[at] ?? '').filter((part, depth, all) => part !== '' && part !== all[depth - 1]);
    const name = apart(parts.join('/') || `(${letters(at)})`, taken);
    taken.add(name);
    return name;
  });
}

function carried(level: readonly string[], below: readonly (readonly string[])[]): readonly string[] {
  let name = '';
  return level.map((own, at) => {
    const isGroup = below.some((lower) => lower[at] !== '');
    if (own !== '' || !isGroup) name = isGroup ? own : '';
    return own === '' ? name : own;
  });
}

function apart(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name} (${count})`;
    if (!taken.has(tried)) return tried;
  }
}

/** The column as spreadsheets call it: A, B, … Z, AA. */
const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
