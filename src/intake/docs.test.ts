import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { intakeSentences, problemTable } from './index.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'intake.md'), 'utf8');

/** The rows of the page whose first cell is a code. */
const printed = page.split('\n').filter((line) => /^\| `[a-z_]+_[a-z_]+` \| (?!reads)/.test(line));

test('docs/intake.md prints every code as the program means it', () => {
  const problems = Object.entries(problemTable).map(
    ([code, [severity, meaning, fix]]) => `| \`${code}\` | ${severity === 'error' ? 'yes' : 'no'} | ${meaning} | ${fix} |`,
  );
  const refusals = Object.entries(intakeSentences).map(([code, sentence]) => `| \`${code}\` | ${sentence} |`);
  assert.deepEqual(printed, [...refusals, ...problems]);
});
