/** The sources of a proposed mapping: what each table is called, where it is read, and which rows are set aside. */
import type { Condition, Source } from '../mapping.ts';
import { saying } from './headers.ts';
import { valuesWithKey } from './relations.ts';
import type { SeenTable } from './shapes.ts';
import { inDefault, loanMeanings, notInDefault } from './synonyms.ts';
import type { Arrangement, Joined } from './tables.ts';

export interface NamedSources {
  readonly main: { readonly name: string; readonly tables: readonly SeenTable[] };
  readonly joined: readonly (Joined & { readonly name: string })[];
  readonly sources: Readonly<Record<string, Source>>;
  readonly nameOf: (table: SeenTable) => string | null;
}

export function sourcesOf({ main, key, joined }: Arrangement): NamedSources {
  const keyName = key?.column.name ?? main.columns[0]?.name ?? '';
  const names = new Map<string, number>();
  const named = joined.map((each) => {
    const count = (names.get(each.part) ?? 0) + 1;
    names.set(each.part, count);
    return { ...each, name: count === 1 ? each.part : `${each.part}_${count}` };
  });
  const sources: Record<string, Source> = { loans: { ...placeOf(main.tables), key: [keyName] } };
  for (const { name, tables, key: own, to } of named) {
    sources[name] = { ...placeOf(tables), key: [own.name], ...(to.name !== keyName && { to: [to.name] }) };
  }
  const nameOf = (table: SeenTable) => (main.tables.includes(table) ? 'loans' : (named.find(({ tables }) => tables.includes(table))?.name ?? null));
  return { main: { name: 'loans', tables: main.tables }, joined: named, sources, nameOf };
}

/** Where the tables of one source are read. What a file itself says, or is the default, is not repeated. */
function placeOf(tables: readonly SeenTable[]): Omit<Source, 'key'> {
  const [first] = tables;
  if (first === undefined) return { file: '*' };
  const { kind, part, encoding, delimiter, headerRow, headerRows } = first;
  const files = [...new Set(tables.map(({ file }) => file))];
  const partNames = [...new Set(tables.flatMap((table) => (table.part === null ? [] : [table.part])))];
  return {
    file: patternOf(files),
    ...(kind === 'workbook' && part !== null && { sheet: patternOf(partNames) }),
    ...(kind === 'json' && part !== null && part !== '' && { list: part }),
    ...(kind === 'delimited' && encoding !== null && { encoding: encoding as NonNullable<Source['encoding']> }),
    ...(kind === 'delimited' && delimiter !== null && { delimiter }),
    ...(headerRow !== null && headerRow > 1 && { headerRow }),
    ...(headerRows > 1 && { headerRows }),
  };
}

/** One name for several: what they begin and end with alike, and anything in between. */
export function patternOf(names: readonly string[]): string {
  const [first = '*', ...others] = names;
  if (others.length === 0) return first;
  let start = 0;
  while (start < first.length && others.every((name) => name[start] === first[start])) start += 1;
  let end = 0;
  while (end < Math.min(...names.map((name) => name.length)) - start && others.every((name) => name.at(-1 - end) === first.at(-1 - end))) end += 1;
  return `${first.slice(0, start)}*${end === 0 ? '' : first.slice(-end)}`;
}

/** Rows that are no loans, such as refused applications, or loans with nothing to claim, where a column of states says so. */
export function whereOf({ main: { columns }, key }: Arrangement): { readonly condition: Condition; readonly because: string } | null {
  const states = columns.map((column) => ({ column, said: saying(column.header, loanMeanings.status) })).sort((a, b) => b.said - a.said);
  if (key !== null && key.column.filled < key.column.cells.length) {
    const [chosen] = states.flatMap(({ column, said }) => {
      const values = said > 0.3 || column.header.atoms.has('status') ? valuesWithKey(key.column, column) : null;
      return values === null ? [] : [{ column, values }];
    });
    if (chosen !== undefined) {
      const { column, values } = chosen;
      return { condition: { column: column.name, in: [...values] }, because: `rows whose ${column.name} is not ${values.join(' or ')} have no ${key.column.name} and are set aside` };
    }
  }
  for (const { column, said } of states) {
    const open = column.distinct.filter((text) => inDefault.test(text));
    const all = column.distinct.every((text) => inDefault.test(text) || notInDefault.test(text));
    if (said < 0.8 || open.length === 0 || open.length === column.distinct.length || !all) continue;
    return { condition: { column: column.name, in: open }, because: `only loans in default are read (${column.name}: ${open.join(', ')}); the others have nothing to claim, or not yet` };
  }
  return null;
}
