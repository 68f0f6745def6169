import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** What an outside program prints about a file; null, and said so, where the machine does not have it. */
export function outside(t: TestContext, program: string, file: Uint8Array, args: readonly string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'papers-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, file);
    const run = spawnSync(program, args.map((each) => (each === 'FILE' ? path : each)), { encoding: 'utf8' });
    if (run.error) {
      t.diagnostic(`${program} is not installed: the outside check was skipped`);
      return null;
    }
    return run.stdout + run.stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
