/**
 * XML as it comes, for the parts of a workbook. Stricter and faster than a reader of web pages: what does not nest is
 * refused, so that half a sheet is never taken for a whole one. A DTD, which such a part must not have, is refused
 * too, and with it every entity that could grow. It works on bytes of UTF-8, since most of them are never looked at as
 * text, and holds one tag or text at a time.
 */
export interface XmlListener {
  /** `name` is without its prefix. The tag is read with `attribute` or `eachAttribute`, while the listener has it. */
  readonly open: (name: string, tag: Span) => void;
  /** Is read with `textOf`, while the listener has it. Comments may cut a text into several. */
  readonly text: (span: Span) => void;
  readonly close: (name: string) => void;
}

/** A place in the bytes. Cutting it out would cost more than reading it. */
export interface Span {
  readonly source: Buffer;
  readonly from: number;
  readonly to: number;
  /** Marked text (CDATA), which has no entities. */
  readonly plain: boolean;
}

export interface XmlScanner {
  readonly write: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** The text is not XML, or not such as a workbook has. */
export class XmlBroken extends Error {}
/** A tag or a text that is longer than any in a workbook. */
export class XmlTooLong extends Error {}

/** Bytes. */
const longest = 4_000_000;
const deepest = 100;

export function xmlScanner(listener: XmlListener): XmlScanner {
  const scan: Scan = { listener, nested: [], begun: false, span: { source: Buffer.alloc(0), from: 0, to: 0, plain: false } };
  let rest: Buffer | null = null;
  return {
    write: (chunk) => {
      const source: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
      const end = hearWhole(scan, source);
      rest = end === source.length ? null : source.subarray(end);
      if (rest !== null && rest.length > longest) {
        throw new XmlTooLong();
      }
    },
    end: () => {
      if (rest !== null) {
        hearText(scan, rest, 0, rest.length);
      }
      if (scan.nested.length > 0 || !scan.begun) {
        throw new XmlBroken('the document breaks off');
      }
    },
  };
}

interface Scan {
  readonly listener: XmlListener;
  /** The names of the tags that are open. */
  readonly nested: string[];
  begun: boolean;
  /** The one that is lent to the listener: there are millions of places. */
  readonly span: { -readonly [Key in keyof Span]: Span[Key] };
}

function place({ span }: Scan, source: Buffer, from: number, to: number, plain = false): Span {
  span.source = source;
  span.from = from;
  span.to = to;
  span.plain = plain;
  return span;
}

/** Reads what is whole, and returns where the next write must begin. */
function hearWhole(scan: Scan, source: Buffer): number {
  let at = 0;
  for (;;) {
    let less = at;
    while (less < source.length && source[less] !== lessThan) {
      less += 1;
    }
    if (less === source.length) {
      return at;
    }
    if (less > at) {
      hearText(scan, source, at, less);
    }
    const next = source[less + 1];
    const special = next === exclamation || next === question;
    const end = special ? hearSpecial(scan, source, less) : endOfTag(source, less + 1);
    if (end === -1) {
      return less;
    }
    if (!special) {
      hearTag(scan, source, less + 1, end - 1);
    }
    at = end;
  }
}

function hearText(scan: Scan, source: Buffer, from: number, to: number): void {
  if (scan.nested.length > 0) {
    scan.listener.text(place(scan, source, from, to));
  } else if (/[^\s\ufeff]/.test(source.toString('utf8', from, to))) {
    throw new XmlBroken('text outside of the document');
  }
}

function hearTag(scan: Scan, source: Buffer, from: number, to: number): void {
  const { listener, nested } = scan;
  if (source[from] === slash) {
    const name = nested.pop();
    const nameEnd = endOfName(source, from + 1, to);
    if (name === undefined || !isName(name, source, from + 1, nameEnd)) {
      throw new XmlBroken('a tag closes what is not open');
    }
    listener.close(localName(name));
    return;
  }
  const empty = source[to - 1] === slash;
  const nameEnd = endOfName(source, from, to);
  if (nameEnd === from || (scan.begun && nested.length === 0) || nested.length === deepest) {
    throw new XmlBroken('a tag where none can be');
  }
  scan.begun = true;
  const name = nameAt(source, from, nameEnd);
  listener.open(localName(name), place(scan, source, nameEnd, empty ? to - 1 : to));
  if (empty) {
    listener.close(localName(name));
  } else {
    nested.push(name);
  }
}

const [slash, exclamation, question, quote, apostrophe, greaterThan, lessThan, colon, equals, blank] = [47, 33, 63, 34, 39, 62, 60, 58, 61, 32];
const specials = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** A comment, an instruction or marked text. Where it ends; -1 while that has not come. */
function hearSpecial(scan: Scan, source: Buffer, at: number): number {
  const head = source.toString('latin1', at, at + '<![CDATA['.length);
  for (const [start, end] of specials) {
    if (head.startsWith(start)) {
      const from = at + start.length;
      const found = source.indexOf(end, from);
      if (found !== -1 && start === '<![CDATA[') {
        if (scan.nested.length === 0) {
          throw new XmlBroken('text outside of the document');
        }
        scan.listener.text(place(scan, source, from, found, true));
      }
      return found === -1 ? -1 : found + end.length;
    }
  }
  if (specials.some(([start]) => start.startsWith(head))) {
    return -1;
  }
  throw new XmlBroken('a declaration that no workbook has');
}

/** Behind the end of the tag; a `>` between quotes does not end it. -1 while it has not come. */
function endOfTag(source: Buffer, from: number): number {
  let open = 0;
  for (let at = from; at < source.length; at += 1) {
    const code = source[at];
    if (open !== 0) {
      open = code === open ? 0 : open;
    } else if (code === greaterThan) {
      return at + 1;
    } else if (code === quote || code === apostrophe) {
      open = code;
    } else if (code === lessThan) {
      throw new XmlBroken('a tag within a tag');
    }
  }
  return -1;
}

function endOfName(source: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && Number(source[at]) > blank && source[at] !== slash) {
    at += 1;
  }
  return at;
}

const letters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** A name, or another short text without entities. Those of one letter, the most by far, cost nothing. */
export function nameAt(source: Buffer, from: number, to: number): string {
  return (to - from === 1 ? letters[Number(source[from])] : undefined) ?? source.toString('utf8', from, to);
}

function isName(name: string, source: Buffer, from: number, to: number): boolean {
  return to - from === 1 ? name.length === 1 && name.charCodeAt(0) === source[from] : name === source.toString('utf8', from, to);
}

function localName(name: string): string {
  const at = name.length > 1 ? name.indexOf(':') : -1;
  return at === -1 ? name : name.slice(at + 1);
}

/** What an attribute says, without regard to its prefix; undefined where there is none. */
export function attribute(tag: Span, name: string): string | undefined {
  let found: string | undefined;
  eachAttribute(tag, (nameFrom, nameTo, from, to) => {
    if (isName(name, tag.source, nameFrom, nameTo)) {
      found = textOf({ source: tag.source, from, to, plain: false });
    }
  });
  return found;
}

/** Tells where the name of each attribute, without its prefix, and what it says begin and end. */
export function eachAttribute({ source, from, to }: Span, hear: (nameFrom: number, nameTo: number, from: number, to: number) => void): void {
  let at = from;
  for (;;) {
    while (at < to && Number(source[at]) <= blank) {
      at += 1;
    }
    if (at >= to) {
      return;
    }
    let nameFrom = at;
    while (at < to && source[at] !== equals && Number(source[at]) > blank) {
      at += 1;
      if (source[at - 1] === colon) {
        nameFrom = at;
      }
    }
    const nameTo = at;
    while (at < to && (source[at] === equals || Number(source[at]) <= blank)) {
      at += 1;
    }
    const mark = source[at];
    const start = at + 1;
    if (at >= to || (mark !== quote && mark !== apostrophe)) {
      throw new XmlBroken('an attribute without quotes');
    }
    at = start;
    while (at < to && source[at] !== mark) {
      at += 1;
    }
    hear(nameFrom, nameTo, start, at);
    at += 1;
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function textOf({ source, from, to, plain }: Span): string {
  const text = source.toString('utf8', from, to);
  return !plain && text.includes('&') ? text.replaceAll(/&([^;&]*)(;?)/g, (_all, name: string, end: string) => entity(name, end)) : text;
}

function entity(name: string, end: string): string {
  const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  const code = number === null ? -1 : number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : named[name];
  if (end === '' || character === undefined) {
    throw new XmlBroken('an entity that is not one of the five');
  }
  return character;
}
