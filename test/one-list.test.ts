/** Lists that the wire and the pages must write again, because they may not import the docket, are the docket's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimItems, contractTerms, sumNames } from '../src/claims/index.ts';
import { caseStates, commandNames } from '../src/docket/index.ts';
import { caseStateSchema, claimItemSchema, commandSchema, contractTermSchema, lenderKindSchema, ruleSubjectSchema, sumNameSchema } from '../src/http/wire/index.ts';
import { lenderKinds, ruleSubjects } from '../src/rulebook/index.ts';
import * as pages from '../web/src/docket/states.ts';

test('the states of a case, and their order, are the same in the docket, on the wire and on the pages', () => {
  assert.deepEqual(caseStateSchema.options, caseStates);
  assert.deepEqual(pages.caseStates, caseStates);
});

test('so are the commands', () => {
  assert.deepEqual(commandSchema.options, commandNames);
  assert.deepEqual([...pages.commandOrder].sort(), [...commandNames].sort());
});

test('so are the kinds of lenders and the subjects of rules', () => {
  assert.deepEqual(lenderKindSchema.options, lenderKinds);
  assert.deepEqual(ruleSubjectSchema.options, ruleSubjects);
});

test('so are the heads of a claim, what its sums are called, and the terms they rest on', () => {
  assert.deepEqual(claimItemSchema.options, claimItems);
  assert.deepEqual(sumNameSchema.options, sumNames);
  assert.deepEqual(contractTermSchema.options, contractTerms);
});
