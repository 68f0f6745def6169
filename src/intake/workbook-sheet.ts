/** The parts of a workbook, each heard as it is read: its sheets, its number formats, its shared texts, its rows. */
import type { RawRow } from './table.ts';
import { columnIndex, numberForm, numberText, unescaped, writtenDay, type NumberForm } from './workbook-cells.ts';
import { attribute, eachAttribute, nameAt, textOf, XmlBroken, type Span, type XmlListener } from './xml-scan.ts';

/** A row with more columns or text than any list of loans has. */
export class SheetTooWide extends Error {}
/** More shared texts than are held at once. */
export class TextsTooLong extends Error {}

const widest = 10_000;
/** Characters, as in a record of delimited text. */
const longestRow = 1_000_000;
/** Characters of all shared texts together, each of up to two bytes; every text counts as some more, for what it takes to hold it. */
const longestTexts = 150_000_000;
const perText = 32;
const lastRow = 1_048_576;

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/** Listens to workbook.xml. */
export function workbookListener(): { readonly sheets: SheetEntry[]; readonly from1904: () => boolean; readonly listener: XmlListener } {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  const open = (name: string, tag: Span): void => {
    if (name === 'sheet') {
      const hidden = (attribute(tag, 'state') ?? 'visible') !== 'visible';
      sheets.push({ name: unescaped(attribute(tag, 'name') ?? ''), hidden, relation: attribute(tag, 'id') ?? '' });
    } else if (name === 'workbookPr') {
      from1904 = isTrue(attribute(tag, 'date1904'));
    }
  };
  return { sheets, from1904: () => from1904, listener: { open, text: ignore, close: ignore } };
}

/** Listens to a part that says which others belong to one. */
export function relationsListener(): { readonly relations: { id: string; type: string; target: string }[]; readonly listener: XmlListener } {
  const relations: { id: string; type: string; target: string }[] = [];
  const open = (name: string, tag: Span): void => {
    if (name === 'Relationship') {
      const [id = '', type = '', target = ''] = ['Id', 'Type', 'Target'].map((key) => attribute(tag, key));
      relations.push({ id, type, target });
    }
  };
  return { relations, listener: { open, text: ignore, close: ignore } };
}

/** Listens to styles.xml: what each style of a cell makes of a number. */
export function stylesListener(): { readonly forms: NumberForm[]; readonly listener: XmlListener } {
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  let within = false;
  const open = (name: string, tag: Span): void => {
    if (name === 'cellXfs') {
      within = true;
    } else if (name === 'numFmt') {
      codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
    } else if (name === 'xf' && within) {
      const id = Number(attribute(tag, 'numFmtId') ?? '0');
      forms.push(numberForm(id, codes.get(id) ?? null));
    }
  };
  const close = (name: string): void => {
    within = within && name !== 'cellXfs';
  };
  return { forms, listener: { open, text: ignore, close } };
}

/** Listens to sharedStrings.xml. The runs of a rich text are joined; how it is pronounced is left out. */
export function textsListener(): { readonly texts: string[]; readonly listener: XmlListener } {
  const texts: string[] = [];
  let text = '';
  let total = 0;
  let phonetic = false;
  let within = false;
  const open = (name: string): void => {
    if (name === 'si') {
      text = '';
    } else if (name === 'rPh') {
      phonetic = true;
    } else if (name === 't') {
      within = !phonetic;
    }
  };
  const close = (name: string): void => {
    if (name === 'si') {
      total += text.length + perText;
      if (total > longestTexts) {
        throw new TextsTooLong();
      }
      texts.push(unescaped(text));
    } else if (name === 'rPh') {
      phonetic = false;
    } else if (name === 't') {
      within = false;
    }
  };
  const more = (piece: Span): void => {
    if (within) {
      text = joined(text, textOf(piece));
    }
  };
  return { texts, listener: { open, text: more, close } };
}

export interface SheetContext {
  readonly texts: readonly string[];
  readonly forms: readonly NumberForm[];
  readonly from1904: boolean;
}

export interface SheetReading {
  readonly listener: XmlListener;
  /** The rows read since the last call. Blank ones are left out. */
  readonly take: () => readonly RawRow[];
  /** How many cells those rows have: when to take them. */
  readonly waiting: () => number;
  /** The row being read, to say where a sheet is broken. */
  readonly row: () => number;
}

/** Listens to a sheet. A row or cell that does not say where it stands comes after the last. */
export function sheetListener(context: SheetContext): SheetReading {
  const state: SheetState = { context, rows: [], waiting: 0, inData: false, row: 0, cells: [], length: 0, column: -1, type: '', style: 0, shared: -1, text: '', phonetic: false, within: false };
  const take = (): readonly RawRow[] => {
    const taken = state.rows;
    state.rows = [];
    state.waiting = 0;
    return taken;
  };
  const text = (piece: Span): void => {
    if (state.within && state.type === 's') {
      state.shared = digits(piece.source, piece.from, piece.to);
    } else if (state.within) {
      state.text = joined(state.text, textOf(piece));
    }
  };
  return {
    listener: { open: (name, tag) => opened(state, name, tag), text, close: (name) => closed(state, name) },
    take,
    waiting: () => state.waiting,
    row: () => state.row,
  };
}

interface SheetState {
  readonly context: SheetContext;
  rows: RawRow[];
  waiting: number;
  inData: boolean;
  /** The row being read: its number, its cells so far, and how much text they have. */
  row: number;
  cells: string[];
  length: number;
  /** The cell being read. */
  column: number;
  type: string;
  style: number;
  /** Which of the shared texts it has, -1 for none; or its own. */
  shared: number;
  text: string;
  phonetic: boolean;
  /** Whether what is heard is the text of the cell. */
  within: boolean;
}

function opened(state: SheetState, name: string, tag: Span): void {
  if (!state.inData) {
    // Buttons and charts further down have rows and columns too.
    state.inData = name === 'sheetData';
    return;
  }
  switch (name) {
    case 'c':
      state.column += 1;
      state.type = 'n';
      state.style = 0;
      state.shared = -1;
      state.text = '';
      eachAttribute(tag, (nameFrom, nameTo, from, to) => {
        cellAttribute(state, tag.source, nameAt(tag.source, nameFrom, nameTo), from, to);
      });
      return;
    case 'v':
      state.within = true;
      return;
    case 't':
      state.within = !state.phonetic;
      return;
    case 'rPh':
      state.phonetic = true;
      return;
    case 'row':
      state.row = rowNumber(attribute(tag, 'r'), state.row);
      state.cells = [];
      state.length = 0;
      state.column = -1;
  }
}

function cellAttribute(state: SheetState, source: Buffer, name: string, from: number, to: number): void {
  if (name === 'r') {
    state.column = columnIndex(source, from);
  } else if (name === 's') {
    state.style = digits(source, from, to);
  } else if (name === 't') {
    state.type = nameAt(source, from, to);
  }
}

function closed(state: SheetState, name: string): void {
  switch (name) {
    case 'c':
      addCell(state);
      return;
    case 'v':
    case 't':
      state.within = false;
      return;
    case 'rPh':
      state.phonetic = false;
      return;
    case 'row':
      if (state.cells.some((value) => value.trim() !== '')) {
        state.rows.push({ row: state.row, cells: state.cells });
        state.waiting += state.cells.length;
      }
      return;
    case 'sheetData':
      state.inData = false;
  }
}

function addCell(state: SheetState): void {
  const value = cellText(state);
  if (value === '') {
    return;
  }
  state.length += value.length;
  if (state.column >= widest || state.length > longestRow) {
    throw new SheetTooWide();
  }
  if (state.column < 0) {
    throw new XmlBroken('a cell that no sheet has');
  }
  while (state.cells.length < state.column) {
    state.cells.push('');
  }
  state.cells[state.column] = value;
}

function cellText({ type, shared, text, style, context }: SheetState): string {
  if (type === 's' ? shared === -1 : text === '') {
    return '';
  }
  switch (type) {
    case 'n':
      return numberText(text, context.forms[style] ?? plain, context.from1904);
    case 's': {
      const found = context.texts[shared];
      if (found === undefined) {
        throw new XmlBroken('a shared text that is not there');
      }
      return found;
    }
    case 'b':
      return text === '1' ? 'TRUE' : text === '0' ? 'FALSE' : text;
    case 'd':
      return writtenDay(text);
    default:
      return unescaped(text);
  }
}

/** Listens to a sheet for what a person does not see in it: columns counted from 0, and how many rows. */
export function layoutListener(): { readonly hiddenColumns: Set<number>; readonly hiddenRows: () => number; readonly listener: XmlListener } {
  const hiddenColumns = new Set<number>();
  let hiddenRows = 0;
  const open = (name: string, tag: Span): void => {
    if ((name !== 'col' && name !== 'row') || !isTrue(attribute(tag, 'hidden'))) {
      return;
    }
    if (name === 'row') {
      hiddenRows += 1;
      return;
    }
    const last = Math.min(Number(attribute(tag, 'max')), widest);
    for (let at = Math.max(Number(attribute(tag, 'min')), 1); at <= last; at += 1) {
      hiddenColumns.add(at - 1);
    }
  };
  return { hiddenColumns, hiddenRows: () => hiddenRows, listener: { open, text: ignore, close: ignore } };
}

const plain = numberForm(0, null);

/** A whole number that is written in digits; NaN where there is anything else. */
function digits(source: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = Number(source[at]) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

function ignore(): void {
  // Nothing there is of use.
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function joined(text: string, piece: string): string {
  if (text.length + piece.length > longestRow) {
    throw new SheetTooWide();
  }
  return text === '' ? piece : text + piece;
}

function rowNumber(written: string | undefined, before: number): number {
  const row = written === undefined ? before + 1 : Number(written);
  if (!Number.isInteger(row) || row < 1 || row > lastRow) {
    throw new XmlBroken('a row that no sheet has');
  }
  return row;
}
