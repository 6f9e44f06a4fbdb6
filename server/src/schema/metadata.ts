/** The metadata rules of all kinds: names, namespaces, labels, annotations, owners, finalizers.
 *  @source kubernetes/apimachinery pkg/api/validation/objectmeta.go@v0.35.3 */
import type { Path } from '../manifest/document';
import { fieldsOf, type Fields } from '../manifest/fields';
import {
  byteLength,
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelValueProblem,
  qualifiedNameProblem,
} from './names';
import { managedFieldProblems } from './managedFields';
import { ownerProblems } from './owners';
import type { MetadataProblem } from './pages/object';
import { MAX_PROBLEMS, type SchemaProblem } from './problem';
import { quoteText } from './wording';
import { ownValue } from '../util/own';

export interface MetadataOptions {
  readonly scope: 'Cluster' | 'Namespaced';
  /** What is wrong with a name of the kind. */
  readonly nameProblem: (name: string) => string | undefined;
  /** The name of an update is that of the stored object. */
  readonly isUpdate: boolean;
  /** Kubernetes' own kinds want a domain before the name of a finalizer that it does not know. */
  readonly qualifiedFinalizers?: boolean;
}

const MAX_ANNOTATION_BYTES = 256 * 1024;

/** The problems of `metadata`, which has been decoded without error. */
export function validateMetadata(metadata: unknown, options: MetadataOptions): SchemaProblem[] {
  const fields = fieldsOf(metadata);
  const problems = [
    ...(options.isUpdate ? [] : nameProblems(fields, options)),
    ...namespaceProblems(fields, options),
    ...labelProblems(fields),
    ...annotationProblems(fields),
    ...ownerProblems(fields),
    ...finalizerProblems(fields, options),
    ...managedFieldProblems(fields),
  ];
  return problems.slice(0, MAX_PROBLEMS);
}

/** What a generated name keeps of its prefix. @source kubernetes/apiserver pkg/storage/names/generate.go@v0.35.3 */
const PREFIX_LENGTH = 58;

/** The object as validation sees it: a name is generated before, of which only the end is not known.
 *  @param value  an object whose metadata has been decoded without error */
export function withGeneratedName(value: unknown): unknown {
  const metadata = fieldsOf(fieldsOf(value)['metadata']);
  const [name, prefix] = [textOf(metadata['name']), textOf(metadata['generateName'])];
  if (name !== '' || prefix === '') return value;
  return { ...fieldsOf(value), metadata: { ...metadata, name: generatedName(prefix) } };
}

/** Where an object says its name, or the prefix of one that is generated. */
export function namePlace(value: unknown): Path {
  return withGeneratedName(value) === value ? ['metadata', 'name'] : ['metadata', 'generateName'];
}

const generatedName = (prefix: string): string => `${prefix.slice(0, PREFIX_LENGTH)}abcde`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const invalid = (rule: MetadataProblem, message: string, at: Path, path?: string): SchemaProblem => ({
  source: 'metadata',
  rule: `metadata/${rule}`,
  message,
  at,
  ...(path === undefined ? {} : { path }),
});

function nameProblems(fields: Fields, { nameProblem }: MetadataOptions): SchemaProblem[] {
  const [name, prefix] = [textOf(fields['name']), textOf(fields['generateName'])];
  const problems: SchemaProblem[] = [];
  if (prefix !== '') problems.push(...prefixProblems(prefix, nameProblem, name === ''));
  if (name !== '') {
    const problem = nameProblem(name);
    if (problem) problems.push(invalid('name', `name ${quoteText(name)} ${problem}`, ['metadata', 'name']));
  } else if (prefix === '') {
    const missing = invalid(
      'name-required',
      'the object has no name: set metadata.name or metadata.generateName',
      ['metadata', 'name'],
    );
    problems.push({ ...missing, blocksRules: true });
  }
  return problems;
}

/** A name is generated before names are checked, so both the prefix and the name made from it may be refused. */
function prefixProblems(
  prefix: string,
  nameProblem: MetadataOptions['nameProblem'],
  isGenerated: boolean,
): SchemaProblem[] {
  const ofPrefix = nameProblem(prefix.replace(/(.)-$/s, 'a'));
  const ofName = isGenerated ? nameProblem(generatedName(prefix)) : undefined;
  const refuse = (problem: string, path: string): SchemaProblem =>
    invalid('name', `generateName ${quoteText(prefix)} ${problem}`, ['metadata', 'generateName'], path);
  return [
    ...(ofPrefix ? [refuse(ofPrefix, 'metadata.generateName')] : []),
    ...(ofName ? [refuse(ofName, 'metadata.name')] : []),
  ];
}

/** A namespace on a kind without namespaces is dropped by the API server, an absent one is the client's default. */
function namespaceProblems(fields: Fields, { scope }: MetadataOptions): SchemaProblem[] {
  const namespace = textOf(fields['namespace']);
  if (scope === 'Cluster' || namespace === '') return [];
  const problem = dnsLabelProblem(namespace);
  return problem
    ? [invalid('namespace', `namespace ${quoteText(namespace)} ${problem}`, ['metadata', 'namespace'])]
    : [];
}

function labelProblems(fields: Fields): SchemaProblem[] {
  const path = 'metadata.labels';
  return Object.entries(fieldsOf(fields['labels'])).flatMap(([key, value]) => {
    const at: Path = ['metadata', 'labels', key];
    const keyProblem = qualifiedNameProblem(key);
    const valueProblem = labelValueProblem(textOf(value));
    return [
      ...(keyProblem
        ? [onKey(invalid('label-key', `label key ${quoteText(key)} ${keyProblem}`, at, path))]
        : []),
      ...(valueProblem
        ? [invalid('label-value', `label value ${quoteText(textOf(value))} ${valueProblem}`, at, path)]
        : []),
    ];
  });
}

const onKey = (problem: SchemaProblem): SchemaProblem => ({ ...problem, mark: 'key' });

function annotationProblems(fields: Fields): SchemaProblem[] {
  const path = 'metadata.annotations';
  const entries = Object.entries(fieldsOf(fields['annotations']));
  const problems = entries.flatMap(([key]) => {
    const problem = qualifiedNameProblem(key.toLowerCase());
    if (!problem) return [];
    return [
      onKey(
        invalid(
          'annotation-key',
          `annotation key ${quoteText(key)} ${problem}`,
          ['metadata', 'annotations', key],
          path,
        ),
      ),
    ];
  });
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(textOf(value)), 0);
  if (size <= MAX_ANNOTATION_BYTES) return problems;
  const message = `annotations take ${size} bytes together; at most ${MAX_ANNOTATION_BYTES} are allowed`;
  return [
    ...problems,
    { ...onKey(invalid('annotations-size', message, ['metadata', 'annotations'])), blocksRules: true },
  ];
}

const FINALIZERS = ['foregroundDeletion', 'orphan'];
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['kubernetes', ...FINALIZERS]);

/** @source kubernetes pkg/apis/core/validation/validation.go validateKubeFinalizerName@v1.35.4 */
function finalizerProblems(fields: Fields, { qualifiedFinalizers }: MetadataOptions): SchemaProblem[] {
  const finalizers = fields['finalizers'];
  if (!Array.isArray(finalizers)) return [];
  const problems = finalizers.flatMap((finalizer, index) => {
    const name = textOf(finalizer);
    const at: Path = ['metadata', 'finalizers', index];
    const problem = qualifiedNameProblem(name);
    const isUnqualified = qualifiedFinalizers && !name.includes('/') && !STANDARD_FINALIZERS.has(name);
    return [
      ...(problem
        ? [invalid('finalizer', `finalizer ${quoteText(name)} ${problem}`, at, 'metadata.finalizers')]
        : []),
      ...(isUnqualified
        ? [invalid('finalizer', `finalizer ${quoteText(name)} needs a domain, as in example.com/name`, at)]
        : []),
    ];
  });
  if (!FINALIZERS.every((name) => finalizers.includes(name))) return problems;
  return [
    ...problems,
    onKey(
      invalid('finalizer', 'foregroundDeletion and orphan exclude each other', ['metadata', 'finalizers']),
    ),
  ];
}

/** How a kind's objects may be named. */
export function nameRule(kind: string): (name: string) => string | undefined {
  return ownValue(NAME_RULES, kind) ?? dnsSubdomainProblem;
}

/** Only what no URL could hold is refused. @source kubernetes/apimachinery pkg/api/validation/path/name.go@v0.35.3 */
function pathSegmentProblem(name: string): string | undefined {
  if (name === '.' || name === '..') return 'is not allowed';
  return /[/%]/.test(name) ? 'may not hold "/" or "%"' : undefined;
}

/** Kinds whose names are no DNS subdomains.
 *  @source kubernetes pkg/apis/apps/validation/validation.go ValidateStatefulSetName, pkg/registry/policy@v1.35.3 */
const NAME_RULES: Readonly<Record<string, (name: string) => string | undefined>> = {
  StatefulSet: dnsLabelProblem,
  PodDisruptionBudget: pathSegmentProblem,
};
