import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalBytes, canonicalText, isId, newId, sha256 } from './index.ts';

test('one value has one text (RFC 8785)', () => {
  // The example of RFC 8785 section 3.2.3: keys in the order of their UTF-16 code units, not of their code points.
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  assert.equal(canonicalText(keys), '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  const table: readonly (readonly [value: unknown, text: string])[] = [
    [null, 'null'],
    [[true, false, null, []], '[true,false,null,[]]'],
    [{ b: 1, a: { d: [], c: '' } }, '{"a":{"c":"","d":[]},"b":1}'],
    ['\u0000\b\t\n\f\r"\\/\u007f\u2028中', '"\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f\u2028中"'],
    [-0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [123456789012345678901n, '"123456789012345678901"'],
    [{ left: undefined, kept: 0 }, '{"kept":0}'],
    [[Temporal.PlainDate.from('2026-03-02'), Temporal.Instant.from('2026-03-02T00:00:00Z')], '["2026-03-02","2026-03-02T00:00:00Z"]'],
  ];
  for (const [value, text] of table) assert.equal(canonicalText(value), text);
});

test('what has no canonical form is a mistake of ours', () => {
  const wrong = [0.5, NaN, Infinity, 2 ** 53, undefined, [undefined], () => 1, Symbol('x'), '\ud800', { '\udc00': 1 }, new Map(), new Uint8Array(1), Temporal.Duration.from('PT1S')];
  for (const value of wrong) assert.throws(() => canonicalText(value), /^Error: canonical: /, typeof value);
});

test('the text reads again as the value, whatever the order of its keys', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme' }), fc.array(tie('any'), { maxLength: 4 }), tie('object')),
    object: fc.dictionary(fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'), tie('any'), { maxKeys: 4, noNullPrototype: true }),
  })).any;
  fc.assert(
    fc.property(value, (any) => {
      const text = canonicalText(any);
      assert.equal(canonicalText(reversed(JSON.parse(text))), text);
      assert.equal(new TextDecoder().decode(canonicalBytes(any)), text);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, each]) => [key, reversed(each)]));
}

test('a hash is SHA-256 in lower-case hexadecimal (FIPS 180-2, appendix B.1)', () => {
  assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(sha256(new TextEncoder().encode('中')), sha256('中'));
});

test('ids are well formed, differ, and come in the order they were made', () => {
  const ids = Array.from({ length: 100 }, newId);
  assert(ids.every(isId));
  assert.deepEqual([...new Set(ids)].sort(), ids);
  const [id = ''] = ids;
  for (const text of [id.toUpperCase().replace(/\d/g, 'A'), id.slice(1), `${id}0`, id.replaceAll('-', ''), `{${id}}`, '']) assert(!isId(text), text);
});
