/** Reading workbooks (XLSX) from the disk: part by part out of the ZIP, never a whole sheet in memory. */
import { posix } from 'node:path';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';
import { layoutListener, relationsListener, sheetListener, SheetTooWide, stylesListener, textsListener, TextsTooLong, workbookListener, type SheetContext } from './workbook-sheet.ts';
import { XmlBroken, xmlScanner, XmlTooLong, type XmlListener } from './xml-scan.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** The sheets that have cells, in the order of their tabs. */
export async function workbookSheets(file: ReceivedFile): Promise<readonly WorkbookSheet[]> {
  return withWorkbook(file, (workbook) => Promise.resolve(workbook.sheets.map(({ name, hidden }) => ({ name, hidden }))));
}

/** The sheets of that name, in which `*` stands for anything; without one the first that is visible. */
export function sheetsNamed<Sheet extends WorkbookSheet>(sheets: readonly Sheet[], name: string | undefined): readonly Sheet[] {
  if (name === undefined) {
    return sheets.filter((sheet) => !sheet.hidden).slice(0, 1);
  }
  const pattern = new RegExp(`^${name.trim().split('*').map((part) => RegExp.escape(part)).join('.*')}$`, 'su');
  return sheets.filter((sheet) => pattern.test(sheet.name.trim()));
}

/**
 * The rows of the first sheet of that name, as `sheetsNamed` finds it, from the first row that has something in it.
 * Formulas count as the value they had when the file was saved, days as `YYYY-MM-DD`, with ` hh:mm:ss` where there is
 * a time, percentages as `15%`. Of merged cells the first has the value. Hidden rows and columns are read like others.
 */
export async function* readWorkbook(file: ReceivedFile, form: { readonly sheet?: string | undefined }): AsyncGenerator<readonly RawRow[]> {
  const workbook = await openWorkbook(file);
  try {
    const sheet = chosen(file, workbook, form.sheet);
    const reading = sheetListener(await heldContext(file, workbook));
    const place = (): object => ({ sheet: sheet.name, row: reading.row() });
    for await (const _ of scanned(file, workbook, sheet.part, reading.listener, largestPart, place)) {
      if (reading.waiting() >= cellsAtOnce) {
        yield reading.take();
      }
    }
    yield reading.take();
    held.delete(file);
  } finally {
    workbook.zip.close();
  }
}

export interface SheetLayout {
  /** Where they stand, from 0. */
  readonly hiddenColumns: readonly number[];
  readonly hiddenRows: number;
}

/** What a person who opens the sheet does not see of it. */
export async function workbookLayout(file: ReceivedFile, name?: string): Promise<SheetLayout> {
  return withWorkbook(file, async (workbook) => {
    const sheet = chosen(file, workbook, name);
    const { hiddenColumns, hiddenRows, listener } = layoutListener();
    await scan(file, workbook, sheet.part, listener, largestPart);
    return { hiddenColumns: [...hiddenColumns].sort((a, b) => a - b), hiddenRows: hiddenRows() };
  });
}

const cellsAtOnce = 20_000;
const pieceBytes = 65_536;
const mostParts = 10_000;
/** Bytes unpacked, of a sheet or the shared texts: a million rows of 100 columns stay below. */
const largestPart = 8_000_000_000;
/** Of any other part, which is remembered. */
const largestSmallPart = 50_000_000;

interface Workbook {
  readonly zip: ZipFile;
  readonly parts: ReadonlyMap<string, Entry>;
  readonly sheets: readonly (WorkbookSheet & { readonly part: string })[];
  readonly from1904: boolean;
  readonly texts: string | undefined;
  readonly styles: string | undefined;
}

type Parts = Pick<Workbook, 'zip' | 'parts'>;

async function withWorkbook<T>(file: ReceivedFile, use: (workbook: Workbook) => Promise<T>): Promise<T> {
  const workbook = await openWorkbook(file);
  try {
    return await use(workbook);
  } finally {
    workbook.zip.close();
  }
}

async function openWorkbook(file: ReceivedFile): Promise<Workbook> {
  const opened = await openParts(file);
  try {
    const main = (await relations(file, opened, '')).find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
    if (main.endsWith('.bin')) {
      throw new Unreadable('file_kind_unsupported', { file: file.name });
    }
    const { sheets, from1904, listener } = workbookListener();
    await scan(file, opened, main, listener);
    const related = await relations(file, opened, main);
    return {
      ...opened,
      sheets: sheets.flatMap(({ name, hidden, relation }) => {
        const part = related.find(({ id, type }) => id === relation && type === 'worksheet')?.part;
        return part === undefined ? [] : [{ name, hidden, part }];
      }),
      from1904: from1904(),
      texts: related.find(({ type }) => type === 'sharedStrings')?.part,
      styles: related.find(({ type }) => type === 'styles')?.part,
    };
  } catch (error) {
    opened.zip.close();
    throw error;
  }
}

async function openParts(file: ReceivedFile): Promise<Parts> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file.path, { lazyEntries: true, autoClose: false });
    if (zip.entryCount > mostParts) {
      throw new Unreadable('archive_too_large', { file: file.name });
    }
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      parts.set(entry.fileName.toLowerCase(), entry);
    }
    return { zip, parts };
  } catch (error) {
    zip?.close();
    throw unreadable(error, file, {});
  }
}

/** The parts that belong to one, found by the last word of what they are to it; none where nothing says so. */
async function relations(file: ReceivedFile, opened: Parts, part: string): Promise<readonly { id: string; type: string; part: string }[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!opened.parts.has(name.toLowerCase())) {
    return [];
  }
  const { relations: found, listener } = relationsListener();
  await scan(file, opened, name, listener);
  return found.map(({ id, type, target }) => ({ id, type: type.slice(type.lastIndexOf('/') + 1), part: posix.join(target.startsWith('/') ? '' : folder, target).replace(/^\//, '') }));
}

function chosen(file: ReceivedFile, workbook: Workbook, name: string | undefined): Workbook['sheets'][number] {
  const sheet = workbook.sheets.find((each) => each.name === name) ?? sheetsNamed(workbook.sheets, name)[0];
  if (sheet === undefined) {
    throw new Unreadable('sheet_missing', { file: file.name, sheet: name ?? '', sheets: workbook.sheets.map((each) => each.name) });
  }
  return sheet;
}

/**
 * What was read of the workbook that was opened last, kept while its file is still known to someone and until a sheet
 * was read to its end: a reader that looked for the header only comes again at once, and shared texts are long.
 */
const held = new WeakMap<ReceivedFile, Promise<SheetContext>>();
let holder: WeakRef<ReceivedFile> | null = null;

function heldContext(file: ReceivedFile, workbook: Workbook): Promise<SheetContext> {
  const known = held.get(file);
  if (known !== undefined) {
    return known;
  }
  const before = holder?.deref();
  if (before !== undefined) {
    held.delete(before);
  }
  const context = sheetContext(file, workbook);
  held.set(file, context);
  holder = new WeakRef(file);
  return context;
}

async function sheetContext(file: ReceivedFile, workbook: Workbook): Promise<SheetContext> {
  const styles = stylesListener();
  if (workbook.styles !== undefined) {
    await scan(file, workbook, workbook.styles, styles.listener);
  }
  const shared = textsListener();
  if (workbook.texts !== undefined) {
    await scan(file, workbook, workbook.texts, shared.listener, largestPart);
  }
  return { texts: shared.texts, forms: styles.forms, from1904: workbook.from1904 };
}

async function scan(file: ReceivedFile, opened: Parts, part: string, listener: XmlListener, most = largestSmallPart): Promise<void> {
  for await (const _ of scanned(file, opened, part, listener, most)) {
    // The listener hears it all.
  }
}

/** Reads a part for a listener, and stops after every piece so that what was heard can be passed on. */
async function* scanned(file: ReceivedFile, opened: Parts, part: string, listener: XmlListener, most: number, place = (): object => ({ member: part })): AsyncGenerator<void> {
  const entry = opened.parts.get(part.toLowerCase());
  if (entry === undefined) {
    throw new Unreadable('file_unreadable', { file: file.name, member: part });
  }
  if (entry.uncompressedSize > most) {
    throw new Unreadable('archive_too_large', { file: file.name, member: part });
  }
  try {
    const scanner = xmlScanner(listener);
    for await (const piece of unpacked(opened.zip, entry)) {
      scanner.write(piece);
      yield;
    }
    scanner.end();
  } catch (error) {
    throw unreadable(error, file, place());
  }
}

/** The bytes of a part, in pieces four times as large as the reader of ZIPs would make them, which saves a tenth of all work. */
async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (!entry.canDecodeFileData()) {
    throw new XmlBroken('a part packed in a way that no workbook is');
  }
  const pieces = entry.compressionMethod === 0 ? packed : pipeline(packed, createInflateRaw({ chunkSize: pieceBytes }), () => undefined);
  let left = entry.uncompressedSize;
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      left -= piece.length;
      if (left < 0) {
        break;
      }
      yield piece;
    }
  } finally {
    packed.destroy();
  }
  if (left !== 0) {
    throw new XmlBroken('a part that is not as long as the ZIP says');
  }
}

/** What a broken file makes the readers throw; a disk that fails is no fault of the file. */
function unreadable(error: unknown, file: ReceivedFile, place: object): unknown {
  if (error instanceof Unreadable || (error instanceof Error && 'syscall' in error)) {
    return error;
  }
  const code = error instanceof SheetTooWide || error instanceof XmlTooLong ? 'file_too_wide' : error instanceof TextsTooLong ? 'archive_too_large' : 'file_unreadable';
  return new Unreadable(code, { file: file.name, ...place });
}
