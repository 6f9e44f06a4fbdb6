/** The panel's views of a cluster in motion, by keyboard and mouse: a load over time, strategies, the time after scale-down. Their
 *  numbers against the API's; what is exported; more than 2,000 nodes. The tests build on each other. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type * as Api from '../../../server/src/api';
import { hpa, stream } from '../../support/manifests';
import { panelFrame } from '../driver/accessibility';
import { hugeFleet } from '../driver/fleet';
import { PanelRun, report } from '../driver/panelRun';
import { ROOT } from '../driver/root';
import { until } from '../driver/until';

const load = createRequire(__filename);
/** Loaded as users load it: the built bundle. */
const api = load(join(ROOT, 'server', 'out', 'api.js')) as typeof Api;
const CHART = '#timeline-chart';
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

let run: PanelRun;

describe('the panel in motion', () => {
  before(async () => {
    run = await PanelRun.start('panel-motion-server.log', {
      prepare: (folder) => {
        cpSync(join(ROOT, 'examples', 'spike'), join(folder, 'spike'), { recursive: true });
        mkdirSync(join(folder, 'huge'));
        for (const [name, text] of hugeFleet()) writeFileSync(join(folder, 'huge', name), text);
        const scalers = Array.from({ length: 60 }, (_, index) => hpa(`apart${index}`, { min: 1, max: 36 }));
        writeFileSync(join(folder, 'huge', 'scalers.yaml'), stream(...scalers));
      },
    });
    await run.workbench.openFile('spike/checkout.yaml', 'name: checkout');
    await run.workbench.runCommand('Dryfit: Simulate Workspace');
    await run.preview.locator('#node-count').waitFor();
  });

  after(() => run?.stop());

  step('a timeline has the numbers of the API', async () => {
    await run.preview.selectCluster('spike');
    await run.preview.openTab('Timeline');
    await run.preview.locator('#timeline-capacity').fill('50');
    await run.preview.locator('#timeline-field-peak').fill('400');
    const played = playSpike();
    await run.preview.locator('#timeline-title', 'shop/checkout').waitFor();
    await until(
      'the load of requests',
      async () => (await run.preview.locator('.lane-head').innerText()).includes('requests/s') || undefined,
    );
    const { p50Seconds, p95Seconds } = played.slo.timeToServe;
    assert.equal(await text('#timeline-p50'), `${p50Seconds} s`);
    assert.equal(await text('#timeline-p95'), `${p95Seconds} s`);
    assert.equal(
      await text('#timeline-unserved'),
      `${Number((played.slo.unservedShare * 100).toPrecision(2))}%`,
    );
    assert.equal(await text('#timeline-usd-per-day'), `$${played.cost.usdPerDay.toFixed(2)}`);
    await run.shootForDocs('.timeline', 'timeline');
    await run.shoot('timeline');
  });

  step('the cursor by keyboard: its values are told, and are those of the API', async () => {
    const chart = run.preview.locator(CHART);
    await chart.focus();
    await run.page.keyboard.press('Home');
    for (let step = 0; step < 18; step++) await run.page.keyboard.press('ArrowRight');
    const played = playSpike(1);
    const second = 18 * 36;
    assert.equal(await chart.getAttribute('aria-valuenow'), String(second));
    const told = (await chart.getAttribute('aria-valuetext')) ?? '';
    const { demand, wanted, ready, nodes } = played.series;
    for (const part of [
      `At 10m48s: demand ${demand[second]} requests/s`,
      `pods wanted ${wanted[second]}`,
      `pods ready ${ready[second]}`,
      `nodes ${nodes[second]}`,
    ])
      assert.ok(told.includes(part), `${part} in ${told}`);
    assert.match(await text('#timeline-readout'), /at\s+10m48s/);
  });

  step('zoom by keyboard and by mouse, and back', async () => {
    const chart = run.preview.locator(CHART);
    for (const key of ['+', '+']) await run.page.keyboard.press(key);
    assert.deepEqual(await shownSpan(), [486, 1386]);
    assert.equal(await chart.getAttribute('aria-valuenow'), '648');
    await run.page.keyboard.press('0');
    assert.deepEqual(await shownSpan(), [0, 3600]);
    const plot = await run.preview.locator(`${CHART} .plot`).boundingBox();
    assert.ok(plot);
    await run.page.mouse.move(plot.x + plot.width / 4, plot.y + 10);
    await run.page.mouse.down();
    await run.page.mouse.move(plot.x + plot.width / 2, plot.y + 20, { steps: 5 });
    await run.page.mouse.up();
    const [from = 0, to = 0] = await shownSpan();
    assert.ok(Math.abs(from - 900) < 15 && Math.abs(to - 1800) < 15, `${from} ${to}`);
    await run.preview.locator('#timeline-zoom-all').click();
    assert.deepEqual(await shownSpan(), [0, 3600]);
  });

  step('the same as tables', async () => {
    await run.preview.locator('.as-table summary', 'As a table').click();
    assert.equal(await run.workbench.webview().locator('#timeline-table tbody tr').count(), 60);
    await run.preview.locator('.as-table summary', 'As a table').click();
    const stages = await run.workbench.webview().locator('.stages tbody tr th').allInnerTexts();
    assert.deepEqual(stages, ['14 to 16', '4 to 8', '8 to 14', 'on average']);
  });

  step('a faster pipeline shortens it; what cannot be played is said; a CSV is', async () => {
    await run.preview.locator('.latencies summary').click();
    await run.preview.locator('#timeline-preset-metrics').selectOption('prometheus-1s');
    await until('a shorter time', async () => (await text('#timeline-p95')) !== '94 s' || undefined);
    await run.preview.locator('#timeline-preset-metrics').selectOption('');
    await run.preview.locator('#timeline-kind').selectOption('csv');
    await run.preview.locator('#timeline-problem', 'Paste or choose a CSV').waitFor();
    await run.preview.locator('#timeline-csv').fill('09:00, 100\n09:10, 400\n10:00, 100');
    await until('the CSV', async () => (await shownSpan()).at(1) === 3600 || undefined);
    const file = join(run.workspace.folder, 'load.csv');
    writeFileSync(file, '09:00, 100\n09:10, 400\n11:00, 100');
    await run.preview.locator('[data-choose="csv"]').click();
    await run.workbench.chooseFile(file);
    await until('the chosen file', async () => (await shownSpan()).at(1) === 7200 || undefined);
    await run.preview.locator('#timeline-kind').selectOption('spike');
    await run.preview.locator('#timeline-p95', '94 s').waitFor();
  });

  step('strategies are compared, and their manifests opened', async () => {
    await run.preview.locator('#compare-strategies').click();
    await run.preview.locator('#strategies-table').waitFor({ timeout: 60_000 });
    const expected = api.strategies({ ...spikeRequest(), files: filesOf('spike') });
    if ('error' in expected) assert.fail(expected.error);
    assert.equal(await text('#strategy-reason'), expected.reason);
    const rows = await run.workbench.webview().locator('#strategies-table [data-strategy]').all();
    assert.deepEqual(
      await Promise.all(rows.map((row) => row.getAttribute('data-strategy'))),
      expected.outcomes.map(({ id }) => id),
    );
    await run.shoot('strategies');
    await run.preview.locator(`[data-manifests="headroom"]`).click();
    await run.page.locator('.tab.active', { hasText: 'Untitled' }).first().waitFor();
  });

  step('the timeline is exported with the rest', async () => {
    const file = await run.exportAs('svg', 'spike.svg');
    assert.match(await written(file), /^<svg [^]*Where the time goes/);
    const json = JSON.parse(await written(await run.exportAs('json', 'spike.json'))) as {
      totals: { nodeCount: number };
      timeline: { slo: unknown };
    };
    assert.deepEqual(json.timeline.slo, JSON.parse(JSON.stringify(playSpike().slo)));
    assert.equal(json.totals.nodeCount, (await run.preview.totals()).nodeCount);
  });

  step('after scale-down: what consolidation removes, and what that saves', async () => {
    await run.preview.openTab('Scale-down');
    await run.preview.locator('#commands').waitFor();
    const expected = api.scaleDown({ files: filesOf('spike') });
    const [first, last] = [expected.initial.nodes.length, expected.final.nodes.length];
    assert.equal(await text('#scale-down-nodes'), `${first} → ${last}`);
    assert.equal(await text('#scale-down-savings'), `$${expected.savingsUsdPerMonth.toFixed(2)}`);
    assert.equal(
      await run.workbench.webview().locator('#commands-table tbody tr').count(),
      expected.commands.length,
    );
    await run.shoot('scale-down');
    await run.preview.openTab('Nodes');
  });

  step('what if: the numbers afterwards are those of the API', async () => {
    await run.preview.selectCluster('production');
    await run.preview.openTab('What if');
    await run.preview.locator('[aria-label="Pods of shop/web"]').fill('30');
    await run.preview.locator('#what-if-change-pod-count', '+18').waitFor();
    const files = filesOf('production', (one) => one.replace('replicas: 12', 'replicas: 30'));
    const changed = api.simulate(files, { zones: ZONES });
    const bill = api.cost(files, { zones: ZONES });
    assert.equal(await text('#what-if-after-node-count'), String(changed.nodeClaims.length));
    assert.equal(dollars(await text('#what-if-after-usd-per-month')), Math.round(bill.bill.usdPerMonth));
    await run.preview.locator('#what-if-clear').click();
    await run.preview.openTab('Nodes');
  });

  step('more than 2,000 nodes: equal ones are one box; scrolling is smooth', async () => {
    await run.preview.selectCluster('huge');
    await run.preview.locator('#node-count', '2,160').waitFor({ timeout: 60_000 });
    await run.preview.locator('.times', '× 36').waitFor();
    const frame = await panelFrame(run.page);
    const boxCount: number = await frame.evaluate("document.querySelectorAll('svg.box').length");
    assert.ok(boxCount <= 60, String(boxCount));
    const frames: number[] = await frame.evaluate(SCROLL);
    report('frames while scrolling through 2,160 nodes', frames);
    await run.shoot('huge');
  });

  step('a question that takes long can be given up', async () => {
    // An hour of 60 workloads on 2,160 nodes of their own takes longer than anybody waits.
    await run.preview.openTab('Timeline');
    const progress = run.page.locator('.notification-toast', { hasText: 'playing the load' });
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await run.preview.locator('#section-body', 'Cancelled').waitFor();
    await progress.waitFor({ state: 'hidden' });
  });

  step('a question whose view is left is taken back', async () => {
    await run.preview.openTab('Nodes');
    await run.preview.openTab('Timeline');
    const progress = run.page.locator('.notification-toast', { hasText: 'playing the load' });
    await progress.waitFor();
    await run.preview.openTab('Nodes');
    await progress.waitFor({ state: 'hidden', timeout: 5000 });
  });
});

/** Scrolls to the end in steps of a frame; the milliseconds between frames. */
const SCROLL = `new Promise((done) => {
  const times = [];
  let last = performance.now();
  const walk = (now) => {
    times.push(now - last);
    last = now;
    window.scrollBy(0, 60);
    const isAtEnd = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1;
    if (isAtEnd || times.length > 400) done(times.slice(1));
    else requestAnimationFrame(walk);
  };
  requestAnimationFrame(walk);
})`;

function step(name: string, body: () => Promise<void>): void {
  it(name, { timeout: 180_000 }, () => run.watched(name, body));
}

const text = (selector: string): Promise<string> => run.preview.locator(selector).innerText();

const dollars = (shown: string): number => Math.round(Number(shown.replace(/[$,≥ ]/g, '')));

async function shownSpan(): Promise<number[]> {
  const chart = run.preview.locator(CHART);
  return [Number(await chart.getAttribute('data-from')), Number(await chart.getAttribute('data-to'))];
}

async function written(file: string): Promise<string> {
  await until('the export', () => (existsSync(file) && readFileSync(file, 'utf8') !== '') || undefined);
  return readFileSync(file, 'utf8');
}

const spikeRequest = () =>
  ({
    load: { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 },
    ...{ podCapacity: 50, workload: 'shop/checkout' },
  }) as const;

function playSpike(stepSeconds = 5): Api.Timeline {
  const played = api.timeline({ ...spikeRequest(), files: filesOf('spike'), stepSeconds });
  if ('error' in played) assert.fail(played.error);
  return played;
}

const filesOf = (folder: string, edit: (text: string) => string = (one) => one) =>
  readdirSync(join(run.workspace.folder, folder)).map((name) => ({
    uri: `file:///${folder}/${name}`,
    text: edit(run.workspace.read(`${folder}/${name}`)),
  }));
