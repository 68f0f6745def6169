import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sha256 } from '../kernel/index.ts';
import { openBlobStore } from './blobs.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-blobs-'));
after(() => rm(folder, { recursive: true }));
const store = openBlobStore(folder);
const working = await mkdtemp(join(folder, 'working-'));
const bytes = Buffer.from('借款合同');
const name = sha256(bytes);

test('what is put can be got by its hash, and the same bytes are kept once', async () => {
  const names = await Promise.all([store.put(bytes), store.put(bytes), store.put(bytes)]);
  assert.deepEqual(names, [name, name, name]);
  assert.deepEqual(await store.get(name), bytes);
  assert.deepEqual(await readdir(join(folder, name.slice(0, 2))), [name], 'no unfinished file is left');
});

test('a stream is kept under the same name, and one that breaks off is not', async () => {
  async function* parts(breaks: boolean) {
    yield bytes.subarray(0, 5);
    await Promise.resolve();
    if (breaks) throw new Error('the line went dead');
    yield bytes.subarray(5);
  }
  const before = await readdir(folder);
  assert.deepEqual(await store.putStream(parts(false), working), { name, bytes: bytes.length });
  assert.deepEqual(await readFile(store.pathOf(name)), bytes);
  await assert.rejects(store.putStream(parts(true), working), /went dead/);
  assert.deepEqual(await readdir(folder), before);
});

test('a changed file is found out and named', async () => {
  await writeFile(join(folder, name.slice(0, 2), name), '借款合间');
  await assert.rejects(store.get(name), new RegExp(name));
});

test('what is not kept, and what is not a hash, throws', async () => {
  await assert.rejects(store.get(sha256('never put')), { code: 'ENOENT' });
  await assert.rejects(store.get(`../${name}`), /not a SHA-256/);
  assert.throws(() => store.pathOf(`../${name}`), /not a SHA-256/);
});
