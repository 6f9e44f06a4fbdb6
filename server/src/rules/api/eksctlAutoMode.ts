/** EKS Auto Mode in an eksctl file, by the name that the EKS API gives it. */
import { renameKey } from '../edits';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const eksctlAutoMode = editRule({
  id: 'api/eksctl-auto-mode',
  kinds: ['eksctl.io/v1alpha5 ClusterConfig'],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'eksctl switches Auto Mode on with `autoModeConfig`.',
    why:
      '`computeConfig` is the field of the EKS API; eksctl refuses it as unknown. Its own is `autoModeConfig`, with ' +
      '`enabled`, `nodePools` (`general-purpose`, `system`) and `nodeRoleARN`. Instance types are chosen by NodePools in ' +
      'the cluster, not there.',
    source: 'https://docs.aws.amazon.com/eks/latest/eksctl/auto-mode.html',
  },
  check({ manifest, report }) {
    const compute = at(manifest.value, 'computeConfig');
    if (!isSet(compute)) return;
    report({
      path: ['computeConfig'],
      mark: 'key',
      message: 'eksctl has no computeConfig: Auto Mode is autoModeConfig',
      fixes: () =>
        isSet(at(manifest.value, 'autoModeConfig')) || isSet(at(compute, 'nodePoolDefaults'))
          ? []
          : [
              {
                title: 'Rename to autoModeConfig',
                safe: false,
                edits: renameKey(manifest, ['computeConfig'], 'autoModeConfig'),
              },
            ],
    });
    if (!isSet(at(compute, 'nodePoolDefaults'))) return;
    report({
      path: ['computeConfig', 'nodePoolDefaults'],
      mark: 'key',
      message: 'neither EKS nor eksctl has nodePoolDefaults: instance types are requirements of a NodePool',
    });
  },
});
