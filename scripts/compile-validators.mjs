// Compiles schemas/*.json with ajv to standalone code, before bundling: node scripts/compile-validators.mjs
// Writes to server/src/schema/generated (not committed): for each group of kinds its schemas and its validators, each loaded
// when the first of the kinds is met, the syntax trees of their CEL rules, and `parts.js`, which knows where all of it is.
import { Ajv, _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expressionModules } from './schemas/expressions.mjs';
import { toDecoding, toValidation } from './schemas/jsonSchema.mjs';
import { pool, replaceWith, unpool } from './schemas/pool.mjs';
import { shrink } from './schemas/shrink.mjs';

const root = join(import.meta.dirname, '..');
const schemas = join(root, 'schemas');
const readJson = (path) => JSON.parse(readFileSync(join(schemas, path), 'utf8'));

/** Kinds that are written together are loaded together; the first group that matches. */
const GROUPS = [
  ['meta', /^meta_/],
  ['karpenter', /^(?:karpenter|eks)\./],
  ['karpenter115', /^karpenter-1\.15/],
  ['scaledjob', /^keda\.sh_scaledjob/],
  ['keda', /^keda\./],
  ['eksctl', /^eksctl\./],
  ['pods', /^(?:core|apps|batch)_/],
  ['cluster', /^(?:autoscaling|policy|scheduling\.k8s\.io|storage\.k8s\.io)_/],
  ['other', /^/],
];
const groupOf = ({ schema }) => GROUPS.find(([, pattern]) => pattern.test(schema))[0];

/** Both modules are the project's own: formats as the API server reads them, patterns in bounded time. */
const FORMATS = Object.fromEntries(
  ['date-time', 'decoded-time', 'quantity', 'byte'].map((name) => [name, () => true]),
);
const compilePattern = Object.assign((source, flags) => new RegExp(source, flags), {
  code: 'compilePattern',
});
const OPTIONS = {
  allErrors: true,
  messages: false,
  strict: false,
  inlineRefs: false,
  formats: FORMATS,
  code: { source: true, esm: true, formats: _`formats`, regExp: compilePattern },
};
const IMPORTS = `import { compilePattern } from '../pattern';\nimport { formats } from '../formats';\n`;

/** Compiles all kinds; skips the second's work when nothing has changed. */
export function compileValidators() {
  const folder = join(root, 'server', 'src', 'schema', 'generated');
  const stamp = `// ${fingerprint()}\n`;
  if (stampOf(join(folder, 'parts.js')) === stamp) return;
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.endsWith('.js')) rmSync(join(folder, name));
  mkdirSync(folder, { recursive: true });
  // `parts.js` last: its stamp says that all others are there.
  for (const [name, text] of modules()) writeFileSync(join(folder, name), stamp + text);
}

function modules() {
  const index = readJson('kinds.json');
  const definitions = readJson('definitions.json');
  const entries = [...index.kinds, { schema: index.objectMeta, builtIn: true }];
  const whole = Object.fromEntries(
    entries.map(({ schema }) => [schema, unpool(readJson(`${schema}.json`), definitions)]),
  );
  const groups = GROUPS.map(([name]) => [name, entries.filter((entry) => groupOf(entry) === name)]);
  const expressions = expressionModules(groups.map(([name, own]) => [name, pick(whole, own)]));
  return [
    ...groups.flatMap(([name, own]) => [
      [`schemas-${name}.js`, textModule(pool(pick(whole, own)))],
      [`validators-${name}.js`, validatorsModule(own, whole)],
    ]),
    ...expressions.map(([name, text]) => [`expressions-${name}.js`, text]),
    ['parts.js', partsModule(index, groups, expressions)],
  ];
}

const pick = (roots, entries) => Object.fromEntries(entries.map(({ schema }) => [schema, roots[schema]]));

const stampOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').slice(0, 68) : undefined);

/** Of everything the result depends on: the schemas and these scripts. */
function fingerprint() {
  const hash = createHash('sha256');
  const releases = readdirSync(schemas).filter((name) => name.startsWith('karpenter-1'));
  const below = releases.filter((name) => !name.endsWith('.json')).map((name) => join(schemas, name));
  for (const folder of [schemas, ...below, import.meta.dirname, join(import.meta.dirname, 'schemas')]) {
    for (const name of readdirSync(folder).sort()) {
      if (/\.(?:json|mjs)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex');
}

/** JSON.parse of a text is faster than the same as an object literal. */
const textModule = (data) => `export const text = ${JSON.stringify(JSON.stringify(data))};\n`;

/** Loads what belongs to a group by `require`, where every bundle has its own way of doing that: see serverParts.mjs. */
function partsModule(index, groups, expressions) {
  const groupOfSchema = groups.flatMap(([name, own]) => own.map(({ schema }) => [schema, name]));
  const loaders = (named, file, name) =>
    named.map(([group]) => `${group}: () => require('./${file}-${group}.js').${name}`).join(',\n');
  return [
    `export const text = ${JSON.stringify(JSON.stringify(index))};`,
    `export const groups = new Map(${JSON.stringify(groupOfSchema)});`,
    `export const schemas = {\n${loaders(groups, 'schemas', 'text')}\n};`,
    `export const validators = {\n${loaders(groups, 'validators', 'validators')}\n};`,
    `export const expressions = {\n${loaders(expressions, 'expressions', 'texts')}\n};\n`,
  ].join('\n');
}

/** Shorter subtrees are cheaper checked in place than by a function of their own. */
const MIN_SHARED_LENGTH = 60;

function validatorsModule(entries, whole) {
  const roots = mapValues(pick(whole, entries), (schema) => schema);
  for (const entry of entries) roots[entry.schema] = rootSchema(roots[entry.schema], entry);
  const pooled = pool(roots, { minLength: MIN_SHARED_LENGTH, minUses: 1 });
  const ajv = new Ajv(OPTIONS);
  ajv.addSchema({ $id: 'shared', definitions: mapValues(pooled.definitions, withIds) });
  const names = Object.fromEntries(entries.map(({ schema }, index) => [schema, `v${index}`]));
  for (const [schema, name] of Object.entries(names))
    ajv.addSchema({ ...withIds(pooled.roots[schema]), $id: name });
  const code = standaloneCode(ajv, Object.fromEntries(Object.values(names).map((name) => [name, name])));
  const table = Object.entries(names).map(([schema, name]) => `${JSON.stringify(schema)}: ${name}`);
  return `${IMPORTS}${shrink(code)}\nexport const validators = {\n${table.join(',\n')}\n};\n`;
}

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
const withIds = (schema) =>
  schema.$ref
    ? { $ref: `shared#/definitions/${encodeURIComponent(schema.$ref)}` }
    : replaceWith(schema, withIds);

/** A built-in kind is decoded; a custom one validated, without the `status` that a create drops where it is a subresource. */
function rootSchema(schema, { builtIn, status }) {
  if (builtIn) return toDecoding(schema);
  const converted = toValidation(schema);
  if (!status || !converted.properties) return converted;
  const properties = Object.entries(converted.properties).filter(([name]) => name !== 'status');
  return { ...converted, properties: Object.fromEntries(properties) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) compileValidators();
