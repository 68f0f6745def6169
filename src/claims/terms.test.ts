/** Schedules worked by hand: every method, every count of days, both rules for the end of a month, leap years. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addFen, dayAt, dayNumber, decimalFraction, fen, formatYuan, parseDay, portion, type Fen } from '../kernel/index.ts';
import { yearDays } from './accrual.ts';
import type { Loan } from './loan-file.ts';
import { loanOf, yuan } from './loan.fixture.ts';
import { rebuildSchedule, scheduleDifferences, type ScheduleRow } from './terms.ts';

type Contract = Loan['contract'];
type Terms = NonNullable<Contract['terms']>;

interface Agreed {
  readonly principal: string;
  readonly rate: Contract['rate'];
  readonly dayCount?: Contract['dayCount'];
  readonly terms: Partial<Terms> & Pick<Terms, 'method' | 'periods'>;
}

function agreed({ principal, rate, dayCount = 'actual_365', terms }: Agreed): Loan {
  const loan = loanOf({ schedule: [['2026-01-31', principal]] });
  const usual = { every: { count: 1, unit: 'month' }, startsOn: parseDay('2025-01-31'), firstDueOn: parseDay('2025-02-28'), monthEnd: 'last_day', interestBy: 'period', rounding: 'half_up', feeFen: fen(0) } as const;
  return { ...loan, contract: { ...loan.contract, principalFen: yuan(principal), rate, dayCount, terms: { ...usual, ...terms } } };
}

function rebuilt(loan: Loan): readonly ScheduleRow[] {
  const rows = rebuildSchedule(loan);
  assert(rows !== null);
  return rows;
}

/** `2025-02-28 principal interest` in yuan, a line for each row. */
const lines = (loan: Loan): readonly string[] => rebuilt(loan).map(({ dueOn, principalFen, interestFen }) => `${dueOn.toString()} ${formatYuan(principalFen)} ${formatYuan(interestFen)}`);

const yearly = (value: string) => ({ value, per: 'year' as const });

test('equal instalments: 10,000 at 24 % over 12 months is 945.60 a month, and the last takes the rest', () => {
  // 2 % a month: 10,000 × 0.02 × 1.02¹² ÷ (1.02¹² − 1) = 945.596.
  assert.deepEqual(lines(agreed({ principal: '10000', rate: yearly('0.24'), terms: { method: 'equal_instalments', periods: 12 } })), [
    '2025-02-28 745.60 200.00',
    '2025-03-31 760.51 185.09',
    '2025-04-30 775.72 169.88',
    '2025-05-31 791.24 154.36',
    '2025-06-30 807.06 138.54',
    '2025-07-31 823.20 122.40',
    '2025-08-31 839.67 105.93',
    '2025-09-30 856.46 89.14',
    '2025-10-31 873.59 72.01',
    '2025-11-30 891.06 54.54',
    '2025-12-31 908.88 36.72',
    '2026-01-31 927.01 18.54',
  ]);
});

test('equal principal: 1,000 at 12 % over three months', () => {
  // 333.33 a month; interest of 1 % on 1,000, on 666.67, on 333.34.
  assert.deepEqual(lines(agreed({ principal: '1000', rate: yearly('0.12'), terms: { method: 'equal_principal', periods: 3 } })), ['2025-02-28 333.33 10.00', '2025-03-31 333.33 6.67', '2025-04-30 333.34 3.33']);
});

test('interest first: 1,000 at 12 % over three months', () => {
  assert.deepEqual(lines(agreed({ principal: '1000', rate: yearly('0.12'), terms: { method: 'interest_first', periods: 3 } })), ['2025-02-28 0.00 10.00', '2025-03-31 0.00 10.00', '2025-04-30 1,000.00 10.00']);
});

test('bullet: 1,000 at 12 % over three months falls due once, on the last day', () => {
  assert.deepEqual(lines(agreed({ principal: '1000', rate: yearly('0.12'), terms: { method: 'bullet', periods: 3 } })), ['2025-04-30 1,000.00 30.00']);
});

test('flat fee: 1,000 at 12 % over three months, the charge on the whole sum each month', () => {
  assert.deepEqual(lines(agreed({ principal: '1000', rate: yearly('0.12'), terms: { method: 'flat_fee', periods: 3 } })), ['2025-02-28 333.33 10.00', '2025-03-31 333.33 10.00', '2025-04-30 333.34 10.00']);
});

test('without interest equal instalments are equal parts', () => {
  assert.deepEqual(lines(agreed({ principal: '100', rate: yearly('0'), terms: { method: 'equal_instalments', periods: 3 } })), ['2025-02-28 33.33 0.00', '2025-03-31 33.33 0.00', '2025-04-30 33.34 0.00']);
});

/**
 * A loan of 31 January over three months that bears 30.00 a day: 109,500 at 10 % on 365 days, 108,000 on 360. `days` are
 * those of each period by the calendar or by months of thirty days; the instalment is that of equal instalments.
 */
const principals = { actual_365: '109500', actual_360: '108000', thirty_360: '108000' } as const;
const months: readonly (readonly [year: number, monthEnd: Terms['monthEnd'], dayCount: Contract['dayCount'], due: readonly string[], days: readonly number[], instalment: string, last: string])[] = [
  [2024, 'last_day', 'actual_365', ['02-29', '03-31', '04-30'], [29, 31, 30], '37098.25', '37098.24'],
  [2024, 'last_day', 'actual_360', ['02-29', '03-31', '04-30'], [29, 31, 30], '36598.27', '36598.27'],
  [2024, 'last_day', 'thirty_360', ['02-29', '03-31', '04-30'], [29, 31, 30], '36598.27', '36598.27'],
  [2024, 'same_day', 'actual_365', ['02-29', '03-29', '04-29'], [29, 29, 31], '37088.19', '37088.20'],
  [2024, 'same_day', 'actual_360', ['02-29', '03-29', '04-29'], [29, 29, 31], '36588.22', '36588.21'],
  [2024, 'same_day', 'thirty_360', ['02-29', '03-29', '04-29'], [29, 30, 30], '36591.58', '36591.57'],
  [2025, 'last_day', 'actual_365', ['02-28', '03-31', '04-30'], [28, 31, 30], '37088.16', '37088.17'],
  [2025, 'last_day', 'actual_360', ['02-28', '03-31', '04-30'], [28, 31, 30], '36588.18', '36588.19'],
  [2025, 'last_day', 'thirty_360', ['02-28', '03-31', '04-30'], [28, 32, 30], '36594.87', '36594.88'],
  [2025, 'same_day', 'actual_365', ['02-28', '03-28', '04-28'], [28, 28, 31], '37071.42', '37071.42'],
  [2025, 'same_day', 'actual_360', ['02-28', '03-28', '04-28'], [28, 28, 31], '36571.44', '36571.44'],
  [2025, 'same_day', 'thirty_360', ['02-28', '03-28', '04-28'], [28, 30, 30], '36581.49', '36581.50'],
];

for (const [year, monthEnd, dayCount, due, days, instalment, last] of months) {
  const principal = principals[dayCount];
  const loan = (method: Terms['method']): Loan =>
    agreed({ principal, rate: yearly('0.1'), dayCount, terms: { method, periods: 3, interestBy: 'day', monthEnd, startsOn: parseDay(`${year}-01-31`), firstDueOn: parseDay(`${year}-${due[0] ?? ''}`) } });
  const sums = (method: Terms['method']) => rebuilt(loan(method)).map(({ principalFen, interestFen }) => [principalFen, interestFen]);
  const whole = yuan(principal);
  const third = fen(whole / 3n);
  /** What a day of the whole sum bears. */
  const perDay = 30_00n;

  test(`from 31 January ${year}, ${monthEnd}, ${dayCount}: ${days.join(', ')} days`, () => {
    assert.deepEqual(rebuilt(loan('interest_first')).map(({ dueOn }) => dueOn.toString()), due.map((each) => `${year}-${each}`));
    const charge = days.map((each) => BigInt(each) * perDay);
    assert.deepEqual(sums('interest_first'), [[0n, charge[0]], [0n, charge[1]], [whole, charge[2]]]);
    assert.deepEqual(sums('flat_fee'), [[third, charge[0]], [third, charge[1]], [third, charge[2]]]);
    assert.deepEqual(sums('bullet'), [[whole, charge.reduce((sum, each) => sum + each, 0n)]]);
    // Interest on the whole, on two thirds, on one third.
    assert.deepEqual(sums('equal_principal'), charge.map((each, index) => [third, (each * BigInt(3 - index)) / 3n]));
    assert.deepEqual(rebuilt(loan('equal_instalments')).map(({ principalFen, interestFen }) => addFen(principalFen, interestFen)), [yuan(instalment), yuan(instalment), yuan(last)]);
  });
}

test('the first instalment may be further off: by the day it bears more interest, by the period it does not', () => {
  const loan = (interestBy: Terms['interestBy']) => agreed({ principal: '36500', rate: yearly('0.1'), terms: { method: 'interest_first', periods: 2, interestBy, monthEnd: 'same_day', startsOn: parseDay('2025-01-10'), firstDueOn: parseDay('2025-02-20') } });
  assert.deepEqual(lines(loan('day')), ['2025-02-20 0.00 410.00', '2025-03-20 36,500.00 280.00']);
  assert.deepEqual(lines(loan('period')), ['2025-02-20 0.00 304.17', '2025-03-20 36,500.00 304.17']);
});

test('due days: the same day of each month, or its last day where the month is shorter; so many days apart; quarters', () => {
  const due = (terms: Partial<Terms>) => rebuilt(agreed({ principal: '100', rate: yearly('0'), terms: { method: 'interest_first', periods: 4, ...terms } })).map(({ dueOn }) => dueOn.toString());
  const from = (firstDueOn: string, monthEnd: Terms['monthEnd']) => due({ firstDueOn: parseDay(firstDueOn), monthEnd });
  assert.deepEqual(from('2025-01-31', 'same_day'), ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30']);
  assert.deepEqual(from('2024-01-30', 'same_day'), ['2024-01-30', '2024-02-29', '2024-03-30', '2024-04-30']);
  assert.deepEqual(from('2025-02-28', 'same_day'), ['2025-02-28', '2025-03-28', '2025-04-28', '2025-05-28']);
  assert.deepEqual(from('2025-02-28', 'last_day'), ['2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31']);
  assert.deepEqual(from('2023-11-30', 'last_day'), ['2023-11-30', '2023-12-31', '2024-01-31', '2024-02-29']);
  assert.deepEqual(due({ every: { count: 3, unit: 'month' }, firstDueOn: parseDay('2024-11-30'), monthEnd: 'same_day' }), ['2024-11-30', '2025-02-28', '2025-05-30', '2025-08-30']);
  assert.deepEqual(due({ every: { count: 10, unit: 'day' }, firstDueOn: parseDay('2024-02-20') }), ['2024-02-20', '2024-03-01', '2024-03-11', '2024-03-21']);
});

test('rates per month and per day: a month is a twelfth of the year, whichever way the rate is written', () => {
  const interest = (rate: Contract['rate'], terms: Partial<Terms>, dayCount?: Contract['dayCount']) =>
    formatYuan(rebuilt(agreed({ principal: '36500', rate, ...(dayCount && { dayCount }), terms: { method: 'bullet', periods: 1, ...terms } }))[0]?.interestFen ?? fen(-1));
  assert.equal(interest({ value: '0.01', per: 'month' }, {}), '365.00');
  assert.equal(interest({ value: '0.01', per: 'month' }, { every: { count: 3, unit: 'month' } }), '1,095.00');
  // 0.05 % a day is 18.25 % a year of 365 days, and 18 % of one of 360.
  assert.equal(interest({ value: '0.0005', per: 'day' }, {}), '555.10');
  assert.equal(interest({ value: '0.0005', per: 'day' }, {}, 'thirty_360'), '547.50');
  assert.equal(interest({ value: '0.0005', per: 'day' }, { every: { count: 14, unit: 'day' } }), '255.50');
  assert.equal(interest({ value: '0.0005', per: 'day' }, { interestBy: 'day' }), '511.00');
  assert.equal(interest(yearly('0.1'), { every: { count: 14, unit: 'day' } }), '140.00');
  assert.equal(interest({ value: '0.01', per: 'month' }, { every: { count: 1, unit: 'day' } }), '12.00');
});

test('the declared rounding settles interest and parts; the last period takes the rest', () => {
  const by = (rounding: Terms['rounding'], method: Terms['method']) => lines(agreed({ principal: '100.01', rate: yearly('0.1'), terms: { method, periods: 3, rounding } })).map((line) => line.slice(11));
  // 100.01 ÷ 3 = 33.336…; a twelfth of 10 % on 100.01, on what is left, on the rest: 0.8334, 0.5556, 0.2778.
  assert.deepEqual(by('half_up', 'equal_principal'), ['33.34 0.83', '33.34 0.56', '33.33 0.28']);
  assert.deepEqual(by('down', 'equal_principal'), ['33.33 0.83', '33.33 0.55', '33.35 0.27']);
  assert.deepEqual(by('up', 'equal_principal'), ['33.34 0.84', '33.34 0.56', '33.33 0.28']);
  // 100.01 × r × (1 + r)³ ÷ ((1 + r)³ − 1) = 33.8940….
  assert.deepEqual(by('half_up', 'equal_instalments'), ['33.06 0.83', '33.33 0.56', '33.62 0.28']);
  assert.deepEqual(by('up', 'equal_instalments'), ['33.06 0.84', '33.34 0.56', '33.61 0.29']);
});

test('a loan of a few fen repays what is left and no more', () => {
  assert.deepEqual(lines(agreed({ principal: '0.02', rate: yearly('0.1'), terms: { method: 'equal_principal', periods: 4, rounding: 'up' } })).map((line) => line.slice(11)), ['0.01 0.01', '0.01 0.01', '0.00 0.00', '0.00 0.00']);
});

test('a fee falls due with every instalment', () => {
  const fees = rebuilt(agreed({ principal: '100', rate: yearly('0.1'), terms: { method: 'flat_fee', periods: 2, feeFen: yuan('1.50') } })).map(({ feeFen }) => feeFen);
  assert.deepEqual(fees, [150n, 150n]);
});

test('no terms, nothing rebuilt', () => {
  const loan = loanOf({ schedule: [['2026-01-31', '100']] });
  assert.deepEqual([rebuildSchedule(loan), scheduleDifferences(loan)], [null, null]);
});

test('where the lender has another schedule: the row that is missing, the day, the sums, the row too many', () => {
  const loan = agreed({ principal: '1000', rate: yearly('0.12'), terms: { method: 'equal_principal', periods: 3, feeFen: yuan('1') } });
  const rows = rebuilt(loan);
  assert.deepEqual(scheduleDifferences({ ...loan, schedule: rows }), []);
  assert.deepEqual(scheduleDifferences({ ...loan, schedule: rows.toReversed() }), [], 'by their numbers, not their order');
  const [first, second] = rows;
  assert(first && second);
  const given = [
    { ...second, seq: 5 },
    { ...second, dueOn: parseDay('2025-03-28'), interestFen: fen(668), feeFen: fen(0) },
    { ...first, principalFen: fen(33334) },
    { ...second, seq: 4 },
  ];
  assert.deepEqual(scheduleDifferences({ ...loan, schedule: given }), [
    { seq: 1, field: 'principalFen', given: '33334', rebuilt: '33333' },
    { seq: 2, field: 'dueOn', given: '2025-03-28', rebuilt: '2025-03-31' },
    { seq: 2, field: 'interestFen', given: '668', rebuilt: '667' },
    { seq: 2, field: 'feeFen', given: '0', rebuilt: '100' },
    { seq: 3, field: 'row', given: null, rebuilt: '2025-04-30' },
    { seq: 4, field: 'row', given: '2025-03-31', rebuilt: null },
    { seq: 5, field: 'row', given: '2025-03-31', rebuilt: null },
  ]);
});

const anyRate = fc.record({ value: fc.integer({ min: 0, max: 36_000 }).map((each) => `0.${String(each).padStart(5, '0')}`), per: fc.constant('year' as const) });
const anyTerms = fc.record({
  method: fc.constantFrom('equal_instalments', 'equal_principal', 'interest_first', 'bullet', 'flat_fee'),
  periods: fc.integer({ min: 1, max: 60 }),
  every: fc.oneof(fc.record({ count: fc.integer({ min: 1, max: 3 }), unit: fc.constant('month' as const) }), fc.record({ count: fc.integer({ min: 1, max: 40 }), unit: fc.constant('day' as const) })),
  monthEnd: fc.constantFrom('same_day', 'last_day'),
  interestBy: fc.constantFrom('period', 'day'),
  rounding: fc.constantFrom('half_up', 'down', 'up'),
});
const anyLoan = fc
  .tuple(fc.integer({ min: 1_000_00, max: 500_000_00 }), anyRate, fc.constantFrom('actual_365', 'actual_360', 'thirty_360'), anyTerms, fc.integer({ min: 15_000, max: 22_000 }), fc.integer({ min: 1, max: 60 }))
  .map(([principal, rate, dayCount, terms, start, stretch]) => agreed({ principal: (principal / 100).toFixed(2), rate, dayCount, terms: { ...terms, startsOn: dayAt(start), firstDueOn: dayAt(start + stretch) } }));

test('principal adds up to what was lent, no sum is below zero, and days go up', () => {
  fc.assert(
    fc.property(anyLoan, (loan) => {
      const rows = rebuilt(loan);
      assert.equal(rows.length, loan.contract.terms?.method === 'bullet' ? 1 : loan.contract.terms?.periods);
      assert.equal(addFen(...rows.map(({ principalFen }) => principalFen)), loan.contract.principalFen);
      assert(rows.every(({ principalFen, interestFen }) => principalFen >= 0n && interestFen >= 0n));
      assert(rows.every(({ dueOn, seq }, index) => index === 0 || (seq === index + 1 && dayNumber(dueOn) > dayNumber(rows[index - 1]?.dueOn ?? dueOn))));
      assert.deepEqual(scheduleDifferences({ ...loan, schedule: rows }), []);
    }),
  );
});

test('equal instalments are equal but for the last, which is off by no more than the rounding of each period', () => {
  const level = anyLoan.map((loan) => ({ ...loan, contract: { ...loan.contract, terms: { ...(loan.contract.terms as Terms), method: 'equal_instalments' as const } } }));
  fc.assert(
    fc.property(level, (loan) => {
      const rows = rebuilt(loan);
      fc.pre(rows.every(({ principalFen }) => principalFen > 0n));
      const sums = rows.map(({ principalFen, interestFen }) => addFen(principalFen, interestFen));
      const [first, last] = [sums[0], sums.at(-1)];
      assert(first !== undefined && last !== undefined);
      assert(sums.slice(0, -1).every((each) => each === first));
      // Each period is rounded twice, by less than a fen, and what was rounded bears interest to the end.
      const growth = 1 + Number(loan.contract.rate.value) * 20;
      assert(Math.abs(Number(last - first)) <= 2 * sums.length * growth, `${first} ${last} in ${sums.length}`);
    }),
  );
});

test('interest by the day adds up: cut into periods, a loan bears what it bears in one, but for the rounding of each', () => {
  fc.assert(
    fc.property(anyLoan, (loan) => {
      const cut = (method: Terms['method'], rounding: Terms['rounding']): readonly ScheduleRow[] =>
        rebuilt({ ...loan, contract: { ...loan.contract, terms: { ...(loan.contract.terms as Terms), method, rounding, interestBy: 'day' } } });
      const total = (rows: readonly ScheduleRow[]): Fen => addFen(...rows.map(({ interestFen }) => interestFen));
      const [down, up] = [cut('interest_first', 'down'), cut('interest_first', 'up')];
      const [wholeDown, wholeUp] = [total(cut('bullet', 'down')), total(cut('bullet', 'up'))];
      assert(total(down) <= wholeDown && wholeUp <= total(up));
      assert(total(up) - total(down) <= BigInt(down.length));
    }),
  );
});

test('and one period of days bears what a single stretch does', () => {
  fc.assert(
    fc.property(anyLoan, fc.integer({ min: 1, max: 3000 }), (loan, days) => {
      const { contract } = loan;
      const terms = { ...(contract.terms as Terms), method: 'bullet', periods: 1, interestBy: 'day', firstDueOn: dayAt(dayNumber((contract.terms as Terms).startsOn) + days) } as const;
      const actual = { ...contract, dayCount: 'actual_360' as const, terms };
      const { numerator, denominator } = decimalFraction(contract.rate.value);
      const expected = portion(contract.principalFen, numerator * BigInt(days), denominator * BigInt(yearDays('actual_360')), terms.rounding);
      assert.equal(rebuilt({ ...loan, contract: actual })[0]?.interestFen, expected);
    }),
  );
});
