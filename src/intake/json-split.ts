/** Cuts JSON, as it comes, into pieces that are small enough to parse one by one. */

/** What stands by itself at the top: records one after another or in one list, or one document that holds lists. */
export type JsonShape = 'records' | 'document';

export interface JsonPiece {
  /** One that stands at the top, an element of the list `name` (the one at the top has no name), or the member `name` of the document. */
  readonly kind: 'record' | 'element' | 'member';
  /** Dotted where objects lie in objects. */
  readonly name: string;
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

export interface JsonSplitter {
  readonly write: (chunk: string) => void;
  /** Where it is, from 1. */
  readonly line: () => number;
  readonly end: () => void;
}

/** The text is not JSON; `tooLong` when it may be, but has a piece that no export of loans has. */
export class JsonBroken extends Error {
  readonly line: number;
  readonly tooLong: boolean;

  constructor(line: number, tooLong = false) {
    super('broken JSON');
    this.line = line;
    this.tooLong = tooLong;
  }
}

const longestPiece = 1_000_000;
const deepest = 100;
const [newline, blank, quote, comma, colon, openList, backslash, closeList, openObject, closeObject] = [10, 32, 34, 44, 58, 91, 92, 93, 123, 125];

interface Frame {
  readonly kind: 'object' | 'list';
  readonly name: string;
}

interface Split {
  readonly shape: JsonShape;
  readonly hear: (piece: JsonPiece) => void;
  readonly frames: Frame[];
  expected: 'root' | 'value' | 'value_or_end' | 'key' | 'key_or_end' | 'colon' | 'comma' | 'nothing';
  source: string;
  at: number;
  line: number;
  key: string;
  /** Where the piece being cut starts in `source`, -1 between pieces; and on which line. */
  start: number;
  startLine: number;
  /** How deep in the brackets of the piece we are, and whether in a quoted text. */
  depth: number;
  quoted: boolean;
  escaped: boolean;
  /** After the `[` of a member, until its first element shows whether it is a list of objects. */
  undecided: boolean;
}

/**
 * In a document, members that are objects are opened up, and of lists of objects every element is a piece; all other
 * members are pieces. What is inside of a piece is only counted for its brackets: the parser says whether it is JSON.
 */
export function jsonSplitter(shape: JsonShape, hear: (piece: JsonPiece) => void): JsonSplitter {
  const split: Split = {
    ...{ shape, hear, frames: [], expected: 'root', source: '', at: 0, line: 1, key: '' },
    ...{ start: -1, startLine: 1, depth: 0, quoted: false, escaped: false, undecided: false },
  };
  return {
    write: (chunk) => {
      write(split, chunk);
    },
    line: () => split.line,
    end: () => {
      if (split.start !== -1 && split.depth === 0 && !split.quoted && split.frames.length === 0) {
        finish(split, split.source.length);
      }
      if (split.start !== -1 || split.frames.length > 0) {
        throw new JsonBroken(split.start === -1 ? split.line : split.startLine);
      }
    },
  };
}

function write(split: Split, chunk: string): void {
  const kept = split.start === -1 ? '' : split.source.slice(split.start);
  const source = kept + chunk;
  split.source = source;
  split.at = kept.length;
  split.start = split.start === -1 ? -1 : 0;
  for (; split.at < source.length; split.at += 1) {
    const code = source.charCodeAt(split.at);
    if (code === newline) {
      split.line += 1;
    }
    if ((split.start === -1 || !inPiece(split, code)) && code > blank) {
      betweenPieces(split, code);
    }
    if (split.start !== -1 && split.at - split.start > longestPiece) {
      throw new JsonBroken(split.startLine, true);
    }
  }
}

/** A character within a piece; false if the piece ended before it. */
function inPiece(split: Split, code: number): boolean {
  if (split.quoted) {
    inQuotes(split, code);
    return true;
  }
  if (split.undecided && code > blank) {
    split.undecided = false;
    if (code === openObject) {
      push(split, 'list', memberName(split));
      begin(split, code);
      return true;
    }
  }
  const closes = code === closeObject || code === closeList;
  if (split.depth === 0 && (closes || code === comma || code <= blank)) {
    finish(split, split.at);
    return false;
  }
  if (code === quote) {
    split.quoted = true;
  } else if (code === openObject || code === openList) {
    split.depth += 1;
    if (split.depth > deepest) {
      throw new JsonBroken(split.line);
    }
  } else if (closes) {
    split.depth -= 1;
    if (split.depth === 0) {
      finish(split, split.at + 1);
    }
  }
  return true;
}

function inQuotes(split: Split, code: number): void {
  if (split.escaped) {
    split.escaped = false;
  } else if (code === backslash) {
    split.escaped = true;
  } else if (code === quote) {
    split.quoted = false;
    if (split.depth === 0) {
      finish(split, split.at + 1);
    }
  }
}

function betweenPieces(split: Split, code: number): void {
  const { expected } = split;
  const within = split.frames.at(-1)?.kind;
  const mayEnd = expected === 'comma' || expected === 'value_or_end' || expected === 'key_or_end';
  if (mayEnd && ((code === closeList && within === 'list') || (code === closeObject && within === 'object'))) {
    split.frames.pop();
    settle(split);
  } else if (expected === 'comma' && code === comma) {
    split.expected = within === 'list' ? 'value' : 'key';
  } else if (expected === 'colon' && code === colon) {
    split.expected = 'value';
  } else if ((expected === 'key' || expected === 'key_or_end') && code === quote) {
    begin(split, code);
  } else if (expected === 'value' || expected === 'value_or_end' || expected === 'root') {
    beginValue(split, code, within);
  } else {
    throw new JsonBroken(split.line);
  }
}

function beginValue(split: Split, code: number, within: Frame['kind'] | undefined): void {
  if (within === undefined && code === openList) {
    push(split, 'list', '');
  } else if (within === undefined && split.shape === 'document' && code === openObject) {
    push(split, 'object', '');
  } else if (within === 'object' && code === openObject) {
    push(split, 'object', memberName(split));
  } else {
    split.undecided = within === 'object' && code === openList;
    begin(split, code);
  }
}

function begin(split: Split, code: number): void {
  split.start = split.at;
  split.startLine = split.line;
  split.quoted = code === quote;
  split.depth = code === openObject || code === openList ? 1 : 0;
}

function finish(split: Split, end: number): void {
  const text = split.source.slice(split.start, end);
  split.start = -1;
  if (split.expected === 'key' || split.expected === 'key_or_end') {
    split.key = keyOf(text, split.line);
    split.expected = 'colon';
    return;
  }
  const within = split.frames.at(-1);
  const kind = within === undefined ? 'record' : within.kind === 'object' ? 'member' : 'element';
  split.hear({ kind, name: kind === 'member' ? memberName(split) : (within?.name ?? ''), text, line: split.startLine });
  settle(split);
}

/** After a value. */
function settle(split: Split): void {
  split.expected = split.frames.length > 0 ? 'comma' : split.shape === 'document' ? 'nothing' : 'root';
}

function push(split: Split, kind: Frame['kind'], name: string): void {
  if (split.frames.push({ kind, name }) > deepest) {
    throw new JsonBroken(split.line);
  }
  split.expected = kind === 'list' ? 'value_or_end' : 'key_or_end';
}

function memberName(split: Split): string {
  const outer = split.frames.at(-1)?.name ?? '';
  return outer === '' ? split.key : `${outer}.${split.key}`;
}

function keyOf(text: string, line: number): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new JsonBroken(line);
  }
}
