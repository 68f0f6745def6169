import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnIndex, numberForm, numberText, unescaped, writtenDay } from './workbook-cells.ts';

test('number formats that mean a day, a percentage, or a number', () => {
  const kinds: readonly (readonly [number, string | null, string])[] = [
    [0, null, 'plain'],
    [2, null, 'plain'],
    [9, null, 'percent'],
    [10, null, 'percent'],
    [14, null, 'day'],
    [22, null, 'day'],
    [31, null, 'day'],
    [45, null, 'day'],
    [49, null, 'plain'],
    [57, null, 'day'],
    [164, 'yyyy-mm-dd', 'day'],
    [164, '[$-804]yyyy"年"m"月"d"日";@', 'day'],
    [164, 'yyyy年m月', 'day'],
    [164, '[h]:mm:ss', 'day'],
    [164, 'h:mm AM/PM', 'day'],
    [164, '[Red]#,##0.00', 'plain'],
    [164, '#,##0.00 "days"', 'plain'],
    [164, '0\\d', 'plain'],
    [164, '_(* #,##0.00_);[Red](#,##0.00)', 'plain'],
    [164, '0.00E+00', 'plain'],
    [164, 'General', 'plain'],
    [164, '0.00%', 'percent'],
    [164, '0.00"%"', 'plain'],
    [164, '[$￥-804]#,##0.00', 'plain'],
    // A workbook may give a number that Excel knows another format.
    [14, '0.00', 'plain'],
  ];
  for (const [id, code, kind] of kinds) {
    assert.equal(numberForm(id, code).kind, kind, `${String(id)} ${String(code)}`);
  }
});

test('numbers as text', () => {
  const texts: readonly (readonly [string, string | null, string])[] = [
    ['110101199001011234', null, '110101199001011234'],
    ['1.1010119900101123E+17', null, '1.1010119900101123E+17'],
    ['110101199001011234.0', null, '110101199001011234.0'],
    ['12345.600000000001', null, '12345.6'],
    ['12345.60', null, '12345.6'],
    ['0.1', null, '0.1'],
    ['0.30000000000000004', null, '0.3'],
    ['-0.5', null, '-0.5'],
    ['100.0', null, '100'],
    ['1E+05', null, '100000'],
    ['1.0000000000000001E-5', null, '0.00001'],
    ['5.0000000000000001E-7', null, '0.0000005'],
    ['-12', null, '-12'],
    ['', null, ''],
    ['what', null, 'what'],
    ['123', '000000', '000123'],
    ['1234567', '000000', '1234567'],
    ['0.15', '0%', '15%'],
    ['0.1525', '0%', '15.25%'],
    ['7.0000000000000007E-2', '0.00%', '7%'],
    ['1', '0%', '100%'],
    ['45296', 'yyyy-mm-dd', '2024-01-05'],
    ['45296.5', 'yyyy-mm-dd', '2024-01-05 12:00:00'],
    ['45296.999999', 'yyyy-mm-dd hh:mm:ss', '2024-01-06 00:00:00'],
    ['45296', 'yyyy/m/d h:mm', '2024-01-05 00:00:00'],
    ['0', 'h:mm', '00:00:00'],
    ['0.75', 'hh:mm', '18:00:00'],
    ['1', 'yyyy-mm-dd', '1900-01-01'],
    ['59', 'yyyy-mm-dd', '1900-02-28'],
    ['60', 'yyyy-mm-dd', '1900-02-29'],
    ['61', 'yyyy-mm-dd', '1900-03-01'],
    ['2958465', 'yyyy-mm-dd', '9999-12-31'],
    ['2958466', 'yyyy-mm-dd', '2958466'],
    ['-3', 'yyyy-mm-dd', '-3'],
    ['20240105', 'yyyy-mm-dd', '20240105'],
  ];
  for (const [written, code, text] of texts) {
    assert.equal(numberText(written, code === null ? numberForm(0, null) : numberForm(164, code), false), text, `${written} as ${String(code)}`);
  }
  const day = numberForm(14, null);
  assert.equal(numberText('43834', day, true), '2024-01-05');
  assert.equal(numberText('0', day, true), '1904-01-01');
  assert.equal(numberText('0.25', day, true), '06:00:00');
});

test('columns, days that are written out, and escaped characters', () => {
  assert.deepEqual(['A1', 'Z9', 'AA10', 'XFD1', '7', ''].map((reference) => columnIndex(Buffer.from(reference), 0)), [0, 25, 26, 16383, -1, -1]);
  assert.deepEqual(
    ['2024-01-05', '2024-01-05T00:00:00', '2024-01-05T10:20:30.000Z', 'soon'].map(writtenDay),
    ['2024-01-05', '2024-01-05', '2024-01-05 10:20:30', 'soon'],
  );
  assert.equal(unescaped('a_x000D_b_x005F_x000D_ _xyz_'), 'a\rb_x000D_ _xyz_');
});
