/** A person at the workbench: opens files, types, hovers, runs commands, and looks at what is there. */
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from './until';

/** Until a new window has its extensions, on a machine that has other things to do. */
export const NEW_WINDOW_MS = 60_000;

export class Workbench {
  constructor(readonly page: Page) {}

  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url, { timeout: NEW_WINDOW_MS });
    await page.locator('.monaco-workbench').waitFor({ timeout: NEW_WINDOW_MS });
    return new Workbench(page);
  }

  /** The editor that shows a file, told by a line of it. */
  async openFile(path: string, line: string): Promise<Locator> {
    // In the first group of editors, wherever the focus is: the panel stays in view.
    await this.page.keyboard.press('Control+1');
    await this.pick('Control+P', path);
    return this.lineOf(line);
  }

  /** By the dialog of files, which needs no folder. */
  async openPath(path: string): Promise<void> {
    await this.page.keyboard.press('Control+O');
    await this.chooseFile(path);
  }

  /** In a dialog of files that is open, or about to be. */
  async chooseFile(path: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget .quick-input-box input').first();
    await box.waitFor({ state: 'visible' });
    // It proposes a place first: what is typed before that is lost.
    await until('a proposal', async () => (await box.inputValue()).startsWith('/') || undefined);
    // It takes no answer while it lists what lies there, and looks again only at what is typed anew.
    let hasTried = false;
    await until('the file', async () => {
      if (hasTried) await filled(box, join(dirname(path), '/'));
      hasTried = true;
      // The last answer may have been taken after all.
      if (!(await filled(box, path))) return (await box.isHidden()) || undefined;
      await this.page.keyboard.press('Enter');
      return (await appears(box, { state: 'hidden' })) || undefined;
    });
  }

  async lineOf(text: string): Promise<Locator> {
    const line = this.editor().locator('.view-line', { hasText: text }).first();
    await line.waitFor();
    return line;
  }

  editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`);
  }

  /** Puts the pointer on a word until the hover says `expected`: at first it may only say that a simulation runs. */
  hover(word: Locator, expected: RegExp): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: expected }).first();
    return until(`a hover that says ${String(expected)}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.mouse.move(0, 0);
      await word.hover();
      return (await appears(hover)) ? hover : undefined;
    });
  }

  /** Puts the cursor on a word, opens the menu of code actions and takes one. The editor gives the menu up when something
   *  changes meanwhile, be it with the pointer on the way: then it is opened again.
   *  @param look  at the open menu */
  async takeFix(word: Locator, title: RegExp, look: () => Promise<void>): Promise<void> {
    const action = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    const take = async (): Promise<true | undefined> => {
      await this.page.keyboard.press('Escape');
      // Also where the caret stands in the way.
      await word.click({ force: true });
      await this.page.keyboard.press('Control+.');
      if (!(await appears(action, { timeoutMs: 10_000 }))) return undefined;
      await look();
      return pressed(action);
    };
    await until(`the action ${String(title)}`, take, 60_000);
  }

  /** Until the window is another one: what is on show before that is the old one's. */
  async reload(): Promise<void> {
    const isNew = this.page.waitForEvent('domcontentloaded', { timeout: NEW_WINDOW_MS });
    await Promise.all([isNew, this.runCommand('Developer: Reload Window')]);
  }

  /** Types over a word. */
  async typeOver(word: Locator, text: string): Promise<void> {
    await word.dblclick();
    await this.page.keyboard.type(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
  }

  /** The document that the extension rendered: two frames deep, the outer one is VS Code's. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  private async pick(key: string, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget .quick-input-box input').first();
    // A window that is busy, as after trust was given, loses the key.
    const open = async (): Promise<true | undefined> => {
      await this.page.keyboard.press(key);
      return (await appears(box)) || undefined;
    };
    await until('the box', open, NEW_WINDOW_MS);
    const name = text.replace(/^>/, '').split('/').pop() ?? text;
    // The list lags behind the box: only the row that Enter would take tells that it has caught up. What a window that
    // has just opened does not know yet is asked for again.
    const row = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name });
    const ask = async (): Promise<true | undefined> => {
      await box.fill('');
      await box.fill(text);
      return (await appears(row)) || undefined;
    };
    await until(`${name} in the list`, ask, NEW_WINDOW_MS);
    await this.page.keyboard.press('Enter');
    // The box may stay, for what the command asks next.
    await row.waitFor({ state: 'hidden' });
  }
}

/** Clicks what may be replaced while it is looked for: undefined, it was. */
export async function pressed(target: Locator): Promise<true | undefined> {
  try {
    await target.click({ timeout: 3_000 });
    return true;
  } catch {
    // The caller finds it again.
    return undefined;
  }
}

/** Whether it took the text: it may be gone, or go while it is written. */
async function filled(box: Locator, text: string): Promise<boolean> {
  try {
    await box.fill(text, { timeout: 3_000 });
    return true;
  } catch {
    // The caller looks again.
    return false;
  }
}

/** Whether it is there soon, or gone. */
export async function appears(
  locator: Locator,
  { state = 'visible', timeoutMs = 3_000 }: { state?: 'visible' | 'hidden'; timeoutMs?: number } = {},
): Promise<boolean> {
  try {
    await locator.waitFor({ state, timeout: timeoutMs });
    return true;
  } catch {
    // Not there in this time: the caller tries again.
    return false;
  }
}
