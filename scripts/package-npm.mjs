// `npm run package:npm [-- --out FOLDER]`: builds for production, lays out what goes to the npm registry, packs it, and
// fails when it is too large or does not work once installed as a user would.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { billOfMaterials } from './sbom.mjs';

const MAX_BYTES = 2.25 * 1024 * 1024;
const FILES = [
  ...['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'SECURITY.md'],
  ...[
    'api.js',
    'browser.mjs',
    'catalog.bin',
    'catalog.bin.gz',
    'cli.js',
    'clusterView.js',
    'main.js',
    'prices.js',
    'worker.js',
  ].map((name) => `server/out/${name}`),
];

const outFlag = process.argv.indexOf('--out');
const out = resolve(outFlag < 0 ? 'out' : process.argv[outFlag + 1]);
const stage = join(out, 'npm');

run(process.execPath, ['scripts/build.mjs', '--production']);
lay();
const archive = pack();
const { size } = statSync(archive);
if (size > MAX_BYTES) fail(`${archive} has ${size} bytes, more than ${MAX_BYTES}`);
tryOut(archive);
console.log(`${archive}: ${(size / 1024).toFixed(0)} KB, installed and run`);

function lay() {
  rmSync(stage, { recursive: true, force: true });
  const parts = readdirSync('server/out').filter((name) => /^part-.+\.js$/.test(name));
  for (const file of [...FILES, ...parts.map((name) => `server/out/${name}`)]) {
    mkdirSync(dirname(join(stage, file)), { recursive: true });
    cpSync(file, join(stage, file));
  }
  declareTypes();
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
  writeFileSync(join(stage, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(), undefined, 2)}\n`);
}

/** What of package.json is the registry's business. Everything needed is in the bundles: there are no dependencies. */
function manifest() {
  const { name, version, license, keywords, engines, bin } = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    ...{ name, version, license, keywords },
    description: 'What a Karpenter, HPA and KEDA configuration will do on AWS, before it is applied.',
    engines: { node: engines.node },
    bin,
    main: 'server/out/api.js',
    types: 'types/api.d.ts',
    exports: {
      '.': { types: './types/api.d.ts', default: './server/out/api.js' },
      './browser': { types: './types/browser.d.ts', default: './server/out/browser.mjs' },
      './catalog.bin.gz': './server/out/catalog.bin.gz',
    },
  };
}

function declareTypes() {
  run('npx', [...['--no-install', 'tsc', '-p', 'tsconfig.types.json', '--outDir', join(stage, 'types')]]);
}

function pack() {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', out], { cwd: stage, encoding: 'utf8' }),
  );
  return join(out, filename);
}

/** In a folder of its own, with nothing of this project beside it. */
function tryOut(file) {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-npm-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--offline', file], folder);
    cpSync('examples/web-service/good', join(folder, 'manifests'), { recursive: true });
    run('npx', ['--no-install', 'dryfit', 'check', 'manifests'], folder);
    run('npx', ['--no-install', 'dryfit', 'simulate', 'manifests', '--format', 'json'], folder);
    const api = "if (typeof require('dryfit').simulate([]).cost.usdPerHour !== 'number') process.exit(1)";
    run(process.execPath, ['-e', api], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program, words, cwd = process.cwd()) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) fail(`${program} ${words.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
