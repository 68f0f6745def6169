/** Looks at every file that was sent, whatever its name says, and takes ZIPs apart. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { allowance, checkArchive, openArchive, unpack, type Allowance, type Archive } from './archive-operations.ts';
import { headBytes, isNamedAsTable, lookOf, packageOf, type Look } from './file-kinds.ts';
import { Unreadable, type FileKind, type InputFile, type ReceivedFile } from './table.ts';

/**
 * The files in the order given; in the place of a ZIP that is no workbook what lies in it, by name, unpacked into
 * `folder`. Papers are taken out of ZIPs only. Throws `Unreadable` for the first that cannot be used.
 */
export async function receiveFiles(files: readonly InputFile[], folder: string): Promise<readonly ReceivedFile[]> {
  const received: ReceivedFile[] = [];
  const left = allowance();
  for (const file of files) {
    const look = lookOf(await headOf(file.path), file.name);
    const archive = look === 'zip' ? await openArchive(file) : null;
    try {
      if (archive === null || contentOf(archive) !== 'files') {
        const kind = archive === null ? await kindAlone(file, look) : kindOfPackage(archive);
        received.push({ ...file, kind, ...(await hashed(file.path)) });
      } else {
        received.push(...(await unpacked(archive, folder, left)));
      }
    } finally {
      archive?.zip.close();
    }
  }
  return received;
}

async function headOf(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(path, { end: headBytes - 1 }) as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function hashed(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

const contentOf = ({ members }: Archive): ReturnType<typeof packageOf> => packageOf(members.map(({ name }) => name));

async function kindAlone(file: InputFile, look: Look): Promise<FileKind> {
  if (look === 'empty') throw new Unreadable('file_empty', { file: file.name });
  if (look === 'delimited' || look === 'json' || look === 'parquet') return look;
  if (look === 'compound' && (await holds(file.path, 'EncryptedPackage'))) throw new Unreadable('file_password_protected', { file: file.name });
  throw new Unreadable('file_kind_unsupported', { file: file.name });
}

function kindOfPackage(archive: Archive): FileKind {
  if (contentOf(archive) === 'workbook') return 'workbook';
  throw new Unreadable('file_kind_unsupported', { file: archive.file.name });
}

async function unpacked(archive: Archive, folder: string, left: Allowance): Promise<readonly ReceivedFile[]> {
  checkArchive(archive, left);
  if (archive.members.length === 0) throw new Unreadable('file_empty', { file: archive.file.name });
  const received: ReceivedFile[] = [];
  for (const member of archive.members) {
    const path = join(folder, `received-${left.members}`);
    const size = await unpack(archive, member, path, left);
    const file = { name: member.name, path };
    received.push({ ...file, kind: await kindInArchive(archive.file, file), ...size });
  }
  return received;
}

/** In a ZIP whatever is no table is a paper. */
async function kindInArchive(archive: InputFile, file: InputFile): Promise<FileKind> {
  const look = lookOf(await headOf(file.path), file.name);
  if (look === 'zip') return kindOfInner(archive, file);
  const asTable = isNamedAsTable(file.name);
  const isSheets = look === 'compound' && (asTable || (await holds(file.path, 'Workbook')) || (await holds(file.path, 'EncryptedPackage')));
  if (isSheets || (asTable && look !== 'document') || look === 'parquet') return kindAlone(file, look);
  return 'attachment';
}

async function kindOfInner(archive: InputFile, file: InputFile): Promise<FileKind> {
  const inner = await openArchive(file);
  inner.zip.close();
  const content = contentOf(inner);
  if (content === 'files') throw new Unreadable('archive_unsafe', { file: archive.name, member: file.name, reason: 'a ZIP in a ZIP' });
  return content === 'workbook' ? 'workbook' : 'attachment';
}

/** Whether a compound file has a part of that name; its directory may stand anywhere in it. */
async function holds(path: string, part: string): Promise<boolean> {
  const wanted = Buffer.from(`${part}\0`, 'utf16le');
  let before = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([before, piece]);
    if (seen.includes(wanted)) return true;
    before = seen.subarray(-wanted.length);
  }
  return false;
}
