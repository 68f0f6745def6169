import type { WorkedCase } from '../worked-cases.fixture.ts';

export const lprHorizon: WorkedCase = {
  title: { zh: 'LPR表的尽头', en: 'The end of the LPR table' },
  story: {
    zh: 'LPR表止于2026年8月20日公布的3.00%，可知适用到2026年9月19日；9月20日起不知，退回而不猜测。合同成立日或者（旧合同的）立案日在尽头之前的，不受影响，计算日可以更晚。',
    en: 'The LPR table ends with 3.00 % of 2026-08-20, known to hold to 2026-09-19. From 20 September it is not known, and the claim is refused, not guessed. What counts is the day of the contract, or for old contracts that of filing; the day of the claim may be later.',
  },
  loan: { kind: 'private', signedOn: '2026-09-19', rate: '0.12', schedule: [['2026-10-19', '10000', '98.63']] },
  situations: [
    {
      name: { zh: '合同成立于2026年9月19日', en: 'Contract of 2026-09-19' },
      asOf: '2026-11-18',
      caps: [['2026-09-19', '12%', '12%', '第二十九条']],
      reckoning: [
        '期内利息 interest of the term: 10,000 × 12% × [2026-09-19 → 2026-10-19] ÷ 365 = 98.6301… → 98.63',
        '逾期利息 overdue interest: 10,000 × 12% × [2026-10-19 → 2026-11-18] ÷ 365 = 98.6301… → 98.63',
        '上限容许 allowed by the cap: 10,000 × 12% × 60 ÷ 365 = 197.2602… ↓ 197.26',
        '合同息费 charges by the contract: 98.63 + 98.63 = 197.26',
        '合计 total: 10,000 + 98.63 + 98.63 = 10,197.26',
      ],
      expected: {
        principal: '10,000.00',
        interest: '98.63',
        overdueInterest: '98.63',
        total: '10,197.26',
        cap: { allowed: '197.26', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: [],
      },
    },
    {
      name: { zh: '合同成立于2026年9月20日', en: 'Contract of 2026-09-20' },
      but: { signedOn: '2026-09-20', schedule: [['2026-10-20', '10000', '98.63']] },
      asOf: '2026-11-18',
      caps: 'rate_outside_known_dates',
      reckoning: [
        '9月20日的LPR不在表中 the LPR of 20 September is not in the table',
      ],
      expected: { refusal: 'rate_outside_known_dates' },
    },
    {
      name: { zh: '2020年8月19日的合同，立案2026年9月19日', en: 'Contract of 2020-08-19, filed 2026-09-19' },
      but: { signedOn: '2020-08-19', schedule: [['2021-02-19', '10000', '604.93']] },
      asOf: '2026-09-19',
      caps: [['2020-08-19', '24%', '36%', '第三十条'], ['2020-08-20', '12%', '12%', '第三十一条']],
      reckoning: [
        '期内利息 interest of the term: 10,000 × 12% × [2020-08-19 → 2021-02-19] ÷ 365 = 604.9315… → 604.93',
        '逾期利息 overdue interest: 10,000 × 12% × [2021-02-19 → 2026-09-19] ÷ 365 = 6,700.2739… → 6,700.27',
        '上限容许 allowed by the cap: 10,000 × 12% × [2020-08-19 → 2026-09-19] ÷ 365 = 7,305.2054… ↓ 7,305.20',
        '合同息费 charges by the contract: 604.93 + 6,700.27 = 7,305.20',
        '合计 total: 10,000 + 604.93 + 6,700.27 = 17,305.20',
      ],
      expected: {
        principal: '10,000.00',
        interest: '604.93',
        overdueInterest: '6,700.27',
        total: '17,305.20',
        cap: { allowed: '7,305.20', paid: '0.00', reduction: '0.00', setOff: '0.00' },
        running: { base: '10,000.00', rate: '12%', dayCount: 'actual_365' },
        warnings: [],
      },
    },
    {
      name: { zh: '2020年8月19日的合同，立案2026年9月20日', en: 'Contract of 2020-08-19, filed 2026-09-20' },
      but: { signedOn: '2020-08-19', schedule: [['2021-02-19', '10000', '604.93']] },
      asOf: '2026-09-20',
      caps: 'rate_outside_known_dates',
      reckoning: [
        '9月20日的LPR不在表中 the LPR of 20 September is not in the table',
      ],
      expected: { refusal: 'rate_outside_known_dates' },
    },
  ],
};
