/** All topology constraints of a solve: made when a pod first brings them in, asked before a pod is placed, told after.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go@v1.14.1 */
import type { PodAffinityTerm, PodTemplate, TopologySpreadConstraint } from '../model/pod';
import { newRequirement, type RequirementSpec } from '../model/requirement';
import type { Toleration } from '../model/taints';
import type { Audience, Audiences } from './audiences';
import type { Census } from './census';
import { NodeFilter } from './nodeFilter';
import type { PodWishes } from './relaxation';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { TopologyDomains } from './topologyDomains';
import { TopologyGroup, type TopologyRule } from './topologyGroup';
import { topologyIdentity, type NodeFilterIdentity, type TopologyType } from './topologyIdentity';

export class Topology {
  /** By audience: constraints that count its pods. */
  readonly counting: TopologyGroup[][] = [];
  /** By audience: anti-affinity of other pods against its pods. */
  readonly forbidding: TopologyGroup[][] = [];
  readonly #groups = new Map<string, TopologyGroup>();
  readonly #inverse = new Map<string, TopologyGroup>();
  /** Of thousands of running pods few have a template of their own. */
  readonly #inverseOf = new Map<PodTemplate, readonly TopologyGroup[]>();
  readonly #audiences: Audiences;
  readonly #domains: TopologyDomains;
  readonly #table: RequirementTable;
  readonly #ignoresPreferences: boolean;
  readonly #census: Census | undefined;

  constructor(
    audiences: Audiences,
    domains: TopologyDomains,
    table: RequirementTable,
    options: { readonly ignoresPreferences: boolean; readonly census?: Census | undefined },
  ) {
    this.#audiences = audiences;
    this.#domains = domains;
    this.#table = table;
    this.#ignoresPreferences = options.ignoresPreferences;
    this.#census = options.census;
  }

  /** The constraints that pods of this template obey while they have these wishes. New ones start without pods, also in
   *  the midst of a solve. */
  groupsFor(template: PodTemplate, wishes: PodWishes): TopologyGroup[] {
    const spreads = wishes.topologySpread
      .filter(({ whenUnsatisfiable }) => !this.#ignoresPreferences || whenUnsatisfiable === 'DoNotSchedule')
      .map((constraint) => this.#spreadGroup(template, wishes, constraint));
    const affinity = [...template.podAffinity, ...this.#preferred(wishes.preferredPodAffinity)];
    const antiAffinity = [...template.podAntiAffinity, ...this.#preferred(wishes.preferredPodAntiAffinity)];
    const { namespace } = template;
    const { tolerations } = wishes;
    const termGroup = (type: TopologyType) => (term: PodAffinityTerm) =>
      this.#termGroup(this.#groups, this.counting, { type, term, namespace, tolerations });
    const all = [
      ...spreads,
      ...affinity.map(termGroup('affinity')),
      ...antiAffinity.map(termGroup('anti-affinity')),
    ];
    return [...new Set(all)];
  }

  #preferred(terms: PodWishes['preferredPodAffinity']): readonly PodAffinityTerm[] {
    return this.#ignoresPreferences ? [] : terms.map(({ term }) => term);
  }

  /** The required anti-affinity of pods of this template, as it binds the pods that it names. */
  inverseGroupsFor(template: PodTemplate): readonly TopologyGroup[] {
    return known(this.#inverseOf, template, () => {
      const { namespace, tolerations } = template;
      const groups = template.podAntiAffinity.map((term) =>
        this.#termGroup(this.#inverse, this.forbidding, {
          type: 'anti-affinity',
          term,
          namespace,
          tolerations,
        }),
      );
      return [...new Set(groups)];
    });
  }

  #spreadGroup(
    template: PodTemplate,
    wishes: PodWishes,
    constraint: TopologySpreadConstraint,
  ): TopologyGroup {
    const { topologyKey: key, maxSkew, minDomains, nodeTaintsPolicy } = constraint;
    const audience = this.#audiences.ofSpread(template.namespace, constraint.labelSelector);
    const filter: NodeFilterIdentity = {
      terms: nodeTerms(template, wishes, this.#table),
      taintsPolicy: nodeTaintsPolicy,
      affinityPolicy: constraint.nodeAffinityPolicy,
      tolerations: wishes.tolerations,
    };
    const identity = topologyIdentity(key, 'spread', audience, { maxSkew, filter });
    return known(this.#groups, identity, () => {
      const spread = { maxSkew, minDomains };
      const tolerations = nodeTaintsPolicy === 'Honor' ? wishes.tolerations : undefined;
      const rule = {
        key,
        type: 'spread',
        audience,
        spread,
        filter: new NodeFilter(filter, this.#table),
      } as const;
      return this.#make(this.counting, rule, tolerations);
    });
  }

  #termGroup(
    groups: Map<string, TopologyGroup>,
    byAudience: TopologyGroup[][],
    brought: {
      readonly type: TopologyType;
      readonly term: PodAffinityTerm;
      readonly namespace: string;
      readonly tolerations: readonly Toleration[];
    },
  ): TopologyGroup {
    const { type, term, namespace, tolerations } = brought;
    const audience = this.#audiences.ofTerm(namespace, term);
    const identity = topologyIdentity(term.topologyKey, type, audience, undefined);
    const rule = { key: term.topologyKey, type, audience, spread: undefined, filter: undefined };
    return known(groups, identity, () => this.#make(byAudience, rule, tolerations));
  }

  #make(
    byAudience: TopologyGroup[][],
    rule: TopologyRule,
    tolerations: readonly Toleration[] | undefined,
  ): TopologyGroup {
    const group = new TopologyGroup(rule, this.#domains.of(rule.key, tolerations), this.#table);
    if (byAudience === this.counting) this.#census?.introduce(group);
    (byAudience[rule.audience.id] ??= []).push(group);
    return group;
  }
}

function known<K, T>(all: Map<K, T>, key: K, make: () => T): T {
  const existing = all.get(key);
  if (existing) return existing;
  const made = make();
  all.set(key, made);
  return made;
}

/** The node selector with each of the required terms. */
function nodeTerms(
  template: PodTemplate,
  wishes: PodWishes,
  table: RequirementTable,
): readonly RequirementSet[] {
  const selector = Object.entries(template.nodeSelector).map(([key, value]) => inOne(key, value));
  if (wishes.requiredNodeTerms.length === 0) return [table.setOf(selector.map(newRequirement))];
  return wishes.requiredNodeTerms.map(({ matchExpressions }) =>
    table.setOf([...selector, ...matchExpressions].map(newRequirement)),
  );
}

const inOne = (key: string, value: string): RequirementSpec => ({ key, operator: 'In', values: [value] });

/** The audiences that a template's terms look at: interned, so that they are all known. */
export function internAudiences(audiences: Audiences, template: PodTemplate): void {
  const { namespace } = template;
  for (const { labelSelector } of template.topologySpread) audiences.ofSpread(namespace, labelSelector);
  const preferred = [...template.preferredPodAffinity, ...template.preferredPodAntiAffinity].map(
    ({ term }) => term,
  );
  for (const term of [...template.podAffinity, ...template.podAntiAffinity, ...preferred]) {
    audiences.ofTerm(namespace, term);
  }
}

export type { Audience };
