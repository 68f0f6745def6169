import type { WorkedCase } from '../worked-cases.fixture.ts';

export const lprChangesBeforeAugust2020: WorkedCase = {
  title: { zh: 'LPR变动日：2020年8月版之下的合同成立日', en: 'Days on which the LPR changed, under the edition of August 2020' },
  story: {
    zh: '民间借贷，2020年10月12日立案，在2020年内计算：上限为合同成立时LPR四倍。每一变动日前后各一日。请求因民法典未施行退回，上限仍可查。',
    en: 'Private loans, filed on 2020-10-12 and reckoned within 2020: the cap is four times the LPR at contract formation. One contract on the day before each change, one on the day. The claims are refused, as the Civil Code was not in force; the caps can be looked up all the same.',
  },
  loan: { kind: 'private', signedOn: '2019-09-19', rate: '0.36', schedule: [['2020-07-01', '10000', '1800']] },
  situations: [
    {
      name: { zh: '合同成立于2019-09-19', en: 'Contract of 2019-09-19' },
      but: { signedOn: '2019-09-19' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2019-09-19', '17%', '17%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.25% = 0.17',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2019-09-20', en: 'Contract of 2019-09-20' },
      but: { signedOn: '2019-09-20' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2019-09-20', '16.8%', '16.8%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.20% = 0.168',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2019-11-19', en: 'Contract of 2019-11-19' },
      but: { signedOn: '2019-11-19' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2019-11-19', '16.8%', '16.8%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.20% = 0.168',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2019-11-20', en: 'Contract of 2019-11-20' },
      but: { signedOn: '2019-11-20' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2019-11-20', '16.6%', '16.6%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.15% = 0.166',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2020-02-19', en: 'Contract of 2020-02-19' },
      but: { signedOn: '2020-02-19' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2020-02-19', '16.6%', '16.6%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.15% = 0.166',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2020-02-20', en: 'Contract of 2020-02-20' },
      but: { signedOn: '2020-02-20' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2020-02-20', '16.2%', '16.2%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.05% = 0.162',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2020-04-19', en: 'Contract of 2020-04-19' },
      but: { signedOn: '2020-04-19' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2020-04-19', '16.2%', '16.2%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 4.05% = 0.162',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
    {
      name: { zh: '合同成立于2020-04-20', en: 'Contract of 2020-04-20' },
      but: { signedOn: '2020-04-20' },
      asOf: '2020-12-31',
      filedOn: '2020-10-12',
      caps: [['2020-04-20', '15.4%', '15.4%', '第三十条']],
      reckoning: [
        'LPR四倍 four times the LPR: 4 × 3.85% = 0.154',
      ],
      expected: { refusal: 'law_outside_known_dates' },
    },
  ],
};
