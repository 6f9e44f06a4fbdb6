/** How long the extension took to become active. */
import assert from 'node:assert/strict';
import type { Workbench } from './workbench';

/** The list of running extensions shows what has room, the slowest first. */
const FOR_LIST = { width: 1360, height: 2400 };

/** What VS Code itself measured. */
export async function activationMs(workbench: Workbench): Promise<number> {
  const { page } = workbench;
  await page.setViewportSize(FOR_LIST);
  await workbench.runCommand('Developer: Show Running Extensions');
  const rows = page.locator('.monaco-list-row', { hasText: /Activation: \d/ });
  const text = await rows.filter({ hasText: 'Dryfit' }).first().innerText();
  const [, ms = ''] = /Activation: (\d+) ?ms/.exec(text) ?? [];
  assert.notEqual(ms, '', text);
  return Number(ms);
}
