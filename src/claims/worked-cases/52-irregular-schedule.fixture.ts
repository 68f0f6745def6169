import type { WorkedCase } from '../worked-cases.fixture.ts';

export const irregularSchedule: WorkedCase = {
  title: { zh: '不规则的还款计划，照列示计算', en: 'An irregular schedule, taken as given' },
  story: {
    zh: '小额贷款公司2025年1月10日放款10,000元，年利率12%，合同未写明计算方法，只列三期：2月5日本金1,000元、利息50元；4月20日本金4,000元、利息230元；6月30日本金5,000元、利息110元。第一期付清，4月25日又付1,000元，计算至5月31日，第三期尚未到期，不请求。',
    en: 'A small-loan company lends 10,000 on 2025-01-10 at 12 % a year. The contract gives no method, only three instalments: 1,000 + 50 on 5 February, 4,000 + 230 on 20 April, 5,000 + 110 on 30 June. The first is paid, on 25 April another 1,000. As of 31 May; the third is not yet due and not claimed.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    schedule: [['2025-02-05', '1000', '50'], ['2025-04-20', '4000', '230'], ['2025-06-30', '5000', '110']],
    repaid: [['2025-02-05', '1050'], ['2025-04-25', '1000']],
  },
  situations: [
    {
      name: { zh: '计算至2025年5月31日', en: 'As of 2025-05-31' },
      asOf: '2025-05-31',
      reckoning: [
        '至4月25日逾期利息 overdue interest to 25 April: 4,000 × 12% × [2025-04-20 → 2025-04-25] ÷ 365 = 6.5753… → 6.58',
        '还本 to principal: 1,000 − 230 − 6.58 = 763.42',
        '剩余本金 left: 4,000 − 763.42 = 3,236.58',
        '逾期利息 overdue interest: (4,000 × 5 + 3,236.58 × [2025-04-25 → 2025-05-31]) × 12% ÷ 365 = 44.8822… → 44.88',
        '减已付 less paid: 44.88 − 6.58 = 38.30',
        '上限容许 allowed by the cap: (10,000 × [2025-01-10 → 2025-02-05] + 9,000 × [2025-02-05 → 2025-04-25] + 8,236.58 × 36) × 24% ÷ 365 = 833.4357… ↓ 833.43',
        '合计 total: 3,236.58 + 38.30 = 3,274.88',
      ],
      expected: {
        principal: '3,236.58',
        overdueInterest: '38.30',
        total: '3,274.88',
        cap: { allowed: '833.43', paid: '286.58', reduction: '0.00', setOff: '0.00' },
        running: { base: '3,236.58', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        allocations: [
          { no: 1, interest: '50.00', principal: '1,000.00' },
          { no: 2, interest: '230.00', overdueInterest: '6.58', principal: '763.42' },
        ],
        overdueDays: 41,
      },
    },
    {
      name: { zh: '计算至2025年4月20日', en: 'As of 2025-04-20' },
      asOf: '2025-04-20',
      reckoning: [
        '第二期当日到期，尚未逾期 the second instalment is due that day, not overdue',
      ],
      expected: { refusal: 'dispute_not_arisen' },
    },
  ],
};
