/** The pages, bundled from `web/` when they are not yet, or when their sources have changed since. */
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sha256 } from '../kernel/index.ts';

const repository = join(import.meta.dirname, '..', '..');
const distFolder = join(repository, 'web', 'dist');
/** Everything the bundle is made of. */
const sources = ['web/*.*', 'web/{src,public}/**', 'src/{http/wire,kernel}/**', 'package-lock.json'];

/** Gives the folder of the bundled web app: `index.html`, and under `assets/` files whose names change with their content. */
export async function builtWebApp(): Promise<string> {
  const wanted = await fingerprint();
  const builtFrom = (folder: string): string => join(folder, '.built-from');
  const isBuilt = async (): Promise<boolean> => (await readFile(builtFrom(distFolder), 'utf8').catch(() => '')) === wanted;
  if (await isBuilt()) return distFolder;

  const fresh = join(repository, 'var', `web-build-${process.pid}`);
  const { build } = await import('vite');
  await build({ root: join(repository, 'web'), logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
  await writeFile(builtFrom(fresh), wanted);
  await rm(distFolder, { recursive: true, force: true });
  await rename(fresh, distFolder).catch(async (error: unknown) => {
    if (!(await isBuilt())) throw error; // Otherwise another process has just built the same.
    await rm(fresh, { recursive: true });
  });
  return distFolder;
}

async function fingerprint(): Promise<string> {
  const entries = await Array.fromAsync(glob(sources, { cwd: repository, withFileTypes: true }));
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = paths.sort().map(async (path) => `${relative(repository, path)} ${sha256(await readFile(path))}`);
  return sha256((await Promise.all(lines)).join('\n'));
}
