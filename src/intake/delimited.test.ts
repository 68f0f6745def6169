import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DelimitedBroken, delimitedSplitter } from './delimited.ts';

function rowsOf(pieces: readonly string[], delimiter = ','): unknown {
  const splitter = delimitedSplitter(delimiter);
  try {
    for (const piece of pieces) splitter.write(piece);
    splitter.end();
  } catch (error) {
    assert(error instanceof DelimitedBroken);
    return [error.line, error.tooWide, error.message];
  }
  return splitter.take().map(({ row, cells }) => [row, ...cells]);
}

const cases: readonly (readonly [string, string, unknown])[] = [
  ['nothing', '', []],
  ['lines of every kind', 'a,b\nc,d\r\ne,f\rg,h', [[1, 'a', 'b'], [2, 'c', 'd'], [3, 'e', 'f'], [4, 'g', 'h']]],
  ['blank rows counted and left out', 'a\n\n , \n\r\nb\n', [[1, 'a'], [5, 'b']]],
  ['quoted delimiters, quotes and line ends', '"a,""b""",c\n"d\r\ne",""\nf,"g"', [[1, 'a,"b"', 'c'], [2, 'd\r\ne', ''], [3, 'f', 'g']]],
  ['a quote in the middle of a cell is text', 'a"b,c" d\n1"2,\n', [[1, 'a"b', 'c" d'], [2, '1"2', '']]],
  ['a blank before a quote makes it text', ' "a",b\n', [[1, ' "a"', 'b']]],
  ['ragged rows', 'a,b\nc\nd,e,f\n', [[1, 'a', 'b'], [2, 'c'], [3, 'd', 'e', 'f']]],
  ['an open quote, named by its own line', 'a,b\n"c\nd","e\nf\n', [3, false, 'a quote opens here and never ends']],
  ['text after a quote', 'a\n"b\n"c\n', [3, false, 'text follows the quote that ends a cell']],
  ['a quote after a quote', '"a" "b"\n', [1, false, 'text follows the quote that ends a cell']],
  ['a row too long', `a\n"b\n",${'c'.repeat(1_000_000)}\n`, [3, true, 'a row of more than a million characters; perhaps a quote opens here and never ends']],
  ['too many cells', `a\n${','.repeat(10_000)}\n`, [2, true, 'the row has 10001 cells']],
];
for (const [what, text, expected] of cases) {
  test(what, () => assert.deepEqual(rowsOf([text]), expected));
}

test('any delimiter of one character', () => {
  assert.deepEqual(rowsOf(['a|"b|c"|d\n'], '|'), [[1, 'a', 'b|c', 'd']]);
  assert.deepEqual(rowsOf(['a\t\t"b"\r\n'], '\t'), [[1, 'a', '', 'b']]);
});

test('wherever the text is cut, the rows and the faults are the same', () => {
  const text = fc.array(fc.constantFrom('a', '"', '"', ',', '\n', '\r', '\r\n', '""', '","', '"\n"', '甲'), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), whole.length];
      assert.deepEqual(rowsOf(ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end))), rowsOf([whole]));
    }),
    { numRuns: 3000 },
  );
});

test('what is written by the rules is read as it was', () => {
  const cell = fc.array(fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '乙', "'", '='), { maxLength: 5 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
      const text = rows.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      const expected = rows.map((cells, index) => [index + 1, ...cells]).filter(([, ...cells]) => cells.some((each) => String(each).trim() !== ''));
      assert.deepEqual(rowsOf([text]), expected);
    }),
    { numRuns: 500 },
  );
});

test('the line where the text ends counts what is held back', () => {
  const splitter = delimitedSplitter(',');
  splitter.write('a\r\nb\r"c\n\r\nd');
  assert.equal(splitter.line(), 5);
});
