/** Bad input on the command line, against a running server: what is said, the exit status, and that nothing was done. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { generateSample } from '../../scripts/generate-sample.ts';
import { assize } from '../../test/command-line.ts';
import { startInstallation, type Someone } from '../../test/installation.ts';
import { sandboxPeople } from '../http/sandbox.ts';
import type { WireBatch, WireCaseDetail, WireCommandResponse } from '../http/wire/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'assize-refusals-'));
const place = await startInstallation();
const owner = new pg.Client({ connectionString: place.databaseUrl });
await owner.connect();
after(async () => {
  await owner.end();
  await place.stop();
  await rm(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);

const as = (who: Someone, ...words: readonly string[]) => assize([...words, '--json'], { ASSIZE_URL: place.url, ASSIZE_HOME: at(who) });

/** Everything that a step or a filing could change; a file that was uploaded for one that was refused is there for the next try. */
async function everything(): Promise<unknown> {
  const { rows } = await owner.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'assize'::regnamespace and relkind = 'r' and relname <> 'uploads' order by 1`);
  const counts: Record<string, unknown> = {};
  for (const { name } of rows) counts[name] = (await owner.query(`select count(*) from assize.${name}`)).rows[0];
  return { counts, cases: (await owner.query('select case_id, state, version from assize.cases order by 1')).rows };
}

/** The command is refused with this code, as a problem document that says what to do, and changes nothing. */
async function refuses(code: string, command: ReturnType<typeof assize> | (() => ReturnType<typeof assize>)): Promise<void> {
  const before = await everything();
  const { status, out, err } = await (typeof command === 'function' ? command() : command);
  assert.equal(status, 2, `${code}: ${out}${err}`);
  const problem = JSON.parse(out) as { code: string; detail: string };
  assert.equal(problem.code, code);
  assert(problem.detail.length > 15, problem.detail);
  assert.deepEqual(await everything(), before, `${code} changed something`);
}

const examples = join(import.meta.dirname, '..', '..', 'examples');
const mapping = join(examples, 'sample', 'mapping.json');
await mkdir(at('export'));
const files: string[] = [];
for (const [name, text] of Object.entries(generateSample(2))) {
  await writeFile(at(`export/${name}`), text);
  files.push(at(`export/${name}`));
}
const file = (reference: string, asOf = '2026-03-02', map = mapping, these: readonly string[] = files) =>
  as('lender', 'file', '--reference', reference, '--as-of', asOf, '--mapping', map, ...these);

test('where no server answers, it says what to start; where nobody is signed in, how', async () => {
  const nowhere = await assize(['whoami', '--server', 'http://localhost:1']);
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.err, /Start one with `assize start`.*\(server_not_there\)/);
  await refuses('wrong_argument', () => as('lender', 'whoami', '--server', 'nowhere'));
  await refuses('not_signed_in', () => as('lender', 'cases'));
});

test('a wrong password signs nobody in; the session is for its owner only', async () => {
  const { email } = sandboxPeople.lender;
  await refuses('sign_in_refused', () => as('lender', 'sign-in', '--email', email, '--password', 'not-the-password'));
  await refuses('wrong_argument', () => as('lender', 'sign-in', '--email', email));
  for (const who of ['lender', 'secretary', 'arbitrator'] as const) {
    const signedIn = await as(who, 'sign-in', '--email', sandboxPeople[who].email, '--password', sandboxPeople[who].password);
    assert.equal(signedIn.status, 0, signedIn.out);
    assert.equal((await stat(at(`${who}/session.json`))).mode & 0o777, 0o600);
    assert(!(await readFile(at(`${who}/session.json`), 'utf8')).includes(sandboxPeople[who].password));
  }
});

test('files that are missing, or cannot be read', async () => {
  await refuses('file_missing', () => file('B-1', '2026-03-02', mapping, [...files, at('absent.csv')]));
  await refuses('file_missing', () => file('B-1', '2026-03-02', at('absent.json')));
  await refuses('file_missing', () => as('lender', 'verify', at('absent.zip')));
  await refuses('wrong_argument', () => as('lender', 'file', '--reference', 'B-1', '--mapping', mapping, ...files));
});

test('a batch that cannot be taken leaves no batch', async () => {
  await writeFile(at('bad.json'), '{}');
  await refuses('mapping_invalid', () => file('B-1', '2026-03-02', at('bad.json')));
  await refuses('as_of_in_the_future', () => file('B-1', '2099-01-01'));
  await refuses('request_invalid', () => file('B-1', '2026-02-30'));
});

/** A batch whose files turn out to be no good when they are read: it is kept, as failed, and files nothing. */
async function fails(code: string, reference: string, map: string, these: readonly string[]): Promise<void> {
  const { status, out } = await file(reference, '2026-03-02', map, these);
  assert.equal(status, 2, out);
  assert.equal((JSON.parse(out) as { code: string }).code, code);
  const { rows } = await owner.query('select state, (select count(*)::int from assize.cases) as cases, (select count(*)::int from assize.papers) as papers from assize.batches where reference = $1', [reference]);
  assert.deepEqual(rows, [{ state: 'failed', cases: 0, papers: 0 }]);
}

test('a batch with an unreadable file, without a file, or with a mapping that names a column that is not there, files nothing', async () => {
  const [loans = '', ...others] = files;
  await mkdir(at('torn'));
  await writeFile(at('torn/loans.csv'), Buffer.concat([await readFile(loans), Buffer.from([0xff, 0xfe, 0x22, 0x80])]));
  await fails('file_unreadable', 'TORN', mapping, [at('torn/loans.csv'), ...others]);
  await fails('file_missing', 'SHORT', mapping, others);
  await writeFile(at('elsewhere.json'), (await readFile(mapping, 'utf8')).replaceAll('身份证号', '证件号'));
  await fails('mapping_names_missing_column', 'ELSEWHERE', at('elsewhere.json'), files);
});

test('the same batch sent twice is the same batch; with other content it is refused', async () => {
  const first = await file('B-1');
  assert.equal(first.status, 0, first.out);
  const batch = JSON.parse(first.out) as WireBatch;
  assert.deepEqual([batch.state, batch.counters.filed], ['done', 2]);
  const before = await everything();
  assert.deepEqual(JSON.parse((await file('B-1')).out), batch);
  assert.deepEqual(await everything(), before);
  await refuses('batch_reference_reused', () => file('B-1', '2026-03-01'));
});

const one = 'SYN2025000001';

/** A step that is answered case by case: refused with this code, and nothing changed. */
async function refusesStep(code: string, who: Someone, ...words: readonly string[]): Promise<void> {
  const before = await everything();
  const { status, out } = await as(who, 'do', ...words);
  assert.equal(status, 2, out);
  const { done, outcomes } = JSON.parse(out) as WireCommandResponse;
  assert.deepEqual([done, outcomes.map((each) => (each.ok ? null : each.refusal.code))], [0, [code]]);
  assert.deepEqual(await everything(), before);
}

test('steps out of turn, on a stale version, or not yours, do nothing', async () => {
  await refusesStep('out_of_turn', 'secretary', 'serve_notice', one);
  await refusesStep('stale_version', 'secretary', 'approve_filing', `${one}@7`);
  await refuses('not_permitted', () => as('lender', 'do', 'approve_filing', one));
  await refuses('case_not_found', () => as('secretary', 'do', 'approve_filing', 'SYN-NO-SUCH'));
  await refuses('case_not_found', () => as('arbitrator', 'case', one));
  await refuses('not_found', () => as('secretary', 'bundle', '0198f0f0-0000-7000-8000-000000000001', '--out', at('none.zip')));
  await assert.rejects(stat(at('none.zip')));
});

test('words that make no command are refused before anything is asked', async () => {
  for (const words of [
    ['do', 'approve_everything', one],
    ['do', 'approve_filing'],
    ['do', 'approve_filing', one, '--state', 'submitted'],
    ['do', 'approve_filing', one, '--limit', '3'],
    ['do', 'approve_filing', one, '--receipt', 'R-1'],
    ['do', 'refuse_filing', one],
    ['case'],
    ['papers', one],
    ['advance'],
    ['batches', '--colour'],
  ]) {
    await refuses('wrong_argument', () => as('secretary', ...words));
  }
  await writeFile(at('draft.json'), '{"opinion": 3}');
  await refuses('draft_unreadable', () => as('secretary', 'do', 'draft_award', one, '--draft', at('draft.json')));
  await refuses('request_invalid', () => as('secretary', 'cases', '--state', 'lost'));
  await refuses('folder_not_empty', () => as('secretary', 'papers', one, '--out', folder));
  await refuses('file_not_written', () => as('secretary', 'bundle', one, '--out', at('no-folder/bundle.zip')));
});

test('in a set of cases one refusal keeps no other back, and the exit status tells', async () => {
  const [version] = (await owner.query<{ version: number }>('select version from assize.cases where reference = $1', [one])).rows;
  const { status, out } = await as('secretary', 'do', 'approve_filing', `${one}@${version?.version}`, 'SYN2025000002@99');
  assert.equal(status, 2, out);
  const { done, refused } = JSON.parse(out) as WireCommandResponse;
  assert.deepEqual([done, refused], [1, 1]);
  assert.equal((JSON.parse((await as('secretary', 'case', one)).out) as WireCaseDetail).state, 'fee_pending');
});

test('a bundle that is none, a broken one, and a root that is none', async () => {
  await refuses('bundle_unreadable', () => assize(['verify', mapping, '--json']));
  await refuses('root_unreadable', () => assize(['verify', join(examples, 'case-bundle.zip'), '--root', mapping, '--json']));
  await refuses('wrong_argument', () => assize(['verify', '--json']));
  const bundle = await readFile(join(examples, 'case-bundle.zip'));
  bundle[20_000] = (bundle[20_000] ?? 0) ^ 1;
  await writeFile(at('broken.zip'), bundle);
  const { status, out } = await assize(['verify', at('broken.zip')]);
  assert.equal(status, 2);
  assert.match(out, /NOT OK {2}\S+ is not the file that the manifest names/);
  assert.match(out, /only the one carried in the bundle/);
});
