// `node scripts/trace-first-picture.mjs ONE.vsix [--windows 5]`: see test/e2e/trace/firstPictureTrace.ts.
import { runTrace } from './lib/e2e.mjs';

process.exit(await runTrace('firstPictureTrace.js', process.argv.slice(2)));
