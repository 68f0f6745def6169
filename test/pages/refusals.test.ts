/** What the pages say when something cannot be done, and what they remember. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { submitSample } from '../../src/http/sandbox.ts';
import type { WireCaseList } from '../../src/http/wire/index.ts';
import { desk, newPage, phone } from '../browser.ts';
import { eventually, startInstallation, type Installation } from '../installation.ts';
import { assertAccessible, signIn } from './visit.ts';

let place: Installation;

before(async () => {
  place = await startInstallation();
  await submitSample(place.world);
  const lender = await place.as('lender');
  await eventually('the sample to be filed', async () => ((await lender.get<{ items: readonly { state: string }[] }>('/batches')).items[0]?.state === 'done' ? true : null));
});
after(() => place.stop());

test('a command on cases that changed meanwhile is refused, named and offered again', async () => {
  const { page, errors } = await newPage({ baseUrl: place.url, language: 'en-GB', size: desk });
  await signIn(page, 'secretary');
  await page.goto('/cases?state=submitted&sort=oldest');
  const row = page.getByRole('row').filter({ has: page.locator('.case-link') }).first();
  const reference = await row.locator('.case-link').innerText();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Refuse filing' }).click();

  const colleague = await place.as('secretary');
  const { items } = await colleague.get<WireCaseList>(`/cases?q=${reference}`);
  await colleague.post('/commands', { command: 'approve_filing', items: items.map(({ caseId, version }) => ({ caseId, version })) });

  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reasons').fill('no');
  await dialog.getByRole('button', { name: 'Refuse filing' }).click();
  await dialog.getByText('Give reasons of at least five characters.').waitFor();
  await dialog.getByLabel('Reasons').fill('The clause names another commission.');
  await dialog.getByRole('button', { name: 'Refuse filing' }).click();
  await dialog.getByText('This case changed while you were looking at it.').waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Reload' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.goto(`/cases?q=${reference}`);
  await page.getByRole('row', { name: new RegExp(reference) }).getByText('Fee pending').waitFor();
  assert.deepEqual(errors, []);
});

test('an address behind the sign-in leads there and back, in the language chosen', async () => {
  const { page } = await newPage({ baseUrl: place.url, language: 'en-GB', size: phone });
  await page.goto('/cases?state=fee_pending');
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByLabel('电子邮箱').fill('nobody@lender.example');
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('邮箱或密码不正确').waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: /林书铭/ }).click();
  await page.getByRole('heading', { name: '案件' }).waitFor();
  assert.equal(new URL(page.url()).search, '?state=fee_pending');
  await page.reload();
  await page.getByRole('heading', { name: '案件' }).waitFor();
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await assertAccessible(page);
});

test('a link that opens no notice says whom to call, and a case that is not there says so', async () => {
  const { page } = await newPage({ baseUrl: place.url, language: 'zh-CN', size: phone });
  await page.goto('/r/not-a-link');
  await page.getByRole('heading', { name: '该链接无法打开通知' }).waitFor();
  await assertAccessible(page);
  await signIn(page, 'lender');
  await page.goto('/cases/01950000-0000-7000-8000-000000009999');
  await page.getByRole('alert').getByText('没有找到，或者您无权查看。').waitFor();
  await assertAccessible(page);
});
