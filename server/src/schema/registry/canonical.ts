/** One form for what the API server holds to be equal: what is empty or a default is left out, quantities are numbers.
 *  For comparing the parts of an object that an update must not change.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go, apimachinery pkg/api/equality/semantic.go@v1.35.4 */
import { parseQuantity, scaledValue, wireQuantity } from '../../util/quantity';
import { isSame } from './immutable';
import { asRecord, isSet, items, record, text, type Fields } from './read';

/** Defaults of fields whose name has one meaning in all of a pod. */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['dnsPolicy', 'ClusterFirst'],
  ['schedulerName', 'default-scheduler'],
  ['terminationMessagePath', '/dev/termination-log'],
  ['terminationMessagePolicy', 'File'],
  ['timeoutSeconds', 1],
  ['periodSeconds', 10],
  ['successThreshold', 1],
  ['failureThreshold', 3],
  ['defaultMode', 420],
  ['expirationSeconds', 3600],
  ['scheme', 'HTTP'],
  ['protocol', 'TCP'],
  ['apiVersion', 'v1'],
  ['volumeMode', 'Filesystem'],
]);
/** False is what stands there when nothing does; of other flags false says more than their absence. */
const PLAIN_FLAGS = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly']);
/** Fields that are plain maps or structures: nothing stands in an empty one. Any other empty map is a choice (`exec: {}`). */
const PLAIN_FIELDS = new Set([
  'annotations',
  'labels',
  'limits',
  'matchLabels',
  'metadata',
  'nodeSelector',
  'options',
  'overhead',
  'requests',
  'resources',
  'spec',
  'status',
  'volumeAttributes',
]);
/** Texts that differ from nothing when they are empty. */
const TEXTS_APART = new Set([
  'apiGroup',
  'runtimeClassName',
  'storageClassName',
  'volumeAttributesClassName',
]);
/** Fields of gates that are off in 1.35: what they say is dropped. */
const DROPPED = new Set(['stopSignal', 'workloadRef']);
const QUANTITIES = new Set(['requests', 'limits']);

/** Whether two decoded values are equal to the API server. */
export const isEqual = (left: unknown, right: unknown): boolean => isSame(canonical(left), canonical(right));

/** Whether two specifications of pods are. A pull policy that only one of them names follows from the image. */
export function isSamePodSpec(left: Fields, right: Fields): boolean {
  return isEqual(comparable(left, right), comparable(right, left));
}

function comparable(spec: Fields, other: Fields): Fields {
  const grace = spec['terminationGracePeriodSeconds'] === 30 ? null : spec['terminationGracePeriodSeconds'];
  const restart = text(spec, 'restartPolicy') === 'Always' ? null : spec['restartPolicy'];
  const containers: [string, unknown][] = ['containers', 'initContainers'].map((list) => [
    list,
    items(spec, list).map((container, index) =>
      pulled(asRecord(container), asRecord(items(other, list)[index])),
    ),
  ]);
  return {
    ...spec,
    ...(Object.fromEntries(containers) as Fields),
    terminationGracePeriodSeconds: grace,
    restartPolicy: restart,
    // A pod always has one, if only an empty one.
    securityContext: record(spec, 'securityContext'),
  };
}

const pulled = (container: Fields, other: Fields): Fields =>
  isSet(other, 'imagePullPolicy') ? container : { ...container, imagePullPolicy: null };

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const fields = asRecord(value);
  const kept = Object.keys(fields)
    .map((name) => [name, fieldOf(fields, name)] as const)
    .filter(([name, child]) => !DROPPED.has(name) && !isNothing(name, child));
  return Object.fromEntries(kept);
}

function fieldOf(fields: Fields, name: string): unknown {
  const child = fields[name];
  if (QUANTITIES.has(name)) return amounts(record(fields, name));
  if (DEFAULTS.has(name) && DEFAULTS.get(name) === child) return undefined;
  return PLAIN_FLAGS.has(name) && child === false ? undefined : canonical(child);
}

function amounts(resources: Fields): Fields {
  const entries = Object.entries(resources).map(([name, amount]) => {
    const quantity = parseQuantity(wireQuantity(String(amount)));
    return [name, quantity ? scaledValue(quantity, 3) : amount];
  });
  return Object.fromEntries(entries) as Fields;
}

function isNothing(name: string, value: unknown): boolean {
  if (value === '') return !TEXTS_APART.has(name);
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return PLAIN_FIELDS.has(name) && typeof value === 'object' && Object.keys(value).length === 0;
}
