// Compiles schemas/*.json with ajv to standalone code, before bundling: node scripts/compile-validators.mjs
// Writes server/src/schema/generated/{validators,schemas,expressions}.js (not committed).
import { Ajv, _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expressionsModule } from './schemas/expressions.mjs';
import { toDecoding, toValidation } from './schemas/jsonSchema.mjs';
import { pool, replaceWith, unpool } from './schemas/pool.mjs';
import { shrink } from './schemas/shrink.mjs';

const root = join(import.meta.dirname, '..');
const schemas = join(root, 'schemas');
const readJson = (path) => JSON.parse(readFileSync(join(schemas, path), 'utf8'));

/** Both modules are the project's own: formats as the API server reads them, patterns in bounded time. */
const FORMATS = Object.fromEntries(
  ['date-time', 'decoded-time', 'quantity', 'byte'].map((name) => [name, () => true]),
);
const compilePattern = Object.assign((source, flags) => new RegExp(source, flags), {
  code: 'require("../pattern").compilePattern',
});
const OPTIONS = {
  allErrors: true,
  messages: false,
  strict: false,
  inlineRefs: false,
  formats: FORMATS,
  code: { source: true, formats: _`require("../formats").formats`, regExp: compilePattern },
};

/** Compiles all kinds; skips the second's work when nothing has changed. */
export function compileValidators() {
  const folder = join(root, 'server', 'src', 'schema', 'generated');
  const stamp = `// ${fingerprint()}\n`;
  const modules = ['validators.js', 'schemas.js', 'expressions.js'];
  if (modules.every((name) => stampOf(join(folder, name)) === stamp)) return;
  const index = readJson('kinds.json');
  const definitions = readJson('definitions.json');
  const entries = [...index.kinds, { schema: index.objectMeta, builtIn: true }];
  const roots = Object.fromEntries(entries.map(({ schema }) => [schema, readJson(`${schema}.json`)]));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schemas.js'), stamp + dataModule({ ...index, definitions, roots }));
  writeFileSync(join(folder, 'expressions.js'), stamp + expressionsModule([definitions, roots]));
  writeFileSync(join(folder, 'validators.js'), stamp + validatorsModule(entries, roots, definitions));
}

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
const dataModule = (data) =>
  `'use strict';\nmodule.exports = { text: ${JSON.stringify(JSON.stringify(data))} };\n`;

/** Shorter subtrees are cheaper checked in place than by a function of their own. */
const MIN_SHARED_LENGTH = 60;

function validatorsModule(entries, roots, definitions) {
  const whole = entries.map((entry) => [
    entry.schema,
    rootSchema(unpool(roots[entry.schema], definitions), entry),
  ]);
  const pooled = pool(Object.fromEntries(whole), { minLength: MIN_SHARED_LENGTH, minUses: 1 });
  const ajv = new Ajv(OPTIONS);
  ajv.addSchema({ $id: 'shared', definitions: mapValues(pooled.definitions, withIds) });
  const names = Object.fromEntries(entries.map(({ schema }, index) => [schema, `v${index}`]));
  for (const [schema, name] of Object.entries(names))
    ajv.addSchema({ ...withIds(pooled.roots[schema]), $id: name });
  const code = standaloneCode(ajv, Object.fromEntries(Object.values(names).map((name) => [name, name])));
  const table = Object.entries(names).map(([schema, name]) => `${JSON.stringify(schema)}: exports.${name}`);
  return `${shrink(code)}\nexports.validators = {\n${table.join(',\n')}\n};\n`;
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
