import type { WorkedCase } from '../worked-cases.fixture.ts';

export const setOffAcrossTheTransition: WorkedCase = {
  title: { zh: '跨2020年8月20日的已付息费', en: 'Charges paid across 2020-08-20' },
  story: {
    zh: '民间借贷100,000元，2020年1月15日成立并放款，7月15日到期，2021年2月1日立案并计算，当日借款人付清全部息费，本金未还。2020年8月19日前的部分，36%以内不退；8月20日起的部分，超过立案时LPR四倍（15.4%）的应冲抵本金。',
    en: 'A private loan of 100,000, made and paid out on 2020-01-15, due 15 July; filed and reckoned on 2021-02-01, when the borrower pays all charges and no principal. For the time to 2020-08-19 what was paid up to 36 % stays paid; from 20 August what is above four times the LPR at filing (15.4 %) is set off against principal.',
  },
  loan: {
    kind: 'private',
    signedOn: '2020-01-15',
    rate: '0.3',
    schedule: [['2020-07-15', '100000', '14958.90']],
    repaid: [['2021-02-01', '31479.45']],
  },
  situations: [
    {
      name: { zh: '年利率30%', en: '30 % a year' },
      but: { rate: '0.3', schedule: [['2020-07-15', '100000', '14958.90']], repaid: [['2021-02-01', '31479.45']] },
      asOf: '2021-02-01',
      caps: [['2020-01-15', '24%', '36%', '第三十条'], ['2020-08-20', '15.4%', '15.4%', '第三十一条']],
      reckoning: [
        '期内利息 interest of the term: 100,000 × 30% × [2020-01-15 → 2020-07-15] ÷ 365 = 14,958.9041… → 14,958.90',
        '逾期利息 overdue interest: 100,000 × 30% × [2020-07-15 → 2021-02-01] ÷ 365 = 16,520.5479… → 16,520.55',
        '已付息费 charges paid: 14,958.90 + 16,520.55 = 31,479.45',
        '上限容许 allowed by the cap: 100,000 × (24% × [2020-01-15 → 2020-08-19] + 15.4% × [2020-08-19 → 2021-02-01]) ÷ 365 = 21,272.3287… ↓ 21,272.32',
        '不必返还 need not be given back: 100,000 × (36% × 217 + 15.4% × 166) ÷ 365 = 28,406.5753… ↓ 28,406.57',
        '冲抵本金 set off against principal: 31,479.45 − 28,406.57 = 3,072.88',
        '本金 principal: 100,000 − 3,072.88 = 96,927.12',
        '合计 total: 96,927.12 = 96,927.12',
      ],
      expected: {
        principal: '96,927.12',
        total: '96,927.12',
        cap: {
          allowed: '21,272.32',
          paid: '31,479.45',
          reduction: '0.00',
          setOff: '3,072.88',
          keepable: '28,406.57',
        },
        running: { base: '96,927.12', rate: '15.4%', dayCount: 'actual_365' },
        warnings: ['paid_charges_exceed_cap'],
      },
    },
    {
      name: { zh: '年利率24%', en: '24 % a year' },
      but: {
        rate: '0.24',
        schedule: [['2020-07-15', '100000', '11967.12']],
        repaid: [['2021-02-01', '25183.56']],
      },
      asOf: '2021-02-01',
      caps: [['2020-01-15', '24%', '36%', '第三十条'], ['2020-08-20', '15.4%', '15.4%', '第三十一条']],
      reckoning: [
        '期内利息 interest of the term: 100,000 × 24% × [2020-01-15 → 2020-07-15] ÷ 365 = 11,967.1232… → 11,967.12',
        '逾期利息 overdue interest: 100,000 × 24% × [2020-07-15 → 2021-02-01] ÷ 365 = 13,216.4383… → 13,216.44',
        '已付息费 charges paid: 11,967.12 + 13,216.44 = 25,183.56',
        '上限容许 allowed by the cap: 100,000 × (24% × [2020-01-15 → 2020-08-19] + 15.4% × [2020-08-19 → 2021-02-01]) ÷ 365 = 21,272.3287… ↓ 21,272.32',
        '不必返还 need not be given back: 100,000 × (36% × 217 + 15.4% × 166) ÷ 365 = 28,406.5753… ↓ 28,406.57',
        '未超过，不退不抵 not above it: nothing comes back',
        '合计 total: 100,000 = 100,000.00',
      ],
      expected: {
        principal: '100,000.00',
        total: '100,000.00',
        cap: { allowed: '21,272.32', paid: '25,183.56', reduction: '0.00', setOff: '0.00', keepable: '28,406.57' },
        running: { base: '100,000.00', rate: '15.4%', dayCount: 'actual_365' },
        warnings: ['paid_charges_exceed_cap'],
      },
    },
  ],
};
