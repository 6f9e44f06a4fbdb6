/** What the CRD of NodePools holds against a budget. The schema layer judges whole manifests; this answers for budgets alone.
 *  @source kubernetes-sigs/karpenter pkg/apis/crds/karpenter.sh_nodepools.yaml@v1.14.1 */
import { textAt, valueAt } from '../../manifest/fields';
import { hasScheduleShape } from '../../model/scheduleShape';

const DURATION = /^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$/;
const NODES = /^((100|[0-9]{1,2})%|[0-9]+)$/;
const REASONS = new Set(['Underutilized', 'Empty', 'Drifted']);

export const isScheduleAdmitted = (schedule: string): boolean => hasScheduleShape(schedule);

/** Which rules of the CRD the budget breaks, such as `schedule:pattern`; empty when none. */
export function crdViolations(budget: unknown): string[] {
  const schedule = textAt(budget, 'schedule');
  const duration = textAt(budget, 'duration');
  const nodes = textAt(budget, 'nodes');
  return [
    ...(duration !== undefined && !DURATION.test(duration) ? ['duration:pattern'] : []),
    ...(nodes !== undefined && !NODES.test(nodes) ? ['nodes:pattern'] : []),
    ...reasonViolations(valueAt(budget, 'reasons')),
    ...(schedule !== undefined && !isScheduleAdmitted(schedule) ? ['schedule:pattern'] : []),
    ...((schedule === undefined) !== (duration === undefined) ? ['schedule-duration:cel'] : []),
  ];
}

function reasonViolations(reasons: unknown): string[] {
  if (!Array.isArray(reasons)) return [];
  const isForeign = reasons.some((reason) => !REASONS.has(String(reason)));
  const isDouble = new Set(reasons).size < reasons.length;
  return [...(isForeign ? ['reasons:enum'] : []), ...(isDouble ? ['reasons:duplicate'] : [])];
}
