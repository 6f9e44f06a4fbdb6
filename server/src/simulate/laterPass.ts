/** Limits that hold pods back in one pass alone: while it plans, Karpenter charges a pool with the largest type that each new
 *  node may become; once the nodes run, with what they are.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go subtractMax@v1.14.1 */
import type { InstanceType } from '../model/instanceType';
import type { Resources } from '../model/resources';
import type { SolveInput, SolveResult, Unplaced } from '../solver/input';

/** Names of the pools that refuse pods by their limits now, and have a type for them within what the launched nodes leave. */
export function poolsWithRoomLater(
  input: SolveInput,
  result: SolveResult,
  { group, reason }: Pick<Unplaced, 'group' | 'reason'>,
): readonly string[] {
  const requests = input.groups[group]?.template.requests;
  if (reason.code !== 'no-pool-fits' || !requests) return [];
  return reason.pools
    .filter(({ pool, code }) => code === 'limits' && hasRoomLater(pool, requests, { input, result }))
    .map(({ pool }) => pool);
}

function hasRoomLater(
  name: string,
  requests: Resources,
  { input, result }: { readonly input: SolveInput; readonly result: SolveResult },
): boolean {
  const own = input.pools.find(({ pool }) => pool.name === name);
  const launched = result.nodeClaims.filter(({ nodePool }) => nodePool === name);
  if (!own?.pool.limits || launched.length === 0) return false;
  const left = { ...own.pool.limits };
  for (const { launch } of launched) {
    const type = own.instanceTypes.find((one) => one.name === launch?.instanceType);
    for (const resource of Object.keys(left)) left[resource] = (left[resource] ?? 0) - usedOf(type, resource);
  }
  return own.instanceTypes.some(
    ({ capacity, allocatable }) =>
      Object.entries(left).every(([resource, most]) => (capacity[resource] ?? 0) <= most) &&
      Object.entries(requests).every(([resource, amount]) => amount <= (allocatable[resource] ?? 0)),
  );
}

const usedOf = (type: InstanceType | undefined, resource: string): number =>
  resource === 'nodes' ? 1 : (type?.capacity[resource] ?? 0);
