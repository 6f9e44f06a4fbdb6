/** The simulation panel by keyboard and mouse, at two widths and in three themes: its numbers against the API's, its
 *  accessibility, its speed. The tests build on each other: one VS Code serves them all. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { graveFindings, panelFrame } from '../driver/accessibility';
import { activationsMs } from '../driver/activation';
import { EditTimes } from '../driver/editTimes';
import { firstPaint } from '../driver/paint';
import { PanelRun, report, WIDE } from '../driver/panelRun';
import type { PreviewPage } from '../driver/previewPage';
import { ROOT } from '../driver/root';
import { until } from '../driver/until';
import { NEW_WINDOW_MS, type Workbench } from '../driver/workbench';
import type { TestWorkspace } from '../driver/workspace';

const load = createRequire(__filename);
const NARROW = { width: 820, height: 900 };
const SETTINGS_FILE = '.vscode/settings.json';
const POOLS = 'production/pools.yaml';
const TABS = ['Nodes', 'Table', 'What if', 'Compare', 'Budgets', 'Timeline', 'Scale-down'];
const THEMES = [
  ['dark', 'Default Dark Modern', 'vscode-dark'],
  ['light', 'Default Light Modern', 'vscode-light'],
  ['high-contrast', 'Default High Contrast', 'vscode-high-contrast'],
] as const;
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** What is compared of the API's answer. */
interface Simulated {
  readonly nodeClaims: readonly unknown[];
  readonly cost: { readonly usdPerMonth: number };
}
type Simulate = (files: readonly { uri: string; text: string }[], options: object) => Simulated;

let run: PanelRun;
let workspace: TestWorkspace;
let page: Page;
let workbench: Workbench;
let preview: PreviewPage;

describe('the panel', () => {
  before(async () => {
    run = await PanelRun.start('panel-server.log');
    ({ workspace, page, workbench, preview } = run);
  });

  after(() => run?.stop());

  step('200 nodes are drawn soon after the command', async () => {
    await openApart(workbench);
    await measureFirstPicture('first web view of the browser', workbench, preview);
    await workbench.runCommand('View: Close Editors in Other Groups');
    await measureFirstPicture('a later one', workbench, preview);
    await shoot('200-nodes');
    await run.inAnotherWindow(async (other, otherPreview) => {
      await openApart(other);
      await measureFirstPicture('first web view of another window', other, otherPreview);
    });
  });

  step('its numbers are those of the API', async () => {
    await preview.selectCluster('production');
    await preview.locator('#node-count').waitFor();
    const expected = simulateFolder('production');
    const { nodeCount, instancesUsdPerMonth } = await preview.totals();
    assert.equal(nodeCount, expected.nodeClaims.length);
    assert.ok(
      Math.abs(instancesUsdPerMonth - expected.cost.usdPerMonth) < 1,
      `${instancesUsdPerMonth} ${expected.cost.usdPerMonth}`,
    );
  });

  step('by keyboard from tab to tab; the table has the nodes of the picture', async () => {
    const { nodeCount } = await preview.totals();
    await preview.locator('#tab-nodes').focus();
    await page.keyboard.press('ArrowRight');
    await preview.locator('#nodes-table').waitFor();
    const counts = await workbench
      .webview()
      .locator('[aria-labelledby="nodes-table"] tbody td:nth-child(2)')
      .allInnerTexts();
    assert.equal(
      counts.reduce((sum, count) => sum + Number(count), 0),
      nodeCount,
    );
    await page.keyboard.press('End');
    await preview.locator('#commands, #scale-down-none').waitFor();
    await page.keyboard.press('Home');
    await preview.locator('svg.box').waitFor();
  });

  step('the caret marks its node, and a pod leads to its line', async () => {
    const line = await workbench.openFile('production/workloads.yaml', 'name: orders');
    await line.click();
    await preview.locator('.pods li.at-caret', 'shop/orders').waitFor();
    await preview.locator('.pods button', 'shop/web').click();
    await page
      .locator('.statusbar-item', { hasText: /Ln 4, Col/ })
      .first()
      .waitFor();
  });

  step('pending pods have their funnel', async () => {
    await preview.locator('.why summary').click();
    await preview.locator('.funnel', 'all of the region').waitFor();
  });

  step('what if: before and after, and no file is touched', async () => {
    await preview.openTab('What if');
    const file = workspace.read('production/workloads.yaml');
    await preview.locator('[aria-label="Pods of shop/web"]').fill('30');
    await preview.locator('#what-if-zone-us-east-1a').check();
    await preview.locator('#what-if-change-pod-count', '+18').waitFor();
    const { nodeCount } = await preview.totals();
    assert.equal(await preview.locator('#what-if-before-node-count').innerText(), String(nodeCount));
    const told = await preview.locator('#answer-announcement').innerText();
    const bill = await preview.locator('#what-if-after-usd-per-month').innerText();
    assert.ok(told.startsWith(`${bill} a month, `) && told.includes('; before: '), told);
    await shoot('what-if');
    await preview.locator('#what-if-clear').click();
    await preview.locator('#section-body', 'Change something').waitFor();
    assert.equal(workspace.read('production/workloads.yaml'), file);
  });

  step('since HEAD: the edit, its dollars, and the nodes that it replaces', async () => {
    await workbench.openFile(POOLS, 'name: general');
    workspace.write(POOLS, workspace.read(POOLS).replace('expireAfter: 720h', 'expireAfter: 240h'));
    await preview.openTab('Compare');
    await preview.locator('[data-drift="general"]', 'spec.template.spec.expireAfter').waitFor();
    assert.match(await preview.locator('.rollout').innerText(), /replaced after|let/);
    await shoot('compare');
    await preview.locator('#revision').fill('no-such-branch');
    await page.keyboard.press('Enter');
    await preview.locator('#compare-problem', 'git knows no revision').waitFor();
    await preview.locator('#revision').fill('HEAD');
    await page.keyboard.press('Enter');
    await preview.locator('#drift').waitFor();
  });

  step('the week of the budgets', async () => {
    await preview.openTab('Budgets');
    await preview.locator('[data-week="general"] svg.days').waitFor();
    await shoot('week');
    await preview.openTab('Nodes');
  });

  step('exports to a file', async () => {
    const file = await run.exportAs('markdown', 'production.md');
    await until('the export', () => (existsSync(file) && readFileSync(file, 'utf8') !== '') || undefined);
    assert.match(readFileSync(file, 'utf8'), /^# production/);
  });

  step('an edit reaches a panel of 1,000 pods', async () => {
    await workbench.editor().click();
    await workbench.openFile('mixed/workloads-1.yaml', 'name: w0}');
    await preview.selectCluster('mixed');
    await preview.locator('#pod-count', '1,000 of 1,000').waitFor();
    await (await workbench.lineOf('replicas: 5')).click();
    await page.keyboard.press('End');
    report('edit to panel, 1,000 pods, each at rest', await editTimes(REST_MS));
    report('edit to panel, 1,000 pods, one on the heels of the other', await editTimes(0));
    await assertDrawnAnew();
  });

  step('what was on show comes back after a reload', async () => {
    await preview.selectCluster('production');
    await preview.openTab('Table');
    await workbench.reload();
    await preview.locator('#nodes-table').waitFor({ timeout: NEW_WINDOW_MS });
    assert.equal(await preview.title(), 'production');
    await preview.openTab('Nodes');
  });

  for (const [name, theme, bodyClass] of THEMES)
    step(`nothing grave for axe in the ${name} theme, wide and narrow`, async () => {
      setSettings({ 'workbench.colorTheme': theme });
      await preview.locator(`body.${bodyClass}`).waitFor();
      await untilPainted();
      await assertAccessible(`${name}-wide`);
      await page.setViewportSize(NARROW);
      await page.keyboard.press('Control+B');
      await assertAccessible(`${name}-narrow`);
      await page.keyboard.press('Control+B');
      await page.setViewportSize(WIDE);
    });

  step('the extension is active soon', async () => {
    report('activation', await activationsMs(workbench, 'Dryfit'));
  });
});

function step(name: string, body: () => Promise<void>): void {
  it(name, { timeout: 90_000 }, () => run.watched(name, body));
}

const shoot = (name: string): Promise<void> => run.shoot(name);

function setSettings(change: object): void {
  const settings = JSON.parse(workspace.read(SETTINGS_FILE)) as object;
  workspace.write(SETTINGS_FILE, JSON.stringify({ ...settings, ...change }));
}

const OVERFLOWING_TILES =
  "[...document.querySelectorAll('.tile > *')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)";

/** Every view of the panel: nothing grave, nothing cut off at the side. */
async function assertAccessible(name: string): Promise<void> {
  for (const tab of TABS) {
    await preview.openTab(tab);
    await preview.locator('#section-body :not(:empty)').waitFor();
    const frame = await panelFrame(page);
    assert.deepEqual(await graveFindings(frame), [], `${name}, ${tab}`);
    const surplus: number = await frame.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(surplus, 0, `${name}, ${tab}: nothing is cut off at the side`);
    assert.deepEqual(await frame.evaluate(OVERFLOWING_TILES), [], `${name}, ${tab}: tiles hold their text`);
    await frame.evaluate("document.querySelector('[role=tablist]').scrollIntoView()");
    await shoot(`${name}-${tab.toLowerCase().replaceAll(' ', '-')}`);
  }
  await preview.openTab('Nodes');
}

/** Until workbench and page have the colours of the new theme: the page gets its own a little later than its name. */
async function untilPainted(): Promise<void> {
  const frame = await panelFrame(page);
  const colour = (selector: string): string =>
    `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('--vscode-editor-background').trim()`;
  await until('the colours of the theme', async () => {
    const colours = [
      page.evaluate<string>(colour('.monaco-workbench')),
      frame.evaluate<string>(colour('html')),
    ];
    const [outside, inside] = await Promise.all(colours);
    return (outside !== '' && outside === inside) || undefined;
  });
}

/** When the page was first painted: it is empty until it has numbers. By the clock, in milliseconds. */
/** Until the lens has its dollars: the simulation that the panel shows stands. */
async function openApart(window: Workbench): Promise<void> {
  await window.openFile('apart/pods.yaml', 'name: apart');
  await window.page.locator('.codelens-decoration', { hasText: '/mo' }).first().waitFor();
}

async function measureFirstPicture(what: string, window: Workbench, panel: PreviewPage): Promise<void> {
  await window.runCommand('Dryfit: Simulate Workspace');
  const asked = Date.now();
  await panel.locator('#node-count', '200').waitFor();
  const { origin, paint } = await firstPaint(await panelFrame(window.page));
  report(`panel open to first picture of 200 nodes, ${what}`, [origin + paint - asked]);
}

const EDITS = 20;
/** Until rules, lenses and hints of an edit are done with. */
const REST_MS = 700;

/** From a key in the editor until the panel's new numbers are painted. What leads to the edit, the digit that it replaces being
 *  selected, is over before where there is a rest. */
async function editTimes(restMs: number): Promise<number[]> {
  const watch = await EditTimes.watch(page, await panelFrame(page));
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    await page.keyboard.press('Shift+ArrowLeft');
    await delay(restMs);
    const { keyAt, shownAt } = await watch.press(String(6 + (edit % 3)));
    times.push(shownAt - keyAt);
  }
  return times;
}

/** What edits made of the picture, piece by piece, is what the page makes of it from nothing. */
async function assertDrawnAnew(): Promise<void> {
  const frame = await panelFrame(page);
  const picture = async (): Promise<string> => {
    const markup: string = await frame.evaluate("document.getElementById('section-body').innerHTML");
    return markup.replace(/ ?\bat-caret\b/g, '').replace(/\s+/g, ' ');
  };
  // What is out of sight is drawn once the rest is painted.
  await frame.evaluate(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))',
  );
  const edited = await picture();
  await preview.openTab('Table');
  await preview.openTab('Nodes');
  await preview.locator('svg.box').waitFor();
  assert.equal(await picture(), edited);
}

/** What the API makes of a folder of the workspace. */
function simulateFolder(name: string): Simulated {
  // Loaded as users load it: the built bundle.
  const { simulate } = load(join(ROOT, 'server', 'out', 'api.js')) as { simulate: Simulate };
  const files = readdirSync(join(workspace.folder, name)).map((file) => ({
    uri: `file:///${name}/${file}`,
    text: workspace.read(`${name}/${file}`),
  }));
  return simulate(files, { zones: ZONES });
}
