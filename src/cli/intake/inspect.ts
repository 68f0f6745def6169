/** `assize intake inspect`: what some files are, and a complete mapping proposed for them. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { intakeSentences, lenderProfileSchema, type IntakeRefusal, type LenderProfile } from '../../intake/index.ts';
import { inspectFiles, type Inspection } from '../../intake/operations.ts';
import { accept, refuse, type Outcome } from '../../kernel/index.ts';
import { inputFiles, inputSentences, readableFiles, readWhole, workFolder } from '../input.ts';
import { print, printJson, printRefusal, printTable } from '../output.ts';

export const inspectUsage = `assize intake inspect FILE... [--profile PROFILE] [--mapping-out MAPPING] [--json]
  Looks at files it has never seen, says what they are, and proposes a complete mapping: for each column which field
  it fills, how it is read, how sure that is and why, and what is still to be said.
    --profile PROFILE      a JSON file with what no export says: the lender, the commission and its clause (docs/intake.md)
    --mapping-out MAPPING  where to write the mapping, to be looked over and corrected by hand
    --json                 prints everything; \`check\`, \`create\` and \`run\` take that for the mapping in it`;

type InspectRefusal = IntakeRefusal | 'wrong_argument' | 'profile_invalid' | 'file_not_written';

export async function inspect(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { profile: { type: 'string' }, 'mapping-out': { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const inspection = await look(positionals, values.profile, values['mapping-out']);
  if (!inspection.ok) return printRefusal(inspection.refusal, sentences[inspection.refusal.code], values.json);
  if (values.json) printJson(inspection.value);
  else printInspection(inspection.value, values['mapping-out']);
  return 0;
}

const sentences: { readonly [Code in InspectRefusal]: string } = {
  ...intakeSentences,
  ...inputSentences,
  file_unreadable: intakeSentences.file_unreadable,
  wrong_argument: 'Something is missing or wrong on the command line. See `assize help intake`.',
};

async function look(files: readonly string[], profileFile: string | undefined, mappingFile: string | undefined): Promise<Outcome<Inspection, InspectRefusal>> {
  if (files.length === 0) return refuse('wrong_argument', { needed: 'at least one file' });
  const readable = await readableFiles(files);
  if (!readable.ok) return readable;
  const profile = profileFile === undefined ? accept(null) : await profileIn(profileFile);
  if (!profile.ok) return profile;
  await using folder = await workFolder(join(tmpdir(), 'assize-inspect-'));
  const inspection = await inspectFiles(inputFiles(files), folder.path, profile.value);
  if (!inspection.ok || mappingFile === undefined) return inspection;
  try {
    await writeFile(mappingFile, `${JSON.stringify(inspection.value.mapping, null, 2)}\n`);
    return inspection;
  } catch (error) {
    return refuse('file_not_written', { file: mappingFile, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function profileIn(path: string): Promise<Outcome<LenderProfile, 'file_missing' | 'file_unreadable' | 'profile_invalid'>> {
  const content = await readWhole(path);
  if (!content.ok) return content;
  try {
    const read = lenderProfileSchema.safeParse(JSON.parse(new TextDecoder().decode(content.value)));
    if (read.success) return accept(read.data);
    return refuse('profile_invalid', { problems: read.error.issues.map((issue) => `${issue.path.join('.') || 'profile'}: ${issue.message}`) });
  } catch (error) {
    return refuse('profile_invalid', { problems: [`not JSON: ${(error as Error).message}`] });
  }
}

type Seen = Inspection['tables'][number];
type Proposal = Inspection['proposals'][number];

function printInspection(inspection: Inspection, mappingFile: string | undefined): void {
  const { tables, proposals, notes, mapping } = inspection;
  for (const table of tables) printSeen(table, inspection);
  const unsettled = proposals.filter(({ settled }) => !settled);
  if (unsettled.length > 0) {
    print('Still to be chosen or said, in the mapping or the profile:\n');
    printTable(
      ['FIELD', 'NEEDED', 'TAKEN FROM', 'OR FROM'],
      unsettled.map(({ field, required, columns, alternatives }) => [`loan.${field}`, required ? 'by every loan' : '', columns.join(', '), alternatives.map(({ column }) => column).join(', ')]),
    );
    print('');
  }
  for (const note of notes) print(`Note: ${note}`);
  print(
    mappingFile === undefined
      ? `Proposed: the mapping "${mapping.name}". Keep it with --mapping-out MAPPING, or all of this with --json.`
      : `The proposed mapping is in ${mappingFile}. Look it over, then: assize intake check FILE... --mapping ${mappingFile}`,
  );
}

function printSeen(table: Seen, { proposals, mapping }: Inspection): void {
  print(`${described(table)}\n`);
  if (table.source === '' || table.kind === 'attachment') return;
  const read = table.columns.map((column) => ({ column, by: proposals.filter(({ source, columns }) => source === table.source && columns.includes(column)) }));
  printTable(
    ['COLUMN', 'FIELD', 'READ AS', 'SURE', 'WHY'],
    read.flatMap(({ column, by }) => by.map((proposal, index) => [index === 0 ? column : '', proposal.field, reading(proposal), sure(proposal), proposal.because.join('; ')])),
  );
  const { key = [], to } = mapping.sources[table.source] ?? {};
  if (table.source !== mapping.main) print(`\nBelongs to the loan of the same ${key.join(', ')}${to === undefined ? '' : ` in ${to.join(', ')}`}.`);
  const unread = read.filter(({ column, by }) => by.length === 0 && !key.includes(column)).map(({ column }) => column);
  if (unread.length > 0) print(`\nNot read: ${unread.join(', ')}`);
  print('');
}

function described({ source, file, kind, part, encoding, delimiter, headerRow, headerRows, rowsSeen, rowsEstimated, whole, columns, hidden }: Seen): string {
  if (kind === 'attachment') return `${source === '' ? 'left out' : source}: ${rowsSeen} documents`;
  const facts = [
    part === null || part === '' ? kind : `${kind}, ${part}`,
    encoding,
    delimiter === null ? null : `cells apart by ${JSON.stringify(delimiter)}`,
    headerRow === null ? null : `header in row ${headerRow}${headerRows > 1 ? ` and below, ${headerRows} rows` : ''}`,
    whole ? `${rowsSeen} rows` : `about ${rowsEstimated} rows`,
    `${columns.length} columns${hidden.length > 0 ? `, hidden: ${hidden.join(', ')}` : ''}`,
  ];
  return `${source === '' ? 'left out' : source}: ${file} (${facts.filter((fact) => fact !== null).join('; ')})`;
}

/** The rule without its columns: `rate, percent, year`. */
function reading({ rule }: Proposal): string {
  const { column: _column, source: _source, ...how } = rule as Readonly<Record<string, unknown>>;
  const words = Object.entries(how).map(([name, value]) => {
    if (typeof value === 'string' && ['as', 'written', 'per', 'form'].includes(name)) return value;
    return name === 'firstOf' ? 'the first that is not empty' : `${name} ${JSON.stringify(value)}`;
  });
  return words.join(', ') || 'text';
}

const sure = ({ confidence, settled }: Proposal): string => `${Math.round(confidence * 100)}%${settled ? '' : ' ?'}`;
