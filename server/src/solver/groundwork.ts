/** What many solves of one cluster have in common and none of them changes: the interned requirements, the pools' templates and
 *  topology domains, the labels of running nodes, how nodes are launched. A consolidation asks for hundreds of solves a
 *  simulated day, an editor for one with each key. */
import { HOSTNAME } from '../model/labels';
import type { InstanceType } from '../model/instanceType';
import type { PodTemplate } from '../model/pod';
import { inRequirement } from '../model/requirement';
import { daemonStates } from './daemons';
import type { SolveInput, SolvePool } from './input';
import { dynamicPools, makeTemplates, withFreshLimits, type Templates } from './nodeTemplate';
import { splitHostname, strictRequirements, type SplitRequirements } from './podClass';
import { RequirementTable, type RequirementSet } from './requirementTable';
import type { ResourceNames } from './resourceVector';
import { TopologyDomains } from './topologyDomains';
import { KnownLaunches } from './knownLaunches';
import { TypeIndex } from './typeIndex';

/** A groundwork with more sets of requirements than this is laid anew. */
const MAX_KEPT_SETS = 500;

/** Keeps from one solve to the next what a list of instance types is arranged into, and what was worked out for pools and
 *  daemons that stay the same. */
export class SolverCache {
  readonly #indexes = new WeakMap<readonly InstanceType[], TypeIndex>();
  #groundwork = new Groundwork();
  /** Of the last solve. */
  #pools: readonly SolvePool[] = [];
  #daemons: SolveInput['daemons'] = [];

  indexOf(types: readonly InstanceType[]): TypeIndex {
    const known = this.#indexes.get(types) ?? new TypeIndex(types);
    this.#indexes.set(types, known);
    return known;
  }

  /** What the last solve left behind, and the input with that one's lists where they are the same: groundwork is known by
   *  them. */
  groundworkFor(input: SolveInput): { readonly groundwork: Groundwork; readonly input: SolveInput } {
    if (this.#groundwork.table.setCount > MAX_KEPT_SETS) this.#groundwork = new Groundwork();
    const arePoolsKnown = areSame(input.pools, this.#pools, isSamePool);
    if (!arePoolsKnown) this.#pools = input.pools;
    if (!areSame(input.daemons, this.#daemons, Object.is)) this.#daemons = input.daemons;
    return {
      groundwork: this.#groundwork,
      input: { ...input, pools: this.#pools, daemons: this.#daemons },
    };
  }
}

const areSame = <T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((one, index) => isSame(one, b[index] as T));

const isSamePool = (a: SolvePool, b: SolvePool): boolean =>
  a.pool === b.pool && a.instanceTypes === b.instanceTypes;

interface KnownTemplates {
  readonly daemons: SolveInput['daemons'];
  readonly templates: Templates;
}

/** Grows with the requirements and labels that its solves bring: of a run of its own, or laid anew by the `SolverCache`. */
export class Groundwork {
  readonly table = new RequirementTable();
  readonly launches = new KnownLaunches();
  readonly #domains = new WeakMap<readonly SolvePool[], TopologyDomains>();
  /** By pools, then by what the templates are made for besides. */
  readonly #templates = new WeakMap<readonly SolvePool[], Map<string, KnownTemplates>>();
  readonly #wanted = new WeakMap<PodTemplate, SplitRequirements>();
  readonly #labels = new WeakMap<Readonly<Record<string, string>>, RequirementSet>();

  domainsOf(pools: readonly SolvePool[]): TopologyDomains {
    const known = this.#domains.get(pools) ?? new TopologyDomains(dynamicPools(pools));
    this.#domains.set(pools, known);
    return known;
  }

  /** The pools' templates, their limits as yet untouched. */
  templatesOf(input: SolveInput, resources: ResourceNames, cache: SolverCache): Templates {
    const { pools, daemons } = input;
    const ofPools = this.#templates.get(pools) ?? new Map<string, KnownTemplates>();
    this.#templates.set(pools, ofPools);
    const key = `${input.minValuesPolicy} ${resources.names.join()}`;
    const known = ofPools.get(key);
    if (known?.daemons === daemons) return withFreshLimits(known.templates);
    const templates = makeTemplates(input, {
      table: this.table,
      resources,
      indexOf: ({ instanceTypes }) => cache.indexOf(instanceTypes),
      daemons: daemonStates(daemons, this.table),
    });
    ofPools.set(key, { daemons, templates });
    return withFreshLimits(templates);
  }

  /** What a running node's labels say; its host name is the solver's affair. */
  setOfLabels(labels: Readonly<Record<string, string>>): RequirementSet {
    const known = this.#labels.get(labels);
    if (known) return known;
    const others = Object.entries(labels).filter(([key]) => key !== HOSTNAME);
    const set = this.table.setOf(others.map(([key, value]) => inRequirement(key, [value])));
    this.#labels.set(labels, set);
    return set;
  }

  /** What a pod asks of a node before it gives up anything, its mere preferences left out. */
  wantedBy(template: PodTemplate): SplitRequirements {
    const known = this.#wanted.get(template);
    if (known) return known;
    const wanted = splitHostname(this.table, strictRequirements(template, template));
    this.#wanted.set(template, wanted);
    return wanted;
  }
}
