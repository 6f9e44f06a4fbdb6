/** The pods of workloads and daemon sets, one by one, with what they say about being evicted. */
import type { EvictionWishes, PriorityClass } from '../manifest/eviction';
import type { PodGroup, PodTemplate } from '../model/pod';
import { goDurationNanos } from '../util/goDuration';
import type { RunningPod } from './state';

export interface PodContext {
  readonly priorityClasses: readonly PriorityClass[];
  /** The age of every pod. */
  readonly seconds: number;
}

const INDEX_DIGITS = 5;

/** `<name>-<five digits>`, or the bare pod's own name. */
export function podsOfGroup(group: PodGroup, wishes: EvictionWishes, context: PodContext): RunningPod[] {
  const podOf = podFactory(group, wishes, context);
  return Array.from({ length: group.podCount }, (_, index) => podOf(index));
}

/** Makes the pod at an index of a group. */
export function podFactory(
  group: PodGroup,
  wishes: EvictionWishes,
  context: PodContext,
): (index: number) => RunningPod {
  const name = group.workload.slice(group.workload.indexOf('/') + 1);
  const { workload, kind, template } = group;
  const { namespace } = template;
  const { evictionCost, isProtected } = evictionOf(wishes, context);
  // Many are made: one literal costs a fraction of spread parts.
  return (index) => ({
    namespace,
    workload,
    kind,
    template,
    isDaemon: false,
    evictionCost,
    isProtected,
    name: group.bare ? name : `${name}-${String(index).padStart(INDEX_DIGITS, '0')}`,
  });
}

export const daemonPod = (
  workload: string,
  template: PodTemplate,
  wishes: EvictionWishes,
  context: PodContext,
): RunningPod => ({
  namespace: template.namespace,
  name: workload.slice(workload.indexOf('/') + 1),
  workload,
  kind: 'DaemonSet',
  template,
  isDaemon: true,
  ...evictionOf(wishes, context),
});

function evictionOf(
  wishes: EvictionWishes,
  context: PodContext,
): Pick<RunningPod, 'evictionCost' | 'isProtected'> {
  const deletionCost = Number(wishes.deletionCost ?? '0');
  return {
    evictionCost: clamp(
      1 +
        (Number.isFinite(deletionCost) ? deletionCost : 0) / 2 ** 27 +
        priorityOf(wishes, context) / 2 ** 25,
    ),
    isProtected: context.seconds < protectedSeconds(wishes),
  };
}

/** @source kubernetes-sigs/karpenter pkg/utils/disruption/disruption.go EvictionCost@v1.14.1 */
const clamp = (cost: number): number => Math.min(10, Math.max(-10, cost));

const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** As the API server's admission fills it in. */
export function priorityOf(
  { priority, priorityClassName }: EvictionWishes,
  { priorityClasses }: Pick<PodContext, 'priorityClasses'>,
): number {
  if (priorityClassName !== undefined) {
    const named = priorityClasses.findLast(({ name }) => name === priorityClassName);
    return named?.value ?? SYSTEM_PRIORITIES[priorityClassName] ?? priority ?? 0;
  }
  return priority ?? priorityClasses.find(({ isGlobalDefault }) => isGlobalDefault)?.value ?? 0;
}

/** `true` protects for ever, a duration while the pod is younger; anything else does not.
 *  @source kubernetes-sigs/karpenter pkg/utils/pod/scheduling.go IsDoNotDisruptActive@v1.14.1 */
export function protectedSeconds({ doNotDisrupt }: EvictionWishes): number {
  if (doNotDisrupt === undefined) return 0;
  if (doNotDisrupt === 'true') return Infinity;
  return Math.max(0, Number(goDurationNanos(doNotDisrupt) ?? 0n) / 1e9);
}
