// `npm test`: build, types, lint, and every test that needs no more than Node. `node scripts/test.mjs PART...` runs only
// the test files whose path contains one of the parts, without types and lint.
import { forgetResult, line, writeResult } from './lib/results.mjs';
import { runNodeTests, testFiles } from './lib/nodeTests.mjs';
import { runStep, stepLine } from './lib/steps.mjs';

const parts = process.argv.slice(2);
forgetResult('node');

const isBuilt = await runStep('build', process.execPath, ['scripts/build.mjs', '--tests']);
if (!isBuilt) process.exit(1);
const isClean = parts.length > 0 || (await checkCode());

const files = testFiles('out/test', '.test.mjs').filter(
  (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
);
const start = performance.now();
const result = await runNodeTests(files);
writeResult('node', result);
const isPassed = result.failed === 0 && result.passed > 0;
console.log(stepLine(`tests in ${files.length} files`, isPassed, start));
console.log(line(result));
process.exit(isClean && isPassed ? 0 : 1);

async function checkCode() {
  const npx = (name, args) => runStep(name, 'npx', ['--no-install', ...args]);
  const checks = await Promise.all([
    npx('types', ['tsc', '-p', '.']),
    npx('types of the panel', ['tsc', '-p', 'client/webview']),
    npx('lint', ['eslint', '.']),
    npx('format', ['prettier', '--check', '--log-level', 'warn', '.']),
  ]);
  return checks.every(Boolean);
}
