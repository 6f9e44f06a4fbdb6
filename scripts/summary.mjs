// Ends a full run: `node scripts/summary.mjs SUITE...` adds up what the suites left under out/results/, says which of
// them are missing or ran nothing, and prints the sum alone on the last line. Fails unless everything ran and passed.
import { line, readResults } from './lib/results.mjs';

const results = readResults();
const sum = { passed: 0, failed: 0, skipped: 0 };
let isComplete = true;

for (const suite of process.argv.slice(2)) {
  const result = results.get(suite);
  if (!result || result.passed + result.failed === 0) {
    isComplete = false;
    console.error(`${suite}: did not run`);
    continue;
  }
  console.log(`${suite}: ${line(result)}`);
  for (const key of Object.keys(sum)) sum[key] += result[key];
}

console.log(line(sum));
process.exitCode = isComplete && sum.failed === 0 && sum.skipped === 0 ? 0 : 1;
