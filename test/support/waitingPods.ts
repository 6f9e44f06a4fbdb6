/** Clusters in which some pods found no node, for tests of what consolidation makes of them. */
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import {
  clusterWorld,
  wishesOf,
  type ConsolidationOptions,
} from '../../server/src/analysis/motion/clusterWorld';
import { podsOfGroup } from '../../server/src/consolidation/pods';
import type { RunningPod, World } from '../../server/src/consolidation/state';
import { TypeCache } from '../../server/src/simulate/instanceTypes';

const resources = { catalog: loadCatalog(), cache: new TypeCache() };

interface Question {
  readonly options?: ConsolidationOptions;
  /** The age of every pod and node. */
  readonly seconds?: number;
  /** "namespace/name" of the workloads whose pods wait. */
  readonly waiting: readonly string[];
}

/** The world with its waiting pods, and the pods that are to run. */
export function worldWithWaiting(
  yaml: string,
  { options = {}, seconds = 0, waiting }: Question,
): { readonly world: World; readonly running: readonly RunningPod[] } {
  const files = [{ uri: 'file:///c.yaml', text: yaml }];
  const { prepared, objects, context, world } = clusterWorld(files, options, resources, { seconds });
  const pods = prepared.input.groups.flatMap((group) =>
    podsOfGroup(group, wishesOf(objects, group.kind, group.workload), context),
  );
  const waits = ({ workload }: RunningPod): boolean => waiting.includes(workload);
  return {
    world: { ...world, pendingPods: pods.filter(waits) },
    running: pods.filter((pod) => !waits(pod)),
  };
}
