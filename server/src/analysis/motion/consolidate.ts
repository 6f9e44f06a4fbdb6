/** Consolidation of the cluster that some files make. */
import { consolidateCluster, type Consolidation } from '../../consolidation/consolidate';
import { podsOfGroup } from '../../consolidation/pods';
import type { Change } from '../../consolidation/scaleDown';
import type { SourceFile } from '../../model/finding';
import type { ReplicaChoice } from '../../simulate/replicas';
import { clusterWorld, wishesOf, type ConsolidationOptions, type Resources } from './clusterWorld';

export interface ConsolidationRequest {
  readonly files: readonly SourceFile[];
  readonly options?: ConsolidationOptions & {
    /** Whether nodes of static pools are there, and take pods; as for `simulate` they are not by default. */
    readonly staticNodes?: boolean;
  };
  /** The age of every pod and node; 0 by default. */
  readonly seconds?: number;
  /** Nothing shrinks by default. */
  readonly change?: Change;
  /** The size that workloads shrink from: as written by default. */
  readonly replicas?: ReplicaChoice;
}

export function consolidateFiles(
  { files, options = {}, seconds = 0, change = { replicas: {} }, replicas = 'spec' }: ConsolidationRequest,
  resources: Resources,
): Consolidation {
  const { prepared, objects, context, world } = clusterWorld(files, options, resources, {
    seconds,
    replicas,
    staticNodes: options.staticNodes ?? false,
  });
  const podCount = prepared.input.groups.reduce((sum, group) => sum + group.podCount, 0);
  if (podCount > MAX_PODS) return tooLarge(podCount);
  const pods = prepared.input.groups.flatMap((group) =>
    podsOfGroup(group, wishesOf(objects, group.kind, group.workload), context),
  );
  return consolidateCluster(world, pods, change);
}

/** Every pod is looked at by itself, again and again: larger clusters would take minutes. */
export const MAX_PODS = 20_000;

function tooLarge(podCount: number): Consolidation {
  const nothing = { nodes: [], usdPerHour: 0 };
  const error = `${podCount} pods are more than the ${MAX_PODS} that are played`;
  return { error, initial: nothing, commands: [], final: nothing };
}
