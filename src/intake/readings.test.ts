import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen, formatPercent, formatYuan } from '../kernel/index.ts';
import { choicesOf, lessMoney, plusDays, plusMonths, readChoice, readCount, readDay, readIdentifier, readInstant, readMoney, readRate, readText, readUplift, type Reading } from './readings.ts';

const valueOr = <T>(reading: Reading<T>): T | string => (reading.ok ? reading.value : reading.refusal.code);

const money = [
  ['￥12,345.60', { as: 'yuan' }, '1234560'],
  ['１２３４５．６元', { as: 'yuan' }, '1234560'],
  ['12345.600', { as: 'yuan' }, '1234560'],
  ['1.5', { as: 'wan_yuan' }, '1500000'],
  ['1500', { as: 'fen' }, '1500'],
  ['1e+05', { as: 'yuan', exponent: true }, '10000000'],
  ['1e+05', { as: 'yuan' }, 'amount_unreadable'],
  ['10.005', { as: 'yuan' }, 'amount_finer_than_fen'],
  ['10.005', { as: 'yuan', rounding: 'half_up' }, '1001'],
  ['1.5万元', { as: 'yuan' }, '1500000'],
  ['￥1.5 万', { as: 'fen' }, '1500000'],
  ['1.2亿元', { as: 'wan_yuan' }, '12000000000'],
  ['100分', { as: 'yuan' }, '100'],
  ['12,345.60元', { as: 'wan_yuan' }, '1234560'],
  ['￥1.5', { as: 'wan_yuan' }, '1500000'],
  ['12345.60 CNY', { as: 'yuan' }, '1234560'],
  ['RMB 12345.60', { as: 'yuan' }, '1234560'],
  ['人民币12345.60元', { as: 'yuan' }, '1234560'],
  ['12 345.60', { as: 'yuan' }, '1234560'],
  ['.5', { as: 'yuan' }, '50'],
  ['0.000', { as: 'fen' }, '0'],
  ['00012', { as: 'fen' }, '12'],
  ['-5.00', { as: 'yuan' }, 'amount_negative'],
  ['￥-5.00', { as: 'yuan' }, 'amount_negative'],
  ['−5.00元', { as: 'yuan' }, 'amount_negative'],
  ['5.00-', { as: 'yuan' }, 'amount_negative'],
  ['(1,234.50)', { as: 'yuan' }, 'amount_negative'],
  ['（１，２３４．５０）', { as: 'yuan' }, 'amount_negative'],
  ['-0.00', { as: 'yuan' }, '0'],
  ['-5.00', { as: 'yuan', signed: true }, '-500'],
  ['（5.00）', { as: 'yuan', signed: true }, '-500'],
  ['(-5.00)', { as: 'yuan', signed: true }, 'amount_negative'],
  ['-0.00', { as: 'yuan', signed: true }, '0'],
  ['5.00', { as: 'yuan', signed: true }, '500'],
  ['-', { as: 'yuan' }, 'amount_unreadable'],
  ['.', { as: 'yuan' }, 'amount_unreadable'],
  ['元', { as: 'yuan' }, 'amount_unreadable'],
  ['12元34', { as: 'yuan' }, 'amount_unreadable'],
  ['12 34', { as: 'yuan' }, 'amount_unreadable'],
  ['$5.00', { as: 'yuan' }, 'amount_unreadable'],
  ['1.234,56', { as: 'yuan' }, 'amount_unreadable'],
  ['1,2345', { as: 'yuan' }, 'amount_unreadable'],
  ['2025-03-01', { as: 'yuan' }, 'amount_unreadable'],
  ['9'.repeat(61), { as: 'fen' }, 'amount_unreadable'],
  ['1,23.00', { as: 'yuan' }, 'amount_unreadable'],
  ['壹万元整', { as: 'yuan' }, 'amount_unreadable'],
  ['NaN', { as: 'yuan' }, 'amount_unreadable'],
] as const;
for (const [text, form, expected] of money) {
  test(`money ${text} as ${JSON.stringify(form)} is ${expected}`, () => assert.equal(valueOr(readMoney(text, form)), expected));
}

test('every amount that papers print is read back to the fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (amount) =>
      assert.equal(valueOr(readMoney(formatYuan(fen(amount)), { as: 'yuan' })), amount.toString()),
    ),
  );
});

const uplifts = [
  ['50%', 'percent', '0.5'],
  ['50', 'percent', '0.5'],
  ['上浮 30%', 'percent', '0.3'],
  ['加收５０％', 'as_marked', '0.5'],
  ['0.5', 'as_marked', '0.5'],
  ['0.50', 'decimal', '0.5'],
  ['100%', 'percent', '1'],
  ['0', 'decimal', '0'],
  ['50%', 'decimal', 'rate_unreadable'],
  ['33.333333%', 'percent', 'rate_unreadable'],
  ['10000%', 'percent', 'rate_unreadable'],
  ['一半', 'percent', 'rate_unreadable'],
  ['-50%', 'percent', 'rate_unreadable'],
  ['', 'percent', 'rate_unreadable'],
  [`${'0'.repeat(60)}1`, 'percent', 'rate_unreadable'],
] as const;
for (const [text, written, expected] of uplifts) {
  test(`uplift ${text} as ${written} is ${expected}`, () => assert.equal(valueOr(readUplift(text, { written })), expected));
}

const wide = (text: string): string => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

test('an amount is the same in full-width digits, with a sign of money, in another unit, or taken off another', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n }), (amount, more) => {
      const printed = formatYuan(fen(amount));
      const plain = printed.replaceAll(',', '');
      const wan = `${amount / 1_000_000n}.${String(amount % 1_000_000n).padStart(6, '0')}`;
      for (const text of [plain, wide(printed), `￥${printed}`, `${printed}元`, `${amount}分`, `${wan}万元`]) {
        assert.equal(valueOr(readMoney(text, { as: 'yuan' })), amount.toString(), text);
      }
      assert.equal(valueOr(readMoney(wan, { as: 'wan_yuan' })), amount.toString());
      assert.equal(valueOr(readMoney(`-${plain}`, { as: 'yuan' })), amount === 0n ? '0' : 'amount_negative');
      assert.equal(valueOr(lessMoney((amount + more).toString(), [amount.toString()])), more.toString());
      assert.equal(valueOr(lessMoney(more.toString(), [(more + amount + 1n).toString()])), 'amount_negative');
    }),
  );
});

test('whatever a cell holds, money is digits that the loan file allows, or a named refusal', () => {
  const cells = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,-()￥元万分e+ １')), maxLength: 16 }));
  fc.assert(fc.property(cells, (text) => assert.match(valueOr(readMoney(text, { as: 'yuan' })), /^((0|[1-9]\d*)|amount_(unreadable|negative|finer_than_fen))$/)), { numRuns: 500 });
});

const days = [
  ['2025-03-01', 'year_first', '2025-03-01'],
  ['2025/3/1', 'year_first', '2025-03-01'],
  ['20250301', 'year_first', '2025-03-01'],
  ['2025年3月1日', 'year_first', '2025-03-01'],
  ['2025-03-01 23:59:59', 'year_first', '2025-03-01'],
  ['2025-02-30', 'year_first', 'day_unreadable'],
  ['2016-08-15 18:22:40.000000', 'year_first', '2016-08-15'],
  ['2025/3/1 8:05', 'year_first', '2025-03-01'],
  ['20250301102030', 'year_first', '2025-03-01'],
  ['20250301.0', 'year_first', '2025-03-01'],
  ['２０２５－０３－０１', 'year_first', '2025-03-01'],
  ['2025年3月1号', 'year_first', '2025-03-01'],
  ['2025-03-01T15:59:59Z', 'year_first', '2025-03-01'],
  ['2025-03-01T16:00:00Z', 'year_first', '2025-03-02'],
  ['2025-03-01T23:00:00+08:00', 'year_first', '2025-03-01'],
  ['2025-3/1', 'year_first', 'day_unreadable'],
  ['0000-00-00', 'year_first', 'day_unreadable'],
  ['25-03-01', 'year_first', 'day_unreadable'],
  ['2025-03-01 noon', 'year_first', 'day_unreadable'],
  ['01/03/2025', 'year_first', 'day_unreadable'],
  ['12/15/2011 12:00:00 AM', 'month_day_year', '2011-12-15'],
  ['15/12/2011', 'month_day_year', 'day_unreadable'],
  ['15-Dec-2011', 'day_month_name_year', '2011-12-15'],
  ['5 september 2011', 'day_month_name_year', '2011-09-05'],
  ['5 Sept. 2011 08:30:00', 'day_month_name_year', '2011-09-05'],
  ['31-Jun-2011', 'day_month_name_year', 'day_unreadable'],
  ['5 Decimal 2011', 'day_month_name_year', 'day_unreadable'],
  ['15-Dec-11', 'day_month_name_year', 'day_unreadable'],
  ['45717', 'spreadsheet_serial', '2025-03-01'],
  ['45717.99', 'spreadsheet_serial', '2025-03-01'],
  ['2025/3/1', 'spreadsheet_serial', '2025-03-01'],
  ['20250301', 'spreadsheet_serial', '2025-03-01'],
  ['-1', 'spreadsheet_serial', 'day_unreadable'],
  ['1740787200', 'unix_time', '2025-03-01'],
  ['1740787200000', 'unix_time', '2025-03-01'],
  ['1740844799', 'unix_time', '2025-03-01'],
  ['1740844800', 'unix_time', '2025-03-02'],
  ['17407872', 'unix_time', 'day_unreadable'],
  ['01/03/2025', 'day_month_year', '2025-03-01'],
  ['01/03/2025', 'month_day_year', '2025-01-03'],
  ['Feb-2012', 'month_name_year', '2012-02-29'],
  ['Foo-2012', 'month_name_year', 'day_unreadable'],
  ['45717', 'year_first', 'day_unreadable'],
] as const;
for (const [text, form, expected] of days) {
  test(`day ${text} as ${form} is ${expected}`, () => assert.equal(valueOr(readDay(text, form)), expected));
}

test('every day is read back from each of its forms', () => {
  const first = Temporal.PlainDate.from('1980-01-01');
  const names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 43_000 }), (offset) => {
      const day = first.add({ days: offset });
      const { year, month, day: date } = day;
      const two = (number: number): string => String(number).padStart(2, '0');
      const forms = [
        [`${year}-${month}-${date}`, 'year_first'],
        [`${year}${two(month)}${two(date)}`, 'year_first'],
        [wide(`${year}.${month}.${date}`), 'year_first'],
        [`${year}年${month}月${date}日`, 'year_first'],
        [`${date}.${month}.${year}`, 'day_month_year'],
        [`${month}/${date}/${year}`, 'month_day_year'],
        [`${date} ${names[month - 1]} ${year}`, 'day_month_name_year'],
        [`${date}-${names[month - 1]?.slice(0, 3)}-${year}`, 'day_month_name_year'],
        [String(Temporal.PlainDate.from('1899-12-30').until(day).days), 'spreadsheet_serial'],
        [day.toString(), 'unix_time'],
      ] as const;
      for (const [text, form] of forms) assert.equal(valueOr(readDay(text, form)), day.toString(), `${text} as ${form}`);
      const noon = day.toZonedDateTime({ timeZone: '+08:00', plainTime: '12:00' }).epochMilliseconds;
      if (noon >= 1e11) assert.equal(valueOr(readDay(String(noon / 1000), 'unix_time')), day.toString());
    }),
  );
});

test('a term is added in the unit that the mapping says, or refused', () => {
  assert.equal(valueOr(plusDays('2016-08-15', '30')), '2016-09-14');
  assert.equal(valueOr(plusDays('2016-08-15', '30.0')), '2016-09-14');
  assert.equal(valueOr(plusDays('2024-02-28', '１天')), '2024-02-29');
  assert.equal(valueOr(plusMonths('2024-08-31', ' 6 months')), '2025-02-28');
  assert.equal(valueOr(plusMonths('2024-08-31', '6期')), '2025-02-28');
  assert.equal(valueOr(plusMonths('2024-02-29', '3年')), '2027-02-28');
  assert.equal(valueOr(plusMonths('2024-08-31', '30天')), 'term_in_other_unit');
  assert.equal(valueOr(plusDays('2024-08-31', '6个月')), 'term_in_other_unit');
  assert.equal(valueOr(plusDays('2024-08-31', 'soon')), 'count_unreadable');
  assert.equal(valueOr(plusMonths('2024-08-31', '99999')), 'day_unreadable');
});

test('instants', () => {
  assert.equal(valueOr(readInstant('2025-03-01 08:00:00', '+08:00')), '2025-03-01T00:00:00Z');
  assert.equal(valueOr(readInstant('2025/03/01 08:00:00', '+03:00')), '2025-03-01T05:00:00Z');
  assert.equal(valueOr(readInstant('2025-03-01T08:00:00Z', '+08:00')), '2025-03-01T08:00:00Z');
  assert.equal(valueOr(readInstant('yesterday', '+08:00')), 'instant_unreadable');
});

test('every time is the instant that it is, at any offset', () => {
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(seconds, fc.integer({ min: -14 * 60, max: 14 * 60 }), (epoch, minutes) => {
      const at = Temporal.Instant.fromEpochMilliseconds(epoch * 1000);
      const offset = `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
      const local = at.toZonedDateTimeISO(offset).toPlainDateTime().toString({ smallestUnit: 'second' });
      assert.equal(valueOr(readInstant(local, offset)), at.toString());
      assert.equal(valueOr(readInstant(`${local}${offset}`, '+08:00')), at.toString());
      assert.equal(valueOr(readInstant(local.replace('T', ' ').replaceAll('-', '/'), offset)), at.toString());
    }),
  );
});

const rates = [
  ['15.60%', 'percent', '0.156/year'],
  ['15.60', 'percent', '0.156/year'],
  ['0.24', 'decimal', '0.24/year'],
  ['24%', 'decimal', 'rate_unreadable'],
  ['24%', 'as_marked', '0.24/year'],
  ['0.24', 'as_marked', '0.24/year'],
  ['24', 'as_marked', 'rate_out_of_range'],
  ['1500', 'percent', 'rate_out_of_range'],
  ['1500%', 'percent', 'rate_out_of_range'],
  ['150%', 'percent', '1.5/year'],
  ['1.25%/月', 'percent', '0.0125/month'],
  ['1.25％／月', 'percent', '0.0125/month'],
  ['月利率1.25%', 'percent', '0.0125/month'],
  ['月息 1.25', 'percent', '0.0125/month'],
  ['15%/年', 'percent', '0.15/year'],
  ['年化15%', 'as_marked', '0.15/year'],
  ['年利率：15.6%', 'percent', '0.156/year'],
  ['15% p.a.', 'percent', '0.15/year'],
  ['0.0005/day', 'decimal', '0.0005/day'],
  ['0.05%/日', 'percent', '0.0005/day'],
  ['日万分之五', 'percent', '0.0005/day'],
  ['日万5', 'as_marked', '0.0005/day'],
  ['万分之五点五/天', 'percent', '0.00055/day'],
  ['百分之二十四', 'percent', '0.24/year'],
  ['5‰/月', 'percent', '0.005/month'],
  ['月利率1.25%/日', 'percent', 'rate_unreadable'],
  ['万分之五%', 'percent', 'rate_unreadable'],
  ['月息1分', 'percent', 'rate_unreadable'],
  ['十五', 'percent', 'rate_unreadable'],
  ['百分之十十', 'percent', 'rate_unreadable'],
  ['18%-24%', 'percent', 'rate_unreadable'],
  ['4倍LPR', 'percent', 'rate_unreadable'],
  ['-5%', 'percent', 'rate_unreadable'],
  ['0.15000000000000002', 'decimal', 'rate_unreadable'],
  ['%', 'percent', 'rate_unreadable'],
] as const;
for (const [text, written, expected] of rates) {
  test(`rate ${text} written as ${written} is ${expected}`, () => {
    const read = readRate(text, { written, per: 'year' });
    assert.equal(read.ok ? `${read.value.value}/${read.value.per}` : read.refusal.code, expected);
  });
}

test('a rate is the same percentage, decimal and marked, and in full-width digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('year', 'month', 'day'), (hundredths, per) => {
      const value = String(hundredths / 10_000);
      const expected = hundredths / 10_000 * { year: 1, month: 12, day: 365 }[per] > 1 ? 'rate_out_of_range' : { value, per };
      const percent = formatPercent(value);
      assert.deepEqual(valueOr(readRate(value, { written: 'decimal', per })), expected);
      assert.deepEqual(valueOr(readRate(value, { written: 'as_marked', per })), expected);
      assert.deepEqual(valueOr(readRate(wide(percent.slice(0, -1)), { written: 'percent', per })), expected);
      if (per === 'year') assert.deepEqual(valueOr(readRate(wide(percent), { written: 'as_marked', per })), expected);
    }),
  );
});

test('counts', () => {
  assert.equal(valueOr(readCount(' 36 months')), 36);
  assert.equal(valueOr(readCount('１２期')), 12);
  assert.equal(valueOr(readCount('12.0')), 12);
  assert.equal(valueOr(readCount('12.5')), 'count_unreadable');
});

test('identifiers, and what spreadsheets put around them', () => {
  assert.equal(readIdentifier('１１０1 0519 49１2-31002x'), '11010519491231002X');
  assert.equal(readIdentifier("'13800000000"), '13800000000');
  assert.equal(readIdentifier('="013800000000"'), '013800000000');
  assert.equal(readIdentifier('13800000000.0'), '13800000000');
  assert.equal(readIdentifier('110105194912310020.0'), '110105194912310020.0');
});

test('text, its parts, and formulas', () => {
  const split = { by: '/', part: 2 };
  assert.equal(valueOr(readText('a / b / c', { split })), 'b');
  assert.equal(valueOr(readText('a', { split })), null);
  assert.equal(valueOr(readText('x/13 8', { as: 'identifier', split })), '138');
  assert.equal(valueOr(readText('=HYPERLINK("https://example.org")', {})), 'formula_in_cell');
  assert.equal(valueOr(readText('="00123"', {})), '00123');
  assert.equal(valueOr(readText('=A1+1', { as: 'identifier' })), 'formula_in_cell');
});

test('choices, whatever the blanks around them', () => {
  const choices = choicesOf({ '是 ': true, 否: false, Ａ: true });
  assert.deepEqual([' 是', '否', 'A'].map((text) => valueOr(readChoice(text, choices))), [true, false, true]);
  assert.equal(valueOr(readChoice('不知', choices)), 'choice_unknown');
});

test('whatever a cell holds, a reading answers', () => {
  const signs = Array.from('0123456789.,:-/+()%‰年月日万分之一十点利率TZe= \'"￥元＄５');
  const cells = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: fc.constantFrom(...signs), maxLength: 24 }));
  const forms = ['year_first', 'day_month_year', 'month_day_year', 'day_month_name_year', 'month_name_year', 'spreadsheet_serial', 'unix_time'] as const;
  fc.assert(
    fc.property(cells, (text) => {
      for (const form of forms) assert.match(valueOr(readDay(text, form)), /^(\d{4}-\d\d-\d\d|day_unreadable)$/);
      assert.match(valueOr(readInstant(text, '+08:00')), /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|instant_unreadable)$/);
      for (const written of ['percent', 'decimal', 'as_marked'] as const) {
        const read = readRate(text, { written, per: 'month' });
        assert.match(read.ok ? read.value.value : read.refusal.code, /^((0|[1-9]\d{0,3})(\.\d{1,10})?|rate_(unreadable|out_of_range))$/);
      }
      assert.match(valueOr(plusMonths('2024-02-29', text)), /^(\d{4}-\d\d-\d\d|count_unreadable|term_in_other_unit|day_unreadable)$/);
      assert.ok(readText(text, { as: 'identifier' }).ok || readIdentifier(text).startsWith('='));
    }),
    { numRuns: 1000 },
  );
});
