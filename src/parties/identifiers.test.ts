import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isAdultOn,
  isMobile,
  isUsccValid,
  readResidentId,
  residentIdCheckDigit,
  usccCheckCharacter,
} from './identifiers.ts';

test('the published vectors are read', () => {
  const woman = readResidentId('11010519491231002x');
  assert(woman.ok);
  assert.equal(woman.value.number, '11010519491231002X');
  assert.equal(woman.value.bornOn, '1949-12-31');
  assert.equal(woman.value.sex, 'female');
  const man = readResidentId('440524188001010014');
  assert(man.ok);
  assert.equal(man.value.sex, 'male');
});

const refused = [
  ['1.10105E+17', 'identity_number_lost_digits'],
  ['1.10105194912310E17', 'identity_number_lost_digits'],
  ['1.1010519491231002E+17', 'identity_number_lost_digits'],
  ['110105194912310020.0', 'identity_number_lost_digits'],
  ['110105194912310000', 'identity_number_lost_digits'],
  ['110105194912310020', 'identity_number_lost_digits'],
  ['110105194902300000', 'identity_number_birth_date_impossible'],
  ['11010519491231002', 'identity_number_malformed'],
  ['11010519491231002Y', 'identity_number_malformed'],
  ['110105194902300029', 'identity_number_birth_date_impossible'],
  ['110105194912310021', 'identity_number_check_digit_wrong'],
] as const;

for (const [number, code] of refused) {
  test(`${number} is refused: ${code}`, () => {
    const read = readResidentId(number);
    assert(!read.ok);
    assert.equal(read.refusal.code, code);
  });
}

test('any one wrong digit of an identity number is found', () => {
  const serial = fc.integer({ min: 1, max: 999 }).map((number) => `99990019900101${String(number).padStart(3, '0')}`);
  fc.assert(
    fc.property(serial, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (first17, at, shift) => {
      const right = first17 + residentIdCheckDigit(first17);
      assert(readResidentId(right).ok);
      const wrong = right.slice(0, at) + String((Number(right[at]) + shift) % 10) + right.slice(at + 1);
      assert.equal(readResidentId(wrong).ok, false);
    }),
  );
});

test('no number that went through fifteen digits is read as a sound one, unless its check digit agrees by chance', () => {
  const serial = fc.integer({ min: 1, max: 999 }).map((number) => `99990019900101${String(number).padStart(3, '0')}`);
  fc.assert(
    fc.property(serial, fc.constantFrom(15, 16, 17), (first17, kept) => {
      const number = `${(first17 + residentIdCheckDigit(first17)).slice(0, kept)}${'0'.repeat(18 - kept)}`;
      const read = readResidentId(number);
      assert.equal(read.ok ? residentIdCheckDigit(number) : read.refusal.code, read.ok ? '0' : 'identity_number_lost_digits');
    }),
  );
});

test('an adult is eighteen on the day, not the day before', () => {
  assert.equal(isAdultOn('2007-05-04', '2025-05-03'), false);
  assert.equal(isAdultOn('2007-05-04', '2025-05-04'), true);
  assert.equal(isAdultOn('2008-02-29', '2026-02-28'), true);
});

test('unified social credit codes', () => {
  for (const code of ['91350100M000100Y43', '91110000101623741K', '911101066976941872']) assert(isUsccValid(code), code);
  for (const code of ['91350100M000100Y44', '91350100M000100Y4', '91350100I000100Y43']) assert(!isUsccValid(code), code);
});

test('where the weighted sum divides by 31 the check character is 0, not out of range', () => {
  const sumIsZero = '0'.repeat(17);
  assert.equal(usccCheckCharacter(sumIsZero), '0');
});

test('mobiles', () => {
  assert(isMobile('13800000000'));
  assert(!isMobile('12800000000'));
});
