/** What deciding on clusters needs to know of a file: which objects it defines and which it names. Far smaller than the
 *  manifests themselves, so that two versions of a file can be compared. */
import { listAt, textAt, textMapAt, valueAt } from '../../manifest/fields';
import { valuesIn } from '../../manifest/list';
import { groupKind, objectId, type ObjectId } from '../../manifest/objectId';
import { NODE_POOL } from '../../model/labels';
import { ownValue } from '../../util/own';
import { compareText, sortedUnique } from '../../util/sort';

export type ObjectRole = 'node-pool' | 'node-class' | 'workload' | 'scaler' | 'other';

export interface ObjectFacts {
  readonly role: ObjectRole;
  /** Names under which others may refer to the object. */
  readonly names: readonly string[];
  /** Names of other objects that it refers to. */
  readonly references: readonly string[];
  /** Without what its kind cannot do without: a piece for kustomize to merge, where the file's name says so. */
  readonly isPiece?: true;
  /** What a kustomization names, as written. */
  readonly kustomization?: KustomizationPaths;
  /** How many objects these are the facts of; one when absent. */
  readonly count?: number;
}

/** A file as clusters are made of it. */
export interface ClusterFile {
  readonly key: string;
  readonly facts: readonly ObjectFacts[];
}

export interface KustomizationPaths {
  /** Resources, bases and components: files or folders. */
  readonly includes: readonly string[];
  readonly patches: readonly string[];
}

const WORKLOADS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/ReplicaSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
  '/Pod',
]);

/** Karpenter's and that of EKS Auto Mode. */
const NODE_CLASSES: ReadonlySet<string> = new Set([
  'karpenter.k8s.aws/EC2NodeClass',
  'eks.amazonaws.com/NodeClass',
]);

const SCALERS: ReadonlySet<string> = new Set(['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject']);

/** Facts of the objects of one file, given the plain values of its documents; those without kind or name have none. */
export function fileFacts(values: readonly unknown[]): readonly ObjectFacts[] {
  return values.flatMap(valuesIn).flatMap((value) => {
    const kustomization = kustomizationPaths(value);
    if (kustomization) return [{ role: 'other', names: [], references: [], kustomization }];
    const id = objectId(value);
    if (id === undefined) return [];
    const facts = objectFacts(id, value);
    return isPiece(id, value) ? [{ ...facts, isPiece: true as const }] : [facts];
  });
}

const INCLUDES = ['resources', 'bases', 'components'];

/** A kustomization or component, which may leave out what kind it is. */
function kustomizationPaths(value: unknown): KustomizationPaths | undefined {
  const apiVersion = textAt(value, 'apiVersion');
  const isPlain = apiVersion === undefined && textAt(value, 'kind') === undefined;
  if (!isPlain && !apiVersion?.startsWith('kustomize.config.k8s.io/')) return undefined;
  const textsAt = (key: string): string[] =>
    listAt(value, key).filter((path): path is string => typeof path === 'string');
  const includes = INCLUDES.flatMap(textsAt);
  if (isPlain && includes.length === 0) return undefined;
  const named = listAt(value, 'patches').flatMap((patch) => textAt(patch, 'path') ?? []);
  // Before 2.1 `patches` was a list of files.
  return { includes, patches: [...named, ...textsAt('patches'), ...textsAt('patchesStrategicMerge')] };
}

/** The same facts as one for each role, names and references once each: clusters are the same with them, and thousands of
 *  objects are few to send and to keep. */
export function summedFacts(facts: readonly ObjectFacts[]): readonly ObjectFacts[] {
  const byRole = new Map<ObjectRole, ObjectFacts[]>();
  for (const one of facts) {
    if (one.kustomization) continue;
    const known = byRole.get(one.role);
    if (known) known.push(one);
    else byRole.set(one.role, [one]);
  }
  const sums = [...byRole].map(([role, all]) => ({
    role,
    names: eachOnce(all.flatMap(({ names }) => names)),
    references: eachOnce(all.flatMap(({ references }) => references)),
    count: all.length,
  }));
  return [...sums, ...facts.filter(({ kustomization }) => kustomization)];
}

const eachOnce = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** By group and kind: what every whole object has. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'selector'],
  'apps/StatefulSet': ['spec', 'selector'],
  'apps/ReplicaSet': ['spec', 'selector'],
  'apps/DaemonSet': ['spec', 'selector'],
  'batch/CronJob': ['spec', 'schedule'],
  'autoscaling/HorizontalPodAutoscaler': ['spec', 'scaleTargetRef'],
  'keda.sh/ScaledObject': ['spec', 'triggers'],
  'karpenter.sh/NodePool': ['spec', 'template', 'spec', 'nodeClassRef'],
  'karpenter.k8s.aws/EC2NodeClass': ['spec', 'subnetSelectorTerms'],
};

function isPiece(id: ObjectId, value: unknown): boolean {
  const needed = ownValue(NEEDED, groupKind(id));
  return needed !== undefined && valueAt(value, ...needed) === undefined;
}

/** True when two versions of a file have the same part in every cluster. */
export function sameFacts(a: readonly ObjectFacts[], b: readonly ObjectFacts[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function objectFacts(id: ObjectId, value: unknown): ObjectFacts {
  const role = roleOf(id);
  if (role === 'node-pool') return poolFacts(id, value);
  if (role === 'node-class') return { role, names: [`class:${id.name}`], references: [] };
  if (role === 'workload')
    return { role, names: [workloadName(id.namespace, id.kind, id.name)], references: poolReferences(value) };
  if (role === 'scaler') return { role, names: [], references: targetReference(id, value) };
  return { role, names: [], references: [] };
}

function roleOf(id: ObjectId): ObjectRole {
  const kind = groupKind(id);
  if (kind === 'karpenter.sh/NodePool') return 'node-pool';
  if (NODE_CLASSES.has(kind)) return 'node-class';
  if (WORKLOADS.has(kind)) return 'workload';
  return SCALERS.has(kind) ? 'scaler' : 'other';
}

/** A pool is referred to by its name and by the labels that it alone gives its nodes. */
function poolFacts(id: ObjectId, value: unknown): ObjectFacts {
  const labels = textMapAt(value, 'spec', 'template', 'metadata', 'labels');
  const className = textAt(value, 'spec', 'template', 'spec', 'nodeClassRef', 'name');
  return {
    role: 'node-pool',
    names: [`pool:${id.name}`, ...Object.entries(labels).map(([key, text]) => `label:${key}=${text}`)].sort(
      compareText,
    ),
    references: className === undefined ? [] : [`class:${className}`],
  };
}

const workloadName = (namespace: string, kind: string, name: string): string =>
  `workload:${namespace}/${kind}/${name}`;

/** Pools that the pods of a workload ask for, by `nodeSelector` or required node affinity. */
function poolReferences(value: unknown): string[] {
  const pod = podSpec(value);
  const selected = Object.entries(textMapAt(pod, 'nodeSelector')).map(([key, text]) =>
    poolReference(key, text),
  );
  const terms = listAt(
    pod,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const wanted = terms.flatMap((term) => listAt(term, 'matchExpressions').flatMap(expressionReferences));
  return sortedUnique([...selected, ...wanted]);
}

function podSpec(value: unknown): unknown {
  const spec = valueAt(value, 'spec');
  return (
    valueAt(spec, 'jobTemplate', 'spec', 'template', 'spec') ?? valueAt(spec, 'template', 'spec') ?? spec
  );
}

function expressionReferences(expression: unknown): string[] {
  const key = textAt(expression, 'key');
  if (key === undefined || textAt(expression, 'operator') !== 'In') return [];
  return listAt(expression, 'values').flatMap((one) =>
    typeof one === 'string' ? [poolReference(key, one)] : [],
  );
}

const poolReference = (key: string, text: string): string =>
  key === NODE_POOL ? `pool:${text}` : `label:${key}=${text}`;

function targetReference(id: ObjectId, value: unknown): string[] {
  const name = textAt(value, 'spec', 'scaleTargetRef', 'name');
  if (name === undefined) return [];
  const kind = textAt(value, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment';
  return [workloadName(id.namespace, kind, name)];
}
