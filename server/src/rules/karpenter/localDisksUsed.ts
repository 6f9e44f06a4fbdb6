/** B36: local disks are asked for and not used. */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { NODE_CLASS, NODE_POOL } from '../kinds';
import { POOL_SPEC, requirementsOf } from '../nodePoolView';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';

const LOCAL_NVME = 'karpenter.k8s.aws/instance-local-nvme';

export const localDisksUsed = editRule({
  id: 'karpenter/local-disks-used',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool that asks for local NVMe disks has a node class that puts them to use.',
    why:
      'Karpenter counts instance store disks as ephemeral storage only when the node class says ' +
      '`instanceStorePolicy: RAID0`. Otherwise the disks are paid for and stay unmounted, and pods that request ' +
      'ephemeral storage see the size of the root volume.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specinstancestorepolicy',
  },
  check({ manifest, graph, report }) {
    const requirement = requirementsOf(manifest).find(
      (one) => one.key === LOCAL_NVME && one.operator !== 'DoesNotExist',
    );
    const className = text(at(manifest.value, ...POOL_SPEC, 'nodeClassRef', 'name'));
    const nodeClass = className === undefined ? undefined : graph.findGlobal(NODE_CLASS, className, manifest);
    if (!requirement || !nodeClass || isSet(at(nodeClass.value, 'spec', 'instanceStorePolicy'))) return;
    if (isSet(at(nodeClass.value, 'spec', 'userData'))) return;
    report({
      path: [...requirement.path, 'key'],
      message: `local disks are required, but EC2NodeClass "${className}" has no instanceStorePolicy: RAID0, so they stay unused`,
      fixes: proposal(`Set instanceStorePolicy: RAID0 on EC2NodeClass "${className}"`, () =>
        insertEntry(nodeClass, ['spec'], 'instanceStorePolicy: RAID0'),
      ),
    });
  },
});
