/** Whether Karpenter would call a node drifted after an edit of its NodePool or EC2NodeClass. Not asked here, because it
 *  needs AWS: AMIs, subnets, security groups, capacity reservations and placement groups that selectors resolve to.
 *  @source kubernetes-sigs/karpenter pkg/controllers/nodeclaim/disruption/drift.go@v1.14.1
 *  @source aws/karpenter-provider-aws pkg/cloudprovider/drift.go@v1.14.1 */
import { listAt } from '../../manifest/fields';
import { decodeRequirements } from '../../manifest/requirementSpec';
import { incompatibility, labelRequirements, requirementsOf } from '../../model/requirements';
import { changedClassFields, changedPoolFields, nodeClassHash, nodePoolHash } from './hashes';

export type DriftReason =
  | 'NodePoolDrifted'
  | 'RequirementsDrifted'
  | 'NodeClassDrift'
  /** Not drift: the pool is gone, and its nodes go with it, whatever the budgets say. */
  | 'NodePoolDeleted';

export interface Drift {
  readonly reason: DriftReason;
  /** Fields that changed, or labels that no longer suit; sorted as in the objects. */
  readonly fields: readonly string[];
}

/** A pool and its class as they are stored; the class is undefined when it is not among the files. */
export interface StoredPool {
  readonly pool: unknown;
  readonly nodeClass: unknown;
}

/** Why a node that was launched under `before` is replaced under `after`; undefined: it stays.
 *  @param labels  of the node's NodeClaim */
export function driftOf(
  labels: Readonly<Record<string, string>>,
  before: StoredPool,
  after: StoredPool | undefined,
): Drift | undefined {
  if (!after) return { reason: 'NodePoolDeleted', fields: [] };
  return (
    poolDrift(before.pool, after.pool) ??
    requirementDrift(labels, after.pool) ??
    classDrift(before.nodeClass, after.nodeClass)
  );
}

function poolDrift(before: unknown, after: unknown): Drift | undefined {
  if (nodePoolHash(before) === nodePoolHash(after)) return undefined;
  return { reason: 'NodePoolDrifted', fields: changedPoolFields(before, after) };
}

/** Every requirement of the pool must go with the labels; none may be left open, well known or not. */
function requirementDrift(labels: Readonly<Record<string, string>>, pool: unknown): Drift | undefined {
  const wanted = requirementsOf(decodeRequirements(listAt(pool, 'spec', 'template', 'spec', 'requirements')));
  const conflict = incompatibility(labelRequirements(labels), wanted, NOTHING);
  return conflict && { reason: 'RequirementsDrifted', fields: [conflict.key] };
}

const NOTHING: ReadonlySet<string> = new Set();

function classDrift(before: unknown, after: unknown): Drift | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (nodeClassHash(before) === nodeClassHash(after)) return undefined;
  return { reason: 'NodeClassDrift', fields: changedClassFields(before, after) };
}
