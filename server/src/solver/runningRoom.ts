import type { HostPort } from '../model/pod';
import type { RunningNode } from './input';
import type { RequirementSet } from './requirementTable';
import type { Amounts } from './resourceVector';

/** A running node during a solve. */
export interface RunningRoom {
  readonly id: number;
  readonly node: RunningNode;
  /** What its labels say. */
  readonly labels: RequirementSet;
  /** The labels with what the pods placed here asked for besides. */
  set: RequirementSet;
  /** Shared with the rooms of other solves until a pod is placed here: replaced, never written to. */
  remaining: Amounts;
  hostPorts: readonly HostPort[];
  /** Groups of the pods placed here, in the order in which they came. */
  readonly placed: number[];
}
