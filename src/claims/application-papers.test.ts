import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalText, parseDay } from '../kernel/index.ts';
import { renderPaper } from '../documents/operations.ts';
import { applicationPapers, type ApplicationPapers } from './application-papers.ts';
import { computeClaim } from './compute-claim.ts';
import type { Loan } from './loan-file.ts';
import { loanOf, type Story } from './loan.fixture.ts';

function papersOf(story: Story, asOf: string, more: Partial<Loan> = {}): ApplicationPapers {
  const loan = { ...loanOf(story), ...more };
  const claim = computeClaim(loan, parseDay(asOf));
  assert.ok(claim.ok, canonicalText(claim));
  return applicationPapers(loan, claim.value, { commission: '沙箱示范仲裁委员会', sandbox: true });
}

// 10,000 in two instalments of 5,000; the first is paid, the second is due 2025-07-10 and unpaid on 2025-07-31.
// Overdue interest: 5,000 × 0.12 × 21 ÷ 365 = 34.52. Total: 5,000 + 50 + 34.52 = 5,084.52.
const half: Story = {
  schedule: [
    ['2025-06-10', '5000', '100'],
    ['2025-07-10', '5000', '50'],
  ],
  repaid: [['2025-06-10', '5100']],
};

test('the requests: principal, charges to the day, what runs on, and costs', () => {
  const { application } = papersOf(half, '2025-07-31');
  assert.deepEqual(application.requests, [
    '裁决被申请人向申请人偿还借款本金5,000.00元。',
    '裁决被申请人向申请人支付截至2025年7月31日的利息50.00元、逾期利息34.52元，共84.52元。',
    '裁决被申请人向申请人支付以5,000.00元为基数、按年利率12%（每年按365日计）计算、自2025年8月1日起至实际付清之日止的逾期利息。',
    '裁决本案仲裁费由被申请人承担。',
  ]);
  assert.deepEqual(application.inDispute, { figures: '5,084.52', capitals: '伍仟零捌拾肆元伍角贰分' });
});

test('the facts tell contract, disbursement, repayment, default, and the articles relied on', () => {
  const facts = papersOf(half, '2025-07-31').application.facts;
  assert.equal(
    facts[0],
    '2025年1月10日，申请人与被申请人签订《借款合同》（合同编号：C-1），约定申请人向被申请人提供借款10,000.00元，借款利率为年利率12%，分2期偿还，首期于2025年6月10日到期，末期于2025年7月10日到期。',
  );
  assert.deepEqual(facts.slice(1, 4), [
    '申请人依约向被申请人发放了借款：2025年1月10日发放10,000.00元。',
    '截至2025年7月31日，被申请人还款1笔，合计5,100.00元。每笔还款的抵充情况见《金额计算表》。',
    '被申请人没有按约定足额支付2025年7月10日到期的款项，截至2025年7月31日已逾期21日。',
  ]);
  assert.match(facts[5] ?? '', /根据《中华人民共和国民法典》第六百七十五条、第六百七十四条、第六百七十六条、《/);
});

test('signatures are told with their time in China, method and certificate', () => {
  const { application } = papersOf(half, '2025-07-31', {
    signatures: [
      {
        signer: 'borrower',
        name: '测试人',
        signedAt: Temporal.Instant.from('2025-01-09T17:05:00Z'),
        method: '短信验证码',
        certificateAuthority: '示例认证',
        certificateSerial: null,
      },
    ],
  });
  assert.match(application.facts[0] ?? '', /被申请人测试人于2025年1月10日01:05以短信验证码方式签署（电子认证机构：示例认证）。$/);
});

test('a claim above the cap says what the contract gives, what the cap allows, and what is given up', () => {
  // The contract asks for 2,000 of interest and one overdue day at 36 %: 10,000 × 0.36 ÷ 365 = 9.86, together 2,009.86.
  // Over 182 days 24 % allows 10,000 × 0.24 × 182 ÷ 365 = 1,196.71, of which 6.57 on the day overdue. Given up: 813.15.
  const story: Story = { schedule: [['2025-07-10', '10000', '2000']], overdueRate: { value: '0.36', per: 'year' } };
  const { application } = papersOf(story, '2025-07-11');
  assert.equal(application.requests[1], '裁决被申请人向申请人支付截至2025年7月11日的利息1,190.14元、逾期利息6.57元，共1,196.71元（已按年利率24%的上限核减813.15元）。');
  assert.match(application.requests[2] ?? '', /按年利率24%（每年按365日计）/);
  assert.match(application.facts[4] ?? '', /共2,009\.86元；.*仅主张1,196\.71元，不再主张其余813\.15元。.*合计11,196\.71元。$/);
});

test('a reversal, an overdue rate on top of the contract rate, and compound interest are told as such', () => {
  // Overdue on 5,000 at 18 % over 21 days: 51.78; on the unpaid interest of 50: 0.52.
  const story: Story = { ...half, kind: 'bank', overdueUplift: '0.5', compoundInterest: true, repaid: [['2025-06-10', '5100', 'payment', 'S1'], ['2025-06-11', '5100', 'payment', 'S2'], ['2025-06-12', '5100', 'reversal', 'S2']] };
  const { requests, facts } = papersOf(story, '2025-07-31').application;
  assert.match(facts[0] ?? '', /逾期的，自到期日的次日起对逾期本金按年利率18%（在借款利率基础上加收50%）计收逾期利息。$/);
  assert.equal(facts[2], '截至2025年7月31日，被申请人还款2笔，合计10,200.00元，其中5,100.00元已冲正，实际还款5,100.00元。每笔还款的抵充情况见《金额计算表》。');
  assert.equal(requests[1], '裁决被申请人向申请人支付截至2025年7月31日的利息50.00元、逾期利息51.78元、复利0.52元，共102.30元。');
});

test('charges that have to be given back are set off against the principal asked for', () => {
  // Paid in charges: 1,000 beside the schedule and 100. 12.4 % allows 10,000 × 151 and 5,000 × 51 days ÷ 365: 599.61. To be given back: 500.39.
  const { application } = papersOf({ ...half, kind: 'private', charges: [['2025-01-10', '服务费', 'related', '1000']] }, '2025-07-31');
  assert.equal(application.requests[0], '裁决被申请人向申请人偿还借款本金4,499.61元（已付息费中应予返还的500.39元已抵充本金）。');
  assert.match(application.facts[4] ?? '', /不再主张其余84\.52元。已付息费中应予返还的500\.39元，已抵充借款本金。截至2025年7月31日，申请人主张借款本金4,499\.61元，合计4,499\.61元。$/);
});

test('the evidence list holds every file with its hash, the records, and the exports they came from', () => {
  const sha = 'a'.repeat(64);
  const list = papersOf(half, '2025-07-31', {
    files: [{ name: '合同.pdf', kind: 'contract', mediaType: 'application/pdf', bytes: 2000, sha256: sha }],
  }).evidence_list;
  assert.deepEqual(
    list.items.map(({ name, extent, sha256 }) => [name, extent, sha256]),
    [
      ['借款合同（合同.pdf）', '2 KB', sha],
      ['放款数据（1笔）', '—', null],
      ['还款数据（1笔）', '—', null],
      ['业务系统导出文件（story.csv）', '本案1行', '0'.repeat(64)],
    ],
  );
});

test('all three papers can be printed', async () => {
  const { application, claim_sheet, evidence_list } = papersOf(half, '2025-07-31');
  const day = parseDay('2025-08-01');
  for (const paper of await Promise.all([
    renderPaper('application', application, day),
    renderPaper('claim_sheet', claim_sheet, day),
    renderPaper('evidence_list', evidence_list, day),
  ])) {
    assert.ok(paper.length > 10_000);
  }
});

test('at a rate of zero nothing runs on, and nothing is asked for that would', () => {
  const { application, claim_sheet } = papersOf({ ...half, rate: '0.00' }, '2025-07-31');
  assert.deepEqual(application.requests, [
    '裁决被申请人向申请人偿还借款本金5,000.00元。',
    '裁决被申请人向申请人支付截至2025年7月31日的利息50.00元。',
    '裁决本案仲裁费由被申请人承担。',
  ]);
  assert.equal(claim_sheet.running, '此后没有继续计算的利息。');
});
