import type { WorkedCase } from '../worked-cases.fixture.ts';

export const bulletNothingPaid: WorkedCase = {
  title: { zh: '到期一次还本付息，分文未还', en: 'One sum at the end, nothing paid' },
  story: {
    zh: '小额贷款公司2025年1月10日放款10,000元，年利率12%，2025年7月10日一次还本付息，借款人分文未还。到期当日借款人仍可按约履行，争议尚未发生；次日起按合同利率计算逾期利息。',
    en: 'A small-loan company lends 10,000 yuan on 2025-01-10 at 12 % a year, all due on 2025-07-10. Nothing is paid. On the due day itself the borrower may still pay in time and there is no dispute; from the day after, overdue interest runs at the contract rate.',
  },
  loan: { kind: 'small_loan', signedOn: '2025-01-10', rate: '0.12', schedule: [['2025-07-10', '10000', '595.07']] },
  situations: [
    {
      name: { zh: '计算至到期日当日', en: 'As of the due day' },
      asOf: '2025-07-10',
      reckoning: [
        '到期日当日尚未逾期 on the due day nothing is overdue',
      ],
      expected: { refusal: 'dispute_not_arisen' },
    },
    {
      name: { zh: '计算至逾期第一日', en: 'As of the first day overdue' },
      asOf: '2025-07-11',
      reckoning: [
        '借期天数 days lent: [2025-01-10 → 2025-07-10] = 181',
        '到期利息 interest due: 10,000 × 12% × 181 ÷ 365 = 595.0684… → 595.07',
        '逾期天数 days overdue: [2025-07-10 → 2025-07-11] = 1',
        '逾期利息 overdue interest: 10,000 × 12% × 1 ÷ 365 = 3.2876… → 3.29',
        '上限容许 allowed by the cap: 10,000 × 24% × 182 ÷ 365 = 1,196.7123… ↓ 1,196.71',
        '上限未触及 the cap is not reached',
        '合计 total: 10,000 + 595.07 + 3.29 = 10,598.36',
      ],
      expected: {
        principal: '10,000.00',
        interest: '595.07',
        overdueInterest: '3.29',
        total: '10,598.36',
        cap: { allowed: '1,196.71', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        overdueDays: 1,
      },
    },
    {
      name: { zh: '计算至2025年7月31日', en: 'As of 2025-07-31' },
      asOf: '2025-07-31',
      reckoning: [
        '借期天数 days lent: [2025-01-10 → 2025-07-10] = 181',
        '到期利息 interest due: 10,000 × 12% × 181 ÷ 365 = 595.0684… → 595.07',
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 12% × 21 ÷ 365 = 69.0410… → 69.04',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 10,000 + 595.07 + 69.04 = 10,664.11',
      ],
      expected: {
        principal: '10,000.00',
        interest: '595.07',
        overdueInterest: '69.04',
        total: '10,664.11',
        cap: { allowed: '1,328.21', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        overdueDays: 21,
      },
    },
  ],
};
