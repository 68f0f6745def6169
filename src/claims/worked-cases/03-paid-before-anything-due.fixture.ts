import type { WorkedCase } from '../worked-cases.fixture.ts';

export const paidBeforeAnythingDue: WorkedCase = {
  title: { zh: '尚无款项到期时的还款', en: 'A payment before anything is due' },
  story: {
    zh: '小额贷款公司2025年1月10日放款1,000元，2025年2月10日到期还本1,000元、付息10元，年利率12%。借款人2月1日支付600元，当日没有任何款项到期；该笔款项等到到期日再抵充，先息后本。',
    en: 'A small-loan company lends 1,000 yuan on 2025-01-10; 1,000 and 10 of interest fall due on 2025-02-10, at 12 % a year. On 1 February, when nothing is due, the borrower pays 600. It waits for the due day and is set off then, interest first.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    schedule: [['2025-02-10', '1000', '10']],
    repaid: [['2025-02-01', '600']],
  },
  situations: [
    {
      name: { zh: '到期前计算', en: 'Before the due day' },
      asOf: '2025-02-05',
      reckoning: [
        '尚无款项到期 nothing is due',
      ],
      expected: { refusal: 'dispute_not_arisen' },
    },
    {
      name: { zh: '计算至2025年2月28日', en: 'As of 2025-02-28' },
      asOf: '2025-02-28',
      reckoning: [
        '2月10日抵充本金 set off against principal on 10 February: 600 − 10 = 590.00',
        '剩余本金 left: 1,000 − 590 = 410.00',
        '逾期天数 days overdue: [2025-02-10 → 2025-02-28] = 18',
        '逾期利息 overdue interest: 410 × 12% × 18 ÷ 365 = 2.4263… → 2.43',
        '上限容许 allowed by the cap: (1,000 × 31 + 410 × 18) × 24% ÷ 365 = 25.2361… ↓ 25.23',
        '合计 total: 410 + 2.43 = 412.43',
      ],
      expected: {
        principal: '410.00',
        overdueInterest: '2.43',
        total: '412.43',
        cap: { allowed: '25.23', paid: '10.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '410.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        allocations: [{ no: 1, interest: '10.00', principal: '590.00' }],
      },
    },
  ],
};
