/** The panel's page alone, without an editor around it: what it draws at once of a change and what once that is painted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { ToPage } from '../../../client/src/panel/messages';
import { renderShell } from '../../../client/src/panel/shell';
import { weekOf } from '../../../client/src/panel/week';
import type { PreviewView } from '../../../client/src/previewSession';
import type { BudgetWeekResult } from '../../../server/src/protocol/requests';
import { differenceOf } from '../../../server/src/util/difference';
import { previewModel, previewNode, previewWorkload } from '../../support/preview';
import { launchBrowser } from '../driver/browser';
import { ROOT } from '../driver/root';

const CARD_COUNT = 60;
const TYPES = Array.from({ length: CARD_COUNT }, (_, index) => `m5.type${index}`);

/** A card for each type, with so many pods on it. */
function viewOf(podsOf: (index: number) => number, types: readonly string[] = TYPES): PreviewView {
  const nodes = types.map((instanceType) => {
    const pods = { 'shop/web': podsOf(TYPES.indexOf(instanceType)) };
    return previewNode({ count: 1, instanceType, pods });
  });
  const preview = previewModel({ nodes });
  return {
    ...{ clusters: [], cluster: 'staging', replicas: 'spec', isBusy: false, heldBy: [] },
    result: { state: 'ready', preview },
  };
}

const shell = (view: PreviewView | undefined): string =>
  renderShell({
    nonce: 'nonce',
    starter: readFileSync(join(ROOT, 'client/out/starter.js'), 'utf8'),
    program: readFileSync(join(ROOT, 'client/out/panel.js'), 'utf8'),
    style: readFileSync(join(ROOT, 'client/media/panel.css'), 'utf8'),
    view,
  });

/** What the editor gives a page. */
const EDITOR = `window.told = [];
  window.acquireVsCodeApi = () => ({
    postMessage: ({ type, id, question }) => window.told.push([type, question?.id ?? id].join(' ').trim()),
    getState: () => undefined,
    setState: () => undefined,
  });`;

/** The pods that each card tells of, from top to bottom. */
const PODS = `[...document.querySelectorAll('.card.node .pod-count')].map((one) => one.textContent.trim())`;
const UNTIL_REST_IS_DRAWN =
  'new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))';

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

describe('a change of the picture', () => {
  beforeEach(openPage);

  it('is drawn at once where it is in sight, and elsewhere once that is painted', async () => {
    const atOnce = await change(
      viewOf(() => 3),
      viewOf(() => 4),
      2,
    );
    assert.deepEqual([atOnce[0], atOnce.at(-1)], ['× 4', '× 3']);
    assert.deepEqual(await afterRest(), Array<string>(CARD_COUNT).fill('× 4'));
  });

  it('begins at what is in sight after scrolling', async () => {
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    const atOnce = await change(
      viewOf(() => 3),
      viewOf(() => 4),
      2,
    );
    assert.deepEqual([atOnce[0], atOnce.at(-1)], ['× 3', '× 4']);
    assert.deepEqual(await afterRest(), Array<string>(CARD_COUNT).fill('× 4'));
  });

  it('may come before the rest of the last one, also with other cards', async () => {
    const [first, second, third] = [viewOf(() => 3), viewOf(() => 4), viewOf((index) => 5 + index, KEPT)];
    await page.evaluate(`${dispatch(changeOf(first, second, 2))}; ${dispatch(changeOf(second, third, 3))}`);
    await page.evaluate(UNTIL_REST_IS_DRAWN);
    const drawn = await body();
    page = await newPage();
    await tell({ type: 'view', view: third, number: 1 });
    assert.equal(drawn, await body());
  });

  it('over a picture that the page does not have makes it ask for the whole', async () => {
    await page.evaluate('window.told = []');
    await tell(
      changeOf(
        viewOf(() => 3),
        viewOf(() => 4),
        7,
      ),
    );
    assert.deepEqual(await page.evaluate('window.told'), ['ready']);
  });
});

/** No editor is narrower. */
const NARROWEST = 220;
const OPEN_ALL = "document.querySelectorAll('details').forEach((one) => (one.open = true))";
/** What reaches beyond the right edge and is in no part that scrolls by itself. */
const CUT_OFF = `[...document.querySelectorAll('body *')]
  .filter((one) => !one.closest('.scroller, .for-screen-readers, svg'))
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map((one) => one.tagName + ' ' + one.className + ': ' + one.textContent.trim().slice(0, 40))`;
/** Texts of the calendars that reach over the next one's begin or the right edge. */
const OVERLAPPING_TEXTS = `[...document.querySelectorAll('svg.days')].flatMap((days) => {
  const texts = [...days.querySelectorAll('text')].filter((one) => one.getClientRects().length > 0);
  const places = texts.map((one) => ({ text: one.textContent, place: one.getBoundingClientRect() }));
  const { clientWidth } = document.documentElement;
  return places.filter(({ place }) => place.right > clientWidth || places.some((other) =>
    other.place.top === place.top && other.place.left > place.left && other.place.left < place.right));
}).map(({ text }) => text)`;
const EDITOR_FONT = `for (const [name, value] of [['family', 'system-ui, sans-serif'], ['size', '13px']])
  document.documentElement.style.setProperty('--vscode-font-' + name, value)`;
const TABS = ['nodes', 'table', 'whatIf', 'compare', 'week', 'timeline', 'scaleDown'];

describe('the narrowest page', () => {
  it('cuts nothing off at the side, in any view', async () => {
    page = await newPage(NARROWEST);
    await page.evaluate(EDITOR_FONT);
    await tell({ type: 'view', view: crowdedView(), number: 1 });
    for (const tab of TABS) {
      await page.locator(`#tab-${tab}`).click();
      await page.evaluate(`${OPEN_ALL}; ${UNTIL_REST_IS_DRAWN}`);
      assert.deepEqual(await page.evaluate(CUT_OFF), [], tab);
    }
  });

  it('has room for before and after, and for the whole week', async () => {
    page = await newPage(NARROWEST);
    await page.evaluate(EDITOR_FONT);
    await tell({ type: 'view', view: { ...crowdedView(), timeZone: 'UTC' }, number: 1 });
    const dear = { ...previewModel().cost, bill: { ...previewModel().cost.bill, usdPerMonth: 23_456.78 } };
    const pair = { before: previewModel(), after: previewModel({ cost: dear }) };
    const drift = { secondsPerNode: 300, pools: [] };
    await tell({ type: 'answer', id: 'compare', answer: { state: 'ready', ...pair, drift } });
    await page.locator('#tab-compare').click();
    await page.locator('#compare-numbers').waitFor();
    assert.deepEqual(await page.evaluate(CUT_OFF), []);
    await tell({ type: 'answer', id: 'week', answer: thisWeek() });
    await page.locator('#tab-week').click();
    await page.locator('svg.days').first().waitFor();
    assert.deepEqual(await page.evaluate(CUT_OFF), []);
    assert.deepEqual(await page.evaluate(OVERLAPPING_TEXTS), []);
  });
});

/** Nothing may be disrupted for an hour of each day, and of 1,500 nodes 1,250 else. */
function thisWeek(): BudgetWeekResult {
  const { dayStarts } = weekOf(new Date(), 'UTC');
  const spans = dayStarts.slice(0, -1).flatMap((start) => [
    { from: start, to: start + 3600, count: 0 },
    { from: start + 3600, to: start + 86_400, count: 1250 },
  ]);
  const allowed = spans.map(({ from, to, count }) => ({
    ...{ from, to },
    nodeCounts: { Drifted: count, Underutilized: count, Empty: count },
  }));
  const location = { uri: 'file:///w/pool.yaml', line: 3, character: 8 };
  return { state: 'ready', pools: [{ name: 'general', location, nodeCount: 1500, budgets: [], allowed }] };
}

describe('a view that is left', () => {
  it('takes its questions back, and asks anew when it is on show again', async () => {
    await openPage();
    const toldOn = async (tab: string): Promise<unknown> => {
      await page.evaluate('window.told = []');
      await page.locator(`#tab-${tab}`).click();
      return page.evaluate('window.told');
    };
    assert.deepEqual(await toldOn('compare'), ['ask compare']);
    assert.deepEqual(await toldOn('nodes'), ['drop compare']);
    assert.deepEqual(await toldOn('table'), []);
    assert.deepEqual(await toldOn('timeline'), ['drop strategies', 'ask timeline']);
    assert.deepEqual(await toldOn('week'), ['drop timeline', 'drop strategies', 'ask week']);
    assert.deepEqual(await toldOn('compare'), ['drop week', 'ask compare']);
  });

  it('does not ask what was typed just before', async () => {
    await openPage();
    await page.locator('#tab-whatIf').click();
    await page.locator('#what-if-spotShare').fill('50');
    await page.locator('#tab-table').click();
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate('window.told'), ['ready', 'drop whatIf']);
  });
});

describe('what the reader asks of all pages', () => {
  it('less motion: nothing moves while a simulation runs', async () => {
    await openPage();
    await tell({ type: 'busy', isBusy: true });
    const movingCount = (): Promise<number> => page.evaluate('document.getAnimations().length');
    assert.equal(await movingCount(), 1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await movingCount(), 0);
    assert.equal(await page.locator('#busy').isVisible(), true);
  });

  it('its own colours: the view on show is told from the others, and drawings can be seen', async () => {
    page = await newPage();
    await page.evaluate("document.documentElement.style.setProperty('--vscode-foreground', '#ccc')");
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
    await tell({ type: 'view', view: { ...viewOf(() => 3), timeZone: 'UTC' }, number: 1 });
    await tell({ type: 'answer', id: 'week', answer: thisWeek() });
    const styleOf = (selector: string, name: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    const [paper, ink] = ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'];
    assert.equal(await styleOf('.box .frame', 'stroke'), ink);
    assert.equal(await styleOf('#tab-week', 'borderBottomColor'), paper);
    assert.notEqual(await styleOf('#tab-nodes', 'borderBottomColor'), paper);
    await page.locator('#tab-week').click();
    assert.equal(await styleOf('.days .hour', 'fill'), ink);
    assert.equal(await styleOf('.days .amount', 'fill'), ink);
  });

  it('a screen reader: a field tells while it is typed in that it says nothing', async () => {
    await openPage();
    await page.locator('#tab-whatIf').click();
    const field = page.locator('#what-if-types');
    const isInvalid = (): Promise<string | null> => field.getAttribute('aria-invalid');
    await field.fill('m5.large, 5%');
    assert.equal(await isInvalid(), 'true');
    await field.fill('m5.large, ');
    assert.equal(await isInvalid(), null);
    assert.equal(await field.inputValue(), 'm5.large, ');
  });
});

/** With everything that the first view can have, and long names. */
function crowdedView(): PreviewView {
  const workload = 'a-namespace/a-workload-with-quite-a-long-name';
  const preview = previewModel({
    cluster: 'platform/clusters/production-of-the-west',
    workloads: [previewWorkload({ name: workload })],
    nodes: [previewNode({ pods: { [workload]: 3 }, instanceType: 'u7in-24tb.224xlarge' })],
    unplaced: [{ workload, count: 2, code: 'no-pool-fits', message: 'NodePool general: no room.' }],
  });
  const counts = { fileCount: 2, nodePoolCount: 1, workloadCount: 1, isPartial: false };
  const clusters = [preview.cluster, 'staging'].map((name) => ({
    ...{ name, origin: 'folder' as const },
    ...counts,
  }));
  return {
    ...{ clusters, cluster: preview.cluster, replicas: 'spec', isBusy: false, heldBy: [] },
    result: { state: 'ready', preview },
  };
}

/** Some from the beginning, the middle and the end are gone. */
const KEPT = TYPES.filter((_, index) => ![0, 1, 30, 31, 32, 58].includes(index));

async function newPage(width = 500): Promise<Page> {
  await page?.close();
  const opened = await browser.newPage({ viewport: { width, height: 700 } });
  await opened.addInitScript(EDITOR);
  await opened.route('http://panel.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: shell(undefined) }),
  );
  await opened.goto('http://panel.test/');
  await opened.waitForFunction("window.told.includes('ready')");
  return opened;
}

const changeOf = (older: PreviewView, newer: PreviewView, number: number): ToPage => ({
  type: 'viewChange',
  difference: differenceOf(older, newer),
  number,
});

const dispatch = (message: ToPage): string =>
  `window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} }))`;

async function tell(message: ToPage): Promise<void> {
  await page.evaluate(`${dispatch(message)}; ${UNTIL_REST_IS_DRAWN}`);
}

/** What the cards tell in the turn in which the change came. */
const change = (older: PreviewView, newer: PreviewView, number: number): Promise<string[]> =>
  page.evaluate(`${dispatch(changeOf(older, newer, number))}; ${PODS}`);

/** With three pods on each card. */
async function openPage(): Promise<void> {
  page = await newPage();
  await tell({ type: 'view', view: viewOf(() => 3), number: 1 });
}

async function afterRest(): Promise<string[]> {
  await page.evaluate(UNTIL_REST_IS_DRAWN);
  return page.evaluate(PODS);
}

async function body(): Promise<string> {
  const markup: string = await page.evaluate("document.getElementById('section-body').innerHTML");
  return markup.replace(/\s+/g, ' ');
}
