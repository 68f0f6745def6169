import type { WorkedCase } from '../worked-cases.fixture.ts';

export const repaidOnTheLastDayOf24: WorkedCase = {
  title: { zh: '2020年8月19日还一半：分段按余额计算', en: 'Half repaid on 2020-08-19: each stretch on what was left' },
  story: {
    zh: '民间借贷20,000元，2020年3月2日成立并放款，年利率24%。第一期2020年8月19日本金10,000元、利息2,235.62元，当日付清；第二期2021年3月2日本金10,000元、利息1,282.19元，未还。2021年4月1日立案。',
    en: 'A private loan of 20,000, made and paid out on 2020-03-02 at 24 % a year. The first instalment, 10,000 + 2,235.62 on 2020-08-19, is paid that day; the second, 10,000 + 1,282.19 on 2021-03-02, is not. Filed on 2021-04-01.',
  },
  loan: {
    kind: 'private',
    signedOn: '2020-03-02',
    rate: '0.24',
    schedule: [['2020-08-19', '10000', '2235.62'], ['2021-03-02', '10000', '1282.19']],
    repaid: [['2020-08-19', '12235.62']],
  },
  situations: [
    {
      name: { zh: '计算至2021年4月1日', en: 'As of 2021-04-01' },
      asOf: '2021-04-01',
      caps: [['2020-03-02', '24%', '36%', '第三十条'], ['2020-08-20', '15.4%', '15.4%', '第三十一条']],
      reckoning: [
        '第一期利息 interest of the first: 20,000 × 24% × [2020-03-02 → 2020-08-19] ÷ 365 = 2,235.6164… → 2,235.62',
        '第二期利息 interest of the second: 10,000 × 24% × [2020-08-19 → 2021-03-02] ÷ 365 = 1,282.1917… → 1,282.19',
        '逾期利息 overdue interest: 10,000 × 24% × [2021-03-02 → 2021-04-01] ÷ 365 = 197.2602… → 197.26',
        '尚欠合同息费 charges owed by the contract: 1,282.19 + 197.26 = 1,479.45',
        '还款当日仍按20,000元计 on the day of the repayment the 20,000 still stand',
        '上限容许 allowed in all: (20,000 × 24% × 170 + 10,000 × 15.4% × [2020-08-19 → 2021-04-01]) ÷ 365 = 3,184.9315… ↓ 3,184.93',
        '其中逾期期间 of it for what was overdue: 10,000 × 15.4% × 30 ÷ 365 = 126.5753… ↓ 126.57',
        '其中期内 of it for the term: 3,184.93 − 126.57 = 3,058.36',
        '利息取最小 interest, the smallest: min(1,282.19; 3,058.36 − 2,235.62; 3,184.93 − 2,235.62) = 822.74',
        '逾期利息取最小 overdue interest, the smallest: min(197.26; 126.57; 3,184.93 − 2,235.62 − 822.74) = 126.57',
        '上限减去 taken off by the cap: 1,282.19 + 197.26 − 822.74 − 126.57 = 530.14',
        '合计 total: 10,000 + 822.74 + 126.57 = 10,949.31',
      ],
      expected: {
        principal: '10,000.00',
        interest: '822.74',
        overdueInterest: '126.57',
        total: '10,949.31',
        cap: { allowed: '3,184.93', paid: '2,235.62', reduction: '530.14', setOff: '0.00' },
        running: { base: '10,000.00', rate: '15.4%', dayCount: 'actual_365' },
        warnings: [],
        overdueDays: 30,
      },
    },
  ],
};
