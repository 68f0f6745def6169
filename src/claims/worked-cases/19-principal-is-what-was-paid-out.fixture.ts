import type { WorkedCase } from '../worked-cases.fixture.ts';

export const principalIsWhatWasPaidOut: WorkedCase = {
  title: { zh: '本金以实际放款为准', en: 'Principal is what was paid out' },
  story: {
    zh: '合同写明本金10,000元，出借人预扣500元“首期利息”，2025年1月10日实际放款9,500元，7月10日到期。民法典第六百七十条：利息不得预先在本金中扣除，按实际借款数额返还并计息。按合同金额主张的，退回；按实际放款改正后受理。',
    en: 'The contract says 10,000, but 500 of “first interest” is kept back and 9,500 is paid out on 2025-01-10, due on 10 July. Civil Code art. 670: interest may not be deducted in advance; what was really lent is owed and bears interest. A claim on the contract’s figure is sent back; put right, it is taken.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    disbursed: [['2025-01-10', '9500']],
    schedule: [['2025-07-10', '10000', '595.07']],
  },
  situations: [
    {
      name: { zh: '按合同金额主张', en: 'Claimed on the contract’s figure' },
      asOf: '2025-07-31',
      reckoning: [
        '多出 too much: 10,000 − 9,500 = 500.00',
      ],
      expected: { refusal: 'principal_exceeds_disbursement' },
    },
    {
      name: { zh: '按实际放款改正', en: 'Put right' },
      but: { schedule: [['2025-07-10', '9500', '565.32']] },
      asOf: '2025-07-31',
      reckoning: [
        '期内利息 interest of the term: 9,500 × 12% × [2025-01-10 → 2025-07-10] ÷ 365 = 565.3150… → 565.32',
        '逾期利息 overdue interest: 9,500 × 12% × [2025-07-10 → 2025-07-31] ÷ 365 = 65.5890… → 65.59',
        '上限容许 allowed by the cap: 9,500 × 24% × 202 ÷ 365 = 1,261.8082… ↓ 1,261.80',
        '合计 total: 9,500 + 565.32 + 65.59 = 10,130.91',
      ],
      expected: {
        principal: '9,500.00',
        interest: '565.32',
        overdueInterest: '65.59',
        total: '10,130.91',
        cap: { allowed: '1,261.80', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '9,500.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算日后才放足', en: 'The rest is paid out only after the day of the claim' },
      but: { disbursed: [['2025-01-10', '9500'], ['2025-08-01', '500']] },
      asOf: '2025-07-31',
      reckoning: [
        '计算日前只放款9,500元 only 9,500 was paid out by the day of the claim',
      ],
      expected: { refusal: 'principal_exceeds_disbursement' },
    },
  ],
};
