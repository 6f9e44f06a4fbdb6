// `node scripts/trace-picture.mjs ONE.vsix [OTHER.vsix ...] [--panels 9]`: see test/e2e/trace/pictureTrace.ts.
import { runTrace } from './lib/e2e.mjs';

process.exit(await runTrace('pictureTrace.js', process.argv.slice(2)));
