import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awardSums, computeClaim, type AwardSums, type Claim } from '../claims/index.ts';
import { loanOf, type Story } from '../claims/loan.fixture.ts';
import { canonicalText, fen, parseDay } from '../kernel/index.ts';
import { operativePart, reckoning } from './operative-part.ts';

function awarded(story: Story, asOf: string, on: string): readonly [Claim, AwardSums] {
  const loan = loanOf(story);
  const claim = computeClaim(loan, parseDay(asOf));
  assert.ok(claim.ok, canonicalText(claim));
  const sums = awardSums(loan, claim.value, parseDay(on));
  assert.ok(sums.ok, canonicalText(sums));
  return [claim.value, sums.value];
}

// 10,000 due 2025-07-10 with 600 of interest; overdue at 12 %.
const single: Story = { schedule: [['2025-07-10', '10000', '600']] };

test('definite sums to the day of the award, and base, rate and first day of what runs on', () => {
  const [claim, sums] = awarded(single, '2025-07-31', '2025-08-30');
  assert.deepEqual(operativePart(claim, sums, fen(40_000), 10), {
    performWithin: '本裁决书送达之日起10日内',
    payments: [
      { name: '借款本金', sum: { figures: '10,000.00', capitals: '壹万元整' } },
      { name: '截至2025年8月30日的利息', sum: { figures: '600.00', capitals: '陆佰元整' } },
      { name: '截至2025年8月30日的逾期利息', sum: { figures: '167.67', capitals: '壹佰陆拾柒元陆角柒分' } },
    ],
    running: { base: { figures: '10,000.00', capitals: '壹万元整' }, rate: '年利率12%（每年按365日计）', from: '2025年8月31日' },
    fee: { figures: '400.00', capitals: '肆佰元整' },
    others: [],
  });
});

test('the claim as it was filed stands beside the sums awarded, with how they come about', () => {
  const [claim, sums] = awarded(single, '2025-07-31', '2025-08-30');
  assert.deepEqual(reckoning(claim, sums), {
    filedUntil: '2025年7月31日',
    awardedUntil: '2025年8月30日',
    rows: [
      { name: '借款本金', filed: '10,000.00', awarded: '10,000.00' },
      { name: '利息', filed: '600.00', awarded: '600.00' },
      { name: '逾期利息', filed: '69.04', awarded: '167.67' },
      { name: '合计', filed: '10,669.04', awarded: '10,767.67' },
    ],
    sentences: [
      '自2025年8月1日至2025年8月30日的逾期利息，按仲裁请求计算为10,000.00元×30日×12%÷365＝98.63元；连同截至2025年7月31日的69.04元，共167.67元。',
      '截至2025年8月30日，全部息费的上限为年利率24%（《最高人民法院关于进一步加强金融审判工作的若干意见》第二条；司法实践：持牌机构各项息费总计不超过年利率24%），与提出请求时相同。上列息费没有超过该上限。',
    ],
  });
});

test('what was repaid since, what became due since, and what the cap took are said; what is not awarded is dismissed', () => {
  const story: Story = { overdueRate: { value: '0.36', per: 'year' }, schedule: [['2025-07-10', '5000', '900'], ['2025-08-10', '5000', '50']], repaid: [['2025-08-05', '1000']] };
  const [claim, sums] = awarded(story, '2025-07-31', '2025-08-30');
  const { sentences } = reckoning(claim, sums);
  assert.equal(sentences.length, 4);
  assert.match(sentences[0] ?? '', /；按合同逐期计算至同日为[\d,.]+元，取其中较小的数额。$/);
  assert.match(sentences[1] ?? '', /申请人提出请求时已按上限核减[\d,.]+元。/);
  assert.deepEqual(sentences.slice(2), ['2025年7月31日之后被申请人又还款1,000.00元，已予抵充。', '第2期在此后到期，不在仲裁请求之内，本裁决不予处理。']);
  assert.deepEqual(operativePart(claim, sums, fen(0), 10).others, ['驳回申请人的其他仲裁请求。']);
});

test('at a rate of zero the award lets nothing run on', () => {
  assert.equal(operativePart(...awarded({ ...single, rate: '0' }, '2025-07-31', '2025-08-30'), fen(40_000), 10).running, null);
});
