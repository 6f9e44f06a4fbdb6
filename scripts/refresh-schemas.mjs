// Refreshes schemas/source from a folder of upstream schemas: node scripts/refresh-schemas.mjs ../shared/crds
// The folder holds CustomResourceDefinitions (*.yaml), a subfolder karpenter-<version> with those of another Karpenter
// release, kubernetes-<version>/*.json (OpenAPI v3), and eksctl's own schema. Only structure is kept: see
// schemas/strip.mjs.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { eksctlKind } from './schemas/eksctl.mjs';
import { BUILT_IN } from './schemas/kinds.mjs';
import { stripCrd, stripSchema } from './schemas/strip.mjs';

const from = process.argv[2];
if (!from) {
  console.error('usage: node scripts/refresh-schemas.mjs FOLDER_WITH_CRDS');
  process.exit(2);
}
const into = join(import.meta.dirname, '..', 'schemas', 'source');
const write = (path, value) => writeFileSync(join(into, path), `${JSON.stringify(value, null, 1)}\n`);

rmSync(into, { recursive: true, force: true });
for (const folder of ['', ...readdirSync(from).filter((name) => name.startsWith('karpenter-1'))])
  refreshCrds(folder);
for (const folder of readdirSync(from).filter((name) => name.startsWith('kubernetes-')))
  refreshOpenApi(folder);
const eksctl = readFileSync(join(from, 'eksctl-clusterconfig-schema.json'), 'utf8');
write('eksctl.io_clusterconfigs.json', eksctlKind(JSON.parse(eksctl)));

function refreshCrds(folder) {
  mkdirSync(join(into, folder), { recursive: true });
  for (const file of readdirSync(join(from, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    for (const document of parseAllDocuments(readFileSync(join(from, folder, file), 'utf8'))) {
      const crd = document.toJS();
      if (crd) write(join(folder, file.replace(/\.yaml$/, '.json')), stripCrd(crd));
    }
  }
}

/** One file of the components that the built-in kinds reach. */
function refreshOpenApi(folder) {
  const components = {};
  for (const file of readdirSync(join(from, folder)).sort()) {
    Object.assign(components, JSON.parse(readFileSync(join(from, folder, file), 'utf8')).components.schemas);
  }
  const reached = new Map();
  for (const { component } of BUILT_IN) reach(component, components, reached);
  write(`${folder}.json`, Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function reach(name, components, reached) {
  if (reached.has(name)) return;
  const schema = stripSchema(components[name]);
  reached.set(name, schema);
  for (const [, target] of JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    reach(target, components, reached);
  }
}
