// Builds the bundles of the package: `node scripts/build.mjs [--tests] [--watch] [--production]`.
import { build, context } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileValidators } from './compile-validators.mjs';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  // vscode-languageserver's "main" is UMD, which esbuild cannot follow; its ESM build bundles cleanly.
  mainFields: ['module', 'main'],
};

function testEntries(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(test|bench)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.includes(join('test', 'e2e')));
}

const server = ['main', 'worker', 'cli', 'api'].map((name) => `server/src/${name}.ts`).filter(existsSync);
const targets = [
  { ...common, entryPoints: server, outdir: 'server/out' },
  ...(existsSync('client/src/extension.ts')
    ? [{ ...common, entryPoints: ['client/src/extension.ts'], outdir: 'client/out', external: ['vscode'] }]
    : []),
];
if (flags.has('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  targets.push({
    ...common,
    sourcemap: 'inline',
    packages: 'external',
    entryPoints: testEntries('test'),
    outbase: 'test',
    outdir: 'out/test',
  });
}

// Read at run time beside the bundles (server/src/adapters/catalogFile.ts).
mkdirSync('server/out', { recursive: true });
copyFileSync('schemas/catalog/catalog.bin', 'server/out/catalog.bin');

compileValidators();
for (const target of targets) {
  if (target.entryPoints.length === 0) continue;
  if (flags.has('--watch')) await (await context(target)).watch();
  else await build(target);
}
