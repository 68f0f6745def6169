/** Reading JSON from the disk: newline-delimited records, a list of records, or a document that holds lists. */
import { createReadStream } from 'node:fs';
import { eachRow, isRecord, jsonCell, parsedJson, seenFromWithin, type JsonCells, type JsonRow } from './json-records.ts';
import { JsonBroken, jsonSplitter, type JsonPiece, type JsonShape } from './json-split.ts';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';

/** The lists that can be read as tables, by their dotted names, in the order in which they come; '' is the one at the top. */
export async function jsonLists(file: ReceivedFile): Promise<readonly string[]> {
  return [...(await survey(file)).columns.keys()];
}

/**
 * The rows of a list, of the first where none is named. Row 0 is the names of the columns, all that any record has. A
 * record of newline-delimited text is called by its line, any other by its number, from 1.
 */
export async function* readJson(file: ReceivedFile, form: { readonly list?: string | undefined }): AsyncGenerator<readonly RawRow[]> {
  const { shape, members, columns } = await survey(file);
  const list = form.list ?? columns.keys().next().value ?? '';
  const names = [...(columns.get(list) ?? [])];
  if (names.length === 0) {
    throw columns.size === 0 ? new Unreadable('file_empty', { file: file.name }) : new Unreadable('list_missing', { file: file.name, list, lists: [...columns.keys()] });
  }
  yield [{ row: 0, cells: names }];

  let rows: RawRow[] = [];
  let last = 0;
  const add = (row: JsonRow, number: number): void => {
    rows.push({ row: number, cells: names.map((name) => row.own.get(name) ?? row.around.get(name) ?? '') });
    last = number;
  };
  for await (const pieces of split(file, shape)) {
    for (const piece of pieces) {
      hearRows(file, piece, members, parsedJson, (name, row) => {
        if (rows.length * names.length > mostCells) {
          throw new Unreadable('file_too_wide', { file: file.name, line: piece.line });
        }
        if (name === list) {
          add(row, list === '' && piece.kind === 'record' ? piece.line : last + 1);
        }
      });
      if (rows.length * names.length >= cellsAtOnce) {
        yield rows;
        rows = [];
      }
    }
  }
  if (list === '' && last === 0) {
    add({ own: members, around: nothing }, 1);
  }
  yield rows;
}

const cellsAtOnce = 20_000;
/** Of the rows that come out of one piece of a million characters. */
const mostCells = 20_000_000;
const widest = 10_000;
const nothing: JsonCells = new Map();

interface Survey {
  readonly shape: JsonShape;
  /** What a document says besides its lists. */
  readonly members: JsonCells;
  /** The columns of every list, in the order in which the records show them. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A first reading of the whole file: a later record may have a column that no other has. */
async function survey(file: ReceivedFile): Promise<Survey> {
  const shape = await shapeOf(file);
  const members = shape === 'document' ? await documentMembers(file) : nothing;
  const columns = new Map<string, Set<string>>();
  for await (const pieces of split(file, shape)) {
    for (const piece of pieces) {
      hearRows(file, piece, members, JSON.parse, (list, { own, around }) => {
        let names = columns.get(list);
        if (names === undefined) {
          columns.set(list, (names = new Set()));
        }
        for (const cells of [own, around]) {
          for (const name of cells.keys()) {
            names.add(name);
          }
        }
        if (names.size > widest) {
          throw new Unreadable('file_too_wide', { file: file.name, line: piece.line });
        }
      });
    }
  }
  if (members.size > 0) {
    columns.set('', new Set(members.keys()));
  }
  return { shape, members, columns };
}

/** It is records if anything follows the first one; what is broken is found when it is read. */
async function shapeOf(file: ReceivedFile): Promise<JsonShape> {
  let seen = 0;
  try {
    for await (const pieces of split(file, 'records')) {
      seen += pieces.length;
      if (seen > 1) {
        return 'records';
      }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    return seen > 0 ? 'records' : 'document';
  }
  return 'document';
}

async function documentMembers(file: ReceivedFile): Promise<JsonCells> {
  const members = new Map<string, string>();
  for await (const pieces of split(file, 'document')) {
    for (const piece of pieces) {
      if (piece.kind === 'member') {
        members.set(piece.name, jsonCell(parsed(file, piece, parsedJson)));
      }
      if (members.size > widest) {
        throw new Unreadable('file_too_wide', { file: file.name, line: piece.line });
      }
    }
  }
  return members;
}

function hearRows(file: ReceivedFile, piece: JsonPiece, members: JsonCells, parse: (text: string) => unknown, hear: (list: string, row: JsonRow) => void): void {
  const record = piece.kind === 'member' ? null : parsed(file, piece, parse);
  if (record !== null && !(isRecord(record) && eachRow(piece.name, record, piece.name === '' ? nothing : seenFromWithin(members), hear))) {
    throw new Unreadable('file_unreadable', { file: file.name, line: piece.line });
  }
}

function parsed(file: ReceivedFile, piece: JsonPiece, parse: (text: string) => unknown): unknown {
  try {
    return parse(piece.text);
  } catch {
    throw new Unreadable('file_unreadable', { file: file.name, line: piece.line });
  }
}

/** The pieces of the file, as many at once as a read of the disk gives; those before a fault come before it is thrown. */
async function* split(file: ReceivedFile, shape: JsonShape): AsyncGenerator<readonly JsonPiece[]> {
  let pieces: JsonPiece[] = [];
  let fault = null as Error | null;
  let decoder: TextDecoder | undefined;
  const splitter = jsonSplitter(shape, (piece) => pieces.push(piece));
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      fault = unreadable(error, file, splitter.line());
    }
  };
  for await (const bytes of createReadStream(file.path) as AsyncIterable<Buffer>) {
    attempt(() => {
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
      splitter.write(decoder.decode(bytes, { stream: true }));
    });
    yield pieces;
    pieces = [];
    if (fault !== null) {
      throw fault;
    }
  }
  attempt(() => {
    splitter.write(decoder?.decode() ?? '');
    splitter.end();
  });
  yield pieces;
  if (fault !== null) {
    throw fault;
  }
}

function unreadable(error: unknown, file: ReceivedFile, line: number): Error {
  if (error instanceof JsonBroken) {
    return new Unreadable(error.tooLong ? 'file_too_wide' : 'file_unreadable', { file: file.name, line: error.line });
  }
  // What a decoder throws at bytes that are no text.
  return error instanceof TypeError ? new Unreadable('file_unreadable', { file: file.name, line }) : (error as Error);
}

/** UTF-8, as JSON has to be, unless a byte order mark says otherwise. */
function encodingOf(head: Buffer): string {
  const mark = head.subarray(0, 2).toString('latin1');
  return mark === '\xff\xfe' ? 'utf-16le' : mark === '\xfe\xff' ? 'utf-16be' : 'utf-8';
}
