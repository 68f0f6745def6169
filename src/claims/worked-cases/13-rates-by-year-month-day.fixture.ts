import type { WorkedCase } from '../worked-cases.fixture.ts';

export const ratesByYearMonthDay: WorkedCase = {
  title: { zh: '年利率、月利率、日利率', en: 'A rate by the year, by the month, by the day' },
  story: {
    zh: '小额贷款公司借款10,000元，2025年7月10日到期，无期内利息，计算至7月31日，逾期21天。月利率1.5%合年利率18%，不因月份长短而变；日利率万分之五按日计。',
    en: 'A small-loan company is owed 10,000 on 2025-07-10, without interest until then. As of 31 July it is 21 days overdue. 1.5 % a month is 18 % a year, whatever the length of the month; 0.05 % a day counts by the day.',
  },
  loan: { kind: 'small_loan', signedOn: '2025-01-10', rate: '0.12', schedule: [['2025-07-10', '10000']] },
  situations: [
    {
      name: { zh: '年利率18%', en: '18 % a year' },
      but: { overdueRate: { value: '0.18', per: 'year' }, dayCount: 'actual_365' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 18% × 21 ÷ 365 = 103.5616… → 103.56',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 103.56 = 10,103.56',
      ],
      expected: {
        principal: '10,000.00',
        overdueInterest: '103.56',
        total: '10,103.56',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '18%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '月利率1.5%', en: '1.5 % a month' },
      but: { overdueRate: { value: '0.015', per: 'month' }, dayCount: 'actual_365' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 1.5% × 12 × 21 ÷ 365 = 103.5616… → 103.56',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 103.56 = 10,103.56',
      ],
      expected: {
        principal: '10,000.00',
        overdueInterest: '103.56',
        total: '10,103.56',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '18%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '月利率1.5%，年按360天', en: '1.5 % a month, a year of 360 days' },
      but: { overdueRate: { value: '0.015', per: 'month' }, dayCount: 'actual_360' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 1.5% × 12 × 21 ÷ 360 = 105.00',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 105 = 10,105.00',
      ],
      expected: {
        principal: '10,000.00',
        overdueInterest: '105.00',
        total: '10,105.00',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '18%', dayCount: 'actual_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '日利率万分之五', en: '0.05 % a day' },
      but: { overdueRate: { value: '0.0005', per: 'day' }, dayCount: 'actual_365' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 0.05% × 21 = 105.00',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 105 = 10,105.00',
      ],
      expected: {
        principal: '10,000.00',
        overdueInterest: '105.00',
        total: '10,105.00',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '18.25%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '日利率万分之五，年按360天', en: '0.05 % a day, a year of 360 days' },
      but: { overdueRate: { value: '0.0005', per: 'day' }, dayCount: 'actual_360' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 0.05% × 21 = 105.00',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 105 = 10,105.00',
      ],
      expected: {
        principal: '10,000.00',
        overdueInterest: '105.00',
        total: '10,105.00',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '18%', dayCount: 'actual_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
