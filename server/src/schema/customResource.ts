/** What the API server answers to the create or update of a custom resource, in its stages: a decode error stands
 *  alone; else all the rest, CEL rules last and only where the structure is sound.
 *  @source kubernetes/apiextensions-apiserver pkg/registry/customresource/strategy.go@v0.35.0 */
import { fieldPath, valueAt, type Manifest, type Path } from '../manifest/document';
import { fieldsOf, isFields } from '../manifest/fields';
import type { Blamed, CelViolation, Correlation, Detail, Offence } from './cel';
import { hasRules } from './cel/structural';
import { parseFieldPath } from './celPath';
import { objectMetaId, schemaOf, type KindSchema } from './kinds';
import { validateListTypes } from './listTypes';
import { nameRule, validateMetadata } from './metadata';
import { prepare } from './prepare';
import { MAX_PROBLEMS, type SchemaProblem } from './problem';
import type { SchemaNode } from './structural';
import { validateDecoding, validateStructure } from './structure';
import { unknownFieldProblems } from './unknownFields';

/** Many kinds have no rules, and most changes have no stored version to be compared with. */
const cel = (): typeof import('./cel') => require('./cel') as typeof import('./cel');

/** @param previous  the stored version of the same object, for an update */
export function validateCustomResource(
  manifest: Manifest,
  kind: KindSchema,
  previous?: unknown,
): SchemaProblem[] {
  const { metadata } = fieldsOf(manifest.value);
  const decoding = validateDecoding(objectMetaId(), metadata ?? null, ['metadata']);
  if (decoding.length > 0) return decoding.map(withoutPlace);
  const schema = schemaOf(kind.schema);
  const { value, unknown } = prepare(manifest.value, schema);
  const meta = prepare(metadata, schemaOf(objectMetaId()), 'field');
  const strangers = [
    ...meta.unknown.map((field) => ({ ...field, path: ['metadata', ...field.path] })),
    ...unknown,
  ];
  const subject = { kind, schema, value: withoutStatus(value, kind), ...olderThan(previous, schema, kind) };
  return [...unknownFieldProblems(strangers, manifest), ...validate(subject, metadata)];
}

/** Metadata that is no map fails before any field is read: the server names no place. */
const withoutPlace = (problem: SchemaProblem): SchemaProblem =>
  problem.at.length === 1 ? { ...problem, path: '' } : problem;

interface Subject {
  readonly kind: KindSchema;
  readonly schema: SchemaNode;
  /** Prepared, without status. */
  readonly value: unknown;
  /** The stored object, prepared in the same way. */
  readonly old?: unknown;
}

const olderThan = (previous: unknown, schema: SchemaNode, kind: KindSchema): { old?: unknown } =>
  previous === undefined ? {} : { old: withoutStatus(prepare(previous, schema).value, kind) };

function withoutStatus(value: unknown, kind: KindSchema): unknown {
  if (!kind.status) return value;
  return Object.fromEntries(Object.entries(fieldsOf(value)).filter(([name]) => name !== 'status'));
}

function validate(subject: Subject, metadata: unknown): SchemaProblem[] {
  const { kind, schema, value, old } = subject;
  const problems = [
    ...validateMetadata(metadata, {
      scope: kind.scope,
      nameProblem: nameRule(kind.kind),
      isUpdate: old !== undefined,
    }),
    ...forgive(validateStructure(kind.schema, value), subject),
    ...scaleProblems(subject),
    ...listProblems(subject),
  ];
  if (problems.some((problem) => problem.blocksRules) || !hasRules(schema)) return problems;
  return [
    ...problems,
    ...cel()
      .evaluateRules(schema, value, old)
      .slice(0, MAX_PROBLEMS)
      .map((violation) => celProblem(violation, subject)),
  ];
}

/** An update is not refused for what was wrong before and has not changed. */
function forgive(problems: SchemaProblem[], { value, old, schema }: Subject): SchemaProblem[] {
  if (old === undefined) return problems;
  const whole = new (cel().Correlation)(value, old, schema);
  return problems.filter(({ at }) => !isUnchanged(whole, at));
}

/** @source k8s.io/apiextensions-apiserver pkg/apiserver/validation/ratcheting.go@v0.35.0 */
function isUnchanged(whole: Correlation, at: Path): boolean {
  let pair: Correlation | undefined = whole;
  for (const step of at) {
    if (pair.unchanged()) return true;
    pair = typeof step === 'number' ? pair.index(step) : pair.key(step);
    if (!pair) return false;
  }
  return pair.unchanged();
}

function listProblems({ value, old, schema }: Subject): SchemaProblem[] {
  if (old !== undefined && validateListTypes(old, schema).length > 0) return [];
  return validateListTypes(value, schema);
}

const MAX_REPLICAS = 2 ** 31 - 1;

/** The scale subresource reads its own field, whatever the schema allows. */
function scaleProblems({ kind, value }: Subject): SchemaProblem[] {
  const at = kind.scale?.specReplicasPath.split('.').slice(1) ?? [];
  if (at.length === 0) return [];
  const parents = at.slice(0, -1).map((_, depth) => valueAt(value, at.slice(0, depth + 1)));
  const replicas = valueAt(value, at);
  const isRead = parents.every((parent) => parent === undefined || isFields(parent));
  if (isRead && (typeof replicas !== 'number' || (replicas >= 0 && replicas <= MAX_REPLICAS))) return [];
  const message = `${fieldPath(at)} must be a number from 0 to ${MAX_REPLICAS}`;
  return [{ source: 'schema', rule: 'schema/scale', message, at }];
}

function celProblem(violation: CelViolation, { kind, value }: Subject): SchemaProblem {
  const { path, id, place, rule, schema } = violation;
  // The server names a field only where the rule does; which part of the value is to blame is ours to say.
  const offence =
    path === place ? cel().offenceOf(rule, schema, violation.value) : { steps: [], isKey: false };
  const detail = detailOf(violation, offence.steps);
  const { steps, isKey } = detail?.offence ?? offence;
  const judged = parseFieldPath(path, value);
  const at: Path = [...judged, ...steps];
  return {
    source: 'cel',
    rule: `cel/${kind.kind.toLowerCase()}/${id}`,
    message: cel().celMessage(violation, blamed(judged, offence, violation.value), detail?.message),
    at,
    path,
    ...(isKey ? { mark: 'key' as const } : {}),
  };
}

function detailOf({ rule, value, old }: CelViolation, steps: Path): Detail | undefined {
  const meaning = cel().meaningOf(rule.rule);
  return meaning === undefined ? undefined : cel().detailOf(rule.rule, { meaning, value, old, steps });
}

/** How the part to blame is called: the item of a list, the key of a map, else the field that the rule stands at. */
function blamed(place: Path, { steps, isKey }: Offence, judged: unknown): Blamed {
  const [step] = steps;
  const isEntry = isFields(judged) && steps.length === 1 && (isKey || place.at(-1) === 'tags');
  if (isEntry) return { name: lastField(place), key: String(step) };
  const name = lastField(typeof step === 'number' ? [...place, step] : place);
  const label = typeof step === 'number' ? fieldsOf(valueAt(judged, [step]))['key'] : undefined;
  return { name, ...(typeof label === 'string' && label !== '' ? { label } : {}) };
}

/** The last field of a path with the index behind it. */
function lastField(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  return last < 0 ? 'the object' : fieldPath(path.slice(last));
}
