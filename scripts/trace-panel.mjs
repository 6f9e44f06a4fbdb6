// `node scripts/trace-panel.mjs ONE.vsix [OTHER.vsix ...] [--edits 30]`: see test/e2e/trace/panelTrace.ts.
import { spawnSync } from 'node:child_process';
import { buildTests } from './lib/e2e.mjs';

await buildTests();
const { status } = spawnSync(process.execPath, ['out/e2e/trace/panelTrace.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
