import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimRefusalTable } from '../src/claims/index.ts';
import { problemTable } from '../src/intake/index.ts';
import { problemText } from '../web/src/intake/problems.ts';

const item = { reference: null, outcome: 'rejected', caseId: null, round: 1, superseded: false, file: null, row: null, column: null } as const;

test('every problem has its words in Chinese, and keeps what the server says of this row', () => {
  for (const code of [...Object.keys(problemTable), ...Object.keys(claimRefusalTable)]) {
    const text = problemText({ ...item, code, message: 'meaning: rows 3, 4', fix: 'fix' }, 'zh');
    assert.match(text.message, /\p{Script=Han}.*：rows 3, 4$/u, code);
    assert.match(text.fix, /\p{Script=Han}/u, code);
  }
  assert.deepEqual(problemText({ ...item, code: 'new_code', message: 'meaning', fix: 'fix' }, 'zh'), { message: 'Meaning', fix: 'Fix' });
});
