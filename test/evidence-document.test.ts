/** The script in docs/evidence.md, run over the example bundle: whole it passes, and it notices a changed byte. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { unzipSync } from 'fflate';

const repository = join(import.meta.dirname, '..');
const runs = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const skip = runs('python3', '--version') && runs('openssl', 'version') ? false : 'this machine has no python3 or no openssl';

const folder = mkdtempSync(join(tmpdir(), 'assize-evidence-'));
after(() => rmSync(folder, { recursive: true }));

test('the script of docs/evidence.md passes the example bundle and notices a changed byte anywhere in its content', { skip }, () => {
  const [, script] = /```python\n(.*?)```/s.exec(readFileSync(join(repository, 'docs', 'evidence.md'), 'utf8')) ?? [];
  assert(script !== undefined, 'the document holds the script');
  const bundle = readFileSync(join(repository, 'examples', 'case-bundle.zip'));
  const root = unzipSync(bundle)['root-certificate.pem'];
  assert(root !== undefined, 'the bundle carries its root');
  writeFileSync(join(folder, 'check-bundle.py'), script);
  writeFileSync(join(folder, 'root.pem'), root);
  const check = (bytes: Uint8Array): number | null => {
    writeFileSync(join(folder, 'bundle.zip'), bytes);
    return spawnSync('python3', ['check-bundle.py', 'bundle.zip', 'root.pem'], { cwd: folder }).status;
  };

  assert.equal(check(bundle), 0);
  for (const place of [0.05, 0.2, 0.4, 0.6, 0.8]) {
    const changed = Uint8Array.from(bundle, (byte, at) => (at === Math.floor(bundle.length * place) ? byte ^ 1 : byte));
    assert.notEqual(check(changed), 0, `the byte at ${place} of the bundle`);
  }
});
