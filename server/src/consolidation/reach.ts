/** Where pods could ever go, by taints and labels alone. A "no" is final; a "yes" leaves room, topology and volumes open. */
import { HOSTNAME, NODE_POOL } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import type { PodTemplate } from '../model/pod';
import { newRequirement, type RequirementSpec } from '../model/requirement';
import {
  incompatibility,
  joinRequirements,
  labelRequirements,
  requirementsOf,
  type Requirements,
} from '../model/requirements';
import { untolerated, type Taint } from '../model/taints';
import { perObject } from '../util/perObject';
import type { ClusterNode } from './state';

/** Whether pods of the template may come to a node that runs. */
export const reachesNode = (template: PodTemplate, { labels, pool }: ClusterNode): boolean =>
  remembered(template, labels, () => suits(template, pool.taints, () => saidBy(labels)));

/** Whether they may come to a node that the pool would start. */
export const reachesPool = (template: PodTemplate, pool: NodePool): boolean =>
  remembered(template, pool, () =>
    suits(template, pool.taints, () =>
      joinRequirements(
        requirementsOf(pool.requirements),
        labelRequirements({ ...pool.labels, [NODE_POOL]: pool.name }).values(),
      ),
    ),
  );

const saidBy = perObject((labels: Readonly<Record<string, string>>) => labelRequirements(labels));

const verdicts = new WeakMap<PodTemplate, WeakMap<object, boolean>>();

function remembered(template: PodTemplate, place: object, judge: () => boolean): boolean {
  const ofTemplate = verdicts.get(template) ?? new WeakMap<object, boolean>();
  verdicts.set(template, ofTemplate);
  const known = ofTemplate.get(place) ?? judge();
  ofTemplate.set(place, known);
  return known;
}

/** Taints that are mere preferences are tolerated in the end, and labels that the place lacks may still come with other pods:
 *  neither rules a place out. */
function suits(template: PodTemplate, taints: readonly Taint[], requirements: () => Requirements): boolean {
  const hard = taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  if (untolerated(hard, template.tolerations).length > 0) return false;
  if (asksForNoLabel(template)) return true;
  const place = requirements();
  return alternatives(template).some(
    (wanted) => incompatibility(place, wanted, new Set(wanted.keys())) === undefined,
  );
}

const asksForNoLabel = perObject(
  ({ nodeSelector, requiredNodeTerms }: PodTemplate): boolean =>
    requiredNodeTerms.length === 0 && Object.keys(nodeSelector).length === 0,
);

/** The node selector with each of the required terms; host names are left out. */
const alternatives = perObject(
  ({ nodeSelector, requiredNodeTerms }: PodTemplate): readonly Requirements[] => {
    const selector = Object.entries(nodeSelector).map(([key, value]): RequirementSpec => ({
      key,
      operator: 'In',
      values: [value],
    }));
    const terms = requiredNodeTerms.length > 0 ? requiredNodeTerms : [{ matchExpressions: [] }];
    return terms.map(({ matchExpressions }) => {
      const wanted = [...selector, ...matchExpressions].map(newRequirement);
      return joinRequirements(
        new Map(),
        wanted.filter(({ key }) => key !== HOSTNAME),
      );
    });
  },
);
