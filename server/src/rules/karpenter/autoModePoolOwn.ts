/** A manifest for one of the pools that EKS Auto Mode brings along. */
import { AUTO_MODE_GROUP } from '../../model/autoModeLabels';
import { AUTO_MODE_POOLS, nodeClassGroup } from '../autoMode';
import { NODE_POOL } from '../kinds';
import { editRule } from '../rule';

export const autoModePoolOwn = editRule({
  id: 'karpenter/auto-mode-pool-own',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'A pool for EKS Auto Mode has a name of its own.',
    why:
      'Auto Mode brings two pools along, `system` and `general-purpose`. They can be switched on and off, not changed: a ' +
      'manifest of the same name fights with them. Give the pool another name, and name a NodeClass of ' +
      '`eks.amazonaws.com`. In a cluster without Auto Mode the name is free.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html',
  },
  check({ manifest, report }) {
    const { name = '' } = manifest;
    const group = nodeClassGroup(manifest);
    if (!AUTO_MODE_POOLS.includes(name) || (group !== undefined && group !== AUTO_MODE_GROUP)) return;
    report({
      path: ['metadata', 'name'],
      message: `${name} is a pool that EKS Auto Mode brings along and keeps from being changed: take another name for your own`,
    });
  },
});
