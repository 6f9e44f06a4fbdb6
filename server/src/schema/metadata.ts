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
import type { MetadataProblem } from './pages/object';
import { MAX_PROBLEMS, type SchemaProblem } from './problem';
import { quoteText } from './wording';

export interface MetadataOptions {
  readonly scope: 'Cluster' | 'Namespaced';
  /** What is wrong with a name of the kind. */
  readonly nameProblem: (name: string) => string | undefined;
  /** An update checks the name against the stored object alone. */
  readonly isUpdate: boolean;
}

const MAX_ANNOTATION_BYTES = 256 * 1024;

/** The problems of `metadata`, which has been decoded without error. */
export function validateMetadata(metadata: unknown, options: MetadataOptions): SchemaProblem[] {
  const fields = fieldsOf(metadata);
  const names = options.isUpdate
    ? []
    : [...nameProblems(fields, options), ...namespaceProblems(fields, options)];
  const problems = [
    ...names,
    ...labelProblems(fields),
    ...annotationProblems(fields),
    ...ownerProblems(fields),
    ...(options.isUpdate ? [] : finalizerProblems(fields)),
  ];
  return problems.slice(0, MAX_PROBLEMS);
}

const invalid = (rule: MetadataProblem, message: string, at: Path, path?: string): SchemaProblem => ({
  source: 'metadata',
  rule: `metadata/${rule}`,
  message,
  at,
  ...(path === undefined ? {} : { path }),
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function nameProblems(fields: Fields, { nameProblem }: MetadataOptions): SchemaProblem[] {
  const [name, prefix] = [textOf(fields['name']), textOf(fields['generateName'])];
  const problems: SchemaProblem[] = [];
  const prefixProblem = prefix === '' ? undefined : nameProblem(prefix.replace(/(.)-$/s, 'a'));
  if (prefixProblem) problems.push(...prefixProblems(prefix, prefixProblem, name === ''));
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

/** A name is generated before names are checked, so a bad prefix is refused twice. */
function prefixProblems(prefix: string, problem: string, isGenerated: boolean): SchemaProblem[] {
  const found = invalid('name', `generateName ${quoteText(prefix)} ${problem}`, ['metadata', 'generateName']);
  return isGenerated ? [found, { ...found, path: 'metadata.name' }] : [found];
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

/** Upstream's paths have no index here. */
function ownerProblems(fields: Fields): SchemaProblem[] {
  const owners = fields['ownerReferences'];
  if (!Array.isArray(owners)) return [];
  const problems = owners.flatMap((owner: unknown, index) => {
    const { apiVersion, kind, name, uid } = fieldsOf(owner);
    const empty = Object.entries({ apiVersion, kind, name, uid }).filter(([, value]) => textOf(value) === '');
    return empty.map(([field]) =>
      invalid(
        'owner',
        `an owner reference needs ${field}`,
        ['metadata', 'ownerReferences', index, field],
        `metadata.ownerReferences.${field}`,
      ),
    );
  });
  const controllers = owners.filter((owner) => fieldsOf(owner)['controller'] === true).length;
  if (controllers < 2) return problems;
  const message = `${controllers} owner references have controller: true; only one may`;
  return [...problems, onKey(invalid('owner', message, ['metadata', 'ownerReferences']))];
}

const FINALIZERS = ['foregroundDeletion', 'orphan'];

function finalizerProblems(fields: Fields): SchemaProblem[] {
  const finalizers = fields['finalizers'];
  if (!Array.isArray(finalizers)) return [];
  const path = 'metadata.finalizers';
  const problems = finalizers.flatMap((finalizer, index) => {
    const problem = qualifiedNameProblem(textOf(finalizer));
    return problem
      ? [
          invalid(
            'finalizer',
            `finalizer ${quoteText(textOf(finalizer))} ${problem}`,
            ['metadata', 'finalizers', index],
            path,
          ),
        ]
      : [];
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
  return NAME_RULES[kind] ?? dnsSubdomainProblem;
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
