/** Whether a pod that no running node takes would get a new one before it gives up a wish. A "yes" is certain; a "no" leaves it open. */
import { HOSTNAME, NODE_POOL } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import type { PodTemplate } from '../model/pod';
import {
  joinRequirements,
  labelRequirements,
  requirementsOf,
  type Requirements,
} from '../model/requirements';
import { untolerated } from '../model/taints';
import type { Groundwork } from '../solver/groundwork';
import type { SolvePool } from '../solver/input';
import { perObject } from '../util/perObject';
import type { Stuck } from './firstFit';
import { solveMove } from './moves';
import type { ClusterNode, World } from './state';

/** @param nodes  whose room counts against the limits of their pools */
export const getsNewNode = (world: World, nodes: readonly ClusterNode[], pod: Stuck): boolean =>
  world.input.pools.some(
    (one) =>
      one.pool.staticReplicas === undefined &&
      untolerated(one.pool.taints, pod.stuck.template.tolerations).length === 0 &&
      isFarFromLimits(one, nodes) &&
      startsFor(world, one, pod),
  );

/** Whether any of the pool's types may be started. The nodes of one moment are asked about again and again. */
function isFarFromLimits(solvePool: SolvePool, nodes: readonly ClusterNode[]): boolean {
  if (!solvePool.pool.limits) return true;
  const known = farPools(nodes);
  const isFar = known.get(solvePool) ?? leavesRoom(solvePool, nodes);
  known.set(solvePool, isFar);
  return isFar;
}

const farPools = perObject((_: readonly ClusterNode[]) => new Map<SolvePool, boolean>());

function leavesRoom({ pool, instanceTypes }: SolvePool, nodes: readonly ClusterNode[]): boolean {
  const own = nodes.filter((node) => node.pool.name === pool.name);
  return Object.entries(pool.limits ?? {}).every(([name, limit]) => {
    if (name === 'nodes') return limit > own.length;
    const used = own.reduce((sum, { type }) => sum + (type.capacity[name] ?? 0), 0);
    return instanceTypes.every(({ capacity }) => (capacity[name] ?? 0) <= limit - used);
  });
}

const answers = perObject((_: Groundwork) => perObject((_: PodTemplate) => new Map<string, boolean>()));

/** By a solve for the pod alone, with the domains that it has to go to as its node selector: asked once for each. */
function startsFor(world: World, solvePool: SolvePool, { stuck, counts }: Stuck): boolean {
  const { template } = stuck;
  const domains = domainsOf(solvePool.pool, { stuck, counts });
  if (!domains) return false;
  const ofTemplate = answers(world.control.groundwork)(template);
  const key = JSON.stringify([solvePool.pool.name, domains]);
  const known = ofTemplate.get(key);
  if (known !== undefined) return known;
  const nodeSelector = { ...template.nodeSelector, ...domains };
  const alone = { ...stuck, template: { ...template, nodeSelector, topologySpread: [] } };
  const input = { ...world.input, pools: [withoutLimits(solvePool)] };
  const { replacements } = solveMove({ ...world, input }, [alone], [], () => 'open');
  ofTemplate.set(key, replacements.length === 1);
  return replacements.length === 1;
}

const withoutLimits = ({ pool, instanceTypes }: SolvePool): SolvePool => ({
  pool: { ...pool, limits: undefined },
  instanceTypes,
});

/** By label: where the spread constraints send the pod on a new node of the pool; undefined where there is no such place. */
function domainsOf(pool: NodePool, { stuck, counts }: Stuck): Readonly<Record<string, string>> | undefined {
  const domains: Record<string, string> = {};
  for (const count of counts) {
    const { key } = count.rule;
    if (key === HOSTNAME) continue;
    const domain = count.domainFor(requirementOn(pool)(stuck.template).get(key));
    const other = domains[key] ?? stuck.template.nodeSelector[key] ?? domain;
    if (domain === undefined || domain !== other) return undefined;
    domains[key] = domain;
  }
  return domains;
}

/** Of a node of the pool with the pod on it. */
const requirementOn = perObject((pool: NodePool) =>
  perObject(({ nodeSelector, requiredNodeTerms }: PodTemplate): Requirements => {
    const parts = [
      requirementsOf(pool.requirements),
      labelRequirements({ ...pool.labels, [NODE_POOL]: pool.name }),
      labelRequirements(nodeSelector),
      requirementsOf(requiredNodeTerms[0]?.matchExpressions ?? []),
    ];
    return parts.reduce((all, part) => joinRequirements(all, part.values()));
  }),
);
