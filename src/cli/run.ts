/** `assize run`: from a lender's files to claims and papers, offline and without a database. */
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import packageJson from '../../package.json' with { type: 'json' };
import { applicationPapers, claimRefusalTable, computeClaim, type Claim, type Loan } from '../claims/index.ts';
import { renderPaper, UnprintableText } from '../documents/operations.ts';
import { intakeSentences, readLoanFiles, readMapping, type InputFile, type Intake, type IntakeRefusal, type Problem } from '../intake/index.ts';
import { accept, addFen, canonicalText, formatYuan, parseDay, parseFen, refuse, sha256, zeroFen, type Day, type Fen, type Outcome } from '../kernel/index.ts';
import { readConfig } from '../shell/config.ts';
import { inputSentences, isTaken, readableFiles } from './input.ts';
import { print, printJson, printRefusal, printTable, type Command } from './output.ts';

export const command: Command = {
  summary: "From a lender's files to loan files, claims and application papers, offline",
  usage: `Usage: assize run --mapping MAPPING FILE... --as-of DAY --out FOLDER [--json]

Reads the lender's files as the mapping says (docs/intake.md), computes what is owed on each loan at the end of DAY
and sets the application papers. Nothing is filed, and nothing but the files is needed.

  --mapping MAPPING  the mapping, a JSON file
  --as-of DAY        the day of the claim, as YYYY-MM-DD
  --out FOLDER       a folder that is empty or not yet there
  --json             prints the report as JSON

Leaves in FOLDER: loans.ndjson and claims.ndjson, one line each; rejects.csv, what could not be used and why;
report.json, counts, sums and hashes; papers/, one PDF per case. Refused input leaves nothing.`,
  run,
};

interface Request {
  readonly mapping: string;
  readonly files: readonly string[];
  readonly asOf: Day;
  readonly out: string;
  readonly sandbox: boolean;
}

type RunRefusal = IntakeRefusal | 'wrong_argument' | 'folder_not_empty' | 'configuration_invalid';

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { mapping: { type: 'string' }, 'as-of': { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const request = readRequest(values.mapping, positionals, values['as-of'], values.out);
  const report = request.ok ? await carryOut(request.value) : request;
  if (!report.ok) return printRefusal(report.refusal, sentences[report.refusal.code], values.json);
  if (values.json) printJson(report.value);
  else printReport(report.value, values.out ?? '');
  return 0;
}

function readRequest(
  mapping: string | undefined,
  files: readonly string[],
  asOf: string | undefined,
  out: string | undefined,
): Outcome<Request, RunRefusal> {
  const config = readConfig(process.env);
  if (!config.ok) return config;
  if (mapping === undefined || asOf === undefined || out === undefined || files.length === 0) {
    return refuse('wrong_argument', { needed: ['--mapping', '--as-of', '--out', 'at least one file'] });
  }
  try {
    return accept({ mapping, files, asOf: parseDay(asOf), out: resolve(out), sandbox: config.value.sandbox });
  } catch {
    return refuse('wrong_argument', { needed: `--as-of as a day that exists, YYYY-MM-DD, not ${asOf}` });
  }
}

const sentences: { readonly [Code in RunRefusal]: string } = {
  ...inputSentences,
  ...intakeSentences,
  wrong_argument: 'Something is missing or wrong on the command line. See `assize help run`.',
};

async function carryOut(request: Request): Promise<Outcome<Report, RunRefusal>> {
  const readable = await readableFiles([request.mapping, ...request.files]);
  if (!readable.ok) return readable;
  const mappingText = await readFile(request.mapping, 'utf8');
  const mapping = readMapping(mappingText);
  if (!mapping.ok) return mapping;
  if (await isTaken(request.out)) return refuse('folder_not_empty', { folder: request.out });
  const files = request.files.map((path): InputFile => ({ name: basename(path), bytes: bytesOf(path) }));
  const intake = await readLoanFiles(files, mapping.value);
  if (!intake.ok) return intake;
  const input = { mapping: { name: mapping.value.name, sha256: sha256(mappingText) }, intake: intake.value };
  return accept(await writeWhole(request.out, (folder) => write(folder, request, input)));
}

/** The file is opened when its bytes are asked for. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

/** Fills a folder beside the one asked for and moves it there when it is whole, so that no half is ever seen. */
async function writeWhole<T>(out: string, fill: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(dirname(out), { recursive: true });
  const folder = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    const result = await fill(folder);
    await rename(folder, out);
    return result;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
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

interface Results {
  readonly loans: string[];
  readonly claims: string[];
  readonly rejects: Reject[];
  readonly warnings: Problem[];
  readonly papers: Report['papers'][number][];
  readonly totals: Record<Sum, Fen>;
  rejected: number;
}

async function write(folder: string, request: Request, input: { mapping: Report['mapping']; intake: Intake }): Promise<Report> {
  await mkdir(join(folder, 'papers'));
  const results = await workThrough(folder, request, input.intake);
  const { rejects } = results;
  const at = (stage: Reject['stage']) => countByCode(rejects.filter((each) => each.stage === stage));
  const outputs = await writeTexts(folder, {
    'loans.ndjson': lines(results.loans),
    'claims.ndjson': lines(results.claims),
    'rejects.csv': stringify(rejects, { header: true, columns: [...rejectColumns], escape_formulas: true, bom: true }),
  });
  const report: Report = {
    schema: 'assize/run-report/v1',
    version: packageJson.version,
    asOf: request.asOf.toString(),
    mapping: input.mapping,
    files: input.intake.files,
    rowsSetAside: input.intake.rowsSetAside,
    loans: results.loans.length,
    rejected: { results: results.rejected, byCode: at('intake') },
    warnings: countByCode(results.warnings),
    claims: { count: results.claims.length, refused: at('claim'), withoutPapers: at('paper'), ...sumTexts(results.totals) },
    papers: results.papers,
    outputs,
  };
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

async function workThrough(folder: string, request: Request, intake: Intake): Promise<Results> {
  const totals: Record<Sum, Fen> = { principalFen: zeroFen, interestFen: zeroFen, overdueInterestFen: zeroFen, feeFen: zeroFen, totalFen: zeroFen };
  const results: Results = { loans: [], claims: [], rejects: [], warnings: [], papers: [], totals, rejected: 0 };
  const awaiting: Claimed[] = [];
  const setAwaiting = () => setPapers(folder, request, awaiting.splice(0), results);
  for (const result of intake.results) {
    if (result.kind === 'reject') {
      results.rejected += 1;
      results.rejects.push(...result.problems.map((problem) => intakeReject(result.reference, problem)));
      continue;
    }
    const { loan } = result;
    results.loans.push(canonicalText(loan));
    results.warnings.push(...result.warnings);
    const claim = computeClaim(loan, request.asOf);
    if (!claim.ok) {
      results.rejects.push(laterReject(loan, 'claim', claim.refusal.code, ...claimRefusalTable[claim.refusal.code]));
      continue;
    }
    results.claims.push(canonicalText(claim.value));
    for (const sum of sums) totals[sum] = addFen(totals[sum], claim.value[sum]);
    awaiting.push({ loan, claim: claim.value });
    if (awaiting.length === setSize) await setAwaiting();
  }
  await setAwaiting();
  return results;
}

interface Claimed {
  readonly loan: Loan;
  readonly claim: Claim;
}

/** Cases whose papers are set together: enough to keep every typesetter at work, few enough to hold in memory. */
const setSize = 50;

async function setPapers(folder: string, request: Request, cases: readonly Claimed[], results: Results): Promise<void> {
  const papers = await Promise.all(cases.map(async ({ loan, claim }) => ({ loan, paper: await writePaper(folder, loan, claim, request) })));
  for (const { loan, paper } of papers) {
    if (paper instanceof UnprintableText) {
      results.rejects.push(laterReject(loan, 'paper', 'text_unprintable', paper.message, 'print the papers of this case by hand'));
    } else {
      results.papers.push(paper);
    }
  }
}

const sumTexts = (totals: Readonly<Record<Sum, Fen>>) =>
  Object.fromEntries(sums.map((sum) => [sum, totals[sum].toString()])) as Record<Sum, string>;

const lines = (each: readonly string[]): string => each.map((line) => `${line}\n`).join('');

async function writeTexts(folder: string, texts: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(folder, name), text);
    hashes[name] = sha256(text);
  }
  return hashes;
}

function countByCode(problems: readonly { readonly code: string }[]): Counts {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort());
}

const rejectColumns = ['stage', 'code', 'reference', 'file', 'row', 'column', 'value', 'message', 'fix'] as const;

interface Reject {
  readonly stage: 'intake' | 'claim' | 'paper';
  readonly code: string;
  readonly reference: string | null;
  readonly file: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly message: string;
  readonly fix: string;
}

const intakeReject = (reference: string | null, { code, file, row, column, value, message, fix }: Problem): Reject => ({
  stage: 'intake', code, reference, file, row, column, value, message, fix,
});

const laterReject = ({ reference, sources: [source] }: Loan, stage: 'claim' | 'paper', code: string, message: string, fix: string): Reject => ({
  stage, code, reference, file: source?.file ?? '', row: source?.rows[0] ?? null, column: null, value: null, message, fix,
});

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
  printTable(['', 'CODE', 'COUNT'], counted.flatMap(([kind, counts]) => Object.entries(counts).map(([code, count]) => [kind, code, count])));
  print(`\nWritten to ${out}. rejects.csv says for each row what to do.`);
}
