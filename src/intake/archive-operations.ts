/** Taking files out of a ZIP that may be made to do harm: what its directory says is checked first, what comes out is counted. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { Unreadable, type InputFile } from './table.ts';

/** What all ZIPs of one intake may still hold together. */
export interface Allowance {
  members: number;
  bytes: number;
}

export const allowance = (): Allowance => ({ members: 100_000, bytes: 4 * 1024 ** 3 });

/** A member that unpacks to more than this many times its size, and to more than that many bytes, is a bomb. */
const mostTimes = 200;
const harmlessBytes = 50_000_000;

export interface Member {
  readonly name: string;
  readonly entry: Entry;
}

export interface Archive {
  readonly file: InputFile;
  readonly zip: ZipFile;
  /** Everything in it but folders and what macOS adds, by name. */
  readonly members: readonly Member[];
}

/** Opens a ZIP for its table of contents; to be closed by the caller. */
export async function openArchive(file: InputFile): Promise<Archive> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file.path, { lazyEntries: true, autoClose: false, decodeStrings: false });
    if (zip.entryCount > allowance().members) throw new Unreadable('archive_too_large', { file: file.name, members: zip.entryCount });
    const members: Member[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$)/.test(name)) members.push({ name, entry });
    }
    return { file, zip, members: members.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  } catch (error) {
    zip?.close();
    throw unreadable(error, file, {});
  }
}

/** UTF-8 where the ZIP says so or where it is that, else GB 18030, as Windows in China writes it. */
function nameOf({ fileNameRaw, extraFields }: Entry): string {
  const unicodePath = extraFields.find(({ id, data }) => id === 0x7075 && data.length > 5 && data.readUInt32LE(1) === crc32(fileNameRaw));
  const bytes = unicodePath === undefined ? fileNameRaw : unicodePath.data.subarray(5);
  const fits = Buffer.from(bytes.toString('utf8')).equals(bytes);
  return new TextDecoder(fits ? 'utf-8' : 'gb18030').decode(bytes).replaceAll('\\', '/').normalize('NFC');
}

/** Refuses a ZIP, before anything is unpacked, that names what it must not or says that it holds too much. */
export function checkArchive({ file, members }: Archive, left: Allowance): void {
  const seen = new Set<string>();
  let bytes = 0;
  for (const { name, entry } of members) {
    const place = { file: file.name, member: name };
    const unsafe = unsafeReason(name, entry, seen);
    if (unsafe !== null) throw new Unreadable('archive_unsafe', { ...place, reason: unsafe });
    if (entry.isEncrypted()) throw new Unreadable('file_password_protected', place);
    if (isBomb(entry, entry.uncompressedSize)) throw new Unreadable('archive_too_large', { ...place, bytes: entry.uncompressedSize });
    bytes += entry.uncompressedSize;
    seen.add(name);
  }
  if (bytes > left.bytes) throw new Unreadable('archive_too_large', { file: file.name, bytes });
  if (members.length > left.members) throw new Unreadable('archive_too_large', { file: file.name, members: members.length });
}

function unsafeReason(name: string, { externalFileAttributes }: Entry, seen: ReadonlySet<string>): string | null {
  const fileType = (externalFileAttributes >>> 16) & 0o170000;
  if (fileType !== 0 && fileType !== 0o100000) return 'no plain file';
  if (name === '' || validateFileName(name) !== null || /^[a-z]:|[\0-\x1f\x7f]/i.test(name)) return 'the name leads out of the ZIP';
  return seen.has(name) ? 'the name comes twice' : null;
}

const isBomb = ({ compressedSize }: Entry, bytes: number): boolean => bytes > harmlessBytes && bytes > mostTimes * compressedSize;

/** Unpacks a member to `path`. What it takes comes off the allowance. */
export async function unpack({ file, zip }: Archive, { name, entry }: Member, path: string, left: Allowance): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const place = { file: file.name, member: name };
  const hash = createHash('sha256');
  let [bytes, sum] = [0, 0];
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length;
      left.bytes -= chunk.length;
      if (left.bytes < 0 || isBomb(entry, bytes)) throw new Unreadable('archive_too_large', { ...place, bytes });
      if (bytes > entry.uncompressedSize) throw new Unreadable('archive_unsafe', { ...place, reason: 'more comes out than the ZIP says' });
      hash.update(chunk);
      sum = crc32(chunk, sum);
      yield chunk;
    }
  };
  left.members -= 1;
  try {
    await pipeline(await zip.openReadStreamPromise(entry), counted, createWriteStream(path));
  } catch (error) {
    throw unreadable(error, file, { member: name });
  }
  if (sum !== entry.crc32) throw new Unreadable('file_unreadable', { ...place, reason: 'the check sum is wrong' });
  return { bytes, sha256: hash.digest('hex') };
}

/** What a broken ZIP makes the reader throw; a disk that fails is no fault of the ZIP. */
function unreadable(error: unknown, file: InputFile, place: object): unknown {
  if (error instanceof Unreadable || !(error instanceof Error) || 'syscall' in error) return error;
  const detail = { file: file.name, ...place };
  if (/strong encryption/.test(error.message)) return new Unreadable('file_password_protected', detail);
  if (/too many bytes/.test(error.message)) return new Unreadable('archive_unsafe', { ...detail, reason: 'more comes out than the ZIP says' });
  return new Unreadable('file_unreadable', { ...detail, reason: error.message });
}
