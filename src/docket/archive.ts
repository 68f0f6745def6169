/**
 * The ZIP file of a bundle, written in exactly one way: entries in the given order, stored without compression,
 * all with the same fixed time. Because there is only one way, an archive can be checked to the last byte by
 * writing it again from what was read and comparing.
 */
import { unzipSync, zipSync } from 'fflate';
import { accept, refuse, type Outcome } from '../kernel/index.ts';

export type ArchiveFiles = ReadonlyMap<string, Uint8Array>;

/** Local time without a zone, so that the stored fields are the same everywhere. */
const fixedTime = '2000-01-01T12:00:00';

export const writeArchive = (files: ArchiveFiles): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { level: 0, mtime: fixedTime }]])));

/** Reads what `writeArchive` writes; entries that are compressed or overlong are not ours and are left out. */
export function readArchive(bytes: Uint8Array): Outcome<ArchiveFiles, 'archive_unreadable'> {
  try {
    const entries = unzipSync(bytes, {
      filter: ({ compression, size, originalSize }) => compression === 0 && size === originalSize && size <= bytes.length,
    });
    return accept(new Map(Object.entries(entries)));
  } catch (error) {
    return refuse('archive_unreadable', { cause: error instanceof Error ? error.message : String(error) });
  }
}

/** The first byte at which the archive is not what writing its own files again gives; null when it is exact. */
export function firstForeignByte(bytes: Uint8Array, files: ArchiveFiles): { readonly offset: number; readonly near: string } | null {
  const again = writeArchive(files);
  const offset = again.findIndex((byte, index) => byte !== bytes[index]);
  if (offset === -1) return bytes.length === again.length ? null : { offset: again.length, near: 'the end' };
  return { offset, near: nearestEntry(again, files, offset) };
}

function nearestEntry(archive: Uint8Array, files: ArchiveFiles, offset: number): string {
  const before = Buffer.from(archive.buffer, archive.byteOffset, Math.min(archive.length, offset + 512));
  const places = [...files.keys()].map((path) => ({ path, at: before.lastIndexOf(path) })).sort((a, b) => b.at - a.at);
  return places[0] === undefined || places[0].at < 0 ? 'the start' : places[0].path;
}
