/** A workbench for tests of the panel: a workspace in git with clusters of a size for measuring, and what they share. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { startCodeServer, type CodeServer } from './codeServer';
import { addFleets, commitAll } from './fleet';
import { PreviewPage } from './previewPage';
import { ROOT } from './root';
import { until } from './until';
import { Workbench } from './workbench';
import { copyWorkspace, type TestWorkspace } from './workspace';

const SHOTS = join(ROOT, 'out', 'e2e', 'screenshots');
export const WIDE = { width: 1360, height: 900 };
/** Holds a whole part of the panel. */
const TALL = { width: 1680, height: 1500 };

export interface PanelRunOptions {
  /** Adds to the workspace before it is committed. */
  readonly prepare?: (folder: string) => void;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export class PanelRun {
  private constructor(
    readonly workspace: TestWorkspace,
    private readonly server: CodeServer,
    private readonly browser: Browser,
    readonly page: Page,
    readonly workbench: Workbench,
    readonly preview: PreviewPage,
  ) {}

  /** @param log  name of the file that gets what the server prints */
  static async start(
    log: string,
    { prepare = () => undefined, env = {} }: PanelRunOptions = {},
  ): Promise<PanelRun> {
    mkdirSync(SHOTS, { recursive: true });
    const workspace = copyWorkspace();
    addFleets(workspace.folder);
    prepare(workspace.folder);
    commitAll(workspace.folder);
    const vsix = process.env['DRYFIT_VSIX'] ?? join(ROOT, 'out', 'dryfit.vsix');
    const server = await startCodeServer({
      ...{ vsix: [vsix], settings: { 'git.enabled': true }, env },
      log: join(ROOT, 'out', 'e2e', log),
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: WIDE });
    page.setDefaultTimeout(20_000);
    const workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
    const preview = new PreviewPage(workbench.webview());
    return new PanelRun(workspace, server, browser, page, workbench, preview);
  }

  /** Another window of the same browser, on a folder of its own, for as long as `use` takes. */
  async inAnotherWindow(use: (workbench: Workbench, preview: PreviewPage) => Promise<void>): Promise<void> {
    const workspace = copyWorkspace();
    addFleets(workspace.folder);
    const page = await this.browser.newPage({ viewport: WIDE });
    try {
      const workbench = await Workbench.open(page, this.server.workbenchUrl(workspace.folder));
      await use(workbench, new PreviewPage(workbench.webview()));
    } finally {
      await page.close();
      workspace.remove();
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    this.workspace.remove();
  }

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `panel-${name}.png`), animations: 'disabled' });
  }

  /** A picture of a part of the panel that docs/ shows; replaced there when asked for. */
  async shootForDocs(selector: string, name: string): Promise<void> {
    const path = join(SHOTS, `${name}.png`);
    await this.page.setViewportSize(TALL);
    const part = this.preview.locator(selector);
    await part.scrollIntoViewIfNeeded();
    const clip = await part.boundingBox();
    if (!clip) throw new Error(`there is no ${selector}`);
    await this.page.screenshot({ path, clip, animations: 'disabled' });
    await this.page.setViewportSize(WIDE);
    if (process.env['UPDATE_SCREENSHOTS']) copyFileSync(path, join(ROOT, 'docs', 'images', `${name}.png`));
  }

  /** A step that leaves a picture of the workbench when it fails. */
  async watched(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      await this.page.screenshot({ path: join(SHOTS, `FAILED panel ${name}.png`) });
      throw error;
    }
  }

  /** Saves where the dialog proposes. @returns the path of the file */
  async exportAs(format: 'markdown' | 'json' | 'svg', proposed: string): Promise<string> {
    await this.preview.locator(`#export-${format}`).click();
    const box = this.page.locator('.quick-input-widget .quick-input-box input').first();
    // The place that is proposed, once it is there: what is typed before that is lost.
    await until('the proposal', async () => (await box.inputValue()).endsWith(proposed) || undefined);
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    return join(this.workspace.folder, proposed);
  }
}

export function report(what: string, times: readonly number[], more = ''): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  process.stdout.write(
    `MEASURED ${what}: median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms of ${times.length}${more}\n`,
  );
}
