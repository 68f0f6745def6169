/**
 * The whole way of a batch of sample loans, stage by stage: on a new embedded database, through the real mail server
 * of the sandbox, with every paper set. Beside it, in the same run, two peers that do the least that could be done:
 * reading the same files with csv-parse alone, and inserting as many rows with plain SQL.
 *
 *   npm run bench -- [--cases N] [--seed N] [--json]
 */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { generateSample, sampleAsOf } from '../scripts/generate-sample.ts';
import { applicationPapers, computeClaim, loanFileSchema, type Claim, type Loan } from '../src/claims/index.ts';
import { asTable } from '../src/cli/output.ts';
import type { CaseState } from '../src/docket/index.ts';
import { advanceCalendar, caseDossier, exportBundle, listCases, openNotices, perform, type CommandInput } from '../src/docket/operations.ts';
import { renderPaper } from '../src/documents/operations.ts';
import { respondentLink } from '../src/http/edge.ts';
import { sandboxCommission, sandboxLender, sandboxPeople } from '../src/http/sandbox.ts';
import { readMapping } from '../src/intake/index.ts';
import { batchById, readLoanFiles, submitBatch } from '../src/intake/operations.ts';
import { assert, parseDay } from '../src/kernel/index.ts';
import { startServing, type Serving } from '../src/serve.ts';
import { act, type Act, type ActOf, type Scope } from '../src/shell/act.ts';
import { startPostgres } from '../src/shell/embedded-postgres.ts';
import { createLog } from '../src/shell/log.ts';
import { migrate } from '../src/shell/migrate.ts';

const { values: options } = parseArgs({
  options: { cases: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
});

interface Measured {
  readonly stage: string;
  readonly cases: number;
  readonly wallSeconds: number;
  readonly casesPerSecond: number;
  /** Of this process and its typesetters. */
  readonly cpuSeconds: number;
  readonly databaseCpuSeconds: number;
  /** The most that this process, and that its typesetters together, had held in memory by the end of the stage. */
  readonly peakMegabytes: number;
  readonly typesettersPeakMegabytes: number;
}

const measured: Measured[] = [];
let postmaster: number | null = null;

/** Runs a stage, which gives the number of cases it worked on. */
async function stage(name: string, work: () => number | Promise<number>): Promise<void> {
  const [before, databaseBefore, began] = [await familyOf(process.pid), await familyOf(postmaster), performance.now()];
  const cases = await work();
  const wallSeconds = (performance.now() - began) / 1000;
  const [after, databaseAfter] = [await familyOf(process.pid), await familyOf(postmaster)];
  measured.push({
    stage: name,
    cases,
    wallSeconds,
    casesPerSecond: cases / wallSeconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    databaseCpuSeconds: databaseAfter.cpuSeconds - databaseBefore.cpuSeconds,
    peakMegabytes: after.peakMegabytes,
    typesettersPeakMegabytes: after.childrenPeakMegabytes,
  });
  process.stderr.write(`${name}: ${cases} in ${wallSeconds.toFixed(1)} s\n`);
}

/** What the system says of a process and of those it started, the ended ones included (proc(5), so Linux only). */
async function familyOf(pid: number | null) {
  if (pid === null || !existsSync('/proc/self/stat')) return { cpuSeconds: 0, peakMegabytes: 0, childrenPeakMegabytes: 0 };
  const started = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  const nothing = { ticks: 0, endedTicks: 0, peakMegabytes: 0 };
  const children = await Promise.all(started.map((child) => processAt(child).catch(() => nothing)));
  const parent = await processAt(String(pid));
  return {
    cpuSeconds: children.reduce((sum, { ticks }) => sum + ticks, parent.ticks + parent.endedTicks) / ticksPerSecond,
    peakMegabytes: parent.peakMegabytes,
    childrenPeakMegabytes: children.reduce((sum, { peakMegabytes }) => sum + peakMegabytes, 0),
  };
}

const ticksPerSecond = 100;

async function processAt(pid: string) {
  const [stat, status] = [await readFile(`/proc/${pid}/stat`, 'utf8'), await readFile(`/proc/${pid}/status`, 'utf8')];
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15).map(Number);
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return { ticks: user + system, endedTicks: endedUser + endedSystem, peakMegabytes: Math.round(Number(peak ?? 0) / 1024) };
}

const sample = generateSample(Number(options.cases), Number(options.seed));
const mappingText = await readFile(new URL('../examples/sample/mapping.json', import.meta.url), 'utf8');
const files = Object.entries(sample).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));

async function pureStages(): Promise<void> {
  const loans: Loan[] = [];
  const claims: (readonly [Loan, Claim])[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'assize-bench-'));
  const inputs = files.map(({ name, bytes }) => ({ name, path: join(folder, name), bytes }));
  for (const { path, bytes } of inputs) await writeFile(path, bytes);
  await stage('peer: csv-parse alone', () => {
    for (const { bytes } of inputs) parse(Buffer.from(bytes));
    return Number(options.cases);
  });
  await stage('intake', async () => {
    const mapping = readMapping(mappingText);
    assert(mapping.ok, 'the mapping of the sample can be read');
    const intake = await readLoanFiles(inputs, mapping.value, folder);
    assert(intake.ok, 'the sample can be read');
    for await (const results of intake.value.results) {
      for (const result of results) if (result.kind === 'loan') loans.push(loanFileSchema.parse(result.file));
    }
    return Number(options.cases);
  });
  await rm(folder, { recursive: true });
  await stage('claims', () => {
    for (const loan of loans) {
      const claim = computeClaim(loan, sampleAsOf);
      if (claim.ok) claims.push([loan, claim.value]);
    }
    return loans.length;
  });
  await stage('papers, three a case', async () => {
    // A few at a time, as filing does it.
    for (let first = 0; first < claims.length; first += 50) await Promise.all(claims.slice(first, first + 50).map(renderThree));
    return claims.length;
  });
}

async function renderThree([loan, claim]: readonly [Loan, Claim]): Promise<void> {
  const papers = applicationPapers(loan, claim, { commission: sandboxCommission.name, sandbox: true });
  await Promise.all([
    renderPaper('application', papers.application, sampleAsOf),
    renderPaper('claim_sheet', papers.claim_sheet, sampleAsOf),
    renderPaper('evidence_list', papers.evidence_list, sampleAsOf),
  ]);
}

type Someone = keyof typeof sandboxPeople;

const actOf = (someone: Someone, scope: Scope['kind'], id: string): ActOf => {
  const { personId, name, roles } = sandboxPeople[someone];
  return { actor: { kind: 'person', personId, name, roles }, scope: { kind: scope, id } };
};
const lender = actOf('lender', 'lender', sandboxLender.institutionId);
const staff = (someone: Someone): ActOf => actOf(someone, 'commission', sandboxCommission.institutionId);
const secretary = staff('secretary');

const pin = '246810';
const sliceSize = 100;

/** What the stages are driven with. */
function driveOf({ world, edge }: Serving, owner: pg.Client) {
  const opened = <T>(as: ActOf, work: (opened: Act) => Promise<T>) => act(world, as, work);
  const linkOf = (caseId: string) => respondentLink(edge, caseId);
  const count = async (sql: string): Promise<number> => Number((await owner.query<{ count: string }>(sql)).rows[0]?.count);
  const allSent = async () => {
    while ((await count('select count(*) from assize.notices n where not exists (select from assize.service_attempts a where a.notice_id = n.notice_id)')) > 0) await pause(50);
  };
  const inState = async (as: ActOf, state: CaseState) =>
    (await opened(as, (each) => listCases(each, { state, batchId: null, words: null, offset: 0, limit: 100_000, sort: 'oldest' }))).items.map(({ docketCase }) => docketCase);

  /** Takes a command on every case in a state, a slice at a time. `input` is asked for each slice, with its first case. */
  const commandAll = async (state: CaseState, as: ActOf, input: (caseId: string) => CommandInput | Promise<CommandInput>): Promise<number> => {
    const cases = await inState(as, state);
    for (let first = 0; first < cases.length; first += sliceSize) {
      const slice = cases.slice(first, first + sliceSize);
      const command = await input(slice[0]?.caseId ?? '');
      const outcomes = await opened(as, (each) => perform(each, linkOf, command, slice));
      const refused = outcomes.find(({ outcome }) => !outcome.ok)?.outcome;
      assert(refused === undefined || refused.ok, `${command.command}: ${JSON.stringify(refused)}`);
    }
    return cases.length;
  };
  const advanceTo = async (day: string): Promise<number> => {
    const advanced = await advanceCalendar(world, parseDay(day));
    assert(advanced.ok, 'the calendar moves');
    return advanced.value.closed;
  };
  return { opened, allSent, inState, commandAll, advanceTo, owner, edge };
}
type Drive = ReturnType<typeof driveOf>;

async function filingStages({ opened, commandAll, owner }: Drive): Promise<void> {
  await stage('filing, papers included', async () => {
    const submitted = await opened(lender, (each) =>
      submitBatch(each, { reference: 'BENCH', commissionId: sandboxCommission.institutionId, asOf: sampleAsOf, mapping: mappingText, files }),
    );
    assert(submitted.ok, 'the batch is taken');
    for (;;) {
      const batch = await opened(lender, (each) => batchById(each, submitted.value.batchId));
      if (batch?.state === 'done') return batch.counters.planned;
      assert(batch?.state !== 'failed', 'the batch is filed');
      await pause(50);
    }
  });
  await stage('peer: plain inserts', () => plainInserts(owner));
  await stage('filing review', () => commandAll('submitted', secretary, () => ({ command: 'approve_filing' })));
  await stage('fee and acceptance', () => commandAll('fee_pending', secretary, () => ({ command: 'record_fee_payment', receiptNo: 'R-1' })));
}

async function procedureStages({ opened, allSent, inState, commandAll, advanceTo, edge }: Drive): Promise<void> {
  await stage('service of notices', async () => {
    const cases = await commandAll('accepted', secretary, () => ({ command: 'serve_notice' }));
    await allSent();
    return cases;
  });
  await stage('respondents open', async () => {
    const cases = await inState(secretary, 'notice_service');
    for (const { caseId } of cases) {
      await opened({ actor: { kind: 'respondent', name: 'respondent' }, scope: { kind: 'case', id: caseId } }, (each) => openNotices(each, caseId, 'bench'));
    }
    return cases.length;
  });
  await stage('response windows close', () => advanceTo('2026-03-10'));
  await stage('appointment', () => commandAll('tribunal_formation', staff('director'), () => ({ command: 'appoint_arbitrator', arbitratorId: sandboxPeople.arbitrator.personId })));
  const arbitrator = actOf('arbitrator', 'arbitrator', sandboxCommission.institutionId);
  await stage('acceptance by arbitrator', async () => {
    const cases = await commandAll('appointment_pending', arbitrator, () => ({ command: 'accept_appointment', disclosure: null }));
    await allSent();
    return cases;
  });
  await stage('challenge windows close', () => advanceTo('2026-03-12'));
  await stage('drafting', () =>
    commandAll('trial', arbitrator, async (caseId) => {
      const dossier = await opened(arbitrator, (each) => caseDossier(each, caseId));
      assert(dossier?.proposal, 'a case in trial has a proposal');
      return { command: 'draft_award', draft: dossier.proposal };
    }),
  );
  await stage('check of awards', () => commandAll('award_check', secretary, () => ({ command: 'check_award' })));
  await stage('signing', () => commandAll('award_signing', arbitrator, () => ({ command: 'sign_award', pin })));
  await stage('sealing', () => commandAll('award_sealing', staff('director'), () => ({ command: 'seal_award', pin })));
  await stage('service of awards', async () => {
    const cases = await commandAll('award_issued', secretary, () => ({ command: 'serve_award' }));
    await allSent();
    return cases;
  });
  await stage('bundles', async () => {
    const cases = await inState(secretary, 'award_served');
    const seal = { key: edge.installation.manifestKey, rootPem: edge.installation.rootPem };
    for (const { caseId } of cases) await opened(secretary, (each) => exportBundle(each, seal, caseId));
    return cases.length;
  });
}

/** As many rows of cases and of evidence as filing wrote, into tables without a single check, as many at a time. */
async function plainInserts(owner: pg.Client): Promise<number> {
  await owner.query(`create table peer_cases (case_id uuid primary key, reference text, respondent_name text, total_fen bigint);
    create table peer_entries (chain_id uuid, seq int, kind text, body bytea, hash text, primary key (chain_id, seq))`);
  const { rows: cases } = await owner.query<Record<string, unknown>>('select case_id, reference, respondent_name, total_fen from assize.cases');
  const { rows: entries } = await owner.query<Record<string, unknown>>('select chain_id, seq, kind, body, hash from assize.evidence_entries');
  const column = (rows: readonly Record<string, unknown>[], name: string) => rows.map((row) => row[name]);
  const slices = Math.ceil(cases.length / 50);
  for (let slice = 0; slice < slices; slice += 1) {
    const part = <T>(rows: readonly T[]) => rows.slice((slice * rows.length) / slices, ((slice + 1) * rows.length) / slices);
    const [someCases, someEntries] = [part(cases), part(entries)];
    await owner.query('begin');
    await owner.query(
      'insert into peer_cases select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[])',
      ['case_id', 'reference', 'respondent_name', 'total_fen'].map((name) => column(someCases, name)),
    );
    await owner.query(
      'insert into peer_entries select * from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[], $5::text[])',
      ['chain_id', 'seq', 'kind', 'body', 'hash'].map((name) => column(someEntries, name)),
    );
    await owner.query('commit');
  }
  return cases.length;
}

async function onNewInstallation(work: (serving: Serving, owner: pg.Client) => Promise<void>): Promise<void> {
  await using open = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'assize-bench-'));
  open.defer(() => rm(home, { recursive: true, force: true }));
  await chmod(home, 0o755); // The server may run as another account.
  const database = await startPostgres({ dir: join(home, 'postgres') });
  open.defer(database.stop);
  postmaster = Number.parseInt(await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8'));
  const migrated = await migrate(database.url);
  assert(migrated.ok, 'a new database can be migrated');
  const started = await startServing({ databaseUrl: database.url, home, sandbox: true, smtpUrl: null, port: 0, publicUrl: null, log: createLog('error') });
  assert(started.ok, 'a new database is taken as a sandbox');
  const serving = started.value;
  open.defer(serving.stop);
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  open.defer(() => owner.end());
  await owner.query('update assize.roster set load_cap = $1', [options.cases]);
  await work(serving, owner);
}

await pureStages();
await onNewInstallation(async (serving, owner) => {
  const drive = driveOf(serving, owner);
  await filingStages(drive);
  await procedureStages(drive);
});
if (options.json) {
  console.log(JSON.stringify(measured, null, 2));
} else {
  const heads = ['STAGE', 'CASES', 'WALL s', 'CASES/s', 'CPU s', 'DATABASE CPU s', 'PEAK MB', 'TYPESETTERS MB'];
  const rows = measured.map((each) => [
    each.stage,
    each.cases,
    each.wallSeconds.toFixed(2),
    each.casesPerSecond.toFixed(0),
    each.cpuSeconds.toFixed(2),
    each.databaseCpuSeconds.toFixed(2),
    each.peakMegabytes,
    each.typesettersPeakMegabytes,
  ]);
  console.log(`${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, Node ${process.version}\n`);
  console.log(asTable(heads, rows));
}
