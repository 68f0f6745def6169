/** Taking one value out of a row, as a rule of the mapping says. */
import { accept } from '../kernel/index.ts';
import type { Condition, Mapping, Rule } from './mapping.ts';
import { choicesOf, lessMoney, plusDays, plusMonths, readChoice, readCount, readDay, readInstant, readMoney, readRate, readText, readUplift, type MoneyForm, type Reading } from './readings.ts';
import type { Row } from './table.ts';

/** What the mapping counts as an empty cell. */
export type Empty = ReadonlySet<string>;

export const emptyCells = ({ empty }: Mapping): Empty => new Set(['', ...(empty ?? [])]);

export const isRule = (value: object): value is Rule =>
  'constant' in value || 'column' in value || 'firstOf' in value || 'template' in value;

const placeholder = /\{([^{}]+)\}/g;
const placeholdersOf = (template: string): readonly string[] => [...template.matchAll(placeholder)].map((match) => match[1] ?? '');

type Read = Exclude<Rule, { constant: unknown }>;

/** The columns that a rule reads, in its order. */
export function columnsOf(rule: Rule): readonly string[] {
  if ('constant' in rule) return [];
  const first = 'column' in rule ? [rule.column] : 'firstOf' in rule ? rule.firstOf : placeholdersOf(rule.template);
  return [...first, ...changedBy(rule)];
}

/** The columns that change a value after it was read. */
const changedBy = (rule: Read): readonly string[] => [
  ...('minus' in rule ? (rule.minus ?? []) : []),
  ...('plusMonths' in rule && rule.plusMonths !== undefined ? [rule.plusMonths] : []),
  ...('plusDays' in rule && rule.plusDays !== undefined ? [rule.plusDays] : []),
];

/** The text of a cell; null when it is empty. */
export function cell(row: Row, column: string, empty: Empty): string | null {
  const text = (row.cells[row.table.columns.get(column) ?? -1] ?? '').trim();
  return empty.has(text) ? null : text;
}

/** The text that a rule finds in a row, before it is read; null when there is none. */
export function textOf(rule: Read, row: Row, empty: Empty): string | null {
  if ('column' in rule) return cell(row, rule.column, empty);
  if ('firstOf' in rule) {
    for (const column of rule.firstOf) {
      const text = cell(row, column, empty);
      if (text !== null) return text;
    }
    return null;
  }
  const blank = placeholdersOf(rule.template).every((column) => cell(row, column, empty) === null);
  return blank ? null : rule.template.replace(placeholder, (_, column: string) => cell(row, column, empty) ?? '');
}

/** How the text of a rule is read, without what other columns add or take off. */
export function readerOf(rule: Read): (text: string) => Reading<unknown> {
  switch (rule.as) {
    case undefined:
    case 'text':
    case 'identifier':
      return (text) => readText(text, rule);
    case 'yuan':
    case 'wan_yuan':
    case 'fen':
      return (text) => readMoney(text, rule);
    case 'day':
      return (text) => readDay(text, rule.form ?? 'year_first');
    case 'instant':
      return (text) => readInstant(text, rule.offset ?? '+08:00');
    case 'rate':
      return (text) => readRate(text, rule);
    case 'uplift':
      return (text) => readUplift(text, rule);
    case 'count':
      return readCount;
    case 'choice': {
      const choices = choicesOf<unknown>(rule.values);
      return (text) => readChoice(text, choices);
    }
  }
}

/** The value in the form of the loan file; null when the row has none. */
export function take(rule: Rule, row: Row, empty: Empty): Reading<unknown> {
  if ('constant' in rule) return accept(rule.constant);
  const text = textOf(rule, row, empty);
  if (text === null) return accept(null);
  const read = readerOf(rule)(text);
  if (!read.ok || changedBy(rule).length === 0) return read;
  if (rule.as === 'day') return later(String(read.value), rule, row, empty);
  return less(String(read.value), rule as MoneyForm & { readonly minus: readonly string[] }, row, empty);
}

/** A day a term later; no day where the term is not known. */
function later(day: string, rule: { readonly plusMonths?: string | undefined; readonly plusDays?: string | undefined }, row: Row, empty: Empty): Reading<string | null> {
  const months = rule.plusMonths === undefined ? '0' : cell(row, rule.plusMonths, empty);
  const days = rule.plusDays === undefined ? '0' : cell(row, rule.plusDays, empty);
  if (months === null || days === null) return accept(null);
  const moved = plusMonths(day, months);
  return moved.ok ? plusDays(moved.value, days) : moved;
}

/** An amount less those of other columns; an empty one takes nothing off. */
function less(amountFen: string, form: MoneyForm & { readonly minus: readonly string[] }, row: Row, empty: Empty): Reading<string> {
  const off: string[] = [];
  for (const column of form.minus) {
    const read = readMoney(cell(row, column, empty) ?? '0', form);
    if (!read.ok) return read;
    off.push(read.value);
  }
  return lessMoney(amountFen, off);
}

export const meets = (row: Row, conditions: readonly Condition[] | undefined): boolean =>
  (conditions ?? []).every((condition) => {
    const text = (row.cells[row.table.columns.get(condition.column) ?? -1] ?? '').trim();
    return 'in' in condition ? condition.in.includes(text) : !condition.notIn.includes(text);
  });
