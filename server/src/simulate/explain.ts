/** Sentences about a solve: the only place where facts become words. */
import type { SolveInput } from '../solver/input';
import type { PoolReason, Reason } from '../solver/reasons';

/** Why a pod was not placed or a claim not launched, in one or more sentences with the numbers. */
export function explain(reason: Reason, input: SolveInput): string {
  switch (reason.code) {
    case 'no-node-pools':
      return 'No NodePool takes part: the files hold none, or each is refused, static, or of another provider.';
    case 'refused':
      return `Karpenter leaves the pod alone: it ${reason.detail.message}.`;
    case 'not-handled-yet':
      return `Not simulated yet: ${reason.constraint}.`;
    case 'no-pool-fits':
      return reason.pools.map((pool) => explainPool(pool, input)).join('; ');
  }
}

function explainPool(reason: PoolReason, input: SolveInput): string {
  void input;
  return `${reason.pool}: ${reason.code}`;
}
