/**
 * Folders for work that does not fit in memory, under the installation's home. Each belongs to one piece of work and
 * goes with it; what a killed program left behind is removed at the next start.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface WorkingFolder extends AsyncDisposable {
  readonly path: string;
}

export interface WorkingFolders {
  /** A new folder, for `await using`; disposing of it removes it with everything in it. */
  create(): Promise<WorkingFolder>;
}

/** Opens the place and clears it of what programs of this machine that no longer run have left in it. */
export async function openWorkingFolders(root: string): Promise<WorkingFolders> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const host = hostname();
  for (const name of await readdir(root)) {
    const [, machine, pid] = /^(.+)-(\d+)$/.exec(name) ?? [];
    // A number given again: whoever had this process's number before is gone.
    if (machine === host && (Number(pid) === process.pid || !isRunning(Number(pid)))) await remove(join(root, name));
  }
  return workingFolders(join(root, `${host}-${process.pid}`));
}

/** The same without clearing, for a place that nobody else uses. */
export const workingFolders = (root: string): WorkingFolders => ({
  async create() {
    const path = join(root, randomUUID());
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { path, [Symbol.asyncDispose]: () => remove(path) };
  },
});

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
