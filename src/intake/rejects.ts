/**
 * Files of rejects: the rows of every loan that was not taken, as the sender laid them out, with three columns added.
 * Corrected and sent again, they are read by the same mapping.
 */
import type { Row, Table } from './table.ts';
import { chineseOf } from './problem-words.ts';

/** One loan, or row that belongs to none, that was not taken: its rows as they were sent, and what is wrong. */
export interface Reject {
  readonly rows: readonly Row[];
  readonly problems: readonly RejectProblem[];
}

export interface RejectProblem {
  readonly code: string;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
  readonly fix: string;
}

/** What stands behind the sender's own columns. A file with the first of them is a file of rejects. */
export const addedColumns = ['问题代码 code', '说明 explanation', '建议 fix'] as const;

export const isOfRejects = ({ columns }: Pick<Table, 'columns'>): boolean => columns.has(addedColumns[0]);

const startsFormula = /^'*[=+\-@\t\r＝＋－＠]/;
const isNegative = /^-\d+(\.\d+)?$/;

/** A cell that a spreadsheet would compute has `'` put before it; a negative number is no formula. */
export const disarmed = (cell: string): string => (startsFormula.test(cell) && !isNegative.test(cell) ? `'${cell}` : cell);

/** The cell as it was before `disarmed`, whatever it was. */
export const restored = (cell: string): string => (cell.startsWith("'") && startsFormula.test(cell) ? cell.slice(1) : cell);

/** The row without what an earlier round of rejects has added to it. */
export function ownCells({ table, cells }: Pick<Row, 'table' | 'cells'>): readonly string[] {
  const added = addedPlaces(table);
  if (added.size === 0) return cells;
  // A row with too few cells or too many keeps its fault: which of them are ours can only be counted from its end.
  return cells.length === table.width ? cells.filter((_, place) => !added.has(place)) : cells.slice(0, Math.max(0, cells.length - added.size));
}

export const addedPlaces = ({ columns }: Pick<Table, 'columns'>): ReadonlySet<number> =>
  new Set(addedColumns.flatMap((name) => columns.get(name) ?? []));

/** The cells to add to each row of a reject: its own problems, or where the problem of its loan lies. */
export function addedCells({ rows, problems }: Reject): readonly (readonly string[])[] {
  const places = Map.groupBy(rows, ({ table, row }) => `${row} ${table.file}`);
  // Sheets of one workbook count their rows each for itself; the column tells them apart.
  const ownerOf = ({ file, row, column }: RejectProblem) =>
    places.get(`${row} ${file}`)?.find(({ table }) => column === null || table.columns.has(column)) ?? rows[0];
  const owned = Map.groupBy(problems, ownerOf);
  const [owner] = owned.keys();
  return rows.map((row) => {
    const own = owned.get(row);
    if (own === undefined) return ['', elsewhere(owner, row), ''];
    const words = own.map(wordsOf);
    return [joined(own.map(({ code }) => code)), joined(words.map(({ said }) => said)), joined(words.map(({ advice }) => advice))];
  });
}

const joined = (texts: readonly string[]): string => [...new Set(texts)].join(' | ');

function wordsOf({ code, column, message, fix }: RejectProblem): { readonly said: string; readonly advice: string } {
  const chinese = chineseOf(code, message);
  const where = column === null ? '' : `${column}: `;
  return chinese === null ? { said: `${where}${message}`, advice: fix } : { said: `${where}${chinese.message} / ${message}`, advice: `${chinese.fix} / ${fix}` };
}

function elsewhere(owner: Row | undefined, { table }: Row): string {
  if (owner === undefined) return '';
  const file = owner.table === table ? '' : `${owner.table.file} `;
  return `所属贷款的问题见${file}第${owner.row}行 / belongs to a loan with a problem in ${file}row ${owner.row}`;
}
