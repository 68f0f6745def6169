/** From a lender's files and a mapping to loan files, one answer per loan; a bad row never blocks another. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { accept, refuse, type Outcome, type Refusal } from '../kernel/index.ts';
import { assembler, type RowResult } from './assemble.ts';
import { columnsRead } from './columns.ts';
import { mostRows, type LoanRows } from './compile.ts';
import { gather, type Gathered, type Stray } from './gather-operations.ts';
import { namesPapers } from './file-names.ts';
import type { Mapping, Source } from './mapping.ts';
import { masksOf, placeOf, type Masks } from './places.ts';
import { problem } from './problems.ts';
import { receiveFiles } from './receive-operations.ts';
import type { IntakeRefusal } from './refusals.ts';
import { isOfRejects } from './rejects.ts';
import { openTable, type OpenTable } from './table-operations.ts';
import { Unreadable, type InputFile, type ReceivedFile, type Row } from './table.ts';
import { columnsOf, emptyCells, take } from './take.ts';

/** An export that could be read, and what its loans come to. */
export interface Intake {
  readonly files: readonly { readonly source: string; readonly name: string; readonly sha256: string; readonly rows: number }[];
  /** Rows of the main source that the mapping sets aside by its `where`. */
  readonly rowsSetAside: number;
  /** How many results will come. */
  readonly loans: number;
  /** One result per loan in the order of the main source, then one per row that belongs to none. Made as they are asked for, once. */
  readonly results: AsyncIterable<readonly RowResult[]>;
}

/**
 * Reads the files as the mapping says. `folder` is there for this alone: what does not fit in memory is set down in
 * it, the results are read from it, and the caller removes it. `asOf` is the day of the claim, where it is known.
 * `earlier` is what earlier rounds brought, the latest first: a source that the files do not have is read from the
 * latest round that has it, and papers that they do not bring again are attached still.
 */
export async function readLoanFiles(
  files: readonly InputFile[],
  mapping: Mapping,
  folder: string,
  asOf: string | null = null,
  earlier: readonly (readonly InputFile[])[] = [],
): Promise<Outcome<Intake, IntakeRefusal>> {
  try {
    const opened = await openTables(await receiveFiles(files, folder), earlier, mapping, folder);
    if (!opened.ok) return opened;
    const missing = missingColumns(opened.value, mapping);
    if (missing !== null) return missing;
    const gathered = await gather(mapping, opened.value, folder, referenceReader(mapping));
    const described = opened.value.map(({ table: { source, file, sha256 } }, number) => ({ source, name: file, sha256, rows: gathered.rowCounts[number] ?? 0 }));
    return accept({
      files: described,
      rowsSetAside: gathered.rowsSetAside,
      loans: gathered.loanCount + gathered.strayCount,
      results: results(mapping, gathered, asOf),
    });
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** The tables of every source, each file in one source only, unless it holds several tables. */
async function openTables(files: readonly ReceivedFile[], earlier: readonly (readonly InputFile[])[], mapping: Mapping, folder: string): Promise<Outcome<readonly OpenTable[], 'file_missing' | 'file_unexpected'>> {
  const opened: OpenTable[] = [];
  const absent: (readonly [string, Source])[] = [];
  let rounds: readonly (readonly ReceivedFile[])[] | null = null;
  for (const [name, source] of Object.entries(mapping.sources)) {
    const tables = [...(await openTable(files, name, source, folder))];
    if (tables.length === 0 || namesPapers(source.file)) {
      rounds ??= await receiveRounds(earlier, folder);
      tables.push(...(await tablesBefore(rounds, files, name, source, folder)));
    }
    if (tables.length === 0) absent.push([name, source]);
    opened.push(...tables);
  }
  // A round of rejects brings the tables that have rows of its loans, and no others.
  const ofRejects = opened.some(({ table }) => isOfRejects(table));
  const missing = absent.find(([name]) => !ofRejects || name === mapping.main);
  if (missing !== undefined) return refuse('file_missing', { source: missing[0], file: missing[1].file });
  for (const { name, kind } of files) {
    const matching = new Set(opened.filter(({ table }) => table.file === name).map(({ table }) => table.source)).size;
    const single = kind === 'delimited' || kind === 'parquet';
    if (kind !== 'attachment' && (matching === 0 || (single && matching > 1))) {
      return refuse('file_unexpected', { file: name, expected: Object.values(mapping.sources).map(({ file }) => file), matching });
    }
  }
  return accept(opened);
}

async function receiveRounds(earlier: readonly (readonly InputFile[])[], folder: string): Promise<readonly (readonly ReceivedFile[])[]> {
  const rounds: (readonly ReceivedFile[])[] = [];
  for (const files of earlier) rounds.push(await receiveFiles(files, await mkdtemp(join(folder, 'earlier-'))));
  return rounds;
}

/** What earlier rounds have of a source. It may tell of loans that this round does not have. */
async function tablesBefore(rounds: readonly (readonly ReceivedFile[])[], files: readonly ReceivedFile[], name: string, source: Source, folder: string): Promise<readonly OpenTable[]> {
  const mayStray = (tables: readonly OpenTable[]): readonly OpenTable[] => tables.map((each) => ({ ...each, mayStray: true }));
  if (namesPapers(source.file)) {
    const again = new Set(files.map((file) => file.name));
    const papers = new Map(rounds.toReversed().flat().filter((file) => file.kind === 'attachment' && !again.has(file.name)).map((file) => [file.name, file]));
    return mayStray(await openTable([...papers.values()], name, source, folder));
  }
  for (const round of rounds) {
    const tables = await openTable(round, name, source, folder);
    if (tables.length > 0) return mayStray(tables);
  }
  return [];
}

function missingColumns(opened: readonly OpenTable[], mapping: Mapping): { readonly ok: false; readonly refusal: Refusal<'mapping_names_missing_column'> } | null {
  const read = columnsRead(mapping);
  for (const { table: { source, file, columns } } of opened) {
    const missing = [...(read.get(source) ?? [])].filter((column) => !columns.has(column));
    if (missing.length > 0) return refuse('mapping_names_missing_column', { file, missing, columns: [...columns.keys()] });
  }
  return null;
}

/**
 * How the reference of a loan is read from its first row, for finding those that come twice; null where it is the
 * key, of which there is one for each loan anyhow, or where it stands in another source.
 */
function referenceReader(mapping: Mapping): ((row: Row) => string | null) | null {
  const rule = mapping.loan.reference;
  if (isKey(rule, mapping) || standsElsewhere(rule, mapping)) return null;
  const empty = emptyCells(mapping);
  return (row) => {
    const reference = take(rule, row, empty);
    return reference.ok ? (reference.value as string | null) : null;
  };
}

type ReferenceRule = Mapping['loan']['reference'];

function isKey(rule: ReferenceRule, { sources, main }: Mapping): boolean {
  const [column, ...more] = sources[main]?.key ?? [];
  return more.length === 0 && 'column' in rule && rule.column === column && rule.source === undefined && rule.split === undefined && rule.as !== 'identifier';
}

const standsElsewhere = (rule: ReferenceRule, { main }: Mapping): boolean => 'source' in rule && rule.source !== undefined && rule.source !== main;

async function* results(mapping: Mapping, gathered: Gathered, asOf: string | null): AsyncGenerator<readonly RowResult[]> {
  const assemble = assembler(mapping, asOf);
  const masks = masksOf(mapping);
  const { repeatedReferences } = gathered;
  // Only what may come twice is kept in mind, which is nothing in most exports.
  const mayRepeat = standsElsewhere(mapping.loan.reference, mapping) ? () => true : repeatedReferences.size === 0 ? () => false : (reference: string) => repeatedReferences.has(reference);
  const first = new Map<string, Row>();
  for await (const loans of gathered.loans) {
    yield loans.map((rows) => {
      if (rows.leftOut > 0) return crowdedKey(mapping, masks, rows);
      if (rows.main.length > 1 && mapping.severalRowsPerLoan !== true) return repeatedKey(mapping, masks, rows);
      const result = assemble(rows);
      if (result.kind === 'reject' || !mayRepeat(result.file.reference)) return result;
      const before = first.getOrInsert(result.file.reference, rows.main[0]);
      return before === rows.main[0] ? result : repeatedReference(mapping, masks, result, before);
    });
  }
  for await (const strays of gathered.strays) yield strays.map((stray) => strayResult(mapping, masks, stray));
}

const rowsIn = ({ main, others }: LoanRows): readonly Row[] => [...main, ...[...others.values()].flat()];

function crowdedKey(mapping: Mapping, masks: Masks, rows: LoanRows): RowResult {
  const place = placeOf(rows.main[0], mapping.sources[mapping.main]?.key[0] ?? null, masks);
  const detail = `${mostRows + rows.leftOut} rows carry this key, and no loan has more than ${mostRows}`;
  return { kind: 'reject', reference: place.value, problems: [problem('value_not_allowed', place, detail)], rows: rowsIn(rows) };
}

const mostNamed = 10;

function repeatedKey(mapping: Mapping, masks: Masks, rows: LoanRows): RowResult {
  const { main } = rows;
  const column = mapping.sources[mapping.main]?.key[0] ?? null;
  const detail = `rows ${main.slice(0, mostNamed).map(({ row }) => row).join(', ')}${main.length > mostNamed ? ` and ${main.length - mostNamed} more` : ''}`;
  const problems = main.map((row) => problem('duplicate_reference', placeOf(row, column, masks), detail));
  return { kind: 'reject', reference: problems[0]?.value ?? null, problems, rows: rowsIn(rows) };
}

function repeatedReference(mapping: Mapping, masks: Masks, { file, rows }: Extract<RowResult, { kind: 'loan' }>, before: Row): RowResult {
  const place = placeOf(rows[0] ?? before, columnsOf(mapping.loan.reference)[0] ?? null, masks);
  return { kind: 'reject', reference: file.reference, problems: [problem('duplicate_reference', place, `also row ${before.row}`)], rows };
}

function strayResult(mapping: Mapping, masks: Masks, { row, code }: Stray): RowResult {
  const column = mapping.sources[row.table.source]?.key[0] ?? null;
  return { kind: 'reject', reference: null, problems: [problem(code, placeOf(row, column, masks))], rows: [row] };
}
