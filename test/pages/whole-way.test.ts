/** A case of the shipped sample in a real browser, from the lender's batch to the served award, by everyone who takes part. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sandboxPeople } from '../../src/http/sandbox.ts';
import { desk, newPage, phone } from '../browser.ts';
import { eventually, linkFor, startInstallation, type Installation, type Someone } from '../installation.ts';
import { assertAccessible, signIn } from './visit.ts';

const sample = join(import.meta.dirname, '..', '..', 'examples', 'sample');
const pin = '246810';

let place: Installation;

before(async () => {
  place = await startInstallation();
});
after(() => place.stop());

/** A page of someone's own, signed in; what it throws fails the test at its end. */
async function pageOf(someone: Someone, language: 'zh-CN' | 'en-GB' = 'en-GB'): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const opened = await newPage({ baseUrl: place.url, language, size: desk });
  await signIn(opened.page, someone);
  return opened;
}

/** Takes a command on the page of a case and waits for the state it leads to. */
async function take(page: Page, command: string, state: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('region', { name: 'What you can do now' }).getByRole('button', { name: command }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: command }).click();
  await page.getByRole('region', { name: 'State' }).getByText(state).waitFor();
}

const fillPin = async (dialog: ReturnType<Page['getByRole']>) => dialog.getByLabel('PIN of your signing key').fill(pin);

test('a case is clicked from the batch to the served award', async () => {
  const lender = await pageOf('lender', 'zh-CN');
  await fileBatch(lender.page);

  const secretary = await pageOf('secretary');
  const address = await acceptAndServe(secretary.page);
  const casePath = new URL(secretary.page.url()).pathname;

  const respondent = await newPage({ baseUrl: place.url, language: 'zh-CN', size: phone });
  await answer(respondent.page, address);
  await advance(secretary.page, 'Arbitrator to be appointed');

  const director = await pageOf('director');
  await director.page.goto(casePath);
  await take(director.page, 'Appoint arbitrator', 'Appointment to be accepted', async (dialog) => dialog.getByRole('radio', { name: sandboxPeople.arbitrator.name }).check());

  const arbitrator = await pageOf('arbitrator');
  await arbitrator.page.goto(casePath);
  await take(arbitrator.page, 'Accept the appointment', 'Challenge window', async (dialog) => dialog.getByRole('radio', { name: /nothing that could raise doubt/ }).check());
  await secretary.page.reload();
  await advance(secretary.page, 'With the arbitrator');
  await arbitrator.page.goto('/desk');
  await draftAward(arbitrator.page, casePath);
  await secretary.page.reload();
  await take(secretary.page, 'Form is in order', 'Award: to be signed');
  await arbitrator.page.goto(casePath);
  await arbitrator.page.getByTitle('The award').waitFor();
  await take(arbitrator.page, 'Sign the award', 'Award: to be sealed', fillPin);
  await director.page.reload();
  await take(director.page, 'Seal the award', 'Award issued, to be served', fillPin);
  await secretary.page.reload();
  await take(secretary.page, 'Serve the award', 'Award issued, to be served');

  await lender.page.goto(casePath);
  await eventually('the award to be served', async () => {
    await lender.page.reload();
    await lender.page.getByRole('tab', { name: /文书/ }).waitFor();
    return (await lender.page.getByRole('region', { name: '状态' }).getByText('裁决已送达').count()) > 0 ? true : null;
  });
  await lender.page.getByRole('tab', { name: /文书/ }).click();
  await lender.page.getByRole('link', { name: '打开裁决书（PDF）' }).waitFor();
  await lender.page.getByText(/盖章 沙箱仲裁委员会/).waitFor();

  for (const { errors } of [lender, secretary, director, arbitrator]) assert.deepEqual(errors, []);
  assert.deepEqual(respondent.errors.map((error) => /\b403\b/.test(error)), [true], 'the wrong identity number, and nothing else');
});

async function fileBatch(page: Page): Promise<void> {
  await page.getByRole('link', { name: '提交批次' }).click();
  await page.locator('input[type=file][multiple]').setInputFiles(['loans.csv', 'schedule.csv', 'repayments.csv'].map((name) => join(sample, name)));
  await page.getByRole('button', { name: '查看文件内容' }).click();
  await page.getByRole('button', { name: '使用样例的映射' }).click();
  await page.getByRole('button', { name: '检查全部贷款' }).click();
  await page.getByLabel('批次编号').fill('BATCH-1');
  await page.getByRole('button', { name: /提交 194 笔合格贷款/ }).click();
  await page.getByRole('tab', { name: /需要更正/ }).waitFor({ timeout: 60_000 });
  await assertAccessible(page);
  await page.getByRole('tab', { name: /已提交立案/ }).click();
  await page.getByRole('link', { name: /打开案件/ }).first().waitFor();
}

/** The secretary approves and records the fee of every case of the batch at once, then serves one; gives the respondent's address. */
async function acceptAndServe(page: Page): Promise<string> {
  await page.getByRole('link', { name: /Filing review/ }).click();
  await overAll(page, 'Approve filing', async () => {});
  await page.getByRole('link', { name: /^Fee pending/ }).click();
  await overAll(page, 'Record fee payment', async () => page.getByRole('dialog').getByLabel('Receipt number').fill('R-2026-1'));
  await page.getByRole('link', { name: /^Accepted, to be served/ }).click();
  await page.locator('a.case-link', { hasText: '号' }).first().click();
  await page.getByRole('button', { name: 'Show in full' }).click();
  await page.getByRole('button', { name: 'Mask again' }).waitFor();
  const address = /[\w.+-]+@[\w.-]+/.exec(await page.locator('.particulars').innerText())?.[0] ?? assert.fail('no e-mail address');
  await take(page, 'Serve notice', 'Notice being served');
  return address;
}

async function overAll(page: Page, command: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all cases on this page' }).check();
  await page.getByRole('button', { name: /^Select all \d/ }).click();
  await page.getByRole('button', { name: command }).click();
  await assertAccessible(page);
  await fill();
  await page.getByRole('dialog').getByRole('button', { name: command }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 120_000 });
}

async function answer(page: Page, address: string): Promise<void> {
  const token = await linkFor(place, address);
  await page.goto(`/r/${token}`);
  await page.getByRole('heading', { name: '如何辨别真伪' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: '查看通知' }).click();
  const tail = page.getByLabel('您身份证号的后 6 位');
  await tail.fill('000000');
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByText(/输入的内容不相符/).waitFor();
  await tail.fill(await identityTailOf(address));
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('heading', { name: '对方的请求' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('textbox', { name: '内容' }).fill('本人已于上月归还部分借款，请核实。');
  await page.reload();
  assert.equal(await page.getByRole('textbox', { name: '内容' }).inputValue(), '本人已于上月归还部分借款，请核实。', 'the text is kept until it is sent');
  await page.getByRole('button', { name: '发送' }).click();
  await page.getByRole('heading', { name: '已收到您的回应' }).waitFor();
  await assertAccessible(page);
}

async function identityTailOf(address: string): Promise<string> {
  const secretary = await place.as('secretary');
  const { items } = await secretary.get<{ items: readonly { caseId: string }[] }>('/cases?state=response_open');
  for (const { caseId } of items) {
    const respondent = await secretary.post<{ email: string; identity: string }>(`/cases/${caseId}/reveal`, {});
    if (respondent.email === address) return respondent.identity.slice(-6);
  }
  return assert.fail(`nobody with ${address}`);
}

/** Moves the calendar day by day with the button of the sandbox until the case stands where it should. */
async function advance(page: Page, state: string): Promise<void> {
  const reached = page.getByRole('region', { name: 'State' }).getByText(state);
  for (let days = 0; days < 15; days += 1) {
    await page.getByRole('button', { name: 'Advance by 1 day' }).click();
    await page.getByText(/^Moved\./).waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'State' }).waitFor();
    if ((await reached.count()) > 0) return;
  }
  assert.fail(`never came to "${state}"`);
}

async function draftAward(page: Page, casePath: string): Promise<void> {
  await page.getByRole('link', { name: /号/ }).first().click();
  assert.equal(new URL(page.url()).pathname, casePath, "the arbitrator's desk leads to the case");
  await page.getByLabel(/^Response to: Defence/).fill('经审查，申请人提交的还款记录已计入该笔还款，本庭不予采纳。');
  await page.getByRole('button', { name: 'Preview the award' }).click();
  await page.getByTitle('Preview of the award').waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Submit the draft' }).click();
  await page.getByText('The draft is with the secretary').waitFor();
}
