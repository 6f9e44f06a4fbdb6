/** Sorts pod groups into classes of pods that scheduling cannot tell apart. */
import type { PodGroup, PodTemplate } from '../model/pod';
import { newRequirement } from '../model/requirement';
import { perObject } from '../util/perObject';
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
  const memberships = new Map<string, Membership>();
  const ofTemplates = new Map<PodTemplate, PodClass>();
  const classOf = (template: PodTemplate): PodClass => {
    const labelsKey = labelsText(template);
    const membership = memberships.get(labelsKey) ?? membershipOf(template, context.audiences);
    memberships.set(labelsKey, membership);
    const { before, after } = classText(template);
    const key = before + membership.text + after;
    const podClass = classes.get(key) ?? makeClass(template, membership, classes.size, context);
    classes.set(key, podClass);
    return podClass;
  };
  return inListOrder(groups).map((index) => {
    context.poll();
    const { template, podCount } = groups[index] as PodGroup;
    const podClass = ofTemplates.get(template) ?? classOf(template);
    ofTemplates.set(template, podClass);
    return { group: index, podCount, podClass };
  });
}

/** The audiences that pods of a namespace with certain labels belong to. */
interface Membership {
  readonly audiences: readonly Audience[];
  readonly ids: ReadonlySet<number>;
  readonly text: string;
}

function membershipOf({ namespace, labels }: PodTemplate, all: Audiences): Membership {
  const audiences = all.of(namespace, labels);
  const ids = audiences.map(({ id }) => id);
  return { audiences, ids: new Set(ids), text: ids.join() };
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

/** The parts of a template's text, around that of the audiences that its pods belong to. */
interface ClassText {
  readonly before: string;
  readonly after: string;
}

/** Everything that scheduling reads. Labels and namespace count by the audiences that they belong to, and by the
 *  namespace where terms of the pod's own refer to it. Lists are mostly empty: these cost nothing. */
const classText = perObject((template: PodTemplate): ClassText => {
  const terms = [
    template.topologySpread,
    template.podAffinity,
    template.podAntiAffinity,
    template.preferredPodAffinity,
    template.preferredPodAntiAffinity,
  ];
  const lists = [
    ...terms,
    template.requiredNodeTerms,
    template.preferredNodeTerms,
    template.tolerations,
    template.hostPorts,
    template.volumeRequirements,
  ];
  const namespace = terms.some(({ length }) => length > 0) ? template.namespace : '';
  return {
    before: [namespace, pairsText(template.requests), pairsText(template.nodeSelector), ''].join('|'),
    after: ['', ...lists.map((list) => (list.length > 0 ? JSON.stringify(list) : ''))].join('|'),
  };
});

const labelsText = perObject(
  ({ namespace, labels }: PodTemplate): string => `${namespace}|${pairsText(labels)}`,
);

function pairsText(pairs: Readonly<Record<string, string | number>>): string {
  let text = '';
  for (const key in pairs) text += `${key}\u0001${pairs[key]}\u0000`;
  return text;
}

function makeClass(
  template: PodTemplate,
  { audiences, ids: audienceIds }: Membership,
  id: number,
  { table, resources, topology }: ClassifyContext,
): PodClass {
  return {
    id,
    template,
    requests: resources.ofPods(template.requests, 1),
    hostPorts: template.hostPorts,
    audiences,
    audienceIds,
    volumes: template.volumeRequirements.map((specs) => splitHostname(table, specs.map(newRequirement))),
    inverseGroups: topology.inverseGroupsFor(template),
    forms: [],
    failedAt: -1,
  };
}
