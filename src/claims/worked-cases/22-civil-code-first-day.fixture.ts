import type { WorkedCase } from '../worked-cases.fixture.ts';

export const civilCodeFirstDay: WorkedCase = {
  title: { zh: '计算日与民法典施行日', en: 'The first day of the Civil Code' },
  story: {
    zh: '银行2020年6月1日放款10,000元，年利率12%，2020年12月1日到期，利息601.64元，未还。规则库只收民法典，计算日早于2021年1月1日的，退回而不猜测。',
    en: 'A bank lends 10,000 on 2020-06-01 at 12 % a year; with 601.64 of interest it is due on 2020-12-01 and not paid. The rulebook holds the Civil Code and no older contract law: a claim as of a day before 2021-01-01 is refused, not guessed.',
  },
  loan: { kind: 'bank', signedOn: '2020-06-01', rate: '0.12', schedule: [['2020-12-01', '10000', '601.64']] },
  situations: [
    {
      name: { zh: '计算至2020年12月31日', en: 'As of 2020-12-31' },
      asOf: '2020-12-31',
      reckoning: [
        '民法典尚未施行 the Civil Code is not in force yet',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '计算至2021年1月1日', en: 'As of 2021-01-01' },
      asOf: '2021-01-01',
      reckoning: [
        '期内利息 interest of the term: 10,000 × 12% × [2020-06-01 → 2020-12-01] ÷ 365 = 601.6438… → 601.64',
        '逾期利息 overdue interest: 10,000 × 12% × [2020-12-01 → 2021-01-01] ÷ 365 = 101.9178… → 101.92',
        '上限容许 allowed by the cap: 10,000 × 24% × 214 ÷ 365 = 1,407.1232… ↓ 1,407.12',
        '合计 total: 10,000 + 601.64 + 101.92 = 10,703.56',
      ],
      expected: {
        principal: '10,000.00',
        interest: '601.64',
        overdueInterest: '101.92',
        total: '10,703.56',
        cap: { allowed: '1,407.12', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: ['cap_rests_on_practice'],
      },
    },
    {
      name: { zh: '计算日早于合同', en: 'As of a day before the contract' },
      asOf: '2020-05-31',
      reckoning: [
        '合同尚未订立 there is no contract yet',
      ],
      expected: { refusal: 'as_of_before_contract' },
    },
  ],
};
