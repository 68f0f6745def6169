/** `assize intake check`: what would become of a lender's files, offline; nothing is filed and nothing is kept. */
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { intakeSentences, problemGroups, type IntakeRefusal, type ProblemGroup, type ProblemGroups, type RowResult } from '../../intake/index.ts';
import { readLoanFiles, writeRejects, type Intake } from '../../intake/operations.ts';
import { accept, parseDay, refuse, type Outcome } from '../../kernel/index.ts';
import { inputFiles, inputSentences, isTaken, readableFiles, readMappingFile, workFolder } from '../input.ts';
import { print, printJson, printRefusal, printTable } from '../output.ts';

export const checkUsage = `assize intake check FILE... --mapping MAPPING [--as-of DAY] [--earlier FILE]... [--rejects FOLDER] [--json]
  Reads everything as filing would, offline, and groups what is wrong by cause. Exit status 0 when every loan is sound,
  1 when some are not, 2 when the input is refused as a whole.
    --mapping MAPPING  the mapping, a JSON file; what \`inspect --json\` printed will do
    --as-of DAY        the day of the claims, as YYYY-MM-DD: what hangs on it is checked too
    --earlier FILE     for corrected files, a file of the export that they correct: the tables and documents that did not
                       come back are read from it; once for each file
    --rejects FOLDER   a new folder for the rows of every loan that is not sound, in the layout they were sent in, with
                       code, explanation and what to do added; corrected, they are read by the same mapping`;

interface Request {
  readonly files: readonly string[];
  readonly mapping: string;
  readonly asOf: string | null;
  readonly earlier: readonly string[];
  readonly rejects: string | null;
}

type CheckRefusal = IntakeRefusal | 'wrong_argument' | 'folder_not_empty';

export async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      mapping: { type: 'string' },
      'as-of': { type: 'string' },
      earlier: { type: 'string', multiple: true, default: [] },
      rejects: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const request = readRequest(positionals, values);
  const report = request.ok ? await carryOut(request.value) : request;
  if (!report.ok) return printRefusal(report.refusal, sentences[report.refusal.code], values.json);
  if (values.json) printJson(report.value);
  else printReport(report.value, values.rejects);
  return report.value.rejected > 0 ? 1 : 0;
}

const sentences: { readonly [Code in CheckRefusal]: string } = {
  ...inputSentences,
  ...intakeSentences,
  wrong_argument: 'Something is missing or wrong on the command line. See `assize help intake`.',
};

interface Values {
  readonly mapping?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly earlier: readonly string[];
  readonly rejects?: string | undefined;
}

function readRequest(files: readonly string[], { mapping, 'as-of': asOf, earlier, rejects }: Values): Outcome<Request, CheckRefusal> {
  if (mapping === undefined || files.length === 0) return refuse('wrong_argument', { needed: ['--mapping', 'at least one file'] });
  try {
    const day = asOf === undefined ? null : parseDay(asOf).toString();
    return accept({ files, mapping, asOf: day, earlier, rejects: rejects === undefined ? null : resolve(rejects) });
  } catch {
    return refuse('wrong_argument', { needed: `--as-of as a day that exists, YYYY-MM-DD, not ${asOf}` });
  }
}

interface Report {
  readonly schema: 'assize/check-report/v1';
  readonly asOf: string | null;
  readonly files: Intake['files'];
  readonly rowsSetAside: number;
  /** Loans, and rows that belong to none. */
  readonly loans: number;
  readonly sound: number;
  /** Sound ones that a warning travels with. */
  readonly warned: number;
  readonly rejected: number;
  /** What stops loans first, then by how often. */
  readonly problems: readonly ProblemGroup[];
  readonly rejects: readonly Pick<Rejects[number], 'name' | 'rows'>[];
}

type Rejects = Awaited<ReturnType<typeof writeRejects>>;

async function carryOut({ files, mapping: mappingFile, asOf, earlier, rejects: out }: Request): Promise<Outcome<Report, CheckRefusal>> {
  const readable = await readableFiles([...files, ...earlier]);
  if (!readable.ok) return readable;
  const given = await readMappingFile(mappingFile);
  if (!given.ok) return given;
  if (out !== null && (await isTaken(out))) return refuse('folder_not_empty', { folder: out });
  if (out !== null) await mkdir(dirname(out), { recursive: true });
  await using folder = await workFolder(out === null ? join(tmpdir(), 'assize-check-') : join(dirname(out), `.${basename(out)}-`));
  const work = join(folder.path, 'work');
  await mkdir(work);
  const intake = await readLoanFiles(inputFiles(files), given.value.mapping, work, asOf, [inputFiles(earlier)]);
  if (!intake.ok) return intake;
  const tally: Tally = { sound: 0, warned: 0, rejected: 0, problems: problemGroups() };
  const counted = countThrough(intake.value, tally);
  const made = join(folder.path, 'rejects');
  const rejects = out === null ? await drain(counted) : await writeRejects(counted, given.value.mapping, made);
  if (out !== null && rejects.length > 0) await rename(made, out);
  const { sound, warned, rejected, problems } = tally;
  return accept({
    schema: 'assize/check-report/v1',
    asOf,
    files: intake.value.files,
    rowsSetAside: intake.value.rowsSetAside,
    loans: sound + rejected,
    sound,
    warned,
    rejected,
    problems: problems.found(),
    rejects: rejects.map(({ name, rows }) => ({ name, rows })),
  });
}

interface Tally {
  sound: number;
  warned: number;
  rejected: number;
  readonly problems: ProblemGroups;
}

async function* countThrough({ results }: Intake, tally: Tally): AsyncGenerator<readonly Extract<RowResult, { kind: 'reject' }>[]> {
  for await (const several of results) {
    for (const result of several) {
      if (result.kind === 'reject') tally.rejected += 1;
      else tally.sound += 1;
      const problems = result.kind === 'reject' ? result.problems : result.warnings;
      if (result.kind === 'loan' && problems.length > 0) tally.warned += 1;
      for (const each of problems) tally.problems.note(result.kind === 'loan' ? result.file.reference : result.reference, each);
    }
    yield several.filter((result) => result.kind === 'reject');
  }
}

async function drain(results: AsyncIterable<unknown>): Promise<Rejects> {
  for await (const _ of results);
  return [];
}

function printReport({ files, rowsSetAside, loans, sound, warned, rejected, problems, rejects }: Report, out: string | undefined): void {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  print(`${rows} rows read, ${rowsSetAside} set aside by the mapping; ${loans} loans: ${sound} sound (${warned} with a warning), ${rejected} rejected.`);
  for (const { severity, code, message, fix, count, places } of problems) {
    print(`\n${severity === 'error' ? 'REJECTED' : 'WARNING'}  ${code} × ${count}\n  ${message}\n  What to do: ${fix}`);
    printTable(['  FILE', 'ROW', 'COLUMN', 'VALUE'], places.map(({ file, row, column, value }) => [`  ${file ?? ''}`, row ?? '', column ?? '', (value ?? '').slice(0, 40)]));
  }
  if (out !== undefined && rejects.length > 0) print(`\nWritten to ${out}: ${rejects.map(({ name }) => name).join(', ')}. Correct the rows and check them again.`);
}
