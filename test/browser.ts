/** A real browser for tests of the pages: the Chromium that comes with the npm packages, or the machine's own. */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import bundledChromium from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';

export const phone = { width: 390, height: 844 } as const;
export const desk = { width: 1280, height: 900 } as const;

const screenshots = join(import.meta.dirname, '..', 'var', 'screenshots');
let browser: Promise<Browser> | null = null;
after(async () => {
  await (await browser)?.close();
});

/**
 * A page of its own: no cookies of others, time zone and language of its readers. The test fails by itself when the
 * page throws: errors of the page are collected in `errors`.
 */
export async function newPage(options: {
  readonly baseUrl: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly language?: 'zh-CN' | 'en-GB';
}): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  browser ??= launch();
  const context = await (await browser).newContext({
    baseURL: options.baseUrl,
    viewport: options.size ?? desk,
    locale: options.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors };
}

/** Keeps what the page looks like in `var/screenshots/<name>.png`, and says where. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

/** `CHROMIUM_PATH` names the machine's own browser. */
async function launch(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'];
  const executablePath = own ?? (await bundledChromium.executablePath());
  await access(executablePath);
  const bundledArgs = own === undefined ? bundledChromium.args : [];
  return chromium.launch({
    executablePath,
    args: [...bundledArgs, '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
