/** How long extensions took to become active. */
import type { Workbench } from './workbench';
import { until } from './until';

/** The list of running extensions, the slowest first, has rows for what is in sight only. */
const SCROLLED_PX = 400;

/** What VS Code itself measured of extensions, in milliseconds, in the order in which they are named. */
export async function activationsMs(workbench: Workbench, ...names: readonly string[]): Promise<number[]> {
  const { page } = workbench;
  await workbench.runCommand('Developer: Show Running Extensions');
  const rows = page.locator('.monaco-list-row', { hasText: /Activation: \d/ });
  await rows.first().hover();
  const found = new Map<string, number>();
  await until('the activation of each', async () => {
    for (const text of await rows.allInnerTexts()) {
      const [, ms] = /Activation: (\d+) ?ms/.exec(text) ?? [];
      const name = names.find((one) => text.startsWith(one));
      if (name !== undefined && ms !== undefined) found.set(name, Number(ms));
    }
    if (found.size === names.length) return true;
    await page.mouse.wheel(0, SCROLLED_PX);
    return undefined;
  });
  return names.map((name) => found.get(name) ?? NaN);
}
