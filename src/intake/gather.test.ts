/** Gathering against the plainest program that does the same in memory. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { gather } from './gather-operations.ts';
import type { Mapping } from './mapping.ts';
import { linesOf, openSpool, rowIn, rowPart } from './spool-operations.ts';
import type { OpenTable } from './table-operations.ts';
import type { RawRow, Row, Table } from './table.ts';

const columns = { loans: ['no', 'customer', 'taken'], repayments: ['no', 'sum'], borrowers: ['customer', 'name'] } as const;
type SourceName = keyof typeof columns;

const mapping = {
  sources: { loans: { file: '', key: ['no'] }, repayments: { file: '', key: ['no'] }, borrowers: { file: '', key: ['customer'], to: ['customer'] } },
  main: 'loans',
  where: [{ column: 'taken', notIn: ['no'] }],
  empty: ['NA'],
} as unknown as Mapping;

/** Three tables: loans in two files, and the two others; rows in sets as the readers give them. */
type Cells = readonly (readonly string[])[];
interface Export {
  readonly loans: readonly Cells[];
  readonly repayments: readonly Cells[];
  readonly borrowers: readonly Cells[];
}

function tablesOf(given: Export): readonly OpenTable[] {
  return (Object.keys(columns) as SourceName[]).flatMap((source) =>
    given[source].map((cells, number): OpenTable => {
      const table: Table = {
        source,
        file: `${source}${number}.csv`,
        sha256: '',
        columns: new Map(columns[source].map((name, at) => [name, at])),
        width: columns[source].length,
        heading: [],
      };
      return { table, rows: inTwos(cells.map((each, index) => ({ row: index + 2, cells: each }))) };
    }),
  );
}

async function* inTwos(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  for (let at = 0; at < rows.length; at += 2) yield await Promise.resolve(rows.slice(at, at + 2));
}

const named = ({ table, row, cells }: Row): string => `${table.file} ${row} ${JSON.stringify(cells)}`;

async function gathered(given: Export) {
  const folder = await mkdtemp(join(tmpdir(), 'assize-gather-'));
  try {
    const all = await gather(mapping, tablesOf(given), folder, (row) => row.cells[2] ?? null);
    const loans: unknown[] = [];
    for await (const some of all.loans) {
      for (const { main, others } of some) loans.push([main.map(named), [...others].map(([source, rows]) => [source, rows.map(named)])]);
    }
    const strays: unknown[] = [];
    for await (const some of all.strays) for (const { row, code } of some) strays.push([named(row), code]);
    assert.deepEqual([all.loanCount, all.strayCount], [loans.length, strays.length]);
    return { loans, strays, rowCounts: all.rowCounts, rowsSetAside: all.rowsSetAside, repeated: [...all.repeatedReferences].sort() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same by Maps. */
function expected(given: Export) {
  const rows = tablesOf(given).flatMap(({ table }, number) => {
    const cells = [...given.loans, ...given.repayments, ...given.borrowers][number] ?? [];
    return cells.map((each, index): Row => ({ table, row: index + 2, cells: each }));
  });
  const text = (row: Row, name: string) => {
    const found = (row.cells[row.table.columns.get(name) ?? -1] ?? '').trim();
    return found === '' || found === 'NA' ? null : found;
  };
  const loans = new Map<string, { main: Row[]; others: Map<string, Row[]> }>();
  const strays: [string, string][] = [];
  const asideNos = new Set<string>();
  let rowsSetAside = 0;
  for (const row of rows.filter(({ table }) => table.source === 'loans')) {
    const no = text(row, 'no');
    if ((row.cells[2] ?? '').trim() === 'no') {
      rowsSetAside += 1;
      if (no !== null) asideNos.add(no);
    } else if (no === null) strays.push([named(row), 'key_missing']);
    else loans.getOrInsertComputed(no, () => ({ main: [], others: new Map() })).main.push(row);
  }
  for (const row of rows.filter(({ table }) => table.source !== 'loans')) {
    const isBorrower = row.table.source === 'borrowers';
    const key = text(row, isBorrower ? 'customer' : 'no');
    const found = [...loans.values()].filter(({ main: [first] }) => first && key !== null && text(first, isBorrower ? 'customer' : 'no') === key);
    for (const loan of found) loan.others.getOrInsertComputed(row.table.source, () => []).push(row);
    if (isBorrower && found.length === 0) continue;
    if (key === null) strays.push([named(row), 'key_missing']);
    else if (found.length === 0 && !asideNos.has(key)) strays.push([named(row), 'row_without_loan']);
  }
  const references = [...loans.values()].map(({ main: [first] }) => first?.cells[2] ?? '').filter((each) => each !== '');
  return {
    loans: [...loans.values()].map(({ main, others }) => [main.map(named), [...others].map(([source, each]) => [source, each.map(named)])]),
    strays,
    rowCounts: [...given.loans, ...given.repayments, ...given.borrowers].map((each) => each.length),
    rowsSetAside,
    repeated: [...new Set(references.filter((each, at) => references.indexOf(each) !== at))].sort(),
  };
}

const key = fc.constantFrom('A1', 'A2', 'A3', ' A3 ', 'a1', '', 'NA', '"A1', 'A\\1', 'A\n1', '甲');
const anything = fc.oneof(fc.constantFrom('', ' ', '"', "'", '\\', '\\n', 'a\nb', 'a\r\nb', '\x1e', 'NULL', '😀', '\u2028', '例'), fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll('\x1f', '')));
const table = (...cells: readonly fc.Arbitrary<string>[]) => fc.array(fc.tuple(...cells), { maxLength: 8 });
const anExport: fc.Arbitrary<Export> = fc.record({
  loans: fc.tuple(table(key, key, fc.constantFrom('no', 'yes', 'maybe', '')), table(key, key, fc.constantFrom('no', 'yes'))),
  repayments: fc.tuple(table(key, anything), table(key, anything)),
  borrowers: fc.tuple(table(key, anything)),
});

test('rows come to their loans, in the order of the files, as if all were in memory', async () => {
  await fc.assert(
    fc.asyncProperty(anExport, async (given) => {
      assert.deepEqual(await gathered(given), expected(given));
    }),
    { numRuns: 40 },
  );
});

test('a row as long as any that is read comes to its loan, whatever its key', async () => {
  const long = '例'.repeat(900_000);
  const given: Export = { loans: [[[long, long.slice(9), long.slice(8)]], []], repayments: [[[long, 'a']], []], borrowers: [[[long.slice(9), 'b']]] };
  assert.deepEqual(await gathered(given), expected(given));
});

test('a row is spooled and read again as it was, across blocks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assize-spool-'));
  try {
    const spooled: Table = { source: 's', file: 'f', sha256: '', columns: new Map(), width: 1, heading: [] };
    const rows = fc.sample(fc.array(anything, { minLength: 1, maxLength: 5 }), { numRuns: 300, seed: 7 });
    rows.push(['例'.repeat(200_000), 'a'], ['']);
    const spool = await openSpool(join(folder, 'rows'));
    for (const [index, cells] of rows.entries()) {
      spool.put(rowPart(0, index, cells));
      await spool.settle();
    }
    await spool.close();
    const read: Row[] = [];
    for await (const lines of linesOf(join(folder, 'rows'))) read.push(...lines.map((line) => rowIn(line, 0, [spooled])));
    assert.deepEqual(read.map(({ row, cells }) => [row, cells]), [...rows.entries()]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
