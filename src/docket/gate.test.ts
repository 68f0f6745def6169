import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awardSums, computeClaim, type Loan } from '../claims/index.ts';
import { loanOf } from '../claims/loan.fixture.ts';
import { accept, assert as sure, fen, parseDay, refuse } from '../kernel/index.ts';
import type { Answer, Case, CaseDeadline, DeadlineKind } from './case.ts';
import { caseOf } from './case.fixture.ts';
import { evaluateGate, gateChecks, type GateCheck, type GateFacts } from './gate.ts';

const day = parseDay;

function fixedLoan(): Loan {
  const story = loanOf({ schedule: [['2025-06-10', '10000', '500']], signedOn: '2025-01-10', disbursed: [['2025-01-11', '10000']] });
  return {
    ...story,
    lender: { ...story.lender, licenceNo: '某金监贷〔2020〕1号' },
    arbitration: { ...story.arbitration, institution: '某某仲裁委员会', clause: '争议提交某某仲裁委员会仲裁。' },
    signatures: [{ signer: 'borrower', name: '测试人', signedAt: Temporal.Instant.from('2025-01-10T02:00:00Z'), method: '电子签名', certificateAuthority: null, certificateSerial: null }],
  };
}

const loan = fixedLoan();
const claim = computeClaim(loan, day('2026-03-02'), day('2026-03-02'));
sure(claim.ok, 'the story makes a claim');
const today = day('2026-03-12');

const deadline = (kind: DeadlineKind, dueOn: string, state: CaseDeadline['state'] = 'expired'): CaseDeadline => ({
  caseId: 'c', kind, startOn: day('2026-03-02'), days: 5, unit: 'day', nominalOn: day(dueOn), dueOn: day(dueOn), rolledOver: [], rule: '-', calendarVersion: '-', state,
});
const response = deadline('response', '2026-03-09');
const challenge = deadline('challenge', '2026-03-11');
const award = deadline('award', '2026-03-16', 'running');
const answer: Answer = { answerId: 'a1', caseId: 'c', kind: 'defence', text: '已还款', receivedAt: Temporal.Instant.from('2026-03-03T00:00:00Z'), late: false };
const draft = { opinion: '申请人已依约发放借款，被申请人没有按照约定还款，构成违约。', responses: [{ answerId: 'a1', response: '已逐笔抵充。' }], performanceDays: 10 };

/** Facts that satisfy every check. */
const facts: GateFacts = {
  docketCase: caseOf(),
  loan,
  claim,
  awarded: awardSums(loan, claim.value, today),
  deadlines: [response, challenge, award],
  answers: [answer],
  draft,
  awardNeedsServiceLevel: 3,
  arbitratorOnRoster: true,
  compositionNotified: true,
  chainWhole: true,
  today,
};

const withCase = (changes: Partial<Case>): GateFacts => ({ ...facts, docketCase: caseOf(changes) });
const withLoan = (changes: Partial<Loan>): GateFacts => ({ ...facts, loan: { ...loan, ...changes } });
const withAgreement = (changes: Partial<Loan['arbitration']>) => withLoan({ arbitration: { ...loan.arbitration, ...changes } });
const withClaim = (changes: Partial<typeof claim.value>): GateFacts => ({ ...facts, claim: accept({ ...claim.value, ...changes }) });
const signedAt = (instant: string) => withLoan({ signatures: loan.signatures.map((each) => ({ ...each, signedAt: Temporal.Instant.from(instant) })) });
const noClaim: GateFacts = { ...facts, claim: refuse('claim_does_not_recompute'), awarded: refuse('claim_does_not_recompute') };

/** Each check: what alone is changed in facts that satisfy everything, and whether the check then still holds. */
const table: Readonly<Record<GateCheck, readonly (readonly [what: string, facts: GateFacts, holds?: 'holds'])[]>> = {
  agreement_names_this_commission: [
    ['another commission', withAgreement({ institution: '其他仲裁委员会', clause: '争议提交其他仲裁委员会仲裁。' })],
    ['a clause that does not name it', withAgreement({ clause: '争议提交仲裁。' })],
    ['agreed after filing', withAgreement({ agreedOn: day('2026-03-03') })],
    ['agreed on the day of filing', withAgreement({ agreedOn: day('2026-03-02') }), 'holds'],
  ],
  dispute_arose_before_filing: [
    ['the claim does not recompute', noClaim],
    ['first unpaid on the day of filing', withClaim({ firstUnpaidDueOn: day('2026-03-02') })],
    ['first unpaid the day before', withClaim({ firstUnpaidDueOn: day('2026-03-01') }), 'holds'],
  ],
  lender_may_lend: [
    ['no licence', withLoan({ lender: { ...loan.lender, licenceNo: null } })],
    ['a private lender needs none', withLoan({ lender: { ...loan.lender, kind: 'private', licenceNo: null } }), 'holds'],
  ],
  notice_reached_respondent: [
    ['never sent', withCase({ serviceLevel: 0 })],
    ['sent, not opened', withCase({ serviceLevel: 1 })],
    ['delivered, not opened', withCase({ serviceLevel: 2 })],
    ['opened', withCase({ serviceLevel: 3 }), 'holds'],
  ],
  windows_have_passed: [
    ['no response window', { ...facts, deadlines: [challenge] }],
    ['no challenge window', { ...facts, deadlines: [response] }],
    ['a window still marked as running', { ...facts, deadlines: [response, { ...challenge, state: 'running' }] }],
    ['the last day of a window', { ...facts, today: day('2026-03-11') }],
    ['never accepted', withCase({ acceptedOn: null })],
    ['accepted today', withCase({ acceptedOn: day('2026-03-12') })],
    ['the time for the award is no window', { ...facts, deadlines: [response, challenge] }, 'holds'],
  ],
  documents_only_and_online_agreed: [
    ['no written procedure', withAgreement({ writtenProcedure: false })],
    ['no online procedure', withAgreement({ onlineProcedure: false })],
    ['the respondent objected', { ...facts, answers: [{ ...answer, kind: 'object_to_procedure' }] }],
  ],
  tribunal_duly_formed: [
    ['nobody appointed', withCase({ arbitratorId: null })],
    ['no day of the tribunal', withCase({ tribunalOn: null })],
    ['not on the roster', { ...facts, arbitratorOnRoster: false }],
    ['no response window', { ...facts, deadlines: [challenge] }],
    ['appointed on the last day of the response window', withCase({ tribunalOn: day('2026-03-09') })],
    ['the parties not told', { ...facts, compositionNotified: false }],
  ],
  everything_answered: [
    ['an answer without a response', { ...facts, draft: { ...draft, responses: [] } }],
    ['a blank response', { ...facts, draft: { ...draft, responses: [{ answerId: 'a1', response: ' \n' }] } }],
    ['a response to something else', { ...facts, draft: { ...draft, responses: [{ answerId: 'a2', response: '不成立' }] } }],
    ['one of two', { ...facts, answers: [answer, { ...answer, answerId: 'a2' }] }],
    ['no draft', { ...facts, draft: null }],
    ['nothing said', { ...facts, answers: [], draft: { ...draft, responses: [] } }, 'holds'],
  ],
  signed_before_money_moved: [
    ['nobody signed', withLoan({ signatures: [] })],
    ['only the lender signed', withLoan({ signatures: loan.signatures.map((each) => ({ ...each, signer: 'lender' })) })],
    ['signed the day after, in China', signedAt('2025-01-11T16:00:00Z')],
    ['signed on the last instant of the day of disbursement', signedAt('2025-01-11T15:59:59Z'), 'holds'],
    ['an earlier disbursement', withLoan({ disbursements: [...loan.disbursements, { on: day('2025-01-09'), amountFen: fen(1), serialNo: null }] })],
  ],
  claim_recomputes_within_cap: [
    ['the claim does not recompute', noClaim],
    ['more principal than was disbursed', withClaim({ principalFen: fen(1_000_001) })],
    ['charges above the cap', withClaim({ cap: { ...claim.value.cap, claimableFen: fen(2), paidFen: fen(9), allowedFen: fen(10) } })],
    ['charges just at the cap', withClaim({ cap: { ...claim.value.cap, claimableFen: fen(1), paidFen: fen(9), allowedFen: fen(10) } }), 'holds'],
    ['paid above the cap, and nothing more claimed', withClaim({ cap: { ...claim.value.cap, claimableFen: fen(0), paidFen: fen(11), allowedFen: fen(10) } }), 'holds'],
  ],
  operative_part_executable: [
    ['the claim does not recompute', noClaim],
    ['nothing to award', { ...facts, awarded: refuse('nothing_owed') }],
    ['no draft', { ...facts, draft: null }],
    ['no time to perform', { ...facts, draft: { ...draft, performanceDays: 0 } }],
  ],
  reasons_given: [
    ['no draft', { ...facts, draft: null }],
    ['too short', { ...facts, draft: { ...draft, opinion: '同意。' } }],
    ['blank', { ...facts, draft: { ...draft, opinion: ' '.repeat(40) } }],
  ],
  record_whole: [['a broken chain', { ...facts, chainWhole: false }]],
};

test('with everything in order the gate is open, and every check says on what evidence', () => {
  const findings = evaluateGate(facts);
  assert.deepEqual(findings.filter((each) => !each.satisfied), []);
  assert.deepEqual(findings.map((each) => each.check), gateChecks);
  assert.equal(gateChecks.length, 13);
  assert(findings.every((each) => each.evidence.length > 0 && each.because !== ''));
});

for (const check of gateChecks) {
  test(`the gate: ${check}`, () => {
    for (const [what, changed, holds] of table[check]) {
      const finding = evaluateGate(changed).find((each) => each.check === check);
      assert.equal(finding?.satisfied, holds === 'holds', `${what}: ${finding?.because ?? ''}`);
    }
  });
}
