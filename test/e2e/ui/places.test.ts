/** Where there are several folders, where nobody is trusted, and with prices from AWS: each in a window of its own. The
 *  extension host is remote to the browser throughout, as over Remote. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { AwsServer, goodAnswers } from '../../support/awsServer';
import { KubernetesApi } from '../../support/kubernetesApi';
import { kubeconfig, LISTS } from '../../support/runningCluster';
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
let cluster: KubernetesApi;
let silent: Server;

describe('places', () => {
  before(async () => {
    workspace = copyWorkspace();
    aws = new AwsServer(goodAnswers);
    cluster = new KubernetesApi({ lists: LISTS, token: 'secret' });
    // It takes requests and never answers.
    silent = createServer(() => undefined);
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await aws?.stop();
    await cluster?.stop();
    silent?.closeAllConnections();
    silent?.close();
    workspace?.remove();
  });

  describe('in trusted windows', () => {
    let server: CodeServer;
    before(async () => {
      const url = await aws.start();
      server = await startCodeServer({
        ...{ vsix: [testedVsix()], log: serverLog('places') },
        env: {
          KUBECONFIG: await kubeconfigFile(),
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

    step('a file without a folder: what is wrong, what it costs, and the simulation', async (page) => {
      const file = join(dirname(workspace.folder), 'alone.yaml');
      const text = ['pools.yaml', 'workloads.yaml'].map((name) => workspace.read(`production/${name}`));
      writeFileSync(file, text.join('---\n').replace('operator: Gt', 'operator: Within'));
      const workbench = await Workbench.open(page, server.workbenchUrl());
      await workbench.openPath(file);
      const operator = page.locator('.view-line', { hasText: 'operator: Within' }).first();
      await operator.waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await workbench.typeOver(operator.locator('span span', { hasText: 'Within' }).last(), 'Gt');
      await page.keyboard.press('Escape');
      // In all zones of the region: no settings of a workspace count.
      await lens(page, /4 nodes/).waitFor();
      const name = page.locator('.view-line', { hasText: 'name: general' }).first();
      await workbench.hover(name.locator('span span', { hasText: 'general' }).last(), /month/);
      await workbench.runCommand('Dryfit: Simulate Workspace');
      const preview = new PreviewPage(workbench.webview());
      // A zone where nothing of the pool is offered keeps pods that spread over zones pending.
      await preview.locator('#pod-count', '10 of 20').waitFor();
      assert.equal(await preview.locator('#node-count').innerText(), '5');
    });

    step('a running cluster: read, simulated, shown; one that does not answer is given up', async (page) => {
      const workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
      await workbench.openFile('staging/pool.yaml', 'kind: NodePool');
      await workbench.runCommand('Dryfit: Simulate a Running Cluster');
      await answer(page, 'test');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Pods that are pending' }).click();
      await page.locator('.tab.active', { hasText: 'Untitled' }).first().waitFor();
      await page.locator('.view-line', { hasText: 'm7i.large' }).first().waitFor();
      assert.ok(cluster.requests.some((one) => one.startsWith('GET /api/v1/pods')));
      assert.ok(cluster.requests.every((one) => one.startsWith('GET ')));

      await workbench.runCommand('Dryfit: Simulate a Running Cluster');
      await answer(page, 'silent');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'With the manifests of' }).click();
      const progress = page.locator('.notification-toast', { hasText: 'reading cluster silent' });
      await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await progress.waitFor({ state: 'hidden' });
      assert.equal(await page.locator('.notification-toast').count(), 0);
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

/** Of a cluster that runs, and of one that is silent. */
async function kubeconfigFile(): Promise<string> {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const user = { token: 'secret' };
  const path = join(dirname(workspace.folder), 'kubeconfig');
  writeFileSync(
    path,
    kubeconfig({
      test: { url: await cluster.start(), user },
      silent: { url: `http://127.0.0.1:${port}`, user },
    }),
  );
  return path;
}

/** Types into the box that asks. */
async function answer(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget', { hasText: 'kubeconfig' }).locator('input').first();
  await box.fill(text);
  await page.keyboard.press('Enter');
}

/** A test with a window of its own. */
function step(name: string, run: (page: Page) => Promise<void>): void {
  it(name, { timeout: TEST_MS }, () => inWindow(browser, name, run));
}
