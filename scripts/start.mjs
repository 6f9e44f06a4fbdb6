// What `npm start` shows after the build: the examples, checked and simulated. Ends with status 0, findings or not.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status, error } = spawnSync(process.execPath, ['server/out/cli.js', 'overview', 'examples'], {
  cwd: root,
  stdio: 'inherit',
});
if (error) throw error;
console.log('\nMore: node server/out/cli.js --help. The VS Code extension: npm run package.');
process.exitCode = status ?? 1;
