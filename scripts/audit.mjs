// `npm run audit`: fails on a known advisory against the lock file. A registry that cannot answer is said, and is no
// failure: it tells nothing.
import { spawnSync } from 'node:child_process';
import { parsedJson } from './lib/json.mjs';

const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
// No JSON: npm failed before it could answer.
const report = parsedJson(stdout);
const counts = report?.metadata?.vulnerabilities;
if (!counts) console.log(`advisories: the registry does not say (${reasonIn(report, stderr)})`);
else if (counts.total === 0) console.log('advisories: none known');
else {
  console.error(`advisories: ${Object.keys(report.vulnerabilities).join(', ')}; run npm audit`);
  process.exitCode = 1;
}

function reasonIn(report, text) {
  return report?.message ?? report?.error?.summary ?? text.trim().split('\n')[0];
}
