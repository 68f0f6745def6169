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

test('the sheet shows how each repayment was set off and what principal it left', () => {
  const sheet = papersOf(half, '2025-07-31').claim_sheet;
  assert.deepEqual(sheet.allocations, [
    {
      on: '2025-06-10',
      serialNo: '—',
      amount: '5,100.00',
      fee: '0.00',
      overdueInterest: '0.00',
      interest: '100.00',
      principal: '5,000.00',
      principalAfter: '5,000.00',
    },
  ]);
  assert.deepEqual(sheet.totals, [
    { label: '借款本金', value: '5,000.00' },
    { label: '利息', value: '50.00' },
    { label: '逾期利息', value: '34.52' },
  ]);
  const overdue = sheet.lines.find((line) => line.item === '逾期利息');
  assert.deepEqual(overdue?.spans, [{ base: '5,000.00', from: '2025-07-11', to: '2025-07-31', days: '21' }]);
});

test('a claim above the cap says what the contract gives, what the cap allows, and what is given up', () => {
  // The contract asks for 2,000 of interest and one overdue day at 36 %: 10,000 × 0.36 ÷ 365 = 9.86, together 2,009.86.
  // Over 182 days 24 % allows 10,000 × 0.24 × 182 ÷ 365 = 1,196.71. Given up: 813.15, overdue interest first.
  const story: Story = { schedule: [['2025-07-10', '10000', '2000']], overdueRate: { value: '0.36', per: 'year' } };
  const { application, claim_sheet: sheet } = papersOf(story, '2025-07-11');
  assert.deepEqual([sheet.cap.allowed, sheet.cap.contract, sheet.cap.claimable, sheet.cap.reduction], ['1,196.71', '2,009.86', '1,196.71', '813.15']);
  assert.equal(application.requests[1], '裁决被申请人向申请人支付截至2025年7月11日的利息1,196.71元（已按年利率24%的上限核减813.15元）。');
  assert.match(application.requests[2] ?? '', /按年利率24%（每年按365日计）/);
  assert.match(application.facts[4] ?? '', /共2,009\.86元；.*仅主张1,196\.71元，不再主张其余813\.15元。.*合计11,196\.71元。$/);
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
