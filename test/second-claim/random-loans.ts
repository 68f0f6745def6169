/**
 * Random loans, for reckonings that are held against each other: every kind of lender, contracts and filings on both
 * sides of the days on which the law changed, every order and day count, months and odd periods, and repayments on due
 * days, beside them, too early, too large, taken back. The same seed gives the same loans on every machine.
 */
import fc from 'fast-check';
import { loanOf } from '../../src/claims/loan.fixture.ts';
import type { Loan } from '../../src/claims/index.ts';
import { addFen, daysBetween, fen, laterDay, parseDay, portion, type Day } from '../../src/kernel/index.ts';
import { lenderKinds } from '../../src/rulebook/index.ts';

export interface RandomLoan {
  readonly loan: Loan;
  readonly asOf: Day;
  readonly filedOn: Day;
}

interface Size {
  readonly minLength: number;
  readonly maxLength: number;
}

/** The first day under the Civil Code; no claim is made as of an earlier one. */
const civilCodeFrom = parseDay('2021-01-01');

/** The days from which the law on caps changed, and the days before them. */
const lawChangedOn = ['2015-09-01', '2017-08-04', '2019-08-20', '2020-08-20', '2021-01-01', '2025-12-24'].map(parseDay);
const bothSides = fc.tuple(fc.constantFrom(...lawChangedOn), fc.constantFrom(0, 0, 1)).map(([day, days]) => day.subtract({ days }));
const anyDay = fc.integer({ min: 0, max: 3900 }).map((days) => parseDay('2015-08-25').add({ days }));
const leapDays = fc.constantFrom('2020-02-29', '2024-02-29', '2023-12-31', '2024-01-31').map(parseDay);

const sum = (most: number) => fc.integer({ min: 1, max: most }).map(fen);
const sumOrNone = (most: number) => fc.oneof(fc.constant(fen(0)), sum(most));
const shareOfLife = fc.double({ min: 0, max: 1.1, noNaN: true });

const ratePerYear = fc.constantFrom('0', '0.0435', '0.12', '0.154', '0.24', '0.36').map((value) => ({ value, per: 'year' }) as const);
const rateByMonthOrDay = fc.constantFrom({ value: '0.015', per: 'month' } as const, { value: '0.0005', per: 'day' } as const);
/** A rate for overdue principal, or so much on top of the contract's, or neither. */
const overdue = fc.oneof(
  fc.constant({ overdueRate: null, overdueUplift: null }),
  fc.oneof(ratePerYear, rateByMonthOrDay).map((overdueRate) => ({ overdueRate, overdueUplift: null })),
  fc.constantFrom('0.3', '0.5', '1').map((overdueUplift) => ({ overdueRate: null, overdueUplift })),
);

/** A day of the loan's life, or one at or beside a due day. */
const when = fc.oneof(
  shareOfLife.map((share) => ({ share, besideDue: null })),
  fc.tuple(fc.nat(11), fc.constantFrom(-1, 0, 0, 0, 1)).map((besideDue) => ({ share: 0, besideDue })),
);

/** Some sum, often so small that it pays charges in part, or just what some instalment comes to, or its principal. */
const repaidSum = fc.oneof(
  fc.oneof(sum(150_000), sum(9_000)).map((amountFen) => ({ amountFen, instalment: null })),
  fc.tuple(fc.nat(11), fc.boolean()).map((instalment) => ({ amountFen: fen(0), instalment })),
);

const parts = (instalments: Size, repayments: Size) => ({
  kind: fc.oneof(fc.constant('private' as const), fc.constantFrom(...lenderKinds)),
  signedOn: fc.oneof(bothSides, anyDay, leapDays),
  instalments: fc.array(fc.record({ principalFen: sum(300_000), interestFen: sumOrNone(9_000), feeFen: sumOrNone(3_000) }), instalments),
  every: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 })),
  rate: fc.oneof(ratePerYear, rateByMonthOrDay),
  overdue,
  compoundInterest: fc.boolean(),
  dayCount: fc.constantFrom('actual_365', 'actual_360', 'thirty_360'),
  allocationOrder: fc.constantFrom('civil_code_561', 'principal_first', 'oldest_instalment_first'),
  paidOut: fc.record({ after: fc.constantFrom(0, 0, 1, 3), secondAfter: fc.option(fc.integer({ min: 0, max: 30 })), beyondFen: fc.constantFrom(0, 0, 500).map(fen) }),
  repaid: fc.array(fc.record({ when, paid: repaidSum, kind: fc.constantFrom('payment', 'payment', 'payment', 'prepayment'), numbered: fc.boolean() }), repayments),
  reversed: fc.array(fc.record({ which: fc.nat(20), after: fc.constantFrom(0, 1, 20, 200), whole: fc.boolean() }), { maxLength: 2 }),
  charges: fc.array(fc.record({ share: shareOfLife, relation: fc.constantFrom('lender', 'related', 'independent'), amountFen: sum(90_000) }), { maxLength: 2 }),
  acceleratedAt: fc.option(shareOfLife),
  lifeDays: fc.integer({ min: 30, max: 700 }),
  filed: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: bothSides }, { weight: 1, arbitrary: anyDay }),
});

type Parts = { [Name in keyof ReturnType<typeof parts>]: ReturnType<typeof parts>[Name] extends fc.Arbitrary<infer Value> ? Value : never };

const blank = loanOf({ schedule: [['2025-07-10', '1000']] });

function assemble(drawn: Parts): RandomLoan {
  const { signedOn, every } = drawn;
  const asOf = laterDay(signedOn.add({ days: drawn.lifeDays }), civilCodeFrom.add({ days: drawn.lifeDays % 9 }));
  const at = (share: number): Day => signedOn.add({ days: Math.floor(share * daysBetween(signedOn, asOf)) });
  const schedule = drawn.instalments.map((sums, index) => ({
    seq: index + 1,
    dueOn: every === null ? signedOn.add({ months: index + 1 }) : signedOn.add({ days: every * (index + 1) }),
    ...sums,
  }));
  const nth = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
  const repayments = drawn.repaid.map(({ when: { share, besideDue }, paid, kind, numbered }, index): Loan['repayments'][number] => {
    const due = besideDue && nth(schedule, besideDue[0]);
    const instalment = paid.instalment && nth(schedule, paid.instalment[0]);
    const whole = paid.instalment?.[1] === true;
    return {
      on: due ? due.dueOn.add({ days: besideDue[1] }) : at(share),
      amountFen: instalment ? addFen(instalment.principalFen, ...(whole ? [instalment.interestFen, instalment.feeFen] : [])) : paid.amountFen,
      serialNo: numbered ? `P${index + 1}` : null,
      kind,
      reverses: null,
    };
  });
  return {
    loan: {
      ...blank,
      lender: { ...blank.lender, kind: drawn.kind },
      contract: {
        ...blank.contract,
        ...drawn.overdue,
        signedOn,
        principalFen: addFen(...schedule.map((row) => row.principalFen)),
        rate: drawn.rate,
        compoundInterest: drawn.compoundInterest,
        dayCount: drawn.dayCount,
        allocationOrder: drawn.allocationOrder,
        charges: drawn.charges.map(({ share, relation, amountFen }) => ({ on: at(share), name: '服务费', payee: '某某', relation, amountFen })),
      },
      disbursements: paidOut(drawn, schedule),
      schedule,
      repayments: [...repayments, ...reversals(drawn, repayments)],
      acceleration: drawn.acceleratedAt === null ? null : { noticedOn: at(drawn.acceleratedAt) },
    },
    asOf,
    filedOn: drawn.filed ?? asOf,
  };
}

/** In one sum or two; sometimes more than the principal of the contract. */
function paidOut({ signedOn, paidOut: { after, secondAfter, beyondFen } }: Parts, schedule: Loan['schedule']): Loan['disbursements'] {
  const totalFen = addFen(...schedule.map((row) => row.principalFen), beyondFen);
  const first = { on: signedOn.add({ days: after }), serialNo: null };
  if (secondAfter === null) return [{ ...first, amountFen: totalFen }];
  const partFen = portion(totalFen, 2n, 3n, 'down');
  return [
    { ...first, amountFen: partFen },
    { on: first.on.add({ days: secondAfter }), amountFen: fen(totalFen - partFen), serialNo: null },
  ];
}

function reversals({ reversed }: Parts, repayments: Loan['repayments']): Loan['repayments'] {
  const numbered = repayments.filter((each) => each.serialNo !== null);
  return reversed.flatMap(({ which, after, whole }, index) => {
    const payment = numbered[which];
    if (!payment || reversed.findIndex((each) => each.which === which) < index) return [];
    const amountFen = whole ? payment.amountFen : portion(payment.amountFen, 1n, 2n, 'half_up');
    return [{ on: payment.on.add({ days: after }), amountFen, serialNo: null, kind: 'reversal' as const, reverses: payment.serialNo }];
  });
}

/** Loans with so many instalments and repayments, for fast-check. */
export const randomLoan = (instalments: Size = { minLength: 1, maxLength: 7 }, repayments: Size = { minLength: 0, maxLength: 5 }): fc.Arbitrary<RandomLoan> =>
  fc.record(parts(instalments, repayments)).map(assemble);

/** So many of them, the same for the same seed. */
export const randomLoans = (count: number, seed: number, loans = randomLoan()): readonly RandomLoan[] => fc.sample(loans, { numRuns: count, seed });

/** Twelve instalments and about seven repayments, as a year's loan has them. */
export const yearLoan = randomLoan({ minLength: 12, maxLength: 12 }, { minLength: 4, maxLength: 10 });
