/** The first loans of the shipped sample as a batch, for tests that want few of them or other cells. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

type Row = Readonly<Record<string, string>>;

const sample = (name: string): string => readFileSync(new URL(`../examples/sample/${name}`, import.meta.url), 'utf8');
const tables = ['loans.csv', 'repayments.csv', 'schedule.csv'].map((name) => ({ name, rows: parse<Row>(sample(name), { columns: true, bom: true }) }));

export interface BatchFiles {
  readonly mapping: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** `change` gives other cells for the loan in the n-th row, counted from 0; `mapped` another text of the mapping. */
export function sampleBatch(loans: number, change: (n: number) => Row = () => ({}), mapped: (mapping: string) => string = (same) => same): BatchFiles {
  const chosen = (tables[0]?.rows ?? []).slice(0, loans).map((row, n) => ({ ...row, ...change(n) }));
  const keys = new Set(chosen.map((row) => row['合同编号']));
  const files = tables.map(({ name, rows }, index) => {
    const kept = index === 0 ? chosen : rows.filter((row) => keys.has(row['合同编号']));
    return { name, bytes: new TextEncoder().encode(stringify(kept, { header: true })) };
  });
  return { mapping: mapped(sample('mapping.json')), files };
}
