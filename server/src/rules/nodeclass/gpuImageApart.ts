/** E31: one image for types with and without GPUs. */
import { NODE_CLASS } from '../kinds';
import { aliasOf, familyOf, poolsOf } from '../nodeClassView';
import { at, list } from '../read';
import { solveRule } from '../rule';

const GPU = 'nvidia.com/gpu';

export const gpuImageApart = solveRule({
  id: 'nodeclass/gpu-image-apart',
  kinds: [NODE_CLASS],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'Pools of GPU types have a node class of their own where the image is not chosen by alias.',
    why:
      'An alias stands for an image with drivers on GPU types and one without elsewhere. Images selected by id, name or ' +
      'tags are told apart by architecture alone: one image serves both, so either GPU nodes lack the drivers, or all ' +
      'nodes carry them.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specamiselectorterms',
  },
  check({ manifest, graph, facts, report }) {
    if (aliasOf(manifest) || familyOf(manifest) === 'Bottlerocket') return;
    if (list(at(manifest.value, 'spec', 'amiSelectorTerms')).length !== 1) return;
    const pools = poolsOf(graph, manifest).map((pool) => ({
      name: pool.name ?? '',
      gpus: facts.poolTypes(pool).map((type) => (type.capacity[GPU] ?? 0) > 0),
    }));
    const gpu = pools.find(({ gpus }) => gpus.length > 0 && gpus.every(Boolean));
    const plain = pools.find(({ gpus }) => gpus.length > 0 && !gpus.some(Boolean));
    if (!gpu || !plain) return;
    report({
      path: ['spec', 'amiSelectorTerms'],
      mark: 'key',
      message: `one image for pool ${gpu.name}, whose types have GPUs, and pool ${plain.name}, whose types have none`,
    });
  },
});
