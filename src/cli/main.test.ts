import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestDatabase } from '../../test/database.ts';
import { asTable, type Command } from './output.ts';

const { url } = await createTestDatabase();

function assize(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
}

test('help lists every command of the folder, and tells each one', async () => {
  const commands = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && /^export const command\b/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
    .map((file) => file.replace('.ts', ''));
  assert(commands.length > 2);
  const { status, stdout } = assize('help');
  assert.equal(status, 0);
  for (const name of commands) {
    assert.match(stdout, new RegExp(`^${name} +\\S`, 'm'));
    const { command } = (await import(`./${name}.ts`)) as { readonly command: Command };
    assert.match(command.usage, new RegExp(`^(Usage: )?assize ${name}\\b`));
  }
  assert.match(assize('help', 'migrate').stdout, /^assize migrate /);
});

test('an unknown command is refused, with the nearest one', () => {
  const { status, stderr } = assize('migrat');
  assert.equal(status, 2);
  assert.equal(stderr, 'assize: There is no command "migrat". Did you mean `migrate`? (unknown_command)\n  command: migrat\n');
});

test('an unknown option is refused, and a program gets a problem document', () => {
  const { status, stdout, stderr } = assize('migrate', '--jsno', '--json');
  assert.deepEqual({ status, stderr }, { status: 2, stderr: '' });
  const problem = JSON.parse(stdout) as Record<string, unknown>;
  assert.equal(problem['code'], 'wrong_argument');
  assert.match(String(problem['detail']), /--jsno.*See `assize help migrate`/s);
});

test('a command answers a person by default and a program with --json', () => {
  const { status, stdout } = assize('migrate');
  assert.deepEqual({ status, stdout }, { status: 0, stdout: 'The database is up to date.\n' });
  assert.deepEqual(JSON.parse(assize('migrate', '--json').stdout), { applied: [] });
});

test('in a table a Chinese character takes two places, and numbers stand at the right', () => {
  assert.equal(
    asTable(['name', 'cases'], [['青禾小贷', 7], ['Li', 1399]]),
    ['name      cases', '青禾小贷      7', 'Li         1399'].join('\n'),
  );
});
