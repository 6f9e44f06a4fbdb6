/** From the command to the first picture of 200 nodes, in a real VS Code: until there is a page (VS Code), and from there to the
 *  browser's first contentful paint.
 *    node scripts/trace-picture.mjs ONE.vsix [OTHER.vsix ...] [--panels 9]
 *  Packages take turns, panel by panel; the first panel of a window, which brings VS Code's own start of web views, is left out. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { panelFrame } from '../driver/accessibility';
import { firstPaint, type Painted } from '../driver/paint';
import { PanelRun } from '../driver/panelRun';
import { ROOT } from '../driver/root';

const { values, positionals } = parseArgs({
  options: { panels: { type: 'string', default: '9' } },
  allowPositionals: true,
});

class Traced {
  readonly untilPage: number[] = [];
  readonly untilPaint: number[] = [];

  private constructor(
    readonly vsix: string,
    private readonly run: PanelRun,
  ) {}

  static async start(vsix: string, index: number): Promise<Traced> {
    process.env['DRYFIT_VSIX'] = vsix;
    const run = await PanelRun.start(`picture-${index}.log`);
    await run.workbench.openFile('apart/pods.yaml', 'name: apart');
    await run.page.locator('.codelens-decoration', { hasText: '/mo' }).first().waitFor();
    const traced = new Traced(vsix, run);
    await traced.open();
    return traced;
  }

  /** A panel, and its end. */
  async open(): Promise<Painted & { readonly asked: number }> {
    const { page, preview, workbench } = this.run;
    await workbench.runCommand('Dryfit: Simulate Workspace');
    const asked = performance.timeOrigin + performance.now();
    await preview.locator('#node-count', '200').waitFor();
    const painted = await firstPaint(await panelFrame(page));
    await workbench.runCommand('View: Close Editors in Other Groups');
    return { ...painted, asked };
  }

  async measure(): Promise<void> {
    const { origin, paint, asked } = await this.open();
    this.untilPage.push(origin - asked);
    this.untilPaint.push(paint);
  }

  stop(): Promise<void> {
    return this.run.stop();
  }
}

const inOrder = (times: readonly number[]): string =>
  [...times]
    .sort((a, b) => a - b)
    .map((ms) => ms.toFixed(0))
    .join(' ');

async function trace(): Promise<void> {
  mkdirSync(join(ROOT, 'out', 'e2e', 'trace'), { recursive: true });
  const traced: Traced[] = [];
  try {
    for (const [index, vsix] of positionals.entries()) traced.push(await Traced.start(vsix, index));
    for (let panel = 0; panel < Number(values.panels); panel++) for (const one of traced) await one.measure();
  } finally {
    for (const one of traced) await one.stop();
  }
  process.stdout.write('milliseconds in order: from the command to a page; from the page to a picture\n');
  for (const { vsix, untilPage, untilPaint } of traced)
    process.stdout.write(`\n${vsix}\n${inOrder(untilPage)}\n${inOrder(untilPaint)}\n`);
}

void trace();
