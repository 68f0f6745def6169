/** What every test of a page does: sign in by clicking, and look for what keeps people out. */
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { sandboxPeople } from '../../src/http/sandbox.ts';
import type { Someone } from '../installation.ts';

export async function signIn(page: Page, someone: Someone): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(sandboxPeople[someone].name) }).click();
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL(/\/(desk|batches)$/);
}

/** No barrier that axe knows at WCAG 2.1 AA, and nothing wider than the screen. */
export async function assertAccessible(page: Page): Promise<void> {
  // Colours are measured when nothing is fading in or out any more.
  await page.evaluate('Promise.allSettled(document.getAnimations().filter((each) => each.effect.getComputedTiming().iterations !== Infinity).map((each) => each.finished))');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).exclude('iframe').analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    [],
  );
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(overflow, 0, `${page.url()} is ${overflow} px wider than the screen`);
}
