/** axe-core in the page of the panel: what it finds grave. */
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The document that the extension rendered. */
export async function panelFrame(page: Page): Promise<Frame> {
  const outer = await page.locator('iframe.webview.ready').first().elementHandle();
  const inner = await (await outer?.contentFrame())?.waitForSelector('iframe#active-frame');
  const frame = await inner?.contentFrame();
  if (!frame) throw new Error('there is no panel');
  return frame;
}

/** "rule: target" of every serious or critical finding. */
export async function graveFindings(frame: Frame): Promise<string[]> {
  await frame.evaluate(SOURCE);
  const results: AxeResults = await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
}
