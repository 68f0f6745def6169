/**
 * `npm test`: everything that must hold before a change is kept, in sections, with the time each took.
 * `--only types,lint` runs some of them; `npm run check` is the quick part.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dropLeftovers, startTestPostgres } from '../test/postgres.ts';

const repository = join(import.meta.dirname, '..');
const summaryFile = join(repository, 'var', 'tests.tap');
const concurrency = 2;

/** Each answers whether all was well. */
const sections: Readonly<Record<string, () => Promise<boolean>>> = {
  types: async () => (await types('tsconfig.json')) && (await types('web/tsconfig.json')),
  lint: () => node(['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']),
  boundaries: () => tests(['test/boundaries.test.ts', 'test/tidy.test.ts']),
  web: () => node(['scripts/build-web.ts']),
  tests: () => tests(['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts']),
};
/** `tests` runs every test file, so `boundaries` need not run by itself. */
const wholeRun = ['types', 'lint', 'web', 'tests'];

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
await rm(summaryFile, { force: true });
const failed: string[] = [];
for (const name of only?.split(',') ?? wholeRun) {
  const section = sections[name];
  if (section === undefined) throw new Error(`--only knows ${Object.keys(sections).join(', ')}, not "${name}"`);
  console.log(`\n== ${name}`);
  const begun = performance.now();
  const well = await section();
  console.log(`== ${name}: ${well ? 'passed' : 'FAILED'} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  if (!well) failed.push(name);
}
if (existsSync(summaryFile)) await printTestSummary();
if (failed.length > 0) console.log(`\nFAILED: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function types(project: string): Promise<boolean> {
  if (!existsSync(join(repository, project))) return true;
  return node(['node_modules/typescript/bin/tsc', '--project', project]);
}

async function tests(patterns: readonly string[]): Promise<boolean> {
  await mkdir(join(repository, 'var'), { recursive: true });
  const server = await startTestPostgres();
  try {
    await dropLeftovers(server.url);
    return await node([
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-timeout=600000',
      `--test-concurrency=${concurrency}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${summaryFile}`,
      ...patterns,
    ]);
  } finally {
    await server.stop();
  }
}

/** The counts that node ends with, as `# tests 312`, `# pass 312`, `# fail 0`. */
async function printTestSummary(): Promise<void> {
  const tap = await readFile(summaryFile, 'utf8');
  console.log(`\n${tap.split('\n').filter((line) => /^# (tests|pass|fail|skipped|cancelled|todo) \d+$/.test(line)).join('\n')}`);
}

function node(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: repository, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
