/**
 * A mapping made ready: each rule becomes one function from a row to the field of the loan file, because a million
 * loans go through it and most of their cells say what an earlier one said.
 */
import { accept, type Rate } from '../kernel/index.ts';
import { isField, textForm, type Field, type Fields } from './loan-fields.ts';
import type { Mapping, Rule } from './mapping.ts';
import type { Node } from './columns.ts';
import { placeOf, type Masks } from './places.ts';
import { problem, type Problem, type ProblemCode } from './problems.ts';
import type { Reading } from './readings.ts';
import type { Row, Table } from './table.ts';
import { cell, columnsOf, readerOf, take, type Empty } from './take.ts';

/** The rows of one loan: those of the main source, at least one, and those of the others, each in the order of file and row. */
export interface LoanRows {
  readonly main: readonly [Row, ...Row[]];
  readonly others: ReadonlyMap<string, readonly Row[]>;
  /** How many more there were: above `mostRows` none is held. */
  readonly leftOut: number;
}

/** Rows of one loan that are held. More carry one key only where the mapping takes the wrong column for it. */
export const mostRows = 10_000;

/** What every loan of one mapping is assembled with. */
export interface Setting {
  readonly mapping: Mapping;
  readonly empty: Empty;
  readonly masks: Masks;
  readonly asOf: string | null;
}

/** Where one loan is put together, with what was found wrong on the way. */
export interface Desk {
  readonly rows: LoanRows;
  readonly problems: Problem[];
  /** What stands behind each entry, list by list, and where each list begins. */
  readonly origins: Origin[];
  readonly starts: Record<string, number>;
}

export interface Origin {
  readonly fields: Node;
  readonly row: Row;
}

/** Makes a part of the loan file from a row; undefined, and a problem noted, where it cannot. */
export type Make = (desk: Desk, row: Row) => unknown;

export const rowsOfSource = ({ mapping }: Setting, { main, others }: LoanRows, source: string): readonly Row[] =>
  source === mapping.main ? main : (others.get(source) ?? []);

export type Makers<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field ? Make : F[Name] extends Fields ? Makers<F[Name]> : never };

/** A function for each of the fields. What the mapping leaves out is null, or what the loan file has where nothing is said. */
export function makersOf<F extends Fields>(setting: Setting, fields: F, node: Node | undefined, path: string): Makers<F> {
  const makers = Object.entries(fields).map(([name, field]) => {
    const rule = (node as Readonly<Record<string, Node>> | undefined)?.[name];
    const at = `${path}.${name}`;
    return [name, isField(field) ? fieldMaker(setting, field, (rule as Rule | undefined) ?? { constant: null }, at) : makersOf(setting, field, rule, at)];
  });
  return Object.fromEntries(makers) as Makers<F>;
}

/** One field: its rule, held to what the loan file allows. */
export function fieldMaker(setting: Setting, field: Field, rule: Rule, path: string): Make {
  if ('constant' in rule) return constantMaker(setting, field, rule, path);
  const { source } = rule;
  const read = taker(setting, rule);
  const isSure = sure.has(rule.as ?? 'text') || field.form === textForm;
  const absent = field.otherwise ?? null;
  const mayBeAbsent = field.nullable || absent !== null;
  return (desk, row) => {
    const from = source === undefined ? row : rowsOfSource(setting, desk.rows, source)[0];
    if (from === undefined) {
      if (mayBeAbsent) return absent;
      desk.problems.push(problem('value_missing', placeOf(row, null, setting.masks), `${path}: no row in ${source ?? ''}`));
      return undefined;
    }
    const taken = read(from);
    if (!taken.ok) return noteRule(setting, desk, taken.refusal.code, rule, from);
    const { value } = taken;
    if (value === null && mayBeAbsent) return absent;
    if (value === null || value === '') return noteValue(setting, desk, 'value_missing', rule, from, path);
    if (!isSure && !field.allows(value)) return noteValue(setting, desk, 'value_not_allowed', rule, from, `${path}: ${field.form}`);
    return value;
  };
}

function constantMaker(setting: Setting, field: Field, rule: Extract<Rule, { constant: unknown }>, path: string): Make {
  const said = typeof rule.constant === 'string' ? rule.constant.trim() : inOrder(rule.constant);
  const value = said ?? field.otherwise ?? null;
  if (value === null ? field.nullable : field.allows(value)) return () => value;
  const isMissing = value === null || value === '';
  return (desk, row) => noteValue(setting, desk, isMissing ? 'value_missing' : 'value_not_allowed', rule, row, isMissing ? path : `${path}: ${field.form}`);
}

/** Readings that give nothing that a loan file does not allow, as none does where it allows any text; a test shows it. */
const sure: ReadonlySet<string> = new Set(['day', 'instant', 'rate', 'uplift', 'choice']);

/** Readings whose answers repeat from loan to loan. */
const repeating: ReadonlySet<string> = new Set(['day', 'rate', 'uplift', 'count', 'choice']);

/** A rule made ready: what `take` answers. */
function taker({ empty }: Setting, rule: ReadRule): (row: Row) => Reading<unknown> {
  if ('minus' in rule || 'plusMonths' in rule || 'plusDays' in rule) return (row) => take(rule, row, empty);
  const read = repeating.has(rule.as ?? 'text') ? remembering(readerOf(rule)) : readerOf(rule);
  const find = finder(rule, empty);
  return (row) => {
    const text = find(row);
    return text === null ? nothing : read(text);
  };
}

/** What `cell` answers, made ready for one column. */
export function cellFinder(column: string, empty: Empty): (row: Row) => string | null {
  const longest = Math.max(...[...empty].map((text) => text.length));
  let [table, at]: [Table | null, number] = [null, -1];
  return (row) => {
    if (row.table !== table) [table, at] = [row.table, row.table.columns.get(column) ?? -1];
    const text = (row.cells[at] ?? '').trim();
    return text.length <= longest && empty.has(text) ? null : text;
  };
}

/** What `textOf` answers, made ready. */
export function finder(rule: ReadRule, empty: Empty): (row: Row) => string | null {
  if ('column' in rule) return cellFinder(rule.column, empty);
  if ('firstOf' in rule) {
    const cells = rule.firstOf.map((column) => cellFinder(column, empty));
    return (row) => {
      for (const find of cells) {
        const text = find(row);
        if (text !== null) return text;
      }
      return null;
    };
  }
  const parts = rule.template.split(/\{([^{}]+)\}/).map((part, index) => (index % 2 === 0 ? part : cellFinder(part, empty)));
  return (row) => {
    let [text, blank] = ['', true];
    for (const part of parts) {
      const found = typeof part === 'string' ? part : part(row);
      if (typeof part !== 'string' && found !== null) blank = false;
      text += found ?? '';
    }
    return blank ? null : text.trim();
  };
}

type ReadRule = Exclude<Rule, { constant: unknown }>;

/** A rate in the order of canonical JSON; any other value as it is. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { per, value: decimal } = value as Rate;
  return { per, value: decimal };
}

const nothing = accept(null);
const slots = 4096;
/** A longer text may be a slice of the block it was read in, and would keep all of it in memory. */
const longestRemembered = 12;

/**
 * The same reading, which knows its last answers. Each text has one place, found by its characters: a `Map` would
 * have to hash every cell anew, which costs as much as most readings do.
 */
function remembering(read: (text: string) => Reading<unknown>): (text: string) => Reading<unknown> {
  const texts = Array.from({ length: slots }, () => '');
  const answers = Array.from({ length: slots }, (): Reading<unknown> => nothing);
  return (text) => {
    let slot = text.length;
    if (slot > longestRemembered) return ordered(read(text));
    for (let at = 0; at < text.length; at += 1) slot = (Math.imul(slot, 31) + text.charCodeAt(at)) | 0;
    slot &= slots - 1;
    if (texts[slot] === text) return answers[slot] ?? nothing;
    texts[slot] = text;
    return (answers[slot] = ordered(read(text)));
  };
}

const ordered = (answer: Reading<unknown>): Reading<unknown> => (answer.ok ? accept(inOrder(answer.value)) : answer);

/** What cannot be read is told at the first column of the rule that is not empty. */
function noteRule({ empty, masks }: Setting, desk: Desk, code: ProblemCode, rule: Rule, row: Row): undefined {
  const columns = columnsOf(rule);
  const column = columns.find((each) => cell(row, each, empty) !== null) ?? columns[0] ?? null;
  desk.problems.push(problem(code, placeOf(row, column, masks)));
}

export function noteValue({ masks }: Setting, desk: Desk, code: ProblemCode, rule: Rule, row: Row, detail: string): undefined {
  desk.problems.push(problem(code, placeOf(row, columnsOf(rule)[0] ?? null, masks), detail));
}

