/** The worked cases: the program comes to the sums that each states, and every line of their reckoning is right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalText, dayNumber, formatPercent, formatYuan, parseDay, zeroFen, type Day, type Fen, type Fraction } from '../kernel/index.ts';
import { lenderKinds, rateCap, shippedLpr } from '../rulebook/index.ts';
import type { Claim } from './claim.ts';
import { computeClaim } from './compute-claim.ts';
import { explainClaim } from './explain.ts';
import { loanOf } from './loan.fixture.ts';
import { reckonAgain } from './reckon-again.ts';
import { storyOf, workedCases, type ExpectedClaim, type Situation, type WorkedCase } from './worked-cases.fixture.ts';

for (const worked of workedCases) {
  for (const situation of worked.situations) {
    test(`${worked.name}: ${situation.name.en}`, () => {
      checkCaps(worked, situation);
      checkClaim(worked, situation);
    });
  }
}

function checkClaim(worked: WorkedCase, situation: Situation): void {
  const { asOf, filedOn = asOf, expected } = situation;
  const outcome = computeClaim(loanOf(storyOf(worked, situation)), parseDay(asOf), parseDay(filedOn));
  if ('refusal' in expected) {
    assert.equal(outcome.ok ? canonicalText(outcome.value) : outcome.refusal.code, expected.refusal);
    return;
  }
  assert.ok(outcome.ok, canonicalText(outcome));
  const claim = outcome.value;
  assert.deepEqual(asStated(claim, expected), { ...noHeads, ...expected, warnings: [...expected.warnings].sort() });
  assert.equal(claim.running.from.toString(), parseDay(asOf).add({ days: 1 }).toString());
  const again = reckonAgain(explainClaim(claim));
  assert.equal(again.ok && formatYuan(again.value), expected.total, canonicalText(again));
}

const noHeads = { principal: '0.00', interest: '0.00', overdueInterest: '0.00', compoundInterest: '0.00', fee: '0.00' };

/** The claim in the words of a worked case, as far as the case states it. */
function asStated(claim: Claim, expected: ExpectedClaim): unknown {
  const { allowedFen, paidFen, reductionFen, setOffFen, keepableFen } = claim.cap;
  return {
    principal: formatYuan(claim.principalFen),
    interest: formatYuan(claim.interestFen),
    overdueInterest: formatYuan(claim.overdueInterestFen),
    compoundInterest: formatYuan(claim.compoundInterestFen),
    fee: formatYuan(claim.feeFen),
    total: formatYuan(claim.totalFen),
    cap: {
      allowed: formatYuan(allowedFen),
      paid: formatYuan(paidFen),
      reduction: formatYuan(reductionFen),
      setOff: formatYuan(setOffFen),
      ...(expected.cap.keepable !== undefined && { keepable: keepableFen === null ? null : formatYuan(keepableFen) }),
    },
    running: { base: formatYuan(claim.running.baseFen), rate: formatPercent(claim.running.rate.value), dayCount: claim.running.dayCount },
    warnings: [...claim.warnings].sort(),
    ...(expected.overdueDays !== undefined && { overdueDays: claim.overdueDays }),
    ...(expected.allocations !== undefined && {
      allocations: claim.allocations.map(({ no, feeFen, interestFen, overdueInterestFen, compoundInterestFen, principalFen }) => ({
        no,
        ...named({ fee: feeFen, interest: interestFen, overdueInterest: overdueInterestFen, compoundInterest: compoundInterestFen, principal: principalFen }),
      })),
    }),
    ...(expected.differences !== undefined && {
      differences: claim.scheduleDifferences?.map(({ seq, field, given, rebuilt }) => `${seq} ${field} ${given ?? '–'} ${rebuilt ?? '–'}`),
    }),
  };
}

const named = (sums: Readonly<Record<string, Fen>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sums).flatMap(([name, sum]) => (sum === zeroFen ? [] : [[name, formatYuan(sum)]])));

function checkCaps(worked: WorkedCase, situation: Situation): void {
  const { caps, asOf, filedOn = asOf } = situation;
  if (caps === undefined) return;
  const { lender, contract } = loanOf(storyOf(worked, situation));
  const found = rateCap(lender.kind, contract.signedOn, parseDay(filedOn), shippedLpr, parseDay(asOf));
  const percent = (rate: { readonly value: string } | null) => (rate === null ? null : formatPercent(rate.value));
  assert.deepEqual(
    found.ok ? found.value.map(({ from, rate, returnAbove, article }) => [from.toString(), percent(rate), percent(returnAbove), article.article]) : found.refusal.code,
    caps,
  );
}

test('the reckoning of every worked case is right, and comes to the sums that it states', () => {
  for (const { name, situations } of workedCases) {
    for (const { reckoning, expected, name: situation } of situations) {
      const results = reckoning.filter((line) => line.includes(' = ')).map((line) => checkedResult(line, `${name}, ${situation.en}`));
      if (!('refusal' in expected)) assert.equal(results.at(-1), expected.total, `${name}, ${situation.en}`);
    }
  }
});

/** Works out a line of a reckoning and gives its result as written. */
function checkedResult(line: string, place: string): string {
  const [, expression = '', shown = '', how, rounded = ''] = /^.*?: (?!.*: )(.+) = (\S+)(?: ([→↓↑]) (\S+))?$/.exec(line) ?? [];
  const value = worth(expression, line);
  const decimals = shown.replace('…', '').split('.')[1]?.length ?? 0;
  const cut = (value.numerator * 10n ** BigInt(decimals)) / value.denominator;
  const exact = cut * value.denominator === value.numerator * 10n ** BigInt(decimals);
  assert.equal(shown, `${written(cut, decimals)}${exact ? '' : '…'}`, `${place}: ${line}`);
  if (how === undefined) return shown;
  const twice = (value.numerator * 200n) / value.denominator;
  const up = (value.numerator * 100n + value.denominator - 1n) / value.denominator;
  assert.equal(rounded, written({ '→': (twice + 1n) / 2n, '↓': twice / 2n, '↑': up }[how] ?? 0n, 2), `${place}: ${line}`);
  return rounded;
}

const written = (digits: bigint, decimals: number): string => {
  const text = digits.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === 0 ? whole : `${whole}.${text.slice(-decimals)}`;
};

const smaller = (a: Fraction, b: Fraction): Fraction => (a.numerator * b.denominator <= b.numerator * a.denominator ? a : b);

/** A pocket calculator with exact fractions: + − × ÷ ^ ( ), per cent, the smallest of several, and the days from one day to another. */
function worth(expression: string, line: string): Fraction {
  const tokens = [...expression.matchAll(/\[(\S+) → (\S+)\]|([\d,]+)(?:\.(\d+))?(%)?|min\(|[+−×÷^();]/g)];
  assert.equal(tokens.map(([token]) => token).join(''), expression.replace(/ (?!→)(?<!→ )/g, ''), `unreadable: ${line}`);
  let next = 0;
  const sign = (): string => tokens[next]?.[0] ?? '';
  const take = (): Fraction => {
    const [token = '', from, to, whole, decimals = '', percent] = tokens[next++] ?? [];
    if (token === '(') {
      const inner = sum();
      next += 1;
      return inner;
    }
    if (token === 'min(') {
      let least = sum();
      while (tokens[next++]?.[0] === ';') least = smaller(least, sum());
      return least;
    }
    if (from !== undefined && to !== undefined) return { numerator: BigInt(dayNumber(parseDay(to)) - dayNumber(parseDay(from))), denominator: 1n };
    assert.ok(whole !== undefined, `a number is missing: ${line}`);
    return { numerator: BigInt(whole.replaceAll(',', '') + decimals), denominator: 10n ** BigInt(decimals.length) * (percent === undefined ? 1n : 100n) };
  };
  const power = (): Fraction => {
    const base = take();
    if (sign() !== '^') return base;
    next += 1;
    const exponent = take().numerator;
    return { numerator: base.numerator ** exponent, denominator: base.denominator ** exponent };
  };
  const product = (): Fraction => {
    let value = power();
    while (sign() === '×' || sign() === '÷') {
      const times = tokens[next++]?.[0] === '×';
      const by = power();
      value = times
        ? { numerator: value.numerator * by.numerator, denominator: value.denominator * by.denominator }
        : { numerator: value.numerator * by.denominator, denominator: value.denominator * by.numerator };
    }
    return value;
  };
  const sum = (): Fraction => {
    let value = product();
    while (sign() === '+' || sign() === '−') {
      const factor = tokens[next++]?.[0] === '+' ? 1n : -1n;
      const by = product();
      value = { numerator: value.numerator * by.denominator + factor * by.numerator * value.denominator, denominator: value.denominator * by.denominator };
    }
    return value;
  };
  const value = sum();
  assert.equal(next, tokens.length, `left over: ${line}`);
  return value;
}

test('the worked cases cover every kind of lender, order, day count, method and kind of repayment', () => {
  const stories = workedCases.flatMap((worked) => worked.situations.map((situation) => loanOf(storyOf(worked, situation))));
  const seen = (of: (loan: (typeof stories)[number]) => readonly (string | undefined)[]) => [...new Set(stories.flatMap(of))].filter((each) => each !== undefined).sort();
  assert.ok(workedCases.length >= 36, `${workedCases.length} cases`);
  assert.deepEqual(seen((loan) => [loan.lender.kind]), [...lenderKinds].sort());
  assert.deepEqual(seen((loan) => [loan.contract.allocationOrder]), ['civil_code_561', 'oldest_instalment_first', 'principal_first']);
  assert.deepEqual(seen((loan) => [loan.contract.dayCount]), ['actual_360', 'actual_365', 'thirty_360']);
  assert.deepEqual(seen((loan) => [loan.contract.terms?.method]), ['bullet', 'equal_instalments', 'equal_principal', 'flat_fee', 'interest_first']);
  assert.deepEqual(seen((loan) => [loan.contract.terms?.rounding]), ['down', 'half_up', 'up']);
  assert.deepEqual(seen((loan) => loan.repayments.map((each) => each.kind)), ['payment', 'prepayment', 'reversal']);
  assert.deepEqual(seen((loan) => loan.contract.charges.map((each) => each.relation)), ['independent', 'lender', 'related']);
});

test('where the one-year LPR changed, a worked case stands on the day and on the day before', () => {
  const days = new Set(
    workedCases.flatMap((worked) =>
      worked.situations.flatMap((situation) => [storyOf(worked, situation).signedOn, situation.filedOn ?? situation.asOf].map(String)),
    ),
  );
  const changes = shippedLpr.publications.filter(({ oneYearPercent }, index) => index > 0 && shippedLpr.publications[index - 1]?.oneYearPercent !== oneYearPercent);
  const without = changes.flatMap(({ publishedOn }): readonly Day[] => [publishedOn.subtract({ days: 1 }), publishedOn]).filter((day) => !days.has(day.toString()));
  assert.deepEqual(without.map(String), []);
});
