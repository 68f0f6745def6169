/** The chain as anyone may check it: whatever is done to it is found, and at the right entry. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalBytes, newId } from '../kernel/index.ts';
import { checkChain, emptyChain, sealEntry, type ChainHead } from './index.ts';

const chainId = newId();
const at = Temporal.Instant.from('2026-03-02T01:00:00Z');
const when = { happenedAt: at, recordedAt: at, actor: { kind: 'system', name: 'test', id: null, role: null } } as const;

function chainOf(texts: readonly string[]): readonly Uint8Array[] {
  let head: ChainHead = emptyChain;
  return texts.map((text) => {
    const sealed = sealEntry({ chainId, kind: 'thing_happened', facts: { text, amountFen: 1234n, on: at } }, head, when);
    head = { seq: sealed.entry.seq, hash: sealed.hash };
    return sealed.bytes;
  });
}

const chains = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 8 }).map(chainOf);
const places = fc.nat();
const faultAt = (stored: readonly Uint8Array[]) => {
  const outcome = checkChain(chainId, stored);
  return outcome.ok ? 'whole' : `${outcome.refusal.code} ${String(outcome.refusal.detail.entry)}`;
};

test('a chain reads as it was sealed, and so does each beginning of it', () => {
  fc.assert(
    fc.property(chains, places, (chain, place) => {
      const read = checkChain(chainId, chain.slice(0, place % (chain.length + 1)));
      assert(read.ok);
      assert.deepEqual(read.value.map(({ entry }) => entry.seq), read.value.map((_, index) => index + 1));
    }),
  );
  assert.equal(faultAt([]), 'whole');
});

test('an entry that is removed, repeated, moved or put in is refused where the chain first goes wrong', () => {
  fc.assert(
    fc.property(chains, places, (chain, place) => {
      const index = place % chain.length;
      const [one = new Uint8Array()] = chain.slice(index);
      const without = chain.toSpliced(index, 1);
      if (index < chain.length - 1) assert.equal(faultAt(without), `chain_entry_out_of_place ${index + 1}`);
      assert.equal(faultAt(chain.toSpliced(index, 0, one)), `chain_entry_out_of_place ${index + 2}`);
      assert.equal(faultAt(chain.toSpliced(index, 0, ...chainOf(['forged']))), `chain_entry_out_of_place ${index === 0 ? 2 : index + 1}`);
      if (index > 0) assert.equal(faultAt(without.toSpliced(0, 0, one)), 'chain_entry_out_of_place 1');
    }),
  );
});

test('an entry sealed anew with other facts breaks the link of the next; only the head of the chain vouches for the last', () => {
  fc.assert(
    fc.property(chains, places, (chain, place) => {
      const index = place % chain.length;
      const before = checkChain(chainId, chain.slice(0, index));
      assert(before.ok);
      const last = before.value.at(-1);
      const forged = sealEntry({ chainId, kind: 'thing_happened', facts: { forged: true } }, { seq: index, hash: last?.hash ?? null }, when);
      assert.equal(faultAt(chain.with(index, forged.bytes)), index === chain.length - 1 ? 'whole' : `chain_link_broken ${index + 2}`);
    }),
  );
});

test('a byte that is changed, in whatever entry, is found there or at the next', () => {
  fc.assert(
    fc.property(chains, places, places, fc.integer({ min: 1, max: 255 }), (chain, place, offset, flip) => {
      const index = place % (chain.length - 1);
      const bytes = Uint8Array.from(chain[index] ?? []);
      const at = offset % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      assert.match(faultAt(chain.with(index, bytes)), new RegExp(`^chain_\\w+ (${index + 1}|${index + 2})$`));
    }),
    { numRuns: 300 },
  );
});

test('what is no entry is refused, never thrown', () => {
  const entry = JSON.parse(new TextDecoder().decode(chainOf(['x'])[0])) as Record<string, unknown>;
  const text = JSON.stringify(entry);
  const table: readonly (readonly [bytes: Uint8Array | string, fault: string])[] = [
    ['', 'chain_entry_unreadable'],
    ['null', 'chain_entry_unreadable'],
    ['7', 'chain_entry_unreadable'],
    [new Uint8Array([0xff, 0xfe]), 'chain_entry_unreadable'],
    ['[]', 'chain_entry_out_of_place'],
    [text.replace('"amountFen":"1234"', '"amountFen":1.34'), 'chain_entry_unreadable'],
    [`${text} `, 'chain_entry_not_canonical'],
    [`\ufeff${text}`, 'chain_entry_not_canonical'],
    [text.replace('"seq":1', '"seq":1,"seq":1'), 'chain_entry_not_canonical'],
    [JSON.stringify(Object.fromEntries(Object.entries(entry).reverse())), 'chain_entry_not_canonical'],
    [canonicalBytes({ ...entry, chainId: newId() }), 'chain_entry_out_of_place'],
    [canonicalBytes({ ...entry, seq: 2 }), 'chain_entry_out_of_place'],
    [canonicalBytes({ ...entry, previous: 'a'.repeat(64) }), 'chain_link_broken'],
  ];
  for (const [bytes, fault] of table) {
    assert.equal(faultAt([typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes]), `${fault} 1`, String(bytes).slice(0, 60));
  }
});
