/** The import rules of `.dependency-cruiser.cjs`: that the house keeps them, and that each of them bites. */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const repository = join(import.meta.dirname, '..');
const rules = await extractOptions(join(repository, '.dependency-cruiser.cjs'));

/** Each rule with a file that breaks it: the name of the file, and what it imports. */
const sins: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'ladder-kernel': ['src/kernel/money.ts', '../claims/index.ts'],
  'ladder-evidence': ['src/evidence/index.ts', '../docket/index.ts'],
  'ladder-rulebook': ['src/rulebook/index.ts', '../parties/index.ts'],
  'ladder-parties': ['src/parties/index.ts', '../claims/index.ts'],
  'ladder-documents': ['src/documents/index.ts', '../notices/index.ts'],
  'ladder-claims': ['src/claims/index.ts', '../intake/index.ts'],
  'ladder-notices': ['src/notices/index.ts', '../docket/index.ts'],
  'ladder-docket': ['src/docket/index.ts', '../intake/index.ts'],
  'ladder-edges': ['src/docket/operations.ts', '../http/app.ts'],
  'edges-apart': ['src/jobs/send-notice.ts', '../cli/start.ts'],
  'shell-knows-no-domain': ['src/shell/act.ts', '../parties/index.ts'],
  doors: ['src/intake/assemble.ts', '../claims/loan-file.ts'],
  'store-is-private': ['src/docket/deadlines.ts', './store.ts'],
  'pure-core': ['src/claims/ledger.ts', 'node:fs'],
  'wire-is-plain': ['src/http/wire/cases.ts', '../app.ts'],
  'web-sees-the-wire': ['web/src/main.tsx', '../../src/docket/index.ts'],
  'product-without-tests': ['src/http/app.ts', '../../test/database.ts'],
  'product-without-dev-dependencies': ['src/http/page.ts', 'eslint'],
  'declared-dependencies': ['src/http/mail.ts', 'nodemailer'],
  resolvable: ['src/http/lost.ts', './nowhere.ts'],
  'no-cycles': ['src/docket/gate.ts', './store.ts'],
  'no-dead-files': ['src/docket/forgotten.ts', '../kernel/money.ts'],
};

/** What the sins import, and one more pure file that touches the world by way of the plumbing and of a database. */
const bystanders: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ dependencies: { pg: '*' }, devDependencies: { eslint: '*' } }),
  'src/cli/start.ts': "import '../http/app.ts';",
  'src/intake/index.ts': '',
  'src/claims/loan-file.ts': "import type { Act } from '../shell/act.ts';\nimport 'pg';",
  'src/docket/store.ts': "import './gate.ts';",
  'test/database.ts': '',
};

await mkdir(join(repository, 'var'), { recursive: true });
const tree = await mkdtemp(join(repository, 'var', 'sins-'));
after(() => rm(tree, { recursive: true }));
const files = { ...bystanders, ...Object.fromEntries(Object.values(sins).map(([file, imports]) => [file, `import '${imports}';`])) };
for (const [file, content] of Object.entries(files)) {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), content);
}

const committed = (await read(tree, ['src', 'web', 'test'])).summary.violations;
const isCommitted = (rule: string, from: string, to?: string): boolean =>
  committed.some((sin) => sin.rule.name === rule && sin.from === from && (to === undefined || sin.to.includes(to)));

test('every rule has a sin, and every sin is found', () => {
  const names = (rules.ruleSet?.forbidden ?? []).map(({ name }) => name);
  assert.deepEqual(Object.keys(sins).sort(), names.sort());
  for (const [rule, [file]] of Object.entries(sins)) assert(isCommitted(rule, file), `${rule} does not bite on ${file}`);
});

test('a type that is imported counts, and so does a package', () => {
  assert(isCommitted('pure-core', 'src/claims/loan-file.ts', 'src/shell/act.ts'));
  assert(isCommitted('pure-core', 'src/claims/loan-file.ts', 'node_modules/pg/'));
});

test('the house keeps the rules, and every file of it was read', async () => {
  const folders = ['src', 'web/src', 'test', 'scripts', 'bench'];
  const { modules, summary } = await read(repository, folders);
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  assert.deepEqual(violations, []);

  const withImports = new Set(modules.filter(({ dependencies }) => dependencies.length > 0).map(({ source }) => source));
  assert(withImports.size > 100, `only ${withImports.size} files with imports were read`);
  const seen = new Set(modules.map(({ source }) => source));
  const unread = (await sources(folders)).filter((file) => !seen.has(file));
  assert.deepEqual(unread, []);
});

async function read(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(folders, { ...rules, baseDir });
  assert(typeof output === 'object', 'without a reporter, the result itself comes back');
  return output;
}

async function sources(folders: readonly string[]): Promise<readonly string[]> {
  const lists = folders.map(async (folder) =>
    (await readdir(join(repository, folder), { recursive: true })).map((file) => `${folder}/${file}`),
  );
  return (await Promise.all(lists)).flat().filter((file) => /\.tsx?$/.test(file));
}
