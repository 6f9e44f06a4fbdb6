/** Sorts pod groups into classes of pods that scheduling cannot tell apart. */
import type { PodGroup, PodTemplate } from '../model/pod';
import { newRequirement } from '../model/requirement';
import { compareText } from '../util/sort';
import type { Audience, Audiences } from './audiences';
import { splitHostname, type PodClass } from './podClass';
import type { RequirementTable } from './requirementTable';
import type { ResourceNames } from './resourceVector';
import type { Topology } from './topology';

export interface ClassifyContext {
  readonly audiences: Audiences;
  readonly table: RequirementTable;
  readonly resources: ResourceNames;
  readonly topology: Topology;
  /** Called for each group; may throw to stop. */
  readonly poll: () => void;
}

export interface ClassifiedGroup {
  /** Index into `SolveInput.groups`. */
  readonly group: number;
  readonly podCount: number;
  readonly podClass: PodClass;
}

/** The groups with their classes, in the order in which upstream first sees them: by namespace, then pod name. Which of
 *  two pods that share a topology constraint comes first can matter. */
export function classify(groups: readonly PodGroup[], context: ClassifyContext): ClassifiedGroup[] {
  const classes = new Map<string, PodClass>();
  const memberships = new Map<string, readonly Audience[]>();
  return inListOrder(groups).map((index) => {
    context.poll();
    const group = groups[index] as PodGroup;
    const { template, podCount } = group;
    const labelsKey = JSON.stringify([template.namespace, template.labels]);
    const audiences = memberships.get(labelsKey) ?? context.audiences.of(template.namespace, template.labels);
    memberships.set(labelsKey, audiences);
    const key = classKey(template, audiences);
    const podClass = classes.get(key) ?? makeClass(template, audiences, classes.size, context);
    classes.set(key, podClass);
    return { group: index, podCount, podClass };
  });
}

/** @source kubernetes/client-go testing/fixture.go filterByNamespace@v0.35.3 (the order of a list) */
function inListOrder(groups: readonly PodGroup[]): number[] {
  const names = groups.map(({ workload, bare }) => (bare ? nameOf(workload) : `${nameOf(workload)}-00000`));
  const compare = (a: number, b: number): number => {
    const [left, right] = [groups[a], groups[b]] as [PodGroup, PodGroup];
    return (
      compareText(left.template.namespace, right.template.namespace) ||
      compareText(names[a] ?? '', names[b] ?? '') ||
      compareText(left.kind, right.kind)
    );
  };
  return [...groups.keys()].filter((index) => groups[index]?.template.refusal === undefined).sort(compare);
}

/** The name of a "namespace/name". */
export const nameOf = (workload: string): string => workload.slice(workload.indexOf('/') + 1);

/** Everything that scheduling reads. Labels and namespace count by the audiences that they belong to, and by the
 *  namespace where terms of the pod's own refer to it. */
function classKey(template: PodTemplate, audiences: readonly Audience[]): string {
  const { labels, namespace, ...rest } = template;
  void labels;
  const hasTerms =
    rest.topologySpread.length +
      rest.podAffinity.length +
      rest.podAntiAffinity.length +
      rest.preferredPodAffinity.length +
      rest.preferredPodAntiAffinity.length >
    0;
  return JSON.stringify([hasTerms ? namespace : '', audiences.map(({ id }) => id), rest]);
}

function makeClass(
  template: PodTemplate,
  audiences: readonly Audience[],
  id: number,
  { table, resources, topology }: ClassifyContext,
): PodClass {
  return {
    id,
    template,
    requests: resources.ofPods(template.requests, 1),
    hostPorts: template.hostPorts,
    audiences,
    audienceIds: new Set(audiences.map((audience) => audience.id)),
    volumes: template.volumeRequirements.map((specs) => splitHostname(table, specs.map(newRequirement))),
    inverseGroups: topology.inverseGroupsFor(template),
    forms: [],
    failedAt: -1,
  };
}
