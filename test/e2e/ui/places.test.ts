/** Where there are several folders, where nobody is trusted, and with prices from AWS: each in a window of its own. The
 *  extension host is remote to the browser throughout, as over Remote. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { AwsServer, goodAnswers } from '../../support/awsServer';
import { launchBrowser } from '../driver/browser';
import { startCodeServer, type CodeServer } from '../driver/codeServer';
import { PreviewPage } from '../driver/previewPage';
import { until } from '../driver/until';
import { inWindow, lens, serverLog, shoot, testedVsix } from '../driver/windows';
import { appears, Workbench } from '../driver/workbench';
import { copyWorkspace, type TestWorkspace } from '../driver/workspace';

const TIMEOUT_MS = 60_000;
const TEST_MS = 240_000;
const SETTINGS_FILE = '.vscode/settings.json';

let workspace: TestWorkspace;
let aws: AwsServer;
let browser: Browser;

describe('places', () => {
  before(async () => {
    workspace = copyWorkspace();
    aws = new AwsServer(goodAnswers);
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await aws?.stop();
    workspace?.remove();
  });

  describe('in trusted windows', () => {
    let server: CodeServer;
    before(async () => {
      const url = await aws.start();
      server = await startCodeServer({
        ...{ vsix: [testedVsix()], log: serverLog('places') },
        env: {
          AWS_ENDPOINT_URL: url,
          AWS_ACCESS_KEY_ID: 'AKIDTEST',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_REGION: 'eu-central-1',
        },
      });
    });
    after(() => server?.stop());

    step('with several folders: the names of clusters begin with their folder', async (page) => {
      const file = join(dirname(workspace.folder), 'both.code-workspace');
      writeFileSync(
        file,
        JSON.stringify({ folders: ['staging', 'production'].map((name) => ({ path: `fleet/${name}` })) }),
      );
      const workbench = await Workbench.open(page, server.workbenchUrl(file));
      await workbench.openFile('pools.yaml', 'name: general');
      await lens(page).waitFor();
      await workbench.runCommand('Dryfit: Simulate Workspace');
      const preview = new PreviewPage(workbench.webview());
      await preview.locator('#cluster').waitFor();
      const names = await preview.locator('#cluster').locator('option').allInnerTexts();
      assert.deepEqual(names.map((name) => name.split(/[\s(/]/)[0]).sort(), ['production', 'staging']);
    });

    step('prices of today: fetched with progress, used when the reader says so, dated', async (page) => {
      const settings = JSON.parse(workspace.read(SETTINGS_FILE)) as Record<string, unknown>;
      workspace.write(
        SETTINGS_FILE,
        JSON.stringify({ ...settings, 'dryfit.region': 'eu-central-1', 'dryfit.zones': [] }),
      );
      const workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
      await workbench.openFile('production/pools.yaml', 'name: general');
      await lens(page).waitFor();
      await workbench.runCommand('Dryfit: Refresh Prices');
      const box = page.locator('.quick-input-widget', { hasText: 'prices of eu-central-1 from AWS' });
      await box.waitFor();
      await page.keyboard.press('Enter');
      const use = page.locator('.notification-toast', { hasText: 'prices of eu-central-1 are here' });
      await use.locator('a, .monaco-button', { hasText: 'Use Refreshed Prices' }).first().click();
      const asked = new Set(aws.requests.map(({ action }) => action));
      for (const action of ['GetProducts', 'DescribeSpotPriceHistory']) assert.ok(asked.has(action), action);
      const status = page.locator('.monaco-hover:visible', { hasText: /refreshed prices of today/ }).first();
      await until(
        'a status with refreshed prices',
        async () => {
          await page.mouse.move(0, 0);
          await page.locator('[id="status.languageStatus"]').hover();
          return (await appears(status)) || undefined;
        },
        TIMEOUT_MS,
      );
      await shoot(page, 'refreshed-prices');
    });
  });

  step('a workspace that is not trusted: open files only, then all once it is', async (page) => {
    const server = await startCodeServer({
      ...{ vsix: [testedVsix()], log: serverLog('untrusted'), isTrustAsked: true },
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    try {
      const workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
      await workbench.openFile('production/pools.yaml', 'name: general');
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
      await lens(page, /0 nodes/).waitFor();
      await shoot(page, 'untrusted');
      await workbench.runCommand('Workspaces: Manage Workspace Trust');
      await page
        .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
        .first()
        .click();
      await workbench.openFile('production/pools.yaml', 'name: general');
      await lens(page, /3 nodes/).waitFor();
    } finally {
      await server.stop();
    }
  });
});

/** A test with a window of its own. */
function step(name: string, run: (page: Page) => Promise<void>): void {
  it(name, { timeout: TEST_MS }, () => inWindow(browser, name, run));
}
