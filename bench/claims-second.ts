/**
 * Our claim against the second reckoning in PostgreSQL's numeric (test/second-claim), on LOANS random loans (100,000
 * unless the environment says otherwise), a fifth of them of twelve instalments: every figure to the fen, or the same
 * refusal. Ends with 1 when a loan differs, and prints the first that do, with the seed that makes them again.
 *
 *   LOANS=5000 SEED=3 bin/with-node bench/claims-second.ts
 */
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { computeClaim } from '../src/claims/index.ts';
import { canonicalText } from '../src/kernel/index.ts';
import { cloneTemplate } from '../test/postgres.ts';
import { randomLoan, randomLoans, yearLoan } from '../test/second-claim/random-loans.ts';
import { figuresOf, prepareSecondClaim, secondClaims, type Figures } from '../test/second-claim/second-claim.ts';

const loansInAll = Number(process.env['LOANS'] ?? 100_000);
const seed = Number(process.env['SEED'] ?? 1);
const sliceSize = 1000;
const mostPrinted = 3;

/** What was claimed, for the reader to see that the loans were of every sort. */
const sortOf = ({ refusal, capSetOff, capReduction }: Figures): string =>
  typeof refusal === 'string' ? refusal : Number(capSetOff) > 0 ? 'claim with set-off against principal' : Number(capReduction) > 0 ? 'claim cut down to the cap' : 'claim';

async function compareAll(client: pg.Client): Promise<number> {
  const sorts = new Map<string, number>();
  let [oursSeconds, theirsSeconds, different] = [0, 0, 0];
  for (let first = 0; first < loansInAll; first += sliceSize) {
    const slice = first / sliceSize;
    const loans = randomLoans(Math.min(sliceSize, loansInAll - first), seed + slice, slice % 5 === 4 ? yearLoan : randomLoan());
    const began = performance.now();
    const ours = loans.map(({ loan, asOf, filedOn }) => computeClaim(loan, asOf, filedOn));
    const between = performance.now();
    const theirs = await secondClaims(client, loans);
    oursSeconds += (between - began) / 1000;
    theirsSeconds += (performance.now() - between) / 1000;
    loans.forEach((each, index) => {
      const outcome = ours[index];
      if (outcome === undefined) return;
      const figures = figuresOf(outcome);
      sorts.set(sortOf(figures), (sorts.get(sortOf(figures)) ?? 0) + 1);
      if (isDeepStrictEqual(figures, theirs[index])) return;
      different += 1;
      if (different <= mostPrinted) console.log(`differs, seed ${seed + slice}, loan ${index}:\n${canonicalText(each)}\n`, figures, theirs[index]);
    });
  }
  console.log(`${loansInAll} random loans, ${loansInAll - different} the same in both reckonings, ${different} different`);
  console.log(`the claim took ${oursSeconds.toFixed(1)} s, the second reckoning ${theirsSeconds.toFixed(1)} s`);
  for (const [sort, count] of [...sorts].sort(([, a], [, b]) => b - a)) console.log(`${String(count).padStart(8)}  ${sort}`);
  return different;
}

const database = await cloneTemplate();
const client = new pg.Client({ connectionString: database.url });
try {
  await client.connect();
  await prepareSecondClaim(client);
  process.exitCode = (await compareAll(client)) === 0 ? 0 : 1;
} finally {
  await client.end();
  await database.drop();
}
