/** Kinds share fields: a Deployment holds a pod, a NodePool a NodeClaim. A view is a field as seen from such a part. */
import { patternOf } from './field';

export interface View {
  readonly kind: string;
  readonly pattern: string;
}

/** Below a prefix of one kind lie the fields of another, at another prefix. */
type Share = readonly [kind: string, prefix: string, toKind: string, toPrefix: string];

const SHARES: readonly Share[] = [
  ['Deployment', 'spec.template', 'Pod', ''],
  ['StatefulSet', 'spec.template', 'Pod', ''],
  ['StatefulSet', 'spec.volumeClaimTemplates.[]', 'PersistentVolumeClaim', ''],
  ['DaemonSet', 'spec.template', 'Pod', ''],
  ['ReplicaSet', 'spec.template', 'Pod', ''],
  ['Job', 'spec.template', 'Pod', ''],
  ['CronJob', 'spec.jobTemplate', 'Job', ''],
  ['ScaledJob', 'spec.jobTargetRef', 'Job', 'spec'],
  ['ScaledJob', 'spec.triggers', 'ScaledObject', 'spec.triggers'],
  [
    'ScaledObject',
    'spec.advanced.horizontalPodAutoscalerConfig.behavior',
    'HorizontalPodAutoscaler',
    'spec.behavior',
  ],
  ['NodePool', 'spec.template.spec', 'NodeClaim', 'spec'],
  ['ClusterTriggerAuthentication', '', 'TriggerAuthentication', ''],
  ['ResourceFlavor', 'spec.nodeTaints', 'NodeClaim', 'spec.taints'],
  ['ResourceFlavor', 'spec.tolerations', 'Pod', 'spec.tolerations'],
  ['Cohort', 'spec.resourceGroups', 'ClusterQueue', 'spec.resourceGroups'],
  ['NodeReadinessRule', 'spec.taint', 'NodeClaim', 'spec.taints.[]'],
  ['Pod', 'spec.volumes.[].ephemeral.volumeClaimTemplate', 'PersistentVolumeClaim', ''],
];

const SPLIT_SHARES = SHARES.map(([kind, prefix, toKind, toPrefix]) => ({
  kind,
  prefix: split(prefix),
  toKind,
  toPrefix: split(toPrefix),
}));

const SELECTORS: ReadonlySet<string> = new Set(['matchLabels', 'matchExpressions', 'matchFields']);
const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** The field itself first, then the parts that it belongs to, the general ones last. */
export function viewsOf(kind: string, steps: readonly string[]): View[] {
  const views: { kind: string; steps: readonly string[] }[] = [{ kind, steps }];
  for (let at = 0; at < views.length; at++) {
    const view = views[at];
    if (view) views.push(...shares(view.kind, view.steps));
  }
  return [...views.flatMap(withMetadata), ...general(steps)].map((view) => ({
    kind: view.kind,
    pattern: patternOf(view.steps),
  }));
}

function shares(kind: string, steps: readonly string[]) {
  return SPLIT_SHARES.filter((share) => share.kind === kind && beginsWith(steps, share.prefix)).map(
    ({ prefix, toKind, toPrefix }) => ({ kind: toKind, steps: [...toPrefix, ...steps.slice(prefix.length)] }),
  );
}

/** Every object, and every template of one, has the same metadata. */
function withMetadata(view: { kind: string; steps: readonly string[] }) {
  const own = [view];
  if (view.steps[0] === 'metadata') own.push({ kind: 'ObjectMeta', steps: view.steps.slice(1) });
  return own;
}

function general(steps: readonly string[]) {
  const found: { kind: string; steps: readonly string[] }[] = [];
  const selector = steps.findIndex((step) => SELECTORS.has(step));
  if (selector >= 0) found.push({ kind: 'Selector', steps: steps.slice(selector) });
  if (steps[0] === 'status' && steps[1] === 'conditions')
    found.push({ kind: 'Condition', steps: steps.slice(1) });
  const [first] = steps;
  if (first !== undefined && steps.length === 1 && OBJECT_FIELDS.has(first))
    found.push({ kind: 'Object', steps });
  return found;
}

const beginsWith = (steps: readonly string[], prefix: readonly string[]): boolean =>
  prefix.length <= steps.length && prefix.every((step, index) => step === steps[index]);

function split(prefix: string): readonly string[] {
  return prefix === '' ? [] : prefix.split('.');
}
