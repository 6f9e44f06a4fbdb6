/** How Karpenter gives up a pod's preferences, one at a time and always in the same order.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/preferences.go@v1.14.1 */
import type { PodTemplate } from '../model/pod';
import type { Toleration } from '../model/taints';
import { perObject } from '../util/perObject';
import { goSorted } from './goSort';

/** The parts of a pod that relaxing changes. */
export type PodWishes = Pick<
  PodTemplate,
  | 'requiredNodeTerms'
  | 'preferredNodeTerms'
  | 'preferredPodAffinity'
  | 'preferredPodAntiAffinity'
  | 'topologySpread'
  | 'tolerations'
>;

/** All wishes of the pod, its preferred node terms in the order in which they are tried: heaviest first, and Go's
 *  unstable sort decides among equals.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go newPodRequirements@v1.14.1 */
export const initialWishes = perObject((template: PodTemplate): PodWishes => {
  const preferredNodeTerms = goSorted(template.preferredNodeTerms, (a, b) => a.weight > b.weight);
  return { ...template, preferredNodeTerms };
});

/** The wishes less one; undefined when nothing is left to give up.
 *  @param toleratePreferNoSchedule  whether some pool has such a taint, which the last step tolerates */
export function relax(wishes: PodWishes, toleratePreferNoSchedule: boolean): PodWishes | undefined {
  if (wishes.requiredNodeTerms.length > 1) {
    return { ...wishes, requiredNodeTerms: wishes.requiredNodeTerms.slice(1) };
  }
  if (wishes.preferredPodAffinity.length > 0) {
    return { ...wishes, preferredPodAffinity: withoutHeaviest(wishes.preferredPodAffinity) };
  }
  if (wishes.preferredPodAntiAffinity.length > 0) {
    return { ...wishes, preferredPodAntiAffinity: withoutHeaviest(wishes.preferredPodAntiAffinity) };
  }
  if (wishes.preferredNodeTerms.length > 0) {
    return { ...wishes, preferredNodeTerms: withoutHeaviest(wishes.preferredNodeTerms) };
  }
  return relaxSpread(wishes) ?? (toleratePreferNoSchedule ? relaxTaints(wishes) : undefined);
}

/** A stable sort by weight, heaviest first, of which the first is dropped. */
const withoutHeaviest = <T extends { readonly weight: number }>(terms: readonly T[]): readonly T[] =>
  [...terms].sort((a, b) => b.weight - a.weight).slice(1);

/** Drops the first soft spread constraint; the last one takes its place. */
function relaxSpread(wishes: PodWishes): PodWishes | undefined {
  const constraints = [...wishes.topologySpread];
  const soft = constraints.findIndex(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway');
  const last = constraints.at(-1);
  if (soft < 0 || last === undefined) return undefined;
  constraints[soft] = last;
  constraints.pop();
  return { ...wishes, topologySpread: constraints };
}

const ANY_PREFER_NO_SCHEDULE: Toleration = { operator: 'Exists', effect: 'PreferNoSchedule' };

function relaxTaints(wishes: PodWishes): PodWishes | undefined {
  const tolerations = toleratingPreferNoSchedule(wishes.tolerations);
  return tolerations === wishes.tolerations ? undefined : { ...wishes, tolerations };
}

/** The tolerations with one for every PreferNoSchedule taint; the same array when it is among them. */
export function toleratingPreferNoSchedule(tolerations: readonly Toleration[]): readonly Toleration[] {
  return tolerations.some(isAnyPreferNoSchedule) ? tolerations : [...tolerations, ANY_PREFER_NO_SCHEDULE];
}

const isAnyPreferNoSchedule = ({ key, operator, value, effect }: Toleration): boolean =>
  !key && !value && operator === 'Exists' && effect === 'PreferNoSchedule';
