// The software bill of materials: what is in the bundles, with version, licence and where it comes from, as CycloneDX 1.6.
// `node scripts/sbom.mjs` prints it. The same lock file and sources give the same text.
import { buildSync } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY_POINTS = ['main', 'worker', 'cli', 'api', 'prices', 'clusterView'].map(
  (name) => `server/src/${name}.ts`,
);

export function billOfMaterials() {
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name, version, licenses: licensesOf(license) } },
    components: bundledFolders().map((folder) => component(folder, packages[folder])),
  };
}

/** Folders of node_modules of which something is in a bundle. */
function bundledFolders() {
  const client = ['client/src/extension.ts', 'client/src/client.ts'].filter(existsSync);
  const { metafile } = buildSync({
    entryPoints: [...ENTRY_POINTS, ...client],
    ...{ bundle: true, write: false, metafile: true, platform: 'node', target: 'node20', format: 'cjs' },
    ...{ mainFields: ['module', 'main'], external: ['vscode'], outdir: 'out/sbom', logLevel: 'error' },
  });
  const used = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(used)].sort();
}

function component(folder, { version, resolved, integrity }) {
  const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: licensesOf(license),
    ...(integrity ? { hashes: [hashOf(integrity)] } : {}),
    ...(resolved ? { externalReferences: [{ type: 'distribution', url: resolved }] } : {}),
  };
}

const licensesOf = (expression) => (expression ? [{ expression }] : []);

/** `sha512-<base64>` as the lock file has it. */
function hashOf(integrity) {
  const [algorithm, digest] = integrity.split(/-(.*)/s);
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(billOfMaterials(), undefined, 2));
