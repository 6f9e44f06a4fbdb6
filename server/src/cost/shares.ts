/** How a node's cost is split among its pods: each pod's share is the mean of its shares of what the workloads on the node
 *  request of cpu, memory and devices. Daemons and what is left idle are spread along with it; pods that request nothing
 *  share by number on a node where none requests anything. */
import type { PodGroup } from '../model/pod';
import type { Resources } from '../model/resources';
import type { NodeClaimPlan } from '../solver/input';

/** Shares by group, together 1; empty for a node without pods. */
export function podShares(
  { pods }: Pick<NodeClaimPlan, 'pods'>,
  groups: readonly PodGroup[],
): ReadonlyMap<number, number> {
  const asked = pods.map(({ group, count }) => ({
    group,
    count,
    requests: groups[group]?.template.requests ?? {},
  }));
  const totals = sumOf(asked);
  const counted = Object.keys(totals).filter((name) => (totals[name] ?? 0) > 0);
  const podCount = asked.reduce((sum, { count }) => sum + count, 0);
  return new Map(
    asked.map(({ group, count, requests }) => [
      group,
      counted.length === 0
        ? count / podCount
        : count * mean(counted.map((name) => (requests[name] ?? 0) / (totals[name] ?? 1))),
    ]),
  );
}

/** The share of one set of requests in another, by the same measure; undefined when the whole requests nothing. */
export function requestShare(part: Resources, whole: Resources): number | undefined {
  const counted = Object.keys(whole).filter((name) => isCounted(name) && (whole[name] ?? 0) > 0);
  return counted.length === 0
    ? undefined
    : mean(counted.map((name) => (part[name] ?? 0) / (whole[name] ?? 1)));
}

function sumOf(pods: readonly { readonly count: number; readonly requests: Resources }[]): Resources {
  const totals: Record<string, number> = {};
  for (const { count, requests } of pods)
    for (const [name, amount] of Object.entries(requests))
      if (isCounted(name)) totals[name] = (totals[name] ?? 0) + count * amount;
  return totals;
}

/** Devices are written with a domain: `nvidia.com/gpu`. */
const isCounted = (name: string): boolean => name === 'cpu' || name === 'memory' || name.includes('/');

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
