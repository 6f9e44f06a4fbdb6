/** Probes and lifecycle hooks.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateProbe, validateHandler @v1.35.4 */
import { portNameProblems, portNumberProblems } from '../names';
import { nearer, type Problems } from '../problems';
import {
  integer,
  isSet,
  items,
  optionalInteger,
  optionalRecord,
  record,
  records,
  text,
  type Fields,
} from '../read';

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const SCHEMES = ['HTTP', 'HTTPS'];

/** Liveness, readiness and startup probes of a container. */
export function checkProbes(problems: Problems, container: Fields, path: string): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = optionalRecord(container, name);
    if (probe) checkProbe(problems, probe, name, `${path}.${name}`);
  }
}

function checkProbe(problems: Problems, probe: Fields, name: string, path: string): void {
  checkHandler(problems, probe, { handlers: PROBE_HANDLERS, gracePeriodSeconds: 0 }, path);
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    problems.nonNegative(`${path}.${field}`, integer(probe, field));
  }
  const grace = optionalInteger(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace <= 0)
    problems.invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be more than 0');
  if (name === 'readinessProbe') {
    if (grace !== undefined)
      problems.invalid(
        `${path}.terminationGracePeriodSeconds`,
        grace,
        'readiness probes end no container, so they have none',
      );
  } else if ((integer(probe, 'successThreshold') || 1) !== 1) {
    problems.invalid(`${path}.successThreshold`, integer(probe, 'successThreshold'), 'must be 1 here');
  }
}

/** Hooks of a container. */
export function checkLifecycle(
  problems: Problems,
  container: Fields,
  gracePeriodSeconds: number,
  path: string,
): void {
  const lifecycle = record(container, 'lifecycle');
  for (const name of ['postStart', 'preStop']) {
    const hook = optionalRecord(lifecycle, name);
    if (hook)
      checkHandler(
        problems,
        hook,
        { handlers: HOOK_HANDLERS, gracePeriodSeconds },
        `${path}.lifecycle.${name}`,
      );
  }
}

const ownerName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

interface HandlerPlace {
  readonly handlers: readonly string[];
  readonly gracePeriodSeconds: number;
}

/** Exactly one handler; the first of several is checked. */
function checkHandler(problems: Problems, owner: Fields, place: HandlerPlace, path: string): void {
  const given = place.handlers.filter((name) => isSet(owner, name));
  const [first, ...rest] = given;
  if (first === undefined)
    return problems.say('required', path, `${ownerName(path)} needs one of ${place.handlers.join(', ')}`);
  checkAction(problems, first, record(owner, first), place, `${path}.${first}`);
  for (const name of rest)
    problems.forbidden(`${path}.${name}`, `${first} is set already, and only one may be`);
}

function checkAction(
  problems: Problems,
  name: string,
  action: Fields,
  place: HandlerPlace,
  path: string,
): void {
  if (name === 'exec') {
    if (items(action, 'command').length === 0) problems.required(`${path}.command`);
  } else if (name === 'httpGet') {
    checkHttpGet(problems, action, path);
  } else if (name === 'sleep') {
    const seconds = integer(action, 'seconds');
    const most = place.gracePeriodSeconds;
    if (seconds < 0 || seconds > most)
      problems.invalid(
        nearer(path, `${path}.seconds`),
        seconds,
        `must be 0 to ${most}, the grace period of the pod`,
      );
  } else {
    checkPort(problems, action['port'], `${path}.port`);
  }
}

function checkHttpGet(problems: Problems, action: Fields, path: string): void {
  checkPort(problems, action['port'], `${path}.port`);
  const scheme = text(action, 'scheme') || 'HTTP';
  if (!SCHEMES.includes(scheme)) problems.unsupported(`${path}.scheme`, scheme, SCHEMES);
  records(action, 'httpHeaders').forEach((header, index) => {
    const name = text(header, 'name');
    const list = `${path}.httpHeaders`;
    if (!/^[-A-Za-z0-9]+$/.test(name))
      problems.invalid(nearer(list, `${list}[${index}].name`), name, 'use letters, digits and -');
  });
}

/** A number or a name; absent it is the number 0, which is none. */
function checkPort(problems: Problems, port: unknown, path: string): void {
  if (typeof port === 'string') problems.invalidEach(path, port, portNameProblems(port));
  else problems.invalidEach(path, port ?? 0, portNumberProblems(typeof port === 'number' ? port : 0));
}
