/** `assize run`: from a lender's files to claims and papers, offline and without a database. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import packageJson from '../../package.json' with { type: 'json' };
import { applicationPapers, claimRefusalTable, computeClaim, loanFileSchema, type Claim, type Loan } from '../claims/index.ts';
import { renderPaper, UnprintableText } from '../documents/operations.ts';
import { intakeSentences, type IntakeRefusal, type Problem, type RowResult } from '../intake/index.ts';
import { readLoanFiles, writeRejects, type Intake } from '../intake/operations.ts';
import { accept, addFen, canonicalText, formatYuan, parseDay, parseFen, refuse, sha256, zeroFen, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { readConfig } from '../shell/config.ts';
import { inputFiles, inputSentences, isTaken, readableFiles, readMappingFile, workFolder, type GivenMapping } from './input.ts';
import { print, printJson, printRefusal, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: "From a lender's files to loan files, claims and application papers, offline",
  usage: `Usage: assize run --mapping MAPPING FILE... --as-of DAY [--earlier FILE]... --out FOLDER [--json]

Reads the lender's files as the mapping says (docs/intake.md), computes what is owed on each loan at the end of DAY
and sets the application papers. Nothing is filed, and nothing but the files is needed.

  --mapping MAPPING  the mapping, a JSON file; what \`assize intake inspect --json\` printed will do
  --as-of DAY        the day of the claim, as YYYY-MM-DD
  --earlier FILE     for corrected files, a file of the export that they correct: the tables and documents that did not
                     come back are read from it; once for each file
  --out FOLDER       a folder that is empty or not yet there
  --json             prints the report as JSON

Leaves in FOLDER: loans.ndjson and claims.ndjson, one line each; rejects.csv, what could not be used and why; rejects/,
the rows of it as they were sent, to be corrected and read again; report.json, counts, sums and hashes; papers/, one PDF
per case. Refused input leaves nothing, and so does a run that is stopped.`,
  run,
};

interface Request {
  readonly mapping: string;
  readonly files: readonly string[];
  readonly asOf: Day;
  readonly earlier: readonly string[];
  readonly out: string;
  readonly sandbox: boolean;
}

type RunRefusal = IntakeRefusal | 'wrong_argument' | 'folder_not_empty' | 'configuration_invalid';

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'as-of': { type: 'string' },
      earlier: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const request = readRequest(positionals, values);
  const report = request.ok ? await carryOut(request.value) : request;
  if (!report.ok) return printRefusal(report.refusal, sentences[report.refusal.code], values.json);
  if (values.json) printJson(report.value);
  else printReport(report.value, values.out ?? '');
  return 0;
}

interface Values {
  readonly mapping?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly earlier: readonly string[];
  readonly out?: string | undefined;
}

function readRequest(files: readonly string[], { mapping, 'as-of': asOf, earlier, out }: Values): Outcome<Request, RunRefusal> {
  const config = readConfig(process.env);
  if (!config.ok) return config;
  if (mapping === undefined || asOf === undefined || out === undefined || files.length === 0) {
    return refuse('wrong_argument', { needed: ['--mapping', '--as-of', '--out', 'at least one file'] });
  }
  try {
    return accept({ mapping, files, asOf: parseDay(asOf), earlier, out: resolve(out), sandbox: config.value.sandbox });
  } catch {
    return refuse('wrong_argument', { needed: `--as-of as a day that exists, YYYY-MM-DD, not ${asOf}` });
  }
}

const sentences: { readonly [Code in RunRefusal]: string } = {
  ...inputSentences,
  ...intakeSentences,
  wrong_argument: 'Something is missing or wrong on the command line. See `assize help run`.',
};

/** Fills a folder beside the one asked for and moves it there when it is whole, so that no half is ever seen. */
async function carryOut(request: Request): Promise<Outcome<Report, RunRefusal>> {
  const readable = await readableFiles([...request.files, ...request.earlier]);
  if (!readable.ok) return readable;
  const mapping = await readMappingFile(request.mapping);
  if (!mapping.ok) return mapping;
  if (await isTaken(request.out)) return refuse('folder_not_empty', { folder: request.out });
  await mkdir(dirname(request.out), { recursive: true });
  await using folder = await workFolder(join(dirname(request.out), `.${basename(request.out)}-`));
  const [work, results] = [join(folder.path, 'work'), join(folder.path, 'results')];
  await Promise.all([mkdir(work), mkdir(results)]);
  const intake = await readLoanFiles(inputFiles(request.files), mapping.value.mapping, work, request.asOf.toString(), [inputFiles(request.earlier)]);
  if (!intake.ok) return intake;
  const report = await write(results, request, mapping.value, intake.value);
  await rename(results, request.out);
  return accept(report);
}

interface Report {
  readonly schema: 'assize/run-report/v1';
  readonly version: string;
  readonly asOf: string;
  readonly mapping: { readonly name: string; readonly sha256: string };
  readonly files: Intake['files'];
  readonly rowsSetAside: number;
  readonly loans: number;
  readonly rejected: { readonly results: number; readonly byCode: Counts };
  readonly warnings: Counts;
  readonly claims: { readonly count: number; readonly refused: Counts; readonly withoutPapers: Counts } & Readonly<Record<Sum, string>>;
  readonly papers: readonly { readonly reference: string; readonly file: string; readonly sha256: string }[];
  readonly outputs: Readonly<Record<string, string>>;
}

type Counts = Readonly<Record<string, number>>;
const sums = ['principalFen', 'interestFen', 'overdueInterestFen', 'feeFen', 'totalFen'] as const;
type Sum = (typeof sums)[number];

/** What a run has come to so far. */
interface Tally {
  readonly codes: Readonly<Record<Stage | 'warning', Map<string, number>>>;
  readonly papers: Report['papers'][number][];
  readonly totals: Record<Sum, Fen>;
  loans: number;
  claims: number;
  rejected: number;
}

type Output = 'loans.ndjson' | 'claims.ndjson' | 'rejects.csv';

/** Where a run writes; each of the outputs grows as results come. */
interface Desk {
  readonly folder: string;
  readonly request: Request;
  readonly tally: Tally;
  readonly put: (output: Output, text: string) => Promise<void>;
}

async function write(folder: string, request: Request, { mapping, sha256: mappingSha256 }: GivenMapping, intake: Intake): Promise<Report> {
  await mkdir(join(folder, 'papers'));
  await using outputs = await openOutputs(folder, ['loans.ndjson', 'claims.ndjson', 'rejects.csv']);
  const tally: Tally = {
    codes: { intake: new Map(), claim: new Map(), paper: new Map(), warning: new Map() },
    papers: [],
    totals: { principalFen: zeroFen, interestFen: zeroFen, overdueInterestFen: zeroFen, feeFen: zeroFen, totalFen: zeroFen },
    loans: 0,
    claims: 0,
    rejected: 0,
  };
  const rejects = await writeRejects(workThrough({ folder, request, tally, put: outputs.put }, intake), mapping, join(folder, 'rejects'));
  const ofRejects = await Promise.all(rejects.map(async ({ name, path }) => [`rejects/${name}`, await hashOf(path)] as const));
  const report: Report = {
    schema: 'assize/run-report/v1',
    version: packageJson.version,
    asOf: request.asOf.toString(),
    mapping: { name: mapping.name, sha256: mappingSha256 },
    files: intake.files,
    rowsSetAside: intake.rowsSetAside,
    loans: tally.loans,
    rejected: { results: tally.rejected, byCode: inOrder(tally.codes.intake) },
    warnings: inOrder(tally.codes.warning),
    claims: { count: tally.claims, refused: inOrder(tally.codes.claim), withoutPapers: inOrder(tally.codes.paper), ...sumTexts(tally.totals) },
    papers: tally.papers,
    outputs: { ...outputs.hashes(), ...Object.fromEntries(ofRejects) },
  };
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

async function openOutputs(folder: string, names: readonly Output[]) {
  const opened = new Map<Output, { readonly file: FileHandle; readonly hash: Hash }>();
  for (const name of names) opened.set(name, { file: await open(join(folder, name), 'wx'), hash: createHash('sha256') });
  return {
    async put(name: Output, text: string): Promise<void> {
      const output = opened.get(name);
      if (output === undefined || text === '') return;
      output.hash.update(text);
      await output.file.appendFile(text);
    },
    hashes: (): Readonly<Record<string, string>> => Object.fromEntries([...opened].map(([name, { hash }]) => [name, hash.digest('hex')])),
    async [Symbol.asyncDispose]() {
      for (const { file } of opened.values()) await file.close();
    },
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Works on every result as it comes, and hands on those that were not taken, with their rows. */
async function* workThrough(desk: Desk, intake: Intake): AsyncGenerator<readonly RejectedLoan[]> {
  await desk.put('rejects.csv', stringify([], { header: true, columns: [...noteColumns], bom: true }));
  for await (const results of intake.results) {
    const lines: string[] = [];
    const notes: Note[] = [];
    const claimed: Claimed[] = [];
    for (const result of results) {
      if (result.kind === 'reject') notes.push(...result.problems.map((problem) => intakeNote(result.reference, problem)));
      else workOn(desk, result, { lines, notes, claimed });
    }
    const rejects = results.filter((result) => result.kind === 'reject');
    desk.tally.rejected += rejects.length;
    await desk.put('loans.ndjson', lines.join(''));
    await desk.put('claims.ndjson', claimed.map(({ claim }) => `${canonicalText(claim)}\n`).join(''));
    for (let first = 0; first < claimed.length; first += papersAtOnce) notes.push(...(await setPapers(desk, claimed.slice(first, first + papersAtOnce))));
    await putNotes(desk, notes);
    yield rejects;
  }
}

type Loaned = Extract<RowResult, { kind: 'loan' }>;
type RejectedLoan = Extract<RowResult, { kind: 'reject' }>;

interface Claimed {
  readonly loan: Loan;
  readonly claim: Claim;
}

function workOn({ request, tally }: Desk, { file, warnings }: Loaned, made: { readonly lines: string[]; readonly notes: Note[]; readonly claimed: Claimed[] }): void {
  const loan = loanFileSchema.parse(file);
  made.lines.push(`${canonicalText(loan)}\n`);
  tally.loans += 1;
  for (const { code } of warnings) count(tally.codes.warning, code);
  const claim = computeClaim(loan, request.asOf);
  if (!claim.ok) {
    made.notes.push(laterNote(loan, 'claim', claim.refusal.code, ...claimRefusalTable[claim.refusal.code]));
    return;
  }
  made.claimed.push({ loan, claim: claim.value });
  tally.claims += 1;
  for (const sum of sums) tally.totals[sum] = addFen(tally.totals[sum], claim.value[sum]);
}

/** Cases whose papers are set together: enough to keep every typesetter at work, few enough to hold in memory. */
const papersAtOnce = 50;

async function setPapers({ folder, request, tally }: Desk, cases: readonly Claimed[]): Promise<readonly Note[]> {
  const papers = await Promise.all(cases.map(async ({ loan, claim }) => ({ loan, paper: await writePaper(folder, loan, claim, request) })));
  return papers.flatMap(({ loan, paper }) => {
    if (paper instanceof UnprintableText) return [laterNote(loan, 'paper', 'text_unprintable', paper.message, 'print the papers of this case by hand')];
    tally.papers.push(paper);
    return [];
  });
}

const sumTexts = (totals: Readonly<Record<Sum, Fen>>) =>
  Object.fromEntries(sums.map((sum) => [sum, totals[sum].toString()])) as Record<Sum, string>;

function count(codes: Map<string, number>, code: string): void {
  codes.set(code, (codes.get(code) ?? 0) + 1);
}

const inOrder = (codes: ReadonlyMap<string, number>): Counts => Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1)));

type Stage = 'intake' | 'claim' | 'paper';

const noteColumns = ['stage', 'code', 'reference', 'file', 'row', 'column', 'value', 'message', 'fix'] as const;

/** One line of rejects.csv. */
interface Note {
  readonly stage: Stage;
  readonly code: string;
  readonly reference: string | null;
  readonly file: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly message: string;
  readonly fix: string;
}

const intakeNote = (reference: string | null, { code, file, row, column, value, message, fix }: Problem): Note => ({
  stage: 'intake', code, reference, file, row, column, value, message, fix,
});

const laterNote = ({ reference, sources: [source] }: Loan, stage: 'claim' | 'paper', code: string, message: string, fix: string): Note => ({
  stage, code, reference, file: source?.file ?? '', row: source?.rows[0] ?? null, column: null, value: null, message, fix,
});

async function putNotes({ tally, put }: Desk, notes: readonly Note[]): Promise<void> {
  for (const { stage, code } of notes) count(tally.codes[stage], code);
  await put('rejects.csv', stringify([...notes], { columns: [...noteColumns], escape_formulas: true }));
}

/** The application, the claim sheet and the evidence list as one file. */
async function writePaper(folder: string, loan: Loan, claim: Claim, { asOf, sandbox }: Request): Promise<Report['papers'][number] | UnprintableText> {
  const to = { commission: loan.arbitration.institution, sandbox };
  try {
    const pdf = await renderPaper('application_papers', { ...to, ...applicationPapers(loan, claim, to) }, asOf);
    const file = `papers/${fileName(loan.reference)}.pdf`;
    await writeFile(join(folder, file), pdf);
    return { reference: loan.reference, file, sha256: sha256(pdf) };
  } catch (error) {
    if (error instanceof UnprintableText) return error;
    throw error;
  }
}

/** A file name that is safe anywhere; where characters had to go, a piece of the hash keeps names apart. */
function fileName(reference: string): string {
  const safe = reference.replace(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 80);
  return safe === reference ? safe : `${safe}-${sha256(reference).slice(0, 8)}`;
}

function printReport({ files, rowsSetAside, loans, rejected, warnings, claims, asOf }: Report, out: string): void {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  print(`${rows} rows read, ${rowsSetAside} set aside by the mapping; ${loans} loan files, ${rejected.results} rejected.`);
  print(`${claims.count} claims as of ${asOf}, ${formatYuan(parseFen(claims.totalFen))} yuan in all, each with its papers.\n`);
  const counted = Object.entries({ rejected: rejected.byCode, 'no claim': claims.refused, 'no papers': claims.withoutPapers, warning: warnings });
  printTable(['', 'CODE', 'COUNT'], counted.flatMap(([kind, counts]) => Object.entries(counts).map(([code, number]) => [kind, code, number])));
  print(`\nWritten to ${out}. rejects.csv says for each row what to do; rejects/ holds the rows as they came, to be corrected.`);
}
