/** `spec.kubelet` of Karpenter 1.15.1: a map of any fields for the API server, checked by the node class's controller.
 *  Types of single fields, and expressions (which need a feature gate), are left to the controller.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/kubeletconfiguration_validation.go,
 *  pkg/controllers/nodeclass/validation.go validateKubeletFieldsSupported@v1.15.1 */
import { durationMs } from '../../model/cron';
import { parseQuantity } from '../../util/quantity';
import type { Path } from '../../manifest/document';
import { signOf } from '../registry/quantities';
import { isSet, items, optionalInteger, textMap, type Fields } from '../registry/read';
import type { SchemaProblem } from '../problem';
import { quoteText } from '../wording';
import { refusal } from './refusal';

const SIGNALS = [
  'memory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
];
const RESERVABLE = ['cpu', 'memory', 'ephemeral-storage', 'pid'];
const THRESHOLDS = ['evictionHard', 'evictionSoft', 'evictionMinimumReclaim'];
const GRACE = 'evictionSoftGracePeriod';
const COUNTS = ['podsPerCore', 'evictionMaxPodGracePeriod', 'maxPods'];
const PERCENTAGES = ['imageGCHighThresholdPercent', 'imageGCLowThresholdPercent'];
/** What reaches the kubelet whatever the images; only AL2023 passes the rest on. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'clusterDNS',
  'maxPods',
  'podsPerCore',
  'systemReserved',
  'kubeReserved',
  'evictionHard',
  'evictionSoft',
  GRACE,
  'evictionMaxPodGracePeriod',
  ...PERCENTAGES,
  'cpuCFSQuota',
]);

/** @param family  of the images */
export function kubeletRefusals(kubelet: Fields, family: string): readonly SchemaProblem[] {
  return [
    ...ownedProblems(kubelet),
    ...[...THRESHOLDS, GRACE].flatMap((name) => signalProblems(kubelet, name)),
    ...pairProblems(kubelet),
    ...['kubeReserved', 'systemReserved'].flatMap((name) => reservedProblems(kubelet, name)),
    ...numberProblems(kubelet),
    ...familyProblems(kubelet, family),
  ];
}

const refuse = (path: Path, message: string): SchemaProblem =>
  refusal(['spec', 'kubelet', ...path], { rule: 'kubelet', message });

function ownedProblems(kubelet: Fields): SchemaProblem[] {
  if (!Object.hasOwn(kubelet, 'registerWithTaints')) return [];
  return [refuse(['registerWithTaints'], "Karpenter sets registerWithTaints itself, from the node's taints")];
}

function signalProblems(kubelet: Fields, name: string): SchemaProblem[] {
  return [...textMap(kubelet, name)].flatMap(([signal, value]) => {
    const problem = name === GRACE ? durationProblem(value) : thresholdProblem(value);
    const unknown = `${quoteText(signal)} is no eviction signal: use one of ${SIGNALS.join(', ')}`;
    return [
      ...(SIGNALS.includes(signal) ? [] : [refuse([name, signal], unknown)]),
      ...(problem === undefined ? [] : [refuse([name, signal], problem)]),
    ];
  });
}

function thresholdProblem(value: string): string | undefined {
  const wanted = `${quoteText(value)} is no threshold: use a percentage from 0% to 100%, or a quantity such as 500Mi`;
  if (value.endsWith('%')) {
    const digits = value.slice(0, -1);
    const percent = digits.trim() === digits && digits !== '' ? Number(digits) : NaN;
    return percent >= 0 && percent <= 100 ? undefined : wanted;
  }
  return parseQuantity(value) && signOf(value) >= 0 ? undefined : wanted;
}

function durationProblem(value: string): string | undefined {
  const duration = durationMs(value);
  return duration !== undefined && duration >= 0
    ? undefined
    : `${quoteText(value)} is no grace period: use a duration such as 30s or 2m`;
}

/** A soft threshold without a grace period, or the other way round, does nothing. */
function pairProblems(kubelet: Fields): SchemaProblem[] {
  const [soft, grace] = [textMap(kubelet, 'evictionSoft'), textMap(kubelet, GRACE)];
  const without = (name: string, one: typeof soft, other: typeof soft, missing: string): SchemaProblem[] =>
    [...one.keys()]
      .filter((signal) => !other.has(signal))
      .map((signal) => refuse([name, signal], `${signal} needs an entry in ${missing} too`));
  return [...without('evictionSoft', soft, grace, GRACE), ...without(GRACE, grace, soft, 'evictionSoft')];
}

function reservedProblems(kubelet: Fields, name: string): SchemaProblem[] {
  return [...textMap(kubelet, name)].flatMap(([resource, value]) => {
    const unknown = `${quoteText(resource)} cannot be reserved: use one of ${RESERVABLE.join(', ')}`;
    return [
      ...(RESERVABLE.includes(resource) ? [] : [refuse([name, resource], unknown)]),
      ...(value.startsWith('-') ? [refuse([name, resource], `${quoteText(value)} is less than 0`)] : []),
    ];
  });
}

function numberProblems(kubelet: Fields): SchemaProblem[] {
  const given = (name: string): number | undefined =>
    typeof kubelet[name] === 'number' ? optionalInteger(kubelet, name) : undefined;
  const outside = (name: string, most: number): boolean =>
    (given(name) ?? 0) < 0 || (given(name) ?? 0) > most;
  const [high, low] = PERCENTAGES.map(given);
  const problems = [
    ...COUNTS.filter((name) => outside(name, Infinity)).map((name) =>
      refuse([name], `${name} is less than 0`),
    ),
    ...PERCENTAGES.filter((name) => outside(name, 100)).map((name) =>
      refuse([name], `${name} is ${given(name)}; it is a percentage from 0 to 100`),
    ),
  ];
  if (high === undefined || low === undefined || high > low) return problems;
  const message = `imageGCHighThresholdPercent ${high} must be more than imageGCLowThresholdPercent ${low}`;
  return [...problems, refuse(['imageGCHighThresholdPercent'], message)];
}

function familyProblems(kubelet: Fields, family: string): SchemaProblem[] {
  if (family === 'Custom' || family === 'AL2023') return [];
  const dropped = Object.keys(kubelet).filter(
    (name) =>
      !PASSED_ON.has(name) || (name === 'podsPerCore' && family === 'Bottlerocket' && isSet(kubelet, name)),
  );
  const problems = dropped.map((name) =>
    refuse([name], `nodes of the family ${family} would not be given ${name}`),
  );
  if (items(kubelet, 'clusterDNS').length < 2) return problems;
  return [...problems, refuse(['clusterDNS'], `nodes of the family ${family} take one address only`)];
}
