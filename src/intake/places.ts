/** Where in the sender's files a problem lies, with the cell masked where it identifies or reaches a person. */
import { maskEmail, maskIdentity, maskMobile, maskName } from '../parties/index.ts';
import type { Mapping, Rule } from './mapping.ts';
import type { Place } from './problems.ts';
import type { Row } from './table.ts';
import { columnsOf } from './take.ts';

export type Masks = ReadonlyMap<string, (text: string) => string>;

/** The columns that identify or reach a person, as the mapping uses them, and how each is masked. */
export function masksOf({ loan }: Mapping): Masks {
  const personal: readonly (readonly [Rule, (text: string) => string])[] = [
    [loan.borrower.name, maskName],
    [loan.borrower.identity.number, maskIdentity],
    [loan.borrower.mobile, maskMobile],
    [loan.borrower.email, maskEmail],
    [loan.borrower.address, maskName],
    [loan.arbitration.serviceEmail, maskEmail],
    [loan.arbitration.serviceMobile, maskMobile],
  ];
  return new Map(personal.flatMap(([rule, mask]) => columnsOf(rule).map((column) => [column, mask] as const)));
}

/** Where a row stands in its file, with the cell in question. */
export function placeOf(row: Row, column: string | null, masks: Masks): Place {
  const value = column === null ? null : (row.cells[row.table.columns.get(column) ?? -1] ?? null);
  const mask = value === '' ? undefined : masks.get(column ?? '');
  return { file: row.table.file, row: row.row, column, value: value !== null && mask ? mask(value) : value };
}
