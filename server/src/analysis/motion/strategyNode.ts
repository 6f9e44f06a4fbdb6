/** The node that a workload's pods would be put on first, and sizes of types: for strategies that fix a type. */
import { provision } from '../../consolidation/moves';
import { podFactory } from '../../consolidation/pods';
import type { StrategySubject, TypeSize } from '../../strategies/subject';
import { findObject, wishesOf, type ClusterWorld } from './clusterWorld';
import { podGroup } from '../../simulate/input';

export function firstNode(cluster: ClusterWorld, key: string): StrategySubject['nodeType'] {
  const { world, prepared, context, objects } = cluster;
  const workload = prepared.cluster.workloads.find(({ id }) => `${id.namespace}/${id.name}` === key);
  if (!workload || !findObject(objects, workload.id.kind, key)) return undefined;
  const group = podGroup(workload, FULL_NODE, prepared.cluster.storage);
  const podOf = podFactory(group, wishesOf(objects, group.kind, key), context);
  const pods = Array.from({ length: FULL_NODE }, (_, index) => podOf(index));
  const [replacement] = provision(world, [], pods).replacements;
  const launch = replacement?.plan()?.launch;
  const zone = launch?.zones[0];
  if (!launch || zone === undefined) return undefined;
  return { instanceType: launch.instanceType, zone };
}

/** Pods that are placed together, so that the type is not the smallest that holds one. */
const FULL_NODE = 4;

/** Of the types that a node class of the cluster allows. */
export function typeNamed({ world }: ClusterWorld, instanceType: string): TypeSize | undefined {
  const type = world.input.pools
    .flatMap(({ instanceTypes }) => instanceTypes)
    .find(({ name }) => name === instanceType);
  return type && { cpuMilli: type.capacity.cpu ?? 0, allocatableCpuMilli: type.allocatable.cpu ?? 0 };
}
