/** From the command to the first web view of a window, in a real VS Code: ours with 200 nodes, and one of another extension that has
 *  nothing but a number in it. What the latter takes is VS Code's own.
 *    node scripts/trace-first-picture.mjs ONE.vsix [--windows 5] [--bare-first]
 *  Each has a profile of its own in one browser; both take turns, window by window. `--bare-first` lets the other begin: the first
 *  web view of a browser takes long. VS Code's own marks tell where the time goes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Frame } from 'playwright-core';
import { panelFrame } from '../driver/accessibility';
import { launchBrowser } from '../driver/browser';
import { startCodeServer, type CodeServer } from '../driver/codeServer';
import { addFleets } from '../driver/fleet';
import { firstPaint } from '../driver/paint';
import { WIDE } from '../driver/panelRun';
import { ROOT } from '../driver/root';
import { lens } from '../driver/windows';
import { NEW_WINDOW_MS, Workbench } from '../driver/workbench';
import { copyWorkspace } from '../driver/workspace';
import { BARE, packBareExtension } from './bareExtension';

const { values, positionals } = parseArgs({
  options: { windows: { type: 'string', default: '5' }, 'bare-first': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const OUT = join(ROOT, 'out', 'e2e', 'trace');

const MARKS = {
  'the frame runs': 'scriptStart',
  'its service worker is there': 'content/workerReady',
  'the page is written': 'content/wroteInnerContent',
};
const STAGES = ['VS Code has a frame', ...Object.keys(MARKS), 'it is painted'];

const FRAME_BEGAN = 'performance.timeOrigin';
/** When VS Code's frame came by a mark, by the clock. */
const markOf = (frame: Frame, name: string): Promise<number> =>
  frame.evaluate(
    `performance.timeOrigin + performance.getEntriesByName('webview/index.html/${name}').at(-1).startTime`,
  );

class Traced {
  /** Of each window: milliseconds since the command, stage by stage. */
  private readonly windows: (readonly number[])[] = [];

  private constructor(
    private readonly name: string,
    private readonly command: string,
    private readonly profile: BrowserContext,
  ) {}

  static async start(browser: Browser, name: string, command: string): Promise<Traced> {
    return new Traced(name, command, await browser.newContext({ viewport: WIDE }));
  }

  /** On a folder of its own: a window that knows the folder brings its web view back by itself. */
  async open(server: CodeServer): Promise<void> {
    const workspace = copyWorkspace();
    addFleets(workspace.folder);
    const page = await this.profile.newPage();
    page.setDefaultTimeout(NEW_WINDOW_MS);
    const workbench = await Workbench.open(page, server.workbenchUrl(workspace.folder));
    await workbench.openFile('apart/pods.yaml', 'name: apart');
    await lens(page).waitFor();
    await workbench.runCommand(this.command);
    const asked = performance.timeOrigin + performance.now();
    this.windows.push((await timesOf(workbench)).map((at) => at - asked));
    await page.close();
    workspace.remove();
  }

  report(): string {
    const row = (stage: string, index: number): string =>
      `${this.windows.map((times) => (times[index] ?? NaN).toFixed(0).padStart(6)).join('')}  ${stage}`;
    return `\n${this.name}\n${STAGES.map(row).join('\n')}\n`;
  }
}

/** By the clock. */
async function timesOf(workbench: Workbench): Promise<number[]> {
  await workbench.webview().locator('#node-count', { hasText: '200' }).waitFor();
  const view = await panelFrame(workbench.page);
  const frame = view.parentFrame();
  if (!frame) throw new Error('the web view is in no frame');
  const { origin, paint } = await firstPaint(view);
  const marks = await Promise.all(Object.values(MARKS).map((mark) => markOf(frame, mark)));
  return [await frame.evaluate<number>(FRAME_BEGAN), ...marks, origin + paint];
}

async function trace(vsix: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const bare = await packBareExtension();
  const log = join(OUT, 'first-picture.log');
  const server = await startCodeServer({ vsix: [vsix, bare.vsix], log });
  const browser = await launchBrowser();
  try {
    const traced = [
      await Traced.start(browser, vsix, 'Dryfit: Simulate Workspace'),
      await Traced.start(browser, 'one that has nothing but a number', BARE.command),
    ];
    if (values['bare-first']) traced.reverse();
    for (let window = 0; window < Number(values.windows); window++)
      for (const one of traced) await one.open(server);
    process.stdout.write('milliseconds since the command, window after window of a profile\n');
    for (const one of traced) process.stdout.write(one.report());
  } finally {
    await browser.close();
    await server.stop();
    bare.remove();
  }
}

const [vsix = join(ROOT, 'out', 'dryfit.vsix')] = positionals;
void trace(vsix);
