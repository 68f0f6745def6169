import { check, checkUsage } from './intake/check.ts';
import { createCommand } from './intake/create.ts';
import { inspect, inspectUsage } from './intake/inspect.ts';
import { printProblem, problemOf, type Command } from './output.ts';

const create = createCommand('intake create');

export const command: Command = {
  summary: "what a lender's files are, what is wrong with them, and filing them",
  usage: `Usage: assize intake inspect | check | create

From an export that nobody has seen before to cases, in three steps (docs/intake.md). The first two need no server.

${inspectUsage}

${checkUsage}

${create.usage.replace(/^Usage: /, '').replace(/^ {7}(?=assize)/gm, '')}`,

  async run([step, ...args]) {
    if (step === 'inspect') return inspect(args);
    if (step === 'check') return check(args);
    if (step === 'create') return create.run(args);
    const sentence = 'Say what to do with the files: `assize intake inspect`, `check` or `create`. See `assize help intake`.';
    return printProblem(problemOf({ code: 'wrong_argument', detail: { step: step ?? '' } }, sentence), args.includes('--json'));
  },
};
