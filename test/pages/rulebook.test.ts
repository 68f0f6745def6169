/** The rulebook in a real browser: anyone reads the law and reckons; the director enters a holiday after seeing what it touches. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, newPage, phone } from '../browser.ts';
import { startDrive } from '../docket-drive.ts';
import { fenOfYuan, shareOfPercent } from '../../web/src/rulebook/amounts.ts';
import { chineseNumeral } from '../../web/src/rulebook/chinese-numeral.ts';
import { sampleBatch } from '../sample-batch.ts';
import { assertAccessible, signIn } from './visit.ts';

const drive = await startDrive();
after(drive.stop);
const { place } = drive;

/** A visitor is told that nobody is signed in, a calculator that it cannot answer; the browser writes both down as errors. */
const unexpected = (errors: readonly string[]): readonly string[] => errors.filter((error) => !/\b(401|422)\b/.test(error));

const part = (page: Page, name: string) => page.getByRole('navigation', { name: /规则库的各部分|Parts of the rulebook/ }).getByRole('link', { name }).click();

test('anyone finds an article, reckons a cap and reads what it rests on, without signing in', async () => {
  const { page, errors } = await newPage({ baseUrl: place.url, language: 'zh-CN', size: desk });
  await page.goto('/rulebook');
  await page.getByRole('heading', { name: '中华人民共和国民法典' }).waitFor();
  await page.getByText('仅据转述，未核对官方文本').first().waitFor();
  await assertAccessible(page);

  await page.getByLabel('在法律中查找').fill('561');
  await page.getByText('1 件法律文件中的 1 条').waitFor();
  await page.getByText('（一）实现债权的有关费用；').waitFor();
  await page.getByLabel('在法律中查找').fill('没有这样的条文');
  await page.getByText('没有条文包含这些词语').waitFor();
  await page.getByRole('button', { name: '显示全部法律' }).click();
  await page.getByRole('link', { name: '第六百八十条的链接' }).click();
  const address = page.url();
  await page.goto('/rulebook/lpr');
  await page.goto(address);
  const article = page.getByRole('article', { name: /第六百八十条/ });
  await article.getByText('禁止高利放贷').waitFor();
  await page.waitForFunction('window.scrollY > 500');

  await part(page, '利率上限');
  await page.getByLabel('合同签订日').fill('2019-03-01');
  await page.getByLabel('申请仲裁日').fill('2024-05-06');
  await page.getByText('24%').first().waitFor();
  await page.getByText('起诉时一年期贷款市场报价利率3.45%（2024-04-22发布）的四倍').waitFor();
  await page.getByText('13.8%').first().waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: /2020年12月修正.*第三十一条/ }).first().click();
  await page.getByRole('dialog').getByText(/2020年8月20日/).first().waitFor();
  await assertAccessible(page);
  await page.getByRole('dialog').getByRole('link', { name: '在法律全文中查看' }).click();
  await page.getByRole('article', { name: '第三十一条' }).and(page.locator('.law-article-sought')).waitFor();

  await page.goBack();
  assert.equal(await page.getByLabel('合同签订日').inputValue(), '2019-03-01', 'the question is in the address');
  await page.getByLabel('申请仲裁日').fill('2018-01-01');
  await page.getByText('合同签订日不能晚于申请仲裁日。').waitFor();
  await page.getByLabel('申请仲裁日').fill('2031-01-01');
  await page.getByText(/已知范围至2026年9月20日止/).waitFor();
  await assertAccessible(page);
  await page.getByText('以表格查看').click();
  await page.getByRole('cell', { name: '15.4%' }).first().waitFor();
  await assertAccessible(page);

  await part(page, '委员会规则');
  await page.getByRole('main').getByRole('link', { name: '登录' }).waitFor();
  await assertAccessible(page);
  assert.deepEqual(unexpected(errors), []);
});

test('a deadline names the holiday that moved it, a fee its steps', async () => {
  const { page, errors } = await newPage({ baseUrl: place.url, language: 'en-GB', size: desk });
  await page.goto('/rulebook');
  await part(page, 'Calendar');
  await page.getByLabel('Day of the event').fill('2026-02-10');
  await page.getByLabel('Length').fill('7');
  await page.getByText('is the last day, to its end').waitFor();
  await page.getByText(/Day 7 after it is Feb 17, 2026/).waitFor();
  await page.getByText(/Feb 17, 2026 \(Tue\) – Feb 23, 2026 \(Mon\): off, Spring Festival\./).waitFor();
  await page.getByText(/next working day, Feb 24, 2026/).waitFor();
  await assertAccessible(page);
  await page.getByLabel('Day of the event').fill('2026-12-31');
  await page.getByText(/Known up to and including Dec 31, 2026/).waitFor();
  await page.getByRole('link', { name: '2025' }).click();
  await page.getByRole('heading', { name: 'Days off in 2025' }).waitFor();
  await assertAccessible(page);

  await part(page, 'Fees');
  await page.getByLabel('Amount in dispute').fill('8300');
  await page.getByRole('row', { name: /^¥1,000\.00 – ¥8,300\.00 4% ¥292\.00$/ }).waitFor();
  await page.getByRole('row', { name: 'Arbitration fee ¥332.00' }).waitFor();
  await page.getByLabel('Amount in dispute').fill('eight');
  await page.getByText('A sum in yuan, with at most two decimals.').waitFor();
  await assertAccessible(page);

  await part(page, 'LPR');
  await page.getByText(/It stands until Sep 20, 2026/).waitFor();
  await page.getByText(/^All \d+ publications$/).click();
  await assertAccessible(page);
  assert.deepEqual(unexpected(errors), []);
});

test('the director sees which deadline a holiday moves, and only then enters it', async () => {
  const [caseId = ''] = await drive.file('RULES', sampleBatch(1));
  await drive.serve(caseId);
  await (await drive.respondent(caseId)).prove();
  const running = (await drive.look(caseId)).deadlines.find(({ kind }) => kind === 'response');
  assert.equal(running?.dueOn, '2026-03-09');

  const { page, errors } = await newPage({ baseUrl: place.url, language: 'en-GB', size: desk });
  await signIn(page, 'director');
  await page.getByRole('link', { name: 'Rulebook' }).click();
  await part(page, "Commission's rules");
  await page.getByRole('heading', { name: 'Rules of 沙箱仲裁委员会' }).waitFor();
  await page.getByText('Response 5 calendar days').first().waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Enter: Single days announced later' }).click();
  await page.getByRole('button', { name: 'See which cases it would touch' }).click();
  await page.getByText('Name the holiday.').waitFor();
  await assertAccessible(page);
  assert.equal(await page.getByRole('button', { name: 'Enter the rule' }).count(), 0, 'nothing is entered unseen');

  await page.getByLabel('Day', { exact: true }).fill('2026-03-09');
  await page.getByLabel('Name of the holiday').fill('临时放假');
  await page.getByLabel('Source').fill('沙箱市人民政府公告2026年第1号');
  await page.getByLabel('Reason').fill('Announced at short notice.');
  await page.getByRole('button', { name: 'See which cases it would touch' }).click();
  const touched = page.getByRole('region', { name: 'What it would touch', exact: true });
  await touched.getByText('One case is touched.').waitFor();
  await touched.getByRole('row', { name: /End of the response window.*Mar 9, 2026.*Mar 10, 2026/ }).waitFor();
  await assertAccessible(page);
  assert.equal((await drive.look(caseId)).deadlines.find(({ kind }) => kind === 'response')?.dueOn, '2026-03-09', 'looking changes nothing');

  await page.getByRole('button', { name: 'Enter the rule' }).click();
  await page.getByRole('heading', { name: 'Rules of 沙箱仲裁委员会' }).waitFor();
  await page.getByText(/Mar 9, 2026 \(Mon\): 临时放假/).waitFor();
  await page.getByText('Announced at short notice.').waitFor();
  await page.getByText(/周正言,/).first().waitFor();
  assert.equal((await drive.look(caseId)).deadlines.find(({ kind }) => kind === 'response')?.dueOn, '2026-03-10');
  await part(page, 'Calendar');
  await page.getByRole('cell', { name: '9 临时放假' }).waitFor();
  assert.deepEqual(errors, []);
});

test('a rule that cannot stand is refused in words, and only the director may enter one', async () => {
  const director = await newPage({ baseUrl: place.url, language: 'zh-CN', size: phone });
  await signIn(director.page, 'director');
  await director.page.goto('/rulebook/change?subject=one_year_lpr');
  await director.page.getByLabel('公布日').fill('2026-02-24');
  await director.page.getByLabel('一年期 LPR').fill('3.00');
  await director.page.getByLabel('来源').fill('全国银行间同业拆借中心公告');
  await director.page.getByLabel('理由').fill('按公告录入本月利率');
  await director.page.getByRole('button', { name: '查看会影响哪些案件' }).click();
  await director.page.getByRole('alert').getByText('每月一次公布，不得间断').waitFor();
  await assertAccessible(director.page);
  await director.page.goto('/rulebook/change?subject=fee_table');
  await director.page.getByLabel('来源').waitFor();
  await assertAccessible(director.page);
  await director.page.goto('/rulebook/change?subject=calendar_year');
  await director.page.getByText('日历尚未知晓的第一年。').waitFor();
  await assertAccessible(director.page);

  const secretary = await newPage({ baseUrl: place.url, language: 'zh-CN', size: phone });
  await signIn(secretary.page, 'secretary');
  await secretary.page.goto('/rulebook/change');
  await secretary.page.getByText('只有仲裁委员会的主任可以录入规则。').waitFor();
  await secretary.page.getByRole('link', { name: '返回委员会规则' }).click();
  await secretary.page.getByRole('heading', { name: '沙箱仲裁委员会的规则' }).waitFor();
  assert.equal(await secretary.page.getByRole('link', { name: /变更|录入规则/ }).count(), 0);

  const lender = await newPage({ baseUrl: place.url, language: 'zh-CN', size: phone });
  await signIn(lender.page, 'lender');
  await lender.page.goto('/rulebook/rules');
  await lender.page.getByRole('heading', { name: '沙箱仲裁委员会的规则' }).waitFor();
  await lender.page.getByRole('heading', { name: '收费表' }).waitFor();
  await assertAccessible(lender.page);
  for (const { errors } of [secretary, lender]) assert.deepEqual(errors, []);
});

for (const language of ['zh-CN', 'en-GB'] as const) {
  test(`every part fits a phone, in ${language}`, async () => {
    const { page, errors } = await newPage({ baseUrl: place.url, language, size: phone });
    for (const path of ['', '/cap?signedOn=2021-05-06&filedOn=2024-05-06', '/lpr', '/calendar', '/fees', '/rules']) {
      await page.goto(`/rulebook${path}`);
      await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
      await assertAccessible(page);
    }
    assert.deepEqual(unexpected(errors), []);
  });
}

test('what is typed on the page becomes what the wire takes, or nothing', () => {
  assert.deepEqual([1, 10, 12, 20, 101, 110, 561, 1005, 1200].map(chineseNumeral), ['一', '十', '十二', '二十', '一百零一', '一百一十', '五百六十一', '一千零五', '一千二百']);
  assert.deepEqual(['8300', '8,300.5', '0.01', '1.234', '-1', 'x', ''].map(fenOfYuan), ['830000', '830050', '1', null, null, null, null]);
  assert.deepEqual(['4', '4.5', '0.25', '100', '100.1', '-4', ''].map(shareOfPercent), ['0.04', '0.045', '0.0025', '1', null, null, null]);
});
