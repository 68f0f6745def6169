import { compute, computeUsage } from './claims/compute.ts';
import { printProblem, problemOf, type Command } from './output.ts';

export const command: Command = {
  summary: 'what is owed on loans on a day, and how every sum of it is made',
  usage: `Usage: assize claims compute

No server is needed: the law, the caps and the tables are in the program.

${computeUsage}`,

  async run(words) {
    const [step, ...args] = words;
    if (step === 'compute') return compute(args);
    const sentence = 'Say what to do with the loan files: `assize claims compute`. See `assize help claims`.';
    return printProblem(problemOf({ code: 'wrong_argument', detail: { step: step ?? '' } }, sentence), words.includes('--json'));
  },
};
