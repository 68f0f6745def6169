import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attribute, textOf, XmlBroken, xmlScanner, XmlTooLong } from './xml-scan.ts';

function heard(chunks: readonly Buffer[]): readonly string[] {
  const events: string[] = [];
  const scanner = xmlScanner({
    open: (name, tag) => events.push(`<${name} r=${String(attribute(tag, 'r'))}>`),
    text: (span) => {
      const text = textOf(span);
      const last = events.at(-1);
      if (last?.startsWith('"') === true) {
        events[events.length - 1] = last + text;
      } else {
        events.push(`"${text}`);
      }
    },
    close: (name) => events.push(`</${name}>`),
  });
  chunks.forEach(scanner.write);
  scanner.end();
  return events;
}

const document = Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- a > b <c> --><x:a xmlns:x="u" q='r="no"' x:r = "&lt;1>'">1 &amp; &#x5f20;&#19977;<b/><b r=''></b ><![CDATA[<&]]>&#x1F600;</x:a>\n`);
const events = ['<a r=<1>\'>', '"1 & 张三', '<b r=undefined>', '</b>', '<b r=>', '</b>', '"<&😀', '</a>'];

test('elements, attributes and texts are heard', () => {
  assert.deepEqual(heard([document]), events);
});

test('it does not matter where the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(document.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), document.length];
      assert.deepEqual(heard(places.slice(1).map((to, index) => document.subarray(places[index], to))), events);
    }),
  );
  assert.deepEqual(heard(Array.from(document, (byte) => Buffer.of(byte))), events);
});

test('what is not well-formed is refused, and so is every DTD', () => {
  for (const broken of [
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a></ab>',
    '</a>',
    '<a/><b/>',
    '<a></a>x',
    '<a><b></a></b>',
    '<a r="1>',
    '<a r=1/>',
    '<a <b/></a>',
    '<>',
    '<a>&nbsp;</a>',
    '<a>&amp</a>',
    '<a>&#0;</a>',
    '<a>&#x110000;</a>',
    '<a><!-- </a>',
    '<a><![CDATA[ </a>',
    '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<a>'.repeat(101) + '</a>'.repeat(101),
  ]) {
    assert.throws(() => heard([Buffer.from(broken)]), XmlBroken, broken.slice(0, 60));
  }
  for (const start of ['<', '<a>', '<a b="', '<!--']) {
    assert.throws(() => heard([Buffer.from(start + 'x'.repeat(4_000_001))]), XmlTooLong);
  }
});
