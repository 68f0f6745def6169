import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../kernel/index.ts';
import { lenderKinds, type LenderKind } from './lender-kinds.ts';
import { extendLpr, shippedLpr } from './lpr.ts';
import { compoundInterest, overdueUpliftRange } from './overdue-rate.ts';
import { capSteps, rateCap } from './rate-cap.ts';

/** `0.24 第三十条` for each period, with the day it ends on where one does; or the refusal. */
function told(kind: LenderKind, signedOn: string, filedOn: string, judgedOn = filedOn): string {
  const caps = rateCap(kind, parseDay(signedOn), parseDay(filedOn), shippedLpr, parseDay(judgedOn));
  if (!caps.ok) return caps.refusal.code;
  assert.equal(caps.value[0]?.from.toString(), signedOn);
  return caps.value.map(({ rate, article, until }) => `${rate.value} ${article.article}${until ? ` until ${until.toString()}` : ''}`).join(', then ');
}

const unknown = 'rate_outside_known_dates';
const noCap = 'lender_kind_has_no_cap_on_this_day';

/** Rows come in pairs: the day before a boundary, and the day itself. */
const table: readonly (readonly [rule: string, rows: readonly (readonly [LenderKind, signedOn: string, filedOn: string, expected: string])[]])[] = [
  ['the rules of 2015 govern contracts from 2015-09-01; what came before is not in the rulebook', [
    ['private', '2015-08-31', '2016-01-04', unknown],
    ['private', '2015-09-01', '2016-01-04', '0.24 第三十条'],
    ['private', '2015-08-31', '2026-03-02', unknown],
    ['private', '2015-09-01', '2026-03-02', '0.24 第三十条 until 2020-08-20, then 0.12 第三十一条'],
  ]],
  ['they govern cases filed from 2015-09-01', [
    ['private', '2015-08-31', '2015-08-31', unknown],
    ['private', '2015-09-01', '2015-09-01', '0.24 第三十条'],
  ]],
  ['and cases filed to 2020-08-19', [
    ['private', '2019-03-01', '2020-08-19', '0.24 第三十条'],
    ['private', '2019-03-01', '2020-08-20', '0.154 第三十二条'],
    ['private', '2020-08-19', '2020-08-19', '0.24 第三十条'],
    ['private', '2020-08-20', '2020-08-20', '0.154 第三十条'],
  ]],
  ['August 2020: contracts before the first LPR of 2019-08-20 by the day of filing (3.85 %), later ones by their own day (4.25 %)', [
    ['private', '2019-08-19', '2020-10-09', '0.154 第三十二条'],
    ['private', '2019-08-20', '2020-10-09', '0.17 第三十条'],
    ['private', '2015-08-31', '2020-10-09', '0.154 第三十二条'],
  ]],
  ['December 2020: cases filed from 2021-01-01', [
    ['private', '2019-08-19', '2020-12-31', '0.154 第三十二条'],
    ['private', '2019-08-19', '2021-01-01', '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条'],
    ['private', '2019-08-20', '2020-12-31', '0.17 第三十条'],
    ['private', '2019-08-20', '2021-01-01', '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条'],
    ['private', '2020-08-20', '2020-12-31', '0.154 第三十条'],
    ['private', '2020-08-20', '2021-01-01', '0.154 第二十九条'],
  ]],
  ['contracts before 2020-08-20 are split on that day, and the later part goes by the LPR at filing: 3.00 % in March 2026', [
    ['private', '2020-08-19', '2026-03-02', '0.24 第三十条 until 2020-08-20, then 0.12 第三十一条'],
    ['private', '2020-08-20', '2026-03-02', '0.154 第二十九条'],
  ]],
  ['the LPR is the one published last, on the day itself or before: 3.80 % from 2021-12-20', [
    ['private', '2021-12-19', '2026-03-02', '0.154 第二十九条'],
    ['private', '2021-12-20', '2026-03-02', '0.152 第二十九条'],
    ['private', '2019-01-10', '2021-12-19', '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条'],
    ['private', '2019-01-10', '2021-12-20', '0.24 第三十条 until 2020-08-20, then 0.152 第三十一条'],
  ]],
  ['from 2026-09-20 the next LPR may be out, and it is not known: for contracts made then, and for old ones filed then', [
    ['private', '2026-09-19', '2026-10-09', '0.12 第二十九条'],
    ['private', '2026-09-20', '2026-10-09', unknown],
    ['private', '2020-08-19', '2026-09-19', '0.24 第三十条 until 2020-08-20, then 0.12 第三十一条'],
    ['private', '2020-08-19', '2026-09-20', unknown],
  ]],
  ['banks and consumer finance companies: the practice figure since the opinion of 2017-08-04, by the day of filing', [
    ['bank', '2016-05-03', '2017-08-03', noCap],
    ['bank', '2016-05-03', '2017-08-04', '0.24 第二条'],
    ['consumer_finance', '2016-05-03', '2017-08-03', noCap],
    ['consumer_finance', '2016-05-03', '2017-08-04', '0.24 第二条'],
    ['consumer_finance', '2026-05-06', '2026-11-24', '0.24 第二条'],
  ]],
  ['a bank’s contract from 2025-10-01 rests on the notice about lending through platforms, at the same figure', [
    ['bank', '2025-09-30', '2026-03-02', '0.24 第二条'],
    ['bank', '2025-10-01', '2026-03-02', '0.24 第六条'],
    ['consumer_finance', '2025-10-01', '2026-03-02', '0.24 第二条'],
  ]],
  ['the seven kinds of local financial organisations are outside the private rules for cases filed from 2021-01-01', [
    ['small_loan', '2019-03-01', '2020-12-31', noCap],
    ['small_loan', '2019-03-01', '2021-01-01', '0.24 第二条'],
    ['local_financial', '2019-03-01', '2020-12-31', noCap],
    ['local_financial', '2019-03-01', '2021-01-01', '0.24 第二条'],
  ]],
  ['the guidance for small-loan companies reaches new loans to the end of 2027, and no other lender', [
    ['small_loan', '2027-12-31', '2028-05-08', '0.24 第二条'],
    ['small_loan', '2028-01-01', '2028-05-08', unknown],
    ['local_financial', '2028-01-01', '2028-05-08', '0.24 第二条'],
  ]],
];

for (const [rule, rows] of table) {
  test(rule, () => {
    for (const [kind, signedOn, filedOn, expected] of rows) {
      assert.equal(told(kind, signedOn, filedOn), expected, `${kind}, signed ${signedOn}, filed ${filedOn}`);
    }
  });
}

test('a case filed from 2020-08-20 and still to be decided in 2021 is under the text of December; one filed before is not', () => {
  assert.equal(told('private', '2019-08-20', '2020-10-09', '2020-12-31'), '0.17 第三十条');
  assert.equal(told('private', '2019-08-20', '2020-10-09', '2021-01-01'), '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条');
  assert.equal(told('private', '2015-08-31', '2020-10-09', '2021-01-01'), unknown);
  assert.equal(told('private', '2019-08-20', '2020-08-19', '2021-01-01'), '0.24 第三十条');
  assert.equal(told('private', '2019-08-20', '2020-08-20', '2021-01-01'), '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条');
});

test('with later publications entered, the cap is known on days that the shipped table does not reach', () => {
  const on = parseDay('2026-10-09');
  const lpr = extendLpr(shippedLpr, [{ publishedOn: parseDay('2026-09-21'), oneYearPercent: '2.90' }]);
  const rates = (signedOn: string) => {
    const caps = rateCap('private', parseDay(signedOn), on, lpr);
    return caps.ok ? caps.value.map(({ rate }) => rate.value) : caps.refusal.code;
  };
  assert.deepEqual([rates('2026-09-20'), rates('2026-09-21'), rates('2020-01-10')], [['0.12'], ['0.116'], ['0.24', '0.116']]);
  assert.equal(capSteps('private', lpr).at(-1)?.until?.toString(), '2026-10-20');
});

test('a small-loan contract rests on the guidance from the day it went out', () => {
  const instrumentOf = (signedOn: string) => {
    const caps = rateCap('small_loan', parseDay(signedOn), parseDay('2026-03-02'));
    return caps.ok && caps.value[0]?.article.instrument;
  };
  assert.equal(instrumentOf('2025-12-23'), '最高人民法院关于进一步加强金融审判工作的若干意见');
  assert.equal(instrumentOf('2025-12-24'), '小额贷款公司综合融资成本管理工作指引');
});

test('what was paid above 36 % comes back under the rules of 2015, above the cap under those of 2020, and nothing where only practice caps', () => {
  const lines = (kind: LenderKind, signedOn: string, filedOn: string) => {
    const caps = rateCap(kind, parseDay(signedOn), parseDay(filedOn));
    return caps.ok && caps.value.map(({ returnAbove, standing }) => `${returnAbove?.value ?? 'none'} ${standing}`);
  };
  assert.deepEqual(lines('private', '2019-03-01', '2020-08-19'), ['0.36 law']);
  assert.deepEqual(lines('private', '2019-03-01', '2020-08-20'), ['0.154 law']);
  assert.deepEqual(lines('private', '2019-03-01', '2026-03-02'), ['0.36 law', '0.12 law']);
  assert.deepEqual(lines('private', '2020-08-20', '2026-03-02'), ['0.154 law']);
  for (const kind of ['bank', 'consumer_finance', 'small_loan', 'local_financial'] as const) {
    assert.deepEqual(lines(kind, '2025-12-24', '2026-03-02'), ['none practice'], kind);
  }
});

test('the basis says where the rate comes from', () => {
  const caps = rateCap('private', parseDay('2025-03-03'), parseDay('2026-03-02'));
  assert.equal(caps.ok && caps.value[0]?.basis, '合同成立时一年期贷款市场报价利率3.10%（2025-02-20发布）的四倍');
});

test('the steps of the cap over the years follow on one another up to the horizon', () => {
  const steps = capSteps('private');
  steps.slice(1).forEach(({ from }, index) => assert.ok(steps[index]?.until?.equals(from), from.toString()));
  assert.deepEqual(
    [steps[0], steps.at(-1)].map((step) => [step?.from.toString(), step?.until?.toString(), step?.rate.value]),
    [['2015-09-01', '2020-08-20', '0.24'], ['2025-05-20', '2026-09-20', '0.12']],
  );
  assert.deepEqual(capSteps('small_loan').map(({ from, until }) => [from.toString(), until?.toString()]), [['2021-01-01', '2025-12-24'], ['2025-12-24', '2028-01-01']]);
  for (const kind of lenderKinds) {
    for (const { from, rate } of capSteps(kind)) {
      const caps = rateCap(kind, from, from);
      assert.deepEqual(caps.ok && caps.value[0]?.rate, rate, `${kind} ${from.toString()}`);
    }
  }
});

test('overdue: a bank or consumer finance company adds 30 to 50 per cent and may compound; the notice reaches no one else', () => {
  const on = parseDay('2026-03-02');
  for (const kind of ['bank', 'consumer_finance'] as const) {
    const range = overdueUpliftRange(kind, on);
    assert.deepEqual([range?.least, range?.most, range?.article.article], ['0.3', '0.5', '第三条'], kind);
    assert.deepEqual(compoundInterest(kind, on), range?.article);
    assert.equal(overdueUpliftRange(kind, parseDay('2003-12-31')), null);
    assert.ok(overdueUpliftRange(kind, parseDay('2004-01-01')));
  }
  for (const kind of ['small_loan', 'local_financial', 'private'] as const) {
    assert.deepEqual([overdueUpliftRange(kind, on), compoundInterest(kind, on)], [null, null], kind);
  }
});
