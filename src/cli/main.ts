/** `assize <command>`: finds the command and runs it. */
import { refuse } from '../kernel/index.ts';
import { commandNames, loadCommand } from './commands.ts';
import { print, printRefusal, printTable } from './output.ts';

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  const names = await commandNames();
  if (['help', '--help', '-h'].includes(name)) return help(names, args[0]);
  if (!names.includes(name)) return unknown(name, names, args.includes('--json'));
  if (args.includes('--help') || args.includes('-h')) return help(names, name);
  const command = await loadCommand(name);
  try {
    return await command.run(args);
  } catch (error) {
    if (isWrongArgument(error)) {
      const { refusal } = refuse('wrong_argument', { argument: error.message });
      return printRefusal(refusal, `${error.message} See \`assize help ${name}\`.`, args.includes('--json'));
    }
    process.stderr.write(`assize ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

async function help(names: readonly string[], name: string | undefined): Promise<number> {
  if (name === undefined) {
    print("Assize: from a lender's export of overdue loans to awards a court can enforce.\n");
    printTable(['COMMAND', ''], await Promise.all(names.map(async (one) => [one, (await loadCommand(one)).summary])));
    print('\n`assize help COMMAND` tells more. Exit status: 0 done, 2 refused (with `--json`: a problem document), 1 broken.');
    return 0;
  }
  if (!names.includes(name)) return unknown(name, names, false);
  print((await loadCommand(name)).usage.trimEnd());
  return 0;
}

function unknown(name: string, names: readonly string[], json: boolean): number {
  const nearest = ['help', ...names].map((one) => ({ one, steps: editSteps(name, one) })).sort((a, b) => a.steps - b.steps)[0];
  const hint = nearest !== undefined && nearest.steps <= 2 ? `Did you mean \`${nearest.one}\`?` : '`assize help` lists the commands.';
  const { refusal } = refuse('unknown_command', { command: name });
  return printRefusal(refusal, `There is no command "${name}". ${hint}`, json);
}

/** How many letters must be added, dropped or replaced to make one word of the other. */
function editSteps(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const swap = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** What `parseArgs` of `node:util` throws when an option is unknown or lacks its value. */
const isWrongArgument = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

// `assize … | head` is nothing broken: whoever reads has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));
