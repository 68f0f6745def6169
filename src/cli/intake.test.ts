import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { unzipSync } from 'fflate';
import { generateSample } from '../../scripts/generate-sample.ts';
import { assize } from '../../test/command-line.ts';
import { startInstallation } from '../../test/installation.ts';
import { sandboxPeople } from '../http/sandbox.ts';
import type { WireBatch } from '../http/wire/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-intake-'));
const place = await startInstallation();
after(async () => {
  await place.stop();
  await rm(folder, { recursive: true });
});

const at = (...steps: readonly string[]) => join(folder, ...steps);
const mapping = join(import.meta.dirname, '..', '..', 'examples', 'sample', 'mapping.json');
const sample = generateSample(40);
await mkdir(at('export'));
for (const [name, text] of Object.entries(sample)) await writeFile(at('export', name), text);
const files = Object.keys(sample).map((name) => at('export', name));

const intake = (...words: readonly string[]) => assize(['intake', ...words], { ASSIZE_URL: place.url, ASSIZE_HOME: at('home'), ASSIZE_PASSWORD: sandboxPeople.lender.password });

interface Report {
  readonly loans: number;
  readonly sound: number;
  readonly rejected: number;
  readonly problems: readonly { readonly code: string; readonly count: number; readonly places: readonly { readonly row: number; readonly value: string }[] }[];
  readonly rejects: readonly { readonly name: string }[];
}

/** The identity number that lost its digits in loan 31, as the contract has it. */
const mended = (text: string): string => text.replace(/(?<=^SYN2025000031,[^,]*,)[^,]*/m, '99990019871008402X');

test('check counts what is wrong, and its exit status says whether anything is', async () => {
  const first = await intake('check', ...files, '--mapping', mapping, '--as-of', '2026-03-02', '--rejects', at('rejects'), '--json');
  assert.equal(first.status, 1, first.err);
  const report = JSON.parse(first.out) as Report;
  assert.deepEqual([report.loans, report.sound, report.rejected], [40, 39, 1]);
  const [problem] = report.problems;
  assert.deepEqual([problem?.code, problem?.count, problem?.places[0]?.row], ['identity_number_lost_digits', 1, 32]);
  assert.doesNotMatch(problem?.places[0]?.value ?? '', /^\d{6}/, 'masked');
  assert.deepEqual(await readdir(at('rejects')), report.rejects.map(({ name }) => name).sort());

  const spoken = await intake('check', ...files, '--mapping', mapping);
  assert.equal(spoken.status, 1);
  assert.match(spoken.out, /40 loans: 39 sound \(\d+ with a warning\), 1 rejected\./);
  assert.match(spoken.out, /REJECTED {2}identity_number_lost_digits × 1/);

  const corrected = at('rejects', 'loans.csv');
  await writeFile(corrected, mended(await readFile(corrected, 'utf8')));
  const again = await intake('check', ...report.rejects.map(({ name }) => at('rejects', name)), '--mapping', mapping, '--json');
  assert.equal(again.status, 0, again.out);
  assert.equal((JSON.parse(again.out) as Report).sound, 1);
  const alone = await intake('check', corrected, ...files.flatMap((file) => ['--earlier', file]), '--mapping', mapping, '--json');
  assert.deepEqual([alone.status, (JSON.parse(alone.out) as Report).loans], [0, 1], 'the other tables are read from the export');
});

test('what inspect proposes is taken by check as it was printed', async () => {
  const inspected = await intake('inspect', ...files, '--json', '--mapping-out', at('proposed.json'));
  assert.equal(inspected.status, 0, inspected.err);
  await writeFile(at('inspection.json'), inspected.out);
  const proposed = JSON.parse(await readFile(at('proposed.json'), 'utf8')) as object;
  assert.deepEqual((JSON.parse(inspected.out) as { readonly mapping: object }).mapping, proposed);
  const checks = await Promise.all(['inspection.json', 'proposed.json'].map((name) => intake('check', ...files, '--mapping', at(name), '--json')));
  assert.notEqual(checks[0]?.status, 2);
  assert.equal((JSON.parse(checks[0]?.out ?? '') as Report).loans, 40);
  assert.equal(checks[0]?.out, checks[1]?.out);
  const spoken = await intake('inspect', ...files);
  assert.match(spoken.out, /loans: loans\.csv \(delimited; utf-8; .*header in row 1; 40 rows; \d+ columns\)/);
  assert.match(spoken.out, /身份证号 +borrower\.identity\.number/);
});

test('what is refused is said with its code, and leaves nothing', async () => {
  await writeFile(at('empty.csv'), '');
  await writeFile(at('not-a-profile.json'), '[]');
  const refusals = [
    ['wrong_argument', ['look', ...files]],
    ['wrong_argument', ['check', ...files]],
    ['wrong_argument', ['check', ...files, '--mapping', mapping, '--as-of', '2026-02-30']],
    ['wrong_argument', ['inspect']],
    ['file_missing', ['inspect', at('absent.csv')]],
    ['profile_invalid', ['inspect', ...files, '--profile', at('not-a-profile.json')]],
    ['file_missing', ['check', ...files.slice(1), '--mapping', mapping]],
    ['file_empty', ['inspect', at('empty.csv')]],
    ['folder_not_empty', ['check', ...files, '--mapping', mapping, '--rejects', at('export')]],
    ['mapping_invalid', ['create', '--reference', 'X', '--as-of', '2026-03-02', '--mapping', at('not-a-profile.json'), ...files]],
    ['wrong_argument', ['create', '--correct', 'X', '--reference', 'X', ...files]],
  ] as const;
  for (const [code, words] of refusals) {
    const { status, out, err } = await intake(...words, '--json');
    assert.equal(status, 2, `${words.join(' ')}: ${out}${err}`);
    assert.equal((JSON.parse(out) as { readonly code: string }).code, code, out);
  }
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('.')), []);
});

test('a batch is filed, its rejects come back, and corrected they complete it', async () => {
  assert.equal((await assize(['sign-in', '--email', sandboxPeople.lender.email], { ASSIZE_URL: place.url, ASSIZE_HOME: at('home'), ASSIZE_PASSWORD: sandboxPeople.lender.password })).status, 0);
  const sent = await intake('create', '--reference', 'CLI-1', '--as-of', '2026-03-02', '--mapping', mapping, ...files, '--rejects', at('back'), '--json');
  assert.equal(sent.status, 0, sent.out + sent.err);
  const { filed, rejected } = (JSON.parse(sent.out) as WireBatch).counters;
  assert.deepEqual([filed, rejected], [39, 1]);

  const [pack = ''] = await readdir(at('back'));
  const back = unzipSync(await readFile(at('back', pack)));
  assert(Object.keys(back).includes('loans.csv') && Object.keys(back).length > 1, Object.keys(back).join());
  await mkdir(at('corrected'));
  for (const [name, bytes] of Object.entries(back)) await writeFile(at('corrected', name), name === 'loans.csv' ? mended(new TextDecoder().decode(bytes)) : bytes);
  const corrected = Object.keys(back).map((name) => at('corrected', name));
  const completed = await intake('create', '--correct', 'CLI-1', ...corrected, '--rejects', at('nothing'), '--json');
  assert.equal(completed.status, 0, completed.out + completed.err);
  const batch = JSON.parse(completed.out) as WireBatch;
  assert.deepEqual([batch.counters.filed, batch.counters.rejected, batch.counters.planned, batch.rounds.length], [40, 0, 40, 2]);
  const repeated = await intake('create', '--correct', 'CLI-1', ...files, '--json');
  assert.equal((JSON.parse(repeated.out) as WireBatch).counters.filed, 40, 'what is filed is not filed again');
  const unknown = await intake('create', '--correct', 'CLI-2', ...files, '--json');
  assert.equal((JSON.parse(unknown.out) as { readonly code: string }).code, 'batch_not_found');
});
