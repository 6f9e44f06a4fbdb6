/** Pods that scheduling cannot tell apart, whatever workloads they come from, and the forms they take as their
 *  preferences are given up. */
import { HOSTNAME } from '../model/labels';
import type { HostPort, PodTemplate } from '../model/pod';
import { newRequirement, type Requirement, type RequirementSpec } from '../model/requirement';
import type { Audience } from './audiences';
import type { PodWishes } from './relaxation';
import type { PodShape, PodShapes } from './podShape';
import { RefusedNodes } from './refusals';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { Amounts } from './resourceVector';
import type { Topology } from './topology';
import type { TopologyGroup } from './topologyGroup';

/** What all forms of a pod have in common. */
export interface PodClass {
  readonly id: number;
  readonly template: PodTemplate;
  /** The `pods` resource included. */
  readonly requests: Amounts;
  readonly hostPorts: readonly HostPort[];
  /** Audiences that the pods belong to, and the same by number. */
  readonly audiences: readonly Audience[];
  readonly audienceIds: ReadonlySet<number>;
  /** Alternatives; empty: no volume asks for anything. */
  readonly volumes: readonly SplitRequirements[];
  /** The pods' own required anti-affinity as it binds others. */
  readonly inverseGroups: readonly TopologyGroup[];
  /** Grows as forms are needed, from all wishes to the barest one. */
  readonly forms: PodForm[];
  /** How many placements there had been when the pods last found no place; -1: they never failed. */
  failedAt: number;
}

/** A pod with what is left of its wishes: what is probed against nodes. */
export interface PodForm {
  readonly podClass: PodClass;
  readonly wishes: PodWishes;
  /** With the heaviest preference among the requirements, unless preferences are ignored. */
  readonly shape: PodShape;
  /** Without preferences: bounds the domains of topology constraints. */
  readonly strict: RequirementSet;
  /** Nodes that topology keeps the pod from for good. */
  readonly refused: RefusedNodes;
  readonly hostGroups: readonly TopologyGroup[];
  readonly domainGroups: readonly TopologyGroup[];
}

/** Requirements without the one on the host name, and whether that one refuses nodes that are not there yet. */
export interface SplitRequirements {
  readonly set: RequirementSet;
  readonly refusesNewHosts: boolean;
}

/** A node to be gets a name of its own that no manifest can know: only requirements that exclude nothing but names, or
 *  nothing, suit it. */
export function splitHostname(
  table: RequirementTable,
  requirements: readonly Requirement[],
): SplitRequirements {
  const set = table.setOf(requirements.filter(({ key }) => key !== HOSTNAME));
  const onHost = requirements.filter(({ key }) => key === HOSTNAME);
  const refusesNewHosts = onHost.some(
    ({ complement, gte, lte }) => !complement || gte !== undefined || lte !== undefined,
  );
  return { set, refusesNewHosts };
}

export interface FormContext {
  readonly table: RequirementTable;
  readonly topology: Topology;
  readonly shapes: PodShapes;
  readonly ignoresPreferences: boolean;
}

export function makeForm(podClass: PodClass, wishes: PodWishes, context: FormContext): PodForm {
  const { table, topology, shapes, ignoresPreferences } = context;
  const { template, requests, hostPorts } = podClass;
  const strict = strictRequirements(template, wishes);
  const preferred = ignoresPreferences
    ? []
    : (wishes.preferredNodeTerms[0]?.preference.matchExpressions ?? []);
  const { set, refusesNewHosts } = splitHostname(table, [...strict, ...preferred.map(newRequirement)]);
  const groups = topology.groupsFor(template, wishes);
  const { tolerations } = wishes;
  return {
    podClass,
    wishes,
    shape: shapes.of({ requirements: set, refusesNewHosts, tolerations, requests, hostPorts }),
    strict: splitHostname(table, strict).set,
    refused: new RefusedNodes(0),
    hostGroups: groups.filter(({ isPerHost }) => isPerHost),
    domainGroups: groups.filter(({ isPerHost }) => !isPerHost),
  };
}

/** The node selector and the first required term; relaxing drops the first until one fits.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go newPodRequirements@v1.14.1 */
export function strictRequirements(template: PodTemplate, wishes: PodWishes): readonly Requirement[] {
  const selector = Object.entries(template.nodeSelector).map(([key, value]): RequirementSpec => ({
    key,
    operator: 'In',
    values: [value],
  }));
  const required = wishes.requiredNodeTerms[0]?.matchExpressions ?? [];
  return [...selector, ...required].map(newRequirement);
}
