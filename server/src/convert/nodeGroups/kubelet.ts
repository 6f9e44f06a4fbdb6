/** Kubelet settings of a node group, as far as an EC2NodeClass has them. */
import { fieldsOf, mappingAt, textAt, type Fields } from '../../manifest/fields';
import type { Leftover, NodeGroup } from './group';

/** Settings of the kubelet's own file that the class has under the same name.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go KubeletConfiguration@v1.14.1 */
const SAME = new Set([
  'clusterDNS',
  'cpuCFSQuota',
  'evictionHard',
  'evictionMaxPodGracePeriod',
  'evictionSoft',
  'evictionSoftGracePeriod',
  'imageGCHighThresholdPercent',
  'imageGCLowThresholdPercent',
  'kubeReserved',
  'maxPods',
  'podsPerCore',
  'systemReserved',
]);

export interface Kubelet {
  readonly fields: Fields | undefined;
  readonly left: readonly Leftover[];
}

export function kubeletOf({ fields }: NodeGroup): Kubelet {
  const extra = Object.entries(mappingAt(fields, 'kubeletExtraConfig'));
  const maxPods = fields['maxPodsPerNode'];
  const dns = textAt(fields, 'clusterDNS');
  const made = {
    ...(typeof maxPods === 'number' ? { maxPods } : {}),
    ...(dns === undefined ? {} : { clusterDNS: [dns] }),
    ...Object.fromEntries(
      extra.filter(([key]) => SAME.has(key)).map(([key, value]) => [key, asClassHas(value)]),
    ),
  };
  const other = extra.filter(([key]) => !SAME.has(key));
  return {
    fields: Object.keys(made).length > 0 ? made : undefined,
    left:
      other.length === 0
        ? []
        : [
            {
              field: 'kubeletExtraConfig',
              value: Object.fromEntries(other),
              why: 'an EC2NodeClass has no such kubelet settings: write them in userData, in the form of the family',
            },
          ],
  };
}

/** Quantities in maps are texts in a class, numbers in a kubelet's file as often as not. */
function asClassHas(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([key, item]) => [
      key,
      typeof item === 'number' ? String(item) : item,
    ]),
  );
}
