/** What a file is, told by its first bytes. Its name only decides where several would do. */
import { encodingOf, headText } from './detect.ts';

/** `compound` is how Office kept files before XLSX, and keeps those under a password; a `document` is a paper, for people to read. */
export type Look = 'empty' | 'delimited' | 'json' | 'parquet' | 'zip' | 'compound' | 'document' | 'unknown';

/** How many bytes `lookOf` wants to see. */
export const headBytes = 4096;

const magics: readonly (readonly [Look, string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['parquet', 'PAR1'],
  ['compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['document', '%PDF-'],
  ['document', '\xff\xd8\xff'],
  ['document', '\x89PNG\r\n\x1a\n'],
  ['document', 'GIF8'],
  ['document', 'II*\0'],
  ['document', 'MM\0*'],
  ['unknown', '\x1f\x8b'],
  ['unknown', 'Rar!'],
  ['unknown', "7z\xbc\xaf'\x1c"],
];

export function lookOf(head: Uint8Array, name: string): Look {
  if (head.length === 0) return 'empty';
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headBytes));
  const magic = magics.find(([, mark]) => bytes.toString('latin1', 0, mark.length) === mark);
  if (magic !== undefined) return magic[0];
  const text = headText(bytes, encodingOf(bytes));
  if (strange(text) > Math.max(text.length / 10, fewStrange)) return 'unknown';
  const start = text.trimStart();
  if (/^(<(!doctype|html|table|head|meta|\?xml)\b|\{\\rtf|mime-version:)/i.test(start)) return 'document';
  return isNamed(name, jsonNames) || /^(\{\s*["}]|\[\s*([{["\]\d-]|true|false|null))/.test(start) ? 'json' : 'delimited';
}

/** As many may stand in a short text that is only broken. */
const fewStrange = 16;

/** How many characters no text has, or were none. */
const strange = (text: string): number => text.match(/[\0-\x08\x0e-\x1a\x7f\ufffd]/g)?.length ?? 0;

const jsonNames = ['json', 'ndjson', 'jsonl'] as const;
const tableNames = [...jsonNames, 'csv', 'tsv', 'tab', 'txt', 'dat', 'del', 'xlsx', 'xlsm', 'xls', 'parquet'] as const;

const isNamed = (name: string, endings: readonly string[]): boolean => endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

/** The name of a file that should hold a table. */
export const isNamedAsTable = (name: string): boolean => isNamed(name, tableNames);

/** What a ZIP is, by the names of what lies in it: a workbook, another kind of document that is kept as a ZIP, or just files. */
export function packageOf(members: readonly string[]): 'workbook' | 'document' | 'files' {
  const names = members.map((name) => name.toLowerCase());
  if (names.includes('xl/workbook.xml')) return 'workbook';
  if (names.includes('[content_types].xml')) return names.some((name) => name.startsWith('xl/')) ? 'workbook' : 'document';
  return names.includes('mimetype') || names.includes('ofd.xml') ? 'document' : 'files';
}
