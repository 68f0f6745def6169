/**
 * One case, from the lender's files to its verified bundle, by the command line alone; only the respondent comes by
 * the link in the notice. What is typed and answered is recorded: `examples/whole-way.txt` holds the record, a test
 * plays it again, and docs/cli.md takes its examples from it.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSample } from '../scripts/generate-sample.ts';
import { sandboxPeople } from '../src/http/sandbox.ts';
import type { WireCaseDetail, WireCaseList, WireNotice } from '../src/http/wire/index.ts';
import { assize, assizeEntry } from './command-line.ts';
import { detailOf, eventually, type Caller, type Installation, type Someone } from './installation.ts';
import { respondentOpens } from './respondent.ts';

const pin = '246810';
const reference = 'SYN2025000001';

/** Types in `folder`, and leaves there export/, papers/, case-bundle.zip and root-certificate.pem. Gives the record. */
export async function recordWholeWay(place: Installation, folder: string): Promise<string> {
  const record: string[] = [];
  const at = (name: string) => join(folder, name);

  const type = (who: Someone, ...words: readonly string[]) => typed(who, words, 0);
  async function typed(who: Someone, words: readonly string[], expected: number): Promise<void> {
    const environment = { ASSIZE_URL: place.url, ASSIZE_HOME: at(who), ASSIZE_PASSWORD: sandboxPeople[who].password, ASSIZE_PIN: pin, DATABASE_URL: place.databaseUrl };
    const { status, out, err } = await assize(words, environment, folder);
    assert.equal(status, expected, `assize ${words.join(' ')}\n${out}${err}`);
    record.push(`${who}$ assize ${words.join(' ')}\n${out}${err}`);
  }

  const exported = await writeExport(folder);
  await writeFile(at('root-certificate.pem'), place.edge.installation.rootPem);
  await type('lender', 'migrate');
  record.push(`operator$ assize start\n${await startAndStop(place, at('operator'))}`);
  await type('lender', 'intake', 'inspect', ...exported, '--mapping-out', 'proposed.json');
  await typed('lender', ['intake', 'check', ...exported, '--mapping', 'export/mapping.json', '--as-of', '2026-03-02'], 1);
  await type('lender', 'run', '--mapping', 'export/mapping.json', ...exported, '--as-of', '2026-03-02', '--out', 'claims');
  const [oneLoan = ''] = (await readFile(at('claims/loans.ndjson'), 'utf8')).split('\n');
  await writeFile(at('one-loan.ndjson'), oneLoan);
  await type('lender', 'claims', 'compute', '--loans', 'one-loan.ndjson', '--as-of', '2026-03-02');

  await type('lender', 'sign-in', '--email', sandboxPeople.lender.email);
  await type('lender', 'whoami');
  await type('lender', 'file', '--reference', 'LOANS-2026-03', '--as-of', '2026-03-02', '--mapping', 'export/mapping.json', '--rejects', 'rejects.csv', ...exported);
  await type('lender', 'batches');
  await typed('lender', ['do', 'approve_filing', reference], 2);

  await type('secretary', 'sign-in', '--email', sandboxPeople.secretary.email);
  await type('secretary', 'cases', '--state', 'submitted', '--q', reference);
  await type('secretary', 'do', 'approve_filing', `${reference}@1`);
  await type('secretary', 'do', 'refuse_filing', 'SYN2025000002', '--reasons', '合同中没有约定由本会仲裁。');
  await type('secretary', 'do', 'record_fee_payment', '--state', 'fee_pending', '--receipt', 'R-2026-118');
  await type('secretary', 'do', 'serve_notice', reference);
  const watcher = await place.as('secretary');
  await until('the notice to go out', watcher, ({ notices }) => notices.some(({ level }) => level >= 1));
  await respondentOpens(place, watcher, (await caseSeenBy(watcher)).caseId);
  await type('secretary', 'mailbox', '--to', 'borrowers.example', '--limit', '1');
  await type('secretary', 'advance', '--to', '2026-03-10');

  await type('director', 'sign-in', '--email', sandboxPeople.director.email);
  await type('director', 'rules');
  await type('director', 'do', 'appoint_arbitrator', reference, '--arbitrator', sandboxPeople.arbitrator.name);
  await type('arbitrator', 'sign-in', '--email', sandboxPeople.arbitrator.email);
  await type('arbitrator', 'do', 'accept_appointment', reference);
  await until('the composition notices to go out', watcher, bothTold('composition'));
  await type('director', 'advance', '--to', '2026-03-12');

  const seen = await assize(['case', reference, '--json'], { ASSIZE_URL: place.url, ASSIZE_HOME: at('arbitrator') });
  assert.equal(seen.status, 0, seen.out);
  const { draft } = JSON.parse(seen.out) as WireCaseDetail;
  const responses = draft?.responses.map((each) => ({ ...each, response: '还款均已逐笔抵充，见金额计算表。' }));
  await writeFile(at('draft.json'), JSON.stringify({ ...draft, responses }));
  await type('arbitrator', 'do', 'draft_award', reference, '--draft', 'draft.json');
  await type('secretary', 'do', 'check_award', reference);
  await type('arbitrator', 'do', 'sign_award', reference);
  await type('director', 'do', 'seal_award', reference);
  await type('secretary', 'do', 'serve_award', reference);
  await until('the award to be served', watcher, bothTold('award'));

  await type('lender', 'case', reference);
  await type('lender', 'papers', reference, '--out', 'papers');
  await type('lender', 'bundle', reference, '--out', 'case-bundle.zip');
  await type('lender', 'verify', 'case-bundle.zip', '--root', 'root-certificate.pem');
  await type('lender', 'sign-out');
  return withoutChance(record.join('\n'), place.url);
}

/** The first forty loans of the shipped sample, one of them spoilt, and its mapping. Gives the paths in `folder`. */
async function writeExport(folder: string): Promise<readonly string[]> {
  await mkdir(join(folder, 'export'));
  await copyFile(new URL('../examples/sample/mapping.json', import.meta.url), join(folder, 'export', 'mapping.json'));
  return Promise.all(
    Object.entries(generateSample(40)).map(async ([name, text]) => {
      await writeFile(join(folder, 'export', name), text);
      return `export/${name}`;
    }),
  );
}

/** A server of its own on the same database, until it says where it is. */
async function startAndStop(place: Installation, home: string): Promise<string> {
  const server = spawn(process.execPath, [assizeEntry, 'start'], { env: { ...process.env, DATABASE_URL: place.databaseUrl, ASSIZE_HOME: home } });
  let out = '';
  server.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const url = await eventually('the server to say where it is', () => Promise.resolve(/^Assize is at (.*)$/m.exec(out)?.[1] ?? null));
  assert.deepEqual(JSON.parse(await readFile(join(home, 'server.json'), 'utf8')), { url }, 'other commands find the server by this file');
  server.kill('SIGTERM');
  assert.equal(await new Promise((resolve) => server.once('exit', resolve)), 0);
  await assert.rejects(readFile(join(home, 'server.json')), 'and it goes with the server');
  return out.replace(url, 'http://localhost:8080');
}

const caseSeenBy = async (watcher: Caller): Promise<WireCaseDetail> => {
  const { items } = await watcher.get<WireCaseList>(`/cases?q=${reference}`);
  return detailOf(watcher, items[0]?.caseId ?? assert.fail('no case'));
};

const until = (what: string, watcher: Caller, holds: (detail: WireCaseDetail) => boolean) =>
  eventually(what, async () => (holds(await caseSeenBy(watcher)) ? true : null));

const bothTold = (purpose: WireNotice['purpose']) => ({ notices }: WireCaseDetail) => notices.filter((each) => each.purpose === purpose && each.level >= 1).length === 2;

/** What differs from one time to the next, put as what it is. */
function withoutChance(record: string, url: string): string {
  return record
    .replaceAll(url, 'http://localhost:8080')
    .replace(/^(.* award_delivered .*\n)(.* notice_accepted .*\n)/m, '$2$1') // The two parties' mail goes out at once.
    .replaceAll(/\/r\/[\w-]+/g, '/r/TOKEN')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/[0-9a-f]{64}/g, 'HASH')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT');
}

/** What examples/verify.txt answers to. */
export const exampleVerification = ['verify', 'examples/case-bundle.zip', '--root', 'examples/root-certificate.pem'] as const;
