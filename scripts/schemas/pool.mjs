// Shares equal subtrees of many schemas: CRDs that inline a pod template would else be ten times as large.
import { createHash } from 'node:crypto';

/** Smaller subtrees cost more as a reference than written out. */
const MIN_LENGTH = 160;

const children = function* (node) {
  for (const [name, child] of Object.entries(node.properties ?? {})) yield [name, child];
  for (const key of ['items', 'additionalProperties', 'not']) if (typeof node[key] === 'object') yield [key, node[key]];
  for (const key of ['anyOf', 'oneOf', 'allOf']) for (const child of node[key] ?? []) yield [key, child];
};

/** Keys in a fixed order, so that equal schemas have equal texts. */
export function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])]));
}

/** @param roots  name -> schema. @returns the same with `{$ref: name}` for shared subtrees, and the definitions by name */
export function pool(roots, { minLength = MIN_LENGTH, minUses = 2 } = {}) {
  const uses = new Map();
  for (const [name, root] of Object.entries(roots)) count(root, name, { uses, minLength });
  const names = nameShared(uses, minUses);
  const definitions = {};
  for (const [text, name] of names) definitions[name] = replaceChildren(JSON.parse(text), names);
  const pooled = Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, replace(root, names)]));
  return { roots: pooled, definitions: canonicalKeys(definitions) };
}

const canonicalKeys = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

function count(node, hint, context) {
  const { uses, minLength } = context;
  const text = JSON.stringify(node);
  if (text.length >= minLength) {
    const use = uses.get(text) ?? { count: 0, hint };
    use.count++;
    uses.set(text, use);
    // Below a subtree met before nothing new is to be counted but the subtree itself.
    if (use.count > 1) return;
  }
  for (const [name, child] of children(node)) count(child, name, context);
}

function nameShared(uses, minUses) {
  const names = new Map();
  for (const [text, { count: times, hint }] of uses) {
    if (times < minUses) continue;
    names.set(text, `${hint}-${createHash('sha256').update(text).digest('hex').slice(0, 6)}`);
  }
  return names;
}

function replace(node, names) {
  const name = names.get(JSON.stringify(node));
  return name ? { $ref: name } : replaceChildren(node, names);
}

const replaceChildren = (node, names) => replaceWith(node, (child) => replace(child, names));

/** A copy of a schema node with its direct children changed. */
export function replaceWith(node, change) {
  if (typeof node !== 'object') return node;
  const copy = { ...node };
  if (node.properties) {
    copy.properties = Object.fromEntries(Object.entries(node.properties).map(([name, child]) => [name, change(child)]));
  }
  for (const key of ['items', 'additionalProperties', 'not']) if (typeof node[key] === 'object') copy[key] = change(node[key]);
  for (const key of ['anyOf', 'oneOf', 'allOf']) if (node[key]) copy[key] = node[key].map(change);
  return copy;
}

/** Undoes `pool`: the schema with every reference written out (equal ones are one object). */
export function unpool(node, definitions, known = new Map()) {
  if (typeof node !== 'object') return node;
  if (!node.$ref) return replaceWith(node, (child) => unpool(child, definitions, known));
  if (!known.has(node.$ref)) known.set(node.$ref, unpool(definitions[node.$ref], definitions, known));
  return known.get(node.$ref);
}
