/** What commands are given: files named on the command line, and secrets; and where they work. */
import { constants, rmSync } from 'node:fs';
import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { constants as machine } from 'node:os';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { readMapping, type InputFile, type Mapping } from '../intake/index.ts';
import { accept, refuse, sha256, type Outcome } from '../kernel/index.ts';

export type FileRefusal = 'file_missing' | 'file_unreadable';

/** What to do about input that is no good, whatever the command. */
export const inputSentences = {
  configuration_invalid: 'The environment is not as it should be. Mend the variables named here.',
  file_missing: 'There is no such file. Correct the path.',
  file_unreadable: 'The file is there, but it cannot be read. Ask for permission to read it.',
  file_not_written: 'The file cannot be written there. Name another path, or free this one.',
  profile_invalid: 'The profile of the lender is not valid. Correct the places named.',
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

/** Files of a lender, by the names that a mapping knows them by. */
export const inputFiles = (paths: readonly string[]): readonly InputFile[] => paths.map((path) => ({ name: basename(path), path }));

/** A mapping and its JSON text. What `assize intake inspect --json` printed is taken for the mapping in it. */
export interface GivenMapping {
  readonly mapping: Mapping;
  readonly text: string;
  readonly sha256: string;
}

export async function readMappingFile(path: string): Promise<Outcome<GivenMapping, FileRefusal | 'mapping_invalid'>> {
  const content = await readWhole(path);
  if (!content.ok) return content;
  const text = mappingText(new TextDecoder().decode(content.value));
  const mapping = readMapping(text);
  return mapping.ok ? accept({ mapping: mapping.value, text, sha256: sha256(text) }) : mapping;
}

function mappingText(text: string): string {
  try {
    const value = JSON.parse(text) as { readonly sources?: unknown; readonly mapping?: unknown } | null;
    return typeof value?.mapping === 'object' && value.sources === undefined ? JSON.stringify(value.mapping, null, 2) : text;
  } catch {
    return text; // Whoever reads it as a mapping says what is wrong with it.
  }
}

/** A new folder whose path begins so; it goes with everything in it when the work ends, or when somebody stops it. */
export async function workFolder(path: string): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(path);
  const stop = (signal: NodeJS.Signals) => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(128 + machine.signals[signal]);
  };
  for (const signal of stopSignals) process.once(signal, stop);
  return {
    path: folder,
    async [Symbol.asyncDispose]() {
      for (const signal of stopSignals) process.off(signal, stop);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
