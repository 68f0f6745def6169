/** How columns of the same rows, and of several tables, hang together. */
import { readMoney } from '../readings.ts';
import type { Column, MoneyUnit } from './shapes.ts';

/** How many of its filled cells are there once only, 0 to 1; 0 for an empty column. */
export const uniqueness = ({ distinct, filled }: Column): number => (filled === 0 ? 0 : distinct.length / filled);

/** The share of the values of `inner` that `outer` has too. */
export function contained(inner: Column, outer: Column): number {
  if (inner.distinct.length === 0) return 0;
  const known = new Set(outer.distinct);
  return inner.distinct.filter((value) => known.has(value)).length / inner.distinct.length;
}

/** Whether the column has one value for each key, as the terms of a loan have; null where no key comes twice. */
export function steadyWithin(key: Column, column: Column): boolean | null {
  const first = new Map<string, string>();
  let repeated = 0;
  let changed = 0;
  key.cells.forEach((name, row) => {
    const value = column.cells[row] ?? '';
    const before = first.get(name);
    if (name === '') return;
    if (before === undefined) return void first.set(name, value);
    repeated += 1;
    if (before !== value) changed += 1;
  });
  return repeated === 0 ? null : changed / repeated <= 0.02;
}

/** Values of `column` whose rows have the key, where its other values have rows without: applications that became loans. */
export function valuesWithKey(key: Column, column: Column): readonly string[] | null {
  if (column.distinct.length < 2 || column.distinct.length > 8) return null;
  const shares = column.distinct.map((value) => {
    const rows = column.cells.flatMap((cell, row) => (cell === value ? [row] : []));
    return { value, share: rows.filter((row) => key.cells[row] !== '').length / rows.length };
  });
  if (shares.some(({ share }) => share > 0.02 && share < 0.98)) return null;
  const with_ = shares.filter(({ share }) => share >= 0.98).map(({ value }) => value);
  return with_.length === 0 || with_.length === shares.length ? null : with_;
}

const fenOf = (text: string | undefined, as: MoneyUnit): number | null => {
  const read = readMoney(text ?? '', { as, exponent: true, rounding: 'half_up' });
  return read.ok ? Number(read.value) : null;
};

/** The unit in which the entries of each key add up to the loan's principal for most keys; null for none. */
export function unitThatAddsUp(entryKey: Column, entry: Column, loanKey: Column, principal: Column, principalUnit: MoneyUnit): MoneyUnit | null {
  const owed = new Map(loanKey.cells.map((key, row) => [key, fenOf(principal.cells[row], principalUnit)]));
  for (const unit of ['yuan', 'fen', 'wan_yuan'] as const) {
    const sums = new Map<string, number>();
    entryKey.cells.forEach((key, row) => sums.set(key, (sums.get(key) ?? 0) + (fenOf(entry.cells[row], unit) ?? 0)));
    const known = [...sums].filter(([key]) => owed.has(key));
    if (known.length > 0 && known.filter(([key, sum]) => owed.get(key) === sum).length / known.length > 0.5) return unit;
  }
  return null;
}

/** Whether one amount is at least the other in nearly every row, as what is due in all is to the principal. */
export function covers(whole: Column, part: Column): boolean {
  const pairs = whole.cells.map((cell, row) => [fenOf(cell, 'yuan'), fenOf(part.cells[row], 'yuan')] as const).filter(([a, b]) => a !== null && b !== null);
  return pairs.length > 0 && pairs.filter(([a, b]) => (a ?? 0) >= (b ?? 0)).length / pairs.length > 0.95;
}
