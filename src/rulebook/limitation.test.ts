import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitationEndsOn } from './index.ts';

const stories = [
  ['three years from the last due day', '2022-03-01', [], '2025-03-01'],
  ['a month without that day ends with its last', '2024-02-29', [], '2027-02-28'],
  ['anew from a demand', '2022-03-01', ['2024-06-15'], '2027-06-15'],
  ['anew from the latest, in whatever order they are told', '2022-03-01', ['2024-06-15', '2023-01-01'], '2027-06-15'],
  ['a demand on the last day is in time', '2022-03-01', ['2025-03-01'], '2028-03-01'],
  ['a demand after it had run interrupts nothing', '2022-03-01', ['2025-03-02'], '2025-03-01'],
  ['a payment before the last due day does not matter', '2022-03-01', ['2021-12-01'], '2025-03-01'],
] as const;

for (const [name, dueOn, interruptedOn, expected] of stories) {
  test(name, () => assert.equal(limitationEndsOn(dueOn, interruptedOn), expected));
}
