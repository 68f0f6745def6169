import type { WorkedCase } from '../worked-cases.fixture.ts';

export const overpaid: WorkedCase = {
  title: { zh: '多还与恰好还清', en: 'Paid in full, overpaid, and short by one fen' },
  story: {
    zh: '小额贷款公司借款10,000元，2025年7月10日到期还本10,000元、付息100元。借款人7月31日还款：当日所欠共10,169.04元。恰好还清或者多还，均无可请求；少还一分，则欠一分。',
    en: 'A small-loan company is owed 10,000 and 100 of interest on 2025-07-10. The borrower pays on 31 July, when 10,169.04 is owed in all. Paid to the fen or overpaid, nothing is left to claim; one fen short, one fen is owed.',
  },
  loan: { kind: 'small_loan', signedOn: '2025-01-10', rate: '0.12', schedule: [['2025-07-10', '10000', '100']] },
  situations: [
    {
      name: { zh: '恰好还清', en: 'Paid to the fen' },
      but: { repaid: [['2025-07-31', '10169.04']] },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 12% × 21 ÷ 365 = 69.0410… → 69.04',
        '7月31日所欠 owed on 31 July: 10,000 + 100 + 69.04 = 10,169.04',
        '无可请求 nothing is owed',
      ],
      expected: { refusal: 'nothing_owed' },
    },
    {
      name: { zh: '多还500元', en: 'Overpaid by 500' },
      but: { repaid: [['2025-07-31', '10669.04']] },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 12% × 21 ÷ 365 = 69.0410… → 69.04',
        '7月31日所欠 owed on 31 July: 10,000 + 100 + 69.04 = 10,169.04',
        '无可请求 nothing is owed',
      ],
      expected: { refusal: 'nothing_owed' },
    },
    {
      name: { zh: '少还一分', en: 'One fen short' },
      but: { repaid: [['2025-07-31', '10169.03']] },
      asOf: '2025-07-31',
      reckoning: [
        '逾期天数 days overdue: [2025-07-10 → 2025-07-31] = 21',
        '逾期利息 overdue interest: 10,000 × 12% × 21 ÷ 365 = 69.0410… → 69.04',
        '7月31日所欠 owed on 31 July: 10,000 + 100 + 69.04 = 10,169.04',
        '上限容许 allowed by the cap: 10,000 × 24% × 202 ÷ 365 = 1,328.2191… ↓ 1,328.21',
        '合计 total: 0.01 = 0.01',
      ],
      expected: {
        principal: '0.01',
        total: '0.01',
        cap: { allowed: '1,328.21', paid: '169.04', reduction: '0.00', setOff: '0.00' },
        running: { base: '0.01', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
  ],
};
