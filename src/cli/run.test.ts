import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { generateSample } from '../../scripts/generate-sample.ts';
import { sha256 } from '../kernel/index.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = await mkdtemp(join(tmpdir(), 'assize-run-'));
after(() => rm(folder, { recursive: true }));

const sample = generateSample(40);
for (const [name, text] of Object.entries(sample)) await writeFile(join(folder, name), text);
const files = Object.keys(sample).map((name) => join(folder, name));
const mapping = join(root, 'examples', 'sample', 'mapping.json');

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const assize = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'src', 'cli', 'main.ts'), 'run', ...args], (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });

const run = (out: string, ...more: readonly string[]) =>
  assize('--mapping', mapping, ...files, '--as-of', '2026-03-02', '--out', join(folder, out), ...more);

interface Report {
  readonly loans: number;
  readonly rejected: { readonly results: number; readonly byCode: object };
  readonly claims: { readonly count: number; readonly totalFen: string };
  readonly papers: readonly { readonly file: string; readonly sha256: string }[];
  readonly outputs: Readonly<Record<string, string>>;
}

test('a run leaves loan files, claims, rejects, a report and one PDF per case, the same bytes each time', async () => {
  const ended = await run('one', '--json');
  assert.equal(ended.status, 0, ended.err);
  const report = JSON.parse(ended.out) as Report;
  assert.equal(report.loans, 39);
  assert.deepEqual(report.rejected, { results: 1, byCode: { identity_number_lost_digits: 1 } });
  assert.equal(report.claims.count, 39);
  const read = (name: string) => readFile(join(folder, 'one', name));
  assert.deepEqual(JSON.parse(String(await read('report.json'))), report);
  for (const [name, hash] of Object.entries(report.outputs)) assert.equal(sha256(await read(name)), hash);
  for (const { file, sha256: hash } of report.papers) {
    const paper = await read(file);
    assert.equal(sha256(paper), hash);
    assert.match(paper.toString('latin1'), /<pdfaid:part>2<[^]*\/Marked true/, 'the three papers are one PDF/A, with its tags');
  }
  assert.equal(report.papers.length, 39);
  const claims = String(await read('claims.ndjson')).trim().split('\n').map((line) => JSON.parse(line) as { totalFen: string });
  assert.equal(claims.reduce((sum, { totalFen }) => sum + BigInt(totalFen), 0n).toString(), report.claims.totalFen);
  assert.match(String(await read('rejects.csv')), /intake,identity_number_lost_digits,SYN2025000031,loans\.csv,32,身份证号/);

  assert.match(String(await read('rejects/loans.csv')), /\r\nSYN2025000031,.*,identity_number_lost_digits,"身份证号: /);
  assert(['rejects/loans.csv', 'rejects/schedule.csv'].every((name) => name in report.outputs));
  assert.deepEqual((await readdir(join(folder, 'one'))).sort(), ['claims.ndjson', 'loans.ndjson', 'papers', 'rejects', 'rejects.csv', 'report.json']);

  const again = await run('two', '--json');
  assert.deepEqual(JSON.parse(again.out), report);
});

test('a person reads counts, and a folder that is not empty is left alone', async () => {
  await writeFile(join(folder, 'not-a-folder'), 'x');
  const spoken = await assize('--mapping', mapping, ...files, '--as-of', '2025-01-01', '--out', join(folder, 'three'));
  assert.equal(spoken.status, 0, spoken.err);
  assert.match(spoken.out, /0 loan files, 40 rejected/);
  assert.match(spoken.out, /rejected\s+day_after_as_of\s+\d+/);
  for (const out of ['three', 'not-a-folder']) {
    const refused = await run(out);
    assert.equal(refused.status, 2);
    assert.match(refused.err, /folder_not_empty/);
  }
});

test('a case whose papers cannot be printed is told of, and the others have theirs', async () => {
  const two = await mkdtemp(join(folder, 'two-'));
  for (const [name, text] of Object.entries(generateSample(2))) await writeFile(join(two, name), text.replace('样子思', '样🀄'));
  const ended = await assize('--mapping', mapping, ...Object.keys(sample).map((name) => join(two, name)), '--as-of', '2026-03-02', '--out', join(folder, 'four'), '--json');
  const { claims, papers } = JSON.parse(ended.out) as Report & { claims: { withoutPapers: object } };
  assert.deepEqual([claims.count, claims.withoutPapers], [2, { text_unprintable: 1 }]);
  assert.deepEqual(papers.map(({ file }) => file), ['papers/SYN2025000002.pdf']);
});

test('a run that is stopped leaves nothing', async () => {
  const running = spawn(process.execPath, [join(root, 'src', 'cli', 'main.ts'), 'run', '--mapping', mapping, ...files, '--as-of', '2026-03-02', '--out', join(folder, 'stopped')]);
  const begun = async () => (await readdir(folder)).some((name) => name.startsWith('.stopped-'));
  while (!(await begun())) {
    assert.equal(running.exitCode, null, 'it runs until it is stopped');
    await pause(20);
  }
  running.kill('SIGINT');
  assert.equal(await new Promise((resolve) => running.once('exit', resolve)), 130);
  assert.deepEqual((await readdir(folder)).filter((name) => name.includes('stopped')), []);
});

test('bad input ends in status 2 with a sentence, and leaves nothing', async () => {
  await writeFile(join(folder, 'bad.json'), '{}');
  const day = ['--as-of', '2026-03-02'];
  const out = ['--out', join(folder, 'never')];
  const refusals = [
    ['file_missing', await assize('--mapping', mapping, join(folder, 'absent.csv'), ...day, ...out)],
    ['file_missing', await assize('--mapping', mapping, ...files.slice(1), ...day, ...out)],
    ['mapping_invalid', await assize('--mapping', join(folder, 'bad.json'), ...files, ...day, ...out)],
    ['file_unexpected', await assize('--mapping', mapping, ...files, mapping, ...day, ...out)],
    ['wrong_argument', await assize('--mapping', mapping, ...files, '--as-of', '2026-02-30', ...out)],
    ['wrong_argument', await assize(...files, ...day, ...out)],
    ['wrong_argument', await assize(...files, '--colour')],
  ] as const;
  for (const [code, { status, err }] of refusals) {
    assert.equal(status, 2, err);
    assert.match(err, new RegExp(code));
  }
  assert.deepEqual((await readdir(folder)).filter((name) => name.includes('never')), []);
  const spoken = JSON.parse((await assize('--mapping', mapping, ...files.slice(1), ...day, ...out, '--json')).out) as { code: string; detail: string };
  assert.equal(spoken.code, 'file_missing');
  assert.match(spoken.detail, /Correct the path/);
});
