/** A person at the workbench: opens files, types, hovers, runs commands, and looks at what is there. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

export class Workbench {
  constructor(readonly page: Page) {}

  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator('.monaco-workbench').waitFor();
    return new Workbench(page);
  }

  /** The editor that shows a file, told by a line of it. */
  async openFile(path: string, line: string): Promise<Locator> {
    await this.pick('Control+P', path);
    return this.lineOf(line);
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

  /** Puts the pointer on a word and waits for a hover that says `expected`. */
  async hover(word: Locator, expected: string | RegExp): Promise<Locator> {
    await this.page.keyboard.press('Escape');
    await word.hover();
    const hover = this.page.locator('.monaco-hover:visible', { hasText: expected }).first();
    await hover.waitFor();
    return hover;
  }

  /** Puts the cursor on a word and opens the menu of code actions. */
  async quickFix(word: Locator, title: string | RegExp): Promise<Locator> {
    await this.page.keyboard.press('Escape');
    await word.click();
    await this.page.keyboard.press('Control+.');
    const action = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await action.waitFor();
    return action;
  }

  /** Replaces the first occurrence of `before` in the active editor, as with the keyboard. */
  async replaceOnce(word: Locator, text: string): Promise<void> {
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
    await this.page.keyboard.press(key);
    const box = this.page.locator('.quick-input-widget .quick-input-box input').first();
    await box.waitFor({ state: 'visible' });
    await box.fill(text);
    const name = text.replace(/^>/, '').split('/').pop() ?? text;
    // The list lags behind the box: only the row that Enter would take tells that it has caught up.
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }
}
