/** The packed extension in a workbench, driven and read from outside as a person would. The tests build on each other:
 *  one VS Code serves them all. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../driver/browser';
import { startCodeServer, type CodeServer } from '../driver/codeServer';
import { PreviewPage } from '../driver/previewPage';
import { ROOT } from '../driver/root';
import { until } from '../driver/until';
import { downTo, lens } from '../driver/windows';
import { Workbench } from '../driver/workbench';
import { copyWorkspace, type TestWorkspace } from '../driver/workspace';

const SHOTS = join(ROOT, 'out', 'e2e', 'screenshots');
const TIMEOUT_MS = 20_000;
const SETTINGS_FILE = '.vscode/settings.json';
const WIDE = { width: 1360, height: 820 };
const TALL = { width: 1360, height: 1500 };
/** High enough for nodes below what is pending. */
const FOR_PICTURE = { width: 1360, height: 1160 };
const NARROW = { width: 860, height: 820 };
const POOL_FILE = 'staging/pool.yaml';
const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';
const WEB_FILE = 'staging/web.yaml';
const PRODUCTION_WORKLOADS = 'production/workloads.yaml';

/** What a test asks of an element in the page. */
interface Sized {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

let workspace: TestWorkspace;
let server: CodeServer;
let browser: Browser;
let page: Page;
let workbench: Workbench;
let preview: PreviewPage;

describe('Dryfit in VS Code', () => {
  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    workspace = copyWorkspace();
    const vsix = process.env['DRYFIT_VSIX'] ?? join(ROOT, 'out', 'dryfit.vsix');
    server = await startCodeServer({ vsix: [vsix], log: join(ROOT, 'out', 'e2e', 'ui-server.log') });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: WIDE });
    page.setDefaultTimeout(TIMEOUT_MS);
    workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
    preview = new PreviewPage(workbench.webview());
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    workspace?.remove();
  });

  step('a mistake gets a squiggle and a line in Problems', async () => {
    await workbench.openFile('staging/batch.yaml', 'operator: Inn');
    await workbench.editor().locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'Inn' }).first();
    await problem.waitFor();
    assert.match(await problem.innerText(), /dryfit\W+[a-z]+\/[a-z-]+/);
    await page.keyboard.press('Control+Shift+M');
    await problem.waitFor({ state: 'hidden' });
  });

  step('hovering a NodePool shows what it costs', async () => {
    await workbench.openFile('production/pools.yaml', 'name: general');
    // A hover takes at most a quarter of the editor's height: the picture wants all of it.
    await page.setViewportSize(TALL);
    await lens(page).waitFor();
    const hover = await workbench.hover(await word('name: general', 'general'), /\$\d/);
    const text = await hover.innerText();
    assert.match(text, /\d+ instance types/);
    // It buys on demand alone.
    assert.equal(text.match(/^\w+\.\w+\s+\$\d+\.\d+$/gm)?.length, 5, text);
    assert.match(text, /production.*\$[\d.,]+\/month/);
    assert.match(text, /us-east-1.*\d{4}-\d{2}-\d{2}/);
    await shoot('hover', await downTo({ x: 350, y: 36 }, hover));
    await page.keyboard.press('Escape');
    await page.setViewportSize(WIDE);
  });

  step('the palette opens a panel with the numbers of the cluster', async () => {
    await workbench.openFile(WEB_FILE, 'replicas: 4');
    await workbench.runCommand('Dryfit: Simulate Workspace');
    await preview.locator('#pod-count', '4 of 4').waitFor();
    assert.equal(await preview.title(), 'staging');
    await assertTotalsAddUp();
    assert.match(await preview.locator('#prices').innerText(), /us-east-1.*\d{4}-\d{2}-\d{2}/s);
    assert.match(await preview.locator('.left-out').innerText(), /1 document left out/);
  });

  step('an edit refreshes the panel before it is saved', async () => {
    const types = preview.locator('details.types');
    await types.locator('summary').click();
    await workbench.typeOver(await word('replicas: 4', '4'), '9');
    await preview.locator('#pod-count', '9 of 9').waitFor();
    await assertTotalsAddUp();
    assert.equal(await types.getAttribute('open'), '', 'what the reader opened stays open');
    assert.match(workspace.read(WEB_FILE), /replicas: 4/);
    await workbench.save();
    await until('saved', () => /replicas: 9/.test(workspace.read(WEB_FILE)) || undefined);
  });

  step('the quick fix widens the pool, in the file and in the panel', async () => {
    const typesBefore = await preview.typesLeft('general');
    const textBefore = workspace.read(POOL_FILE);
    await workbench.openFile(POOL_FILE, INSTANCE_TYPE);
    await workbench.editor().locator('.squiggly-warning').first().waitFor();
    await workbench.takeFix(await word(INSTANCE_TYPE, INSTANCE_TYPE), /Widen instance diversity/, () =>
      shoot('quick-fix'),
    );
    await until(
      'more types in the panel',
      async () => (await preview.typesLeft('general')) > typesBefore || undefined,
    );
    await workbench.save();
    const text = await until('saved', () => changed(workspace.read(POOL_FILE), textBefore));
    assert.doesNotMatch(text, /values: \["m5\.large"\]/);
    assert.equal(await preview.pods(), '9 of 9');
  });

  step('production is a cluster of its own', async () => {
    const staging = await preview.totals();
    await preview.selectCluster('production');
    await preview.locator('#pod-count', '18 of 20').waitFor();
    await assertTotalsAddUp();
    assert.notEqual((await preview.totals()).usdPerHour, staging.usdPerHour);
    assert.match(await preview.locator('.unplaced').innerText(), /shop\/search.*× 2/s);
    await shoot('production');
    await preview.selectCluster('staging');
    await preview.locator('#pod-count', '9 of 9').waitFor();
    assert.deepEqual(await preview.totals(), staging);
  });

  step('a change from outside the editor is seen', async () => {
    await preview.selectCluster('production');
    const text = workspace.read(PRODUCTION_WORKLOADS).replace('replicas: 12', 'replicas: 15');
    workspace.write(PRODUCTION_WORKLOADS, text);
    await preview.locator('#pod-count', '21 of 23').waitFor();
    await assertTotalsAddUp();
    await workbench.openFile('production/pools.yaml', 'name: general');
    await page.keyboard.press('Control+B');
    await page.setViewportSize(FOR_PICTURE);
    await shoot('panel');
    await page.setViewportSize(WIDE);
    await page.keyboard.press('Control+B');
  });

  step('the panel keeps its place while numbers change', async () => {
    const last = preview.locator('footer');
    await last.scrollIntoViewIfNeeded();
    const top = (await last.boundingBox())?.y;
    workspace.write(
      PRODUCTION_WORKLOADS,
      workspace.read(PRODUCTION_WORKLOADS).replace('cpu: "1"', 'cpu: 1100m'),
    );
    workspace.write(
      PRODUCTION_WORKLOADS,
      workspace.read(PRODUCTION_WORKLOADS).replace('replicas: 2', 'replicas: 3'),
    );
    await preview.locator('#pod-count', '21 of 24').waitFor();
    assert.equal((await last.boundingBox())?.y, top);
  });

  step('the panel fits a narrow column', async () => {
    await page.setViewportSize(NARROW);
    await page.keyboard.press('Control+B');
    const surplus = await preview
      .locator('html')
      .evaluate((page: Sized) => page.scrollWidth - page.clientWidth);
    assert.equal(surplus, 0, 'nothing is cut off at the side');
    await shoot('narrow');
    await page.keyboard.press('Control+B');
    await page.setViewportSize(WIDE);
  });

  step('the language status names the cluster', async () => {
    await workbench.openFile(WEB_FILE, 'replicas: 9');
    await page.locator('[id="status.languageStatus"]').hover();
    const status = page.locator('.monaco-hover:visible', { hasText: 'Dryfit: staging' }).first();
    await status.waitFor();
    assert.match(await status.innerText(), /us-east-1\W+prices \d+ \w+ old \(\d{4}-\d{2}-\d{2}\)/);
    await page.keyboard.press('Escape');
  });

  step('the log tells what was asked, when it is to be traced', async () => {
    const settings = workspace.read(SETTINGS_FILE);
    workspace.write(SETTINGS_FILE, settings.replace('{', '{ "dryfit.trace.server": "messages",'));
    await workbench.runCommand('Dryfit: Show Log');
    const traced = page.locator('.panel .view-line', { hasText: /Sending\snotification/ });
    await until('a traced message', async () => {
      // Nothing is said of what came before the setting was read: a saved file makes the client talk again.
      workspace.write(WEB_FILE, workspace.read(WEB_FILE));
      await page.waitForTimeout(500);
      return (await traced.count()) > 0 || undefined;
    });
    workspace.write(SETTINGS_FILE, settings);
    await page.keyboard.press('Control+J');
  });

  step('the server can be restarted', async () => {
    await workbench.runCommand('Dryfit: Restart Server');
    await page.locator('.statusbar-item', { hasText: 'language server restarted' }).waitFor();
    await preview.locator('#pod-count', '21 of 24').waitFor();
    await workbench.openFile('staging/batch.yaml', 'operator: Inn');
    await workbench.editor().locator('.squiggly-error').first().waitFor();
  });
});

/** A test that leaves a picture of the workbench when it fails. */
function step(name: string, run: () => Promise<void>): void {
  it(name, { timeout: 90_000 }, async () => {
    try {
      await run();
    } catch (error) {
      await page.screenshot({ path: join(SHOTS, `FAILED ${name}.png`) });
      throw error;
    }
  });
}

async function word(line: string, text: string): Promise<Locator> {
  return (await workbench.lineOf(line)).getByText(text).last();
}

/** Nodes times their prices are what the bill has for instances, to the rounding of what is shown; a month is 730 hours. */
async function assertTotalsAddUp(): Promise<void> {
  const [totals, nodes] = [await preview.totals(), await preview.nodes()];
  const nodeCount = nodes.reduce((sum, node) => sum + node.count, 0);
  const usdPerMonth = nodes.reduce((sum, node) => sum + node.count * node.usdPerHour, 0) * 730;
  assert.equal(totals.nodeCount, nodeCount);
  assert.ok(usdPerMonth > 0);
  assert.ok(
    Math.abs(totals.instancesUsdPerMonth - usdPerMonth) < 0.1 * nodeCount + 2,
    `${totals.instancesUsdPerMonth} ${usdPerMonth}`,
  );
  assert.ok(Math.abs(totals.usdPerMonth - totals.usdPerHour * 730) < 5, `${totals.usdPerMonth} a month`);
}

function changed(text: string, before: string): string | undefined {
  return text === before ? undefined : text;
}

/** Pictures of the README are made here; they replace the committed ones on demand. */
async function shoot(
  name: string,
  clip?: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const path = join(SHOTS, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', ...(clip ? { clip } : {}) });
  const isForReadme = name === 'hover' || name === 'panel';
  if (isForReadme && process.env['UPDATE_SCREENSHOTS'])
    copyFileSync(path, join(ROOT, 'docs', 'images', `${name}.png`));
}
