import type { WorkedCase } from '../worked-cases.fixture.ts';

export const repaymentAfterFiling: WorkedCase = {
  title: { zh: '立案后的还款与裁决日重算', en: 'A repayment after filing, and the claim on the day of the award' },
  story: {
    zh: '小额贷款公司借款10,000元，2025年7月10日到期，期内利息500元，年利率12%。2025年7月31日申请仲裁，8月10日借款人偿还3,000元，8月20日作出裁决。',
    en: 'A small-loan company is owed 10,000 and 500 of interest on 2025-07-10, at 12 % a year. It files on 2025-07-31; on 10 August the borrower pays 3,000; the award is made on 20 August.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    schedule: [['2025-07-10', '10000', '500']],
    repaid: [['2025-08-10', '3000']],
  },
  situations: [
    {
      name: { zh: '申请日', en: 'On the day of filing' },
      asOf: '2025-07-31',
      reckoning: [
        '8月10日的还款在计算日之后，不计入 the repayment of 10 August comes later and is left out',
        '逾期利息 overdue interest: 10,000 × 12% × [2025-07-10 → 2025-07-31] ÷ 365 = 69.0410… → 69.04',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 500 + 69.04 = 10,569.04',
      ],
      expected: {
        principal: '10,000.00',
        interest: '500.00',
        overdueInterest: '69.04',
        total: '10,569.04',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['repayment_after_as_of', 'cap_rests_on_practice'],
        overdueDays: 21,
      },
    },
    {
      name: { zh: '裁决日', en: 'On the day of the award' },
      asOf: '2025-08-20',
      filedOn: '2025-07-31',
      reckoning: [
        '至8月10日逾期利息 overdue interest to 10 August: 10,000 × 12% × [2025-07-10 → 2025-08-10] ÷ 365 = 101.9178… → 101.92',
        '还本 to principal: 3,000 − 500 − 101.92 = 2,398.08',
        '剩余本金 left: 10,000 − 2,398.08 = 7,601.92',
        '逾期利息 overdue interest: (10,000 × 31 + 7,601.92 × [2025-08-10 → 2025-08-20]) × 12% ÷ 365 = 126.9104… → 126.91',
        '减已付 less paid: 126.91 − 101.92 = 24.99',
        '上限容许 allowed by the cap: (10,000 × [2025-01-10 → 2025-08-10] + 7,601.92 × 10) × 24% ÷ 365 = 1,443.9578… ↓ 1,443.95',
        '合计 total: 7,601.92 + 24.99 = 7,626.91',
      ],
      expected: {
        principal: '7,601.92',
        overdueInterest: '24.99',
        total: '7,626.91',
        cap: { allowed: '1,443.95', paid: '601.92', reduction: '0.00', setOff: '0.00' },
        running: { base: '7,601.92', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        allocations: [{ no: 1, interest: '500.00', overdueInterest: '101.92', principal: '2,398.08' }],
        overdueDays: 41,
      },
    },
  ],
};
