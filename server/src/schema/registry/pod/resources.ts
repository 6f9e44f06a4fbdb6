/** Requests and limits of containers and pods.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateResourceRequirements @v1.35.4 */
import { dnsLabelProblems, qualifiedNameProblems } from '../names';
import { nearestWord } from '../../../util/nearest';
import { quoteText } from '../../wording';
import { nearer, type Problems, type Where } from '../problems';
import { countedOf, milliOf, signOf } from '../quantities';
import { quantityText, record, records, text, type Fields } from '../read';

const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);
const STANDARD_RESOURCES = new Set(
  (
    'cpu memory ephemeral-storage requests.cpu requests.memory requests.ephemeral-storage limits.cpu limits.memory ' +
    'limits.ephemeral-storage pods resourcequotas services replicationcontrollers secrets configmaps ' +
    'persistentvolumeclaims storage requests.storage services.nodeports services.loadbalancers'
  ).split(' '),
);
const COUNTED_RESOURCES = new Set(
  'pods resourcequotas services replicationcontrollers secrets configmaps persistentvolumeclaims services.nodeports services.loadbalancers'.split(
    ' ',
  ),
);

const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
const isOvercommitAllowed = (name: string): boolean => isNative(name) && !isHugePage(name);

function isExtended(name: string): boolean {
  return (
    !isNative(name) && !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0
  );
}

function isWhole(name: string): boolean {
  return COUNTED_RESOURCES.has(name) || isExtended(name);
}

/** A resource list with the requests that defaulting adds: those of a bare pod follow its limits. */
export type Quantities = ReadonlyMap<string, string>;

export function quantitiesOf(resources: Fields, name: string): Quantities {
  const list = record(resources, name);
  const entries = Object.keys(list).map((key) => [key, quantityText(list, key) ?? '0'] as const);
  return new Map(entries);
}

type NameCheck = (problems: Problems, name: string, path: string) => void;

export interface Resources {
  readonly limits: Quantities;
  readonly requests: Quantities;
  readonly claims: readonly Fields[];
}

export function resourcesOf(owner: Fields): Resources {
  const resources = record(owner, 'resources');
  return {
    limits: quantitiesOf(resources, 'limits'),
    requests: quantitiesOf(resources, 'requests'),
    claims: records(resources, 'claims'),
  };
}

/** Limits and requests of a container. @param claimNames  the pod's resource claims */
export function checkContainerResources(
  problems: Problems,
  resources: Resources,
  claimNames: ReadonlySet<string>,
  path: string,
): void {
  checkRequirements(problems, resources, checkContainerResourceName, path);
  checkClaims(problems, resources.claims, claimNames, `${path}.claims`);
}

/** Resources of the pod as a whole. */
export function checkPodLevelResources(
  problems: Problems,
  resources: Resources,
  claimNames: ReadonlySet<string>,
  path: string,
): void {
  checkRequirements(problems, resources, checkPodResourceName, path);
  checkClaims(problems, resources.claims, claimNames, `${path}.claims`);
}

function checkRequirements(
  problems: Problems,
  resources: Resources,
  checkName: NameCheck,
  path: string,
): void {
  for (const [name, quantity] of resources.limits)
    checkEntry(problems, name, quantity, checkName, `${path}.limits[${name}]`);
  for (const [name, quantity] of resources.requests) {
    checkEntry(problems, name, quantity, checkName, `${path}.requests[${name}]`);
    checkAgainstLimit(problems, name, quantity, resources.limits.get(name), path);
  }
  const names = [...resources.limits.keys(), ...resources.requests.keys()];
  if (names.some(isHugePage) && !names.includes('cpu') && !names.includes('memory')) {
    problems.refused(path, 'huge pages need cpu or memory beside them');
  }
}

function checkEntry(
  problems: Problems,
  name: string,
  quantity: string,
  checkName: NameCheck,
  path: string,
): void {
  checkName(problems, name, path);
  checkResourceQuantity(problems, name, quantity, path);
  if (isHugePage(name) && !isMultipleOfPage(name, quantity)) {
    problems.invalid(path, quantity, `must be a whole multiple of ${name.slice('hugepages-'.length)}`);
  }
}

/** A quantity of 0 or more, whole for resources that are counted. */
export function checkResourceQuantity(
  problems: Problems,
  name: string,
  quantity: string,
  where: Where,
): void {
  if (signOf(quantity) < 0) problems.invalid(where, quantity, 'must be 0 or more');
  if (!isWhole(name) || (countedOf(quantity, 3) ?? 0n) % 1000n === 0n) return;
  const isTooMuch = (milliOf(quantity) ?? 0n) % 1000n === 0n;
  problems.invalid(
    where,
    quantity,
    isTooMuch ? `more ${name} than the server can count` : `${name} is counted in whole numbers`,
  );
}

function isMultipleOfPage(name: string, quantity: string): boolean {
  const page = milliOf(name.slice('hugepages-'.length));
  if (page === undefined || page <= 0n || page % 1000n !== 0n) return false;
  return (countedOf(quantity, 0) ?? 0n) % (page / 1000n) === 0n;
}

function checkAgainstLimit(
  problems: Problems,
  name: string,
  quantity: string,
  limit: string | undefined,
  path: string,
): void {
  if (limit === undefined) {
    if (!isOvercommitAllowed(name))
      problems.required(
        nearer(`${path}.limits`, `${path}.limits[${name}]`),
        'it cannot be overcommitted, so a limit equal to the request is needed',
      );
    return;
  }
  const where = nearer(`${path}.requests`, `${path}.requests[${name}]`);
  const request = milliOf(quantity) ?? 0n;
  const most = milliOf(limit) ?? 0n;
  if (request !== most && !isOvercommitAllowed(name)) {
    problems.invalid(where, quantity, `must equal the limit, which is ${limit}`);
  } else if (request > most) {
    problems.invalid(where, quantity, `is above the limit, which is ${limit}`);
  }
}

/** True when a problem was found. */
function checkResourceName(problems: Problems, name: string, path: string): boolean {
  const reasons = qualifiedNameProblems(name);
  problems.invalidEach(ofResource(path), name, reasons);
  if (reasons.length > 0) return true;
  if (
    name.includes('/') ||
    STANDARD_RESOURCES.has(name) ||
    isHugePage(name) ||
    name.startsWith('requests.hugepages-')
  )
    return false;
  problems.invalid(ofResource(path), name, `no resource of Kubernetes${meantResource(name)}`);
  return true;
}

/** The name of a resource that a container may ask for. */
export function checkContainerResourceName(problems: Problems, name: string, path: string): void {
  if (checkResourceName(problems, name, path)) return;
  if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.has(name) && !isHugePage(name)) {
      problems.invalid(
        ofResource(path),
        name,
        'containers have cpu, memory, ephemeral-storage, hugepages-<size> and extended resources',
      );
    }
  } else if (!isNative(name) && !isExtended(name)) {
    problems.invalid(ofResource(path), name, 'not a name of an extended resource');
  }
}

function checkPodResourceName(problems: Problems, name: string, path: string): void {
  if (checkResourceName(problems, name, path)) return;
  if (name !== 'cpu' && name !== 'memory' && !isHugePage(name))
    problems.unsupported(ofResource(path), name, ['cpu', 'hugepages-<size>', 'memory']);
}

/** The name of a resource is a key, but for that of a metric. */
const ofResource = (path: string): Where => (path.endsWith(']') ? { path, at: path, mark: 'key' } : path);

function meantResource(name: string): string {
  const near = nearestWord(name, CONTAINER_RESOURCES);
  return near === undefined
    ? '; others have a domain, such as nvidia.com/gpu'
    : `; did you mean ${quoteText(near)}?`;
}

function checkClaims(
  problems: Problems,
  claims: readonly Fields[],
  known: ReadonlySet<string>,
  path: string,
): void {
  const names = { known, seen: new Set<string>(), requested: new Set<string>() };
  claims.forEach((claim, index) => checkClaim(problems, claim, names, `${path}[${index}]`));
}

interface ClaimNames {
  readonly known: ReadonlySet<string>;
  readonly seen: Set<string>;
  /** Claims of which a single request was named. */
  readonly requested: Set<string>;
}

function checkClaim(problems: Problems, claim: Fields, names: ClaimNames, path: string): void {
  const name = text(claim, 'name');
  const request = text(claim, 'request');
  if (name === '') return problems.required(nearer(path, `${path}.name`));
  if (names.seen.has(name)) {
    problems.duplicate(path, name);
  } else {
    if (request !== '') problems.invalidEach(`${path}.request`, request, dnsLabelProblems(request));
    const key = request === '' ? name : `${name}/${request}`;
    const clashes = names.seen.has(key) || (request === '' && names.requested.has(name));
    if (clashes) problems.duplicate(path, key);
    names.seen.add(key);
    if (request !== '') names.requested.add(name);
  }
  if (!names.known.has(name))
    problems.notFound(nearer(path, `${path}.name`), name, 'resource claim of the pod named', names.known);
}
