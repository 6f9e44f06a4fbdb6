/** How long the extension takes to become active, window after window, in a real VS Code.
 *    node scripts/trace-activation.mjs ONE.vsix [OTHER.vsix ...] [--windows 10]
 *  Packages take turns, window by window. What VS Code says is code loading and the call together; the probe tells both apart,
 *  by the clock and by the processor. An extension beside ours that does next to nothing shows what of it is VS Code's own; a
 *  server's first window is the first figure of each row. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { activationsMs } from '../driver/activation';
import { launchBrowser } from '../driver/browser';
import { startCodeServer, type CodeServer } from '../driver/codeServer';
import { ROOT } from '../driver/root';
import { inWindow, lens } from '../driver/windows';
import { Workbench } from '../driver/workbench';
import { copyWorkspace, type TestWorkspace } from '../driver/workspace';
import { BARE, packBareExtension } from './bareExtension';

const { values, positionals } = parseArgs({
  options: { windows: { type: 'string', default: '10' } },
  allowPositionals: true,
});
const OUT = join(ROOT, 'out', 'e2e', 'trace');

class Traced {
  private readonly shown: number[] = [];
  private readonly bare: number[] = [];

  private constructor(
    private readonly vsix: string,
    private readonly marks: string,
    private readonly workspace: TestWorkspace,
    private readonly server: CodeServer,
  ) {}

  static async start(vsix: string, bare: string, index: number): Promise<Traced> {
    const marks = join(OUT, `activation-${index}.jsonl`);
    rmSync(marks, { force: true });
    const probe = join(ROOT, 'out', 'e2e', 'trace', 'probe.js');
    const env = { DRYFIT_TRACE: marks, NODE_OPTIONS: `--require ${probe}` };
    const log = join(OUT, `activation-${index}.log`);
    return new Traced(vsix, marks, copyWorkspace(), await startCodeServer({ vsix: [vsix, bare], log, env }));
  }

  async open(browser: Browser): Promise<void> {
    await inWindow(browser, 'activation', async (page) => {
      const workbench = await Workbench.open(page, this.server.workbenchUrl(this.workspace.folder));
      await workbench.openFile('production/pools.yaml', 'name: general');
      await lens(page).waitFor();
      const [ours = NaN, bare = NaN] = await activationsMs(workbench, 'Dryfit', BARE.name);
      this.shown.push(ours);
      this.bare.push(bare);
    });
  }

  report(): string {
    const told = readFileSync(this.marks, 'utf8').split('\n');
    const all = (what: string, place: number): number[] =>
      told.flatMap((line) => {
        const words = new RegExp(`"what":"${what} ([\\d.]+) ([\\d.]+)"`).exec(line);
        return words ? [Number(words[place])] : [];
      });
    const rows: readonly (readonly [string, readonly number[]])[] = [
      ['as VS Code shows it', this.shown],
      ['... of one that does nothing', this.bare],
      ['loading the code', all('load', 1)],
      ['... by the processor', all('load', 2)],
      ['the call', all('activate', 1)],
      ['... by the processor', all('activate', 2)],
    ];
    return [`\n${this.vsix}`, ...rows.map(([name, times]) => `${times.join(' ')}  ${name}`), ''].join('\n');
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.workspace.remove();
  }
}

async function trace(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const bare = await packBareExtension();
  const browser = await launchBrowser();
  const traced: Traced[] = [];
  try {
    for (const [index, vsix] of positionals.entries())
      traced.push(await Traced.start(vsix, bare.vsix, index));
    for (let window = 0; window < Number(values.windows); window++)
      for (const one of traced) await one.open(browser);
  } finally {
    await browser.close();
    for (const one of traced) await one.stop();
    bare.remove();
  }
  process.stdout.write(`milliseconds, ${values.windows} windows each, one after the other\n`);
  for (const one of traced) process.stdout.write(one.report());
}

void trace();
