/** NodePools of karpenter.sh/v1. */
import type { NodePool } from '../model/nodePool';
import { integerAt, listAt, optionalMappingAt, textAt, textMapAt, valueAt } from './fields';
import { decodeRequirements } from './requirementSpec';
import { decodeResources } from './resourceList';
import { decodeTaints } from './taint';

export function decodeNodePool(value: unknown): NodePool {
  const spec = valueAt(value, 'spec');
  const template = valueAt(spec, 'template');
  const nodeSpec = valueAt(template, 'spec');
  const limits = optionalMappingAt(spec, 'limits');
  const ref = valueAt(nodeSpec, 'nodeClassRef');
  return {
    name: textAt(value, 'metadata', 'name') ?? '',
    weight: integerAt(spec, 'weight') ?? 0,
    labels: textMapAt(template, 'metadata', 'labels'),
    taints: decodeTaints(nodeSpec, 'taints'),
    startupTaints: decodeTaints(nodeSpec, 'startupTaints'),
    requirements: decodeRequirements(listAt(nodeSpec, 'requirements')),
    limits: limits && decodeResources(limits),
    nodeClassRef: {
      group: textAt(ref, 'group') ?? '',
      kind: textAt(ref, 'kind') ?? '',
      name: textAt(ref, 'name') ?? '',
    },
    staticReplicas: integerAt(spec, 'replicas'),
  };
}
