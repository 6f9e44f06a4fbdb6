/** When an edit begins and when it has reached the panel, by the browser's own clock: the moment at which the browser hears of
 *  the key, and that at which the page with the new totals is painted. How long this process takes to press the key or to ask
 *  counts for nothing, and nothing is asked in between. */
import type { Frame, Page } from 'playwright-core';

/** In the workbench: when the last key came. */
const WATCH_KEYS = `addEventListener('keydown', ({ timeStamp }) => {
  window.keyAt = Date.now() - (performance.now() - timeStamp);
}, true)`;

/** In the panel: settles when other totals than now are painted. */
const AWAIT_PICTURE = `window.picture = new Promise((resolve) => {
  const painted = () => scheduler.postTask(() => resolve(Date.now()), { priority: 'user-blocking' });
  const observer = new MutationObserver(() => {
    observer.disconnect();
    requestAnimationFrame(painted);
  });
  const totals = document.getElementById('section-summary');
  observer.observe(totals, { childList: true, subtree: true, characterData: true });
}); undefined`;

/** Milliseconds by the clock. */
export interface EditTime {
  readonly keyAt: number;
  readonly shownAt: number;
}

export class EditTimes {
  private constructor(
    private readonly page: Page,
    private readonly panel: Frame,
  ) {}

  static async watch(page: Page, panel: Frame): Promise<EditTimes> {
    await page.evaluate(WATCH_KEYS);
    return new EditTimes(page, panel);
  }

  /** @param key  must change the totals */
  async press(key: string): Promise<EditTime> {
    await this.panel.evaluate(AWAIT_PICTURE);
    await this.page.keyboard.press(key);
    const shownAt: number = await this.panel.evaluate('window.picture');
    const keyAt: number = await this.page.evaluate('window.keyAt');
    return { keyAt, shownAt };
  }
}
