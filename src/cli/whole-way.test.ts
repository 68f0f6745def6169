import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assize } from '../../test/command-line.ts';
import { startInstallation } from '../../test/installation.ts';
import { exampleVerification, recordWholeWay } from '../../test/recorded-session.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-session-'));
const place = await startInstallation();
after(async () => {
  await place.stop();
  await rm(folder, { recursive: true });
});

const example = (name: string): Promise<string> => readFile(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

test('a case goes the whole way by the command line, and the record is the one in examples/', async () => {
  assert.equal(await recordWholeWay(place, folder), await example('whole-way.txt'), 'scripts/make-example-bundle.ts records anew');
});

test('the shipped bundle verifies, with the recorded output', async () => {
  assert.deepEqual(await assize(exampleVerification), { status: 0, out: await example('verify.txt'), err: '' });
});
