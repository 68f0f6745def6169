/** Writes files of rejects: rows are spooled to the disk as they come, then each file is written as its sender laid it out. */
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Zip, ZipDeflate } from 'fflate';
import type { Mapping, Source } from './mapping.ts';
import { addedCells, addedColumns, addedPlaces, disarmed, ownCells, type Reject } from './rejects.ts';
import type { Table } from './table.ts';
import { writeWorkbook } from './workbook-writer.ts';

export interface RejectsFile {
  /** As the sender called it, with the folder that it had in a ZIP. */
  readonly name: string;
  readonly path: string;
  readonly mediaType: string;
  readonly rows: number;
}

/** The rows of one table, on the disk in the order in which they came. */
interface Part {
  readonly table: Table;
  readonly source: Source;
  readonly name: string;
  readonly spool: string;
  readonly lines: string[];
  rows: number;
}

/**
 * Writes one file for each file of the sender's that has rows of a loan that was not taken, into `folder`: the same
 * name, rows down to the header and columns, and behind them `addedColumns`. Workbooks come as workbooks of text,
 * delimited text as UTF-8 with a byte order mark, JSON and Parquet as JSON. Attachments are not repeated. The same
 * rejects give the same bytes, and memory does not grow with them.
 */
export async function writeRejects(rejects: AsyncIterable<readonly Reject[]>, mapping: Mapping, folder: string): Promise<readonly RejectsFile[]> {
  const spools = join(folder, '.rows');
  await mkdir(spools, { recursive: true });
  try {
    const parts = await spooled(rejects, mapping, spools);
    const files = Map.groupBy(parts, ({ name }) => name);
    const written: RejectsFile[] = [];
    for (const [name, ofFile] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      const form = formOf(name, ofFile);
      await pipeline(Readable.from(form.write(ofFile)), createWriteStream(path));
      written.push({ name, path, mediaType: form.mediaType, rows: ofFile.reduce((sum, { rows }) => sum + rows, 0) });
    }
    return written;
  } finally {
    await rm(spools, { recursive: true, force: true });
  }
}

async function spooled(rejects: AsyncIterable<readonly Reject[]>, mapping: Mapping, folder: string): Promise<readonly Part[]> {
  const parts = new Map<string, Part>();
  const ofTable = new Map<Table, Part>();
  for await (const several of rejects) {
    for (const reject of several) {
      const added = addedCells(reject);
      for (const [index, row] of reject.rows.entries()) {
        const source = mapping.sources[row.table.source];
        if (source === undefined || source.file.includes('{key}')) continue;
        const part = ofTable.getOrInsertComputed(row.table, (table) => parts.getOrInsertComputed(partKey(table), () => newPart(table, source, folder, [...parts.values()])));
        part.lines.push(JSON.stringify([...ownCells(row), ...(added[index] ?? [])].map(disarmed)));
        part.rows += 1;
      }
    }
    for (const { spool, lines } of parts.values()) {
      if (lines.length > 0) await appendFile(spool, lines.splice(0).map((line) => `${line}\n`).join(''));
    }
  }
  // Sheets and lists stand in the order of the mapping; a source without either means the first one.
  const order = Object.keys(mapping.sources);
  const rank = ({ table, source }: Part) => (source.sheet === undefined && source.list === undefined ? 0 : order.length) + order.indexOf(table.source);
  return [...parts.values()].sort((a, b) => rank(a) - rank(b));
}

const ownColumns = (table: Table): readonly string[] => {
  const added = addedPlaces(table);
  return [...table.columns].filter(([, place]) => !added.has(place)).map(([name]) => name);
};

/** Corrections bring files of the same name again: rows under the same columns go into one. */
const partKey = (table: Table): string => JSON.stringify([table.file, table.source, ownColumns(table)]);

function newPart(table: Table, source: Source, spools: string, before: readonly Part[]): Part {
  const wanted = safeName(table.file);
  const isTaken = (name: string): boolean => before.some((other) => clash(other.name, name) && !shareFile(other, table));
  let name = wanted;
  for (let count = 2; isTaken(name); count += 1) name = wanted.replaceAll('/', '_').replace(/(\.[^.]*)?$/, ` (${count})$1`);
  return { table, source, name, spool: join(spools, String(before.length)), lines: [], rows: 0 };
}

/** Two names that cannot lie in one folder: the same but for the case, or one a file where the other has a folder. */
function clash(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Two sheets of a workbook are one file, and so are two lists of a JSON document. Two files of one name whose columns differ are not. */
const shareFile = (other: Part, table: Table): boolean =>
  other.table.file === table.file && other.table.source !== table.source && formOf(other.name, [other]) !== delimited;

/** A name is the sender's: it must not lead out of the folder, nor into a hidden one, nor be too long for a disk. */
function safeName(file: string): string {
  const steps = file.split(/[/\\]+/).map((step) => step.replace(/\p{Cc}/gu, '_').replace(/^\.+/, '')).filter((step) => step !== '');
  return steps.map((step) => (step.length > 72 ? step.slice(0, 36) + step.slice(-36) : step)).join('/') || 'rejects';
}

interface Form {
  readonly mediaType: string;
  readonly write: (parts: readonly Part[]) => AsyncIterable<Uint8Array | string>;
}

const workbook: Form = { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: workbookText };
const delimited: Form = { mediaType: 'text/csv; charset=utf-8', write: delimitedText };
const json: Form = { mediaType: 'application/json', write: jsonText };

/** Intake looks at the bytes and not at the name, so that each of these is read again for what it is. */
function formOf(name: string, parts: readonly Part[]): Form {
  if (/\.xls[xm]$/i.test(name) || parts.some(({ source }) => source.sheet !== undefined)) return workbook;
  return /\.(json|ndjson|jsonl|parquet)$/i.test(name) || parts.some(({ source }) => source.list !== undefined) ? json : delimited;
}

/** The rows down to the header with the blank ones between them, our columns named in the first row of the header. */
function headingOf({ table, source }: Part): readonly (readonly string[])[] {
  const added = addedPlaces(table);
  const width = table.width - added.size;
  const top = table.heading.length - (source.headerRows ?? 1);
  let last = 0;
  return table.heading.flatMap(({ row, cells }, index) => {
    const blanks = Array.from({ length: Math.max(0, row - last - 1) }, (): readonly string[] => []);
    last = row;
    const own = cells.filter((_, place) => !added.has(place)).map(disarmed);
    const padding = Array.from({ length: Math.max(0, width - own.length) }, () => '');
    if (index < top) return [...blanks, own];
    return [...blanks, [...own, ...padding, ...(index === top ? addedColumns : addedColumns.map(() => ''))]];
  });
}

async function* rowsOf(part: Part): AsyncGenerator<readonly (readonly string[])[]> {
  yield headingOf(part);
  yield* recordsOf(part);
}

async function* recordsOf({ spool }: Part): AsyncGenerator<readonly (readonly string[])[]> {
  let rest = '';
  for await (const chunk of createReadStream(spool, { encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map((line) => JSON.parse(line) as readonly string[]);
  }
}

async function* workbookText(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  yield* writeWorkbook(parts.map((part, index) => ({ name: part.source.sheet?.replaceAll('*', '') || `Sheet${index + 1}`, rows: rowsOf(part) })));
}

async function* delimitedText([part]: readonly Part[]): AsyncGenerator<string> {
  if (part === undefined) return;
  yield '\ufeff';
  for await (const rows of rowsOf(part)) yield stringify([...rows].map((row) => [...row]), { delimiter: part.source.delimiter ?? ',', record_delimiter: '\r\n' });
}

/** Records one a line, or, where lists have names, a document of them; a list within another comes beside it, under its dotted name. */
async function* jsonText(parts: readonly Part[]): AsyncGenerator<string> {
  const [first] = parts;
  if (parts.length === 1 && first?.source.list === undefined) {
    for await (const records of recordTexts(first)) yield records.map((record) => `${record}\n`).join('');
    return;
  }
  for (const [index, part] of parts.entries()) {
    let before = `${index === 0 ? '{' : ','}\n${JSON.stringify(part.source.list ?? '')}: [\n`;
    for await (const records of recordTexts(part)) {
      if (records.length === 0) continue;
      yield before + records.join(',\n');
      before = ',\n';
    }
    yield '\n]';
  }
  yield '\n}\n';
}

async function* recordTexts(part: Part | undefined): AsyncGenerator<readonly string[]> {
  if (part === undefined) return;
  const names = [...ownColumns(part.table), ...addedColumns];
  for await (const records of recordsOf(part)) yield records.map((cells) => JSON.stringify(Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']))));
}

/** What a person downloads: the one file, or a ZIP of several with their folders; null when there is none. */
export async function packRejects(files: readonly RejectsFile[], folder: string): Promise<Pick<RejectsFile, 'name' | 'path' | 'mediaType'> | null> {
  const [only] = files;
  if (only === undefined) return null;
  if (files.length === 1 && basename(only.name) === only.name) return only;
  const path = join(folder, '.rejects.zip');
  await pipeline(Readable.from(zipOf(files)), createWriteStream(path));
  return { name: 'rejects.zip', path, mediaType: 'application/zip' };
}

async function* zipOf(files: readonly RejectsFile[]): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    made.push(bytes);
  });
  for (const { name, path } of files) {
    // A ZIP keeps local time without a zone; a fixed one makes the bytes repeatable.
    const entry = Object.assign(new ZipDeflate(name, { level: 6 }), { mtime: '1980-01-01T00:00:00' });
    zip.add(entry);
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      entry.push(chunk);
      yield* made;
      made = [];
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  yield* made;
}
