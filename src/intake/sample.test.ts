/** The sample in examples/ is what the generator makes, and the generator makes what it says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateSample } from '../../scripts/generate-sample.ts';
import { readMapping, type RowResult } from './index.ts';
import { resultsOf } from './intake.fixture.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'sample');

function sampleResults(size: number): Promise<readonly RowResult[]> {
  const mapping = readMapping(readFileSync(join(folder, 'mapping.json'), 'utf8'));
  assert(mapping.ok);
  return resultsOf(generateSample(size), mapping.value, '2026-03-02');
}

test('the committed files are reproduced byte for byte', () => {
  for (const [name, text] of Object.entries(generateSample(200))) assert.equal(readFileSync(join(folder, name), 'utf8'), text, name);
});

test('of 200 loans 194 can be used', async () => {
  const results = await sampleResults(200);
  assert.equal(results.filter(({ kind }) => kind === 'loan').length, 194);
  assert.equal(results.length, 200);
});

test('every way of spoiling a loan is seen by 310 loans, and nothing else is rejected', async () => {
  const rejects = (await sampleResults(310)).filter((result) => result.kind === 'reject');
  assert.deepEqual(rejects.map(({ problems: [first] }) => first?.code), [
    'identity_number_lost_digits',
    'schedule_does_not_sum',
    // The spoilt check digit happens to be a zero, as in a number that lost its digits.
    'identity_number_lost_digits',
    'amount_unreadable',
    'duplicate_reference',
    'value_missing',
    'disbursed_less_than_principal',
    'repayments_short_of_total',
    'day_unreadable',
    'due_before_disbursement',
  ]);
});
