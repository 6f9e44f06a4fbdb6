/** Labels and annotations that pods still carry from the time of Provisioners, and what took their place.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1alpha5/labels.go@v0.32.10 and pkg/apis/v1/labels.go@v1.14.1;
 *  aws/karpenter-provider-aws pkg/apis/v1alpha1/register.go@v0.32.10 and pkg/apis/v1/labels.go@v1.14.1 */
import type { Manifest } from '../manifest/document';
import { listAt, mappingAt, valueAt } from '../manifest/fields';
import type { Path } from '../manifest/path';
import { NODE_POOL } from '../model/labels';
import { ownValue } from '../util/own';

/** Old name -> current one; undefined where nothing took its place. */
const OLD_LABELS: Readonly<Record<string, { readonly current: string | undefined }>> = {
  'karpenter.sh/provisioner-name': { current: NODE_POOL },
  'karpenter.k8s.aws/instance-pods': { current: undefined },
  'karpenter.k8s.aws/instance-ami-id': { current: undefined },
};

export const isOldLabel = (key: string): boolean => Object.hasOwn(OLD_LABELS, key);

export const OLD_ANNOTATION = 'karpenter.sh/do-not-evict';
export const CURRENT_ANNOTATION = 'karpenter.sh/do-not-disrupt';

/** Where pods of a workload are described, by its kind. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'v1 Pod': [],
  'apps/v1 Deployment': ['spec', 'template'],
  'apps/v1 StatefulSet': ['spec', 'template'],
  'apps/v1 ReplicaSet': ['spec', 'template'],
  'apps/v1 DaemonSet': ['spec', 'template'],
  'batch/v1 Job': ['spec', 'template'],
  'batch/v1 CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'keda.sh/v1alpha1 ScaledJob': ['spec', 'jobTargetRef', 'template'],
};

/** An old name in a manifest. */
export interface OldName {
  readonly path: Path;
  /** The name is the entry's key, else its value. */
  readonly isKey: boolean;
  readonly name: string;
  readonly current: string | undefined;
  /** The current name stands beside it already. */
  readonly isDoubled: boolean;
}

/** Old labels by which a workload's pods choose nodes, are spread, or tolerate taints; in the order of the fields. */
export function oldLabelsOf(manifest: Manifest): readonly OldName[] {
  const template = TEMPLATES[`${manifest.apiVersion ?? ''} ${manifest.kind ?? ''}`];
  if (!template || !mayHaveOld(manifest)) return [];
  const path = [...template, 'spec'];
  const spec = valueAt(manifest.value, ...path);
  return [...selected(spec, path), ...keysIn(spec, path)];
}

/** The annotation of a workload's pods that is ignored since 1.0. */
export function oldAnnotationOf(manifest: Manifest): OldName | undefined {
  const template = TEMPLATES[`${manifest.apiVersion ?? ''} ${manifest.kind ?? ''}`];
  if (!template) return undefined;
  const path = [...template, 'metadata', 'annotations'];
  const annotations = mappingAt(manifest.value, ...path);
  if (annotations[OLD_ANNOTATION] === undefined || annotations[OLD_ANNOTATION] === null) return undefined;
  return {
    ...{ path: [...path, OLD_ANNOTATION], isKey: true, name: OLD_ANNOTATION, current: CURRENT_ANNOTATION },
    isDoubled: annotations[CURRENT_ANNOTATION] !== undefined,
  };
}

/** Most manifests are told apart by their text, which costs less than a walk. */
const mayHaveOld = ({ parsed: { text } }: Manifest): boolean =>
  Object.keys(OLD_LABELS).some((name) => text.includes(name));

function selected(spec: unknown, path: Path): OldName[] {
  const selector = mappingAt(spec, 'nodeSelector');
  return Object.keys(selector).flatMap((name) => {
    const old = ownValue(OLD_LABELS, name);
    if (!old) return [];
    const isDoubled = old.current !== undefined && selector[old.current] !== undefined;
    return { path: [...path, 'nodeSelector', name], isKey: true, name, current: old.current, isDoubled };
  });
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Lists of a pod's spec whose items, or what is below them, name a label; `*` is each item. */
const PLACES: readonly (readonly string[])[] = [
  ['affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms', '*', 'matchExpressions', '*', 'key'],
  ['affinity', 'nodeAffinity', PREFERRED, '*', 'preference', 'matchExpressions', '*', 'key'],
  ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
    ['affinity', kind, REQUIRED, '*', 'topologyKey'],
    ['affinity', kind, PREFERRED, '*', 'podAffinityTerm', 'topologyKey'],
  ]),
  ['topologySpreadConstraints', '*', 'topologyKey'],
  ['tolerations', '*', 'key'],
];

const keysIn = (spec: unknown, path: Path): OldName[] =>
  PLACES.flatMap((place) => textsAt(spec, place, path)).flatMap(({ text, path: at }) => {
    const old = ownValue(OLD_LABELS, text);
    return old ? [{ path: at, isKey: false, name: text, current: old.current, isDoubled: false }] : [];
  });

function textsAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  path: Path,
): readonly { readonly text: string; readonly path: Path }[] {
  if (step === undefined) return typeof value === 'string' ? [{ text: value, path }] : [];
  if (step !== '*') return textsAt(valueAt(value, step), rest, [...path, step]);
  return listAt(value).flatMap((item, index) => textsAt(item, rest, [...path, index]));
}
