/** EKS Auto Mode in an eksctl file, by the name that the EKS API gives it. */
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const eksctlAutoMode = editRule({
  id: 'api/eksctl-auto-mode',
  kinds: ['eksctl.io/v1alpha5 ClusterConfig'],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'eksctl switches Auto Mode on with `autoModeConfig`, which chooses no instance types.',
    why:
      '`computeConfig` is the field of the EKS API; eksctl refuses it as unknown. Its own is `autoModeConfig`, with ' +
      '`enabled`, `nodePools` (`general-purpose`, `system`) and `nodeRoleARN`. Instance types are chosen by NodePools in ' +
      'the cluster, not there.',
    source: 'https://docs.aws.amazon.com/eks/latest/eksctl/auto-mode.html',
  },
  check({ manifest, report }) {
    const path = ['computeConfig', 'nodePoolDefaults'];
    if (!isSet(at(manifest.value, ...path))) return;
    report({
      path,
      mark: 'key',
      message: 'neither EKS nor eksctl has nodePoolDefaults: instance types are requirements of a NodePool',
    });
  },
});
