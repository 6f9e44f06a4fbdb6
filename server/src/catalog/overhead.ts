/** What of a node's capacity pods cannot have: kube-reserved, system-reserved, the eviction threshold.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go kubeReservedResources, evictionThreshold@v1.14.1 */
import type { KubeletConfiguration } from '../model/nodeClass';
import type { Resources } from '../model/resources';
import { parseQuantity, type Quantity } from '../util/quantity';
import { sortedUnique } from '../util/sort';

const MIB = 2 ** 20;

/** What is reserved under one kubelet configuration: amounts alike for all types, and what follows the type. */
export interface OverheadPlan {
  /** Per resource, whole units, rounded down: what is left is rounded up, as Quantity.Value does. */
  readonly fixed: Resources;
  /** Names of all resources that something is reserved of. */
  readonly resources: readonly string[];
  readonly reservesDefaultCpu: boolean;
  readonly reservesDefaultMemory: boolean;
  /** Percent of the type's amount; undefined: the threshold is an amount and in `fixed`. */
  readonly memoryEvictionPercent: number | undefined;
  readonly storageEvictionPercent: number | undefined;
}

/** What the overhead of a type depends on. */
export interface NodeSize {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  /** Pods that kube-reserved memory is made for. */
  readonly podCount: number;
}

const DEFAULT_EVICTION = { memory: '100Mi', storage: '10%' };

export function planOverhead(kubelet: KubeletConfiguration): OverheadPlan {
  const { kubeReserved, systemReserved, evictionHard } = kubelet;
  const memoryThreshold = evictionHard['memory.available'] ?? DEFAULT_EVICTION.memory;
  const storageThreshold = evictionHard['nodefs.available'] ?? DEFAULT_EVICTION.storage;
  const fixed = sumDown([
    ...Object.entries({ 'ephemeral-storage': '1Gi', ...kubeReserved }),
    ...Object.entries(systemReserved),
    ['memory', memoryThreshold],
    ['ephemeral-storage', storageThreshold],
  ]);
  return {
    fixed,
    resources: sortedUnique(['cpu', 'memory', 'ephemeral-storage', ...Object.keys(fixed)]),
    reservesDefaultCpu: !Object.hasOwn(kubeReserved, 'cpu'),
    reservesDefaultMemory: !Object.hasOwn(kubeReserved, 'memory'),
    memoryEvictionPercent: percentOf(memoryThreshold),
    storageEvictionPercent: percentOf(storageThreshold),
  };
}

/** The capacity less the overhead, for the resources of the capacity; may be negative.
 *  Differs from upstream: a negative amount of broken bytes is rounded up exactly; upstream's is one byte more. */
export function allocatableOf(capacity: Resources, plan: OverheadPlan, size: NodeSize): Resources {
  const allocatable = { ...capacity };
  for (const name of plan.resources) {
    const amount = capacity[name];
    if (amount !== undefined)
      allocatable[name] = amount - (plan.fixed[name] ?? 0) - reservedOf(name, plan, size);
  }
  return allocatable;
}

function reservedOf(name: string, plan: OverheadPlan, size: NodeSize): number {
  if (name === 'cpu') return plan.reservesDefaultCpu ? kubeReservedCpuMilli(size.cpuMilli) : 0;
  if (name === 'ephemeral-storage') return percentUp(size.storageBytes, plan.storageEvictionPercent);
  if (name !== 'memory') return 0;
  const kubeReserved = plan.reservesDefaultMemory ? kubeReservedMemoryBytes(size.podCount) : 0;
  return kubeReserved + percentUp(size.memoryBytes, plan.memoryEvictionPercent);
}

export const kubeReservedMemoryBytes = (podCount: number): number => (11 * podCount + 255) * MIB;

const CPU_STEPS = [
  { startMilli: 0, endMilli: 1000, share: 0.06 },
  { startMilli: 1000, endMilli: 2000, share: 0.01 },
  { startMilli: 2000, endMilli: 4000, share: 0.005 },
  { startMilli: 4000, endMilli: 2 ** 31, share: 0.0025 },
];

/** 6 % of the first core, 1 % of the second, half a percent of the next two, a quarter of the rest; each cut down. */
export function kubeReservedCpuMilli(cpuMilli: number): number {
  let reserved = 0;
  for (const { startMilli, endMilli, share } of CPU_STEPS) {
    if (cpuMilli < startMilli) break;
    reserved += Math.trunc((Math.min(cpuMilli, endMilli) - startMilli) * share);
  }
  return reserved;
}

/** The percentage that an eviction threshold is; 100 % switches the threshold off, as in the kubelet. */
function percentOf(threshold: string): number | undefined {
  if (!threshold.endsWith('%')) return undefined;
  const percent = Number(threshold.replaceAll('%', ''));
  return percent === 100 || Number.isNaN(percent) ? 0 : percent;
}

const percentUp = (amount: number, percent: number | undefined): number =>
  percent === undefined ? 0 : Math.ceil((amount / 100) * percent);

/** The exact sum per resource, then rounded down to its unit; what is no quantity counts as nothing. */
function sumDown(entries: readonly (readonly [string, string])[]): Resources {
  const totals = new Map<string, bigint>();
  for (const [name, text] of entries) {
    const quantity = parseQuantity(text);
    if (quantity) totals.set(name, (totals.get(name) ?? 0n) + nanoUnits(quantity));
  }
  const perUnit = (name: string): bigint => (name === 'cpu' ? 1_000_000n : 1_000_000_000n);
  return Object.fromEntries([...totals].map(([name, nano]) => [name, Number(nano / perUnit(name))]));
}

/** Upstream keeps no digits beyond nano either, but rounds them up. */
function nanoUnits({ digits, base, exponent }: Quantity): bigint {
  if (base === 2) return digits * 2n ** BigInt(exponent) * 1_000_000_000n;
  if (exponent >= -9) return digits * 10n ** BigInt(exponent + 9);
  const divisor = 10n ** BigInt(-exponent - 9);
  return digits / divisor + (digits % divisor > 0n ? 1n : 0n);
}
