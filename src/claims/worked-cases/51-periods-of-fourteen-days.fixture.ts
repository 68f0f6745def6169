import type { WorkedCase } from '../worked-cases.fixture.ts';

export const periodsOfFourteenDays: WorkedCase = {
  title: { zh: '每14天一期，日利率', en: 'Every fourteen days, at a rate by the day' },
  story: {
    zh: '小额贷款公司2025年3月3日放款4,000元，日利率万分之五，等额本金四期，每14天一期，第一期3月17日。分文未还，计算至4月30日。',
    en: 'A small-loan company lends 4,000 on 2025-03-03 at 0.05 % a day, in four equal parts of principal every fourteen days, the first on 17 March. Nothing is paid. As of 30 April.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-03-03',
    rate: { value: '0.0005', per: 'day' },
    terms: {
      method: 'equal_principal',
      periods: 4,
      every: { count: 14, unit: 'day' },
      startsOn: '2025-03-03',
      firstDueOn: '2025-03-17',
      monthEnd: 'same_day',
      interestBy: 'period',
      rounding: 'half_up',
      feeFen: '0',
    },
    schedule: [
      ['2025-03-17', '1000', '28'],
      ['2025-03-31', '1000', '21'],
      ['2025-04-14', '1000', '14'],
      ['2025-04-28', '1000', '7'],
    ],
  },
  situations: [
    {
      name: { zh: '计算至2025年4月30日', en: 'As of 2025-04-30' },
      asOf: '2025-04-30',
      reckoning: [
        '利息 interest: (4,000 + 3,000 + 2,000 + 1,000) × 0.05% × 14 = 70.00',
        '2025-03-17到期 due 2025-03-17: 1,000 × 0.05% × [2025-03-17 → 2025-04-30] = 22.00',
        '2025-03-31到期 due 2025-03-31: 1,000 × 0.05% × [2025-03-31 → 2025-04-30] = 15.00',
        '2025-04-14到期 due 2025-04-14: 1,000 × 0.05% × [2025-04-14 → 2025-04-30] = 8.00',
        '2025-04-28到期 due 2025-04-28: 1,000 × 0.05% × [2025-04-28 → 2025-04-30] = 1.00',
        '逾期利息合计 overdue interest together: 22 + 15 + 8 + 1 = 46.00',
        '上限容许 allowed by the cap: 4,000 × 24% × [2025-03-03 → 2025-04-30] ÷ 365 = 152.5479… ↓ 152.54',
        '合计 total: 4,000 + 70 + 46 = 4,116.00',
      ],
      expected: {
        principal: '4,000.00',
        interest: '70.00',
        overdueInterest: '46.00',
        total: '4,116.00',
        cap: { allowed: '152.54', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '4,000.00', rate: '18.25%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        differences: [],
      },
    },
    {
      name: { zh: '出借人少列一期', en: 'The lender’s schedule leaves an instalment out' },
      but: {
        schedule: [['2025-03-17', '1000', '28'], ['2025-03-31', '1000', '21'], ['2025-04-14', '2000', '14']],
      },
      asOf: '2025-04-30',
      reckoning: [
        '利息 interest: 28 + 21 + 14 = 63.00',
        '2025-03-17到期 due 2025-03-17: 1,000 × 0.05% × [2025-03-17 → 2025-04-30] = 22.00',
        '2025-03-31到期 due 2025-03-31: 1,000 × 0.05% × [2025-03-31 → 2025-04-30] = 15.00',
        '2025-04-14到期 due 2025-04-14: 2,000 × 0.05% × [2025-04-14 → 2025-04-30] = 16.00',
        '逾期利息合计 overdue interest together: 22 + 15 + 16 = 53.00',
        '上限容许 allowed by the cap: 4,000 × 24% × 58 ÷ 365 = 152.5479… ↓ 152.54',
        '合计 total: 4,000 + 63 + 53 = 4,116.00',
      ],
      expected: {
        principal: '4,000.00',
        interest: '63.00',
        overdueInterest: '53.00',
        total: '4,116.00',
        cap: { allowed: '152.54', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '4,000.00', rate: '18.25%', dayCount: 'actual_365' },
        warnings: ['schedule_differs_from_terms', 'cap_rests_on_practice'],
        differences: ['3 principalFen 200000 100000', '4 row – 2025-04-28'],
      },
    },
  ],
};
