import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JsonBroken, jsonSplitter, type JsonShape } from './json-split.ts';

function pieces(shape: JsonShape, chunks: readonly string[]): readonly string[] {
  const heard: string[] = [];
  const splitter = jsonSplitter(shape, ({ kind, name, text, line }) => heard.push(`${kind} ${name} ${String(line)} ${text}`));
  chunks.forEach(splitter.write);
  splitter.end();
  return heard;
}

const document = '\n{"x":1,"s":"a\\",b]","e":[],\n"n":[1,[2]],"d":{"k":true,"loans":[ {"a":{"}":"["}},\n{"b":[{}]} , null ],"o":{}},"z":null}\n';
const cut = ['member x 2 1', 'member s 2 "a\\",b]"', 'member e 2 []', 'member n 3 [1,[2]]', 'member d.k 3 true', 'element d.loans 3 {"a":{"}":"["}}', 'element d.loans 4 {"b":[{}]}', 'element d.loans 4 null', 'member z 4 null'];

test('a document is cut into its members and the elements of its lists, wherever the text is cut', () => {
  assert.deepEqual(pieces('document', [document]), cut);
  assert.deepEqual(pieces('document', document.split(/(?:)/)), cut);
});

test('records come one after another, or in one list', () => {
  assert.deepEqual(pieces('records', ['{"a":1}\r\n\n{"a":"}\\""}\n']), ['record  1 {"a":1}', 'record  3 {"a":"}\\""}']);
  assert.deepEqual(pieces('records', ['[{"a":[1]}, null,\n3]']), ['element  1 {"a":[1]}', 'element  1 null', 'element  2 3']);
  assert.deepEqual(pieces('records', ['[]']), []);
});

test('every value is one piece, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 20 }), (values, size) => {
      const text = JSON.stringify(values);
      const heard: unknown[] = [];
      const splitter = jsonSplitter('records', (piece) => heard.push(JSON.parse(piece.text)));
      for (let at = 0; at < text.length; at += size) {
        splitter.write(text.slice(at, at + size));
      }
      splitter.end();
      assert.deepEqual(heard, JSON.parse(text));
    }),
  );
});

test('what cannot be JSON is refused with its line', () => {
  for (const [shape, text, line] of [
    ['document', '{"a" 1}', 1],
    ['document', '\n{a:1}', 2],
    ['document', '{"a":1,}', 1],
    ['document', '{"a":1}\n{"a":2}', 2],
    ['document', '{"a":[{}}', 1],
    ['document', '{"a":{"b":1}', 1],
    ['document', '{"\\x":1}', 1],
    ['records', '[1 2]', 1],
    ['records', '[1,\n\n]', 3],
    ['records', '[{}}', 1],
    ['records', '\n{"a":1\n', 2],
    ['records', '"open', 1],
    ['records', '['.repeat(200), 1],
    ['records', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 1],
    ['document', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 1],
  ] as const) {
    assert.throws(() => pieces(shape, [text]), (error) => error instanceof JsonBroken && error.line === line && !error.tooLong, text.slice(0, 40));
  }
  const chunk = 'a'.repeat(100_000);
  assert.throws(() => pieces('records', ['\n["', ...Array<string>(11).fill(chunk)]), (error) => error instanceof JsonBroken && error.line === 2 && error.tooLong);
});
