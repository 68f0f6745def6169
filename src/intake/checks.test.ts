/** One sound loan file, changed in one place at a time: what is found, where, and that nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loanFileSchema, type LoanFile } from '../claims/index.ts';
import { residentIdCheckDigit } from '../parties/index.ts';
import { checkLoanFile, type Finding } from './checks.ts';
import { problemTable } from './problems.ts';

const person = (first17: string): string => first17 + residentIdCheckDigit(first17);
const asOf = '2025-12-01';

const sound: LoanFile = {
  schema: 'assize/loan-file/v1',
  reference: 'L-1',
  currency: 'CNY',
  lender: {
    name: '示例小额贷款有限公司',
    uscc: '91999999MA0000001N',
    kind: 'small_loan',
    address: '示例路1号',
    legalRepresentative: '示例甲',
    licenceNo: null,
    phone: '13900000000',
  },
  borrower: {
    name: '样子思',
    identity: { kind: 'resident_id', number: person('99999919900101123') },
    mobile: '13800000000',
    email: null,
    address: null,
  },
  contract: {
    contractNo: 'C-1',
    name: '借款合同',
    signedOn: '2025-01-10',
    principalFen: '300000',
    rate: { value: '0.18', per: 'year' },
    overdueRate: null,
    dayCount: 'actual_365',
    allocationOrder: 'civil_code_561',
  },
  disbursements: [{ on: '2025-01-11', amountFen: '300000', serialNo: null }],
  schedule: [1, 2, 3].map((seq) => ({ seq, dueOn: `2025-0${seq + 1}-11`, principalFen: '100000', interestFen: '4500', feeFen: '0' })),
  repayments: [{ on: '2025-02-11', amountFen: '104500', serialNo: null }],
  acceleration: null,
  demands: [{ on: '2025-04-01', channel: '短信', note: null }],
  arbitration: {
    clause: '争议提交沙箱仲裁委员会仲裁。',
    institution: '沙箱仲裁委员会',
    agreedOn: '2025-01-10',
    writtenProcedure: true,
    onlineProcedure: true,
    serviceEmail: null,
    serviceMobile: '13800000000',
  },
  signatures: [{ signer: 'borrower', name: '样子思', signedAt: '2025-01-10T02:00:00Z', method: '电子签名', certificateAuthority: null, certificateSerial: null }],
  files: [{ name: '合同.pdf', kind: 'contract', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64) }],
  sources: [{ file: 'loans.csv', sha256: 'b'.repeat(64), rows: [2] }],
};

type Change = { readonly [Key in keyof LoanFile]?: LoanFile[Key] extends readonly unknown[] | undefined ? LoanFile[Key] : Partial<LoanFile[Key]> };

/** The sound file with the fields of the change in place of its own. */
function changed(change: Change): LoanFile {
  const merged = Object.entries(change).map(([key, value]) => {
    const own = sound[key as keyof LoanFile];
    const isPart = typeof value === 'object' && !Array.isArray(value);
    return [key, isPart ? Object.assign({}, own, value) : value] as const;
  });
  return { ...sound, ...Object.fromEntries(merged) };
}

const identity = (number: string): Change => ({ borrower: { identity: { kind: 'resident_id', number } } });
const clause = (text: string): Change => ({ arbitration: { clause: text } });
const due = (...dueDays: readonly string[]): Change => ({
  schedule: dueDays.map((dueOn, index) => ({ seq: index + 1, dueOn, principalFen: index === 0 ? '300000' : '0', interestFen: '0', feeFen: '0' })),
});
const signedIn = (year: string): Change => ({
  contract: { signedOn: `${year}-01-10` },
  disbursements: [{ on: `${year}-01-11`, amountFen: '300000', serialNo: null }],
  repayments: [],
  demands: [],
  arbitration: { agreedOn: `${year}-01-10` },
  signatures: [],
  ...due('2022-03-01'),
});
const old = signedIn('2021');
const demand = (on: string) => ({ on, channel: '电话', note: null });
const repayment = (on: string) => ({ on, amountFen: '100', serialNo: null });

const paid = (serialNo: string, on: string, amountFen: string) => ({ on, amountFen, serialNo });
const takenBack = (reverses: string, on: string, amountFen: string) => ({ on, amountFen, serialNo: null, kind: 'reversal' as const, reverses });

/** 3,000.00 in three equal parts at 1.5 % a month. */
const terms = {
  method: 'equal_principal',
  periods: 3,
  every: { count: 1, unit: 'month' },
  startsOn: '2025-01-11',
  firstDueOn: '2025-02-11',
  monthEnd: 'same_day',
  interestBy: 'period',
  rounding: 'half_up',
  feeFen: '0',
} as const;
const ofTerms = ['4500', '3000', '1500'].map((interestFen, index) => ({ seq: index + 1, dueOn: `2025-0${index + 2}-11`, principalFen: '100000', interestFen, feeFen: '0' })) as [Row, Row, Row];
type Row = LoanFile['schedule'][number];

/** What is found in a changed file, with the place and in order. */
const cases: readonly (readonly [name: string, change: Change, ...found: (readonly [code: string, path: string])[]])[] = [
  ['a sound file', {}],
  ['a number stored as a number', identity('1.10105E+17'), ['identity_number_lost_digits', 'borrower.identity.number']],
  ['a number written by a program that kept 17 digits', identity('110105194912310020.0'), ['identity_number_lost_digits', 'borrower.identity.number']],
  ['a number that a spreadsheet cut', identity('110105194912310000'), ['identity_number_lost_digits', 'borrower.identity.number']],
  ['a number whose check digit agrees though it ends in zeros', identity('999999199001281000'), ['identity_number_ends_in_zeros', 'borrower.identity.number']],
  ['a short number', identity('123'), ['identity_number_malformed', 'borrower.identity.number']],
  ['a birth date that does not exist', identity('999999199002301231'), ['identity_number_birth_date_impossible', 'borrower.identity.number']],
  ['a wrong check digit', identity('110105194912310021'), ['identity_number_check_digit_wrong', 'borrower.identity.number']],
  ['a borrower of 17 years and 364 days', identity(person('99999920070111123')), ['borrower_under_age', 'borrower.identity.number']],
  ['a borrower of 18 years to the day', identity(person('99999920070110123'))],
  ['any number of another kind of document', { borrower: { identity: { kind: 'passport', number: '123' } } }],
  ['one name for both', { borrower: { name: sound.lender.name } }, ['lender_is_borrower', 'borrower.name']],
  ['one number for both', { borrower: { identity: { kind: 'other', number: sound.lender.uscc } } }, ['lender_is_borrower', 'borrower.identity.number']],
  ['a wrong social credit code', { lender: { uscc: '91999999MA0000001M' } }, ['uscc_check_character_wrong', 'lender.uscc']],
  ['a mobile that is none', { borrower: { mobile: '12345' } }, ['mobile_malformed', 'borrower.mobile']],
  ['a lender reached where the borrower is', { lender: { phone: '+86 138-0000-0000' } }, ['lender_and_borrower_share_phone', 'borrower.mobile']],
  ['notices that would go to the lender', { arbitration: { serviceMobile: '13900000000' } }, ['lender_and_borrower_share_phone', 'arbitration.serviceMobile']],
  ['a decimal read as a percentage', { contract: { rate: { value: '0.0018', per: 'year' }, overdueRate: { value: '0.000024', per: 'day' } } }, ['rate_very_low', 'contract.rate'], ['rate_very_low', 'contract.overdueRate']],
  ['15 % written as 15', { contract: { rate: { value: '15', per: 'year' } } }, ['rate_out_of_range', 'contract.rate']],
  ['1,000 % and a little', { contract: { overdueRate: { value: '0.0274', per: 'day' } } }, ['rate_out_of_range', 'contract.overdueRate']],
  ['1.5 for 15 %, and 10 % a month', { contract: { rate: { value: '1.5', per: 'year' }, overdueRate: { value: '0.1', per: 'month' } } }, ['rate_implausible', 'contract.rate'], ['rate_implausible', 'contract.overdueRate']],
  ['100 % a year to the point', { contract: { rate: { value: '1', per: 'year' } } }],
  ['half as much again on what is overdue', { contract: { overdueUplift: '0.5' } }],
  ['an overdue rate said twice', { contract: { overdueRate: { value: '0.24', per: 'year' }, overdueUplift: '0.5' } }, ['overdue_rate_given_twice', 'contract.overdueUplift']],
  ['150 % of the rate for half as much again', { contract: { overdueUplift: '1.5' } }, ['overdue_uplift_implausible', 'contract.overdueUplift']],
  ['a charge on no day', { contract: { charges: [{ on: '1900-01-01', name: '服务费', payee: '示例甲', relation: 'related', amountFen: '1' }] } }, ['day_impossible', 'contract.charges.0.on']],
  ['a payment taken back', { repayments: [paid('A', '2025-02-11', '104500'), takenBack('A', '2025-02-12', '104500')] }],
  ['one taken back in two parts', { repayments: [paid('A', '2025-02-11', '104500'), takenBack('A', '2025-02-12', '500'), takenBack('A', '2025-02-13', '104000')] }],
  ['more taken back than was paid', { repayments: [paid('A', '2025-02-11', '104500'), takenBack('A', '2025-02-12', '500'), takenBack('A', '2025-02-13', '104001')] }, ['reversal_without_payment', 'repayments.2.amountFen']],
  ['a payment taken back before it came', { repayments: [paid('A', '2025-02-11', '104500'), takenBack('A', '2025-02-10', '104500')] }, ['reversal_without_payment', 'repayments.1.amountFen']],
  ['a payment of another number taken back', { repayments: [paid('A', '2025-02-11', '104500'), takenBack('B', '2025-02-12', '104500')] }, ['reversal_without_payment', 'repayments.1.amountFen']],
  ['something taken back without a number', { repayments: [repayment('2025-02-11'), { ...repayment('2025-02-12'), kind: 'reversal' }] }, ['reversal_without_payment', 'repayments.1.amountFen']],
  ['a schedule of its terms', { contract: { terms }, schedule: ofTerms }],
  ['a schedule with a fen too much', { contract: { terms }, schedule: ofTerms.with(1, { ...ofTerms[1], interestFen: '3001' }) }, ['schedule_differs_from_terms', 'schedule.1.interestFen']],
  ['a schedule with a period too few', { contract: { terms: { ...terms, periods: 4 } }, schedule: ofTerms }, ['schedule_differs_from_terms', 'schedule.0.principalFen']],
  ['an instalment on the day on which interest begins', { contract: { terms: { ...terms, firstDueOn: terms.startsOn } }, schedule: ofTerms }, ['first_due_before_start', 'contract.terms.firstDueOn']],
  ['no interest at all', { contract: { rate: { value: '0', per: 'year' } } }],
  ['placeholders for days', { contract: { signedOn: '1900-01-01' }, repayments: [repayment('2999-12-31')] }, ['day_impossible', 'contract.signedOn'], ['day_impossible', 'repayments.0.on']],
  ['money before the contract', { contract: { signedOn: '2025-01-12' } }, ['disbursed_before_signing', 'disbursements.0.on']],
  ['an instalment before the money', due('2025-01-10', '2025-02-11'), ['due_before_disbursement', 'schedule.0.dueOn']],
  ['days that go back', due('2025-03-11', '2025-02-11', '2025-04-11'), ['schedule_days_not_ascending', 'schedule.1.dueOn']],
  ['a schedule that is only listed backwards', { schedule: sound.schedule.toReversed() }],
  ['a repayment before the money', { repayments: [repayment('2025-01-10')] }, ['repayment_before_disbursement', 'repayments.0.on']],
  ['a loan called before the money', { acceleration: { noticedOn: '2025-01-10' } }, ['accelerated_before_disbursement', 'acceleration.noticedOn']],
  ['a loan called before anything was due', { acceleration: { noticedOn: '2025-01-20' } }, ['accelerated_before_due', 'acceleration.noticedOn']],
  ['a demand of another loan', { demands: [demand('2024-06-01')] }, ['demand_before_disbursement', 'demands.0.on']],
  ['a signature after midnight in China on the day after the money', { signatures: [{ ...sound.signatures[0], signedAt: '2025-01-11T16:00:00Z' }] as LoanFile['signatures'] }, ['signature_after_disbursement', 'signatures.0.signedAt']],
  ['a signature before that midnight', { signatures: [{ ...sound.signatures[0], signedAt: '2025-01-11T15:59:59Z' }] as LoanFile['signatures'] }],
  ['a schedule that lacks an instalment', { schedule: sound.schedule.slice(0, 2) }, ['schedule_does_not_sum', 'contract.principalFen']],
  ['interest kept back', { disbursements: [{ on: '2025-01-11', amountFen: '290000', serialNo: null }] }, ['disbursed_less_than_principal', 'contract.principalFen']],
  ['a clause for elsewhere', clause('争议提交别处仲裁委员会仲裁。'), ['clause_names_other_institution', 'arbitration.institution']],
  ['a clause for two', clause('争议提交沙箱仲裁委员会或者别处仲裁委员会仲裁。'), ['clause_names_several_institutions', 'arbitration.clause']],
  ['a clause for a court as well', clause('争议可以提交沙箱仲裁委员会仲裁，也可以向人民法院起诉。'), ['clause_arbitration_or_court', 'arbitration.clause']],
  ['a clause agreed while an instalment was owed', { arbitration: { agreedOn: '2025-03-12' } }, ['clause_agreed_after_default', 'arbitration.agreedOn']],
  ['a clause agreed later while nothing was owed', { arbitration: { agreedOn: '2025-03-11' } }],
  ['no address for service', { arbitration: { serviceMobile: null } }, ['no_agreed_address', 'arbitration.serviceEmail']],
  ['no file', { files: [] }, ['no_attached_file', 'files']],
  ['a contract of tomorrow', { contract: { signedOn: '2025-12-02' } }, ['disbursed_before_signing', 'disbursements.0.on'], ['day_after_as_of', 'contract.signedOn']],
  ['a repayment of tomorrow', { repayments: [repayment('2025-12-02')] }, ['day_after_as_of', 'repayments.0.on']],
  ['money, clause and call of tomorrow', { disbursements: [...sound.disbursements, { on: '2025-12-02', amountFen: '1', serialNo: null }], arbitration: { agreedOn: '2025-12-02' }, acceleration: { noticedOn: '2025-12-02' } }, ['clause_agreed_after_default', 'arbitration.agreedOn'], ['day_after_as_of', 'arbitration.agreedOn'], ['day_after_as_of', 'disbursements.1.on'], ['day_after_as_of', 'acceleration.noticedOn']],
  ['nothing due yet', due('2025-12-02', '2026-01-02'), ['dispute_not_arisen', 'schedule.0.dueOn']],
  ['nothing due yet, but called', { ...due('2025-12-02'), acceleration: { noticedOn: '2025-11-30' } }, ['accelerated_before_due', 'acceleration.noticedOn']],
  ['a loan that is repaid, which only the claim can tell', { repayments: [{ on: '2025-04-11', amountFen: '313500', serialNo: null }] }],
  ['three years and a day, and no demand', { ...old, ...due('2022-11-30') }, ['limitation_may_have_run', 'schedule']],
  ['three years to the day', { ...old, ...due('2022-12-01') }],
  ['a demand in time', { ...old, demands: [demand('2024-06-01')] }],
  ['a repayment in time', { ...old, repayments: [repayment('2024-06-01')] }],
  ['a call in time', { ...old, acceleration: { noticedOn: '2024-06-01' } }],
  ['a demand after three years', { ...old, demands: [demand('2025-03-02')] }, ['limitation_may_have_run', 'schedule']],
  ['a demand later than the claim', { ...old, demands: [demand('2025-12-02')] }, ['limitation_may_have_run', 'schedule']],
  ['three years from the last instalment, not the first', { ...old, ...due('2021-03-01', '2023-01-01') }],
  ['three years from the call, not the last instalment', { ...old, ...due('2021-03-01', '2023-01-01'), acceleration: { noticedOn: '2022-06-01' } }, ['limitation_may_have_run', 'schedule']],
];

const told = (found: readonly Finding[]) => found.map(({ code, path }) => [code, path.join('.')]);

for (const [name, change, ...expected] of cases) {
  test(`${name}: ${expected.map(([code]) => code).join(', ') || 'nothing'}`, () => {
    const file = changed(change);
    const toldBySchemaToo = expected.some(([code]) => code === 'first_due_before_start');
    assert.equal(loanFileSchema.safeParse(file).success, !toldBySchemaToo, 'the schema lets it pass, so the check has to see it');
    assert.deepEqual(told(checkLoanFile(file, { asOf })), expected);
  });
}

const onTheDay = ['day_after_as_of', 'dispute_not_arisen', 'limitation_may_have_run'];

test('without the day of the claim everything else is still found', () => {
  for (const [name, change, ...expected] of cases) {
    assert.deepEqual(told(checkLoanFile(changed(change), { asOf: null })), expected.filter(([code]) => !onTheDay.includes(code)), name);
  }
});

test('every case is about a code of the table, and limitation is not judged before the law that the rulebook holds', () => {
  for (const [, , ...expected] of cases) for (const [code] of expected) assert.ok(code in problemTable, code);
  const older = changed({ ...signedIn('2011'), ...due('2012-01-01') });
  assert.deepEqual(told(checkLoanFile(older, { asOf: '2020-12-31' })), []);
});

test('no meaning has a colon, behind which a problem says what differs in its case', () => {
  for (const [code, [, meaning]] of Object.entries(problemTable)) assert.doesNotMatch(meaning, /: /, code);
});
