/** A file of loan files, one a line, read as it comes: every line is a loan, or the reason why it is none. */
import type { Readable } from 'node:stream';
import { loanFileSchema, type Loan } from '../../claims/index.ts';
import { accept, refuse, type Outcome } from '../../kernel/index.ts';

export type LineRefusal = 'line_too_long' | 'line_not_json' | 'loan_file_invalid';

export interface LoanLine {
  /** From 1. */
  readonly no: number;
  /** As far as the line could be read. */
  readonly reference: string | null;
  readonly loan: Outcome<Loan, LineRefusal>;
}

/** Far more than any loan needs; a file without line ends is not held in memory. */
const longestLine = 16_777_216;
const lineEnd = 0x0a;

/** Lines of nothing but blanks are passed over. */
export async function* loanLines(input: Readable): AsyncGenerator<LoanLine> {
  let no = 1;
  let line = emptyLine();
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
      grow(line, chunk.subarray(start, end));
      if (!isBlank(line)) yield { no, ...readLine(line) };
      line = emptyLine();
      no += 1;
      start = end + 1;
    }
    grow(line, chunk.subarray(start));
  }
  if (!isBlank(line)) yield { no, ...readLine(line) };
}

interface Line {
  parts: Buffer[];
  bytes: number;
}

const emptyLine = (): Line => ({ parts: [], bytes: 0 });

function grow(line: Line, part: Buffer): void {
  line.bytes += part.length;
  if (line.bytes > longestLine) line.parts = [];
  else line.parts.push(part);
}

const isBlank = ({ parts, bytes }: Line): boolean => bytes <= longestLine && parts.every((part) => part.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d));

function readLine({ parts, bytes }: Line): Omit<LoanLine, 'no'> {
  if (bytes > longestLine) return { reference: null, loan: refuse('line_too_long', { bytes, longest: longestLine }) };
  const json = parseJson(Buffer.concat(parts));
  if (!json.ok) return { reference: null, loan: json };
  const read = loanFileSchema.safeParse(json.value);
  const reference = referenceIn(json.value);
  if (read.success) return { reference, loan: accept(read.data) };
  const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'loan file'}: ${issue.message}`);
  const more = problems.length > problemsTold ? [`and ${problems.length - problemsTold} more`] : [];
  return { reference, loan: refuse('loan_file_invalid', { problems: [...problems.slice(0, problemsTold), ...more] }) };
}

const problemsTold = 5;

function parseJson(bytes: Buffer): Outcome<unknown, 'line_not_json' | 'loan_file_invalid'> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    // Only an escape can bring them into text that is UTF-8 and JSON.
    const unprintable = text.includes('\\u') ? unprintableIn(value, []) : null;
    return unprintable === null ? accept(value) : refuse('loan_file_invalid', { problems: [`${unprintable}: text with characters that are none`] });
  } catch (error) {
    return refuse('line_not_json', { reason: (error as Error).message });
  }
}

/** Where there is text that no paper prints: the character NUL, or half of a surrogate pair. */
function unprintableIn(value: unknown, path: readonly string[]): string | null {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? null : path.join('.');
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, each] of Object.entries(value)) {
    const found = unprintableIn(each, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

function referenceIn(json: unknown): string | null {
  const reference = typeof json === 'object' && json !== null && 'reference' in json ? json.reference : null;
  return typeof reference === 'string' ? reference : null;
}
