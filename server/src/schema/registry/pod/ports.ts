/** Ports of containers.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainerPorts @v1.35.4 */
import { portNameProblems, portNumberProblems } from '../names';
import type { Problems } from '../problems';
import { integer, records, text, type Fields } from '../read';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function checkPorts(problems: Problems, container: Fields, path: string): void {
  const names = new Set<string>();
  records(container, 'ports').forEach((port, index) => checkPort(problems, port, names, `${path}[${index}]`));
}

function checkPort(problems: Problems, port: Fields, names: Set<string>, path: string): void {
  checkPortName(problems, text(port, 'name'), names, `${path}.name`);
  const containerPort = integer(port, 'containerPort');
  if (containerPort === 0) problems.required(`${path}.containerPort`);
  else problems.invalidEach(`${path}.containerPort`, containerPort, portNumberProblems(containerPort));
  const hostPort = integer(port, 'hostPort');
  if (hostPort !== 0) problems.invalidEach(`${path}.hostPort`, hostPort, portNumberProblems(hostPort));
  const protocol = text(port, 'protocol') || 'TCP';
  if (!PROTOCOLS.includes(protocol)) problems.unsupported(`${path}.protocol`, protocol, PROTOCOLS);
}

function checkPortName(problems: Problems, name: string, names: Set<string>, path: string): void {
  if (name === '') return;
  const reasons = portNameProblems(name);
  problems.invalidEach(path, name, reasons);
  if (reasons.length > 0) return;
  if (names.has(name)) problems.duplicate(path, name);
  names.add(name);
}

/** The host port that defaulting leaves: on the host's network it is the container's.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go defaultHostNetworkPorts @v1.35.4 */
function hostPortOf(port: Fields, isHostNetwork: boolean): number {
  return integer(port, 'hostPort') || (isHostNetwork ? integer(port, 'containerPort') : 0);
}

/** No two containers of a list may want the same port of the host. */
export function checkHostPortConflicts(
  problems: Problems,
  containers: readonly Fields[],
  isHostNetwork: boolean,
  path: string,
): void {
  const taken = new Set<string>();
  containers.forEach((container, index) => {
    records(container, 'ports').forEach((port, portIndex) => {
      const hostPort = hostPortOf(port, isHostNetwork);
      if (hostPort === 0) return;
      const key = `${text(port, 'protocol') || 'TCP'}/${text(port, 'hostIP')}/${hostPort}`;
      if (taken.has(key))
        problems.say(
          'duplicate',
          `${path}[${index}].ports[${portIndex}].hostPort`,
          `hostPort ${hostPort} is taken by another port already`,
        );
      taken.add(key);
    });
  });
}

/** On the host's network a port is the same inside and outside. */
export function checkHostNetworkPorts(problems: Problems, containers: readonly Fields[], path: string): void {
  containers.forEach((container, index) => {
    records(container, 'ports').forEach((port, portIndex) => {
      const hostPort = hostPortOf(port, true);
      if (hostPort !== 0 && hostPort !== integer(port, 'containerPort')) {
        problems.invalid(
          `${path}[${index}].ports[${portIndex}].hostPort`,
          hostPort,
          'with hostNetwork it must equal containerPort',
        );
      }
    });
  });
}
