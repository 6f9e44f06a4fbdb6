/** What the containers of a pod ask for, added up, as the HPA controller and the kernel count it. */
import { listAt, valueAt } from './fields';
import { decodeResources } from './resourceList';

export interface ContainerNeeds {
  /** Undefined when some container has neither request nor limit: utilization is then unknown. */
  readonly request: number | undefined;
  /** Undefined when some container has no limit. */
  readonly limit: number | undefined;
}

/** CPU in thousandths of a core, memory in bytes. */
export function containerNeeds(podSpec: unknown, resource: 'cpu' | 'memory'): ContainerNeeds {
  const containers = listAt(podSpec, 'containers');
  const limits = containers.map((one) => decodeResources(valueAt(one, 'resources', 'limits'))[resource]);
  const requests = containers.map(
    (one, index) => decodeResources(valueAt(one, 'resources', 'requests'))[resource] ?? limits[index],
  );
  return { request: total(requests), limit: total(limits) };
}

function total(amounts: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const amount of amounts) {
    if (amount === undefined || amount === 0) return undefined;
    sum += amount;
  }
  return amounts.length > 0 ? sum : undefined;
}
