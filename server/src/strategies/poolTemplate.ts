/** A NodePool's template for one instance type. */
import { listAt, mappingAt, textAt } from '../manifest/fields';
import type { Manifest } from './types';

const TYPE = 'node.kubernetes.io/instance-type';

/** Whatever else was asked of the instance gives way to its type. */
export function templateWithType(template: unknown, instanceType: string): Manifest {
  const spec = mappingAt(template, 'spec');
  const others = listAt(spec, 'requirements').filter(
    (one) =>
      textAt(one, 'key')?.startsWith('karpenter.k8s.aws/instance') !== true && textAt(one, 'key') !== TYPE,
  );
  const requirements = [...others, { key: TYPE, operator: 'In', values: [instanceType] }];
  return { ...mappingAt(template), spec: { ...spec, requirements } };
}
