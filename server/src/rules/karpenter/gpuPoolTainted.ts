/** B30: GPU nodes that ordinary pods may use. */
import { insertEntry } from '../edits';
import { counted } from '../../util/thousands';
import { NODE_POOL } from '../kinds';
import { POOL_SPEC, isStatic, keepsPodsOff, requirementsOf } from '../nodePoolView';
import { solveRule } from '../rule';

const ACCELERATORS: Readonly<Record<string, string>> = {
  'nvidia.com/gpu': 'GPUs',
  'amd.com/gpu': 'GPUs',
  'aws.amazon.com/neuron': 'accelerators',
  'aws.amazon.com/neurondevice': 'accelerators',
  'habana.ai/gaudi': 'accelerators',
};

export const gpuPoolTainted = solveRule({
  id: 'karpenter/gpu-pool-tainted',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool of GPU types keeps ordinary pods off by a taint.',
    why:
      'Karpenter puts any pod that fits onto a pool without taints. When every type of the pool has GPUs, a web pod can ' +
      'start, or keep alive, a node that costs tens of dollars an hour. A taint such as `nvidia.com/gpu:NoSchedule` ' +
      'lets only pods with the toleration in; the usual device plugins tolerate it.',
    source: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
  },
  check({ manifest, facts, report }) {
    if (isStatic(manifest) || keepsPodsOff(manifest) || requirementsOf(manifest).length === 0) return;
    const types = facts.poolTypes(manifest);
    const first = types[0];
    const resource = Object.keys(ACCELERATORS).find((name) => (first?.capacity[name] ?? 0) > 0);
    if (!resource || !types.every((type) => (type.capacity[resource] ?? 0) > 0)) return;
    report({
      path: POOL_SPEC,
      mark: 'key',
      message: `${types.length === 1 ? 'the only type of this pool has' : `all ${counted(types.length, 'type')} of this pool have`} ${ACCELERATORS[resource]}, and no taint keeps ordinary pods off them`,
      fixes: () => [
        {
          title: `Taint the pool: ${resource}=true:NoSchedule`,
          safe: false,
          edits: insertEntry(
            manifest,
            POOL_SPEC,
            `taints: [{ key: ${resource}, value: "true", effect: NoSchedule }]`,
          ),
        },
      ],
    });
  },
});
