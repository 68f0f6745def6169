import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseDay } from '../kernel/index.ts';
import type { LenderKind } from './lender-kinds.ts';
import { lprTable, oneYearLpr } from './lpr.ts';
import { rateCap } from './rate-cap.ts';

/** `0.24 第三十条` for each period, with the day it ends on where one does; or the refusal. */
function told(kind: LenderKind, signedOn: string, filedOn: string): string {
  const caps = rateCap(kind, parseDay(signedOn), parseDay(filedOn));
  if (!caps.ok) return caps.refusal.code;
  assert.equal(caps.value[0]?.from.toString(), signedOn);
  return caps.value.map(({ rate, article, until }) => `${rate.value} ${article.article}${until ? ` until ${until.toString()}` : ''}`).join(', then ');
}

test('the cap on both sides of every day on which it changes', () => {
  const rows: readonly (readonly [LenderKind, string, string, string])[] = [
    // Private lending: the rules of 2015, on contracts and filings.
    ['private', '2015-08-31', '2016-01-04', 'rate_outside_known_dates'],
    ['private', '2015-09-01', '2016-01-04', '0.24 第三十条'],
    ['private', '2015-09-01', '2015-08-31', 'rate_outside_known_dates'],
    ['private', '2020-08-19', '2020-08-19', '0.24 第三十条'],
    // August 2020: LPR at contract formation; before there was an LPR, at filing (3.85 % both times).
    ['private', '2019-08-19', '2020-08-20', '0.154 第三十二条'],
    ['private', '2019-08-20', '2020-08-20', '0.17 第三十条'],
    ['private', '2020-08-20', '2020-12-31', '0.154 第三十条'],
    // From 2021: split at 2020-08-20, the later part by the LPR at filing (3.85 % in January 2021, 3.00 % in March 2026).
    ['private', '2020-08-19', '2021-01-01', '0.24 第三十条 until 2020-08-20, then 0.154 第三十一条'],
    ['private', '2020-08-19', '2026-03-02', '0.24 第三十条 until 2020-08-20, then 0.12 第三十一条'],
    ['private', '2020-08-20', '2026-03-02', '0.154 第二十九条'],
    ['private', '2015-08-31', '2026-03-02', 'rate_outside_known_dates'],
    // The LPR on the day before and the day of a publication: 3.85 % to 2021-12-19, 3.80 % from 2021-12-20.
    ['private', '2021-12-19', '2026-03-02', '0.154 第二十九条'],
    ['private', '2021-12-20', '2026-03-02', '0.152 第二十九条'],
    // The table's horizon, for contracts and for filings of old ones.
    ['private', '2026-09-19', '2026-10-09', '0.12 第二十九条'],
    ['private', '2026-09-20', '2026-10-09', 'rate_outside_known_dates'],
    ['private', '2020-08-19', '2026-09-20', 'rate_outside_known_dates'],
    // Licensed lenders: the practice figure, by the day of filing.
    ['bank', '2016-05-03', '2017-08-03', 'lender_kind_has_no_cap_on_this_day'],
    ['bank', '2016-05-03', '2017-08-04', '0.24 第二条'],
    ['consumer_finance', '2026-05-06', '2026-06-01', '0.24 第二条'],
    // Small-loan companies: outside the private rules only since the reply of 2020-12-31.
    ['small_loan', '2019-03-01', '2020-12-31', 'lender_kind_has_no_cap_on_this_day'],
    ['small_loan', '2019-03-01', '2021-01-01', '0.24 第二条'],
    ['small_loan', '2027-12-31', '2028-05-08', '0.24 第二条'],
    ['small_loan', '2028-01-01', '2028-05-08', 'rate_outside_known_dates'],
  ];
  for (const [kind, signedOn, filedOn, expected] of rows) {
    assert.equal(told(kind, signedOn, filedOn), expected, `${kind}, signed ${signedOn}, filed ${filedOn}`);
  }
});

test('a small-loan contract rests on the guidance from the day it went out', () => {
  const instrumentOf = (signedOn: string) => {
    const caps = rateCap('small_loan', parseDay(signedOn), parseDay('2026-03-02'));
    return caps.ok && caps.value[0]?.article.instrument;
  };
  assert.equal(instrumentOf('2025-12-23'), '最高人民法院关于进一步加强金融审判工作的若干意见');
  assert.equal(instrumentOf('2025-12-24'), '小额贷款公司综合融资成本管理工作指引');
});

test('law and practice are told apart, and the basis says where the rate comes from', () => {
  const bank = rateCap('bank', parseDay('2025-03-03'), parseDay('2026-03-02'));
  const person = rateCap('private', parseDay('2025-03-03'), parseDay('2026-03-02'));
  assert.ok(bank.ok && person.ok);
  assert.deepEqual([bank.value[0]?.standing, person.value[0]?.standing], ['practice', 'law']);
  assert.equal(person.value[0]?.basis, '合同成立时一年期贷款市场报价利率3.10%（2025-02-20发布）的四倍');
});

test('the LPR table is in order, monthly, and answers from its first day to its horizon', () => {
  lprTable.slice(1).forEach(({ publishedOn }, index) => {
    const before = lprTable[index]?.publishedOn.toPlainYearMonth().add({ months: 1 });
    assert.ok(before?.equals(publishedOn.toPlainYearMonth()), publishedOn.toString());
    assert.ok(publishedOn.day >= 20);
  });
  const on = (day: string) => {
    const found = oneYearLpr(parseDay(day));
    return found.ok ? found.value.oneYearPercent : found.refusal.code;
  };
  assert.deepEqual(['2019-08-19', '2019-08-20', '2019-09-19', '2019-09-20', '2026-09-19', '2026-09-20'].map(on), [
    'rate_outside_known_dates',
    '4.25',
    '4.25',
    '4.20',
    '3.00',
    'rate_outside_known_dates',
  ]);
});

test('the LPR table is the published one, row for row', (t) => {
  const published = new URL('../../../shared/data/lpr/lpr.csv', import.meta.url);
  if (!existsSync(published)) return t.skip('../shared/data/lpr is not here');
  const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1).map((row) => row.split(',').slice(0, 2).join(','));
  assert.deepEqual(lprTable.map(({ publishedOn, oneYearPercent }) => `${publishedOn.toString()},${oneYearPercent}`), rows);
});
