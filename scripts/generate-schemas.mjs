// Generates schemas/*.json from schemas/source, and from schemas/documented, which is written by hand: `npm run generate`
// (--check compares instead of writing).
// kinds.json lists the kinds, one file per kind and version holds its schema, definitions.json what several share.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT_IN } from './schemas/kinds.mjs';
import { inlineComponent, without } from './schemas/openApi.mjs';
import { canonical, pool } from './schemas/pool.mjs';

const KUBERNETES = '1.35';
const KARPENTER = '1.14.1';
const OTHER_KARPENTER = ['1.15.1'];

/** The metadata of every kind: decoded by the same Go type, custom or built in. */
const OBJECT_META = {
  schema: 'meta_objectmeta_v1',
  component: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
};

/** All generated files: path below schemas/ -> text.
 *  @param folder  schemas made of upstream's; `documented` are those of kinds whose schema nobody publishes */
export function generateSchemas(folder, documented) {
  const kinds = [...crdKinds(folder), ...kindsIn(documented), ...builtInKinds(folder)];
  const all = kinds.map((kind) => [kind.schema, kind.root]);
  const { roots, definitions } = pool(Object.fromEntries([...all, [OBJECT_META.schema, objectMeta(folder)]]));
  const index = kinds.map((kind) => without(kind, 'root'));
  const files = {
    'kinds.json': text({
      karpenter: KARPENTER,
      kubernetes: KUBERNETES,
      objectMeta: OBJECT_META.schema,
      kinds: index,
    }),
  };
  files['definitions.json'] = text(definitions);
  for (const [path, root] of Object.entries(roots)) files[`${path}.json`] = text(root);
  return files;
}

const text = (value) => `${JSON.stringify(value, null, 1)}\n`;
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const jsonFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => /_.*\.json$/.test(name))
    .sort();

const kindsIn = (folder) => jsonFiles(folder).flatMap((file) => kindsOf(readJson(join(folder, file)), ''));

function crdKinds(folder) {
  const kinds = kindsIn(folder);
  const known = new Map(kinds.map((kind) => [kind.schema, JSON.stringify(kind.root)]));
  for (const version of OTHER_KARPENTER) {
    const below = join(folder, `karpenter-${version}`);
    for (const file of jsonFiles(below)) {
      for (const kind of kindsOf(readJson(join(below, file)), `karpenter-${version}/`)) {
        if (known.get(kind.schema.slice(kind.schema.indexOf('/') + 1)) === JSON.stringify(kind.root))
          continue;
        kinds.push({ ...kind, karpenter: version });
      }
    }
  }
  return kinds;
}

function kindsOf(crd, prefix) {
  const { group, kind, scope, readBy } = crd;
  return crd.versions.map(({ name: version, status, scale, schema }) => ({
    ...{ apiVersion: `${group}/${version}`, group, version, kind, scope, builtIn: false, status },
    ...(scale ? { scale } : {}),
    ...(readBy ? { readBy } : {}),
    schema: `${prefix}${group}_${kind.toLowerCase()}_${version}`,
    root: canonical(schema),
  }));
}

const componentsOf = (folder) => readJson(join(folder, `kubernetes-${KUBERNETES}.json`));
const objectMeta = (folder) => canonical(inlineComponent(OBJECT_META.component, componentsOf(folder)));

function builtInKinds(folder) {
  const components = componentsOf(folder);
  return BUILT_IN.map(({ group, version, kind, scope, component }) => ({
    ...{
      apiVersion: group ? `${group}/${version}` : version,
      group,
      version,
      kind,
      scope,
      builtIn: true,
      status: true,
    },
    schema: `${group || 'core'}_${kind.toLowerCase()}_${version}`,
    root: canonical(inlineComponent(component, components)),
  }));
}

function main() {
  const schemas = join(import.meta.dirname, '..', 'schemas');
  const files = generateSchemas(join(schemas, 'source'), join(schemas, 'documented'));
  const stale = Object.keys(files).filter((path) => read(join(schemas, path)) !== files[path]);
  if (process.argv.includes('--check')) {
    if (stale.length > 0) console.error(`out of date, run npm run generate: ${stale.join(', ')}`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  removeOld(schemas);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(schemas, path)), { recursive: true });
    writeFileSync(join(schemas, path), content);
  }
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** Removes what earlier runs wrote; subfolders have other owners. */
function removeOld(schemas) {
  for (const entry of readdirSync(schemas, { withFileTypes: true })) {
    const generated = entry.isFile() ? entry.name.endsWith('.json') : entry.name.startsWith('karpenter-');
    if (generated) rmSync(join(schemas, entry.name), { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
