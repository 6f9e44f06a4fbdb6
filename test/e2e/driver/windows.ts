/** A window for each test, and what tests look for in any of them. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { ROOT } from './root';

const SHOTS = join(ROOT, 'out', 'e2e', 'screenshots');
const VIEWPORT = { width: 1360, height: 820 };
const TIMEOUT_MS = 60_000;

/** Leaves a picture when it fails. */
export async function inWindow(
  browser: Browser,
  name: string,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(TIMEOUT_MS);
  try {
    await run(page);
  } catch (error) {
    await page.screenshot({ path: join(SHOTS, `FAILED ${name}.png`) });
    throw error;
  } finally {
    await page.close();
  }
}

/** One with dollars: the simulation stands. */
export const lens = (page: Page, text: string | RegExp = '/mo'): Locator =>
  page.locator('.codelens-decoration', { hasText: text }).first();

/** The README and the walkthrough have some of the pictures; on demand they are replaced. */
export async function shoot(
  page: Page,
  name: string,
  options: { clip?: { x: number; y: number; width: number; height: number }; isCommitted?: boolean } = {},
): Promise<void> {
  const path = join(SHOTS, `${name}.png`);
  await page.screenshot({
    ...{ path, animations: 'disabled' },
    ...(options.clip ? { clip: options.clip } : {}),
  });
  if (options.isCommitted && process.env['UPDATE_SCREENSHOTS'])
    copyFileSync(path, join(ROOT, 'docs', 'images', `${name}.png`));
}

/** The part of the page from a corner to the end of what is on show. */
export async function downTo({ x, y }: { readonly x: number; readonly y: number }, ...shown: Locator[]) {
  const boxes = await Promise.all(shown.map((one) => one.boundingBox()));
  const ends = boxes.map((box) => {
    if (!box) throw new Error('it is not on show any more');
    return { x: box.x + box.width + MARGIN, y: box.y + box.height + MARGIN };
  });
  return {
    ...{ x, y },
    width: Math.max(...ends.map((end) => end.x)) - x,
    height: Math.max(...ends.map((end) => end.y)) - y,
  };
}

const MARGIN = 12;

/** The package that is tested, and where a server's output goes. */
export const testedVsix = (): string => process.env['DRYFIT_VSIX'] ?? join(ROOT, 'out', 'dryfit.vsix');
export const serverLog = (name: string): string => join(ROOT, 'out', 'e2e', `${name}-server.log`);
