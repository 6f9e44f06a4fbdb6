// Builds the bundles of the package: `node scripts/build.mjs [--tests] [--watch] [--production]`.
import { build, context } from 'esbuild';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { compileValidators } from './compile-validators.mjs';
import { serverParts } from './lib/serverParts.mjs';

// First: what it makes is looked through for modules that are loaded on demand.
compileValidators();
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

/** For pages and web workers: the catalog comes from memory, and any module of Node's fails the build. */
const browser = {
  ...common,
  entryPoints: ['server/src/browser.ts'],
  outfile: 'server/out/browser.mjs',
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  plugins: [
    {
      name: 'catalog-from-memory',
      setup: (build) =>
        build.onResolve({ filter: /\/catalogFile$/ }, () => ({
          path: resolve('server/src/adapters/catalogMemory.ts'),
        })),
    },
  ],
};
const targets = [
  serverParts(common),
  // Loaded by the command line alone, when a refresh of the prices or a running cluster is asked for.
  {
    ...common,
    entryPoints: ['server/src/prices.ts', 'server/src/clusterView.ts'],
    outdir: 'server/out',
  },
  browser,
  ...(existsSync('client/src/extension.ts')
    ? [
        {
          ...common,
          // All but extension.js is loaded after activation; client.js holds the client library, previewPanel.js is loaded
          // when a panel is asked for.
          entryPoints: ['extension', 'afterActivation', 'client', 'previewPanel'].map(
            (name) => `client/src/${name}.ts`,
          ),
          outdir: 'client/out',
          external: ['vscode', './afterActivation.js', './client.js', './previewPanel.js'],
        },
      ]
    : []),
  {
    ...common,
    entryPoints: { panel: 'client/webview/main.ts', starter: 'client/webview/starter.ts' },
    outdir: 'client/out',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    // The page's policy lets it load nothing but the script itself.
    sourcemap: false,
  },
];
/** Names that CommonJS modules have by themselves. */
const ES_MODULE_PLACE = [
  "import * as $module from 'node:module';",
  "import * as $path from 'node:path';",
  "import * as $url from 'node:url';",
  'const require = $module.createRequire(import.meta.url);',
  'const __filename = $url.fileURLToPath(import.meta.url);',
  'const __dirname = $path.dirname(__filename);',
].join('\n');
if (flags.has('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  targets.push({
    ...common,
    sourcemap: false,
    packages: 'external',
    // What tests share is built and read once, in chunks, which only ES modules can have.
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    banner: { js: ES_MODULE_PLACE },
    entryPoints: testEntries('test'),
    outbase: 'test',
    outdir: 'out/test',
  });
}

// Read at run time beside the bundles (server/src/adapters/catalogFile.ts).
mkdirSync('server/out', { recursive: true });
copyFileSync('schemas/catalog/catalog.bin', 'server/out/catalog.bin');
// Browsers unpack gzip, not brotli.
writeFileSync(
  'server/out/catalog.bin.gz',
  gzipSync(brotliDecompressSync(readFileSync('schemas/catalog/catalog.bin')), { level: 9 }),
);

for (const target of targets) {
  if (target.entryPoints.length === 0) continue;
  if (flags.has('--watch')) await (await context(target)).watch();
  else await build(target);
}
if (production) assertAscii('server/out');

/** The engine keeps a text with one character past Latin-1 in twice the memory, and reads it slower. */
function assertAscii(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const [found] = /[^\0-\x7f]/.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
    if (found !== undefined) throw new Error(`${name} holds ${JSON.stringify(found)}: write it as an escape`);
  }
}
