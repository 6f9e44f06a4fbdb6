/** Names of objects in the workspace, and of what is inside them. */
import type { Manifest, Path } from '../../manifest/document';
import { listAt, mappingAt, textAt } from '../../manifest/fields';
import { compareText, sortedUnique } from '../../util/sort';
import { ANNOTATION_DOCS } from '../docs/labels';
import { CLUSTER_WIDE } from '../links/relations';
import { nodeAt, textOf, type Spot, type Value, type Values } from './value';

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet'];

/** Names of objects of these kinds that the written object can refer to. */
export function namesOf(spot: Spot, kinds: readonly string[]): readonly Value[] {
  return toValues(objectsOf(spot, kinds).flatMap(({ name }) => name ?? []));
}

/** Objects of these kinds, in the namespace that the written object refers to where they have one. */
function objectsOf({ namespace, surroundings }: Spot, kinds: readonly string[]): readonly Manifest[] {
  return surroundings.manifests().filter((manifest) => {
    const { kind } = manifest;
    if (kind === undefined || !kinds.includes(kind)) return false;
    return CLUSTER_WIDE.has(kind) || (manifest.namespace ?? 'default') === namespace;
  });
}

const toValues = (texts: readonly string[], detail?: string): readonly Value[] =>
  sortedUnique(texts).map((text, rank) => ({
    ...{ text, rank, isReference: true },
    ...(detail === undefined ? {} : { detail }),
  }));

/** Node classes of the kind that stands beside the name, or of either. */
export const nodeClassNames: Values = (spot) => {
  const kind = textOf(spot.root, [...spot.path.slice(0, -1), 'kind']);
  return namesOf(spot, kind === undefined ? ['EC2NodeClass', 'NodeClass'] : [kind]);
};

/** Workloads of the kind that stands beside the name, or of any that can be scaled. */
export const scaleTargetNames: Values = (spot) => {
  const kind = textOf(spot.root, [...spot.path.slice(0, -1), 'kind']);
  return namesOf(spot, kind === undefined ? SCALABLE : [kind]);
};

/** Containers of what `spec.scaleTargetRef` points at. */
export const targetContainers: Values = (spot) => {
  const name = textOf(spot.root, ['spec', 'scaleTargetRef', 'name']);
  const kind = textOf(spot.root, ['spec', 'scaleTargetRef', 'kind']) ?? 'Deployment';
  const targets = objectsOf(spot, [kind]).filter((one) => one.name === name);
  const containers = targets.flatMap(({ value }) => listAt(value, 'spec', 'template', 'spec', 'containers'));
  return toValues(containers.flatMap((container) => textAt(container, 'name') ?? []));
};

/** Keys of the Secret or ConfigMap that stands beside. */
export const dataKeys =
  (kind: string): Values =>
  (spot) => {
    const name = textOf(spot.root, [...spot.path.slice(0, -1), 'name']);
    const keys = objectsOf(spot, [kind])
      .filter((one) => one.name === name)
      .flatMap(({ value }) => [
        ...Object.keys(mappingAt(value, 'data')),
        ...Object.keys(mappingAt(value, 'stringData')),
      ]);
    return toValues(keys);
  };

/** Namespaces that objects of the workspace are in. */
export const namespaces: Values = (spot) =>
  toValues([
    ...spot.surroundings.manifests().flatMap(({ namespace }) => namespace ?? []),
    ...namesOf(spot, ['Namespace']).map(({ text }) => text),
  ]);

/** Keys of taints that NodePools put on their nodes. */
export const taintKeys: Values = (spot) =>
  toValues(
    poolTaints(spot).flatMap((taint) => textAt(taint, 'key') ?? []),
    'taint of a NodePool',
  );

/** Values of the taint whose key stands beside. */
export const taintValues: Values = (spot) => {
  const key = textOf(spot.root, [...spot.path.slice(0, -1), 'key']);
  const taints = poolTaints(spot).filter((taint) => textAt(taint, 'key') === key);
  return toValues(
    taints.flatMap((taint) => textAt(taint, 'value') ?? []),
    'taint of a NodePool',
  );
};

const poolTaints = (spot: Spot): readonly unknown[] =>
  spot.surroundings
    .manifests()
    .filter(({ kind }) => kind === 'NodePool')
    .flatMap(({ value }) => listAt(value, 'spec', 'template', 'spec', 'taints'));

/** Labels for selectors: of the object's own template, which must match, and of the pods in the namespace; usual ones
 *  where there are none. */
export const podLabelKeys: Values = (spot) => {
  const known = [
    ...toValues([...ownLabels(spot, TEMPLATE_LABELS).keys()], 'label of the template'),
    ...toValues(
      podLabels(spot).flatMap((labels) => Object.keys(labels)),
      'label of pods',
    ),
  ];
  return known.length > 0 ? known : toValues(USUAL_LABELS);
};

/** Values that the template, or pods of the namespace, have for the label that is the key. */
export const podLabelValues: Values = (spot) => {
  const key = String(spot.path.at(-1) ?? '');
  const own = ownLabels(spot, TEMPLATE_LABELS).get(key);
  return own === undefined
    ? toValues(
        podLabels(spot).flatMap((labels) => textAt(labels, key) ?? []),
        'label of pods',
      )
    : toValues([own], 'label of the template');
};

const TEMPLATE_LABELS: Path = ['spec', 'template', 'metadata', 'labels'];
const SELECTED_LABELS: Path = ['spec', 'selector', 'matchLabels'];
const USUAL_LABELS = ['app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance'];

/** Labels by which workloads name objects of Kueue, with the kind of those. */
const QUEUE_LABELS: Readonly<Record<string, string>> = {
  'kueue.x-k8s.io/queue-name': 'LocalQueue',
  'kueue.x-k8s.io/priority-class': 'WorkloadPriorityClass',
};

/** Keys of labels: those that the object's selector asks for, then usual ones. */
export const ownLabelKeys: Values = (spot) => {
  const selected = isInTemplate(spot) ? [...ownLabels(spot, SELECTED_LABELS).keys()] : [];
  const usual = USUAL_LABELS.filter((key) => !selected.includes(key));
  const queued = Object.entries(QUEUE_LABELS).flatMap(([key, kind]) =>
    namesOf(spot, [kind]).length === 0 ? [] : [key],
  );
  return [...selected, ...usual, ...queued].map((text, rank) => ({ text, rank }));
};

/** The value that the object's selector asks for, and names of Kueue's objects. */
export const ownLabelValues: Values = (spot) => {
  const key = String(spot.path.at(-1) ?? '');
  if (Object.hasOwn(QUEUE_LABELS, key)) return namesOf(spot, [QUEUE_LABELS[key] ?? '']);
  const wanted = isInTemplate(spot) ? ownLabels(spot, SELECTED_LABELS).get(key) : undefined;
  return wanted === undefined ? [] : [{ text: wanted, detail: 'selected' }];
};

const isInTemplate = ({ path }: Spot): boolean => path[0] === 'spec' && path[1] === 'template';

/** A map of labels in the written object itself. */
function ownLabels({ root }: Spot, path: Path): ReadonlyMap<string, string> {
  const node = nodeAt(root, path);
  const entries = node?.kind === 'map' ? node.entries : [];
  return new Map(
    entries.flatMap(({ key, value }): [string, string][] =>
      value?.kind === 'scalar' && key.text !== '' ? [[key.text, value.text]] : [],
    ),
  );
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];

const podLabels = (spot: Spot) =>
  objectsOf(spot, WORKLOADS).map(({ value }) => mappingAt(value, 'spec', 'template', 'metadata', 'labels'));

/** Annotations that some controller reads on such an object, or on what its template makes. */
export const annotationKeys: Values = ({ root, path }) => {
  const kind = path[0] === 'metadata' ? (textOf(root, ['kind']) ?? '') : 'Pod';
  const readers = ANNOTATED[kind] ?? [];
  return Object.entries(ANNOTATION_DOCS)
    .filter(([text]) =>
      readers.some((reader) => reader === text || (reader.endsWith('/') && text.startsWith(reader))),
    )
    .map(([text, documentation], rank) => ({ text, documentation, rank }));
};

const ANNOTATED: Readonly<Record<string, readonly string[]>> = {
  Pod: ['karpenter.sh/'],
  NodeClaim: ['karpenter.sh/'],
  ScaledObject: ['autoscaling.keda.sh/', 'scaledobject.keda.sh/', 'validations.keda.sh/'],
  ScaledJob: ['autoscaling.keda.sh/paused'],
};

/** The value that switches on what the annotation is for. */
export const annotationValues: Values = ({ path }) => {
  const key = String(path.at(-1) ?? '');
  if (!Object.hasOwn(ANNOTATION_DOCS, key) || key.endsWith('-replicas')) return [];
  return [{ text: key === 'validations.keda.sh/hpa-ownership' ? 'false' : 'true' }];
};

/** Volumes of the pod that is written: what containers may mount. */
export const volumeNames: Values = (spot) => {
  const at = spot.path.findIndex((step) => step === 'containers' || step === 'initContainers');
  const pod: Path = spot.path.slice(0, at);
  const node = nodeList(spot, [...pod, 'volumes']);
  return toValues(node.sort(compareText));
};

function nodeList(spot: Spot, path: Path): string[] {
  const found: string[] = [];
  for (let index = 0; index < 100; index++) {
    const name = textOf(spot.root, [...path, index, 'name']);
    if (name !== undefined) found.push(name);
  }
  return found;
}
