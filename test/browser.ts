/**
 * A real browser for tests of the pages: the Chromium that comes with the npm packages, or the machine's own when
 * `CHROMIUM_PATH` names it. A machine needs no browser, no libraries for it and no fonts.
 */
import bundled, { inflate } from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';

export const phone = { width: 390, height: 844 } as const;
export const desk = { width: 1280, height: 900 } as const;

const repository = join(import.meta.dirname, '..');
const chromiumPackage = join(repository, 'node_modules', '@sparticuz', 'chromium');
const fontPackage = join(repository, 'node_modules', '@expo-google-fonts', 'noto-serif-sc');

let browser: Promise<Browser> | null = null;
after(async () => {
  await (await browser)?.close();
});

/**
 * A page with cookies of its own, in the time zone and language of its readers. `errors` collects what the page throws
 * or writes to its console as an error: a test ends by asserting that there is none.
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
  // A page that never shows what is waited for fails all the same; a machine that others use as well may stand still for long.
  context.setDefaultTimeout(30_000);
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
  const path = join(repository, 'var', 'screenshots', `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

async function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
  const own = process.env['CHROMIUM_PATH'];
  if (own !== undefined) return chromium.launch({ executablePath: own, args });

  const folder = await unpackedChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

/** The package unpacks into TMPDIR and takes a half-unpacked browser for a whole one; so we unpack aside, then move. */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(chromiumPackage, 'package.json'), 'utf8')) as { version: string };
  const folder = join(repository, 'var', `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(join(repository, 'var'), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = fresh;
  await bundled.executablePath();
  await inflate(join(chromiumPackage, 'bin', 'al2023.tar.br'));
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  await writeFile(join(fresh, 'fonts.conf'), fontSettings(folder));
  await rename(fresh, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error;
    await rm(fresh, { recursive: true }); // Another test file was faster.
  });
  return folder;
}

/** The machine's fonts, if it has any, and behind them one for Latin and one for Chinese. */
const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <dir>${fontPackage}/400Regular</dir>
  <dir>${fontPackage}/700Bold</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
