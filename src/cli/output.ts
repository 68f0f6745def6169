/** How commands speak: to a person by default, to a program with `--json`. */
import type { Refusal } from '../kernel/index.ts';

/** The shape of one command, exported as `command` from the file of its name. */
export interface Command {
  /** One line, for the list that `assize help` prints. */
  readonly summary: string;
  /** The whole of `assize help <command>`: how it is called, each option, what it leaves behind. */
  readonly usage: string;
  /** Answers the exit status: 0 done, 2 refused. Throws when something broke, which ends in 1. */
  run(args: readonly string[]): Promise<number>;
}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => {
  print(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part), 2));
};

export const printTable = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): void => {
  print(asTable(heads, rows));
};

/**
 * Columns as wide as their widest cell; a Chinese character takes two places. Columns of numbers stand at the right. What
 * would steer a terminal is shown as a blank: cells come from files of others.
 */
export function asTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [heads, ...rows].map((row) => row.map((cell) => String(cell).replace(/\p{Cc}/gu, ' ')));
  const columns = heads.map((_, column) => ({
    width: Math.max(...lines.map((line) => width(line[column] ?? ''))),
    right: rows.every((row) => typeof row[column] === 'number'),
  }));
  const laidOut = lines.map((line) => {
    const cells = columns.map((column, index) => {
      const text = line[index] ?? '';
      const gap = ' '.repeat(column.width - width(text));
      return column.right ? gap + text : text + gap;
    });
    return cells.join('  ').trimEnd();
  });
  return laidOut.join('\n');
}

const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(character) ? 2 : 1), 0);

/** What was refused and what to do about it (RFC 9457); a server's own document says its status too. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status?: number;
  readonly detail: string;
  readonly code: string;
  readonly facts?: Refusal['detail'] | undefined;
}

/** `sentence` tells what to do about it. */
export const problemOf = ({ code, detail }: Refusal, sentence: string): Problem => ({
  type: `urn:assize:refusal:${code}`,
  title: code.replaceAll('_', ' '),
  detail: sentence,
  code,
  facts: detail,
});

/** Says what was refused and answers exit status 2. A program reads standard output, a person standard error. */
export function printProblem(problem: Problem, json: boolean): 2 {
  if (json) {
    printJson(problem);
    return 2;
  }
  const facts = Object.entries(problem.facts ?? {}).flatMap(([name, value]) =>
    typeof value === 'object' ? value.map((one) => `  ${name}: ${one}`) : [`  ${name}: ${value}`],
  );
  process.stderr.write([`assize: ${problem.detail} (${problem.code})`, ...facts, ''].join('\n'));
  return 2;
}

export const printRefusal = (refusal: Refusal, sentence: string, json: boolean): 2 => printProblem(problemOf(refusal, sentence), json);
