/** A NodePool's template for one instance type, or one capacity type. */
import { listAt, mappingAt, textAt } from '../manifest/fields';
import { CAPACITY_TYPE, INSTANCE_TYPE } from '../model/labels';
import type { Manifest } from './types';

/** Whatever else was asked of the instance gives way to its type. */
export function templateWithType(template: unknown, instanceType: string): Manifest {
  const isReplaced = (key: string): boolean =>
    key === INSTANCE_TYPE || key.startsWith('karpenter.k8s.aws/instance');
  return withRequirement(template, INSTANCE_TYPE, instanceType, isReplaced);
}

export const templateWithCapacityType = (template: unknown, capacityType: string): Manifest =>
  withRequirement(template, CAPACITY_TYPE, capacityType, (key) => key === CAPACITY_TYPE);

/** One value in the place of requirements. */
function withRequirement(
  template: unknown,
  key: string,
  value: string,
  isReplaced: (key: string) => boolean,
): Manifest {
  const spec = mappingAt(template, 'spec');
  const others = listAt(spec, 'requirements').filter((one) => !isReplaced(textAt(one, 'key') ?? ''));
  const requirements = [...others, { key, operator: 'In', values: [value] }];
  return { ...mappingAt(template), spec: { ...spec, requirements } };
}
