/** `assize claims compute`: what is owed on each loan of a file, and how every sum of it is made. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { claimRefusalTable, computeClaim, explainClaim, type ClaimRefusal } from '../../claims/index.ts';
import { accept, addFen, canonicalText, formatYuan, parseDay, refuse, zeroFen, type Day, type Fen, type Outcome, type Refusal } from '../../kernel/index.ts';
import { inputSentences, readableFiles } from '../input.ts';
import { asTable, printRefusal, problemOf } from '../output.ts';
import { claimText, shown } from './claim-text.ts';
import { loanLines, type LineRefusal, type LoanLine } from './loan-lines.ts';

export const computeUsage = `assize claims compute --loans FILE --as-of DAY [--filed-on DAY] [--json]
  Reckons what is owed on each loan, by the contract and under the cap, and tells for every sum what it is made of, down
  to the rows of the schedule, the repayments, the terms of the contract and the articles of law. A line that is refused
  keeps no other back.
    --loans FILE    loan files, one a line (docs/schemas/loan-file.v1.json), as \`assize run\` leaves them in loans.ndjson;
                    \`-\` for standard input
    --as-of DAY     the day to the end of which is reckoned, as YYYY-MM-DD
    --filed-on DAY  the day of filing, which the cap may depend on; else the day of the claim
    --json          prints a line for each loan: { reference, claim, explanation }, or { reference, line, refusal }; the
                    counts go to standard error

  Exit status: 0 when there is a claim on every loan, 2 when any line was refused.`;

interface Request {
  readonly loans: string;
  readonly asOf: Day;
  readonly filedOn: Day;
}

type ComputeRefusal = 'file_missing' | 'file_unreadable' | 'file_empty' | 'wrong_argument';

const sentences: { readonly [Code in ComputeRefusal]: string } = {
  file_missing: inputSentences.file_missing,
  file_unreadable: inputSentences.file_unreadable,
  file_empty: 'There is no loan in it. Give loan files, one a line.',
  wrong_argument: 'Something is missing or wrong on the command line. See `assize help claims`.',
};

export async function compute(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      loans: { type: 'string' },
      'as-of': { type: 'string' },
      'filed-on': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const request = readRequest(values);
  const tally = request.ok ? await computeAll(request.value, values.json) : request;
  if (!tally.ok) return printRefusal(tally.refusal, sentences[tally.refusal.code], values.json);
  const { refused } = tally.value;
  (values.json ? process.stderr : process.stdout).write(`${tallyText(tally.value)}\n`);
  return refused.size === 0 ? 0 : 2;
}

interface Values {
  readonly loans?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly 'filed-on'?: string | undefined;
}

function readRequest({ loans, 'as-of': asOf, 'filed-on': filedOn = asOf }: Values): Outcome<Request, 'wrong_argument'> {
  if (loans === undefined || asOf === undefined || filedOn === undefined) return refuse('wrong_argument', { needed: ['--loans', '--as-of'] });
  try {
    return accept({ loans, asOf: parseDay(asOf), filedOn: parseDay(filedOn) });
  } catch {
    return refuse('wrong_argument', { needed: '--as-of and --filed-on as days that exist, YYYY-MM-DD' });
  }
}

interface Tally {
  readonly claims: number;
  readonly totalFen: Fen;
  /** How many lines were refused, by code. */
  readonly refused: ReadonlyMap<string, number>;
}

async function computeAll({ loans, asOf, filedOn }: Request, json: boolean): Promise<Outcome<Tally, Exclude<ComputeRefusal, 'wrong_argument'>>> {
  const readable = loans === '-' ? accept(null) : await readableFiles([loans]);
  if (!readable.ok) return readable;
  const refused = new Map<string, number>();
  let [claims, totalFen] = [0, zeroFen];
  for await (const line of loanLines(loans === '-' ? process.stdin : createReadStream(loans))) {
    const claim = line.loan.ok ? computeClaim(line.loan.value, asOf, filedOn) : line.loan;
    if (claim.ok) {
      claims += 1;
      totalFen = addFen(totalFen, claim.value.totalFen);
      const explanation = explainClaim(claim.value);
      await write(json ? `${canonicalText({ reference: line.reference, claim: claim.value, explanation })}\n` : `${claimText(claim.value, explanation)}\n\n`);
    } else {
      refused.set(claim.refusal.code, (refused.get(claim.refusal.code) ?? 0) + 1);
      await write(refusalText(line, claim.refusal, json));
    }
  }
  return claims + refused.size === 0 ? refuse('file_empty', { file: loans }) : accept({ claims, totalFen, refused });
}

/** Waits for whoever reads, so that no more than they have read is made. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Told of single lines of a file; what a claim is refused for stands in the claims' own table. */
export const lineSentences: { readonly [Code in LineRefusal]: string } = {
  line_too_long: 'The line is longer than any loan file. End each loan with a line end.',
  line_not_json: 'The line is not JSON in UTF-8. Write each loan file as one line.',
  loan_file_invalid: 'The loan file is not valid. Correct the fields named.',
};

const isLineRefusal = (code: string): code is LineRefusal => Object.hasOwn(lineSentences, code);

function sentenceOf(code: LineRefusal | ClaimRefusal): string {
  if (isLineRefusal(code)) return lineSentences[code];
  return claimRefusalTable[code].map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ');
}

function refusalText({ no, reference }: LoanLine, refusal: Refusal<LineRefusal | ClaimRefusal>, json: boolean): string {
  const { code, title, detail, facts = {} } = problemOf(refusal, sentenceOf(refusal.code));
  if (json) return `${canonicalText({ reference, line: no, refusal: { code, title, detail, facts } })}\n`;
  const told = Object.entries(facts).flatMap(([name, value]) => (typeof value === 'object' ? value : [`${name}: ${value}`]));
  return [`line ${no}${reference === null ? '' : `, ${shown(reference)}`}: REFUSED. ${detail} (${code})`, ...told.map((each) => `  ${shown(each)}`), '', ''].join('\n');
}

function tallyText({ claims, totalFen, refused }: Tally): string {
  const turnedAway = [...refused.values()].reduce((sum, each) => sum + each, 0);
  const counts = [...refused].sort(([a], [b]) => (a < b ? -1 : 1));
  const sums = `Claims: ${claims}, ${formatYuan(totalFen)} yuan in all. Lines refused: ${turnedAway}.`;
  return counts.length === 0 ? sums : `${sums}\n\n${asTable(['CODE', 'COUNT'], counts)}`;
}
