/** The pools of EKS Auto Mode, and how to tell whose a pool is.
 *  @source docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html */
import type { Manifest } from '../manifest/document';
import { AUTO_MODE_GROUP } from '../model/autoModeLabels';
import { POOL_SPEC } from './nodePoolView';
import { at, text } from './read';

/** Pools that come with Auto Mode and cannot be changed. */
export const AUTO_MODE_POOLS: readonly string[] = ['general-purpose', 'system'];

/** Whether EC2 instances become the nodes of a pool: a pool that names no group yet is taken for one of AWS. */
export function isOnAws(pool: Manifest): boolean {
  const group = nodeClassGroup(pool);
  return group === undefined || group === 'karpenter.k8s.aws' || group === AUTO_MODE_GROUP;
}

/** API group of the node class that a pool names. */
export const nodeClassGroup = (pool: Manifest): string | undefined =>
  text(at(pool.value, ...POOL_SPEC, 'nodeClassRef', 'group'));
