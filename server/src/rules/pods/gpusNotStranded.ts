/** GPUs that no further pod can use, because its other requests do not fit beside. */
import type { InstanceType } from '../../model/instanceType';
import { podSource, workloadName, namespaceOf } from '../graph';
import { DEPLOYMENT, JOB, NODE_POOL, POD, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { decodePod } from '../../manifest/podTemplate';
import { containersIn, hasRequest } from '../podView';
import { solveRule, type SolveContext } from '../rule';

const GPUS = ['nvidia.com/gpu', 'amd.com/gpu', 'aws.amazon.com/neuron'];
/** Idle shares below this are the price of odd numbers. */
const LEAST_IDLE_SHARE = 0.25;

interface Packing {
  readonly podCount: number;
  /** What is used up first. */
  readonly scarce: string;
}

export const gpusNotStranded = solveRule({
  id: 'pods/gpus-not-stranded',
  kinds: [DEPLOYMENT, STATEFUL_SET, REPLICA_SET, JOB, POD],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The requests beside a GPU leave room for a pod on every GPU of the node.',
    why:
      'A node with 8 GPUs has a fixed amount of CPU and memory beside them. When a pod takes one GPU and half of the CPU, ' +
      'two fit, and six GPUs are paid for and idle. Ask for about the node divided by its GPUs, or for a type with fewer ' +
      'GPUs. Found by simulating which type is launched.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#acceleratorsgpu-resources',
  },
  check(context) {
    const { manifest, report } = context;
    const source = podSource(manifest);
    const containers = containersIn(source, 'containers');
    // Most pods have none, and decoding takes longer than seeing that.
    if (!containers.some((one) => GPUS.some((name) => hasRequest(one, name)))) return;
    const { requests } = decodePod(source.template, namespaceOf(manifest)).template;
    const gpu = GPUS.find((name) => (requests[name] ?? 0) > 0);
    const container = gpu && containers.find((one) => hasRequest(one, gpu));
    const type = gpu && launchedType(context);
    if (!gpu || !container || !type) return;
    const packing = pack(type, requests);
    const perPod = requests[gpu] ?? 0;
    const total = type.capacity[gpu] ?? 0;
    const idle = total - packing.podCount * perPod;
    if (packing.scarce === gpu || packing.podCount === 0 || idle / total < LEAST_IDLE_SHARE) return;
    const pods = packing.podCount === 1 ? 'one pod fits' : `${packing.podCount} pods fit`;
    report({
      path: [...container.path, 'resources'],
      mark: 'key',
      message: `${pods} on ${type.name}, then ${packing.scarce} is used up: ${idle} of ${total} GPUs stay idle (simulated)`,
    });
  },
});

/** The type that the simulation launches for most nodes with pods of this workload. */
function launchedType({ manifest, graph, facts }: SolveContext): InstanceType | undefined {
  const name = workloadName(manifest);
  const claim = facts.simulate('spec').claims.find((one) => (one.pods[name] ?? 0) > 0 && one.launch);
  const pool = graph.ofKind(NODE_POOL).findLast((one) => one.name === claim?.nodePool);
  return pool && facts.poolTypes(pool).find((type) => type.name === claim?.launch?.instanceType);
}

/** How many such pods one node of the type holds, daemons apart. */
function pack(type: InstanceType, requests: Readonly<Record<string, number>>): Packing {
  let best: Packing = { podCount: type.allocatable['pods'] ?? 0, scarce: 'pods' };
  for (const resource of Object.keys(requests).sort()) {
    const amount = requests[resource] ?? 0;
    if (amount <= 0) continue;
    const podCount = Math.floor((type.allocatable[resource] ?? 0) / amount);
    if (podCount < best.podCount) best = { podCount, scarce: resource };
  }
  return best;
}
