/** docs/cli.md: every command as its own help tells it, with examples from the recorded session. */
import { readFile } from 'node:fs/promises';
import { lineSentences } from '../src/cli/claims/compute.ts';
import { clientSentences } from '../src/cli/client.ts';
import { commandNames, loadCommand } from '../src/cli/commands.ts';
import { verifySentences } from '../src/cli/verify.ts';
import { asCode, generatedNotice, markdownDocument, markdownTable } from './markdown.ts';

export async function commandLineDocument(): Promise<string> {
  const session = await readFile(new URL('../examples/whole-way.txt', import.meta.url), 'utf8');
  const exchanges = session.split(/^(?=[a-z]+\$ assize )/m);
  const sections = (await commandNames()).map((name) => section(name, exchanges.filter((each) => /^\w+\$ assize (\S+)/.exec(each)?.[1] === name)));
  return markdownDocument([
    '# The command line',
    generatedNotice,
    'The whole way of a case can be gone by these commands; only the respondent comes by the link in the notice, in a browser. A command answers a person by default and a program with `--json`. Exit status: 0 done, 2 refused, 1 broken. What is refused is told with a stable code ([refusals.md](refusals.md)) and a sentence that says what to do; with `--json` it is a problem document (RFC 9457) on standard output. `claims`, `run`, `verify`, `migrate` and `help` need no server; the others speak to one, started with `assize start`.',
    'The examples are pieces of one session, [examples/whole-way.txt](../examples/whole-way.txt), which a test types again. Before the `$` stands who types; each has an `ASSIZE_HOME` of their own. `ID`, `HASH`, `TOKEN` and `INSTANT` stand for what differs each time.',
    ...(await Promise.all(sections)).flat(),
    '## What the command line refuses by itself',
    'Besides what the server refuses, and what is wrong with the files of a lender ([intake.md](intake.md)):',
    markdownTable(['code', 'what to do'], Object.entries({ ...clientSentences, ...verifySentences, ...lineSentences, wrong_argument: clientSentences.wrong_argument }).map(([code, sentence]) => [asCode(code), sentence])),
  ]);
}

/** Of most commands one example is enough; `do` is shown with every step of a case. */
async function section(name: string, exchanges: readonly string[]): Promise<readonly string[]> {
  const shown = name === 'do' ? exchanges : exchanges.slice(0, 1);
  if (shown.length === 0) throw new Error(`the recorded session does not show \`assize ${name}\``);
  const { usage } = await loadCommand(name);
  return [`## ${name}`, block(usage), block(shown.map((each) => each.trim()).join('\n\n'))];
}

const block = (text: string): string => `\`\`\`text\n${text.trim()}\n\`\`\``;
