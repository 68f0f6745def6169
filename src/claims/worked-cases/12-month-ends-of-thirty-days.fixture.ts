import type { WorkedCase } from '../worked-cases.fixture.ts';

export const monthEndsOfThirtyDays: WorkedCase = {
  title: { zh: '每月30天计息时的月末', en: 'The ends of months of thirty days' },
  story: {
    zh: '小额贷款公司借款36,000元，2025年1月31日到期，无期内利息，年利率12%，约定每月按30天、每年按360天计息。31日视同30日：1月31日至2月28日为28天，至3月1日为31天，至3月30日为60天，至3月31日仍为60天。',
    en: 'A small-loan company is owed 36,000 on 2025-01-31, without interest until then, at 12 % a year after, months of 30 days, years of 360. The 31st counts as the 30th: from 31 January there are 28 days to 28 February, 31 to 1 March, 60 to 30 March and still 60 to 31 March.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    dayCount: 'thirty_360',
    schedule: [['2025-01-31', '36000']],
  },
  situations: [
    {
      name: { zh: '计算至2025-02-28', en: 'As of 2025-02-28' },
      asOf: '2025-02-28',
      reckoning: [
        '天数 days: (30 × 2 + 28) − (30 × 1 + 30) = 28',
        '逾期利息 overdue interest: 36,000 × 12% × 28 ÷ 360 = 336.00',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-02-28] ÷ 365 = 1,159.8904… ↓ 1,159.89',
        '合计 total: 36,000 + 336 = 36,336.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '336.00',
        total: '36,336.00',
        cap: { allowed: '1,159.89', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '12%', dayCount: 'thirty_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算至2025-03-01', en: 'As of 2025-03-01' },
      asOf: '2025-03-01',
      reckoning: [
        '天数 days: (30 × 3 + 1) − (30 × 1 + 30) = 31',
        '逾期利息 overdue interest: 36,000 × 12% × 31 ÷ 360 = 372.00',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-01] ÷ 365 = 1,183.5616… ↓ 1,183.56',
        '合计 total: 36,000 + 372 = 36,372.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '372.00',
        total: '36,372.00',
        cap: { allowed: '1,183.56', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '12%', dayCount: 'thirty_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算至2025-03-30', en: 'As of 2025-03-30' },
      asOf: '2025-03-30',
      reckoning: [
        '天数 days: (30 × 3 + 30) − (30 × 1 + 30) = 60',
        '逾期利息 overdue interest: 36,000 × 12% × 60 ÷ 360 = 720.00',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-30] ÷ 365 = 1,870.0273… ↓ 1,870.02',
        '合计 total: 36,000 + 720 = 36,720.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '720.00',
        total: '36,720.00',
        cap: { allowed: '1,870.02', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '12%', dayCount: 'thirty_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算至2025-03-31', en: 'As of 2025-03-31' },
      asOf: '2025-03-31',
      reckoning: [
        '天数 days: (30 × 3 + 30) − (30 × 1 + 30) = 60',
        '逾期利息 overdue interest: 36,000 × 12% × 60 ÷ 360 = 720.00',
        '上限容许 allowed by the cap: 36,000 × 24% × [2025-01-10 → 2025-03-31] ÷ 365 = 1,893.6986… ↓ 1,893.69',
        '合计 total: 36,000 + 720 = 36,720.00',
      ],
      expected: {
        principal: '36,000.00',
        overdueInterest: '720.00',
        total: '36,720.00',
        cap: { allowed: '1,893.69', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,000.00', rate: '12%', dayCount: 'thirty_360' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
