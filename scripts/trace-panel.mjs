// `node scripts/trace-panel.mjs ONE.vsix [OTHER.vsix ...] [--edits 30]`: see test/e2e/trace/panelTrace.ts.
import { runTrace } from './lib/e2e.mjs';

process.exit(await runTrace('panelTrace.js', process.argv.slice(2)));
