import type { WorkedCase } from '../worked-cases.fixture.ts';

export const practiceCap24: WorkedCase = {
  title: { zh: '持牌机构各项息费合计以24%为限', en: 'A licensed lender is held to 24 % in all' },
  story: {
    zh: '小额贷款公司2025年1月10日放款10,000元，4月10日到期，利息600元、费用300元，逾期日利率千分之一，未还，计算至5月10日。合同息费1,200元，按24%只容许789.04元，利息、逾期利息各以其期间的24%为限，费用没有余额可用。',
    en: 'A small-loan company lends 10,000 on 2025-01-10; 600 of interest and a fee of 300 are due with it on 10 April, overdue 0.1 % a day; nothing is paid. As of 10 May. The contract asks 1,200; 24 % allow 789.04. Interest and overdue interest are each held to 24 % of their own time, and nothing is left for the fee.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.24',
    overdueRate: { value: '0.001', per: 'day' },
    schedule: [['2025-04-10', '10000', '600', '300']],
  },
  situations: [
    {
      name: { zh: '分文未还', en: 'Nothing paid' },
      asOf: '2025-05-10',
      reckoning: [
        '逾期利息 overdue interest: 10,000 × 0.1% × [2025-04-10 → 2025-05-10] = 300.00',
        '合同息费 charges by the contract: 600 + 300 + 300 = 1,200.00',
        '上限容许 allowed in all: 10,000 × 24% × [2025-01-10 → 2025-05-10] ÷ 365 = 789.0410… ↓ 789.04',
        '其中逾期期间 of it for what was overdue: 10,000 × 24% × 30 ÷ 365 = 197.2602… ↓ 197.26',
        '其中期内 of it for the term: 789.04 − 197.26 = 591.78',
        '利息取最小 interest, the smallest: min(600; 591.78; 789.04) = 591.78',
        '逾期利息取最小 overdue interest, the smallest: min(300; 197.26; 789.04 − 591.78) = 197.26',
        '费用取最小 fee, the smaller: min(300; 789.04 − 591.78 − 197.26) = 0.00',
        '上限减去 taken off by the cap: 600 + 300 + 300 − 591.78 − 197.26 = 410.96',
        '合计 total: 10,000 + 591.78 + 197.26 = 10,789.04',
      ],
      expected: {
        principal: '10,000.00',
        interest: '591.78',
        overdueInterest: '197.26',
        total: '10,789.04',
        cap: { allowed: '789.04', paid: '0.00', reduction: '410.96', setOff: '0.00' },
        running: { base: '10,000.00', rate: '24%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        overdueDays: 30,
      },
    },
    {
      name: { zh: '到期日已付900元', en: '900 paid on the due day' },
      but: { repaid: [['2025-04-10', '900']] },
      asOf: '2025-05-10',
      reckoning: [
        '抵充费用与利息 set off against fee and interest: 300 + 600 = 900.00',
        '逾期利息 overdue interest: 10,000 × 0.1% × 30 = 300.00',
        '上限容许 allowed by the cap: 10,000 × 24% × 120 ÷ 365 = 789.0410… ↓ 789.04',
        '已付超过容许，逾期利息不得再请求 more is paid than allowed: the overdue interest falls away',
        '合计 total: 10,000 = 10,000.00',
      ],
      expected: {
        principal: '10,000.00',
        total: '10,000.00',
        cap: { allowed: '789.04', paid: '900.00', reduction: '300.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '24%', dayCount: 'actual_365' },
        warnings: ['paid_charges_exceed_cap', 'cap_rests_on_practice'],
      },
    },
  ],
};
