import type { WorkedCase } from '../worked-cases.fixture.ts';

export const scheduleDoesNotSum: WorkedCase = {
  title: { zh: '还款计划合计不等于本金', en: 'A schedule that does not sum to the principal' },
  story: {
    zh: '合同本金9,000元，还款计划本金合计10,000元（或者相反）。',
    en: 'The contract lends 9,000, the principal of the schedule comes to 10,000; or the other way round.',
  },
  loan: {
    kind: 'small_loan',
    signedOn: '2025-01-10',
    rate: '0.12',
    principal: '9000',
    disbursed: [['2025-01-10', '12000']],
    schedule: [['2025-04-10', '5000', '100'], ['2025-07-10', '5000', '100']],
  },
  situations: [
    {
      name: { zh: '计划多1,000元', en: '1,000 too much' },
      asOf: '2025-07-31',
      reckoning: [
        '计划本金 principal of the schedule: 5,000 + 5,000 = 10,000.00',
      ],
      expected: { refusal: 'schedule_does_not_sum' },
    },
    {
      name: { zh: '计划少1,000元', en: '1,000 too little' },
      but: { principal: '11000' },
      asOf: '2025-07-31',
      reckoning: [
        '计划本金 principal of the schedule: 5,000 + 5,000 = 10,000.00',
      ],
      expected: { refusal: 'schedule_does_not_sum' },
    },
  ],
};
