import type { WorkedCase } from '../worked-cases.fixture.ts';

export const reversal: WorkedCase = {
  title: { zh: '退票与冲正：被撤销的还款视为从未发生', en: 'A payment taken back has never paid anything' },
  story: {
    zh: '小额贷款公司借款1,000元，2025年2月10日到期还本1,000元、付息10元，年利率12%。2月20日扣款500元（流水号S-1），2月25日银行冲正。',
    en: 'A small-loan company is owed 1,000 and 10 of interest on 2025-02-10, at 12 % a year. On 20 February 500 is debited (serial S-1), on 25 February the bank takes it back.',
  },
  loan: { kind: 'small_loan', signedOn: '2025-01-10', rate: '0.12', schedule: [['2025-02-10', '1000', '10']] },
  situations: [
    {
      name: { zh: '计算日在冲正之前', en: 'As of a day before the reversal' },
      but: { repaid: [['2025-02-20', '500', 'payment', 'S-1'], ['2025-02-25', '500', 'reversal', 'S-1']] },
      asOf: '2025-02-24',
      reckoning: [
        '至2月20日逾期利息 overdue interest to 20 February: 1,000 × 12% × [2025-02-10 → 2025-02-20] ÷ 365 = 3.2876… → 3.29',
        '还本 to principal: 500 − 10 − 3.29 = 486.71',
        '剩余本金 left: 1,000 − 486.71 = 513.29',
        '逾期利息 overdue interest: (1,000 × 10 + 513.29 × 4) × 12% ÷ 365 = 3.9626… → 3.96',
        '减已付 less paid: 3.96 − 3.29 = 0.67',
        '上限容许 allowed by the cap: (1,000 × 41 + 513.29 × 4) × 24% ÷ 365 = 28.3089… ↓ 28.30',
        '合计 total: 513.29 + 0.67 = 513.96',
      ],
      expected: {
        principal: '513.29',
        overdueInterest: '0.67',
        total: '513.96',
        cap: { allowed: '28.30', paid: '13.29', reduction: '0.00', setOff: '0.00' },
        running: { base: '513.29', rate: '12%', dayCount: 'actual_365' },
        warnings: ['repayment_after_as_of', 'cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算日在冲正当日', en: 'As of the day of the reversal' },
      but: { repaid: [['2025-02-20', '500', 'payment', 'S-1'], ['2025-02-25', '500', 'reversal', 'S-1']] },
      asOf: '2025-02-25',
      reckoning: [
        '2月20日的500元视为从未支付 the 500 of 20 February count as never paid',
        '逾期利息 overdue interest: 1,000 × 12% × [2025-02-10 → 2025-02-25] ÷ 365 = 4.9315… → 4.93',
        '上限容许 allowed by the cap: 1,000 × 24% × 46 ÷ 365 = 30.2465… ↓ 30.24',
        '合计 total: 1,000 + 10 + 4.93 = 1,014.93',
      ],
      expected: {
        principal: '1,000.00',
        interest: '10.00',
        overdueInterest: '4.93',
        total: '1,014.93',
        cap: { allowed: '30.24', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '1,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
        allocations: [{ no: 1 }],
      },
    },
    {
      name: { zh: '只冲正其中200元', en: 'Only 200 of it taken back' },
      but: { repaid: [['2025-02-20', '500', 'payment', 'S-1'], ['2025-02-25', '200', 'reversal', 'S-1']] },
      asOf: '2025-02-25',
      reckoning: [
        '仍算已付 still paid: 500 − 200 = 300.00',
        '至2月20日逾期利息 overdue interest to 20 February: 1,000 × 12% × 10 ÷ 365 = 3.2876… → 3.29',
        '还本 to principal: 300 − 10 − 3.29 = 286.71',
        '剩余本金 left: 1,000 − 286.71 = 713.29',
        '逾期利息 overdue interest: (1,000 × 10 + 713.29 × 5) × 12% ÷ 365 = 4.4602… → 4.46',
        '减已付 less paid: 4.46 − 3.29 = 1.17',
        '上限容许 allowed by the cap: (1,000 × 41 + 713.29 × 5) × 24% ÷ 365 = 29.3039… ↓ 29.30',
        '合计 total: 713.29 + 1.17 = 714.46',
      ],
      expected: {
        principal: '713.29',
        overdueInterest: '1.17',
        total: '714.46',
        cap: { allowed: '29.30', paid: '13.29', reduction: '0.00', setOff: '0.00' },
        running: { base: '713.29', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '冲正找不到对应还款', en: 'A reversal of a payment that is not in the file' },
      but: { repaid: [['2025-02-20', '500', 'payment', 'S-1'], ['2025-02-25', '500', 'reversal', 'S-2']] },
      asOf: '2025-02-25',
      reckoning: [
        '流水号S-2不在案卷中 no payment S-2 in the file',
      ],
      expected: { refusal: 'reversal_without_payment' },
    },
    {
      name: { zh: '冲正金额大于还款', en: 'More is taken back than was paid' },
      but: { repaid: [['2025-02-20', '500', 'payment', 'S-1'], ['2025-02-25', '501', 'reversal', 'S-1']] },
      asOf: '2025-02-25',
      reckoning: [
        '501大于500 501 is more than 500',
      ],
      expected: { refusal: 'reversal_without_payment' },
    },
  ],
};
