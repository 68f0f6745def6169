import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMapping } from './index.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const read = (file: string) => readFileSync(join(examples, file), 'utf8');

for (const file of ['sample/mapping.json', 'mappings/xente.json', 'mappings/lendingclub.json']) {
  test(`${file} is a mapping`, () => assert(readMapping(read(file)).ok));
}

const sample = JSON.parse(read('sample/mapping.json')) as { sources: object; loan: Record<string, object> };

const wrong: readonly (readonly [what: string, mapping: unknown, place: string])[] = [
  ['another version', { ...sample, schema: 'assize/mapping/v2' }, 'schema: '],
  ['a main source that is none', { ...sample, main: 'contracts' }, 'main: no source is called contracts'],
  ['keys of different lengths', { ...sample, sources: { ...sample.sources, schedule: { file: 's.csv', key: ['a', 'b'] } } }, 'sources.schedule.key: '],
  ['a list over a source that is none', { ...sample, loan: { ...sample.loan, files: [{ each: 'files' }] } }, 'loan.files.0'],
  ['a word that no mapping knows', { ...sample, sql: 'select 1' }, 'mapping: '],
  ['a field without a rule', { ...sample, loan: { ...sample.loan, reference: 'x' } }, 'loan.reference: '],
];
for (const [what, mapping, place] of wrong) {
  test(`${what} is refused, with its place`, () => {
    const outcome = readMapping(JSON.stringify(mapping));
    assert(!outcome.ok);
    const problems = outcome.refusal.detail['problems'] as readonly string[];
    assert(problems.some((each) => each.startsWith(place)), problems.join('\n'));
  });
}

test('what is not JSON is refused', () => {
  assert.equal(readMapping('{').ok, false);
});
