/** F6: small types that the agents of every node fill. */
import { insertItem } from '../edits';
import type { Manifest } from '../../manifest/document';
import { INSTANCE_CPU } from '../../model/awsLabels';
import type { Fix } from '../../model/finding';
import type { InstanceType } from '../../model/instanceType';
import { addResources, formatAmount, resourceAmount, type Resources } from '../../model/resources';
import { podSource, type ClusterGraph } from '../graph';
import { DAEMON_SET, NODE_POOL } from '../kinds';
import { REQUIREMENTS, isStatic, keepsPodsOff, requirementsOf } from '../nodePoolView';
import { nodeSelectorsOf, runningContainers } from '../podView';
import { at, scalarText } from '../read';
import { solveRule } from '../rule';

const RESOURCES = ['cpu', 'memory'] as const;
/** Above this share of a node agents are its main tenant. */
const MOST = 0.5;

export const daemonsLeaveRoom = solveRule({
  id: 'karpenter/daemons-leave-room',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'DaemonSets leave at least half of the smallest type to other pods.',
    why:
      'Every node runs all DaemonSets. On a small type they take most of what is paid for, and the more small nodes there ' +
      'are the more is spent on agents. A lower bound such as `instance-cpu Gte 4` keeps such types out.',
    source: 'https://github.com/aws/karpenter-provider-aws/issues/5908',
  },
  check({ manifest, graph, facts, report }) {
    if (isStatic(manifest) || keepsPodsOff(manifest)) return;
    const daemons = daemonRequests(graph);
    if (!RESOURCES.some((name) => (daemons[name] ?? 0) > 0)) return;
    const types = facts.poolTypes(manifest);
    const filled = types.filter((type) => worstShare(type, daemons) > MOST);
    const first = filled[0];
    if (!first) return;
    const worst = filled.reduce((a, b) => (worstShare(b, daemons) > worstShare(a, daemons) ? b : a), first);
    const resource =
      RESOURCES.find((name) => share(worst, daemons, name) === worstShare(worst, daemons)) ?? 'cpu';
    report({
      path: REQUIREMENTS,
      mark: 'key',
      message: `DaemonSets take more than half of ${filled.length} of ${types.length} types: ${formatAmount(resource, daemons[resource] ?? 0)} of ${formatAmount(resource, worst.allocatable[resource] ?? 0)} ${resource} on ${worst.name}`,
      fixes: () => withoutSmall(manifest, filled, types),
    });
  },
});

/** A lower bound for CPUs that leaves out every type that daemons fill; none where that leaves out all, or one is there. */
function withoutSmall(
  pool: Manifest,
  filled: readonly InstanceType[],
  types: readonly InstanceType[],
): readonly Fix[] {
  const cpus = (type: InstanceType): number => Number(type.labels[INSTANCE_CPU]?.[0] ?? 0);
  const largest = Math.max(...filled.map(cpus));
  const least = Math.min(...types.map(cpus).filter((count) => count > largest));
  const isBounded = requirementsOf(pool).some(({ key }) => key === INSTANCE_CPU);
  if (isBounded || least === Infinity) return [];
  const source = `{ key: ${INSTANCE_CPU}, operator: Gte, values: ["${least}"] }`;
  return [
    { title: `Require ${least} CPUs or more`, safe: false, edits: insertItem(pool, REQUIREMENTS, source) },
  ];
}

const share = (type: InstanceType, daemons: Resources, resource: string): number =>
  (daemons[resource] ?? 0) / Math.max(1, type.allocatable[resource] ?? 0);

const worstShare = (type: InstanceType, daemons: Resources): number =>
  Math.max(...RESOURCES.map((resource) => share(type, daemons, resource)));

/** What runs on every node: DaemonSets without a choice of nodes. */
function daemonRequests(graph: ClusterGraph): Resources {
  return graph
    .ofKind(DAEMON_SET)
    .map(podSource)
    .filter((source) => nodeSelectorsOf(source).length === 0)
    .flatMap(runningContainers)
    .map(({ value }) =>
      Object.fromEntries(
        RESOURCES.map((name) => [
          name,
          resourceAmount(name, scalarText(at(value, 'resources', 'requests', name)) ?? '0') ?? 0,
        ]),
      ),
    )
    .reduce<Resources>(addResources, {});
}
