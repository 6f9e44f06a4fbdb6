/** Resources of a pod as a whole, beside those of its containers, and its overhead.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePodResources @v1.35.4 */
import { nearer, type Problems } from '../problems';
import { milliOf } from '../quantities';
import { isSet, optionalRecord, optionalText, record, records, type Fields } from '../read';
import {
  checkContainerResources,
  checkPodLevelResources,
  quantitiesOf,
  resourcesOf,
  type Quantities,
} from './resources';

export function checkPodResources(
  problems: Problems,
  spec: Fields,
  claimNames: ReadonlySet<string>,
  path: string,
): void {
  if (isSet(spec, 'overhead')) {
    const limits = quantitiesOf(spec, 'overhead');
    checkContainerResources(
      problems,
      { limits, requests: new Map(), claims: [] },
      new Set(),
      `${path}.overhead`,
    );
  }
  const resources = optionalRecord(spec, 'resources');
  if (!resources) return;
  const at = `${path}.resources`;
  if (optionalText(record(spec, 'os'), 'name') === 'windows')
    return problems.forbidden(at, 'the pod is for Windows');
  if (isSet(resources, 'claims')) problems.forbidden(`${at}.claims`, 'claims belong to containers');
  checkPodLevelResources(problems, resourcesOf(spec), claimNames, at);
  checkConsistency(problems, spec, at);
}

function checkConsistency(problems: Problems, spec: Fields, path: string): void {
  const { limits, requests } = resourcesOf(spec);
  for (const [name, total] of totalMilli(spec, 'requests')) {
    const request = milliOf(requests.get(name) ?? '');
    if (request !== undefined && total > request)
      problems.invalid(
        `${path}.requests[${name}]`,
        requests.get(name),
        'the containers together request more',
      );
  }
  for (const [name, total] of totalMilli(spec, 'limits')) {
    const limit = milliOf(limits.get(name) ?? '');
    if (name.startsWith('hugepages-') && limit !== undefined && total > limit) {
      problems.invalid(
        `${path}.limits[${name}]`,
        limits.get(name),
        'the containers together have higher limits',
      );
    }
  }
  checkContainerLimits(problems, spec, limits, path);
}

/** Upstream writes these paths below the pod's resources. */
function checkContainerLimits(problems: Problems, spec: Fields, limits: Quantities, path: string): void {
  const podPath = path.slice(0, path.lastIndexOf('.'));
  records(spec, 'containers').forEach((container, index) => {
    for (const [name, limit] of resourcesOf(container).limits) {
      const most = milliOf(limits.get(name) ?? '');
      if (most === undefined || (milliOf(limit) ?? 0n) <= most) continue;
      problems.invalid(
        nearer(
          `${path}.containers[${index}][${name}].limits`,
          `${podPath}.containers[${index}].resources.limits[${name}]`,
        ),
        limit,
        `the limit of the pod is ${limits.get(name)}`,
      );
    }
  });
}

/** What the containers need together: the sum of those that run side by side, or the largest init container with its sidecars.
 *  @source kubernetes/component-helpers resource/helpers.go AggregateContainerRequests @v0.35.0 */
export function totalMilli(spec: Fields, list: 'limits' | 'requests'): Map<string, bigint> {
  const total = new Map<string, bigint>();
  const add = (into: Map<string, bigint>, more: Map<string, bigint>): void => {
    for (const [name, amount] of more) into.set(name, (into.get(name) ?? 0n) + amount);
  };
  for (const container of records(spec, 'containers')) add(total, milliAmounts(container, list));
  const sidecars = new Map<string, bigint>();
  const initPeak = new Map<string, bigint>();
  for (const container of records(spec, 'initContainers')) {
    const own = milliAmounts(container, list);
    if (optionalText(container, 'restartPolicy') === 'Always') {
      add(total, own);
      add(sidecars, own);
      raise(initPeak, sidecars);
    } else {
      const beside = new Map(own);
      add(beside, sidecars);
      raise(initPeak, beside);
    }
  }
  raise(total, initPeak);
  return total;
}

function raise(into: Map<string, bigint>, other: Map<string, bigint>): void {
  for (const [name, amount] of other) if (amount > (into.get(name) ?? 0n)) into.set(name, amount);
}

function milliAmounts(container: Fields, list: 'limits' | 'requests'): Map<string, bigint> {
  return new Map(
    [...resourcesOf(container)[list]].map(([name, quantity]) => [name, milliOf(quantity) ?? 0n]),
  );
}
