/** The command line as a test drives it: the real entry, in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const assizeEntry = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `assize` with these words; `environment` comes on top of this process's own. */
export const assize = (words: readonly string[], environment: Readonly<Record<string, string>> = {}, cwd = join(import.meta.dirname, '..')): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', assizeEntry, ...words], { cwd, env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
