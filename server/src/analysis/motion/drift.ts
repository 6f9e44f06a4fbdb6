/** Which nodes an edit replaces: the nodes that the older files would have running, judged under the newer ones. */
import { decodeBudgets } from '../../dynamics/budgets/budget';
import { driftOf, type Drift, type DriftReason, type StoredPool } from '../../dynamics/drift/drift';
import { playRollout, type Rollout } from '../../dynamics/drift/rollout';
import { decodeDisruption } from '../../manifest/disruption';
import type { Manifest } from '../../manifest/document';
import { textAt } from '../../manifest/fields';
import { objectsIn } from '../../manifest/list';
import { decodeNodePool } from '../../manifest/nodePool';
import { objectId } from '../../manifest/objectId';
import type { NodePool } from '../../model/nodePool';
import { isSatisfiedByAbsence } from '../../model/requirement';
import { joinRequirements, labelRequirements, requirementsOf } from '../../model/requirements';
import { WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { findKind, schemaOf } from '../../schema/kinds';
import { prepare } from '../../schema/prepare';
import type { Simulation } from '../../simulate/simulate';
import type { NodeClaimPlan, SolvePool } from '../../solver/input';
import { nodeLabels } from '../../solver/nodeLabels';
import { staticNodeCount } from '../../solver/staticPools';
import { compareText } from '../../util/sort';
import type { Place } from '../shown/preview';
import { namePlace } from '../shown/previewOf';

export interface DriftPreview {
  readonly secondsPerNode: number;
  /** Of the older files, by name. */
  readonly pools: readonly PoolDrift[];
}

export interface PoolDrift {
  readonly name: string;
  /** In the newer files. */
  readonly location?: Place;
  readonly nodeCount: number;
  readonly replacedCount: number;
  readonly causes: readonly DriftCause[];
  /** Absent when nothing is replaced, or budgets do not count (the pool is deleted). */
  readonly rollout?: RolloutPreview;
}

export interface DriftCause {
  readonly reason: DriftReason;
  readonly fields: readonly string[];
  readonly nodeCount: number;
}

export interface RolloutPreview {
  readonly seconds?: number;
  readonly waitSeconds?: number;
  readonly replacedCount: number;
  readonly atOnceCount: number;
  /** A static pool's `limits.nodes` leaves no room for a replacement. */
  readonly isAtNodeLimit?: true;
}

export interface DriftQuestion {
  readonly before: { readonly manifests: readonly Manifest[]; readonly simulation: Simulation };
  readonly after: readonly Manifest[];
  readonly karpenterVersion: string;
  readonly fromSecond: number;
  readonly secondsPerNode: number;
}

export function previewDrift(question: DriftQuestion): DriftPreview {
  const { before, secondsPerNode } = question;
  const pools = before.simulation.input.pools
    .map((pool) => poolDrift(pool, question))
    .sort((a, b) => compareText(a.name, b.name));
  return { secondsPerNode, pools };
}

function poolDrift(own: SolvePool, question: DriftQuestion): PoolDrift {
  const { name } = own.pool;
  const { result } = question.before.simulation;
  const claims = result.nodeClaims.filter(({ nodePool, launch }) => nodePool === name && launch);
  const [before, after] = [question.before.manifests, question.after].map((manifests) =>
    storedPool(name, manifests, question.karpenterVersion),
  );
  const drifts = claims.map((claim) => before && driftOf(labelsOf(claim, own, question), before, after));
  const replacedCount = drifts.filter((drift) => drift !== undefined).length;
  const causes = causesOf(drifts);
  const location = findObject('NodePool', name, question.after);
  const rollout = after && replacedCount > 0 && rolloutOf(after.pool, claims.length, replacedCount, question);
  return {
    ...{ name, nodeCount: claims.length, replacedCount, causes },
    ...(location ? { location: namePlace(location) } : {}),
    ...(rollout ? { rollout } : {}),
  };
}

function causesOf(drifts: readonly (Drift | undefined)[]): DriftCause[] {
  const causes = new Map<string, { drift: Drift; nodeCount: number }>();
  for (const drift of drifts) {
    if (!drift) continue;
    const key = JSON.stringify(drift);
    const cause = causes.get(key) ?? { drift, nodeCount: 0 };
    cause.nodeCount++;
    causes.set(key, cause);
  }
  return [...causes.values()].map(({ drift, nodeCount }) => ({ ...drift, nodeCount }));
}

function rolloutOf(
  pool: unknown,
  nodeCount: number,
  driftedCount: number,
  { fromSecond, secondsPerNode }: DriftQuestion,
): RolloutPreview | undefined {
  const budgets = decodeBudgets(decodeDisruption(pool).budgets);
  if (!budgets.ok) return undefined;
  const surgeCount = surgeOf(decodeNodePool(pool));
  const counts = { nodeCount, driftedCount, surgeCount, fromSecond, secondsPerNode };
  const preview = rolloutPreview(playRollout({ budgets: budgets.value, ...counts }));
  return surgeCount === 0 ? { ...preview, isAtNodeLimit: true } : preview;
}

/** How many nodes a pool may have beside those that it keeps; for dynamic pools the scheduler minds the limits.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/staticdrift.go@v1.14.1 */
const surgeOf = (pool: NodePool): number =>
  pool.staticReplicas === undefined ? Infinity : (pool.limits?.nodes ?? Infinity) - staticNodeCount(pool);

const rolloutPreview = ({ seconds, waitSeconds, ...counts }: Rollout): RolloutPreview => ({
  ...(seconds === undefined ? {} : { seconds }),
  ...(waitSeconds === undefined ? {} : { waitSeconds }),
  ...counts,
});

/** As the API server stores them, with the defaults of their schemas. */
function storedPool(name: string, manifests: readonly Manifest[], version: string): StoredPool | undefined {
  const pool = findObject('NodePool', name, manifests);
  if (!pool) return undefined;
  const className = textAt(pool.value, 'spec', 'template', 'spec', 'nodeClassRef', 'name') ?? '';
  const nodeClass = findObject('EC2NodeClass', className, manifests);
  return { pool: stored(pool, version), nodeClass: nodeClass && stored(nodeClass, version) };
}

function stored({ apiVersion = '', kind = '', value }: Manifest, version: string): unknown {
  const known = findKind(apiVersion, kind, version);
  return known ? prepare(value, schemaOf(known.schema)).value : value;
}

/** The later of two counts, as when they are applied. */
const findObject = (kind: string, name: string, manifests: readonly Manifest[]): Manifest | undefined =>
  manifests.flatMap(objectsIn).findLast((one) => one.name === name && objectId(one.value)?.kind === kind);

/** Labels of the NodeClaim; where Karpenter takes any zone or value, the first by name counts. */
function labelsOf(
  { launch, pods }: NodeClaimPlan,
  { pool, instanceTypes }: SolvePool,
  { before }: DriftQuestion,
): Readonly<Record<string, string>> {
  const type = instanceTypes.find(({ name }) => name === launch?.instanceType);
  if (!launch || !type) return pool.labels;
  const { groups } = before.simulation.input;
  const selectors = pods.map(({ group }) => labelRequirements(groups[group]?.template.nodeSelector ?? {}));
  const own = requirementsOf(pool.requirements);
  const settledLabels = settled(selectors.reduce((all, one) => joinRequirements(all, one.values()), own));
  const place = { zone: launch.zones[0] ?? '', capacityType: launch.capacityType };
  return nodeLabels({ pool, settledLabels }, type, place);
}

/** A value of each custom label that the requirements leave, as upstream's Requirement.Any picks one. */
function settled(requirements: ReturnType<typeof requirementsOf>): Record<string, string> {
  const values = [...requirements.values()].flatMap((requirement) => {
    const { key, complement, gte } = requirement;
    if (WELL_KNOWN_LABELS.has(key)) return [];
    const [first] = [...requirement.values].sort(compareText);
    const any = complement ? (isSatisfiedByAbsence(requirement) ? 'any' : String(gte ?? 0)) : first;
    return any === undefined ? [] : [[key, any] as const];
  });
  return Object.fromEntries(values);
}
