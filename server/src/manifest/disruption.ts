/** When a NodePool lets its nodes be disrupted: defaults as the CRD has them.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go Disruption@v1.14.1 */
import { goDurationNanos } from '../util/goDuration';
import { textAt, valueAt } from './fields';

export type ConsolidationPolicy = 'WhenEmpty' | 'WhenEmptyOrUnderutilized' | 'Balanced';

export interface PoolDisruption {
  readonly policy: ConsolidationPolicy;
  /** undefined: `Never`. */
  readonly consolidateAfterSeconds: number | undefined;
  /** The list as written, or the default. */
  readonly budgets: unknown;
  /** The template's annotation keeps every node of the pool. */
  readonly protectsNodes: boolean;
}

export const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt';
const DEFAULT_BUDGETS = [{ nodes: '10%' }];

export function decodeDisruption(nodePool: unknown): PoolDisruption {
  const disruption = valueAt(nodePool, 'spec', 'disruption');
  const after = textAt(disruption, 'consolidateAfter') ?? '0s';
  const annotation = textAt(nodePool, 'spec', 'template', 'metadata', 'annotations', DO_NOT_DISRUPT);
  return {
    policy: policyOf(textAt(disruption, 'consolidationPolicy')),
    consolidateAfterSeconds: after === 'Never' ? undefined : Number(goDurationNanos(after) ?? 0n) / 1e9,
    budgets: valueAt(disruption, 'budgets') ?? DEFAULT_BUDGETS,
    protectsNodes: annotation === 'true',
  };
}

const policyOf = (text: string | undefined): ConsolidationPolicy =>
  text === 'WhenEmpty' || text === 'Balanced' ? text : 'WhenEmptyOrUnderutilized';

const EXPIRE_AFTER = '720h';

/** The age at which a node of the pool goes; Infinity for `Never`. */
export const decodeExpirySeconds = (nodePool: unknown): number =>
  secondsOf(textAt(nodePool, 'spec', 'template', 'spec', 'expireAfter') ?? EXPIRE_AFTER);

/** How long a node of the pool may take to be emptied; Infinity where the pool does not say. */
export const decodeDrainSeconds = (nodePool: unknown): number =>
  secondsOf(textAt(nodePool, 'spec', 'template', 'spec', 'terminationGracePeriod') ?? 'Never');

function secondsOf(duration: string): number {
  const nanos = duration === 'Never' ? undefined : goDurationNanos(duration);
  return nanos === undefined ? Infinity : Number(nanos) / 1e9;
}
