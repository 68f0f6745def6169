/** The claim sheet in a real browser: from the total to a row of the schedule and to a repayment, by clicking and by keys. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { WireExplainedClaim } from '../../src/http/wire/index.ts';
import { formatYuan, parseFen } from '../../src/kernel/index.ts';
import { desk, newPage, phone } from '../browser.ts';
import { startDrive } from '../docket-drive.ts';
import { sampleBatch } from '../sample-batch.ts';
import { assertAccessible, signIn } from './visit.ts';

const drive = await startDrive();
after(drive.stop);
const { place, people } = drive;

/** The first loan of the sample, at an overdue rate above the cap, under terms that round otherwise than the lender did. */
const terms = {
  method: { constant: 'equal_instalments' },
  periods: { column: '期数', as: 'count' },
  every: { count: { constant: 1 }, unit: { constant: 'month' } },
  startsOn: { column: '放款日期', as: 'day' },
  firstDueOn: { constant: '2025-05-08' },
  monthEnd: { constant: 'same_day' },
  interestBy: { constant: 'period' },
  rounding: { constant: 'down' },
  feeFen: { constant: '0' },
};
const withTerms = (mapping: string): string => {
  const document = JSON.parse(mapping) as { loan: { contract: object } };
  document.loan.contract = { ...document.loan.contract, terms };
  return JSON.stringify(document);
};
const [caseId = ''] = await drive.file('CLAIM-1', sampleBatch(1, () => ({ 逾期年利率: '36%' }), withTerms));
const casePath = `/cases/${caseId}`;
const yuan = (fen: string): string => `¥${formatYuan(parseFen(fen))}`;

const { claim: filed } = await people.lender.get<WireExplainedClaim>(`${casePath}/claim`);

async function claimPage(options: { readonly language: 'zh-CN' | 'en-GB'; readonly size: typeof desk | typeof phone }) {
  const opened = await newPage({ baseUrl: place.url, ...options });
  await signIn(opened.page, 'lender');
  await opened.page.goto(casePath);
  await opened.page.getByRole('tab', { name: options.language === 'zh-CN' ? /债权/ : /^Claim/ }).waitFor();
  await opened.page.locator('.claim-top').waitFor();
  return opened;
}

const dialogOf = (page: Page) => page.getByRole('dialog');

test('a click on the total leads down to a row of the schedule and to a repayment, and back', async () => {
  const { page, errors } = await claimPage({ language: 'en-GB', size: desk });
  await assertAccessible(page);
  const dialog = dialogOf(page);
  const title = (name: string | RegExp) => dialog.getByRole('heading', { level: 2, name }).waitFor();

  await page.locator('.sums tfoot').getByRole('button', { name: yuan(filed.totalFen) }).click();
  await title('Amount in dispute');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: /^Principal claimed/ }).click();
  await dialog.getByRole('button', { name: /^Principal owed by the contract/ }).click();
  await dialog.getByRole('button', { name: /^\+ ?Principal of instalment 5 still owed/ }).click();
  await title('Principal of instalment 5 still owed');
  await dialog.getByText('Law: 《中华人民共和国民法典》第六百七十五条').click();
  await dialog.getByText('借款人应当按照约定的期限返还借款').waitFor();
  await dialog.getByRole('button', { name: /^Principal of instalment 5, accrued or due/ }).click();
  await dialog.getByRole('button', { name: /^Row 5 of the schedule/ }).click();
  await title('Row 5 of the schedule');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: /^Interest of instalment 5 still owed/ }).click();
  await dialog.getByRole('button', { name: /^− ?Paid on .*: interest of instalment 5/ }).click();
  await dialog.getByRole('button', { name: /^Repayment 5/ }).click();
  await title('Repayment 5');
  await dialog.getByText('serial number HK00000105').waitFor();
  assert.equal(await dialog.locator('.part').count(), 2, 'interest and principal of the fifth instalment');
  await assertAccessible(page);

  await dialog.getByRole('navigation', { name: 'From the total down' }).getByRole('button', { name: 'Amount in dispute' }).click();
  await title('Amount in dispute');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate('document.activeElement.textContent'), yuan(filed.totalFen), 'one is back where one was');
  assert.deepEqual(errors, []);
});

test('interest is written out so that it can be checked, and the limits stand beside the contract', async () => {
  const { page, errors } = await claimPage({ language: 'zh-CN', size: desk });
  const dialog = dialogOf(page);
  const overdue = filed.lines.find(({ item, seq }) => item === 'overdue_interest' && seq === 6) ?? assert.fail('no overdue interest');
  assert(overdue.origin.by === 'running');
  await page.getByRole('row', { name: /^还款计划第 6 期 逾期利息/ }).getByRole('button', { name: yuan(overdue.accruedFen), exact: true }).first().click();
  await dialog.getByRole('heading', { name: '第6期应付逾期利息' }).waitFor();
  // 5,187.91 × 145 days (2025-10-09 to 2026-03-02) × 36 % ÷ 365, to be checked by hand: 741.9421…
  await dialog.getByText('¥5,187.91 × 145 × 36% ÷ 365 = ¥741.9421…').waitFor();
  await dialog.getByText('精确相加得 ¥741.9421…，四舍五入：').waitFor();
  await dialog.getByText(/^合同条款：借款利率、逾期利率/).waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');

  const limits = page.getByRole('region', { name: /合同与上限对照/ });
  await limits.getByRole('row', { name: /逾期利息和复利单项/ }).locator('.decides').last().getByRole('button').click();
  await dialog.getByRole('heading', { name: '逾期利息单项上限的余额' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: '对逾期部分允许的利息' }).waitFor();
  await dialog.getByText('¥5,187.91 × 145 × 24% ÷ 365 = ¥494.6281…').waitFor();
  await page.keyboard.press('ArrowLeft');
  await dialog.getByRole('heading', { name: '逾期利息单项上限的余额' }).waitFor();
  assert.match(String(await page.evaluate('document.activeElement.textContent')), /对逾期部分允许的利息/, 'back on the sum one came from');
  await page.keyboard.press('Escape');

  const differences = page.getByRole('region', { name: /还款计划与合同条款不一致/ });
  assert((await differences.getByRole('row').count()) > 1);
  assert.deepEqual(errors, []);
});

test('the claim is reckoned for another day, and for a day without one it is said why', async () => {
  const { page, errors } = await claimPage({ language: 'en-GB', size: desk });
  const total = page.locator('.sums tfoot button').last();
  const day = page.getByLabel('Reckon for another day');
  await day.fill('2026-04-01');
  await page.getByText(/^Reckoned for Apr 1, 2026/).waitFor();
  const { claim, explanation } = await people.lender.get<WireExplainedClaim>(`${casePath}/claim?asOf=2026-04-01`);
  assert.equal(explanation.fen, claim.totalFen);
  assert(BigInt(claim.totalFen) > BigInt(filed.totalFen));
  assert.equal(await total.textContent(), yuan(claim.totalFen));
  await assertAccessible(page);
  await day.fill('2025-04-20');
  await page.getByText('Nothing is overdue on this day.').waitFor();
  await page.getByText('dispute_not_arisen').waitFor();
  await page.getByRole('button', { name: /^Back to the filed claim/ }).click();
  await page.getByText('What is owed on Mar 2, 2026').waitFor();
  assert.equal(await total.textContent(), yuan(filed.totalFen));
  assert.deepEqual(errors.filter((error) => !/\b422\b/.test(error)), []);
});

test('on a phone the sheet and what made a sum fit the screen, in both languages', async () => {
  for (const language of ['zh-CN', 'en-GB'] as const) {
    const { page, errors } = await claimPage({ language, size: phone });
    await assertAccessible(page);
    await page.locator('.sums tbody tr').last().getByRole('button').last().click();
    await dialogOf(page).waitFor();
    await assertAccessible(page);
    const width = await page.evaluate<number>('document.querySelector("dialog").scrollWidth');
    assert.equal(width, phone.width);
    assert.deepEqual(errors, []);
  }
});

test('the claim of a case is for those who may see the case, and what is no day is refused', async () => {
  const answer = async (who: 'lender' | 'arbitrator', query: string) => {
    const response = await people[who].request(`${casePath}/claim${query}`);
    return [response.status, ((await response.json()) as { readonly code?: string }).code];
  };
  assert.deepEqual(await answer('arbitrator', ''), [404, 'not_found'], 'not appointed in this case');
  assert.deepEqual(await answer('lender', '?asOf=2026-02-30'), [400, 'request_invalid']);
  assert.deepEqual(await answer('lender', '?asOf=9999-12-31'), [400, 'request_invalid']);
  assert.deepEqual(await answer('lender', '?asOf=today'), [400, 'request_invalid']);
  assert.deepEqual(await answer('lender', '?asOf=2020-01-01'), [422, 'as_of_before_contract']);
  assert.deepEqual(await answer('lender', '?asOf=2026-03-02'), [200, undefined]);
  const { claim } = await people.lender.get<WireExplainedClaim>(`${casePath}/claim?asOf=2026-03-02`);
  assert.deepEqual(claim, filed);
});
