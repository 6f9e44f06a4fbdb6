/** Label keys and values that Kubernetes, Karpenter and its AWS provider give a meaning to.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/labels.go@v1.14.1
 *  @source aws/karpenter-provider-aws pkg/apis/v1/labels.go@v1.14.1 */

export const ZONE = 'topology.kubernetes.io/zone';
export const REGION = 'topology.kubernetes.io/region';
export const ZONE_ID = 'topology.k8s.aws/zone-id';
export const HOSTNAME = 'kubernetes.io/hostname';
export const ARCH = 'kubernetes.io/arch';
export const OS = 'kubernetes.io/os';
export const INSTANCE_FAMILY = 'karpenter.k8s.aws/instance-family';
export const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';
export const CAPACITY_TYPE = 'karpenter.sh/capacity-type';
export const NODE_POOL = 'karpenter.sh/nodepool';

export const ON_DEMAND = 'on-demand';
export const SPOT = 'spot';
export const RESERVED = 'reserved';
