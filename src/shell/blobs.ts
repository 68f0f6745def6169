/**
 * Files by their content: the name of a file is its SHA-256, so the same bytes are kept once and a changed file is
 * found out when it is read. Files lie in folders by the first two digits of their name.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../kernel/index.ts';

export interface BlobStore {
  /** Keeps the bytes and gives their SHA-256. On return they are on disk. */
  put(bytes: Uint8Array): Promise<string>;
  /**
   * The same for what is not held whole in memory: it is gathered in a working folder of the caller's, on the same
   * disk, and moved to its place when it is whole.
   */
  putStream(chunks: AsyncIterable<Uint8Array>, workingFolder: string): Promise<{ readonly name: string; readonly bytes: number }>;
  /** Throws when no such file is kept, or when its bytes are no longer those that were put. */
  get(name: string): Promise<Uint8Array>;
  /** Where a kept file lies, for programs that read it by parts. It must never be written to. */
  pathOf(name: string): string;
}

export function openBlobStore(folder: string): BlobStore {
  const pathOf = (name: string): string => {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error(`not a SHA-256: ${name}`);
    return join(folder, name.slice(0, 2), name);
  };
  return {
    pathOf,
    async put(bytes) {
      const name = sha256(bytes);
      const path = pathOf(name);
      if (!(await isKept(path, bytes.length))) await writeWhole(path, bytes);
      return name;
    },
    async putStream(chunks, workingFolder) {
      const fresh = join(workingFolder, randomUUID());
      const { name, bytes } = await writeStream(fresh, chunks);
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      if (!(await isKept(path, bytes))) await rename(fresh, path);
      return { name, bytes };
    },
    async get(name) {
      const bytes = await readFile(pathOf(name));
      if (sha256(bytes) !== name) throw new Error(`stored file ${name} no longer has the content it was stored with`);
      return bytes;
    },
  };
}

const isKept = (path: string, length: number): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === length,
    () => false,
  );

/** Written beside its place, flushed, then moved there: a reader never sees half a file, nor does a power cut leave one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  const file = await open(fresh, 'wx');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}

async function writeStream(path: string, chunks: AsyncIterable<Uint8Array>): Promise<{ readonly name: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.appendFile(chunk);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  return { name: hash.digest('hex'), bytes };
}
