import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openWorkingFolders } from './working-folders.ts';

const root = await mkdtemp(join(tmpdir(), 'assize-work-'));
after(() => rm(root, { recursive: true }));
const mine = `${hostname()}-${process.pid}`;

test('a folder is there while the work lasts, and goes with it, also when the work fails', async () => {
  const folders = await openWorkingFolders(root);
  const work = async () => {
    await using folder = await folders.create();
    await writeFile(join(folder.path, 'loans.csv'), '-');
    assert.deepEqual(await readdir(root), [mine]);
    throw new Error('the work fails');
  };
  await assert.rejects(work(), /the work fails/);
  assert.deepEqual(await readdir(join(root, mine)), []);
});

test('what dead programs left is removed at the start; what a living one, or another machine, works on stays', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const kept = [`${hostname()}-${process.ppid}`, `elsewhere-${dead}`, 'notes'];
  for (const name of [mine, `${hostname()}-${dead}`, ...kept]) await mkdir(join(root, name, 'deep'), { recursive: true });
  await openWorkingFolders(root);
  assert.deepEqual((await readdir(root)).sort(), kept.sort());
});
