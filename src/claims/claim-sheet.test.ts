/** A clerk with nothing but the printed sheet and the schedule reckons every sum again from the numbers that make it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClaimSheetPaper, ClaimSheetSpan } from '../documents/index.ts';
import { canonicalText, daysBetween, fen, formatYuan, parseDay, portion } from '../kernel/index.ts';
import { renderPaper } from '../documents/operations.ts';
import { claimSheet } from './claim-sheet.ts';
import { computeClaim } from './compute-claim.ts';
import type { Loan } from './loan-file.ts';
import { loanOf, type Story } from './loan.fixture.ts';

const addressedTo = { commission: '沙箱示范仲裁委员会', sandbox: true };

function sheetOf(story: Story, asOf: string): ClaimSheetPaper {
  const loan = loanOf(story);
  const claim = computeClaim(loan, parseDay(asOf));
  assert.ok(claim.ok, canonicalText(claim));
  return claimSheet(loan, claim.value, addressedTo);
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n);
const least = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (a < b ? a : b));

/** `−374.03` and `—` (nothing) as fen. */
const read = (text: string): bigint => (text === '—' ? 0n : BigInt(text.replaceAll(/[,.]/g, '').replace('−', '-')));

/** `L1至L3、L7之和` → L1, L2, L3, L7. */
const numbersIn = (text: string): readonly string[] =>
  text
    .replace('之和', '')
    .split(/[、+]/)
    .flatMap((part) => {
      const [, letter, first, last] = /^([A-Z])(\d+)至[A-Z](\d+)$/.exec(part) ?? [];
      return letter === undefined ? [part] : Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${letter}${Number(first) + index}`);
    });

/** `264,856.68×18%÷365`, `(C1至C3积数310.00×24%+C4积数5.00×15.4%)÷365`: the product exactly, over its divisor. */
function fraction(text: string): readonly [numerator: bigint, denominator: bigint] {
  const [terms = '', divisor = '1'] = text.replaceAll(/[（）]|[CLP][^积]*积数/g, '').split('÷');
  const factor = (part: string): readonly [bigint, bigint] => {
    const [, digits = '', decimals = '', percent] = /^([\d,]+)(?:\.(\d+))?(%)?$/.exec(part) ?? [];
    assert.ok(digits, `${part} in ${text} is a number`);
    return [BigInt(digits.replaceAll(',', '') + decimals), 10n ** BigInt(decimals.length + (percent ? 2 : 0))];
  };
  const total = terms
    .split('+')
    .map((term) => term.split('×').map(factor).reduce(([a, b], [c, d]) => [a * c, b * d] as const))
    .reduce(([a, b], [c, d]) => [a * d + c * b, b * d] as const);
  const [over, under] = factor(divisor);
  return [total[0] * under, total[1] * over];
}

const reckoned = (text: string, rounding: 'half_up' | 'down'): bigint => {
  const [numerator, denominator] = fraction(text);
  return portion(fen(numerator * 100n), 1n, denominator, rounding);
};

function reckonSheet(sheet: ClaimSheetPaper, loan: Loan): void {
  const { heads, repayments, cap, total } = sheet;
  const lines = new Map(heads.flatMap((head) => head.lines.map((line) => [line.no, line] as const)));
  const at = (no: string) => lines.get(no) ?? assert.fail(`${no} is on the sheet`);

  /** What a repayment paid, of a line or under a head, set off before a day. */
  const paidOf = (no: string, of: (line: string, head: number) => boolean, before: string): bigint => {
    const repayment = repayments.find((each) => each.no === no) ?? assert.fail(`${no} is on the sheet`);
    return sum(
      repayment.paid.flatMap((parts, head) =>
        parts.flatMap(({ line, amount }) => {
          const [, name = line, on = repayment.on] = /^(.*)（(.*)）$/.exec(line) ?? [];
          return of(name, head) && on < before ? [read(amount)] : [];
        }),
      ),
    );
  };
  const baseOf = ({ made, from }: ClaimSheetSpan): bigint => {
    const [whole = '', ...less] = made.replaceAll(/[（）]/g, '').split('−');
    const [, first, last = first] = /^第(\d+)(?:至(\d+))?期本金$/.exec(whole) ?? [];
    const paidBy = less.flatMap(numbersIn);
    if (first === undefined) return read(at(whole).accrued) - sum(paidBy.map((no) => paidOf(no, (line) => line === whole, from)));
    const rows = loan.schedule.filter(({ seq }) => seq >= Number(first) && seq <= Number(last));
    const isOfThem = (line: string, head: number) => head === 0 && rows.some(({ seq }) => line === `第${seq}期` || lines.get(line)?.seq === String(seq));
    return sum(rows.map((row) => row.principalFen)) - sum(paidBy.map((no) => paidOf(no, isOfThem, from)));
  };

  for (const head of heads) {
    for (const line of head.lines) {
      for (const span of line.spans) {
        assert.equal(read(span.base), baseOf(span), `${line.no}: ${span.made}`);
        assert.equal(read(span.number), read(span.base) * BigInt(span.days), line.no);
        if (loan.contract.dayCount !== 'thirty_360') assert.equal(Number(span.days), daysBetween(parseDay(span.from), parseDay(span.to)) + 1, line.no);
      }
      if (line.spans.length > 0) {
        assert.ok(line.made.includes(formatYuan(fen(sum(line.spans.map((span) => read(span.number)))))), `${line.no}: ${line.made}`);
        // After a prepayment a sum is multiplied by days and divided by days: yuan over yuan.
        assert.equal(read(line.accrued), reckoned(line.made, 'half_up'), `${line.no}: ${line.made}`);
      }
      const paidBy = line.paidBy === '—' ? [] : numbersIn(line.paidBy);
      assert.equal(read(line.paid), sum(paidBy.map((no) => paidOf(no, (name) => name === line.no, '9999'))), line.no);
      assert.equal(read(line.amount), read(line.accrued) - read(line.paid), line.no);
    }
    const numbers = numbersIn(head.made);
    assert.deepEqual(numbers, head.lines.map(({ no }) => no));
    assert.equal(read(head.owed), sum(numbers.map((no) => read(at(no).amount))), head.no);
  }
  for (const { no, amount, reversed, paid } of repayments) {
    assert.equal(read(amount) + read(reversed), sum(paid.flat().map((part) => read(part.amount))), `${no} went where the sheet says`);
  }

  const changes = new Set<string>();
  for (const { no, made, base: printed, from, days, number } of cap.spans) {
    for (const [change] of made.matchAll(/[DR]\d+/g)) changes.add(change);
    const lent = sheet.disbursements.filter((each) => changes.has(each.no)).map((each) => read(each.amount));
    const repaid = [...changes].filter((each) => each.startsWith('R')).map((each) => paidOf(each, (_, head) => heads[head]?.name === '借款本金', from));
    assert.equal(read(printed), sum(lent) - sum(repaid), `${no}: ${made}`);
    assert.equal(read(number), read(printed) * BigInt(days), no);
  }

  for (const span of cap.overdueSpans) {
    assert.equal(read(span.base), baseOf(span), `${span.no}: ${span.made}`);
    assert.equal(Number(span.days), daysBetween(parseDay(span.from), parseDay(span.to)) + 1, span.no);
    assert.equal(read(span.number), read(span.base) * BigInt(span.days), span.no);
  }

  const m = new Map(cap.sums.map((each) => [each.no, each] as const));
  const amount = (no: string) => read(m.get(no)?.amount ?? '—');
  const allowedBy = (no: string) => reckoned((m.get(no)?.made ?? '').replace('，舍去不足一分的部分', ''), 'down');
  const paidUnder = (names: readonly string[]) =>
    sum(repayments.flatMap(({ paid }) => paid.flatMap((parts, head) => (names.includes(heads[head]?.name ?? '') ? parts.map((part) => read(part.amount)) : []))));
  const outside = cap.outsideCharges.filter(({ made }) => made.endsWith('，计入')).map((each) => read(each.amount));
  const left = (allowed: string, paid: string) => (amount(allowed) > amount(paid) ? amount(allowed) - amount(paid) : 0n);
  assert.equal(amount('M1'), allowedBy('M1'));
  assert.equal(amount('M2'), paidUnder(['利息', '逾期利息', '复利', '费用']) + sum(outside));
  assert.equal(amount('M3'), left('M1', 'M2'));
  assert.equal(amount('M4'), m.get('M4')?.made === '没有逾期的本金' ? 0n : allowedBy('M4'));
  assert.equal(amount('M5'), paidUnder(['逾期利息', '复利']));
  assert.equal(amount('M6'), left('M4', 'M5'));
  assert.equal(amount('M7'), amount('M1') - amount('M4'));
  assert.equal(amount('M8'), paidUnder(['利息']));
  assert.equal(amount('M9'), left('M7', 'M8'));
  const [principal] = heads;
  if (m.has('M10')) assert.equal(amount('M10'), allowedBy('M10'));
  if (m.has('M11')) assert.equal(amount('M11'), least([amount('M2') - amount('M10'), read(principal?.owed ?? '—')]));
  assert.equal(amount('M11'), -read(principal?.room ?? '—'));

  /** `M6−B3` and the like. */
  const claimed = (no: string) => read(heads.find((head) => head.no === no)?.claimed ?? assert.fail(no));
  const difference = (made: string) => made.split('−').map((no) => (no.startsWith('M') ? amount(no) : claimed(no))).reduce((from, each) => from - each);
  for (const head of heads) {
    if (head.name === '借款本金') {
      assert.equal(read(head.claimed), read(head.owed) + read(head.room));
      continue;
    }
    assert.equal(read(head.room), least(head.roomMade.replace('中较小的', '').split('与').map(difference)), `${head.no}: ${head.roomMade}`);
    assert.equal(read(head.claimed), least([read(head.owed), read(head.room)]), head.no);
    assert.equal(head.capped, read(head.room) < read(head.owed), head.no);
  }
  assert.deepEqual(numbersIn(total.made), heads.map(({ no }) => no));
  assert.equal(read(total.sum.figures), sum(heads.map((head) => read(head.claimed))));
  assert.equal(read(total.owed), sum(heads.map((head) => read(head.owed))));
}

const monthly = (count: number, sums: readonly [string, string?, string?]): Story['schedule'] =>
  Array.from({ length: count }, (_, index) => [parseDay('2025-01-10').add({ months: index + 1 }).toString(), ...sums]);

/** By what is special about them. */
const stories: Readonly<Record<string, readonly [Story, asOf: string]>> = {
  'one instalment, nothing paid': [{ schedule: [['2025-07-10', '10000', '600']] }, '2025-08-31'],
  'twelve instalments, twelve repayments that lag behind': [
    {
      schedule: monthly(12, ['1000', '120', '10']),
      overdueRate: { value: '0.0005', per: 'day' },
      repaid: Array.from({ length: 12 }, (_, index) => [parseDay('2025-01-18').add({ months: index + 1 }).toString(), index % 3 === 2 ? '300.50' : '1000', 'payment', `R${index}`]),
    },
    '2026-02-20',
  ],
  'nearly settled': [
    { schedule: monthly(24, ['1000', '100']), repaid: Array.from({ length: 21 }, (_, index) => [parseDay('2025-01-15').add({ months: index + 1 }).toString(), '1104.80']) },
    '2027-02-20',
  ],
  'compound interest of a bank': [
    { kind: 'bank', schedule: monthly(6, ['2000', '60']), overdueUplift: '0.5', compoundInterest: true, repaid: [['2025-02-10', '2060'], ['2025-04-01', '500'], ['2025-05-20', '1500']] },
    '2025-12-31',
  ],
  'prepaid, then accelerated': [
    {
      schedule: monthly(6, ['2000', '120']),
      repaid: [['2025-02-10', '2120'], ['2025-02-25', '3000', 'prepayment'], ['2025-03-20', '500']],
      acceleratedOn: '2025-05-02',
    },
    '2025-08-31',
  ],
  'prepaid, the last instalments not yet due': [
    { schedule: monthly(12, ['1000', '120']), repaid: [['2025-02-10', '1120'], ['2025-02-25', '1500', 'prepayment']], dayCount: 'thirty_360' },
    '2025-06-30',
  ],
  'a waiting payment': [{ schedule: monthly(3, ['1000', '50']), repaid: [['2025-02-01', '1300'], ['2025-02-03', '100']] }, '2025-06-30'],
  'above the cap, set off, with charges beside the schedule and a reversal': [
    {
      kind: 'private',
      rate: '0.36',
      schedule: monthly(6, ['2000', '300']),
      charges: [['2025-01-10', '服务费', 'related', '800'], ['2025-01-10', '保险费', 'independent', '100']],
      repaid: [['2025-02-10', '2300'], ['2025-03-10', '2300'], ['2025-04-12', '1000', 'payment', 'S4'], ['2025-04-13', '1000', 'reversal', 'S4']],
    },
    '2025-12-31',
  ],
  'two caps and two disbursements': [
    {
      kind: 'private',
      signedOn: '2020-06-15',
      rate: { value: '0.02', per: 'month' },
      disbursed: [['2020-06-15', '6000'], ['2020-07-15', '4000']],
      schedule: [['2020-09-15', '5000', '450'], ['2020-12-15', '5000', '300']],
      repaid: [['2020-10-01', '1000']],
    },
    '2021-05-31',
  ],
};

for (const [what, [story, asOf]] of Object.entries(stories)) {
  test(`every sum on the sheet comes from the numbers that it names: ${what}`, async () => {
    const sheet = sheetOf(story, asOf);
    reckonSheet(sheet, loanOf(story));
    assert.ok((await renderPaper('claim_sheet', sheet, parseDay('2027-03-01'))).length > 10_000);
  });
}

test('so does every sum of any loan', () => {
  const amount = (most: number) => fc.integer({ min: 0, max: most }).map((each) => formatYuan(fen(each)).replaceAll(',', ''));
  const drawn = fc.record({
    kind: fc.constantFrom('small_loan', 'private', 'bank'),
    signedOn: fc.constantFrom('2020-06-15', '2020-08-20', '2024-01-31'),
    instalments: fc.array(fc.tuple(amount(300_000), amount(9_000), amount(3_000)), { minLength: 1, maxLength: 5 }),
    everyDays: fc.integer({ min: 1, max: 40 }),
    rate: fc.constantFrom('0', '0.12'),
    overdueUplift: fc.constantFrom('0', '0.5', '2'),
    compoundInterest: fc.boolean(),
    dayCount: fc.constantFrom('actual_365', 'actual_360', 'thirty_360'),
    allocationOrder: fc.constantFrom('civil_code_561', 'principal_first', 'oldest_instalment_first'),
    repaid: fc.array(fc.tuple(fc.integer({ min: 0, max: 250 }), amount(400_000), fc.constantFrom('payment', 'prepayment')), { maxLength: 6 }),
    acceleratedAfter: fc.option(fc.integer({ min: 1, max: 250 })),
  } as const);
  let claims = 0;
  fc.assert(
    fc.property(drawn, ({ signedOn, instalments, everyDays, repaid, acceleratedAfter, ...rest }) => {
      const after = (days: number) => parseDay(signedOn).add({ days }).toString();
      const loan = loanOf({
        ...rest,
        signedOn,
        schedule: instalments.map((sums, index) => [after(everyDays * (index + 1)), ...sums] as const),
        repaid: repaid.map(([days, paid, kind]) => [after(days), paid, kind] as const),
        ...(acceleratedAfter === null ? {} : { acceleratedOn: after(acceleratedAfter) }),
      });
      const claim = computeClaim(loan, parseDay(after(260)), parseDay('2026-03-02'));
      if (!claim.ok) return;
      claims += 1;
      reckonSheet(claimSheet(loan, claim.value, addressedTo), loan);
    }),
    { numRuns: 300 },
  );
  assert.ok(claims > 100, `only ${claims} of the loans drawn led to a claim`);
});

test('the sheet names the smaller of contract and cap, what runs on, and what is not on it', () => {
  const sheet = sheetOf({ kind: 'private', rate: '0.36', compoundInterest: true, schedule: [['2025-07-10', '5000', '900'], ['2025-12-10', '5000', '900']] }, '2025-08-10');
  assert.equal(sheet.comparison, '各项息费按合同共尚欠1,052.88元，其中332.67元超过年利率12.4%的上限，不予主张；按上限主张720.21元。');
  assert.match(sheet.running, /^此后另计以5,000\.00元为基数、按年利率12\.4%（每年按365日计）计算、自2025年8月11日起至实际付清之日止的逾期利息。$/);
  assert.deepEqual(sheet.notes, [
    '合同约定了复利，但法律不允许本案出借人计收，本表没有计算复利。',
    '下列各期本金尚未到期，不在请求之内：第2期5,000.00元。',
    '还款计划以申请人提供的为准；合同没有列明重新计算还款计划所需的全部条件。',
  ]);
});

test('where the law changed within the life of the loan, each stretch has its cap and each cap its article', () => {
  const [story, asOf] = stories['two caps and two disbursements'] ?? assert.fail();
  const { cap } = sheetOf(story, asOf);
  assert.deepEqual(cap.spans.map(({ no, made, to, rate }) => [no, made, to, rate]), [
    ['C1', 'D1', '2020-07-15', '24%'],
    ['C2', 'C1+D2', '2020-08-19', '24%'],
    ['C3', 'C2', '2020-10-01', '15.4%'],
    ['C4', 'C3−R1', '2021-05-31', '15.4%'],
  ]);
  assert.match(cap.basis, /（2020年12月修正）》第三十一条；起诉时.*的四倍；此前依据《.*（2015年）》第三十条$/);
});

test('where the schedule is not the one that the terms give, the sheet says so, row by row', () => {
  const terms = { method: 'equal_principal', periods: 2, every: { count: 1, unit: 'month' }, startsOn: '2025-01-10', firstDueOn: '2025-02-10', monthEnd: 'same_day', interestBy: 'period', rounding: 'half_up', feeFen: '0' } as const;
  const sheet = sheetOf({ terms, schedule: [['2025-02-10', '5000', '100'], ['2025-03-11', '5000', '51']] }, '2025-08-10');
  assert.deepEqual(sheet.scheduleDifferences, [
    { seq: '2', field: '到期日', given: '2025-03-11', rebuilt: '2025-03-10' },
    { seq: '2', field: '利息', given: '51.00', rebuilt: '50.00' },
  ]);
  assert.deepEqual(sheet.notes, ['按合同约定的还款方式重新计算，与还款计划有2处不同，见第五部分；本表按还款计划计算。']);
});
