// `npm run package [-- --out FILE]`: builds for production, packs the .vsix, and fails when a file is in it that the list
// below does not name, when one is missing, or when it is too large.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import vsce from '@vscode/vsce';

const MAX_BYTES = 1.75 * 1024 * 1024;
const EXPECTED = [
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'client/media/panel.css',
  'client/media/walkthrough/prices.md',
  'client/media/walkthrough/settings.md',
  'client/out/afterActivation.js',
  'client/out/client.js',
  'client/out/extension.js',
  'client/out/panel.js',
  'client/out/previewPanel.js',
  'client/out/starter.js',
  'client/snippets/dryfit.json',
  'docs/images/hover.png',
  'docs/images/icon.png',
  'docs/images/lenses.png',
  'docs/images/panel.png',
  'docs/images/problem.png',
  // The sample workspace: all of it.
  ...readdirSync('examples', { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).replaceAll('\\', '/')),
  'package.json',
  'schemas/dryfit-project.json',
  'server/out/api.js',
  'server/out/catalog.bin',
  'server/out/cli.js',
  'server/out/clusterView.js',
  'server/out/main.js',
  'server/out/prices.js',
  'server/out/worker.js',
];

/** What the programs share and what they load on demand: names and number follow from the sources. */
const PART = /^server\/out\/part-[\w-]+\.js$/;

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const outFlag = process.argv.indexOf('--out');
const packagePath = outFlag < 0 ? `${name}-${version}.vsix` : process.argv[outFlag + 1];

const build = spawnSync(process.execPath, ['scripts/build.mjs', '--production'], { stdio: 'inherit' });
if (build.status !== 0) fail('the build failed');
const files = (await vsce.listFiles({ packageManager: vsce.PackageManager.None })).sort();
const stray = files.filter((file) => !EXPECTED.includes(file) && !PART.test(file));
const missing = EXPECTED.filter((file) => !files.includes(file));
if (stray.length > 0) fail(`not meant to be packed: ${stray.join(', ')}`);
if (missing.length > 0) fail(`missing from the package: ${missing.join(', ')}`);

mkdirSync(dirname(packagePath), { recursive: true });
await vsce.createVSIX({
  packagePath,
  dependencies: false,
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
const { size } = statSync(packagePath);
if (size > MAX_BYTES) fail(`${packagePath} has ${size} bytes, more than ${MAX_BYTES}`);
console.log(`${packagePath}: ${files.length} files, ${(size / 1024).toFixed(0)} KB`);

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
