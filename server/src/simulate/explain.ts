/** Sentences about a solve: the files called `explain*` are the only ones in which facts become words. */
import type { SolveInput } from '../solver/input';
import type { PoolReason, Reason } from '../solver/reasons';
import { explainPool, explainUnmet } from './explainPool';

/** Why a pod was not placed or a claim not launched, in one or more sentences with the numbers. */
export function explain(reason: Reason, input: SolveInput): string {
  switch (reason.code) {
    case 'no-node-pools':
      return 'No NodePool takes part: the files hold none, or each is refused, static, or of another provider.';
    case 'refused':
      return `Karpenter leaves the pod alone: it ${reason.detail.message}.`;
    case 'too-many-pods':
      return `Not simulated: there are ${reason.podCount} pods, and Dryfit simulates up to ${reason.limit} at a time.`;
    case 'no-pool-fits':
      return explainPools(reason.pools.map((pool) => missingClass(pool, input) ?? explainPool(pool)));
    case 'min-values-after-cut':
      return `NodePool ${reason.pool}: of the 600 cheapest instance types, ${explainUnmet(reason.unmet)}.`;
    case 'launch-filtered-out':
      return `No instance type is left to launch after the provider's ${reason.filter}.`;
    case 'launch-min-values':
      return `Of the 60 cheapest instance types, ${explainUnmet(reason.unmet)}.`;
  }
}

const explainPools = (sentences: readonly string[]): string =>
  sentences.length === 0 ? 'No NodePool takes part.' : `${sentences.join('; ')}.`;

/** A pool has no types at all only when its class takes no part. */
function missingClass({ pool: name }: PoolReason, { pools }: SolveInput): string | undefined {
  const own = pools.find(({ pool }) => pool.name === name);
  if (own?.instanceTypes.length !== 0) return undefined;
  return `NodePool ${name}: its EC2NodeClass ${own.pool.nodeClassRef.name} is not among the files, or is refused`;
}

/** The stable code of a reason; a refused pod has its own. */
export const codeOf = (reason: Reason): string =>
  reason.code === 'refused' ? reason.detail.code : reason.code;
