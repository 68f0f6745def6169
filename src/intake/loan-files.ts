/** From a lender's files and a mapping to loan files, one answer per loan; a bad row never blocks another. */
import { accept, refuse, type Outcome } from '../kernel/index.ts';
import { assembler, fieldsOf, loanLevelRules, placeOf, rulesIn, type LoanRows, type RowResult } from './assemble.ts';
import type { Condition, Group, Mapping } from './mapping.ts';
import { problem } from './problems.ts';
import type { IntakeRefusal } from './refusals.ts';
import { readTable, type InputFile, type Row, type Table } from './table.ts';
import { cell, columnsOf, emptyCells, meets, type Empty } from './take.ts';

/** An export that could be read, and what its loans come to. */
export interface Intake {
  readonly files: readonly { readonly source: string; readonly name: string; readonly sha256: string; readonly rows: number }[];
  /** Rows of the main source that the mapping sets aside by its `where`. */
  readonly rowsSetAside: number;
  /** One result per loan in the order of the main source, then one per row that belongs to none. Made as they are asked for. */
  readonly results: Iterable<RowResult>;
}

export async function readLoanFiles(files: readonly InputFile[], mapping: Mapping): Promise<Outcome<Intake, IntakeRefusal>> {
  const assigned = assignFiles(files, mapping);
  if (!assigned.ok) return assigned;
  const tables: Table[] = [];
  for (const [sourceName, file] of assigned.value) {
    const source = mapping.sources[sourceName];
    if (source === undefined) continue;
    const table = await readTable(file, sourceName, source);
    if (!table.ok) return table;
    tables.push(table.value);
  }
  const missing = missingColumns(tables, mapping);
  if (missing) return missing;
  const { loans, strays, rowsSetAside } = gather(tables, mapping);
  const described = tables.map(({ source, file, sha256, rows }) => ({ source, name: file, sha256, rows: rows.length }));
  return accept({ files: described, rowsSetAside, results: results(mapping, loans, strays) });
}

/** Which source each file belongs to, by the name patterns of the mapping. */
function assignFiles(
  files: readonly InputFile[],
  mapping: Mapping,
): Outcome<readonly (readonly [string, InputFile])[], 'file_missing' | 'file_unexpected'> {
  const sources = Object.entries(mapping.sources).map(([name, { file }]) => ({ name, file, pattern: patternOf(file) }));
  const assigned: (readonly [string, InputFile])[] = [];
  for (const file of files) {
    const matching = sources.filter(({ pattern }) => pattern.test(file.name));
    const [source] = matching;
    if (source === undefined || matching.length > 1) {
      return refuse('file_unexpected', { file: file.name, expected: sources.map((each) => each.file), matching: matching.length });
    }
    assigned.push([source.name, file]);
  }
  const absent = sources.find(({ name }) => !assigned.some(([source]) => source === name));
  return absent ? refuse('file_missing', { source: absent.name, file: absent.file }) : accept(assigned);
}

const patternOf = (file: string): RegExp =>
  new RegExp(`^${file.split('*').map((part) => RegExp.escape(part)).join('.*')}$`, 'i');

/** The columns that the mapping reads from each source. */
function columnsRead(mapping: Mapping): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map(Object.entries(mapping.sources).map(([name, { key }]) => [name, new Set(key)]));
  const add = (source: string, columns: readonly string[]) => columns.forEach((column) => read.get(source)?.add(column));
  const named = (conditions: readonly Condition[] | undefined) => (conditions ?? []).map(({ column }) => column);
  add(mapping.main, [...loanLevelRules(mapping).flatMap(columnsOf), ...named(mapping.where)]);
  const lists = Object.values(mapping.loan).filter((each): each is never => Array.isArray(each)) as readonly (readonly Group[])[];
  for (const group of lists.flat()) {
    const source = group.each === 'loan' ? mapping.main : group.each;
    add(source, [...rulesIn(fieldsOf(group)).flatMap(columnsOf), ...named(group.where), ...(group.unique === undefined ? [] : [group.unique])]);
  }
  return read;
}

function missingColumns(tables: readonly Table[], mapping: Mapping) {
  const read = columnsRead(mapping);
  for (const { source, file, columns } of tables) {
    const missing = [...(read.get(source) ?? [])].filter((column) => !columns.has(column));
    if (missing.length > 0) return refuse('mapping_names_missing_column', { file, missing, columns: [...columns.keys()] });
  }
  return null;
}

interface Gathered {
  readonly loans: readonly LoanRows[];
  /** Rows without a key, and rows whose loan the main source does not have. */
  readonly strays: readonly { readonly row: Row; readonly code: 'key_missing' | 'row_without_loan' }[];
  readonly rowsSetAside: number;
}

/** Brings the rows of each loan together by key. Rows of other sources whose loan was set aside go with it. */
function gather(tables: readonly Table[], mapping: Mapping): Gathered {
  const empty = emptyCells(mapping);
  const loans = new Map<string, { main: [Row, ...Row[]]; others: Map<string, Row[]> }>();
  const strays: { row: Row; code: 'key_missing' | 'row_without_loan' }[] = [];
  const setAside = new Set<string>();
  let rowsSetAside = 0;
  for (const row of tables.filter(({ source }) => source === mapping.main).flatMap(({ rows }) => rows)) {
    const key = keyOf(row, mapping, empty);
    if (!meets(row, mapping.where)) {
      rowsSetAside += 1;
      if (key !== null) setAside.add(key);
      continue;
    }
    const loan = key === null ? undefined : loans.get(key);
    if (key === null) strays.push({ row, code: 'key_missing' });
    else if (loan) loan.main.push(row);
    else loans.set(key, { main: [row], others: new Map() });
  }
  for (const row of tables.filter(({ source }) => source !== mapping.main).flatMap(({ rows }) => rows)) {
    const key = keyOf(row, mapping, empty);
    const loan = key === null ? undefined : loans.get(key);
    if (key === null) strays.push({ row, code: 'key_missing' });
    else if (loan) loan.others.getOrInsertComputed(row.table.source, () => []).push(row);
    else if (!setAside.has(key)) strays.push({ row, code: 'row_without_loan' });
  }
  return { loans: [...loans.values()], strays, rowsSetAside };
}

function keyOf(row: Row, mapping: Mapping, empty: Empty): string | null {
  const parts = (mapping.sources[row.table.source]?.key ?? []).map((column) => cell(row, column, empty));
  return parts.includes(null) ? null : JSON.stringify(parts);
}

function* results(mapping: Mapping, loans: readonly LoanRows[], strays: Gathered['strays']): Generator<RowResult> {
  const { assemble, masks } = assembler(mapping);
  const key = mapping.sources[mapping.main]?.key ?? [];
  const references = new Map<string, Row>();
  for (const rows of loans) {
    if (rows.main.length > 1 && mapping.severalRowsPerLoan !== true) {
      const repeated = rows.main.map((row) =>
        problem('duplicate_reference', placeOf(row, key[0] ?? null, masks), `rows ${rows.main.map((each) => each.row).join(', ')}`),
      );
      yield { kind: 'reject', reference: repeated[0]?.value ?? null, problems: repeated };
      continue;
    }
    const result = assemble(rows);
    const before = result.kind === 'loan' ? references.get(result.loan.reference) : undefined;
    if (result.kind === 'loan' && before) {
      const place = placeOf(rows.main[0], columnsOf(mapping.loan.reference)[0] ?? null, masks);
      yield { kind: 'reject', reference: result.loan.reference, problems: [problem('duplicate_reference', place, `also row ${before.row}`)] };
      continue;
    }
    if (result.kind === 'loan') references.set(result.loan.reference, rows.main[0]);
    yield result;
  }
  for (const { row, code } of strays) {
    const column = mapping.sources[row.table.source]?.key[0] ?? null;
    yield { kind: 'reject', reference: null, problems: [problem(code, placeOf(row, column, masks))] };
  }
}
