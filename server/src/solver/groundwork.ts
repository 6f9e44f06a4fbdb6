/** What many solves of one cluster have in common and none of them changes: the interned requirements, the pools' templates and
 *  topology domains, the labels of running nodes. A consolidation asks for hundreds of solves a simulated day. */
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
import { TypeIndex } from './typeIndex';

/** Keeps what a list of instance types is arranged into from one solve to the next. */
export class SolverCache {
  readonly #indexes = new WeakMap<readonly InstanceType[], TypeIndex>();

  indexOf(types: readonly InstanceType[]): TypeIndex {
    const known = this.#indexes.get(types) ?? new TypeIndex(types);
    this.#indexes.set(types, known);
    return known;
  }
}

interface KnownTemplates {
  readonly daemons: SolveInput['daemons'];
  readonly templates: Templates;
}

/** Grows with the requirements and labels that its solves bring, so that it lives no longer than one run. */
export class Groundwork {
  readonly table = new RequirementTable();
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
