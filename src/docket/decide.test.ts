import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles, type Role } from '../parties/index.ts';
import type { Answer, AnswerKind } from './case.ts';
import { arbitratorId, caseOf } from './case.fixture.ts';
import { commandsOpenTo, decideAnswer, decideAppointment, decideTurn } from './decide.ts';
import { caseStates, commandNames, events, inTurn, type CaseState, type Command } from './procedure.ts';

/** The law of the house, written a second time by hand: who may do what to a case in which state. */
const table: Readonly<Record<Command, { readonly who: readonly Role[]; readonly when: readonly CaseState[] }>> = {
  approve_filing: { who: ['filing_secretary'], when: ['submitted'] },
  refuse_filing: { who: ['filing_secretary'], when: ['submitted'] },
  record_fee_payment: { who: ['filing_secretary'], when: ['fee_pending'] },
  serve_notice: { who: ['case_secretary'], when: ['accepted', 'notice_service'] },
  appoint_arbitrator: { who: ['director'], when: ['tribunal_formation'] },
  accept_appointment: { who: ['arbitrator'], when: ['appointment_pending'] },
  decline_appointment: { who: ['arbitrator'], when: ['appointment_pending'] },
  draft_award: { who: ['arbitrator'], when: ['trial'] },
  return_award: { who: ['case_secretary', 'arbitrator'], when: ['award_check', 'award_signing'] },
  check_award: { who: ['case_secretary'], when: ['award_check', 'award_signing'] },
  sign_award: { who: ['arbitrator'], when: ['award_signing'] },
  seal_award: { who: ['director'], when: ['award_sealing'] },
  serve_award: { who: ['case_secretary'], when: ['award_issued'] },
};

const codeOf = (outcome: ReturnType<typeof decideTurn>) => (outcome.ok ? 'accepted' : outcome.refusal.code);

test('every command, in every state, by every role, on a fresh and on a stale version', () => {
  let asked = 0;
  for (const command of commandNames) {
    for (const state of caseStates) {
      for (const role of roles) {
        for (const version of [7, 6, 8]) {
          const { who, when } = table[command];
          const expected = !who.includes(role) ? 'not_permitted' : version !== 7 ? 'stale_version' : !when.includes(state) ? 'out_of_turn' : 'accepted';
          const outcome = decideTurn(caseOf({ state }), command, version, { personId: arbitratorId, roles: [role] });
          assert.equal(codeOf(outcome), expected, `${role} ${command} ${state} ${version}`);
          asked += 1;
        }
      }
    }
  }
  assert.equal(asked, 13 * 16 * 5 * 3);
});

test('the commands offered are those that would be taken; another arbitrator is offered none of an arbitrator\'s', () => {
  for (const state of caseStates) {
    for (const role of roles) {
      const expected = commandNames.filter((command) => table[command].who.includes(role) && table[command].when.includes(state));
      assert.deepEqual(commandsOpenTo(caseOf({ state }), { personId: arbitratorId, roles: [role] }), expected, `${role} ${state}`);
    }
    assert.deepEqual(commandsOpenTo(caseOf({ state }), { personId: 'another', roles: ['arbitrator'] }), [], state);
  }
});

test('nobody on the lender\'s side, and nobody without a role, can do anything to a case', () => {
  for (const held of [['lender_agent'], []] as const) {
    for (const command of commandNames) {
      for (const state of table[command].when) assert.equal(codeOf(decideTurn(caseOf({ state }), command, 7, { personId: arbitratorId, roles: held })), 'not_permitted');
    }
  }
});

test('what an arbitrator does, only the arbitrator of the case does, whatever other office they hold', () => {
  const other = { personId: '01950000-0000-7000-8000-0000000000ab', roles: ['arbitrator', 'director', 'filing_secretary'] as const };
  for (const [command, state] of [['accept_appointment', 'appointment_pending'], ['draft_award', 'trial'], ['sign_award', 'award_signing'], ['return_award', 'award_check']] as const) {
    assert.equal(codeOf(decideTurn(caseOf({ state }), command, 7, other)), 'not_permitted', command);
  }
  const secretaryToo = { ...other, roles: [...other.roles, 'case_secretary'] as const };
  assert.equal(codeOf(decideTurn(caseOf({ state: 'award_check' }), 'return_award', 7, secretaryToo)), 'accepted', 'as secretary they may');
  assert.equal(codeOf(decideTurn(caseOf({ state: 'award_signing' }), 'sign_award', 7, secretaryToo)), 'not_permitted');
});

test('appointment: the first reason that holds is the one given', () => {
  const roster = [{ personId: 'a', loadCap: 2 }];
  const rows: readonly (readonly [who: string, openCases: number, challenged: readonly string[], code: string])[] = [
    ['b', 9, ['b'], 'not_on_roster'],
    ['a', 9, ['a'], 'arbitrator_challenged_before'],
    ['a', 2, ['b'], 'load_cap_reached'],
    ['a', 3, [], 'load_cap_reached'],
    ['a', 1, ['b'], 'accepted'],
  ];
  for (const [who, openCases, challenged, code] of rows) {
    const outcome = decideAppointment(who, roster, openCases, challenged);
    assert.equal(outcome.ok ? 'accepted' : outcome.refusal.code, code, `${who} ${openCases}`);
  }
});

test('answers: the same again is the first again, other words under its number are refused, and every right has its states', () => {
  const before: Answer = { answerId: 'x', caseId: 'c', kind: 'defence', text: '已还款', receivedAt: Temporal.Instant.from('2026-03-03T00:00:00Z'), late: false };
  const said = (state: CaseState, kind: AnswerKind, known: Answer | undefined, text = '已还款') => {
    const outcome = decideAnswer(caseOf({ state }), kind, known, text);
    return outcome.ok ? 'accepted' : outcome.refusal.code;
  };
  assert.equal(said('award_served', 'defence', before), 'accepted', 'the receipt can be fetched again at any time');
  assert.equal(said('award_served', 'defence', before, '没有'), 'answer_id_reused', 'said before that the right is closed');
  assert.equal(said('trial', 'object_to_procedure', before), 'answer_id_reused');
  const beforeDraft: readonly CaseState[] = ['accepted', 'notice_service', 'response_open', 'tribunal_formation', 'appointment_pending', 'challenge_open', 'trial'];
  for (const state of caseStates) {
    const open = beforeDraft.includes(state) ? 'accepted' : 'right_not_open';
    assert.equal(said(state, 'defence', undefined), open, state);
    assert.equal(said(state, 'object_to_procedure', undefined), open, state);
    assert.equal(said(state, 'challenge_arbitrator', undefined), ['challenge_open', 'trial'].includes(state) ? 'accepted' : 'right_not_open', state);
  }
});

test('every state but the ends is left, and every state but the first is reached', () => {
  const steps: readonly { readonly when: readonly CaseState[] }[] = [...commandNames.map((name) => ({ when: table[name].when })), ...Object.values(events).map(({ from }) => ({ when: from }))];
  for (const state of caseStates) {
    const ways = steps.filter(({ when }) => when.includes(state));
    assert.equal(ways.length === 0, ['not_accepted', 'award_served', 'transferred_offline'].includes(state), state);
  }
  assert(!inTurn(events.award_delivered, 'award_served'), 'an award is served once');
});
