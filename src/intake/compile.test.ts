import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellFinder, fieldMaker, finder, type Desk, type Setting } from './compile.ts';
import { entryFields, partFields, type Field } from './loan-fields.ts';
import type { Mapping, Rule } from './mapping.ts';
import type { Row, Table } from './table.ts';
import { cell, emptyCells, take, textOf } from './take.ts';

const mapping = { main: 'loans', empty: ['NA', '无'] } as unknown as Mapping;
const empty = emptyCells(mapping);
const names = ['a', 'b', 'c'];
/** The same columns in another order: a source may have several files. */
const tables = [names, [...names].reverse()].map((order): Table => ({ source: 'loans', file: '', sha256: '', columns: new Map(order.map((name, at) => [name, at])), width: 3, heading: [] }));

const cells = fc.oneof(
  fc.constantFrom('', ' ', 'NA', ' 无 ', '　', '=A1', '="007"', '12', '1,234.50', '12%', '0.15', '2024-02-29', '2024-02-30', '20240301', '是', '否', '2024-03-01 08:00:00', '3期', 'null'),
  fc.string(),
);
const rowOf = fc.tuple(fc.constantFrom(...tables), fc.array(cells, { minLength: 2, maxLength: 4 })).map(([table, each]): Row => ({ table, row: 2, cells: each }));

const readings: readonly object[] = [
  {},
  { as: 'identifier' },
  { split: { by: '-', part: 2 } },
  { as: 'yuan' },
  { as: 'yuan', minus: ['b'] },
  { as: 'day' },
  { as: 'day', plusMonths: 'c' },
  { as: 'instant' },
  { as: 'rate', written: 'as_marked', per: 'year' },
  { as: 'count' },
  { as: 'choice', values: { 是: true, 否: false } },
];
const rule = fc
  .tuple(fc.constantFrom({ column: 'a' }, { firstOf: ['a', 'b'] }, { template: '{a}-{b}' }), fc.constantFrom(...readings))
  .map((parts) => Object.assign({}, ...parts) as Exclude<Rule, { constant: unknown }>);

test('what is made ready finds what the rule says', () => {
  for (const column of names) {
    const find = cellFinder(column, empty);
    fc.assert(fc.property(rowOf, (row) => assert.equal(find(row), cell(row, column, empty))));
  }
  fc.assert(fc.property(rule, fc.array(rowOf, { minLength: 1 }), (each, rows) => {
    const find = finder(each, empty);
    for (const row of rows) assert.equal(find(row), textOf(each, row, empty)?.trim() ?? null);
  }));
});

test('and reads it in the same way, however often it has read it before', () => {
  const anything: Field = { nullable: true, allows: () => true, form: 'anything' };
  const setting: Setting = { mapping, empty, masks: new Map(), asOf: null };
  fc.assert(
    fc.property(rule, fc.array(rowOf, { minLength: 1, maxLength: 20 }), (each, rows) => {
      const make = fieldMaker(setting, anything, each, 'field');
      for (const row of [...rows, ...rows]) {
        const desk: Desk = { rows: { main: [row], others: new Map(), leftOut: 0 }, problems: [], origins: [], starts: {} };
        const made = make(desk, row);
        const taken = take(each, row, empty);
        assert.deepEqual(desk.problems.map(({ code }) => code), taken.ok ? [] : [taken.refusal.code]);
        assert.deepEqual(made, taken.ok ? taken.value : undefined);
      }
    }),
    { numRuns: 300 },
  );
});

test('days, instants, rates and choices are such as the loan file allows, once they were read', () => {
  const kinds: readonly (readonly [object, Field])[] = [
    [{ as: 'day' }, partFields.contract.signedOn],
    [{ as: 'instant' }, entryFields.signatures.signedAt],
    [{ as: 'rate', written: 'as_marked', per: 'month' }, partFields.contract.rate],
    [{ as: 'rate', written: 'percent', per: 'day' }, partFields.contract.rate],
    [{ as: 'uplift', written: 'as_marked' }, partFields.contract.overdueUplift],
    [{ as: 'uplift', written: 'percent' }, partFields.contract.overdueUplift],
    [{ as: 'identifier' }, partFields.lender.uscc],
    [{ split: { by: ' ', part: 1 } }, partFields.lender.name],
  ];
  const text = fc.oneof(cells, fc.stringMatching(/^\d{1,4}[-/.]?\d{1,2}[-/.]?\d{1,2}( \d\d?:\d\d(:\d\d)?)?$/), fc.stringMatching(/^\d{0,6}(\.\d{0,12})?(%|‰|bp)?(\/月)?$/));
  for (const [reading, field] of kinds) {
    fc.assert(
      fc.property(text, (each) => {
        const [table] = tables;
        assert(table);
        const taken = take({ column: 'a', ...reading }, { table, row: 2, cells: [each] }, empty);
        assert(!taken.ok || taken.value === null || field.allows(taken.value), JSON.stringify([each, taken]));
      }),
      { numRuns: 500 },
    );
  }
});
