/**
 * The claim with its whole explanation, against the same computation on decimal.js (bench/claims-decimal*.ts), on the
 * same loans of twelve instalments and about seven repayments, LOANS of each sort (4,000 unless the environment says
 * otherwise): ordinary ones as lenders file them, and random ones with everything the loan file can hold. First both
 * results are held against each other, to the last stretch and node; then each works in processes of its own, by turns.
 * CPU is of all threads of the process, after it has warmed up. The product also rebuilds schedules from terms; that is
 * measured by itself.
 *
 *   LOANS=1000 ROUNDS=3 bin/with-node bench/claims.ts
 */
import { spawnSync } from 'node:child_process';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { computeClaim, explainClaim, loanFileSchema, type Loan } from '../src/claims/index.ts';
import { loanOf } from '../src/claims/loan.fixture.ts';
import { asTable } from '../src/cli/output.ts';
import { addFen, assert, canonicalText, dayAt, dayNumber, decimalFraction, fen, parseDay, portion, subtractFen } from '../src/kernel/index.ts';
import { randomLoans, yearLoan, type RandomLoan } from '../test/second-claim/random-loans.ts';
import { explainOnDecimals } from './claims-decimal-explained.ts';
import type { DecimalLoan, OnDecimals } from './claims-decimal-ledger.ts';
import { claimOnDecimals } from './claims-decimal.ts';

const count = Number(process.env['LOANS'] ?? 4000);
const rounds = Number(process.env['ROUNDS'] ?? 5);
const leastRatio = 5;
const leastPerSecond = 20_000;
const seed = 20_261_124;

const blank = loanOf({ schedule: [['2025-07-10', '1000']] });
const instalments = 12;

/** Twelve equal instalments, of which seven were paid on their days or just before, sometimes the last of them in part. */
const ordinaryLoan = fc
  .record({
    principalFen: fc.constantFrom(300_000, 800_000, 1_200_000, 2_000_000, 5_000_000).map(fen),
    rate: fc.constantFrom('0.12', '0.156', '0.18', '0.216', '0.24'),
    signedAfter: fc.integer({ min: 0, max: 700 }),
    feeFen: fc.constantFrom(0, 0, 0, 1500).map(fen),
    paid: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 8 }),
    partly: fc.boolean(),
    overdueDays: fc.integer({ min: 20, max: 200 }),
  })
  .map(({ principalFen, rate, signedAfter, feeFen, paid, partly, overdueDays }): RandomLoan => {
    const signedOn = parseDay('2022-01-01').add({ days: signedAfter });
    const { numerator, denominator } = decimalFraction(rate);
    const [over, grown] = [denominator * 12n, (denominator * 12n + numerator) ** BigInt(instalments)];
    const instalmentFen = portion(principalFen, numerator * grown, over * (grown - over ** BigInt(instalments)), 'half_up');
    let leftFen = principalFen;
    const schedule = Array.from({ length: instalments }, (_, index): Loan['schedule'][number] => {
      const interestFen = portion(leftFen, numerator, over, 'half_up');
      const partFen = index === instalments - 1 ? leftFen : subtractFen(instalmentFen, interestFen);
      leftFen = subtractFen(leftFen, partFen);
      return { seq: index + 1, dueOn: signedOn.add({ months: index + 1 }), principalFen: partFen, interestFen, feeFen };
    });
    const asOf = signedOn.add({ months: instalments, days: overdueDays });
    return {
      loan: {
        ...blank,
        contract: {
          ...blank.contract,
          signedOn,
          principalFen,
          rate: { value: rate, per: 'year' },
          overdueUplift: '0.3',
          terms: {
            method: 'equal_instalments',
            periods: instalments,
            every: { count: 1, unit: 'month' },
            startsOn: signedOn,
            firstDueOn: signedOn.add({ months: 1 }),
            monthEnd: 'same_day',
            interestBy: 'period',
            rounding: 'half_up',
            feeFen,
          },
        },
        disbursements: [{ on: signedOn, amountFen: principalFen, serialNo: null }],
        schedule,
        repayments: paid.map((daysBefore, index) => {
          const row = schedule[index];
          assert(row, 'fewer repayments than instalments');
          const wholeFen = addFen(row.principalFen, row.interestFen, row.feeFen);
          const amountFen = partly && index === paid.length - 1 ? portion(wholeFen, 1n, 2n, 'down') : wholeFen;
          return { on: row.dueOn.subtract({ days: daysBefore }), amountFen, serialNo: `P${index + 1}`, kind: 'payment', reverses: null };
        }),
      },
      asOf,
      filedOn: asOf,
    };
  });

/** As it is read from a file. */
const asRead = (each: RandomLoan): RandomLoan => ({
  loan: loanFileSchema.parse(JSON.parse(canonicalText(each.loan))),
  asOf: dayAt(dayNumber(each.asOf)),
  filedOn: dayAt(dayNumber(each.filedOn)),
});

const sorts: Readonly<Record<string, () => readonly RandomLoan[]>> = {
  ordinary: () => randomLoans(count, seed, ordinaryLoan).map(withoutTerms).map(asRead),
  // About an eighth of the random ones are refused; only those that lead to a claim are measured.
  random: () => randomLoans(count * 2, seed, yearLoan).filter(({ loan, asOf, filedOn }) => computeClaim(loan, asOf, filedOn).ok).slice(0, count).map(asRead),
  'ordinary, with terms': () => randomLoans(count, seed, ordinaryLoan).map(asRead),
};

const withoutTerms = (each: RandomLoan): RandomLoan => ({ ...each, loan: { ...each.loan, contract: { ...each.loan.contract, terms: null } } });

/** Changes every sum, and nothing else. */
function changed(value: unknown, change: (each: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return change(value);
  if (Array.isArray(value)) return value.map((each) => changed(each, change));
  if (Object.getPrototypeOf(value) !== Object.prototype) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, changed(each, change)]));
}
const onDecimals = <T>(value: T): OnDecimals<T> => changed(value, (each) => (typeof each === 'bigint' ? new Decimal(each.toString()) : each)) as OnDecimals<T>;
const onBigints = (value: unknown): unknown => changed(value, (each) => (Decimal.isDecimal(each) ? BigInt(each.toFixed()) : each));

/** Each does one loan and gives the claim and its explanation. */
function ours({ loan, asOf, filedOn }: RandomLoan) {
  const claim = computeClaim(loan, asOf, filedOn);
  assert(claim.ok, 'only loans that lead to a claim are measured');
  return { claim: claim.value, explanation: explainClaim(claim.value) };
}

function peer({ loan, asOf, filedOn }: Omit<RandomLoan, 'loan'> & { readonly loan: DecimalLoan }) {
  const claim = claimOnDecimals(loan, asOf, filedOn);
  assert(claim, 'the peer finds a claim where the product does');
  return { claim, explanation: explainOnDecimals(claim) };
}

const inDecimals = (each: RandomLoan) => ({ ...each, loan: onDecimals(each.loan) });

function holdAgainstEachOther(sort: string): void {
  let nodes = 0;
  for (const each of sorts[sort]?.() ?? []) {
    const [text, peerText] = [canonicalText(ours(each)), canonicalText(onBigints(peer(inDecimals(each))))];
    assert(text === peerText, `the results differ:\n${canonicalText(each.loan)}\n${text}\n${peerText}`);
    nodes += text.split('"made"').length - 1;
  }
  console.log(`${sort}: ${count} loans, the same result in both, ${Math.round(nodes / count)} sums explained in each`);
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Gives all loans to `compute` again and again, at least for so long; gives how many loans a CPU-second did. */
function timed<Each>(loans: readonly Each[], compute: (each: Each) => unknown, leastSeconds: number): number {
  const began = cpuSeconds();
  let done = 0;
  while (cpuSeconds() - began < leastSeconds) {
    for (const each of loans) compute(each);
    done += loans.length;
  }
  return done / (cpuSeconds() - began);
}

/** Only the second time counts, when the code has been compiled for what it does. */
function warmed<Each>(loans: readonly Each[], compute: (each: Each) => unknown): number {
  timed(loans, compute, 2);
  return timed(loans, compute, 2);
}

interface Measured {
  readonly loansPerSecond: number;
  readonly peakMegabytes: number;
}

function work(name: string, sort: string): void {
  const loans = sorts[sort]?.() ?? [];
  assert(loans.length === count, `${loans.length} loans of the sort ${sort}`);
  const loansPerSecond = name === 'ours' ? warmed(loans, ours) : warmed(loans.map(inDecimals), peer);
  const measured: Measured = { loansPerSecond, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
  console.log(JSON.stringify(measured));
}

function measure(name: string, sort: string): Measured {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, name, sort], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  assert(status === 0, `${name} ended with ${String(status)}`);
  return JSON.parse(stdout) as Measured;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

function main(): void {
  const compared = ['ordinary', 'random'];
  compared.forEach(holdAgainstEachOther);
  const runs = [...compared.flatMap((sort) => [{ name: 'ours', sort }, { name: 'decimal.js', sort }]), { name: 'ours', sort: 'ordinary, with terms' }].map((run) => ({ ...run, all: [] as Measured[] }));
  for (let round = 0; round < rounds; round += 1) for (const { name, sort, all } of runs) all.push(measure(name, sort));
  const speedOf = (name: string, sort: string) => median(runs.find((run) => run.name === name && run.sort === sort)?.all.map((each) => each.loansPerSecond) ?? []);
  const rows = runs.map(({ name, sort, all }) => [
    sort,
    name,
    Math.round(speedOf(name, sort)),
    `${Math.round(Math.min(...all.map((each) => each.loansPerSecond)))} to ${Math.round(Math.max(...all.map((each) => each.loansPerSecond)))}`,
    compared.includes(sort) ? (speedOf(name, sort) / speedOf('decimal.js', sort)).toFixed(2) : '',
    Math.max(...all.map((each) => each.peakMegabytes)),
  ]);
  console.log(asTable(['LOANS', 'BY', 'PER CPU-SECOND', 'IN ALL ROUNDS', '× DECIMAL.JS', 'PEAK MB'], rows));
  console.log(`the aim is at least ${leastPerSecond} per CPU-second and ${leastRatio} × decimal.js; the median of ${rounds} rounds`);
}

const [name, sort] = process.argv.slice(2);
if (name === undefined || sort === undefined) main();
else work(name, sort);
