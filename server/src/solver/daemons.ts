/** What daemons take of a node, by the types on which the same daemons run.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go buildDaemonOverheadGroups@v1.14.1 */
import type { NodePool } from '../model/nodePool';
import type { HostPort } from '../model/pod';
import { newRequirement, type RequirementSpec } from '../model/requirement';
import { addResources, type Resources } from '../model/resources';
import { untolerated } from '../model/taints';
import { compareText } from '../util/sort';
import { emptyBits, forEachBit, hasBit, setBit, type Bits } from './bitset';
import type { DaemonSetPod } from './input';
import type { InstanceFilter } from './instanceFilter';
import { initialWishes, toleratingPreferNoSchedule } from './relaxation';
import type { RequirementTable, RequirementSet } from './requirementTable';
import type { Amounts, ResourceNames } from './resourceVector';

export interface DaemonGroup {
  readonly types: Bits;
  readonly overhead: Amounts;
  /** undefined: no daemon runs there. */
  readonly resources: Resources | undefined;
  readonly hostPorts: readonly HostPort[];
}

/** A daemon set during a solve. Its alternative node terms are dropped for good once a type does not meet the first:
 *  upstream relaxes one shared pod, so that later types and pools see only what was left of it. */
export interface DaemonState {
  readonly daemon: DaemonSetPod;
  readonly terms: readonly RequirementSet[];
  dropped: number;
}

/** In the order of their names. */
export function daemonStates(daemons: readonly DaemonSetPod[], table: RequirementTable): DaemonState[] {
  return [...daemons]
    .sort((a, b) => compareText(a.name, b.name))
    .map((daemon) => ({ daemon, terms: termSets(daemon, table), dropped: 0 }));
}

function termSets({ template }: DaemonSetPod, table: RequirementTable): readonly RequirementSet[] {
  const selector = Object.entries(template.nodeSelector).map(([key, value]): RequirementSpec => ({
    key,
    operator: 'In',
    values: [value],
  }));
  const { requiredNodeTerms } = initialWishes(template);
  const terms = requiredNodeTerms.length > 0 ? requiredNodeTerms : [{ matchExpressions: [] }];
  return terms.map(({ matchExpressions }) =>
    table.setOf([...selector, ...matchExpressions].map(newRequirement)),
  );
}

/** What a pool asks of each of its nodes, and the types that this leaves. */
export interface PoolTypes {
  readonly pool: NodePool;
  readonly requirements: RequirementSet;
  readonly filter: InstanceFilter;
  /** Never empty. */
  readonly types: Bits;
}

/** The groups in the order of their keys: the names of their daemons. */
export function daemonGroups(
  template: PoolTypes,
  daemons: readonly DaemonState[],
  table: RequirementTable,
  resources: ResourceNames,
): readonly DaemonGroup[] {
  const tolerating = daemons.filter(({ daemon }) => toleratesPool(daemon, template));
  const groups = new Map<string, { readonly members: readonly DaemonState[]; readonly types: Bits }>();
  forEachBit(template.types, (type) => {
    const members = tolerating.filter((daemon) => runsOn(daemon, template, type, table));
    const key = members.map(({ daemon }) => daemon.name).join();
    const group = groups.get(key) ?? { members, types: emptyBits(template.filter.index.size) };
    setBit(group.types, type);
    groups.set(key, group);
  });
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { members, types }]) => makeGroup(members, types, resources));
}

/** Daemons do not mind taints that are mere preferences. */
const toleratesPool = ({ template }: DaemonSetPod, { pool }: PoolTypes): boolean =>
  untolerated(pool.taints, toleratingPreferNoSchedule(template.tolerations)).length === 0;

function runsOn(daemon: DaemonState, template: PoolTypes, type: number, table: RequirementTable): boolean {
  for (;;) {
    const term = daemon.terms[daemon.dropped];
    if (term && meetsTerm(term, template, type, table)) return true;
    if (daemon.dropped >= daemon.terms.length - 1) return false;
    daemon.dropped++;
  }
}

const meetsTerm = (
  term: RequirementSet,
  template: PoolTypes,
  type: number,
  table: RequirementTable,
): boolean =>
  table.compatibility(template.requirements, term) === 'compatible' &&
  hasBit(template.filter.select(term).compatible, type);

function makeGroup(members: readonly DaemonState[], types: Bits, resources: ResourceNames): DaemonGroup {
  const total = members.reduce<Resources>(
    (sum, { daemon }) => addResources(sum, daemon.template.requests),
    {},
  );
  return {
    types,
    overhead: resources.ofPods(total, members.length),
    resources: members.length > 0 ? { ...total, pods: members.length } : undefined,
    hostPorts: members.flatMap(({ daemon }) => daemon.template.hostPorts),
  };
}
