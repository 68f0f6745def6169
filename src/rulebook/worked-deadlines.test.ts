/**
 * Deadlines counted by hand with the State Council's notices of 2025 and 2026 on the table. The first day is not
 * counted; days off inside a period count; a period that ends on a day off ends on the next working day. A Saturday or
 * Sunday worked to make up for a holiday is a working day.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysBetween, parseDay } from '../kernel/index.ts';
import { deadlineAfter, shippedCalendar, workingDaysAfter } from './calendar.ts';

const calendarDays: readonly (readonly [story: string, start: string, days: number, nominalOn: string, dueOn: string])[] = [
  // Spring Festival 2025: off from Tuesday 01-28 to Tuesday 02-04; worked on Sunday 01-26 and Saturday 02-08.
  ['the notice is opened five days before the festival', '2025-01-23', 5, '2025-01-28', '2025-02-05'],
  ['the fifth day is the Sunday worked before the festival', '2025-01-21', 5, '2025-01-26', '2025-01-26'],
  ['the fifth day is the Saturday before it, and that Sunday is worked', '2025-01-20', 5, '2025-01-25', '2025-01-26'],
  ['the fifth day is the Saturday worked after the festival', '2025-02-03', 5, '2025-02-08', '2025-02-08'],
  ['ten days that span the whole festival are not lengthened by it', '2025-01-27', 10, '2025-02-06', '2025-02-06'],
  // Qingming 2025: 04-04 to 04-06. Labour Day 2025: 05-01 to 05-05, worked on Sunday 04-27. Dragon Boat: 05-31 to 06-02.
  ['Qingming', '2025-03-30', 5, '2025-04-04', '2025-04-07'],
  ['the Sunday worked before Labour Day', '2025-04-22', 5, '2025-04-27', '2025-04-27'],
  ['Labour Day', '2025-04-26', 5, '2025-05-01', '2025-05-06'],
  ['the Dragon Boat Festival begins on a Saturday', '2025-05-26', 5, '2025-05-31', '2025-06-03'],
  // National Day and Mid-Autumn 2025: 10-01 to 10-08, worked on Sunday 09-28 and Saturday 10-11.
  ['the Sunday worked before National Day', '2025-09-23', 5, '2025-09-28', '2025-09-28'],
  ['National Day and Mid-Autumn together', '2025-09-26', 5, '2025-10-01', '2025-10-09'],
  ['the Saturday worked after it', '2025-10-06', 5, '2025-10-11', '2025-10-11'],
  // New Year 2026: 01-01 to 01-03, worked on Sunday 01-04.
  ['over the end of the year, to the Sunday worked after New Year', '2025-12-28', 5, '2026-01-02', '2026-01-04'],
  // Spring Festival 2026: 02-15 to 02-23, worked on Saturday 02-14 and Saturday 02-28.
  ['nine days off move the end by nine days', '2026-02-10', 5, '2026-02-15', '2026-02-24'],
  ['two days from the Friday before the festival', '2026-02-13', 2, '2026-02-15', '2026-02-24'],
  ['the Saturday worked before the festival', '2026-02-09', 5, '2026-02-14', '2026-02-14'],
  ['the Saturday worked after it', '2026-02-23', 5, '2026-02-28', '2026-02-28'],
  ['sixty days for the award, from a tribunal formed in December', '2025-12-17', 60, '2026-02-15', '2026-02-24'],
  // Labour Day 2026: 05-01 to 05-05, worked on Saturday 05-09. Dragon Boat: 06-19 to 06-21.
  ['ten days to the Saturday worked after Labour Day', '2026-04-29', 10, '2026-05-09', '2026-05-09'],
  ['and a day later, to the Sunday, which is off', '2026-04-30', 10, '2026-05-10', '2026-05-11'],
  ['the Dragon Boat Festival begins on a Friday', '2026-06-14', 5, '2026-06-19', '2026-06-22'],
  // Mid-Autumn 2026: 09-25 to 09-27, worked on Sunday 09-20. National Day: 10-01 to 10-07, worked on Saturday 10-10.
  ['the Sunday worked before Mid-Autumn', '2026-09-15', 5, '2026-09-20', '2026-09-20'],
  ['Mid-Autumn', '2026-09-20', 5, '2026-09-25', '2026-09-28'],
  ['National Day', '2026-09-26', 5, '2026-10-01', '2026-10-08'],
  ['the Saturday worked after National Day', '2026-10-05', 5, '2026-10-10', '2026-10-10'],
  ['an ordinary weekend', '2026-11-24', 5, '2026-11-29', '2026-11-30'],
];

for (const [story, start, days, nominalOn, dueOn] of calendarDays) {
  test(`${days} days from ${start}: ${story}`, () => {
    const deadline = deadlineAfter(shippedCalendar, parseDay(start), days);
    assert.ok(deadline.ok);
    assert.deepEqual([deadline.value.nominalOn.toString(), deadline.value.dueOn.toString()], [nominalOn, dueOn]);
    assert.equal(deadline.value.rolledOver.length, daysBetween(parseDay(nominalOn), parseDay(dueOn)));
  });
}

const workingDays: readonly (readonly [story: string, start: string, days: number, dueOn: string])[] = [
  ['from the last working day before the Spring Festival of 2025', '2025-01-27', 1, '2025-02-05'],
  ['9, 10, 11 (a Saturday, worked), 13 and 14 October', '2025-09-30', 5, '2025-10-14'],
  ['Sunday 4 January, which is worked, and Monday the 5th', '2025-12-31', 2, '2026-01-05'],
  ['the Saturday worked before the Spring Festival of 2026', '2026-02-13', 1, '2026-02-14'],
  ['24, 25, 26, 27 and 28 February, a Saturday that is worked', '2026-02-14', 5, '2026-02-28'],
  ['6, 7, 8, 9 (a Saturday, worked) and 11 May', '2026-04-30', 5, '2026-05-11'],
];

for (const [story, start, days, dueOn] of workingDays) {
  test(`${days} working days from ${start}: ${story}`, () => {
    const due = workingDaysAfter(shippedCalendar, parseDay(start), days);
    assert.equal(due.ok && due.value.toString(), dueOn);
  });
}
