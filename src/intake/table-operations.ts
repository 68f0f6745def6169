/** From received files to the tables that a source of the mapping means, whatever kind of file they come in. */
import { createHash } from 'node:crypto';
import { attachmentColumns, attachmentRows } from './attachments.ts';
import { readDelimited } from './delimited-operations.ts';
import { fileNameMatcher, namesPapers } from './file-names.ts';
import { columnNames } from './headings.ts';
import { readJson } from './json-operations.ts';
import type { Source } from './mapping.ts';
import { readParquet } from './parquet-operations.ts';
import { isOfRejects, restored } from './rejects.ts';
import { Unreadable, type RawRow, type ReceivedFile, type RowStream, type Table } from './table.ts';
import { readWorkbook, sheetsNamed, workbookSheets } from './workbook-operations.ts';

export interface OpenTable {
  readonly table: Table;
  /** The rows under the header. They can be read more than once, and nothing stays open when they are not read. */
  readonly rows: RowStream;
  /** Its rows may belong to no loan, and are then passed over. */
  readonly mayStray?: true;
}

/** The tables of a source, in the order of the files and of the sheets in them; none when no file has its name. Throws `Unreadable`. */
export async function openTable(files: readonly ReceivedFile[], sourceName: string, source: Source, folder: string): Promise<readonly OpenTable[]> {
  if (namesPapers(source.file)) return paperTable(files, sourceName, source);
  const matches = fileNameMatcher(source.file);
  const opened: OpenTable[] = [];
  for (const file of files) {
    if (file.kind === 'attachment' || matches(file.name) === null) continue;
    for (const part of await partsOf(file, source, folder)) opened.push(await openPart(file, part, sourceName, source));
  }
  return opened;
}

function paperTable(files: readonly ReceivedFile[], sourceName: string, source: Source): readonly OpenTable[] {
  const rows = attachmentRows(files, source.file);
  if (rows.length === 0) return [];
  const sha256 = createHash('sha256').update(rows.map(({ cells }) => cells.join('\n')).join('\n')).digest('hex');
  const table: Table = {
    source: sourceName,
    file: source.file,
    sha256,
    columns: new Map(attachmentColumns.map((name, at) => [name, at])),
    width: attachmentColumns.length,
    heading: [{ row: 0, cells: attachmentColumns }],
  };
  return [{ table, rows: { [Symbol.asyncIterator]: () => inOneSet(Promise.resolve(rows)) } }];
}

async function* inOneSet(rows: Promise<readonly RawRow[]>): AsyncGenerator<readonly RawRow[]> {
  yield await rows;
}

/** One table in a file, from the first row on. */
interface Part {
  readonly read: () => AsyncGenerator<readonly RawRow[]>;
  readonly sheet: string | null;
}

async function partsOf(file: ReceivedFile, source: Source, folder: string): Promise<readonly Part[]> {
  if (file.kind === 'delimited') return [{ read: () => readDelimited(file, source), sheet: null }];
  if (file.kind === 'json') return [{ read: () => readJson(file, source), sheet: null }];
  if (file.kind === 'parquet') return [{ read: () => readParquet(file, folder), sheet: null }];
  const all = await workbookSheets(file);
  const sheets = sheetsNamed(all, source.sheet);
  if (sheets.length === 0) throw new Unreadable('sheet_missing', { file: file.name, sheet: source.sheet ?? '', sheets: all.map(({ name }) => name) });
  return sheets.map(({ name }) => ({ read: () => readWorkbook(file, { sheet: name }), sheet: name }));
}

async function openPart(file: ReceivedFile, { read, sheet }: Part, sourceName: string, source: Source): Promise<OpenTable> {
  const isRecords = file.kind === 'json' || file.kind === 'parquet';
  const headerRow = isRecords ? 0 : source.headerRow;
  const place = { file: file.name, ...(sheet !== null && { sheet }) };
  const { heading: asSent, first, last, hasRows } = await headingOf(read(), headerRow, isRecords ? 1 : (source.headerRows ?? 1), place);
  const columnsIn = (rows: readonly RawRow[]): Table['columns'] => new Map(columnNames(rows.filter(({ row }) => row >= first)).map((name, at) => [name, at]));
  const ofRejects = isOfRejects({ columns: columnsIn(asSent) });
  if (!hasRows && !ofRejects) throw new Unreadable('file_empty', place);
  const heading = ofRejects ? asSent.map(({ row, cells }) => ({ row, cells: cells.map(restored) })) : asSent;
  const columns = columnsIn(heading);
  const shape = file.kind === 'workbook' || ofRejects ? (cells: readonly string[]) => shaped(cells, file.kind === 'workbook' ? columns.size : cells.length, ofRejects) : null;
  return {
    table: { source: sourceName, file: file.name, sha256: file.sha256, columns, width: columns.size, heading },
    rows: { [Symbol.asyncIterator]: () => rowsUnder(read(), last, shape) },
  };
}

/** Cells of a sheet end with the last that has something in it; what stands beside the table is none of it. */
function shaped(cells: readonly string[], width: number, ofRejects: boolean): readonly string[] {
  const fitted = cells.length < width ? [...cells, ...Array.from({ length: width - cells.length }, () => '')] : cells.slice(0, width);
  return ofRejects ? fitted.map(restored) : fitted;
}

/** More rows than any report has above its table. */
const longestHeading = 1000;

/** The rows down to the last one with names, and whether any row follows. */
async function headingOf(rows: AsyncIterable<readonly RawRow[]>, headerRow: number | undefined, headerRows: number, place: object) {
  const heading: RawRow[] = [];
  let first = headerRow;
  for await (const block of rows) {
    for (const each of block) {
      first ??= each.row;
      const last = first + headerRows - 1;
      if (each.row > last && heading.some(({ row }) => row >= (first ?? 0))) return { heading, first, last, hasRows: true };
      if (each.row > last || heading.length === longestHeading) throw new Unreadable('file_unreadable', { ...place, row: first, reason: 'no names of columns in this row' });
      heading.push(each);
    }
  }
  if (first === undefined || !heading.some(({ row }) => row >= first)) throw new Unreadable('file_empty', { ...place });
  return { heading, first, last: first + headerRows - 1, hasRows: false };
}

async function* rowsUnder(blocks: AsyncIterable<readonly RawRow[]>, last: number, shape: ((cells: readonly string[]) => readonly string[]) | null): AsyncGenerator<readonly RawRow[]> {
  for await (const block of blocks) {
    const rows = (block[0]?.row ?? 0) > last ? block : block.filter(({ row }) => row > last);
    if (rows.length > 0) yield shape === null ? rows : rows.map(({ row, cells }) => ({ row, cells: shape(cells) }));
  }
}
