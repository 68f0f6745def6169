/** Whether a loan can be filed: the answers in the order in which they take precedence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoanFile } from '../claims/index.ts';
import { loanOf } from '../claims/loan.fixture.ts';
import type { FiledCase } from '../docket/index.ts';
import { canonicalText, parseDay } from '../kernel/index.ts';
import type { Institution } from '../parties/index.ts';
import { shippedLpr } from '../rulebook/index.ts';
import { decideAdmission, type AlreadyFiled, type FilingTerms } from './admission.ts';
import type { RowResult } from './assemble.ts';
import { loanPrint } from './batch.ts';

const story = { signedOn: '2025-01-10', schedule: [['2025-07-10', '1000']] } as const;
const file = (change: Partial<LoanFile> = {}): LoanFile => ({ ...(JSON.parse(canonicalText(loanOf(story))) as LoanFile), ...change });
const loan = (change: Partial<LoanFile> = {}): RowResult => ({ kind: 'loan', file: file(change), warnings: [], rows: [] });
const reject: RowResult = { kind: 'reject', reference: 'L-1', problems: [], rows: [] };

const lender: Institution = {
  institutionId: 'lender', kind: 'lender', lenderKind: 'small_loan', name: '某某小额贷款有限公司', uscc: '-', address: '-', phone: '-', email: '-', legalRepresentative: '-', licenceNo: null,
};
const terms: FilingTerms = { lender, commissionName: '-', asOf: parseDay('2026-03-02'), filedOn: parseDay('2026-03-02'), lpr: shippedLpr, round: { batchId: 'this', round: 2 } };

const filed: FiledCase = { caseId: 'case', caseNo: '（2026）沙箱网仲案字第1号', batchId: 'another', reference: 'L-1', contractNo: 'C-1' };
const nothing: AlreadyFiled = { byReference: new Map(), byContract: new Map(), byPrint: new Map(), inEarlierRounds: new Set() };
const elsewhere: AlreadyFiled = { ...nothing, byReference: new Map([['L-1', filed]]) };
const earlier: AlreadyFiled = { ...nothing, byReference: new Map([['L-1', { ...filed, batchId: 'this' }]]), inEarlierRounds: new Set(['case']) };
const otherLender = { lender: { ...file().lender, uscc: 'another' } };
const otherClause = { arbitration: { ...file().arbitration, institution: '另一仲裁委员会' } };
const nothingOwed = { repayments: [{ on: '2025-07-10', amountFen: '999999999', serialNo: null }] };

const table: readonly (readonly [string, RowResult, AlreadyFiled])[] = [
  ['repeated', loan({ ...otherLender, ...otherClause }), earlier],
  ['repeated', reject, earlier],
  ['rejected', reject, elsewhere],
  ['lender_is_another', loan({ ...otherLender, ...otherClause, ...nothingOwed }), elsewhere],
  ['lender_is_another', loan({ lender: { ...file().lender, kind: 'bank' } }), nothing],
  ['agreement_names_another', loan({ ...otherClause, ...nothingOwed }), elsewhere],
  ['already_filed', loan(nothingOwed), elsewhere],
  ['nothing_owed', loan(nothingOwed), nothing],
  ['sound', loan(), nothing],
];

for (const [expected, result, already] of table) {
  test(`${expected}: ${result.kind === 'reject' ? 'a reject' : 'a loan'}`, () => {
    const admission = decideAdmission(result, terms, already);
    assert.equal(admission.outcome === 'refused' ? admission.problems[0]?.code : admission.outcome, expected);
  });
}

test('a loan that has a case names it', () => {
  const admission = decideAdmission(loan(), terms, elsewhere);
  assert(admission.outcome === 'refused');
  assert.match(admission.problems[0]?.message ?? '', /（2026）沙箱网仲案字第1号/);
  assert.equal(admission.filed?.caseId, 'case');
});

test('the same contract, or the same borrower, sum and day, under another reference is a warning, but not within one batch', () => {
  const under = (reference: string, batchId: string) => ({ ...filed, reference, batchId });
  const print = loanPrint('lender', file());
  const codes = (already: Partial<AlreadyFiled>) => {
    const admission = decideAdmission(loan(), terms, { ...nothing, ...already });
    return admission.outcome === 'sound' ? admission.warnings.map(({ code }) => code) : admission.outcome;
  };
  assert.deepEqual(codes({ byContract: new Map([['C-1', [filed, under('L-0', 'another')]]]) }), ['similar_case_filed']);
  assert.deepEqual(codes({ byPrint: new Map([[print, [under('L-0', 'another')]]]) }), ['similar_case_filed']);
  assert.deepEqual(codes({ byContract: new Map([['C-1', [under('L-0', 'this')]]]) }), []);
  assert.notEqual(print, loanPrint('lender', file({ contract: { ...file().contract, principalFen: '100001' } })));
  assert.notEqual(print, loanPrint('another lender', file()));
});
