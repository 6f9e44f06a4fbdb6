/** Sentences about a solve: the files called `explain*` are the only ones in which facts become words. */
import { wantsReservedCapacity } from '../model/reservedCapacity';
import type { SolveInput } from '../solver/input';
import type { PoolReason, Reason } from '../solver/reasons';
import { explainTrouble, explainUnmet } from './explainPool';

/** Why a pod was not placed or a claim not launched, in one or more sentences with the numbers. */
export function explain(reason: Reason, input: SolveInput): string {
  switch (reason.code) {
    case 'no-node-pools':
      return 'No NodePool takes part: the files hold none, or each is refused, static (pods start no nodes of it), or of another provider.';
    case 'refused':
      return `Karpenter leaves the pod alone: it ${reason.detail.message}.`;
    case 'too-many-pods':
      return `Not simulated: there are ${reason.podCount} pods, and Dryfit simulates up to ${reason.limit} at a time.`;
    case 'no-pool-fits':
      return explainPools(reason.pools, input);
    case 'min-values-after-cut':
      return `NodePool ${reason.pool}: of the 600 cheapest instance types, ${explainUnmet(reason.unmet)}.`;
    case 'launch-filtered-out':
      return `No instance type is left to launch after the provider's ${reason.filter}.`;
    case 'launch-min-values':
      return `Of the 60 cheapest instance types, ${explainUnmet(reason.unmet)}.`;
  }
}

/** So many different reasons are told; a cluster may have dozens of pools. */
const MAX_REASONS = 5;

/** Pools with the same trouble are named together, in the order in which Karpenter tries them. */
function explainPools(reasons: readonly PoolReason[], input: SolveInput): string {
  if (reasons.length === 0) return 'No NodePool takes part.';
  const poolsByTrouble = new Map<string, string[]>();
  for (const reason of reasons) {
    const trouble = noTypes(reason, input) ?? explainTrouble(reason);
    poolsByTrouble.set(trouble, [...(poolsByTrouble.get(trouble) ?? []), reason.pool]);
  }
  const told = [...poolsByTrouble].slice(0, MAX_REASONS);
  const restCount = reasons.length - told.reduce((sum, [, pools]) => sum + pools.length, 0);
  const sentences = told.map(
    ([trouble, pools]) => `NodePool${pools.length === 1 ? '' : 's'} ${pools.join(', ')}: ${trouble}`,
  );
  return `${[...sentences, ...(restCount > 0 ? [`${restCount} more ${restCount === 1 ? 'NodePool does' : 'NodePools do'} not take it either`] : [])].join('; ')}.`;
}

/** A pool has no types at all only when its class takes no part; types of reserved capacity are not known. */
function noTypes({ pool: name, code }: PoolReason, { pools }: SolveInput): string | undefined {
  const own = pools.find(({ pool }) => pool.name === name);
  if (own?.instanceTypes.length === 0)
    return `its EC2NodeClass ${own.pool.nodeClassRef.name} is not among the files, or is refused`;
  if (code === 'no-instance-types' && own?.pool.requirements.some(wantsReservedCapacity))
    return 'it wants reserved capacity, and capacity reservations are not simulated';
  return undefined;
}

/** The stable code of a reason; a refused pod has its own. */
export const codeOf = (reason: Reason): string =>
  reason.code === 'refused' ? reason.detail.code : reason.code;
