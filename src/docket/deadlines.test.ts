import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay, type Outcome } from '../kernel/index.ts';
import { procedureProfiles, shippedCalendar, withAnnouncements, type Calendar, type ProcedureProfile } from '../rulebook/index.ts';
import type { CaseDeadline } from './case.ts';
import { awardDeadline, challengeDeadline, profileOf, recount, responseDeadline } from './deadlines.ts';

const profile = (id: ProcedureProfile['id']) => profileOf({ procedureProfile: id });

type Count = (calendar: Calendar, caseId: string, profile: ProcedureProfile, startOn: Temporal.PlainDate) => Outcome<CaseDeadline>;

/** 2026: National Day 1 to 7 October, Saturday 10 October is worked; Mid-Autumn 25 to 27 September, Sunday 20 September is worked. */
const table: readonly (readonly [count: Count, profile: ProcedureProfile['id'], start: string, nominal: string, due: string, rolledOver: readonly string[]])[] = [
  [responseDeadline, 'EOP-5', '2026-03-02', '2026-03-07', '2026-03-09', ['星期六', '星期日']],
  [responseDeadline, 'EOP-5', '2026-03-04', '2026-03-09', '2026-03-09', []],
  [responseDeadline, 'EOP-2', '2026-09-18', '2026-09-20', '2026-09-20', []],
  [responseDeadline, 'EOP-5', '2026-09-20', '2026-09-25', '2026-09-28', ['中秋节', '中秋节', '中秋节']],
  [responseDeadline, 'EOP-5', '2026-09-28', '2026-10-03', '2026-10-08', ['国庆节', '国庆节', '国庆节', '国庆节', '国庆节']],
  [responseDeadline, 'EOP-5', '2026-10-05', '2026-10-10', '2026-10-10', []],
  [responseDeadline, 'EOP-10', '2026-10-01', '2026-10-11', '2026-10-12', ['星期日']],
  [awardDeadline, 'EOP-5', '2026-09-30', '2026-10-06', '2026-10-08', ['国庆节', '国庆节']],
  [awardDeadline, 'EOP-10', '2026-08-07', '2026-10-06', '2026-10-08', ['国庆节', '国庆节']],
  [challengeDeadline, 'EOP-5', '2026-09-30', '2026-10-08', '2026-10-08', []],
  [challengeDeadline, 'EOP-5', '2026-10-09', '2026-10-10', '2026-10-10', []],
  [challengeDeadline, 'EOP-10', '2026-09-30', '2026-10-13', '2026-10-13', []],
  [challengeDeadline, 'EOP-5', '2026-10-10', '2026-10-12', '2026-10-12', []],
];

test('periods end on a working day, across weekends, holidays and make-up days', () => {
  for (const [count, id, start, nominal, due, rolledOver] of table) {
    const outcome = count(shippedCalendar, 'c', profile(id), parseDay(start));
    assert(outcome.ok);
    const { startOn, nominalOn, dueOn, rolledOver: days, rule, calendarVersion, state } = outcome.value;
    assert.deepEqual([startOn.toString(), nominalOn.toString(), dueOn.toString(), days.map(({ name }) => name)], [start, nominal, due, rolledOver], `${count.name} ${id} ${start}`);
    assert.equal(state, 'running');
    assert(rule.startsWith(`${id} `) && calendarVersion !== '', 'a deadline explains itself');
  }
});

test('no day beyond the calendar is guessed', () => {
  for (const each of procedureProfiles) {
    for (const count of [responseDeadline, awardDeadline, challengeDeadline]) {
      const outcome = count(shippedCalendar, 'c', each, shippedCalendar.knownTo);
      assert(!outcome.ok, `${count.name} ${each.id}`);
    }
  }
});

test('an announcement lengthens a deadline that it reaches, and shortens none', () => {
  const counted = (count: Count, start: string) => {
    const outcome = count(shippedCalendar, 'c', profile('EOP-5'), parseDay(start));
    return outcome.ok ? outcome.value : assert.fail();
  };
  const rows: readonly (readonly [count: Count, start: string, announced: string, off: string | null, expected: string])[] = [
    [responseDeadline, '2026-03-02', '2026-03-09', '临时放假', '2026-03-10'],
    [responseDeadline, '2026-03-04', '2026-03-09', '临时放假', '2026-03-10'],
    [responseDeadline, '2026-03-05', '2026-03-09', '临时放假', 'same'],
    [responseDeadline, '2026-03-02', '2026-03-07', null, 'kept'],
    [responseDeadline, '2026-03-02', '2026-03-06', '临时放假', 'same'],
    [challengeDeadline, '2026-03-06', '2026-03-09', '临时放假', '2026-03-10'],
    [challengeDeadline, '2026-03-06', '2026-03-07', null, 'kept'],
    [challengeDeadline, '2026-03-06', '2026-03-06', '临时放假', 'same'],
    [responseDeadline, '2026-12-26', '2026-12-31', '临时放假', 'day_outside_calendar'],
  ];
  for (const [count, start, announced, off, expected] of rows) {
    const after = withAnnouncements(shippedCalendar, [{ day: parseDay(announced), off }]);
    const again = recount(shippedCalendar, after, counted(count, start));
    const told = !again.ok ? again.refusal.code : typeof again.value === 'string' ? again.value : again.value.dueOn.toString();
    assert.equal(told, expected, `${start}, ${announced}`);
    if (again.ok && typeof again.value === 'object') assert.equal(again.value.calendarVersion, after.version);
  }
});
