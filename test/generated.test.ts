import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from '../scripts/generated-files.ts';

for (const { path, make } of generatedFiles) {
  test(`${path} is what \`npm run generate\` writes`, async () => {
    const file = await readFile(join(import.meta.dirname, '..', path), 'utf8').catch(() => '(no such file)');
    assert.equal(file, await make());
  });
}
