/**
 * Files as nobody should send them. Each is refused with a code and a place, or read right; which of the two is
 * written beside it. None takes long or much memory, and none leaves anything open for the next.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { openDuck, quoted } from './duck-operations.ts';
import type { Source } from './mapping.ts';
import { receiveFiles } from './receive-operations.ts';
import { openTable } from './table-operations.ts';
import { Unreadable } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'nasty-'));
after(() => rmSync(folder, { recursive: true }));

type Expected =
  | { readonly rows: readonly (readonly (string | number)[])[] }
  | { readonly refused: string; readonly [place: string]: unknown };
interface Nasty {
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly source?: Partial<Source>;
  readonly expected: Expected;
}

const corpus: Nasty[] = [];
const put = (what: string, name: string, bytes: Uint8Array | string, expected: Expected, source: Partial<Source> = {}): void => {
  corpus.push({ what, name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, expected, source });
};
const csv = (what: string, bytes: Uint8Array | string, expected: Expected, source: Partial<Source> = {}): void => put(what, 'a.csv', bytes, expected, source);
const refused = (code: string, place: object = {}): Expected => ({ refused: code, ...place });
const rows = (...all: readonly (readonly (string | number)[])[]): Expected => ({ rows: all });
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/* ---------- nothing, or nearly ---------- */
for (const [what, text] of Object.entries({ 'no bytes': '', 'a mark alone': '\ufeff', 'two marks alone': '\ufeff\ufeff', 'a blank': ' ', 'line ends': '\n\r\n\r', 'delimiters': ',,,\n,,,\n', 'quoted nothing': '"",""\n' })) {
  csv(`nothing: ${what}`, text, refused('file_empty'));
}
for (const [what, text] of Object.entries({ 'no line end': 'a,b', 'LF': 'a,b\n', 'CRLF': 'a,b\r\n', 'CR': 'a,b\r', 'a mark': '\ufeffa,b\n', 'blank rows below': 'a,b\n,\n \n' })) {
  csv(`a header alone, ${what}`, text, refused('file_empty'));
}

/* ---------- quotes ---------- */
for (const line of [1, 2, 3, 7, 20, 5000]) {
  const lines = Array.from({ length: Math.max(line, 30) }, (_, at) => `${at},甲,乙`);
  lines[line - 1] = `${line},"丙,丁`;
  csv(`a quote that opens in line ${line} and never ends`, lines.join('\n'), refused('file_unreadable', { line }));
}
csv('an open quote after quoted line ends', 'a,b\n"1\n2","3\n4"\n5,"6\n', refused('file_unreadable', { line: 5 }));
csv('an open quote that is the last character', 'a,b\n1,"', refused('file_unreadable', { line: 2 }));
csv('an open quote behind doubled ones', 'a,b\n1,"""\n', refused('file_unreadable', { line: 2 }));
csv('an open quote in lines ended by CR', 'a,b\r1,2\r3,"4\r', refused('file_unreadable', { line: 3 }));
csv('an open quote in a header', 'a,"b\n1,2\n', refused('file_unreadable', { line: 1 }));
csv('an open quote in UTF-16', utf16('\ufeffa,b\n1,2\n3,"4\n'), refused('file_unreadable', { line: 3 }));
csv('a quote that never ends for two million characters', `a,b\n1,2\n3,"${'4,5\n'.repeat(500_000)}`, refused('file_too_wide', { line: 3 }));
csv('text after a quoted cell', 'a,b\n"1"x,2\n', refused('file_unreadable', { line: 2 }));
csv('a blank after a quoted cell', 'a,b\n1,"2" \n', refused('file_unreadable', { line: 2 }));
csv('a quote after a quoted cell', 'a,b\n1,2\n"3" "4",5\n', refused('file_unreadable', { line: 3 }));
csv('text after a quoted cell of several lines', 'a,b\n"1\n2\n3"x,4\n', refused('file_unreadable', { line: 4 }));
csv('backslashes for doubling', 'a,b\n"1\\"2",3\n', refused('file_unreadable', { line: 2 }));
csv('a quote within a cell', 'a,b\n5" 屏,1"\n', rows([2, '5" 屏', '1"']));
csv('typographic quotes', 'a,b\n“1,2”\n', rows([2, '“1', '2”']));
csv('single quotes', "a,b\n'1,2'\n", rows([2, "'1", "2'"]));
csv('doubled quotes alone', 'a,b\n"""",""","""\n', rows([2, '"', '","']));
csv('a quoted cell of all line ends', 'a,b\n"\r\n\n\r",1\n', rows([2, '\r\n\n\r', '1']));

/* ---------- bytes that are no text ---------- */
const noUtf8 = [
  '80', 'bf', 'c0 80', 'c1 bf', 'c3', 'c3 28', 'e0 80 80', 'e0 9f bf', 'e2 28 a1', 'e2 82', 'ed a0 80', 'ed bf bf', 'ed a0 bd ed b8 80', 'f0 28 8c bc', 'f0 80 80 80',
  'f0 8f bf bf', 'f0 9f 98', 'f4 90 80 80', 'f5 80 80 80', 'f8 88 80 80 80', 'fc 84 80 80 80 80', 'fe', 'ff', 'c8 cb',
];
noUtf8.forEach((bytes, at) => {
  const line = 2 + (at % 5);
  csv(`no UTF-8: ${bytes}`, Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(line - 2)}3,`), hex(bytes), Buffer.from('\n5,6\n')]), refused('file_unreadable', { line }));
});
csv('UTF-8 cut in a character', Buffer.from('a,b\n1,甲').subarray(0, -1), refused('file_unreadable', { line: 2 }));
csv('bad bytes behind two megabytes', Buffer.concat([Buffer.from(`甲,b\n${'甲1,22222222\n'.repeat(200_000)}`), hex('ff')]), refused('file_unreadable', { line: 200_002 }));
csv('GB 18030 where the mapping says nothing', hex('bacf cdac 2c62 0a31 2c32 0a'), refused('file_unreadable', { line: 1 }));
csv('UTF-8, then GB 18030', Buffer.concat([Buffer.from('合同,b\n1,甲\n'), hex('32 2c bacf 0a')]), refused('file_unreadable', { line: 3 }));
csv('GB 18030, then UTF-8', Buffer.concat([hex('bacf cdac 2c 62 0a'), Buffer.from('1,贷\n')]), refused('file_unreadable', { line: 2 }), { encoding: 'gb18030' });
csv('UTF-8 without a mark where the mapping says GB 18030', '合同,b\n1,甲\n', rows([2, '1', '甲']), { encoding: 'gb18030' });
csv('a mark of UTF-8 before GB 18030', hex('efbbbf bacf cdac 2c62 0a31 2c32 0a'), refused('file_unreadable', { line: 1 }), { encoding: 'gb18030' });
csv('Latin 1', hex('612c62 0a 31 2c 4de96c'), refused('file_unreadable', { line: 2 }));
['ff', '81 20', '81 ff', '81 30 81', '81 30 81 20', 'e3 32 9a 36', 'fe 39 fe 39', '81'].forEach((bytes, at) => {
  csv(`no GB 18030: ${bytes}`, Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(at)}3,`), hex(bytes), Buffer.from(at % 2 ? '\n' : '')]), refused('file_unreadable', { line: 2 + at }), { encoding: 'gb18030' });
});
csv('UTF-16 with a high surrogate alone', utf16('\ufeffa,b\n1,\ud83d\n'), refused('file_unreadable', { line: 2 }));
csv('UTF-16 with a low surrogate alone', utf16('\ufeffa,b\n1,2\n3,\ude00\n'), refused('file_unreadable', { line: 3 }));
csv('UTF-16 with surrogates the wrong way round', utf16('\ufeffa,b\n1,\ude00\ud83d\n'), refused('file_unreadable', { line: 2 }));
csv('UTF-16 that ends in a high surrogate', utf16('\ufeffa,b\n1,\ud83d'), refused('file_unreadable', { line: 2 }));
csv('UTF-16 with half a character at the end', utf16('\ufeffa,b\n1,2\n').subarray(0, -1), refused('file_unreadable', { line: 2 }));
csv('UTF-16 without a mark or a name', utf16('a,b\n1,2\n'), refused('file_unreadable', { line: 1 }));
csv('UTF-16 big-endian named little-endian', swapped(utf16('a,b\n1,2\n')), refused('file_empty'), { encoding: 'utf-16le' });
csv('UTF-8 named UTF-16', 'a,b,c\n1,2,3\n', refused('file_empty'), { encoding: 'utf-16le' });
csv('UTF-32', hex('fffe0000 61000000 2c000000 62000000 0a000000'), refused('file_unreadable', { line: 1 }));
csv('more UTF-32', hex(`fffe0000 ${'61000000 2c000000 62000000 0a000000'.repeat(20)}`), refused('file_kind_unsupported'));
csv('UTF-16 big-endian by its mark', swapped(utf16('\ufeffa,b\n甲,😀\n')), rows([2, '甲', '😀']));

/* ---------- NUL and other control characters ---------- */
for (const [line, text] of [[1, 'a,\0b\nabc,def\n'], [2, 'a,b\n1,\0\n3,4\n'], [3, 'a,b\n1,2\n\0,4\n'], [4, 'a,b\n1,2\n3,"4\n\0"\n'], [3, 'a,b\n1,2\n\0']] as const) {
  csv(`NUL in line ${line}: ${JSON.stringify(text)}`, text, refused('file_unreadable', { line }));
}
csv('an open quote before a NUL in its cell', 'a,b\n1,"2\n3\0\n', refused('file_unreadable', { line: 3 }));
csv('text after a quote, before a NUL', 'a,b\n"1"x,2\n3,\0\n', refused('file_unreadable', { line: 2 }));
csv('a megabyte before a NUL', `a,b\n${'1,2\n'.repeat(400_000)}\0`, refused('file_unreadable', { line: 400_002 }));
csv('separators of intake itself', 'a\x1f,b\x1e\n\x1d1,2\x1f3\n', rows([2, '1', '23']));
csv('bell, escape, backspace and delete', 'a,b\n\x07\x1b[31m,2\x08\x7f\nabcdefgh,ijklmnop\nabcdefgh,ijklmnop\n', rows([2, '\x07\x1b[31m', '2\x08\x7f'], [3, 'abcdefgh', 'ijklmnop'], [4, 'abcdefgh', 'ijklmnop']));
csv('Control-Z, as DOS ended files', 'a,b\n1,2\n\x1a', rows([2, '1', '2'], [3, '\x1a']));

/* ---------- marks, line ends, blanks ---------- */
csv('two marks', '\ufeff\ufeffa,b\n1,2\n', rows([2, '1', '2']));
csv('a mark before a quote', '\ufeff"a",b\n1,2\n', rows([2, '1', '2']));
csv('a mark in the middle, as of files put together', '\ufeffa,b\n1,2\n\ufeff"3",4\n', rows([2, '1', '2'], [3, '3', '4']));
csv('a mark of GB 18030', hex('84319533 bacf 2c62 0a31 2cbacf 0a'), rows([2, '1', '合']));
csv('half a mark', hex('efbb 612c620a312c320a'), refused('file_unreadable', { line: 1 }));
csv('lines ended by CR', 'a,b\r1,2\r3,4', rows([2, '1', '2'], [3, '3', '4']));
csv('lines ended in every way', 'a,b\r\n1,2\r3,4\n5,6', rows([2, '1', '2'], [3, '3', '4'], [4, '5', '6']));
csv('lines ended by LF CR', 'a,b\n\r1,2\n\r3,4', rows([3, '1', '2'], [5, '3', '4']));
csv('lines ended by CR CR LF', 'a,b\r\r\n1,2\r\r\n', rows([3, '1', '2']));
csv('line separators of Unicode are text', 'a,b\n1\u2028,2\u0085\n', rows([2, '1\u2028', '2\u0085']));
csv('a thousand blank rows', `a,b\n${'\n'.repeat(1000)}1,2`, rows([1002, '1', '2']));
csv('rows of blanks', 'a,b\n \u3000,\t\n1,2\n', rows([3, '1', '2']));

/* ---------- ragged, wide, long ---------- */
csv('ragged rows', 'a,b\n1\n1,2,3\n,2\n', rows([2, '1'], [3, '1', '2', '3'], [4, '', '2']));
csv('a delimiter behind every row', 'a,b,\n1,2,\n', rows([2, '1', '2', '']));
csv('another delimiter than named', 'a;b\n1;2\n', rows([2, '1;2']));
csv('ten million columns in one line', `a,b\n${','.repeat(10_000_000)}\n`, refused('file_too_wide', { line: 2 }));
csv('ten million columns in the header', ','.repeat(10_000_000), refused('file_too_wide', { line: 1 }));
csv('ten thousand and one columns', `a,b\n1,2\n${','.repeat(10_000)}\n`, refused('file_too_wide', { line: 3 }));
csv('ten thousand and one quoted columns', `a,b\n${'"",'.repeat(10_000)}""\n`, refused('file_too_wide', { line: 2 }));
csv('a cell of two megabytes', `a,b\n1,${'x'.repeat(2_000_000)}\n`, refused('file_too_wide', { line: 2 }));
csv('a quoted cell of two megabytes', `a,b\n"x\n",1\n1,"${'x'.repeat(2_000_000)}"\n`, refused('file_too_wide', { line: 4 }));
csv('a cell of a million characters', `a\n${'x'.repeat(1_000_000)}\n`, rows([2, 'x'.repeat(1_000_000)]));
csv('no line end at all in ten megabytes', 'x'.repeat(10_000_000), refused('file_too_wide', { line: 1 }));
csv('two megabytes of quotes', '"'.repeat(2_000_001), refused('file_too_wide', { line: 1 }));

/* ---------- names of columns ---------- */
csv('one name twice', 'a,a,\n1,2,3\n', rows([2, '1', '2', '3']));
csv('a header row beyond the end', 'a,b\n1,2\n', refused('file_empty'), { headerRow: 9 });
csv('a header row that is blank', 'a,b\n\n1,2\n', refused('file_unreadable', { row: 2 }), { headerRow: 2 });
csv('a header row far down', `${'x\n'.repeat(5000)}a,b\n1,2\n`, refused('file_unreadable', { row: 5001 }), { headerRow: 5001 });
csv('two rows of names and no more', 'a,\nb,c\n', refused('file_empty'), { headerRows: 2 });
csv('formulas', 'a,b\n"=HYPERLINK(""http://x.example"")",@SUM(1)\n', rows([2, '=HYPERLINK("http://x.example")', '@SUM(1)']));
csv('rejects that come back', "a,b,问题代码 code\n'=1,-2,x\n", rows([2, '=1', '-2', 'x']));
csv('numbers that a spreadsheet has spoilt', 'a,b\n9.99999E+17,1e-7\n1.#INF,#REF!\n', rows([2, '9.99999E+17', '1e-7'], [3, '1.#INF', '#REF!']));

/* ---------- other kinds of file ---------- */
const compound = (...parts: readonly string[]): Buffer => Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(1016), ...parts.map((part) => utf16(`${part}\0`)), Buffer.alloc(500)]);
put('a workbook under a password', 'a.xlsx', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'), refused('file_password_protected'));
put('a workbook under a password, its directory far behind', 'a.xlsx', Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(1_048_550), utf16('EncryptedPackage\0')]), refused('file_password_protected'));
put('an old workbook', 'a.xls', compound('Root Entry', 'Workbook'), refused('file_kind_unsupported'));
put('an old workbook called XLSX', 'a.xlsx', compound('Root Entry', 'Book'), refused('file_kind_unsupported'));
put('an old document', 'a.doc', compound('Root Entry', 'WordDocument'), refused('file_kind_unsupported'));
put('the first bytes of an old workbook', 'a.xls', hex('d0cf11e0a1b11ae1'), refused('file_kind_unsupported'));
const kinds: Readonly<Record<string, Buffer | string>> = {
  'a PDF': '%PDF-1.7\n1 0 obj', 'a PNG': hex('89504e470d0a1a0a 0000000d'), 'a JPEG': hex('ffd8ffe0 00104a464946'), 'a GIF': 'GIF89a\x01\x00', 'a TIFF': hex('49492a00 08000000'), 'a gzip': hex('1f8b0800 00000000'),
  'a RAR': Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), 'a 7z': hex('377abcaf271c 0004'), 'a page called XLS': '<html><table><tr><td>a</td></tr></table></html>', 'a page': '\ufeff\n<!DOCTYPE html><p>a', 'XML': '<?xml version="1.0"?><Workbook/>',
  'rich text': '{\\rtf1 a}', 'a saved page': 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n', 'a program': Buffer.concat([hex('7f454c46 02010100'), Buffer.alloc(300)]), 'a database': Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(300)]),
  'zeros': Buffer.alloc(5000), 'noise': Buffer.concat(Array.from({ length: 64 }, (_, at) => createHash('sha256').update(String(at)).digest())),
};
for (const [what, bytes] of Object.entries(kinds)) put(`${what} alone`, 'a.csv', typeof bytes === 'string' ? Buffer.from(bytes) : bytes, refused('file_kind_unsupported'));

/* ---------- ZIPs ---------- */
interface Forged {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  readonly says?: number;
  readonly sum?: number;
  readonly at?: number;
}

/** A ZIP whose every field may lie. */
function forged(members: readonly Forged[], end: { readonly count?: number; readonly disk?: number; readonly comment?: number } = {}): Buffer {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, data = 'a,b\n1,2\n', stored = false, flags = 0, method = stored ? 0 : 8, mode = 0o100644, says, sum, at } of members) {
    const [path, plain] = [Buffer.from(name), Buffer.from(data)];
    const packed = stored ? plain : deflateRawSync(plain);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(sum ?? crc32(plain), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(says ?? plain.length, 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x0314, 4);
    local.copy(entry, 6, 4, 30);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(at ?? offset, 42);
    locals.push(local, path, packed);
    central.push(entry, path);
    offset += local.length + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(end.disk ?? 0, 4);
  tail.writeUInt16LE(end.count ?? members.length, 8);
  tail.writeUInt16LE(end.count ?? members.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  tail.writeUInt16LE(end.comment ?? 0, 20);
  return Buffer.concat([...locals, directory, tail]);
}
/** The same ZIP with a second, larger table of its end, as those with many members have it. */
function withLargeCount(bytes: Buffer, count: number): Buffer {
  const tail = Buffer.from(bytes.subarray(-22));
  const large = Buffer.alloc(76);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeBigUInt64LE(BigInt(count), 24);
  large.writeBigUInt64LE(BigInt(count), 32);
  large.writeBigUInt64LE(BigInt(tail.readUInt32LE(12)), 40);
  large.writeBigUInt64LE(BigInt(tail.readUInt32LE(16)), 48);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(bytes.length - 22), 64);
  large.writeUInt32LE(1, 72);
  tail.writeUInt32LE(0xffffffff, 8);
  return Buffer.concat([bytes.subarray(0, -22), large, tail]);
}

const zip = (what: string, members: readonly Forged[], expected: Expected, end = {}): void => put(`ZIP: ${what}`, 'a.zip', forged(members, end), expected);
const good: Forged = { name: 'a.csv' };
const read = rows([2, '1', '2']);
const unsafe = ['../a.csv', 'x/../../a.csv', '..\\a.csv', '/etc/a.csv', '\\a.csv', 'C:/a.csv', 'c:a.csv', 'x/..', 'a\0.csv', 'a\n.csv', '\x7f.csv', '', '//server/a.csv', '\\\\server\\a.csv'];
for (const name of unsafe) zip(`a member called ${JSON.stringify(name)}`, [good, { name }], refused('archive_unsafe', { file: 'a.zip' }));
zip('a symbolic link', [good, { name: 'b.csv', data: '../../etc/passwd', mode: 0o120777 }], refused('archive_unsafe', { member: 'b.csv' }));
zip('a device', [{ name: 'b.csv', mode: 0o020666 }], refused('archive_unsafe', { member: 'b.csv' }));
zip('a pipe', [{ name: 'b.csv', mode: 0o010666 }], refused('archive_unsafe', { member: 'b.csv' }));
zip('one name twice', [good, good], refused('archive_unsafe', { member: 'a.csv' }));
zip('one name twice, once with a backslash', [{ name: 'x/a.csv' }, { name: 'x\\a.csv' }], refused('archive_unsafe', { member: 'x/a.csv' }));
zip('one name twice, composed in two ways', [{ name: 'é.csv' }, { name: 'e\u0301.csv' }], refused('archive_unsafe', { member: 'é.csv' }));
zip('a ZIP in it', [{ name: 'b.zip', data: forged([good]) }], refused('archive_unsafe', { member: 'b.zip' }));
zip('a ZIP in it called CSV', [{ name: 'b.csv', data: forged([good]) }], refused('archive_unsafe', { member: 'b.csv' }));
zip('a broken ZIP in it', [{ name: 'b.zip', data: forged([good]).subarray(0, 60) }], refused('file_unreadable', { file: 'b.zip' }));
zip('a password', [{ name: 'a.csv', flags: 1 }], refused('file_password_protected', { member: 'a.csv' }));
zip('a password on one of two', [good, { name: 'b.csv', flags: 1 }], refused('file_password_protected', { member: 'b.csv' }));
zip('strong encryption', [{ name: 'a.csv', flags: 0x41 }], refused('file_password_protected', { file: 'a.zip' }));
zip('a member that is more than it says', [{ name: 'a.csv', data: 'a,b\n'.repeat(100), says: 10 }], refused('archive_unsafe', { member: 'a.csv' }));
zip('a member that is less than it says', [{ name: 'a.csv', says: 1000 }], refused('file_unreadable', { member: 'a.csv' }));
zip('a stored member of another size than it says', [{ name: 'a.csv', stored: true, says: 3 }], refused('file_unreadable', { file: 'a.zip' }));
zip('a wrong check sum', [{ name: 'a.csv', sum: 1 }], refused('file_unreadable', { member: 'a.csv' }));
for (const method of [1, 6, 9, 12, 14, 93, 95, 99]) zip(`packed by method ${method}`, [{ name: 'a.csv', method }], refused('file_unreadable', { member: 'a.csv' }));
zip('no deflated bytes', [{ name: 'a.csv', data: 'a,b\n1,2\n', stored: true, method: 8 }], refused('file_unreadable', { member: 'a.csv' }));
zip('a bomb that says so', [{ name: 'a.csv', data: Buffer.alloc(60_000_000, 44) }], refused('archive_too_large', { member: 'a.csv' }));
zip('a bomb that says it is small', [{ name: 'a.csv', data: Buffer.alloc(60_000_001, 44), says: 1000 }], refused('archive_unsafe', { member: 'a.csv' }));
zip('members that say they are five gigabytes together', Array.from({ length: 5 }, (_, at) => ({ name: `${at}.csv`, data: createHash('shake256', { outputLength: 6_000_000 }).update(String(at)).digest(), stored: true, method: 8, says: 1_000_000_000 })), refused('archive_too_large', { file: 'a.zip' }));
zip('a member that says it is four gigabytes', [{ name: 'a.csv', says: 0xfffffffe }], refused('archive_too_large', { member: 'a.csv' }));
zip('fifty bombs that share their bytes', Array.from({ length: 50 }, (_, at) => ({ name: `${at}.csv`, at: 0, says: 4_000_000_000 })), refused('archive_too_large', { file: 'a.zip' }));
zip('more members than there are', [good], refused('file_unreadable', { file: 'a.zip' }), { count: 3 });
zip('sixty thousand members that are not there', [good], refused('file_unreadable', { file: 'a.zip' }), { count: 60_000 });
put('ZIP: a hundred thousand and one members, it says', 'a.zip', withLargeCount(forged([good]), 100_001), refused('archive_too_large', { file: 'a.zip' }));
put('ZIP: more members than can be counted, it says', 'a.zip', withLargeCount(forged([good]), 2 ** 48), refused('archive_too_large', { file: 'a.zip' }));
zip('one of several disks', [good], refused('file_unreadable', { file: 'a.zip' }), { disk: 2 });
zip('a comment that is not there', [good], refused('file_unreadable', { file: 'a.zip' }), { comment: 50 });
zip('a member that begins nowhere', [{ name: 'a.csv', at: 7 }], refused('file_unreadable', { member: 'a.csv' }));
zip('a member beyond the end', [{ name: 'a.csv', at: 1_000_000 }], refused('file_unreadable', { member: 'a.csv' }));
zip('nothing in it', [], refused('file_empty'));
zip('folders only', [{ name: 'x/', data: '', mode: 0o040755 }], refused('file_empty'));
zip('an empty table in it', [{ name: 'x/a.csv', data: '' }], refused('file_empty', { file: 'x/a.csv' }));
zip('an old workbook in it', [{ name: 'a.xls', data: compound('Workbook') }], refused('file_kind_unsupported', { file: 'a.xls' }));
zip('a workbook under a password in it', [{ name: 'x.bin', data: compound('EncryptedPackage') }], refused('file_password_protected', { file: 'x.bin' }));
zip('noise called CSV in it', [{ name: 'a.csv', data: kinds['noise'] ?? '' }], refused('file_kind_unsupported', { file: 'a.csv' }));
zip('bad bytes in a table in it', [{ name: 'x/a.csv', data: Buffer.concat([Buffer.from('a,b\n1,'), hex('ff')]) }], refused('file_unreadable', { file: 'x/a.csv', line: 2 }));
zip('what macOS adds', [good, { name: '__MACOSX/._a.csv', data: 'x' }, { name: '.DS_Store', data: 'x' }, { name: 'x/.DS_Store', data: 'x' }], read);
zip('papers of no kind that is a table', [good, { name: 'a.pdf', data: '%PDF-1.7' }, { name: 'b.doc', data: compound('WordDocument') }, { name: 'c.jpg', data: '' }, { name: 'd.docx', data: forged([{ name: '[Content_Types].xml' }]) }, { name: 'e.html', data: '<html>' }], read);
zip('a name in GBK', [{ name: hex('bacf cdac 2e637376') }], read);
zip('the name of a folder with dots', [{ name: 'x../..y/a.csv' }], read);
zip('a Unix mode of nothing', [{ name: 'a.csv', mode: 0 }], read);
const whole = forged([good, { name: 'b.csv', data: 'a,b\n3,4\n' }]);
for (const at of [5, 20, 29, 33, 40, 60, 100, 130, 150, 180, whole.length - 23, whole.length - 22, whole.length - 10, whole.length - 1]) put(`ZIP: cut at ${at}`, 'a.zip', whole.subarray(0, at), refused('file_unreadable', { file: 'a.zip' }));
put('ZIP: the first four bytes', 'a.zip', whole.subarray(0, 4), refused('file_unreadable'));
put('ZIP: text that begins like one', 'a.csv', 'PK,b\n1,2\n', read);
put('ZIP: a workbook of another program', 'a.ods', forged([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }, { name: 'content.xml' }]), refused('file_kind_unsupported'));
put('ZIP: a document for a word processor', 'a.docx', forged([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }]), refused('file_kind_unsupported'));

/* ---------- workbooks ---------- */
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const parts = {
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': '<workbook><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/one.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="shared.xml"/></Relationships>`,
  'xl/shared.xml': '<sst><si><t>a</t></si></sst>',
};
const header = '<row r="1"><c t="s"><v>0</v></c><c t="str"><v>b</v></c></row>';
function workbook(data: string, other: Readonly<Record<string, string | undefined>> = {}): Buffer {
  const all: Readonly<Record<string, string | undefined>> = { ...parts, 'xl/worksheets/one.xml': `<worksheet><sheetData>${header}${data}</sheetData></worksheet>`, ...other };
  return forged(Object.entries(all).flatMap(([name, text]) => (text === undefined ? [] : [{ name, data: text }])));
}
const xlsx = (what: string, bytes: Buffer, expected: Expected, source: Partial<Source> = {}): void => put(`XLSX: ${what}`, 'a.xlsx', bytes, expected, source);
const row2 = '<row r="2"><c><v>1</v></c><c><v>2</v></c></row>';
xlsx('a header alone', workbook(''), refused('file_empty', { sheet: '一' }));
xlsx('no rows', workbook('', { 'xl/worksheets/one.xml': '<worksheet><sheetData/></worksheet>' }), refused('file_empty', { sheet: '一' }));
xlsx('short rows and long ones', workbook('<row r="2"><c><v>1</v></c></row><row r="4"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>'), rows([2, '1', ''], [4, '1', '2']));
xlsx('no such sheet', workbook(row2), refused('sheet_missing', { sheet: '二' }), { sheet: '二' });
for (const part of ['xl/workbook.xml', 'xl/worksheets/one.xml', 'xl/shared.xml']) xlsx(`without ${part}`, workbook(row2, { [part]: undefined }), refused('file_unreadable', { member: part }));
xlsx('without its relations', workbook(row2, { 'xl/_rels/workbook.xml.rels': undefined }), refused('sheet_missing'));
for (const [what, data] of Object.entries({ 'a tag that never ends': '<row r="2"><c', 'no such text': '<row r="2"><c t="s"><v>7</v></c></row>', 'a text of a negative number': '<row r="2"><c t="s"><v>-1</v></c></row>' })) {
  xlsx(what, workbook(data), refused('file_unreadable', { sheet: '一', row: 2 }));
}
xlsx('a row beyond the last', workbook('<row r="1048577"/>'), refused('file_unreadable', { sheet: '一' }));
xlsx('a cell in column XFD', workbook('<row r="2"><c r="XFD2"><v>1</v></c></row>'), refused('file_too_wide', { sheet: '一', row: 2 }));
xlsx('ten thousand and one cells', workbook(`<row r="2">${'<c><v>1</v></c>'.repeat(10_001)}</row>`), refused('file_too_wide', { sheet: '一', row: 2 }));
xlsx('a cell of two megabytes', workbook(`<row r="2"><c t="str"><v>${'x'.repeat(2_000_000)}</v></c></row>`), refused('file_too_wide', { sheet: '一', row: 2 }));
xlsx('entities that grow', workbook('', { 'xl/worksheets/one.xml': `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]><worksheet><sheetData>&c;</sheetData></worksheet>` }), refused('file_unreadable', { sheet: '一' }));
xlsx('an entity that reads a file', workbook('', { 'xl/worksheets/one.xml': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&b;</sheetData></worksheet>' }), refused('file_unreadable', { sheet: '一' }));
xlsx('binary', workbook(row2, { '_rels/.rels': parts['_rels/.rels'].replace('.xml', '.bin') }), refused('file_kind_unsupported'));
xlsx('formulas and errors', workbook('<row r="2"><c><f>1+1</f><v>2</v></c><c t="e"><v>#REF!</v></c></row>'), rows([2, '2', '#REF!']));
const sound = workbook(row2);
for (const share of [0.02, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99]) xlsx(`cut at ${share}`, sound.subarray(0, Math.floor(sound.length * share)), refused('file_unreadable'));

/* ---------- JSON ---------- */
const json = (what: string, bytes: Buffer | string, expected: Expected, source: Partial<Source> = {}): void => put(`JSON: ${what}`, 'a.json', bytes, expected, source);
for (const [what, text] of Object.entries({
  'an open list': '[{"a":1},', 'an open object': '[{"a":1', 'an open text': '[{"a":"1', 'a comma too many': '[{"a":1},]', 'no comma': '[{"a":1}{"a":2}]', 'no colon': '[{"a" 1}]', 'single quotes': "[{'a':1}]", 'names without quotes': '[{a:1}]',
  'not a number': '[{"a":NaN}]', 'a leading zero': '[{"a":01}]', 'a plus sign': '[{"a":+1}]', 'a comment': '[{"a":1}/* x */]', 'a bad escape': '[{"a":"\\x"}]', 'a tab in a text': '[{"a":"\t"}]', 'a closing too many': '[{"a":1}]]',
  'the wrong closing': '[{"a":1]}', 'numbers': '[1,2,3]', 'lists': '[[1,2],[3,4]]', 'text alone': '"a"', 'words': 'hello', 'a thousand brackets': '['.repeat(1000), 'a thousand objects deep': `[${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}]`,
  'a mark in the middle': '[{"a":1},\ufeff{"a":2}]', 'undefined': '[{"a":undefined}]',
})) json(what, text, refused('file_unreadable', { line: 1 }));
json('an empty list', '[]', refused('file_empty'));
json('an empty object', '{}', refused('file_empty'));
json('blanks', ' \n ', refused('file_empty'));
json('a broken third line', '{"a":1}\n{"a":2}\n{"a":\n', refused('file_unreadable', { line: 3 }));
json('no such list', '{"x":[{"a":1}]}', refused('list_missing', { list: 'y' }), { list: 'y' });
json('a text of two megabytes', `[{"a":"${'x'.repeat(2_000_000)}"}]`, refused('file_too_wide', { line: 1 }));
json('twenty thousand members', `[{${Array.from({ length: 20_000 }, (_, at) => `"${at}":1`).join()}}]`, refused('file_too_wide', { line: 1 }));
json('bad bytes', Buffer.concat([Buffer.from('[{"a":1},\n{"a":"'), hex('ff'), Buffer.from('"}]')]), refused('file_unreadable'));
json('a NUL', '[{"a":"\0"}, {"a":"xxxxxxxxxxxx"}]', refused('file_unreadable', { line: 1 }));
json('a name twice', '[{"a":1,"a":2}]', rows([1, '2']));
json('a number longer than any', '[{"a":999999199001011234567890}]', rows([1, '999999199001011234567890']));

/* ---------- Parquet ---------- */
const duck = await openDuck(folder);
await duck.run(`copy (select i as a, 'x' || i as b from range(1000) t(i)) to ${quoted(join(folder, 'good.parquet'))} (format parquet)`);
duck.closeSync();
const parquet = readFileSync(join(folder, 'good.parquet'));
rmSync(join(folder, 'good.parquet'));
const spoilt = (from: number, to: number): Buffer => Buffer.from(parquet).fill(0xff, from, to);
for (const share of [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) put(`Parquet: cut at ${share}`, 'a.parquet', parquet.subarray(0, Math.max(4, Math.floor(parquet.length * share))), refused('file_unreadable'));
put('Parquet: the end without its mark', 'a.parquet', spoilt(parquet.length - 4, parquet.length), refused('file_unreadable'));
put('Parquet: an end that is longer than the file', 'a.parquet', spoilt(parquet.length - 8, parquet.length - 4), refused('file_unreadable'));
put('Parquet: noise for an end', 'a.parquet', spoilt(parquet.length - 100, parquet.length - 8), refused('file_unreadable'));
put('Parquet: noise for data', 'a.parquet', spoilt(4, 2000), refused('file_unreadable'));
put('Parquet: encrypted', 'a.parquet', Buffer.concat([Buffer.from('PARE'), Buffer.alloc(200)]), refused('file_kind_unsupported'));

/* ---------- the trial ---------- */
async function outcome({ name, bytes, source }: Nasty): Promise<{ readonly rows: unknown } | { readonly refused: string; readonly detail: Readonly<Record<string, unknown>> }> {
  const place = mkdtempSync(join(folder, 'case-'));
  const path = join(place, 'sent');
  mkdirSync(join(place, 'work'));
  writeFileSync(path, bytes);
  try {
    const received = await receiveFiles([{ name, path }], join(place, 'work'));
    const opened = await openTable(received, 'loans', { file: '*', key: ['a'], ...source }, join(place, 'work'));
    const all: unknown[] = [];
    for (const table of opened) for await (const block of table.rows) for (const { row, cells } of block) all.push([row, ...cells]);
    return { rows: all };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { refused: error.refusal.code, detail: error.refusal.detail };
  } finally {
    assert.deepEqual(readdirSync(place).sort(), ['sent', 'work'], 'nothing is written outside of the working folder');
    rmSync(place, { recursive: true });
  }
}

const before = process.memoryUsage.rss();
for (const nasty of corpus) {
  test(nasty.what, { timeout: 20_000 }, async () => {
    const result = await outcome(nasty);
    const { expected } = nasty;
    if ('rows' in expected) {
      assert.deepEqual(result, expected);
      return;
    }
    assert('refused' in result, `read as ${JSON.stringify(result).slice(0, 200)}`);
    const { refused: code, ...placed } = expected;
    assert.partialDeepStrictEqual({ code: result.refused, ...result.detail }, { code, file: nasty.name, ...placed });
  });
}

/** The same numbers every time, from 0 to 1. */
function numbers(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const spoiltAnywhere: Readonly<Record<string, Buffer>> = {
  'a.zip': whole,
  'a.xlsx': sound,
  'a.parquet': parquet,
  'a.json': Buffer.from(`{"x":[${'{"a":1,"b":{"c":"甲"}},'.repeat(20)}{"a":2}],"y":3}`),
  'a.csv': Buffer.from(`a,b\r\n${'1,"甲\n""2"\n'.repeat(50)}`),
};
for (const [name, bytes] of Object.entries(spoiltAnywhere)) {
  test(`${name} with bytes changed anywhere is read or refused, and nothing else`, { timeout: 60_000 }, async () => {
    const next = numbers(name.length * 7919);
    let refusals = 0;
    for (let trial = 0; trial < 60; trial += 1) {
      const changed = Buffer.from(bytes);
      for (let count = 1 + Math.floor(next() * 4); count > 0; count -= 1) changed[Math.floor(next() * changed.length)] = Math.floor(next() * 256);
      refusals += 'refused' in (await outcome({ what: '', name, bytes: changed, expected: refused('') })) ? 1 : 0;
    }
    assert(refusals > 5, `only ${refusals} of 60 were refused`);
  });
}

test('there are at least 200, no two alike', () => {
  const distinct = new Set(corpus.map(({ name, bytes, source }) => createHash('sha256').update(name).update(JSON.stringify(source)).update(bytes).digest('hex')));
  assert.equal(distinct.size, corpus.length);
  assert(corpus.length >= 200, String(corpus.length));
});

test('memory stayed within bounds', () => {
  const grown = process.memoryUsage.rss() - before;
  assert(grown < 600_000_000, `${Math.round(grown / 1e6)} MB more than before`);
});
