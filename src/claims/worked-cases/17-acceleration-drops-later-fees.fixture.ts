import type { WorkedCase } from '../worked-cases.fixture.ts';

export const accelerationDropsLaterFees: WorkedCase = {
  title: { zh: '提前到期后不再收取以后各期费用', en: 'After acceleration no fees of later instalments' },
  story: {
    zh: '银行2025年1月10日放款2,000元，年利率12%，两期各本金1,000元，利息20元、10元，费用每期8元，2月10日、3月10日到期。2月20日通知提前到期，计算至3月20日。',
    en: 'A bank lends 2,000 on 2025-01-10 at 12 % a year; two instalments of 1,000, interest 20 and 10, a fee of 8 each, due 10 February and 10 March. Called due on 20 February; as of 20 March.',
  },
  loan: {
    kind: 'bank',
    signedOn: '2025-01-10',
    rate: '0.12',
    schedule: [['2025-02-10', '1000', '20', '8'], ['2025-03-10', '1000', '10', '8']],
    acceleratedOn: '2025-02-20',
  },
  situations: [
    {
      name: { zh: '计算至2025年3月20日', en: 'As of 2025-03-20' },
      asOf: '2025-03-20',
      reckoning: [
        '第一期逾期利息 overdue interest of the first: 1,000 × 12% × [2025-02-10 → 2025-03-20] ÷ 365 = 12.4931… → 12.49',
        '第二期利息至通知日 interest of the second to the notice: 1,000 × 12% × [2025-02-10 → 2025-02-20] ÷ 365 = 3.2876… → 3.29',
        '第二期逾期利息 overdue interest of the second: 1,000 × 12% × [2025-02-20 → 2025-03-20] ÷ 365 = 9.2054… → 9.21',
        '利息 interest: 20 + 3.29 = 23.29',
        '逾期利息 overdue interest: 12.49 + 9.21 = 21.70',
        '费用仅第一期8元 only the first fee of 8',
        '上限容许 allowed by the cap: 2,000 × 24% × 69 ÷ 365 = 90.7397… ↓ 90.73',
        '合计 total: 2,000 + 23.29 + 21.70 + 8 = 2,052.99',
      ],
      expected: {
        principal: '2,000.00',
        interest: '23.29',
        overdueInterest: '21.70',
        fee: '8.00',
        total: '2,052.99',
        cap: { allowed: '90.73', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '2,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
