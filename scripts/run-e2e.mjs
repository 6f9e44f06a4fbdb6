// `npm run test:e2e [-- host|ui] [-- --vsix FILE]`: the tests in a real VS Code. See test/e2e/README.md.
import { buildTests, runHostTests, runUiTests } from './lib/e2e.mjs';
import { forgetResult, line, writeResult } from './lib/results.mjs';
import { runStep, stepLine } from './lib/steps.mjs';

const args = process.argv.slice(2);
const vsixFlag = args.indexOf('--vsix');
const givenVsix = vsixFlag < 0 ? undefined : args[vsixFlag + 1];
const halves = ['host', 'ui'].filter((half) => args.includes(half));
const wanted = halves.length > 0 ? halves : ['host', 'ui'];
const vsix = givenVsix ?? 'out/dryfit.vsix';
for (const half of wanted) forgetResult(half);

await need('code-server', 'scripts/setup-code-server.mjs');
if (givenVsix === undefined) await need('package', 'scripts/package.mjs', '--out', vsix);
await need('build', 'scripts/build.mjs');
await buildTests();

let isPassed = true;
if (wanted.includes('host'))
  await runHalf('host', () => runHostTests(process.env.VSCODE_TEST_HOST ?? 'code-server'));
if (wanted.includes('ui')) await runHalf('ui', () => runUiTests(vsix));
process.exit(isPassed ? 0 : 1);

async function need(name, ...command) {
  if (!(await runStep(name, process.execPath, command))) process.exit(1);
}

async function runHalf(name, run) {
  const start = performance.now();
  const result = await run();
  writeResult(name, result);
  const isOk = result.failed === 0 && result.passed > 0;
  isPassed &&= isOk;
  console.log(`${stepLine(name, isOk, start)}: ${line(result)}`);
}
