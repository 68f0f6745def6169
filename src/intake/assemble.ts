/** One loan from the rows that belong to it: taken field by field, checked as a whole, with everything that is wrong. */
import { loanFileSchema, type Loan } from '../claims/index.ts';
import { addFen, formatYuan, parseFen } from '../kernel/index.ts';
import { maskEmail, maskIdentity, maskMobile, maskName } from '../parties/index.ts';
import { checkLoan } from './checks.ts';
import type { Group, Mapping, Rule } from './mapping.ts';
import { problem, type Place, type Problem, type ProblemCode } from './problems.ts';
import type { Row, Table } from './table.ts';
import { cell, columnsOf, emptyCells, isRule, meets, take, textOf, type Empty } from './take.ts';

/** What one loan of the export came to. */
export type RowResult =
  | { readonly kind: 'loan'; readonly loan: Loan; readonly warnings: readonly Problem[] }
  | { readonly kind: 'reject'; readonly reference: string | null; readonly problems: readonly Problem[] };

/** The rows of one loan: those of the main source, at least one, and those of each other source. */
export interface LoanRows {
  readonly main: readonly [Row, ...Row[]];
  readonly others: ReadonlyMap<string, readonly Row[]>;
}

type Path = readonly (string | number)[];
type Node = Rule | { readonly [key: string]: Node };
type Masks = ReadonlyMap<string, (text: string) => string>;

/** The columns that identify or reach a person, as the mapping uses them, and how each is masked. */
function masksOf({ loan }: Mapping): Masks {
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

/** The rules outside lists that read one row for the whole loan; several rows must agree on their columns. */
export function loanLevelRules({ loan }: Mapping): readonly Rule[] {
  const { disbursements, schedule, repayments, signatures, files, ...single } = loan;
  const once = [disbursements, schedule, repayments, signatures, files].flatMap((list) => (list as readonly Group[]).filter(({ each }) => each === 'loan'));
  return [single as unknown as Node, ...once.map(fieldsOf)].flatMap(rulesIn);
}

export function rulesIn(node: Node | null | undefined): readonly Rule[] {
  if (node === null || node === undefined) return [];
  return isRule(node) ? [node] : Object.values(node).flatMap(rulesIn);
}

export function fieldsOf({ each: _each, where: _where, unique: _unique, ...fields }: Group): Node {
  return fields;
}

/** Assembles loans under one mapping; `assemble` answers for one loan at a time. */
export function assembler(mapping: Mapping) {
  const empty = emptyCells(mapping);
  const masks = masksOf(mapping);
  const agreeing = mapping.severalRowsPerLoan === true ? [...new Set(loanLevelRules(mapping).flatMap(columnsOf))] : [];
  return { masks, assemble: (rows: LoanRows): RowResult => assemble({ mapping, empty, masks, agreeing }, rows) };
}

interface Rules {
  readonly mapping: Mapping;
  readonly empty: Empty;
  readonly masks: Masks;
  readonly agreeing: readonly string[];
}

/** Where a row stands in its file, with the cell in question. */
export function placeOf(row: Row, column: string | null, masks: Masks): Place {
  const value = column === null ? null : (row.cells[row.table.columns.get(column) ?? -1] ?? null);
  const mask = value === '' ? undefined : masks.get(column ?? '');
  return { file: row.table.file, row: row.row, column, value: value !== null && mask ? mask(value) : value };
}

/** Collects values and problems of one loan while its draft is built. */
interface Desk {
  readonly rules: Rules;
  readonly problems: Problem[];
  /** For each list, the rule and the row behind each entry. */
  readonly origins: Map<string, { readonly fields: Node; readonly row: Row }[]>;
}

function assemble(rules: Rules, rows: LoanRows): RowResult {
  const { loan } = rules.mapping;
  const [main] = rows.main;
  const desk: Desk = { rules, problems: [], origins: new Map() };
  checkRows(desk, rows);
  const reference = takeInto(desk, loan.reference, main);
  const single = (node: object) => takeAll(desk, node as unknown as Node, main);
  const draft = {
    schema: 'assize/loan-file/v1',
    reference,
    currency: 'CNY',
    lender: single(loan.lender),
    borrower: single(loan.borrower),
    contract: single(loan.contract),
    disbursements: entries(desk, 'disbursements', loan.disbursements, rows),
    schedule: entries(desk, 'schedule', loan.schedule, rows),
    repayments: entries(desk, 'repayments', loan.repayments, rows),
    acceleration: acceleration(desk, loan.acceleration, main),
    arbitration: single(loan.arbitration),
    signatures: entries(desk, 'signatures', loan.signatures, rows),
    files: entries(desk, 'files', loan.files, rows),
    sources: sourcesOf(rows),
  };
  const parsed = loanFileSchema.safeParse(draft);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) refuseValue(desk, draft, path as Path, message, main);
  } else {
    checkTotal(desk, parsed.data, main);
    for (const finding of checkLoan(parsed.data)) desk.problems.push(problem(finding.code, placeAt(desk, finding.path, main), finding.detail));
  }
  if (parsed.success && desk.problems.every(({ severity }) => severity === 'warning')) {
    return { kind: 'loan', loan: parsed.data, warnings: desk.problems };
  }
  return { kind: 'reject', reference: typeof reference === 'string' ? reference : null, problems: distinct(desk.problems) };
}

/** One cell that several fields are read from is told of once. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((each) => [[each.code, each.file, each.row, each.column ?? each.message].join(), each])).values(),
];

function checkRows(desk: Desk, rows: LoanRows): void {
  const { masks, empty, agreeing } = desk.rules;
  for (const row of [...rows.main, ...[...rows.others.values()].flat()]) {
    if (row.cells.length === row.table.width) continue;
    desk.problems.push(problem('row_column_count_wrong', placeOf(row, null, masks), `${row.cells.length} cells under ${row.table.width} columns`));
  }
  const [first, ...rest] = rows.main;
  for (const row of rest) {
    for (const column of agreeing) {
      if (cell(row, column, empty) !== cell(first, column, empty)) {
        desk.problems.push(problem('rows_disagree', placeOf(row, column, masks), `row ${first.row} differs`));
      }
    }
  }
}

/** The value of one rule; undefined, and a problem noted, when the cell cannot be read. */
function takeInto(desk: Desk, rule: Rule, row: Row): unknown {
  const taken = take(rule, row, desk.rules.empty);
  if (taken.ok) return taken.value;
  note(desk, taken.refusal.code, rule, row);
  return undefined;
}

function note(desk: Desk, code: ProblemCode, rule: Rule | null, row: Row, detail?: string): void {
  const columns = rule === null ? [] : columnsOf(rule);
  const column = columns.find((each) => cell(row, each, desk.rules.empty) !== null) ?? columns[0] ?? null;
  desk.problems.push(problem(code, placeOf(row, column, desk.rules.masks), detail));
}

function takeAll(desk: Desk, node: Node, row: Row): unknown {
  if (isRule(node)) return takeInto(desk, node, row);
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, takeAll(desk, each, row)]));
}

function entries(desk: Desk, list: string, groups: readonly Group[], rows: LoanRows): readonly unknown[] {
  const origins: { fields: Node; row: Row }[] = [];
  desk.origins.set(list, origins);
  return groups.flatMap((group) => {
    const fields = fieldsOf(group);
    const seen = new Map<string, string>();
    return rowsOf(desk, group, rows).flatMap((row) => {
      if (!meets(row, group.where) || isBlank(desk, fields, row)) return [];
      const entry = takeAll(desk, fields, row);
      if (group.unique !== undefined && repeats(desk, seen, group.unique, row, JSON.stringify(entry))) return [];
      origins.push({ fields, row });
      return [entry];
    });
  });
}

function rowsOf(desk: Desk, { each }: Group, rows: LoanRows): readonly Row[] {
  if (each === 'loan') return [rows.main[0]];
  return each === desk.rules.mapping.main ? rows.main : (rows.others.get(each) ?? []);
}

/** An entry whose columns are all empty is no entry: the second file that most loans lack, the repayment not yet made. */
function isBlank(desk: Desk, fields: Node, row: Row): boolean {
  const read = rulesIn(fields).filter((rule) => !('constant' in rule));
  return read.length > 0 && read.every((rule) => 'constant' in rule || textOf(rule, row, desk.rules.empty) === null);
}

function repeats(desk: Desk, seen: Map<string, string>, column: string, row: Row, entry: string): boolean {
  const number = cell(row, column, desk.rules.empty);
  if (number === null) return false;
  const before = seen.get(number);
  seen.set(number, before ?? entry);
  if (before === undefined) return false;
  note(desk, before === entry ? 'entry_repeated' : 'entry_number_conflict', { column }, row);
  return true;
}

function acceleration(desk: Desk, rule: Mapping['loan']['acceleration'], row: Row): unknown {
  const noticedOn = rule === null ? null : takeInto(desk, rule.noticedOn, row);
  return noticedOn === null ? null : { noticedOn };
}

function checkTotal(desk: Desk, { repayments }: Loan, row: Row): void {
  const rule = desk.rules.mapping.loan.repaymentsTotalFen;
  const total = rule === undefined ? null : takeInto(desk, rule, row);
  if (rule === undefined || typeof total !== 'string') return;
  const dated = addFen(...repayments.map(({ amountFen }) => amountFen));
  const stated = parseFen(total);
  if (dated !== stated) note(desk, 'repayments_short_of_total', rule, row, `${formatYuan(dated)} dated, ${formatYuan(stated)} in all`);
}

/** What the schema of the loan file refuses: an absent value, or one that it does not allow. Unread values are noted already. */
function refuseValue(desk: Desk, draft: unknown, path: Path, message: string, main: Row): void {
  const value = partAt(draft, path);
  if (value === undefined) return;
  const field = path.join('.');
  const missing = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  desk.problems.push(problem(missing ? 'value_missing' : 'value_not_allowed', placeAt(desk, path, main), missing ? field : `${field}: ${message}`));
}

/** The place in the files that a path in the loan file was read from. */
function placeAt(desk: Desk, path: Path, main: Row): Place {
  const [list, index, ...rest] = path;
  const origin = typeof index === 'number' ? desk.origins.get(String(list))?.[index] : undefined;
  const rule = origin ? partAt(origin.fields, rest) : partAt(desk.rules.mapping.loan, path);
  const column = typeof rule === 'object' && rule !== null && isRule(rule) ? (columnsOf(rule)[0] ?? null) : null;
  return placeOf(origin?.row ?? main, column, desk.rules.masks);
}

const partAt = (whole: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, key) => (part as Readonly<Record<string | number, unknown>> | null | undefined)?.[key], whole);

function sourcesOf(rows: LoanRows): readonly unknown[] {
  const byTable = new Map<Table, number[]>();
  for (const row of [...rows.main, ...[...rows.others.values()].flat()]) {
    byTable.getOrInsertComputed(row.table, () => []).push(row.row);
  }
  return [...byTable].map(([{ file, sha256 }, numbers]) => ({ file, sha256, rows: numbers }));
}
