import type { WorkedCase } from '../worked-cases.fixture.ts';

export const twoDisbursements: WorkedCase = {
  title: { zh: '分两次放款', en: 'Paid out in two parts' },
  story: {
    zh: '小额贷款公司2025年1月10日放款6,000元、2月10日放款4,000元，年利率24%，7月10日到期还本10,000元、付息1,000元，分文未还，计算至7月31日。上限按每日实际占用的本金计算。',
    en: 'A small-loan company pays out 6,000 on 2025-01-10 and 4,000 on 10 February, at 24 % a year; 10,000 and 1,000 of interest are due on 10 July, and nothing is paid. As of 31 July. The cap is reckoned on the principal really outstanding day by day.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.24',
    disbursed: [['2025-01-10', '6000'], ['2025-02-10', '4000']],
    schedule: [['2025-07-10', '10000', '1000']],
  },
  situations: [
    {
      name: { zh: '计算至2025年7月31日', en: 'As of 2025-07-31' },
      asOf: '2025-07-31',
      reckoning: [
        '逾期利息 overdue interest: 10,000 × 24% × [2025-07-10 → 2025-07-31] ÷ 365 = 138.0821… → 138.08',
        '合同息费 charges by the contract: 1,000 + 138.08 = 1,138.08',
        '上限容许 allowed by the cap: (6,000 × [2025-01-10 → 2025-02-10] + 10,000 × [2025-02-10 → 2025-07-31]) × 24% ÷ 365 = 1,246.6849… ↓ 1,246.68',
        '合同息费未超过上限 the contract is within the cap',
        '合计 total: 10,000 + 1,000 + 138.08 = 11,138.08',
      ],
      expected: {
        principal: '10,000.00',
        interest: '1,000.00',
        overdueInterest: '138.08',
        total: '11,138.08',
        cap: { allowed: '1,246.68', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '24%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '利息1,200元', en: '1,200 of interest' },
      but: { schedule: [['2025-07-10', '10000', '1200']] },
      asOf: '2025-07-31',
      reckoning: [
        '合同息费 charges by the contract: 1,200 + 138.08 = 1,338.08',
        '上限容许 allowed in all: (6,000 × 31 + 10,000 × 171) × 24% ÷ 365 = 1,246.6849… ↓ 1,246.68',
        '其中逾期期间 of it for what was overdue: 10,000 × 24% × 21 ÷ 365 = 138.0821… ↓ 138.08',
        '其中期内 of it for the term: 1,246.68 − 138.08 = 1,108.60',
        '利息取最小 interest, the smallest: min(1,200; 1,108.60; 1,246.68) = 1,108.60',
        '逾期利息取最小 overdue interest, the smallest: min(138.08; 138.08; 1,246.68 − 1,108.60) = 138.08',
        '上限减去 taken off by the cap: 1,200 + 138.08 − 1,108.60 − 138.08 = 91.40',
        '合计 total: 10,000 + 1,108.60 + 138.08 = 11,246.68',
      ],
      expected: {
        principal: '10,000.00',
        interest: '1,108.60',
        overdueInterest: '138.08',
        total: '11,246.68',
        cap: { allowed: '1,246.68', paid: '0.00', reduction: '91.40', setOff: '0.00' },
        running: { base: '10,000.00', rate: '24%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
