/** Entering a rule: what refuses it, in the order in which it is said, and what becomes of the rows beside it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../kernel/index.ts';
import { shippedCalendar, shippedYears } from './calendar.ts';
import { shippedLpr } from './lpr.ts';
import { calendarFrom, decideRule, lprFrom, rulesFrom, type Rule, type RuleDraft, type RuleSubject } from './rule.ts';

const today = parseDay('2026-11-24');

function rule(ruleId: string, subject: RuleSubject, from: string, until: string | null, value: unknown, key = ''): Rule {
  return {
    ruleId, subject, key, value, validFrom: parseDay(from), validUntil: until === null ? null : parseDay(until),
    commissionId: 'c', source: '-', reason: '-', enteredBy: '-', enteredAt: Temporal.Instant.from('2026-01-01T00:00:00Z'), withdrawnAt: null,
  };
}

const draft = (subject: RuleSubject, from: string, value: unknown, more: Partial<RuleDraft> = {}): RuleDraft => ({ subject, key: '', validFrom: parseDay(from), value, replaces: null, ...more });

const own = { id: 'own', name: '本会收费表', source: '本会决议', baseFen: '5000', brackets: [{ aboveFen: '100000', share: '0.04' }], coversToFen: null, processingFen: '0' };
const standing = [
  rule('name', 'rules_name', '2015-09-01', null, '规则'),
  rule('words', 'case_no_words', '2015-09-01', null, '仲字'),
  rule('profile', 'procedure_profile', '2015-09-01', null, 'EOP-5'),
  rule('old', 'fee_table', '2015-09-01', '2027-01-01', 'measures-1995-lowest'),
  rule('next', 'fee_table', '2027-01-01', null, 'measures-1995-highest'),
  rule('september', 'one_year_lpr', '2026-09-21', null, '3.00'),
];
/** The days of 2026 in 2027; they fall on other weekdays, so without a make-up day. */
const notice2027 = { off: JSON.parse(JSON.stringify(shippedYears['2026']?.off).replaceAll('2026-', '2027-')) as Record<string, string[]>, work: [] };
const year = (value: unknown = notice2027, key = '2027') => draft('calendar_year', `${key}-01-01`, value, { key });
const day = (on: string, off: string | null) => draft('calendar_day', on, { off }, { key: on });

test('a rule is refused with its reason', () => {
  const table: readonly (readonly [RuleDraft, string, string?])[] = [
    [draft('rules_name', '2027-01-01', ''), 'rule_value_invalid', 'value'],
    [draft('procedure_profile', '2027-01-01', 'EOP-3'), 'rule_value_invalid', 'value'],
    [draft('fee_table', '2027-02-01', 'no-such-table'), 'rule_value_invalid', 'value'],
    [draft('fee_table', '2027-02-01', { ...own, brackets: [{ aboveFen: '100000', share: '4' }] }), 'rule_value_invalid', 'value.brackets.0.share'],
    [draft('fee_refund', '2027-02-01', own), 'rule_value_invalid', 'value.beforeTribunal'],
    [draft('one_year_lpr', '2026-10-20', '30.00'), 'rule_value_invalid', 'value'],
    [draft('one_year_lpr', '2026-10-20', 3), 'rule_value_invalid', 'value'],
    [draft('one_year_lpr', '2026-12-21', '3.00'), 'rule_value_invalid', 'validFrom'],
    [draft('calendar_day', '2026-12-24', { off: '' }, { key: '2026-12-24' }), 'rule_value_invalid', 'value.off'],
    [draft('calendar_day', '2026-12-24', { off: null }, { key: '2026-12-25' }), 'rule_value_invalid', 'key'],
    [draft('rules_name', '2027-01-01', '规则', { key: 'x' }), 'rule_value_invalid', 'key'],
    [year({ off: {}, work: [] }), 'rule_value_invalid', 'value.off'],
    [draft('calendar_year', '2027-01-02', notice2027, { key: '2027' }), 'rule_value_invalid', 'validFrom'],
    [draft('fee_table', '2026-11-23', own, { replaces: 'gone' }), 'rule_not_found'],
    [draft('fee_table', '2027-03-01', own, { replaces: 'next' }), 'rule_not_found'],
    [draft('fee_table', '2027-01-01', own, { replaces: 'name' }), 'rule_not_found'],
    [draft('fee_table', '2026-11-23', own), 'rule_begins_in_past'],
    [draft('fee_table', '2027-01-01', own), 'rule_overlaps'],
    // A month left out, a month again, and the day before the publication may appear.
    [draft('one_year_lpr', '2026-11-20', '3.00'), 'rule_value_invalid', 'validFrom'],
    [draft('one_year_lpr', '2026-09-22', '3.00'), 'rule_value_invalid', 'validFrom'],
    [draft('one_year_lpr', '2026-10-19', '3.00'), 'rule_value_invalid', 'validFrom'],
    [day('2027-01-04', '元旦'), 'day_outside_calendar'],
  ];
  for (const [given, code, where] of table) {
    const decided = decideRule(standing, given, today);
    assert(!decided.ok, JSON.stringify(given));
    assert.equal(decided.refusal.code, code, JSON.stringify(given));
    if (where !== undefined) assert.match(String((decided.refusal.detail.where as readonly string[])[0]), new RegExp(`^${where}:`), JSON.stringify(given));
  }
});

test('a new row ends the one before it and stands until the next; a correction takes the place of its row', () => {
  const spans = (given: RuleDraft) => {
    const decided = decideRule(standing, given, today);
    assert(decided.ok, JSON.stringify(decided));
    const { after, ended, replaced } = decided.value;
    const rows = after.filter((each) => each.subject === given.subject).map(({ validFrom, validUntil }) => `${validFrom.toString()}/${validUntil?.toString() ?? ''}`);
    return [ended?.ruleId ?? null, replaced?.ruleId ?? null, ...rows.toSorted()];
  };
  assert.deepEqual(spans(draft('fee_table', '2026-12-01', own)), ['old', null, '2015-09-01/2026-12-01', '2026-12-01/2027-01-01', '2027-01-01/']);
  assert.deepEqual(spans(draft('fee_table', '2027-06-01', own)), ['next', null, '2015-09-01/2027-01-01', '2027-01-01/2027-06-01', '2027-06-01/']);
  assert.deepEqual(spans(draft('fee_table', '2027-01-01', own, { replaces: 'next' })), [null, 'next', '2015-09-01/2027-01-01', '2027-01-01/']);
  assert.deepEqual(spans(draft('fee_refund', '2026-11-24', 'none')), [null, null, '2026-11-24/']);
  assert.deepEqual(spans(draft('one_year_lpr', '2026-10-20', '2.90')), ['september', null, '2026-09-21/2026-10-20', '2026-10-20/']);
  assert.deepEqual(spans(draft('one_year_lpr', '2026-09-22', '3.00', { replaces: 'september' })), [null, 'september', '2026-09-22/']);
  assert.deepEqual(spans(day('2026-12-24', '临时放假')), [null, null, '2026-12-24/2026-12-25']);
  assert.deepEqual(spans(year()), [null, null, '2027-01-01/2028-01-01']);
});

test('the rules of a day are those in force on it, a whole table as well as a named one; refunds follow the measures unless set', () => {
  const rules = [...standing.filter((each) => each.ruleId !== 'next'), rule('own', 'fee_table', '2027-01-01', null, own), rule('none', 'fee_refund', '2027-01-01', null, 'none')];
  const on = (text: string) => {
    const found = rulesFrom(rules, parseDay(text));
    return found && [found.rulesName, found.caseNoWords, found.procedureProfile, found.feeTable.id, found.feeTable.baseFen, found.feeRefund.id];
  };
  assert.deepEqual(on('2026-12-31'), ['规则', '仲字', 'EOP-5', 'measures-1995-lowest', 4000n, 'measures-1995']);
  assert.deepEqual(on('2027-01-01'), ['规则', '仲字', 'EOP-5', 'own', 5000n, 'none']);
  assert.equal(on('2015-08-31'), null);
});

test('a commission\'s tables are the shipped ones with what it entered', () => {
  assert.deepEqual(lprFrom([]), shippedLpr);
  assert.equal(lprFrom(standing).knownUntil.toString(), '2026-10-20');
  assert.equal(calendarFrom([]).version, shippedCalendar.version);
  const entered = [rule('2027', 'calendar_year', '2027-01-01', '2028-01-01', notice2027, '2027'), rule('day', 'calendar_day', '2027-06-01', '2027-06-02', { off: '临时放假' }, '2027-06-01')];
  const calendar = calendarFrom(entered);
  assert.equal(calendar.knownTo.toString(), '2027-12-31');
  assert.deepEqual(['2027-01-01', '2027-06-01', '2027-06-02'].map((text) => calendar.dayOffName(parseDay(text))), ['元旦', '临时放假', null]);
  assert.notEqual(calendar.version, calendarFrom(entered.slice(0, 1)).version);
});
