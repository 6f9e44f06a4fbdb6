/** Topology spread constraints of pods that go to running nodes: whom they count, and which nodes they still allow. Says what a solve
 *  says for as long as the pods keep all their wishes. */
import { HOSTNAME } from '../model/labels';
import type { PodTemplate } from '../model/pod';
import type { Requirement } from '../model/requirement';
import { Audiences } from '../solver/audiences';
import { DomainCounts } from '../solver/domainCounts';
import type { Groundwork } from '../solver/groundwork';
import type { SolvePool } from '../solver/input';
import { initialWishes } from '../solver/relaxation';
import { Topology } from '../solver/topology';
import type { TopologyGroup, TopologyRule } from '../solver/topologyGroup';
import { perObject } from '../util/perObject';
import type { ClusterNode, RunningPod, World } from './state';

/** A constraint of the pods of one template. */
interface Constraint {
  readonly rule: TopologyRule;
  /** That the pools could make. */
  readonly domains: readonly string[];
  /** Whether the pods are among those that are counted. */
  readonly countsItself: boolean;
  /** What the pods themselves ask of the label. */
  readonly own: Requirement | undefined;
  readonly selects: (template: PodTemplate) => boolean;
  /** Whether pods on the node are counted at all. */
  readonly looksAt: (node: ClusterNode) => boolean;
  /** Pods on the node that are counted, daemons apart. */
  readonly podsOn: (node: ClusterNode) => number;
  readonly daemonsOn: (node: ClusterNode) => number;
}

/** Of one domain: its nodes, and the pods on them that are counted. */
interface Tally {
  nodes: number;
  pods: number;
}

/** The nodes of a cluster at one moment, for any number of questions about them. */
export class Spreads {
  readonly #tallies = new Map<Constraint, ReadonlyMap<string, Tally>>();

  /** @param pools  whose labels are domains besides those of the nodes */
  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
    private readonly pools: readonly SolvePool[] = world.input.pools,
  ) {}

  /** By template: what its constraints count before a pod is placed; undefined where it takes a solve to know.
   *  @param leaving  nodes of which only the daemons stay */
  countsFor(
    pods: readonly RunningPod[],
    leaving: readonly ClusterNode[],
  ): ReadonlyMap<PodTemplate, readonly SpreadCount[]> | undefined {
    const counts = new Map<PodTemplate, readonly SpreadCount[]>();
    for (const { template } of pods) {
      if (template.topologySpread.length === 0 || counts.has(template)) continue;
      const constraints = constraintsOf(this.world, this.pools, template);
      const before = [...counts.values()].flat();
      if (constraints.some(({ rule }) => before.some((other) => mayBeOne(rule, other.rule))))
        return undefined;
      counts.set(
        template,
        constraints.map((constraint) => new SpreadCount(constraint, this.#countDomains(constraint, leaving))),
      );
    }
    return counts;
  }

  #countDomains(constraint: Constraint, leaving: readonly ClusterNode[]): DomainCounts {
    const { podsOn } = constraint;
    const counts = new DomainCounts(constraint.domains);
    if (constraint.rule.key === HOSTNAME) return counts;
    const gone = tallyOf(constraint, leaving, podsOn);
    for (const [domain, { nodes, pods }] of this.#tallyOf(constraint)) {
      const less = gone.get(domain);
      if (nodes > (less?.nodes ?? 0)) counts.register(domain);
      if (pods > (less?.pods ?? 0)) counts.record(domain, pods - (less?.pods ?? 0));
    }
    return counts;
  }

  #tallyOf(constraint: Constraint): ReadonlyMap<string, Tally> {
    const { podsOn, daemonsOn } = constraint;
    const known = this.#tallies.get(constraint);
    const tally = known ?? tallyOf(constraint, this.nodes, (node) => podsOn(node) + daemonsOn(node));
    this.#tallies.set(constraint, tally);
    return tally;
  }
}

function tallyOf(
  { rule, looksAt }: Constraint,
  nodes: readonly ClusterNode[],
  podsOn: (node: ClusterNode) => number,
): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const node of nodes) {
    const domain = node.labels[rule.key];
    if (domain === undefined || !looksAt(node)) continue;
    const tally = tallies.get(domain) ?? { nodes: 0, pods: 0 };
    tallies.set(domain, tally);
    tally.nodes++;
    tally.pods += podsOn(node);
  }
  return tallies;
}

/** Upstream takes some constraints of different pods for the same one; those of one template are told apart already. */
const mayBeOne = (a: TopologyRule, b: TopologyRule): boolean =>
  a.key === b.key &&
  a.audience.selectorText === b.audience.selectorText &&
  a.audience.namespaces.join() === b.audience.namespaces.join();

/** One constraint while pods are placed. */
export class SpreadCount {
  /** By node, of the pods that were placed. */
  readonly #placed = new Map<ClusterNode, number>();

  constructor(
    private readonly constraint: Constraint,
    private readonly domains: DomainCounts,
  ) {}

  get rule(): TopologyRule {
    return this.constraint.rule;
  }

  /** Whether a pod may go to the running node. */
  admits(node: ClusterNode, label: Requirement | undefined): boolean {
    if (this.rule.key === HOSTNAME) return this.#onHost(node) <= this.#maxSkew;
    return label !== undefined && this.domainFor(label) === node.labels[this.rule.key];
  }

  #onHost(node: ClusterNode): number {
    const { countsItself, looksAt, podsOn, daemonsOn } = this.constraint;
    const before = looksAt(node) ? podsOn(node) + daemonsOn(node) : 0;
    return before + (this.#placed.get(node) ?? 0) + (countsItself ? 1 : 0);
  }

  get #maxSkew(): number {
    return this.rule.spread?.maxSkew ?? 0;
  }

  /** The domain that a pod has to go to on a node with this requirement; undefined when there is none. */
  domainFor(label: Requirement | undefined): string | undefined {
    const { rule, countsItself, own } = this.constraint;
    return rule.spread && this.domains.nextForSpread(rule.spread, countsItself, own, label);
  }

  /** A pod went to a running node. */
  record(template: PodTemplate, node: ClusterNode): void {
    const { rule, selects, looksAt } = this.constraint;
    if (!selects(template) || !looksAt(node)) return;
    if (rule.key === HOSTNAME) this.#placed.set(node, (this.#placed.get(node) ?? 0) + 1);
    const domain = node.labels[rule.key];
    if (rule.key !== HOSTNAME && domain !== undefined) this.domains.record(domain, 1);
  }
}

/** What lives as long as a run: by pools and template. */
const known = perObject((_: Groundwork) =>
  perObject((_: readonly SolvePool[]) => new WeakMap<PodTemplate, readonly Constraint[]>()),
);

function constraintsOf(
  world: World,
  pools: readonly SolvePool[],
  template: PodTemplate,
): readonly Constraint[] {
  const { groundwork } = world.control;
  const ofPools = known(groundwork)(pools);
  const before = ofPools.get(template);
  if (before) return before;
  const topology = new Topology(
    new Audiences(world.input.namespaces),
    groundwork.domainsOf(pools),
    groundwork.table,
    { ignoresPreferences: world.input.preferencePolicy === 'Ignore' },
  );
  const made = topology
    .groupsFor(template, initialWishes(template))
    .map((group) => constraintOf(world, template, group));
  ofPools.set(template, made);
  return made;
}

function constraintOf(world: World, template: PodTemplate, { rule, domains }: TopologyGroup): Constraint {
  const { groundwork } = world.control;
  const { audience, filter } = rule;
  const selects = perObject(
    ({ namespace, labels }: PodTemplate): boolean =>
      audience.namespaces.includes(namespace) && audience.matches(labels),
  );
  const countIn = (pods: readonly RunningPod[]): number => pods.filter((pod) => selects(pod.template)).length;
  return {
    ...{ rule, selects, countsItself: selects(template) },
    domains: domains.entries().map(([domain]) => domain),
    own: groundwork.wantedBy(template).set.byKey.get(rule.key),
    looksAt: perObject(
      ({ labels, pool }: ClusterNode): boolean =>
        !filter || filter.matches(pool.taints, groundwork.setOfLabels(labels)),
    ),
    podsOn: perObject(({ pods }: ClusterNode) => countIn(pods)),
    daemonsOn: perObject(({ daemons }: ClusterNode) => countIn(daemons)),
  };
}
