/** Walks an object beside its structural schema and evaluates every x-kubernetes-validations rule on the way, as the
 *  API server does: transition rules only with a stored value, unchanged parts forgiven, nulls passed over.
 *  @source kubernetes/apiextensions-apiserver pkg/apiserver/schema/cel/validation.go@v0.35.0 */
import type { CelInput } from '@bufbuild/cel';
import { Correlation, isRatcheted, ratchetIndex, ratchetKey, type Ratchet } from './correlation';
import { optionalNone, optionalOf } from './library/optional';
import { keyOf, KnownResults, type BrokenRule } from './knownResults';
import { mapListLookup } from './mapList';
import { programOf } from './program';
import { hasRules, isRecord, type CelRule, type Structural } from './structural';
import { CelValues } from './value';

/** A rule that the object breaks. */
export interface CelViolation {
  /** Path of the field the rule is about (its fieldPath), else of the node that carries the rule. */
  readonly path: string;
  /** Schema path of the rule: `[]` for items, `{}` for map values, then `#` and its index at that node. */
  readonly id: string;
  readonly rule: CelRule;
  /** The value that was judged, the stored one of an update, its schema, and where it stands. */
  readonly value: unknown;
  readonly old?: unknown;
  readonly schema: Structural;
  readonly place: string;
  /** The text of the rule's messageExpression, where it has one that works. */
  readonly computedMessage?: string;
  /** Why the rule could not be evaluated: that too refuses the object. */
  readonly error?: string;
}

const knownResults = new KnownResults();

interface Walk {
  readonly values: CelValues;
  readonly oldValues: CelValues;
  readonly violations: CelViolation[];
}

interface Place {
  readonly schema: Structural;
  readonly path: string;
  readonly schemaPath: string;
  readonly ratchet: Ratchet;
}

/** Every rule that `value` breaks, in the order of the object. `oldValue` is the stored object of an update. */
export function evaluateRules(schema: Structural, value: unknown, oldValue?: unknown): CelViolation[] {
  const walk: Walk = { values: new CelValues(), oldValues: new CelValues(), violations: [] };
  const current = oldValue === undefined ? undefined : new Correlation(value, oldValue, schema);
  const place = { schema, path: '', schemaPath: '', ratchet: { current, nearestParent: undefined } };
  visit(walk, place, value, oldValue);
  return walk.violations;
}

function visit(walk: Walk, place: Place, value: unknown, oldValue: unknown): void {
  if (value === null || value === undefined || !hasRules(place.schema)) return;
  judge(walk, place, value, oldValue ?? undefined);
  for (const part of place.schema.allOf ?? []) {
    const ratchet = { current: undefined, nearestParent: place.ratchet.nearestParent };
    visit(walk, { ...place, schema: part, ratchet }, value, oldValue);
  }
  if (Array.isArray(value)) visitItems(walk, place, value, oldValue);
  else if (isRecord(value)) visitFields(walk, place, value, isRecord(oldValue) ? oldValue : {});
}

function visitItems(walk: Walk, place: Place, items: readonly unknown[], oldValue: unknown): void {
  const schema = place.schema.items;
  if (!schema || !hasRules(schema)) return;
  const lookup = mapListLookup(place.schema, Array.isArray(oldValue) ? oldValue : []);
  items.forEach((item, index) => {
    const ratchet = ratchetIndex(place.ratchet, index);
    visit(
      walk,
      { schema, path: `${place.path}[${index}]`, schemaPath: `${place.schemaPath}[]`, ratchet },
      item,
      lookup(item),
    );
  });
}

type Fields = Readonly<Record<string, unknown>>;

function visitFields(walk: Walk, place: Place, value: Fields, oldValue: Fields): void {
  const { additionalProperties, properties = {} } = place.schema;
  for (const name of Object.keys(value)) {
    const ratchet = ratchetKey(place.ratchet, name);
    const old = Object.hasOwn(oldValue, name) ? oldValue[name] : undefined;
    if (typeof additionalProperties === 'object') {
      const below = {
        schema: additionalProperties,
        path: `${place.path}[${name}]`,
        schemaPath: `${place.schemaPath}{}`,
        ratchet,
      };
      visit(walk, below, value[name], old);
    }
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!schema) continue;
    const below = {
      schema,
      path: child(place.path, name),
      schemaPath: child(place.schemaPath, name),
      ratchet,
    };
    visit(walk, below, value[name], old);
  }
}

function child(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function judge(walk: Walk, place: Place, value: unknown, oldValue: unknown): void {
  const rules = place.schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0) return;
  for (const { index, ...violation } of resultsOf(walk, place, value, oldValue)) {
    const rule = rules[index];
    if (!rule) continue;
    const path =
      rule.fieldPath === undefined || violation.error !== undefined
        ? place.path
        : place.path + rule.fieldPath;
    walk.violations.push({
      path: path.replace(/^\./, ''),
      id: `${place.schemaPath}#${index}`,
      ...{ rule, value, old: oldValue, schema: place.schema, place: place.path },
      ...violation,
    });
  }
}

/** The same parts stand in many objects: of what has no stored value, and is no whole object, results are kept. */
function resultsOf(walk: Walk, place: Place, value: unknown, oldValue: unknown): readonly BrokenRule[] {
  const { current, nearestParent } = place.ratchet;
  const isOfValueAlone = !current && !nearestParent && oldValue === undefined && place.path !== '';
  const key = isOfValueAlone ? keyOf(value) : undefined;
  const known = key === undefined ? undefined : knownResults.of(place.schema, key);
  if (known) return known;
  const fresh = brokenRules(walk, place, value, oldValue);
  if (key !== undefined) knownResults.keep(place.schema, key, fresh);
  return fresh;
}

function brokenRules(walk: Walk, place: Place, value: unknown, oldValue: unknown): readonly BrokenRule[] {
  const isRoot = place.path === '';
  const self = walk.values.of(value, place.schema, isRoot);
  const oldSelf = oldValue === undefined ? undefined : walk.oldValues.of(oldValue, place.schema, isRoot);
  return (place.schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const violation = broken(rule, self, oldSelf, place.ratchet);
    return violation ? [{ index, ...violation }] : [];
  });
}

/** What is wrong when `rule` does not hold; undefined when it holds or does not apply. */
function broken(
  rule: CelRule,
  self: CelInput,
  oldSelf: CelInput | undefined,
  ratchet: Ratchet,
): Omit<BrokenRule, 'index'> | undefined {
  const program = programOf(rule.rule);
  if (program.usesOldSelf && oldSelf === undefined && !rule.optionalOldSelf) return undefined;
  const bindings = { self, ...oldBinding(rule, oldSelf) };
  const result = program.run(bindings);
  if (!result.ok) return { error: result.error };
  if (result.value === true) return undefined;
  if (!program.usesOldSelf && isRatcheted(ratchet)) return undefined;
  const message =
    rule.messageExpression === undefined ? undefined : programOf(rule.messageExpression).run(bindings);
  return message?.ok && typeof message.value === 'string' && message.value.trim() !== ''
    ? { computedMessage: message.value.trim() }
    : {};
}

function oldBinding(rule: CelRule, oldSelf: CelInput | undefined): { oldSelf?: CelInput } {
  if (rule.optionalOldSelf) return { oldSelf: oldSelf === undefined ? optionalNone() : optionalOf(oldSelf) };
  return oldSelf === undefined ? {} : { oldSelf };
}
