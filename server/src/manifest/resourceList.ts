/** Resource amounts of manifests: quantities to integers, limits to requests, the sum of a pod.
 *  @source kubernetes/component-helpers resource/helpers.go PodRequests@v0.35.0 */
import { addResources, maxResources, resourceAmount, type Resources } from '../model/resources';
import { listAt, mappingAt, textAt, valueAt } from './fields';

/** A resource list in integers; entries that are no quantity are left out. */
export function decodeResources(value: unknown): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(mappingAt(value))) {
    const amount = decodeAmount(name, quantity);
    if (amount !== undefined) amounts[name] = amount;
  }
  return amounts;
}

function decodeAmount(name: string, quantity: unknown): number | undefined {
  if (typeof quantity === 'string') return resourceAmount(name, quantity);
  return typeof quantity === 'number' ? resourceAmount(name, String(quantity)) : undefined;
}

/** What scheduling counts for one pod: containers and sidecars together, or the largest moment of initialization if
 *  that is more; pod-level requests instead of both where given; the overhead on top. Without the `pods` resource. */
export function podRequests(podSpec: unknown): Resources {
  const containers = containerRequests(podSpec);
  const total = { ...containers, ...podLevelRequests(podSpec, containers) };
  return addResources(total, decodeResources(valueAt(podSpec, 'overhead')));
}

/** Init containers run one after another, each beside the sidecars started before it. */
function containerRequests(podSpec: unknown): Resources {
  let running = listAt(podSpec, 'containers').map(requestsOf).reduce(addResources, {});
  let sidecars: Resources = {};
  let initializing: Resources = {};
  for (const container of listAt(podSpec, 'initContainers')) {
    const requests = requestsOf(container);
    if (isSidecar(container)) {
      running = addResources(running, requests);
      sidecars = addResources(sidecars, requests);
      initializing = maxResources(initializing, sidecars);
    } else {
      initializing = maxResources(initializing, addResources(requests, sidecars));
    }
  }
  return maxResources(running, initializing);
}

const isSidecar = (container: unknown): boolean => textAt(container, 'restartPolicy') === 'Always';

/** Limits stand in for requests that are not given.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod@v1.35 */
function requestsOf(container: unknown): Resources {
  return {
    ...decodeResources(valueAt(container, 'resources', 'limits')),
    ...decodeResources(valueAt(container, 'resources', 'requests')),
  };
}

const isPodLevel = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');

/** Pod-level requests, with the API server's default for a pod-level limit without a request: the containers' sum
 *  where they ask for the resource, else the limit (huge pages, which cannot be overcommitted: always the limit).
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go defaultPodRequests@v1.35 */
function podLevelRequests(podSpec: unknown, fromContainers: Resources): Resources {
  const limits = decodeResources(valueAt(podSpec, 'resources', 'limits'));
  const requests = decodeResources(valueAt(podSpec, 'resources', 'requests'));
  const amounts: Record<string, number> = {};
  for (const [name, limit] of Object.entries(limits)) {
    amounts[name] = name.startsWith('hugepages-') ? limit : (fromContainers[name] ?? limit);
  }
  Object.assign(amounts, requests);
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => isPodLevel(name)));
}
