import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sha256 } from '../kernel/index.ts';
import { openBlobStore } from './blobs.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-blobs-'));
after(() => rm(folder, { recursive: true }));
const store = openBlobStore(folder);
const bytes = Buffer.from('借款合同');
const name = sha256(bytes);

test('what is put can be got by its hash, and the same bytes are kept once', async () => {
  const names = await Promise.all([store.put(bytes), store.put(bytes), store.put(bytes)]);
  assert.deepEqual(names, [name, name, name]);
  assert.deepEqual(await store.get(name), bytes);
  assert.deepEqual(await readdir(join(folder, name.slice(0, 2))), [name], 'no unfinished file is left');
});

test('a changed file is found out and named', async () => {
  await writeFile(join(folder, name.slice(0, 2), name), '借款合间');
  await assert.rejects(store.get(name), new RegExp(name));
});

test('what is not kept, and what is not a hash, throws', async () => {
  await assert.rejects(store.get(sha256('never put')), { code: 'ENOENT' });
  await assert.rejects(store.get(`../${name}`), /not a SHA-256/);
});
