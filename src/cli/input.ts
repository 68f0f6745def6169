/** What commands are given: files named on the command line, and secrets. */
import { constants } from 'node:fs';
import { access, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { accept, refuse, type Outcome } from '../kernel/index.ts';

export type FileRefusal = 'file_missing' | 'file_unreadable';

/** What to do about input that is no good, whatever the command. */
export const inputSentences = {
  configuration_invalid: 'The environment is not as it should be. Mend the variables named here.',
  file_missing: 'There is no such file. Correct the path.',
  file_unreadable: 'The file is there, but it cannot be read. Ask for permission to read it.',
  file_not_written: 'The file cannot be written there. Name another path, or free this one.',
  folder_not_empty: 'The folder for the results is not empty. Name a new one, or remove it.',
} as const;

/** Whether files are there and can be read, without reading them; the first that cannot is refused. */
export async function readableFiles(paths: readonly string[]): Promise<Outcome<null, FileRefusal>> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return refuse('file_missing', { file: path });
    const readable = await access(path, constants.R_OK).then(() => true, () => false);
    if (!readable) return refuse('file_unreadable', { file: path, reason: 'no permission to read it' });
  }
  return accept(null);
}

export async function readWhole(path: string): Promise<Outcome<Uint8Array, FileRefusal>> {
  const readable = await readableFiles([path]);
  return readable.ok ? accept(await readFile(path)) : readable;
}

/** Whether a path for new files is in use: a file, or a folder with something in it. */
export async function isTaken(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  return found !== null && (!found.isDirectory() || (await readdir(folder)).length > 0);
}

export async function writeWhole(path: string, content: Uint8Array): Promise<Outcome<null, 'file_not_written'>> {
  try {
    await writeFile(path, content);
    return accept(null);
  } catch (error) {
    return refuse('file_not_written', { file: path, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** A secret that was not given: asked for on a terminal, without showing what is typed; null where nobody can be asked. */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
