/** `npm run generate`: writes every generated file that is not as it should be. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

for (const { path, make } of generatedFiles) {
  const file = join(import.meta.dirname, '..', path);
  const content = await make();
  if ((await readFile(file, 'utf8').catch(() => null)) === content) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  console.log(`wrote ${path}`);
}
