/** Resources, host ports and service links that the API server fills in when a pod is created; templates are left as they are.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod @v1.35.4 */
import { asRecord, integer, isSet, isTrue, record, records, type Fields } from '../read';
import { totalMilli } from './podResources';

const HUGE_PAGES = 'hugepages-';
/** A pod may request less of these than its containers may use. */
const SHARED = new Set(['cpu', 'memory']);

export function withPodDefaults(spec: Fields): Fields {
  const ported = isTrue(spec, 'hostNetwork') ? withHostPorts : (container: Fields) => container;
  const filled = (list: string): Fields =>
    isSet(spec, list) ? { [list]: records(spec, list).map((one) => ported(withRequests(one))) } : {};
  const containers = {
    ...spec,
    enableServiceLinks: spec['enableServiceLinks'] ?? true,
    ...filled('containers'),
    ...filled('initContainers'),
  };
  return withPodRequests(withPodLimits(containers));
}

/** On the host's network the port of the host is the container's. */
function withHostPorts(container: Fields): Fields {
  if (!isSet(container, 'ports')) return container;
  const ports = records(container, 'ports').map((port) => ({
    ...port,
    hostPort: integer(port, 'hostPort') || integer(port, 'containerPort'),
  }));
  return { ...container, ports };
}

/** Limits of a container stand in for requests that it does not give. */
function withRequests(container: Fields): Fields {
  const resources = record(container, 'resources');
  if (!isSet(resources, 'limits')) return container;
  const requests = { ...asRecord(resources['limits']), ...asRecord(resources['requests']) };
  return { ...container, resources: { ...resources, requests } };
}

/** Huge pages of the containers are limits of a pod that has resources of its own. */
function withPodLimits(spec: Fields): Fields {
  const { resources, limits, requests } = ownResources(spec);
  if (Object.keys(limits).length === 0 && Object.keys(requests).length === 0) return spec;
  const pages = totals(spec, 'limits', (name) => name.startsWith(HUGE_PAGES) && !(name in requests));
  return { ...spec, resources: { ...resources, limits: { ...pages, ...limits } } };
}

/** Requests of the containers, then the limits of the pod, stand in for requests that a pod with limits does not give. */
function withPodRequests(spec: Fields): Fields {
  const { resources, limits, requests } = ownResources(spec);
  if (Object.keys(limits).length === 0) return spec;
  const shared = totals(spec, 'requests', (name) => SHARED.has(name));
  const limited = Object.entries(limits).filter(([name]) => SHARED.has(name) || name.startsWith(HUGE_PAGES));
  const filled = { ...Object.fromEntries(limited), ...shared, ...requests };
  return { ...spec, resources: { ...resources, requests: filled } };
}

function ownResources(spec: Fields): { resources: Fields; limits: Fields; requests: Fields } {
  const resources = record(spec, 'resources');
  return { resources, limits: record(resources, 'limits'), requests: record(resources, 'requests') };
}

function totals(spec: Fields, list: 'limits' | 'requests', accepts: (name: string) => boolean): Fields {
  const accepted = [...totalMilli(spec, list)].filter(([name]) => accepts(name));
  return Object.fromEntries(accepted.map(([name, milli]) => [name, `${milli}m`]));
}
