import type { WorkedCase } from '../worked-cases.fixture.ts';

export const leapDay: WorkedCase = {
  title: { zh: '闰日计一日', en: 'The leap day is a day' },
  story: {
    zh: '小额贷款公司借款36,500元，2月28日到期，无期内利息，年利率12%，计算至3月1日。闰年多计一日；年仍按365天。',
    en: 'A small-loan company is owed 36,500 on 28 February, without interest until then, at 12 % a year after. As of 1 March. In a leap year there is one day more; the year still has 365.',
  },
  loan: { kind: 'small_loan', signedOn: '2023-12-10', rate: '0.12', schedule: [['2024-02-28', '36500']] },
  situations: [
    {
      name: { zh: '闰年2024', en: 'Leap year 2024' },
      asOf: '2024-03-01',
      reckoning: [
        '天数 days: [2024-02-28 → 2024-03-01] = 2',
        '逾期利息 overdue interest: 36,500 × 12% × 2 ÷ 365 = 24.00',
        '上限容许 allowed by the cap: 36,500 × 24% × [2023-12-10 → 2024-03-01] ÷ 365 = 1,968.00',
        '合计 total: 36,500 + 24 = 36,524.00',
      ],
      expected: {
        principal: '36,500.00',
        overdueInterest: '24.00',
        total: '36,524.00',
        cap: { allowed: '1,968.00', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,500.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '平年2025', en: 'Common year 2025' },
      but: { signedOn: '2024-12-10', schedule: [['2025-02-28', '36500']] },
      asOf: '2025-03-01',
      reckoning: [
        '天数 days: [2025-02-28 → 2025-03-01] = 1',
        '逾期利息 overdue interest: 36,500 × 12% × 1 ÷ 365 = 12.00',
        '上限容许 allowed by the cap: 36,500 × 24% × [2024-12-10 → 2025-03-01] ÷ 365 = 1,944.00',
        '合计 total: 36,500 + 12 = 36,512.00',
      ],
      expected: {
        principal: '36,500.00',
        overdueInterest: '12.00',
        total: '36,512.00',
        cap: { allowed: '1,944.00', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,500.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '闰日当日到期', en: 'Due on the leap day itself' },
      but: { schedule: [['2024-02-29', '36500']] },
      asOf: '2024-03-01',
      reckoning: [
        '天数 days: [2024-02-29 → 2024-03-01] = 1',
        '逾期利息 overdue interest: 36,500 × 12% × 1 ÷ 365 = 12.00',
        '上限容许 allowed by the cap: 36,500 × 24% × [2023-12-10 → 2024-03-01] ÷ 365 = 1,968.00',
        '合计 total: 36,500 + 12 = 36,512.00',
      ],
      expected: {
        principal: '36,500.00',
        overdueInterest: '12.00',
        total: '36,512.00',
        cap: { allowed: '1,968.00', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '36,500.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
