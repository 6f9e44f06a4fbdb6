/** Where the time from a key to the panel's new picture goes, stage by stage, in a real VS Code with the cluster of 1,000 pods.
 *    node scripts/trace-panel.mjs ONE.vsix [OTHER.vsix ...] [--edits 30]
 *  With --profile the browser's own trace of the last edits lies in out/e2e/trace. Packages take turns, edit by edit, so that a busy machine is as busy for each of them. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Frame } from 'playwright-core';
import { panelFrame } from '../driver/accessibility';
import { EditTimes } from '../driver/editTimes';
import { PanelRun } from '../driver/panelRun';
import { ROOT } from '../driver/root';

const { values, positionals } = parseArgs({
  options: { edits: { type: 'string', default: '30' }, profile: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const EDIT_COUNT = Number(values.edits);
const WARM_UP = 5;
/** Until rules, lenses and hints are done with, and what follows the selection that an edit replaces. */
const REST_MS = 700;
const OUT = join(ROOT, 'out', 'e2e', 'trace');

interface Mark {
  readonly at: number;
  readonly what: string;
}

/** In the order in which an edit passes them. */
const STAGES: readonly (readonly [mark: string, name: string])[] = [
  ['host hears of the edit', 'the extension host hears of it (VS Code)'],
  ['server reads textDocument/didChange', 'the server hears of it'],
  ['worker starts solve', 'the simulation starts'],
  ['worker has drawn', 'its picture stands'],
  ['host reads picture', 'the client has it'],
  ['host posts viewChange', 'the picture is sent to the page'],
  ['page has it', 'the page has it (VS Code)'],
  ['page has drawn', 'the page has drawn it'],
  ['page is painted', 'the page shows it'],
];

class Traced {
  readonly edits: (readonly Mark[])[] = [];
  private count = 0;

  private constructor(
    readonly vsix: string,
    private readonly run: PanelRun,
    private readonly frame: Frame,
    private readonly times: EditTimes,
    private readonly file: string,
  ) {}

  static async start(vsix: string, index: number): Promise<Traced> {
    const file = join(OUT, `marks-${index}.jsonl`);
    rmSync(file, { force: true });
    process.env['DRYFIT_VSIX'] = vsix;
    const probe = join(ROOT, 'out', 'e2e', 'trace', 'probe.js');
    const env = { DRYFIT_TRACE: file, NODE_OPTIONS: `--require ${probe}` };
    const run = await PanelRun.start(`trace-${index}.log`, { env });
    const { workbench, preview, page } = run;
    await workbench.openFile('mixed/workloads-1.yaml', 'name: w0}');
    await workbench.runCommand('Dryfit: Simulate Workspace');
    await preview.locator('#pod-count', '1,000 of 1,000').waitFor();
    await (await workbench.lineOf('replicas: 5')).click();
    await page.keyboard.press('End');
    const frame = await panelFrame(page);
    await frame.evaluate(WATCH);
    return new Traced(vsix, run, frame, await EditTimes.watch(page, frame), file);
  }

  async edit(): Promise<void> {
    await this.run.page.keyboard.press('Shift+ArrowLeft');
    await delay(REST_MS);
    await this.frame.evaluate('window.seen = []');
    const { keyAt } = await this.times.press(String(6 + (this.count++ % 3)));
    await delay(REST_MS);
    const seen: Mark[] = await this.frame.evaluate('window.seen');
    const marks = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Mark)
      .filter(({ at }) => at >= keyAt);
    this.edits.push([{ at: keyAt, what: 'key' }, ...marks, ...seen]);
  }

  /** What the browser did during `edits` more edits, for its own tool. */
  async profile(edits: number, path: string): Promise<void> {
    const { page } = this.run;
    const browser = page.context().browser();
    await browser?.startTracing(page, { path });
    for (let edit = 0; edit < edits; edit++) await this.edit();
    await browser?.stopTracing();
  }

  stop(): Promise<void> {
    return this.run.stop();
  }
}

/** Of the changes of a view; what only tells that something is at work is no picture. */
const WATCH = `
  window.seen = [];
  const isPicture = ({ data }) => data && (data.type === 'view' || data.type === 'viewChange');
  const mark = (what, time = performance.now()) => window.seen.push({ at: performance.timeOrigin + time, what });
  // Told after the page's own script.
  window.addEventListener('message', (event) => {
    if (!isPicture(event)) return;
    mark('page has it', event.timeStamp);
    mark('page has drawn');
    // Before the timer with which the page draws the rest.
    requestAnimationFrame(() => scheduler.postTask(() => mark('page is painted'), { priority: 'user-blocking' }));
  });`;

/** Milliseconds since the key, for each edit that passed the stage. */
function timesOf(edits: readonly (readonly Mark[])[], stage: string): number[] {
  return edits.flatMap((marks) => {
    const [key] = marks;
    const found = marks.find(({ what }) => what === stage);
    return key && found ? [found.at - key.at] : [];
  });
}

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN).toFixed(0).padStart(5);
}

async function trace(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const traced: Traced[] = [];
  for (const [index, vsix] of positionals.entries()) traced.push(await Traced.start(vsix, index));
  try {
    for (let edit = 0; edit < EDIT_COUNT + WARM_UP; edit++) for (const one of traced) await one.edit();
    for (const [index, one] of traced.entries())
      if (values.profile) await one.profile(3, join(OUT, `browser-${index}.json`));
  } finally {
    for (const one of traced) await one.stop();
  }
  process.stdout.write('milliseconds since the key: fastest tenth, median, p95\n');
  for (const { vsix, edits } of traced) {
    process.stdout.write(`\n${vsix}, ${edits.length - WARM_UP} edits\n`);
    for (const [stage, name] of STAGES) {
      const times = timesOf(edits.slice(WARM_UP), stage);
      const figures = [0.1, 0.5, 0.95].map((share) => quantile(times, share)).join(' ');
      process.stdout.write(`${figures}  ${name}\n`);
    }
  }
}

void trace();
