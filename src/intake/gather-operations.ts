/**
 * Brings the rows of each loan together by key, out of core. The rows of the main source are numbered and set down on
 * disk in their order; those of the other sources with their key. DuckDB finds the number of the loan for each key
 * and puts the other rows in the order of these numbers; the two sequences are then read side by side. A loan at a
 * time is in memory, whatever the size or the order of the files.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { cellFinder, mostRows, type LoanRows } from './compile.ts';
import { openDuck, quoted } from './duck-operations.ts';
import type { Mapping, Source } from './mapping.ts';
import { between, joinedKey, linesOf, openSpool, partOfLine, rowIn, rowPart, type Spool } from './spool-operations.ts';
import type { OpenTable } from './table-operations.ts';
import type { Row, Table } from './table.ts';
import { cell, emptyCells, meets, type Empty } from './take.ts';

/** A row that belongs to no loan. */
export interface Stray {
  readonly row: Row;
  readonly code: 'key_missing' | 'row_without_loan';
}

export interface Gathered {
  /** How many rows each table has, in the order of the tables. */
  readonly rowCounts: readonly number[];
  readonly rowsSetAside: number;
  readonly loanCount: number;
  readonly strayCount: number;
  /** References that several loans carry. */
  readonly repeatedReferences: ReadonlySet<string>;
  /** Once each, the loans in the order of the main source. */
  readonly loans: AsyncIterable<readonly LoanRows[]>;
  /** In the order of sources, files and rows. */
  readonly strays: AsyncIterable<readonly Stray[]>;
}

/** What the passes over the tables share. */
interface Gathering {
  readonly mapping: Mapping;
  readonly empty: Empty;
  readonly tables: readonly Table[];
  /** The sets of columns of the main source by which rows are joined to it; the first is its key. */
  readonly joins: readonly (readonly string[])[];
  readonly at: (name: string) => string;
}

/**
 * `tables` holds those of the main source as well, in the order in which their rows shall come. `referenceOf` gives
 * the reference of a row of the main source, unless it is the key, which the join keeps apart by itself.
 */
export async function gather(
  mapping: Mapping,
  opened: readonly OpenTable[],
  folder: string,
  referenceOf: ((row: Row) => string | null) | null,
): Promise<Gathered> {
  const gathering: Gathering = {
    mapping,
    empty: emptyCells(mapping),
    tables: opened.map(({ table }) => table),
    joins: joinsOf(mapping),
    at: (name) => join(folder, name),
  };
  const set = await setDown(gathering, opened, referenceOf);
  const duck = await openDuck(folder);
  try {
    const loanCount = await joinRows(gathering, duck, set.loanRows);
    const repeatedReferences = referenceOf === null ? new Set<string>() : await repeated(gathering, duck);
    const strayCount = await countStrays(gathering);
    const { rowCounts, rowsSetAside } = set;
    return { rowCounts, rowsSetAside, loanCount, strayCount, repeatedReferences, loans: loansOf(gathering), strays: straysOf(gathering) };
  } finally {
    duck.closeSync();
    for (const number of gathering.joins.keys()) await rm(gathering.at(`others${number}`));
  }
}

function joinsOf({ sources, main }: Mapping): Gathering['joins'] {
  const key = sources[main]?.key ?? [];
  const all = [key, ...Object.values(sources).flatMap(({ to }) => (to === undefined ? [] : [to]))];
  return [...new Map(all.map((columns) => [joinedKey(columns), columns])).values()];
}

/** The key of a row as one text; null where a part of it is empty. */
function keyReader(columns: readonly string[], empty: Empty): (row: Row) => string | null {
  const cells = columns.map((column) => cellFinder(column, empty));
  return (row) => {
    let key = '';
    for (const find of cells) {
      const text = find(row);
      if (text === null) return null;
      key = key === '' ? text : joinedKey([key, text]);
    }
    return partOfLine(key);
  };
}

/** Sets every row down on disk, in files of lines that DuckDB reads as well: the main rows, and the others by their join. */
async function setDown(gathering: Gathering, opened: readonly OpenTable[], referenceOf: ((row: Row) => string | null) | null) {
  const { mapping, empty, joins, at } = gathering;
  const mainKeys = joins.map((columns) => keyReader(columns, empty));
  const main = await openSpool(at('main'));
  const others = await Promise.all(joins.map((_, number) => openSpool(at(`others${number}`))));
  const spools = [main, ...others];
  const rowCounts = opened.map(() => 0);
  let [loanRows, rowsSetAside, otherRows] = [0, 0, 0];
  const putOther = (spool: Spool | undefined, key: string | null, part: string, from = 0) => spool?.put(`${from + otherRows++}${between}${key ?? ''}${between}${part}`);
  const putMain = (row: Row, table: number) => {
    const taken = meets(row, mapping.where);
    const [key = null, ...more] = mainKeys.map((read) => read(row));
    const part = taken ? rowPart(table, row.row, row.cells) : '';
    if (!taken) rowsSetAside += 1;
    if (taken && key === null) return putOther(others[0], null, part);
    const reference = taken && referenceOf !== null ? partOfLine(referenceOf(row) ?? '') : '';
    return main.put([taken ? loanRows++ : -1, key ?? '', ...more.map((each) => each ?? ''), reference, part].join(between));
  };
  try {
    for (const [number, { table, rows, mayStray }] of inOrder(opened, mapping.main)) {
      const source = mapping.sources[table.source];
      if (source === undefined) continue;
      // A table of all customers tells of more of them than have a loan here.
      const passesOver = mayStray === true || source.to !== undefined;
      const spool = others[joinOf(gathering, source)];
      const keyOf = keyReader(source.key, empty);
      for await (const block of rows) {
        rowCounts[number] = (rowCounts[number] ?? 0) + block.length;
        for (const { row, cells } of block) {
          if (table.source === mapping.main) putMain({ table, row, cells }, number);
          else putOther(spool, keyOf({ table, row, cells }), rowPart(number, row, cells), passesOver ? mayStrayFrom : 0);
        }
        for (const each of spools) await each.settle();
      }
    }
  } finally {
    // A file that cannot be read to its end leaves none of them open.
    await Promise.all(spools.map((each) => each.close()));
  }
  return { rowCounts, rowsSetAside, loanRows };
}

/** Rows numbered from here on are passed over when they belong to no loan. */
const mayStrayFrom = 2 ** 52;

/** The main tables come first: a row of another that has no loan comes after a main row that has no key. */
const inOrder = (opened: readonly OpenTable[], main: string) =>
  [...opened.entries()].sort(([, a], [, b]) => Number(b.table.source === main) - Number(a.table.source === main));

const joinOf = ({ joins }: Gathering, { to }: Source): number =>
  to === undefined ? 0 : joins.findIndex((columns) => joinedKey(columns) === joinedKey(to));

const linesIn = (path: string, columns: readonly string[]): string =>
  `read_csv(${quoted(path)}, auto_detect = false, header = false, delim = chr(30), quote = '', escape = '', new_line = '\\n', max_line_size = ${longestLine}, buffer_size = ${2 * longestLine}, columns = {${columns.join(', ')}})`;

/** In bytes: more than the readers let a row have, with its keys beside it. */
const longestLine = 16_777_216;

const mainLines = ({ at, joins }: Gathering): string =>
  linesIn(at('main'), ["n: 'INTEGER'", ...joins.map((_, number) => `key${number}: 'VARCHAR'`), "reference: 'VARCHAR'", "part: 'VARCHAR'"]);

/**
 * Joins the other rows to the loans and puts them in order, those without a loan first. A key whose main rows were all
 * set aside has no number, and the rows that carry it are dropped. Rows of the main source after the first with a key
 * come as other rows of the first, and `later` names them. Answers with the number of loans.
 */
async function joinRows(gathering: Gathering, duck: DuckDBConnection, loanRows: number): Promise<number> {
  const { joins, at } = gathering;
  const main = mainLines(gathering);
  await duck.run(`create table loans0 as select key0 as key, min(n) filter (n >= 0) as n from ${main} where key0 is not null group by key0`);
  const loanCount = Number((await duck.runAndReadAll('select count(n) from loans0')).getRows()[0]?.[0]);
  for (const number of joins.keys()) {
    if (number === 0) continue;
    const key = `key${number}`;
    await duck.run(`create table loans${number} as select ${key} as key, n from ${main} where ${key} is not null and n in (select n from loans0)`);
  }
  const others = joins.map(
    (_, number) =>
      `select loans.n, ordinal, part from ${linesIn(at(`others${number}`), ["ordinal: 'BIGINT'", "key: 'VARCHAR'", "part: 'VARCHAR'"])} others
       left join loans${number} loans on loans.key = others.key where (loans.key is null and ordinal < ${mayStrayFrom}) or loans.n is not null`,
  );
  const later = `from ${main} main join loans0 loans on loans.key = main.key0 where main.n > loans.n`;
  if (loanRows > loanCount) others.push(`select loans.n, main.n as ordinal, main.part ${later}`);
  // Joined first and sorted then: each can spill what it holds, but both at once run out of memory.
  await duck.run(`create table joined as ${others.join(' union all ')}`);
  await copy(duck, 'select n, part from joined order by n nulls first, ordinal', at('joined'));
  await copy(duck, loanRows > loanCount ? `select main.n ${later} order by main.n` : 'select 0 limit 0', at('later'));
  return loanCount;
}

const copy = (duck: DuckDBConnection, query: string, path: string) =>
  duck.run(`copy (${query}) to ${quoted(path)} (format csv, header false, delimiter '${between}', quote '', escape '')`);

async function repeated(gathering: Gathering, duck: DuckDBConnection): Promise<ReadonlySet<string>> {
  const rows = await duck.runAndReadAll(
    `select reference from ${mainLines(gathering)} where reference is not null and n in (select n from loans0) group by reference having count(*) > 1`,
  );
  return new Set(rows.getRows().map(([reference]) => String(reference)));
}

async function* loansOf({ tables, mapping, at }: Gathering): AsyncGenerator<readonly LoanRows[]> {
  const others = cursorOf(at('joined'));
  const later = cursorOf(at('later'));
  try {
    while ((await others.line()).startsWith(between)) others.pass();
    for await (const lines of linesOf(at('main'))) {
      const loans: LoanRows[] = [];
      for (const line of lines) {
        const number = line.slice(0, line.indexOf(between));
        if (number === '-1') continue;
        if ((later.at() ?? (await later.line())) === number) {
          later.pass();
          continue;
        }
        const rows = { main: [rowIn(line, line.lastIndexOf(between) + 1, tables)] as [Row, ...Row[]], others: new Map<string, Row[]>(), leftOut: 0 };
        for (let count = 1; ; count += 1) {
          const other = others.at() ?? (await others.line());
          const end = number.length;
          if (other[end] !== between || !other.startsWith(number)) break;
          others.pass();
          if (count >= mostRows) {
            rows.leftOut += 1;
            continue;
          }
          const row = rowIn(other, end + 1, tables);
          if (row.table.source === mapping.main) rows.main.push(row);
          else rows.others.getOrInsertComputed(row.table.source, () => []).push(row);
        }
        loans.push(rows);
      }
      yield loans;
    }
  } finally {
    await Promise.all([others.close(), later.close()]);
  }
}

/** One line of a file after the other; an empty one stands for the end. `at` answers without waiting, when the line is at hand. */
function cursorOf(path: string) {
  const blocks = linesOf(path);
  let block: readonly string[] = [];
  let next = 0;
  return {
    at: (): string | undefined => block[next],
    line: async (): Promise<string> => {
      while (next >= block.length) {
        const read = await blocks.next();
        [block, next] = [read.done === true ? [''] : read.value, 0];
      }
      return block[next] ?? '';
    },
    pass: () => {
      next += 1;
    },
    close: async () => {
      await blocks.return(undefined);
    },
  };
}

async function* straysOf({ tables, mapping, empty, at }: Gathering): AsyncGenerator<readonly Stray[]> {
  for await (const lines of linesOf(at('joined'))) {
    const strays = lines.filter((line) => line.startsWith(between)).map((line): Stray => {
      const row = rowIn(line, 1, tables);
      const isKeyed = (mapping.sources[row.table.source]?.key ?? []).every((column) => cell(row, column, empty) !== null);
      return { row, code: isKeyed ? 'row_without_loan' : 'key_missing' };
    });
    if (strays.length > 0) yield strays;
    if (strays.length < lines.length) return;
  }
}

async function countStrays({ at }: Gathering): Promise<number> {
  let count = 0;
  for await (const lines of linesOf(at('joined'))) {
    const found = lines.filter((line) => line.startsWith(between)).length;
    count += found;
    if (found < lines.length) break;
  }
  return count;
}
