/** Taking one value out of a row, as a rule of the mapping says. */
import { accept, parseDay, refuse, type Outcome } from '../kernel/index.ts';
import type { Condition, Mapping, Rule } from './mapping.ts';
import type { ProblemCode } from './problems.ts';
import { readCount, readDay, readIdentifier, readInstant, readMoney, readRate, type Reading } from './readings.ts';
import type { Row } from './table.ts';

/** What the mapping counts as an empty cell. */
export type Empty = ReadonlySet<string>;

export const emptyCells = ({ empty }: Mapping): Empty => new Set(['', ...(empty ?? [])]);

export const isRule = (value: object): value is Rule =>
  'constant' in value || 'column' in value || 'firstOf' in value || 'template' in value;

const placeholder = /\{([^{}]+)\}/g;
const placeholdersOf = (template: string): readonly string[] => [...template.matchAll(placeholder)].map((match) => match[1] ?? '');

/** The columns that a rule reads, in its order. */
export function columnsOf(rule: Rule): readonly string[] {
  if ('constant' in rule) return [];
  const more = 'plusMonths' in rule && rule.plusMonths !== undefined ? [rule.plusMonths] : [];
  if ('column' in rule) return [rule.column, ...more];
  if ('firstOf' in rule) return [...rule.firstOf, ...more];
  return [...placeholdersOf(rule.template), ...more];
}

/** The text of a cell; null when it is empty. */
export function cell(row: Row, column: string, empty: Empty): string | null {
  const text = (row.cells[row.table.columns.get(column) ?? -1] ?? '').trim();
  return empty.has(text) ? null : text;
}

/** The text that a rule finds in a row, before it is read; null when there is none. */
export function textOf(rule: Exclude<Rule, { constant: unknown }>, row: Row, empty: Empty): string | null {
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

/** The value in the form of the loan file; null when the row has none. */
export function take(rule: Rule, row: Row, empty: Empty): Outcome<unknown, ProblemCode> {
  if ('constant' in rule) return accept(rule.constant);
  const text = textOf(rule, row, empty);
  if (text === null) return accept(null);
  switch (rule.as) {
    case undefined:
    case 'text':
      return accept(text);
    case 'identifier':
      return accept(readIdentifier(text));
    case 'yuan':
    case 'wan_yuan':
    case 'fen':
      return readMoney(text, rule);
    case 'day':
      return plusMonths(readDay(text, rule.form ?? 'year_first'), rule.plusMonths, row, empty);
    case 'instant':
      return readInstant(text, rule.offset ?? '+08:00');
    case 'rate':
      return readRate(text, rule.written, rule.per);
    case 'count':
      return readCount(text);
    case 'choice':
      return Object.hasOwn(rule.values, text) ? accept(rule.values[text]) : refuse('choice_unknown');
  }
}

function plusMonths(day: Reading<string>, column: string | undefined, row: Row, empty: Empty): Reading<string | null> {
  if (!day.ok || column === undefined) return day;
  const months = cell(row, column, empty);
  if (months === null) return accept(null);
  const count = readCount(months);
  return count.ok ? accept(parseDay(day.value).add({ months: count.value }).toString()) : count;
}

export const meets = (row: Row, conditions: readonly Condition[] | undefined): boolean =>
  (conditions ?? []).every((condition) => {
    const text = (row.cells[row.table.columns.get(condition.column) ?? -1] ?? '').trim();
    return 'in' in condition ? condition.in.includes(text) : !condition.notIn.includes(text);
  });
