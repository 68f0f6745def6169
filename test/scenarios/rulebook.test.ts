/** The rulebook of a commission: rows that are never overwritten, and what a change of them does to cases, with a real database. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { computeClaim } from '../../src/claims/index.ts';
import { loanOf } from '../../src/claims/loan.fixture.ts';
import { verifyBundle } from '../../src/docket/index.ts';
import { changeRule, closeWindows, exportBundle, perform, previewRuleChange, type RuleReach } from '../../src/docket/operations.ts';
import { openInstallation } from '../../src/documents/operations.ts';
import { checkChain } from '../../src/evidence/index.ts';
import { readChain, record } from '../../src/evidence/operations.ts';
import { canonicalBytes, daysBetween, fen, legalDay, parseDay, type Outcome } from '../../src/kernel/index.ts';
import { shippedYears, type RuleSubject } from '../../src/rulebook/index.ts';
import { calendarOf, heldCalendar, lprOf, ruleRows, rulesOn, type NewRule } from '../../src/rulebook/operations.ts';
import { act, type Act, type ActOf } from '../../src/shell/act.ts';
import { wallClock } from '../../src/shell/clock.ts';
import { migrate, migrationsFolder } from '../../src/shell/migrate.ts';
import { sandboxPeople } from '../../src/http/sandbox.ts';
import type { WireRuleEntered, WireRuleList, WireRulePreview, WireRulebook } from '../../src/http/wire/index.ts';
import { assize } from '../command-line.ts';
import { createTestDatabase } from '../database.ts';
import { startInstallation } from '../installation.ts';
import { createTenants, idOf } from '../tenants.ts';

const { world, owner } = await createTenants();
await owner.query('update assize.business_clock set sandbox = true');
await owner.query(`update assize.deadlines set state = 'met'`); // Each test brings its own.
const standAt = (day: string) => owner.query('update assize.business_clock set ahead_days = $1', [daysBetween(legalDay(wallClock()), parseDay(day))]);

const commission = (no: 1 | 2): ActOf => ({
  scope: { kind: 'commission', id: idOf('commission', no) },
  actor: { kind: 'person', personId: idOf('person', no), name: `主任${no}`, roles: ['director', 'filing_secretary'] },
});
const of = <T>(no: 1 | 2, work: (opened: Act) => Promise<T>): Promise<T> => act(world, commission(no), work);

const newRule = (subject: RuleSubject, from: string, value: unknown, more: Partial<NewRule> = {}): NewRule => ({
  subject, key: '', validFrom: parseDay(from), value, replaces: null, source: '决议第1号', reason: '测试', ...more,
});
const dayOff = (day: string, off: string | null) => newRule('calendar_day', day, { off }, { key: day });

function told<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.refusal));
  return outcome.value;
}

/** `case 11 response 2026-03-09 → 2026-03-10`, and how many keep their day. */
const reachOf = (outcome: Outcome<RuleReach>): readonly string[] => {
  const { touched, kept } = told(outcome);
  const shown = touched.map((each) => {
    const what = each.what === 'deadline' ? [each.before.kind, each.before.dueOn.toString(), each.after.dueOn.toString()] : [each.what, String(each.before), String(each.after)];
    return `${each.docketCase.reference} ${what[0] ?? ''} ${what[1] ?? ''} → ${what[2] ?? ''}`;
  });
  return [...shown.toSorted(), `${kept} kept`];
};

interface NewCase {
  readonly no: number;
  readonly commission?: 1 | 2;
  readonly state?: string;
  readonly filedOn?: string;
  readonly totalFen?: number;
  readonly loan?: string;
  readonly claim?: string;
}

async function addCase({ no, commission: of = 1, state = 'response_open', filedOn = '2026-03-02', totalFen = 1_000_000, loan = '-', claim = '-' }: NewCase): Promise<string> {
  const caseId = idOf('case', no);
  await owner.query(
    `insert into assize.cases (case_id, commission_id, lender_id, batch_id, lender_name, commission_name, reference, contract_no, respondent_name,
       state, state_since, loan_sha256, claim_sha256, principal_fen, total_fen, filed_on, procedure_profile, fee_table)
     values ($1, $2, $3, $4, '-', '-', $5, '-', '-', $6, $7, $8, $9, 1, $10, $7, 'EOP-5', 'measures-1995-lowest')`,
    [caseId, idOf('commission', of), idOf('lender', of), idOf('batch', of), `case ${no}`, state, filedOn, loan, claim, totalFen],
  );
  return caseId;
}

async function addDeadline(caseId: string, kind: string, start: string, [days, unit]: readonly [number, string], nominal: string, due: string, state = 'running'): Promise<void> {
  await owner.query(
    `insert into assize.deadlines (case_id, kind, start_on, days, unit, nominal_on, due_on, rolled_over, rule, calendar_version, state)
     values ($1, $2, $3, $4, $5, $6, $7, '[]', 'EOP-5', 'as shipped', $8)`,
    [caseId, kind, start, days, unit, nominal, due, state],
  );
}

const deadlinesOf = async (caseId: string): Promise<readonly string[]> =>
  (await owner.query<{ row: string }>(`select concat_ws(' ', kind, no, due_on, state) as row from assize.deadlines where case_id = $1 order by kind, no`, [caseId])).rows.map(({ row }) => row);

const entriesOf = async (no: 1 | 2, chainId: string) => told(checkChain(chainId, await of(no, (opened) => readChain(opened, chainId)))).map(({ entry }) => entry);

test('the database itself keeps rows from overlapping and from being overwritten', async () => {
  const insert = (valid: string, subject = 'fee_table') =>
    owner.query(
      `insert into assize.rules (rule_id, commission_id, subject, valid, value, source, reason, entered_by_name, entered_at)
       values (gen_random_uuid(), $1, $3, $2, '"-"', '-', '-', '-', now())`,
      [idOf('commission', 1), valid, subject],
    );
  await assert.rejects(insert('[2030-01-01,2031-01-01)'), { code: '23P01', constraint: 'one_rule_at_a_time' });
  await assert.rejects(insert('[2010-01-01,2015-09-02)'), { code: '23P01' });
  await insert('[2010-01-01,2015-09-01)');
  await assert.rejects(insert('empty', 'rules_name'), { code: '23514' });

  const mine = `where commission_id = '${idOf('commission', 1)}' and subject = 'fee_table' and lower(valid) = '2010-01-01'`;
  for (const change of [`value = '"x"'`, `reason = 'x'`, `valid = '[2010-01-01,2015-09-02)'`, `valid = '[2009-01-01,2015-09-01)'`, `entered_at = now()`, `key = 'x'`]) {
    await assert.rejects(owner.query(`update assize.rules set ${change} ${mine}`), { code: '23001' }, change);
  }
  await assert.rejects(owner.query(`delete from assize.rules ${mine}`), { code: '23001' });
  await owner.query(`update assize.rules set valid = '[2010-01-01,2012-01-01)' ${mine}`);
  await owner.query(`update assize.rules set withdrawn_at = now() ${mine}`);
  await assert.rejects(owner.query(`update assize.rules set withdrawn_at = null ${mine}`), { code: '23001' });
  await assert.rejects(of(1, (opened) => opened.query(`update assize.rules set value = '"x"' ${mine}`)), { code: '42501' });
});

test('a fee table holds for the cases filed from its first day on, and for no other commission', async () => {
  await standAt('2026-03-02');
  const table = { id: 'own-2026', name: '本会收费表', source: '决议第1号', baseFen: '5000', brackets: [{ aboveFen: '100000', share: '0.04' }], coversToFen: null, processingFen: '1000' };
  const before = await addCase({ no: 11, state: 'submitted', filedOn: '2026-03-02' });
  const rule = newRule('fee_table', '2026-03-05', table);
  assert.deepEqual(reachOf(await of(1, (opened) => previewRuleChange(opened, rule))), ['0 kept'], 'nobody has filed from then on');
  told(await of(1, (opened) => changeRule(opened, rule)));
  const after = await addCase({ no: 12, state: 'submitted', filedOn: '2026-03-05' });
  await standAt('2026-03-10');
  const items = [before, after].map((caseId) => ({ caseId, version: 1 }));
  const outcomes = await of(1, (opened) => perform(opened, () => '', { command: 'approve_filing' }, items));
  assert(outcomes.every(({ outcome }) => outcome.ok), JSON.stringify(outcomes));
  const { rows } = await owner.query('select fee_table, fee_fen::int from assize.cases where case_id = any ($1) order by case_id', [[before, after]]);
  // On 10,000 yuan: 40 + 4 % of 9,000 by the old table; 50 + 4 % of 9,000 + 10 by the new one.
  assert.deepEqual(rows, [{ fee_table: 'measures-1995-lowest', fee_fen: 40_000 }, { fee_table: 'own-2026', fee_fen: 42_000 }]);

  const other = await of(2, (opened) => rulesOn(opened, idOf('commission', 2), parseDay('2026-03-05')));
  assert.equal(other?.feeTable.id, 'measures-1995-lowest');
});

test('a fee table of today touches what was filed today and has no fee yet', async () => {
  await standAt('2026-03-10');
  await addCase({ no: 13, state: 'submitted', filedOn: '2026-03-09' });
  await addCase({ no: 14, state: 'submitted', filedOn: '2026-03-10' });
  const reach = reachOf(await of(1, (opened) => previewRuleChange(opened, newRule('fee_table', '2026-03-10', 'measures-1995-highest'))));
  // 100 + 5 % of 9,000.
  assert.deepEqual(reach, ['case 14 fee 42000 → 55000', '0 kept']);
});

test('a holiday announced late moves exactly the running deadlines that it touches, as was said before', async () => {
  await standAt('2026-03-06');
  // Monday 9 March becomes a day off.
  const rolled = await addCase({ no: 21 });
  await addDeadline(rolled, 'response', '2026-03-02', [5, 'day'], '2026-03-07', '2026-03-09');
  const straight = await addCase({ no: 22 });
  await addDeadline(straight, 'response', '2026-03-04', [5, 'day'], '2026-03-09', '2026-03-09');
  const later = await addCase({ no: 23 });
  await addDeadline(later, 'response', '2026-03-05', [5, 'day'], '2026-03-10', '2026-03-10');
  const tribunal = await addCase({ no: 24, state: 'challenge_open' });
  await addDeadline(tribunal, 'challenge', '2026-03-06', [1, 'working_day'], '2026-03-09', '2026-03-09');
  await addDeadline(tribunal, 'award', '2026-03-06', [6, 'day'], '2026-03-12', '2026-03-12');
  const met = await addCase({ no: 25, state: 'transferred_offline' });
  await addDeadline(met, 'response', '2026-03-04', [5, 'day'], '2026-03-09', '2026-03-09', 'met');
  const elsewhere = await addCase({ no: 26, commission: 2 });
  await addDeadline(elsewhere, 'response', '2026-03-04', [5, 'day'], '2026-03-09', '2026-03-09');

  const announcement = dayOff('2026-03-09', '临时放假');
  const expected = ['case 21 response 2026-03-09 → 2026-03-10', 'case 22 response 2026-03-09 → 2026-03-10', 'case 24 challenge 2026-03-09 → 2026-03-10', '0 kept'];
  assert.deepEqual(reachOf(await of(1, (opened) => previewRuleChange(opened, announcement))), expected);
  assert.deepEqual(await deadlinesOf(rolled), ['response 1 2026-03-09 running'], 'looking changes nothing');
  const calendarBefore = await of(1, (opened) => calendarOf(opened, idOf('commission', 1)));
  assert.deepEqual(reachOf(await of(1, (opened) => changeRule(opened, announcement))), expected);

  for (const caseId of [rolled, straight]) assert.deepEqual(await deadlinesOf(caseId), ['response 1 2026-03-09 superseded', 'response 2 2026-03-10 running']);
  assert.deepEqual(await deadlinesOf(tribunal), ['award 1 2026-03-12 running', 'challenge 1 2026-03-09 superseded', 'challenge 2 2026-03-10 running']);
  assert.deepEqual(await deadlinesOf(later), ['response 1 2026-03-10 running']);
  assert.deepEqual(await deadlinesOf(met), ['response 1 2026-03-09 met']);
  assert.deepEqual(await deadlinesOf(elsewhere), ['response 1 2026-03-09 running']);

  const [entry, ...more] = await entriesOf(1, rolled);
  assert(entry !== undefined);
  assert.deepEqual([entry.kind, entry.facts.deadline, entry.facts.was, entry.facts.now, more.length], ['deadline_recomputed', 'response', '2026-03-09', '2026-03-10', 0]);
  const calendarAfter = await of(1, (opened) => calendarOf(opened, idOf('commission', 1)));
  assert.notEqual(calendarBefore.version, calendarAfter.version);
  assert.equal(entry.facts.calendarNow, calendarAfter.version);
  assert.match(JSON.stringify(entry.facts.announcement), /临时放假.*决议第1号|决议第1号.*临时放假/);
  const chain = await entriesOf(1, idOf('commission', 1));
  assert(chain.some(({ kind, facts }) => kind === 'rule_entered' && facts.key === '2026-03-09'), 'the commission\'s own chain');
  assert.deepEqual(await entriesOf(1, later), []);

  await standAt('2026-03-10');
  await of(1, closeWindows);
  assert.deepEqual(await deadlinesOf(rolled), ['response 1 2026-03-09 superseded', 'response 2 2026-03-10 running'], 'open to the end of the new day');
  await standAt('2026-03-11');
  await of(1, closeWindows);
  assert.deepEqual(await deadlinesOf(rolled), ['response 1 2026-03-09 superseded', 'response 2 2026-03-10 expired']);
});

test('a make-up workday never shortens a window that is open', async () => {
  await standAt('2026-03-13');
  const response = await addCase({ no: 31 });
  await addDeadline(response, 'response', '2026-03-09', [5, 'day'], '2026-03-14', '2026-03-16');
  const tribunal = await addCase({ no: 32, state: 'challenge_open' });
  await addDeadline(tribunal, 'challenge', '2026-03-13', [1, 'working_day'], '2026-03-16', '2026-03-16');
  const saturday = dayOff('2026-03-14', null);
  assert.deepEqual(reachOf(await of(1, (opened) => previewRuleChange(opened, saturday))), ['2 kept']);
  assert.deepEqual(reachOf(await of(1, (opened) => changeRule(opened, saturday))), ['2 kept']);
  assert.deepEqual([await deadlinesOf(response), await deadlinesOf(tribunal)], [['response 1 2026-03-16 running'], ['challenge 1 2026-03-16 running']]);
  // A later announcement that does not reach them says nothing of them.
  assert.deepEqual(reachOf(await of(1, (opened) => previewRuleChange(opened, dayOff('2026-03-13', '临时放假')))), ['0 kept']);
});

test('a deadline that is being written while a holiday is announced is found by it', async () => {
  await standAt('2026-03-17');
  const caseId = await addCase({ no: 41 });
  const announced = await of(1, async (opened) => {
    const { version } = await heldCalendar(opened, idOf('commission', 1));
    const announcing = of(1, (other) => changeRule(other, dayOff('2026-03-20', '临时放假')));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await opened.query(
      `insert into assize.deadlines (case_id, kind, start_on, days, unit, nominal_on, due_on, rolled_over, rule, calendar_version)
       values ($1, 'response', '2026-03-15', 5, 'day', '2026-03-20', '2026-03-20', '[]', 'EOP-5', $2)`,
      [caseId, version],
    );
    return { announcing };
  });
  assert.deepEqual(reachOf(await announced.announcing), ['case 41 response 2026-03-20 → 2026-03-23', '0 kept']);
});

test('two directors at once: one enters, the other is told of it', async () => {
  await standAt('2026-03-17');
  const outcomes = await Promise.all(['规则甲', '规则乙'].map((name) => of(1, (opened) => changeRule(opened, newRule('rules_name', '2026-04-01', name)))));
  const [refused, ...more] = outcomes.flatMap((each) => (each.ok ? [] : [each.refusal]));
  assert.deepEqual([refused?.code, more.length], ['rule_overlaps', 0]);
  const entered = outcomes.flatMap((each) => (each.ok ? [each.value.rule] : []))[0] ?? assert.fail();
  assert.equal(refused?.detail.ruleId, entered.ruleId);

  const corrected = told(await of(1, (opened) => changeRule(opened, newRule('rules_name', '2026-04-01', '规则丙', { replaces: entered.ruleId }))));
  const rows = (await of(1, (opened) => ruleRows(opened, idOf('commission', 1)))).filter((each) => each.subject === 'rules_name');
  assert.deepEqual(
    rows.map(({ value, validFrom, validUntil, withdrawnAt }) => [value, validFrom.toString(), validUntil?.toString() ?? null, withdrawnAt !== null]),
    [['规则丙', '2026-04-01', null, false], [entered.value, '2026-04-01', null, true], ['规则', '2015-09-01', '2026-04-01', false]],
  );
  assert.equal(corrected.rule.enteredBy, '主任1');
  const again = await of(1, (opened) => changeRule(opened, newRule('rules_name', '2026-04-01', '规则丁', { replaces: entered.ruleId })));
  assert.equal(again.ok ? '' : again.refusal.code, 'rule_not_found', 'a withdrawn row is not corrected again');
  const unreasoned = await of(1, (opened) => changeRule(opened, newRule('rules_name', '2026-05-01', '规则', { reason: '' })));
  assert.equal(unreasoned.ok ? '' : unreasoned.refusal.code, 'rule_reason_missing');
});

/** Signed after the shipped table ends, at 24 % where four times the LPR is the cap. */
const lateLoan = loanOf({ kind: 'private', signedOn: '2026-09-25', schedule: [['2026-10-25', '10000']], rate: '0.24', overdueRate: { value: '0.24', per: 'year' } });

test('an LPR that a commission enters makes a claim computable that was refused, and a wrong one names its claims', async () => {
  await standAt('2026-11-24');
  const claimed = async (no: 1 | 2) => {
    const claim = computeClaim(lateLoan, parseDay('2026-11-24'), parseDay('2026-11-24'), await of(no, (opened) => lprOf(opened, idOf('commission', no))));
    return claim.ok ? claim.value.cap.rate.value : claim.refusal.code;
  };
  const lpr = (day: string, percent: string, replaces: string | null = null) => of(1, (opened) => changeRule(opened, newRule('one_year_lpr', day, percent, { replaces })));
  assert.equal(await claimed(1), 'rate_outside_known_dates');
  const tooEarly = await lpr('2026-10-20', '3.00');
  assert.equal(tooEarly.ok ? '' : tooEarly.refusal.code, 'rule_value_invalid', 'September would be left out');
  const wrong = told(await lpr('2026-09-21', '2.90'));
  told(await lpr('2026-10-20', '3.00'));
  assert.equal(await claimed(1), '0.116');
  assert.equal(await claimed(2), 'rate_outside_known_dates');

  const claim = told(computeClaim(lateLoan, parseDay('2026-11-24'), parseDay('2026-11-24'), await of(1, (opened) => lprOf(opened, idOf('commission', 1)))));
  const [loanSha, claimSha] = await Promise.all([world.blobs.put(canonicalBytes(lateLoan)), world.blobs.put(canonicalBytes(claim))]);
  await addCase({ no: 51, state: 'trial', filedOn: '2026-11-24', totalFen: Number(claim.totalFen), loan: loanSha, claim: claimSha });
  const licensed = loanOf({ kind: 'bank', schedule: [['2026-10-25', '10000']] });
  const sound = told(computeClaim(licensed, parseDay('2026-11-24'), parseDay('2026-11-24')));
  const [bankLoan, bankClaim] = await Promise.all([world.blobs.put(canonicalBytes(licensed)), world.blobs.put(canonicalBytes(sound))]);
  await addCase({ no: 52, state: 'trial', filedOn: '2026-11-24', totalFen: Number(sound.totalFen), loan: bankLoan, claim: bankClaim });

  const right = told(await lpr('2026-09-21', '3.00', wrong.rule.ruleId));
  assert.equal(await claimed(1), '0.12');
  assert.equal(right.touched.length, 1);
  const [touched] = right.touched;
  assert.deepEqual([touched?.docketCase.reference, touched?.what, touched?.before], ['case 51', 'claim', claim.totalFen]);
  assert(fen(touched?.what === 'claim' ? (touched.after ?? 0n) : 0n) > claim.totalFen, 'the higher cap leaves room for more');
});

test('a bundle carries the LPR that its claim was computed with, and verifies by itself', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'assize-'));
  t.after(() => rm(home, { recursive: true }));
  const { manifestKey: key, rootPem } = await openInstallation(home, false, wallClock());
  const claim = told(computeClaim(lateLoan, parseDay('2026-11-24'), parseDay('2026-11-24'), await of(1, (opened) => lprOf(opened, idOf('commission', 1)))));
  const [loanSha256, claimSha256] = await Promise.all([world.blobs.put(canonicalBytes(lateLoan)), world.blobs.put(canonicalBytes(claim))]);
  const caseId = await addCase({ no: 53, state: 'submitted', filedOn: '2026-11-24', totalFen: Number(claim.totalFen), loan: loanSha256, claim: claimSha256 });
  const bundle = await of(1, async (opened) => {
    await record(opened, [{ chainId: caseId, kind: 'case_filed', facts: { loanSha256, claimSha256 } }]);
    return exportBundle(opened, { key, rootPem }, caseId);
  });
  const report = verifyBundle(bundle ?? assert.fail(), rootPem);
  assert.deepEqual(report.checks.filter(({ ok }) => !ok), []);
});

test('with the notice of the next year the calendar reaches further; without it a deadline there is refused', async () => {
  await standAt('2026-12-28');
  const days = JSON.parse(JSON.stringify(shippedYears['2026']?.off).replaceAll('2026-', '2027-')) as object;
  const caseId = await addCase({ no: 61 });
  await addDeadline(caseId, 'response', '2026-12-26', [5, 'day'], '2026-12-31', '2026-12-31');
  const lastDay = dayOff('2026-12-31', '临时放假');
  const beyond = await of(1, (opened) => changeRule(opened, lastDay));
  assert.equal(beyond.ok ? '' : beyond.refusal.code, 'day_outside_calendar', 'the new end would lie in a year that is not known');
  assert.equal((await of(1, (opened) => ruleRows(opened, idOf('commission', 1)))).some(({ key }) => key === '2026-12-31'), false, 'and nothing was written');
  assert.deepEqual(reachOf(await of(1, (opened) => changeRule(opened, newRule('calendar_year', '2027-01-01', { off: days, work: [] }, { key: '2027' })))), ['0 kept']);
  assert.deepEqual(reachOf(await of(1, (opened) => changeRule(opened, lastDay))), ['case 61 response 2026-12-31 → 2027-01-04', '0 kept']);
  assert.equal((await of(2, (opened) => calendarOf(opened, idOf('commission', 2)))).knownTo.toString(), '2026-12-31');
});

test('rules from before they had rows of their own are moved into them', async () => {
  const { url } = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'assize-migrations-'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await cp(migrationsFolder, folder, { recursive: true });
    for (const name of (await readdir(folder)).filter((each) => each > '0007')) await rm(join(folder, name));
    await client.query('drop schema assize, auth cascade');
    told(await migrate(url, folder));
    await fillInstitution(client);
    told(await migrate(url));
    const { rows } = await client.query<{ row: string }>(`select concat_ws(' ', subject, valid, value) as row from assize.rules where subject in ('fee_table', 'rules_name') order by 1`);
    assert.deepEqual(rows.map(({ row }) => row), [
      'fee_table [2015-09-01,2026-01-01) "commission-70"',
      'fee_table [2026-01-01,) "measures-1995-lowest"',
      'rules_name [2015-09-01,2026-01-01) "规则一"',
      'rules_name [2026-01-01,) "规则二"',
    ]);
  } finally {
    await client.end();
    await rm(folder, { recursive: true });
  }
});

async function fillInstitution(client: pg.Client): Promise<void> {
  await client.query(
    `insert into assize.institutions (institution_id, kind, name, uscc, address, phone, email, legal_representative)
     values ($1, 'commission', '-', '-', '-', '-', '-', '-')`,
    [idOf('commission', 1)],
  );
  await client.query(
    `insert into assize.commission_rules values ($1, '2015-09-01', '规则一', '仲字', 'EOP-5', 'commission-70'), ($1, '2026-01-01', '规则二', '仲字', 'EOP-5', 'measures-1995-lowest')`,
    [idOf('commission', 1)],
  );
}

test('over HTTP everyone reads, and the director of the commission enters', async (t) => {
  const place = await startInstallation();
  t.after(() => place.stop());
  const open = async <T>(path: string): Promise<T> => (await (await fetch(`${place.url}/api${path}`)).json()) as T;
  const book = await open<WireRulebook>('/rulebook');
  assert(book.instruments.length >= 10 && book.caps.length >= 10 && book.calendar.years.length >= 5 && book.feeTables.length >= 4);
  assert.deepEqual([book.lpr.entered, book.calendar.entered, book.calendar.enteredYears], [[], [], []]);
  assert.equal((await open<{ totalFen: string }>('/rulebook/fee?table=measures-1995-lowest&disputeFen=1000000')).totalFen, '40000');
  assert.equal((await open<{ dueOn: string }>('/rulebook/deadline?start=2026-03-02&days=5')).dueOn, '2026-03-09');
  assert.equal((await open<{ periods: { rate: { value: string } }[] }>('/rulebook/cap?kind=private&signedOn=2026-03-02&filedOn=2026-03-02')).periods[0]?.rate.value, '0.12');
  assert.equal((await open<{ code: string }>('/rulebook/cap?kind=private&signedOn=2026-10-02&filedOn=2026-10-02')).code, 'rate_outside_known_dates');
  assert.equal((await fetch(`${place.url}/api/rulebook/fee?table=none&disputeFen=1`)).status, 404);
  assert.equal((await fetch(`${place.url}/api/commissions/${idOf('commission', 1)}/rules`)).status, 401);

  const [director, secretary, lender] = await Promise.all([place.as('director'), place.as('secretary'), place.as('lender')]);
  const { acting } = await director.get<{ acting: { institution: { institutionId: string } } }>('/me');
  const rules = `/commissions/${acting.institution.institutionId}/rules`;
  const seen = await lender.get<WireRuleList>(rules);
  assert.deepEqual(seen.items.map(({ subject, inForce }) => [subject, inForce]), ['case_no_words', 'fee_refund', 'fee_table', 'procedure_profile', 'rules_name'].map((subject) => [subject, true]));
  assert.equal((await lender.request('/commissions/00000000-0000-4000-8000-000000000000/rules')).status, 404);

  const entry = { subject: 'calendar_day', key: '2026-03-09', validFrom: '2026-03-09', value: { off: '临时放假' }, source: '公告', reason: '临时放假一天' };
  const sent = (who: typeof director, path: string, body: object) => who.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  assert.deepEqual(await codeOf(await sent(secretary, rules, entry)), [403, 'not_permitted']);
  assert.deepEqual(await codeOf(await sent(director, `/commissions/${idOf('commission', 1)}/rules`, entry)), [403, 'not_permitted']);
  assert.deepEqual(await codeOf(await sent(director, rules, { ...entry, value: { off: 3 } })), [422, 'rule_value_invalid']);
  assert.deepEqual(await codeOf(await sent(director, rules, { ...entry, reason: ' ' })), [422, 'rule_reason_missing']);
  assert.deepEqual(await codeOf(await sent(director, rules, { ...entry, subject: 'no_such' })), [400, 'request_invalid']);
  assert.deepEqual(await director.post<WireRulePreview>(`${rules}/preview`, entry), { reach: 'running_deadlines', touched: [], total: 0, kept: 0 });
  const entered = await director.post<WireRuleEntered>(rules, entry);
  assert.deepEqual([entered.rule.key, entered.rule.enteredBy, entered.rule.reason, entered.total], ['2026-03-09', '周正言', '临时放假一天', 0]);
  assert.deepEqual(await codeOf(await sent(director, rules, entry)), [409, 'rule_overlaps']);
  assert.deepEqual((await open<WireRulebook>('/rulebook')).calendar.entered.map(({ day, off }) => [day, off]), [['2026-03-09', '临时放假']]);
  assert.equal((await open<{ dueOn: string }>(`/rulebook/deadline?start=2026-03-02&days=5&commissionId=${acting.institution.institutionId}`)).dueOn, '2026-03-10');
  const environment = { ASSIZE_URL: place.url, ASSIZE_HOME: place.home, ASSIZE_PASSWORD: sandboxPeople.lender.password };
  assert.equal((await assize(['sign-in', '--email', sandboxPeople.lender.email], environment)).status, 0);
  const listed = await assize(['rules', '--commission', acting.institution.institutionId, '--all'], environment);
  assert.match(listed.out, /calendar_day +2026-03-09 +2026-03-09 +2026-03-10 +临时放假 +公告 +临时放假一天 +周正言/);
  assert.equal((await open<{ table: { id: string } }>(`/rulebook/fee?commissionId=${acting.institution.institutionId}&disputeFen=1000000`)).table.id, 'measures-1995-lowest');
});
