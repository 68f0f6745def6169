/** Lists that the wire and the pages must write again, because they may not import the docket, are the docket's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseStates, commandNames } from '../src/docket/index.ts';
import { caseStateSchema, commandSchema } from '../src/http/wire/index.ts';
import * as pages from '../web/src/docket/states.ts';

test('the states of a case, and their order, are the same in the docket, on the wire and on the pages', () => {
  assert.deepEqual(caseStateSchema.options, caseStates);
  assert.deepEqual(pages.caseStates, caseStates);
});

test('so are the commands', () => {
  assert.deepEqual(commandSchema.options, commandNames);
  assert.deepEqual([...pages.commandOrder].sort(), [...commandNames].sort());
});
