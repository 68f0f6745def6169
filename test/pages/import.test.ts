/** A clerk of the lender files an export that nobody has described: from dropped files to cases, with one round of corrections. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { desk, newPage, phone } from '../browser.ts';
import { gb18030Encoder } from '../gb18030.ts';
import { startInstallation, type Installation } from '../installation.ts';
import { assertAccessible, signIn } from './visit.ts';

const sample = join(import.meta.dirname, '..', '..', 'examples', 'sample');
/** The lender's own words for the columns. */
const renamed = { 合同编号: '借据号', 借款人姓名: '客户名称', 身份证号: '证件号码', 手机号: '联系电话', '借款金额(元)': '贷款本金（元）', 应还日期: '到期日', '还款金额(元)': '实还金额' };
const clause = '因本合同引起的争议，双方同意提交沙箱仲裁委员会仲裁，书面审理，在线进行。';

let place: Installation;
let folder: string;

before(async () => {
  place = await startInstallation();
  folder = await mkdtemp(join(tmpdir(), 'assize-import-'));
});
after(async () => {
  await place.stop();
  await rm(folder, { recursive: true });
});

/** Thirty loans of the sample in GB18030 under the lender's own words; the third has no name, the fifth an amount in words. */
async function exportInGb18030(): Promise<readonly string[]> {
  const encode = gb18030Encoder();
  return Promise.all(
    ['loans.csv', 'schedule.csv', 'repayments.csv'].map(async (name) => {
      const lines = (await readFile(join(sample, name), 'utf8')).trimEnd().split('\n');
      const kept = lines.filter((line, index) => index === 0 || Number(/^SYN2025(\d+)/.exec(line)?.[1]) <= 30);
      const header = Object.entries(renamed).reduce((text, [from, to]) => text.replace(from, to), kept[0] ?? '');
      const body = kept.slice(1).map((line) => (name === 'loans.csv' ? spoilt(line.split(',')).join(',') : line));
      const path = join(folder, name);
      await writeFile(path, encode(`${[header, ...body].join('\r\n')}\r\n`));
      return path;
    }),
  );
}

function spoilt(cells: readonly string[]): readonly string[] {
  if (cells[0] === 'SYN2025000003') return cells.with(1, '');
  return cells[0] === 'SYN2025000005' ? cells.with(6, '壹万元整') : cells;
}

test('an unknown export in GB18030 becomes cases, and what was wrong is corrected in its own layout', async () => {
  const { page, errors } = await newPage({ baseUrl: place.url, language: 'zh-CN', size: desk });
  await signIn(page, 'lender');
  await page.getByRole('link', { name: '提交批次' }).click();
  await page.locator('input[type=file][multiple]').setInputFiles([...(await exportInGb18030())]);
  await assertAccessible(page);
  await page.getByRole('button', { name: '查看文件内容' }).click();

  await page.getByRole('heading', { name: '识别结果' }).waitFor();
  await page.getByText('GB18030').first().waitFor();
  await page.getByRole('link', { name: '仲裁条款' }).click();
  await page.getByLabel('仲裁条款：每笔贷款的值').fill(clause);
  await page.getByLabel('仲裁条款：每笔贷款的值').press('Enter');
  await page.getByText('必填字段均已填写。').waitFor();
  await page.getByRole('button', { name: '保存映射' }).click();
  await page.getByText(/第 1 版，同样布局/).waitFor();
  await assertAccessible(page);
  await page.reload();
  await page.getByText('必填字段均已填写。').waitFor();
  await page.getByRole('button', { name: '检查全部贷款' }).click();

  const create = page.getByRole('button', { name: '提交 28 笔合格贷款' });
  await create.waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: /必填内容为空/ }).waitFor();
  await page.getByRole('heading', { name: /不是金额/ }).waitFor();
  assert.equal(await page.locator('.previews article').count(), 3);
  await assertAccessible(page);
  await page.getByLabel('批次编号').fill('GBK-1');
  await create.click();

  const toCorrect = page.getByRole('tab', { name: /需要更正/ });
  await toCorrect.waitFor({ timeout: 60_000 });
  assert.match(await toCorrect.innerText(), /2/);
  await page.getByRole('link', { name: '按原有格式下载' }).waitFor();
  await assertAccessible(page);
  await page.locator('input[type=file][multiple]').setInputFiles([...(await corrected(page))]);
  await page.getByRole('button', { name: '提交更正后的文件' }).click();
  await page.getByRole('tab', { name: /已提交立案.*30/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('tab', { name: '详细信息' }).click();
  await page.getByText('第 1 次更正').waitFor();
  await assertAccessible(page);
  assert.deepEqual(errors, []);
});

/** Downloads the rejects, corrects the two cells as a person would, and gives the paths. */
async function corrected(page: Page): Promise<readonly string[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '按原有格式下载' }).click()]);
  const files = Object.entries(unzipSync(await readFile(await download.path())));
  return Promise.all(
    files.map(async ([name, bytes]) => {
      const path = join(folder, name);
      const lines = Buffer.from(bytes).toString('utf8').split('\r\n').map((line) => line.replace(/^(SYN2025000003),,/, '$1,样本三,').replace('壹万元整', '30000.00'));
      await writeFile(path, lines.join('\r\n'));
      return path;
    }),
  );
}

test('the import is there in English, on a phone, and says what is missing', async () => {
  const { page, errors } = await newPage({ baseUrl: place.url, language: 'en-GB', size: phone });
  await signIn(page, 'lender');
  await page.goto('/batches/new?step=check');
  await page.getByRole('button', { name: 'Look into the files' }).click();
  await page.getByText('Choose at least one export file.').waitFor();
  await assertAccessible(page);
  await page.locator('input[type=file][multiple]').setInputFiles(await exportInGb18030());
  await page.getByRole('button', { name: 'Look into the files' }).click();
  await page.getByText(/These files have the layout of your mapping/).waitFor();
  await page.getByText('Every required field is filled.').waitFor();
  await assertAccessible(page);
  assert.deepEqual(errors, []);
});
