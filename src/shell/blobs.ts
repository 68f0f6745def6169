/**
 * Files by their content: the name of a file is its SHA-256, so the same bytes are kept once and a changed file is
 * found out when it is read. Files lie in folders by the first two digits of their name.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../kernel/index.ts';

export interface BlobStore {
  /** Keeps the bytes and gives their SHA-256. On return they are on disk. */
  put(bytes: Uint8Array): Promise<string>;
  /** Throws when no such file is kept, or when its bytes are no longer those that were put. */
  get(name: string): Promise<Uint8Array>;
}

export function openBlobStore(folder: string): BlobStore {
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name);
  return {
    async put(bytes) {
      const name = sha256(bytes);
      const path = pathOf(name);
      if (!(await isKept(path, bytes.length))) await writeWhole(path, bytes);
      return name;
    },
    async get(name) {
      if (!/^[0-9a-f]{64}$/.test(name)) throw new Error(`not a SHA-256: ${name}`);
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
