/** Node groups of an eksctl ClusterConfig as the Cluster Autoscaler would start them. */
import { nodeGroupsOf, purchaseOf, sizeOf, typesOf } from '../../convert/nodeGroups/group';
import { mayBeLabel, readLabels, readTaints } from '../../convert/nodeGroups/nodeFields';
import type { NodeGroup } from '../../strategies/types';
import type { KnownObject } from './clusterWorld';

/** In order, managed groups first. Of several types the first one stands for them all; groups that choose theirs by a
 *  selector are left out. */
export const groupsOfConfig = (config: Pick<KnownObject, 'value'>): readonly NodeGroup[] =>
  nodeGroupsOf(config).flatMap((group) => {
    const [instanceType] = typesOf(group);
    if (instanceType === undefined) return [];
    const { min, max } = sizeOf(group);
    const labels = Object.entries(readLabels(group)).filter(([key]) => mayBeLabel(key));
    return {
      ...{ name: group.name, instanceType, minSize: min, maxSize: max },
      isSpot: purchaseOf(group).onDemandShare === 0,
      ...{ labels: Object.fromEntries(labels), taints: readTaints(group) },
    };
  });
