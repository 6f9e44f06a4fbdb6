// `node scripts/trace-activation.mjs ONE.vsix [OTHER.vsix ...] [--windows 10]`: see test/e2e/trace/activationTrace.ts.
import { runTrace } from './lib/e2e.mjs';

process.exit(await runTrace('activationTrace.js', process.argv.slice(2)));
