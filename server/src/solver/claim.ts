/** Nodes that are planned: what they have to be, which types they still may become, what runs on them. */
import type { HostPort } from '../model/pod';
import type { Bits } from './bitset';
import type { NodeTemplate } from './nodeTemplate';
import type { RequirementSet } from './requirementTable';
import type { Amounts } from './resourceVector';

/** What a pod is probed against: a planned node, or the one that a pool would start. */
export interface Room {
  readonly id: number;
  readonly template: NodeTemplate;
  readonly set: RequirementSet;
  readonly types: Bits;
  /** Of the pods, without daemons. */
  readonly requests: Amounts;
  readonly hostPorts: readonly HostPort[];
}

export interface Claim extends Room {
  set: RequirementSet;
  hostPorts: HostPort[];
  podCount: number;
  /** Runs of pods in the order in which they came: groups, and how many of each. */
  readonly groupRuns: number[];
  readonly countRuns: number[];
}

/** A node that `template` would start. It stands for any node that is not there yet until it gets a number. */
export const emptyRoom = (template: NodeTemplate, types: Bits, requests: Amounts, id: number): Room => ({
  id,
  template,
  set: template.requirements,
  types,
  requests,
  hostPorts: [],
});

export const claimOf = (room: Room): Claim => ({
  id: room.id,
  template: room.template,
  set: room.set,
  types: room.types.slice(),
  requests: room.requests,
  hostPorts: [...room.hostPorts],
  podCount: 0,
  groupRuns: [],
  countRuns: [],
});

export function noteGroup(claim: Claim, group: number): void {
  const last = claim.groupRuns.length - 1;
  if (last >= 0 && claim.groupRuns[last] === group) {
    claim.countRuns[last] = (claim.countRuns[last] ?? 0) + 1;
    return;
  }
  claim.groupRuns.push(group);
  claim.countRuns.push(1);
}

/** Pods per group, by group. */
export function podsOf({
  groupRuns,
  countRuns,
}: Claim): { readonly group: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  groupRuns.forEach((group, run) => counts.set(group, (counts.get(group) ?? 0) + (countRuns[run] ?? 0)));
  return [...counts].sort(([a], [b]) => a - b).map(([group, count]) => ({ group, count }));
}
