/**
 * The ZIP file of a bundle, written in exactly one way: entries in the given order, stored without compression,
 * all with the same fixed time. Because there is only one way, an archive can be checked to the last byte by
 * writing it again from what was read and comparing.
 */
import { zipSync } from 'fflate';
import { accept, refuse, type Outcome } from '../kernel/index.ts';

export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

/** Local time without a zone, so that the stored fields are the same everywhere. */
const fixedTime = '2000-01-01T12:00:00';

export const writeArchive = (files: ArchiveFiles): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { level: 0, mtime: fixedTime }]])));

const entryHead = { signature: 0x04034b50, sizeAt: 18, pathLengthAt: 26, extraLengthAt: 28, length: 30 } as const;

/**
 * Reads what `writeArchive` writes, entry after entry from the front, without copying: a hostile archive costs no
 * more than its own length. What else the bytes may hold is for `firstForeignByte` to find.
 */
export function readArchive(bytes: Uint8Array): Outcome<ArchiveFiles, 'archive_unreadable'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let at = 0;
  try {
    while (at + 4 <= bytes.length && view.getUint32(at, true) === entryHead.signature) {
      const path = at + entryHead.length;
      const content = path + view.getUint16(at + entryHead.pathLengthAt, true) + view.getUint16(at + entryHead.extraLengthAt, true);
      const next = content + view.getUint32(at + entryHead.sizeAt, true);
      if (next > bytes.length) return refuse('archive_unreadable', { cause: `the entry at byte ${at} is cut short` });
      files.set(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(path, content)), bytes.subarray(content, next));
      at = next;
    }
  } catch {
    return refuse('archive_unreadable', { cause: `the entry at byte ${at} is not readable` });
  }
  return files.size === 0 ? refuse('archive_unreadable', { cause: 'it does not begin as a ZIP file does' }) : accept(files);
}

/** The first byte at which the archive is not what writing its own files again gives; null when it is exact. */
export function firstForeignByte(bytes: Uint8Array, files: ArchiveFiles): { readonly offset: number; readonly near: string } | null {
  const again = writeArchive(files);
  let offset = 0;
  while (offset < again.length && again[offset] === bytes[offset]) offset += 1; // Several times as fast as `findIndex`.
  if (offset < again.length) return { offset, near: nearestEntry(again, files, offset) };
  return bytes.length === again.length ? null : { offset, near: 'the end' };
}

function nearestEntry(archive: Uint8Array, files: ArchiveFiles, offset: number): string {
  const before = Buffer.from(archive.buffer, archive.byteOffset, Math.min(archive.length, offset + 512));
  const places = [...files.keys()].map((path) => ({ path, at: before.lastIndexOf(path) })).sort((a, b) => b.at - a.at);
  return places[0] === undefined || places[0].at < 0 ? 'the start' : places[0].path;
}
