/** Reading delimited text from the disk. */
import { createReadStream } from 'node:fs';
import { DelimitedBroken, delimitedSplitter, type DelimitedSplitter } from './delimited.ts';
import { encodingOf, markedEncoding, type Encoding } from './detect.ts';
import { Unreadable, type RawRow, type ReceivedFile } from './table.ts';

export interface DelimitedForm {
  /** A byte order mark outweighs it; UTF-8 unless said otherwise. */
  readonly encoding?: Encoding | undefined;
  /** A comma unless said otherwise. */
  readonly delimiter?: string | undefined;
}

/** All rows of the file from the first on. A refusal names the line, counted in line ends of any kind. */
export async function* readDelimited(file: ReceivedFile, form: DelimitedForm): AsyncGenerator<readonly RawRow[]> {
  const splitter = delimitedSplitter(form.delimiter ?? ',');
  try {
    for await (const text of decoded(file.path, form.encoding, splitter)) {
      splitter.write(text);
      yield splitter.take();
    }
    splitter.end();
  } catch (error) {
    if (!(error instanceof DelimitedBroken)) throw error;
    throw new Unreadable(error.tooWide ? 'file_too_wide' : 'file_unreadable', { file: file.name, line: error.line, reason: error.message });
  }
  yield splitter.take();
}

/** Rows of larger pieces outlive the young generation, and then cost the collector as much as finding them did. */
const bytesAtOnce = 131_072;

/**
 * A byte order mark tells, or else the mapping; but Chinese that is UTF-8 in its first piece is UTF-8, whatever the
 * mapping says: GB 18030 never looks like that for long, and editors save corrected files in UTF-8.
 */
function encodingFor(head: Uint8Array, named: Encoding = 'utf-8'): Encoding {
  const marked = markedEncoding(head);
  if (marked !== null || named !== 'gb18030') return marked ?? named;
  return head.some((byte) => byte >= 0x80) && encodingOf(head) === 'utf-8' ? 'utf-8' : named;
}

/** The text in pieces. What comes before a fault is handed on first, so that of two faults the first is told. */
async function* decoded(path: string, named: Encoding | undefined, splitter: DelimitedSplitter): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let before: Uint8Array = new Uint8Array();
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: bytesAtOnce });
  for await (const bytes of stream) {
    decoder ??= new TextDecoder(encodingFor(bytes, named), { fatal: true });
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: true });
    } catch {
      yield cleaned(soundPart(decoder.encoding, before, bytes));
      throw wrongBytes(splitter, decoder);
    }
    const nul = text.indexOf('\0');
    yield cleaned(nul === -1 ? text : text.slice(0, nul));
    if (nul !== -1) throw new DelimitedBroken(splitter.line(), `a NUL byte; this is no text in ${decoder.encoding}`);
    before = bytes;
  }
  try {
    decoder?.decode();
  } catch {
    throw wrongBytes(splitter, decoder);
  }
}

const wrongBytes = (splitter: DelimitedSplitter, decoder: TextDecoder | undefined): DelimitedBroken =>
  new DelimitedBroken(splitter.line(), `bytes that are not ${decoder?.encoding}; name the right encoding in the mapping`);

/** The text of `bytes` before the first that cannot be read. `before` brings the decoder to where they begin. */
function soundPart(encoding: string, before: Uint8Array, bytes: Uint8Array): string {
  const lenient = new TextDecoder(encoding);
  lenient.decode(before, { stream: true });
  return lenient.decode(bytes, { stream: true }).split('\ufffd')[0] ?? '';
}

const invisible = /[\x1d-\x1f\ufeff]/g;

/** Without separators that no table has cells of, which intake uses itself, and byte order marks of files put together. */
const cleaned = (text: string): string => (text.search(invisible) === -1 ? text : text.replace(invisible, ''));
