/** Our claim and the one that PostgreSQL reckons agree to the fen. `bench/claims-second.ts` asks the same of 100,000 loans. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { computeClaim } from '../../src/claims/index.ts';
import { createTestDatabase } from '../database.ts';
import { randomLoans, yearLoan, type RandomLoan } from './random-loans.ts';
import { figuresOf, prepareSecondClaim, secondClaims } from './second-claim.ts';

test('random loans have the same claim in both reckonings, or the same refusal', async () => {
  const { url } = await createTestDatabase();
  await using open = new AsyncDisposableStack();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  open.defer(() => client.end());
  await prepareSecondClaim(client);

  const loans: readonly RandomLoan[] = [...randomLoans(600, 41), ...randomLoans(100, 42, yearLoan)];
  const seconds = await secondClaims(client, loans);
  assert.equal(seconds.length, loans.length);
  let claims = 0;
  loans.forEach(({ loan, asOf, filedOn }, index) => {
    const outcome = computeClaim(loan, asOf, filedOn);
    if (outcome.ok) claims += 1;
    assert.deepEqual(figuresOf(outcome), seconds[index], `loan ${index}`);
  });
  assert.ok(claims > 350, `only ${claims} of the loans led to a claim`);
});
