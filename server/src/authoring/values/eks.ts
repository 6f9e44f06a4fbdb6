/** Values in files for EKS: eksctl's ClusterConfig, and NodeClass of EKS Auto Mode. */
import { INSTANCE_TYPE, ZONE } from '../../model/labels';
import { labelValues } from './labels';
import { fixed, type Values } from './value';

const instanceTypes: Values = (spot) => labelValues(INSTANCE_TYPE, spot);
const zones: Values = (spot) => labelValues(ZONE, spot);
const region: Values = (spot) => {
  const { name } = spot.surroundings.region() ?? {};
  return name === undefined ? [] : [{ text: name, detail: 'of your settings' }];
};

const NODE_GROUP: Readonly<Record<string, Values>> = {
  instanceType: instanceTypes,
  'availabilityZones[]': zones,
  'taints[].effect': fixed(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  'capacityReservation.capacityReservationPreference': fixed(['open', 'none']),
};
const GROUPS = ['managedNodeGroups[]', 'nodeGroups[]'];

export const EKS: Readonly<Record<string, Values>> = {
  'ClusterConfig metadata.region': region,
  'ClusterConfig metadata.version': fixed(['1.35', '1.34', '1.33', '1.32']),
  'ClusterConfig availabilityZones[]': zones,
  'ClusterConfig autoModeConfig.nodePools[]': fixed(['general-purpose', 'system']),
  'ClusterConfig accessConfig.authenticationMode': fixed(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']),
  'ClusterConfig addons[].name': fixed([
    ...['vpc-cni', 'coredns', 'kube-proxy', 'eks-pod-identity-agent', 'aws-ebs-csi-driver', 'metrics-server'],
  ]),
  'ClusterConfig cloudWatch.clusterLogging.logRetentionInDays': fixed(['1', '7', '14', '30', '90', '365']),
  'ClusterConfig managedNodeGroups[].instanceTypes[]': instanceTypes,
  'ClusterConfig nodeGroups[].instancesDistribution.instanceTypes[]': instanceTypes,
  ...Object.fromEntries(
    GROUPS.flatMap((group) =>
      Object.entries(NODE_GROUP).map(([field, values]) => [`ClusterConfig ${group}.${field}`, values]),
    ),
  ),
  'NodeClass spec.ephemeralStorage.size': fixed(['80Gi', '160Gi', '320Gi']),
};
