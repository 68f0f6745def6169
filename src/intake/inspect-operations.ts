/** Looking at files that nobody has described: what they are, which tables they hold, and a mapping proposed for them. */
import { createReadStream } from 'node:fs';
import { accept, refuse, type Outcome } from '../kernel/index.ts';
import { readDelimited } from './delimited-operations.ts';
import { delimiterOf, encodingOf, headerOf, headText, type Encoding, type Header } from './detect.ts';
import { columnNames } from './headings.ts';
import { jsonLists, readJson } from './json-operations.ts';
import type { Mapping } from './mapping.ts';
import { readParquet } from './parquet-operations.ts';
import type { LenderProfile } from './profile.ts';
import { receiveFiles } from './receive-operations.ts';
import type { FileRefusal } from './refusals.ts';
import { shownRows, suggestMapping, type SeenTable, type Suggestion } from './suggest/index.ts';
import { Unreadable, type InputFile, type RawRow, type ReceivedFile } from './table.ts';
import { readWorkbook, workbookLayout, workbookSheets } from './workbook-operations.ts';

export interface Inspection {
  readonly schema: 'assize/inspection/v1';
  readonly files: readonly Pick<ReceivedFile, 'name' | 'kind' | 'sha256' | 'bytes'>[];
  readonly tables: readonly InspectedTable[];
  /** Complete: `check` and `create` take it as it is. */
  readonly mapping: Mapping;
  readonly proposals: Suggestion['proposals'];
  readonly columns: Suggestion['columns'];
  /** Fields that every loan file needs and that neither a column nor the profile supplies. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** A table as it was seen. `sample` has its first rows, masked where they are about a person; `source` is '' for a table that the mapping leaves out. */
export interface InspectedTable extends SeenTable {
  /** A guess by size unless the whole table was seen. */
  readonly rowsEstimated: number;
}

/** `folder` takes what a ZIP holds; the caller removes it. */
export async function inspectFiles(files: readonly InputFile[], folder: string, profile: LenderProfile | null): Promise<Outcome<Inspection, FileRefusal>> {
  try {
    const received = await receiveFiles(files, folder);
    const seen: Seen[] = [];
    const notes: string[] = [];
    for (const file of received.filter(({ kind }) => kind !== 'attachment')) seen.push(...(await tablesIn(file, folder, notes)));
    const papers = received.filter(({ kind }) => kind === 'attachment').map(({ name }) => name);
    if (papers.length > 0) seen.push({ table: paperTable(papers), bytesSeen: 0, bytes: 0 });
    const suggestion = suggestMapping(seen.map(({ table }) => table), profile);
    if (suggestion === null) return refuse('file_empty', { file: received[0]?.name ?? '' });
    return accept({
      schema: 'assize/inspection/v1',
      files: received.map(({ name, kind, sha256, bytes }) => ({ name, kind, sha256, bytes })),
      tables: seen.map((each, index) => inspected(each, suggestion.sources[index] ?? '')),
      mapping: suggestion.mapping,
      proposals: suggestion.proposals,
      columns: suggestion.columns,
      missing: suggestion.missing,
      notes: [...notes, ...suggestion.notes],
    });
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Rows enough to tell one kind of column from another. */
const rowsLookedAt = 1_000;
const rowsShown = 20;

interface Seen {
  readonly table: SeenTable;
  readonly bytesSeen: number;
  readonly bytes: number;
}

function inspected({ table, bytesSeen, bytes }: Seen, source: string): InspectedTable {
  const rowsEstimated = table.whole || bytesSeen === 0 ? table.rowsSeen : Math.max(table.rowsSeen, Math.round((table.rowsSeen * bytes) / bytesSeen));
  return { ...table, source, sample: shownRows(table, rowsShown), rowsEstimated };
}

const paperTable = (names: readonly string[]): SeenTable => ({
  source: '',
  file: '',
  kind: 'attachment',
  part: null,
  encoding: null,
  delimiter: null,
  headerRow: null,
  headerRows: 1,
  columns: ['name'],
  hidden: [],
  sample: names.map((name) => [name]),
  rowsSeen: names.length,
  whole: true,
});

async function tablesIn(file: ReceivedFile, folder: string, notes: string[]): Promise<readonly Seen[]> {
  if (file.kind === 'parquet') return one(file, null, {}, readParquet(file, folder), notes);
  if (file.kind === 'delimited') {
    const head = await tellingBytes(file.path);
    const encoding = encodingOf(head);
    const delimiter = delimiterOf(headText(head.subarray(0, headBytes), encoding));
    return one(file, null, { encoding, delimiter }, readDelimited(file, { encoding, delimiter }), notes);
  }
  const tables: Seen[] = [];
  if (file.kind === 'json') {
    for (const list of await jsonLists(file)) tables.push(...(await one(file, list, {}, readJson(file, { list }), notes)));
    return tables;
  }
  for (const { name, hidden } of await workbookSheets(file)) {
    if (hidden) notes.push(`${file.name}, ${name}: a hidden sheet, which is not read`);
    else tables.push(...(await one(file, name, { hidden: await hiddenIn(file, name) }, readWorkbook(file, { sheet: name }), notes)));
  }
  return tables;
}

/** The layout is spread over the whole sheet; of a very large one it is not worth the reading. */
const largestLaidOut = 20_000_000;

const hiddenIn = async (file: ReceivedFile, sheet: string): Promise<ReadonlySet<number>> => new Set(file.bytes > largestLaidOut ? [] : (await workbookLayout(file, sheet)).hiddenColumns);

interface Form {
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly hidden?: ReadonlySet<number>;
}

async function one(file: ReceivedFile, part: string | null, { encoding, delimiter, hidden }: Form, rows: AsyncIterable<readonly RawRow[]>, notes: string[]): Promise<readonly Seen[]> {
  const { first, whole } = await firstRowsOf(rows);
  const isRecords = file.kind === 'json' || file.kind === 'parquet';
  const header: Header | null = isRecords ? { headerRow: 0, headerRows: 1 } : headerOf(first);
  const sample = header === null ? [] : first.filter(({ row }) => row >= header.headerRow + header.headerRows);
  if (header === null || sample.length === 0) {
    notes.push(`${file.name}${part === null ? '' : `, ${part}`}: no table with rows under a header was found`);
    return [];
  }
  const columns = columnNames(first.filter(({ row }) => row >= header.headerRow && row < header.headerRow + header.headerRows));
  const table: SeenTable = {
    source: '',
    file: file.name,
    kind: file.kind,
    part,
    encoding: encoding ?? null,
    delimiter: delimiter ?? null,
    headerRow: isRecords ? null : header.headerRow,
    headerRows: header.headerRows,
    columns,
    hidden: columns.filter((_, at) => hidden?.has(at) === true),
    sample: sample.map(({ cells }) => cells),
    rowsSeen: sample.length,
    whole,
  };
  return [{ table, bytesSeen: bytesOf(first, encoding), bytes: file.bytes }];
}

async function firstRowsOf(rows: AsyncIterable<readonly RawRow[]>): Promise<{ readonly first: readonly RawRow[]; readonly whole: boolean }> {
  const first: RawRow[] = [];
  for await (const set of rows) {
    for (const row of set) {
      if (first.length === rowsLookedAt) return { first, whole: false };
      first.push(row);
    }
  }
  return { first, whole: true };
}

/** About as many bytes as the rows took in their file; in workbooks and Parquet, where they are packed, about a third. */
function bytesOf(rows: readonly RawRow[], encoding: Encoding | undefined): number {
  const characters = rows.reduce((sum, { cells }) => sum + cells.reduce((length, cell) => length + cell.length + 1, 0), 0);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return characters * 2;
  const ideographs = rows.reduce((sum, { cells }) => sum + cells.reduce((count, cell) => count + (cell.match(/[^\x00-\x7f]/g)?.length ?? 0), 0), 0);
  if (encoding === undefined) return Math.ceil((characters + ideographs) / 3);
  return characters + ideographs * (encoding === 'gb18030' ? 1 : 2);
}

const headBytes = 1_048_576;
/** So far a file of plain ASCII is looked through for the first byte that tells its encoding. */
const farthest = 64;

/** The first bytes; where they are ASCII alone, the next that are not. */
async function tellingBytes(path: string): Promise<Uint8Array> {
  let head: Buffer | null = null;
  let pieces = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Buffer>) {
    head ??= bytes;
    pieces += 1;
    if (bytes.some((byte) => byte >= 0x80)) return head === bytes ? bytes : Buffer.concat([head, bytes]);
    if (pieces === farthest) break;
  }
  return head ?? new Uint8Array();
}
