import type { WorkedCase } from '../worked-cases.fixture.ts';

export const dayCounts: WorkedCase = {
  title: { zh: '三种计息基数', en: 'Three ways to count days' },
  story: {
    zh: '小额贷款公司借款36,000元，2025年2月28日到期，无期内利息，逾期年利率18%，计算至3月31日。实际天数31天；每月按30天计，则2月28日至3月31日为32天。',
    en: 'A small-loan company is owed 36,000 on 2025-02-28, without interest until then; overdue it bears 18 % a year. As of 31 March. There are 31 actual days; with months of 30 days there are 32 from 28 February to 31 March.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    overdueRate: { value: '0.18', per: 'year' },
    schedule: [['2025-02-28', '36000']],
  },
  situations: [
    {
      name: { zh: '实际天数÷365', en: 'Actual days over 365' },
      but: { dayCount: 'actual_365' },
      asOf: '2025-03-31',
      reckoning: [
        '天数 days: [2025-02-28 → 2025-03-31] = 31',
        '逾期利息 overdue interest: 36,000 × 18% × 31 ÷ 365 = 550.3561… → 550.36',
        '上限一律按实际天数÷365 the cap is always counted in actual days over 365',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-31] ÷ 365 = 1,893.6986… ↓ 1,893.69',
        '合计 total: 36,000 + 550.36 = 36,550.36',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '550.36',
        total: '36,550.36',
        cap: { allowed: '1,893.69', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '18%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '实际天数÷360', en: 'Actual days over 360' },
      but: { dayCount: 'actual_360' },
      asOf: '2025-03-31',
      reckoning: [
        '天数 days: [2025-02-28 → 2025-03-31] = 31',
        '逾期利息 overdue interest: 36,000 × 18% × 31 ÷ 360 = 558.00',
        '上限一律按实际天数÷365 the cap is always counted in actual days over 365',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-31] ÷ 365 = 1,893.6986… ↓ 1,893.69',
        '合计 total: 36,000 + 558 = 36,558.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '558.00',
        total: '36,558.00',
        cap: { allowed: '1,893.69', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '18%', dayCount: 'actual_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '每月30天÷360', en: 'Months of 30 days over 360' },
      but: { dayCount: 'thirty_360' },
      asOf: '2025-03-31',
      reckoning: [
        '天数 days: (360 × 2025 + 30 × 3 + 30) − (360 × 2025 + 30 × 2 + 28) = 32',
        '逾期利息 overdue interest: 36,000 × 18% × 32 ÷ 360 = 576.00',
        '上限一律按实际天数÷365 the cap is always counted in actual days over 365',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-31] ÷ 365 = 1,893.6986… ↓ 1,893.69',
        '合计 total: 36,000 + 576 = 36,576.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '576.00',
        total: '36,576.00',
        cap: { allowed: '1,893.69', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '18%', dayCount: 'thirty_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
