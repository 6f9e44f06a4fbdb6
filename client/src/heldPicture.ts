/** While a pool is half typed, no pool takes part and every pod is pending: what stood before says more. Pure. */
import type { PreviewModel, PreviewSkipped } from '../../server/src/protocol/previewModel';
import type { SimulateResult } from '../../server/src/protocol/requests';

export interface HeldPicture {
  readonly result: SimulateResult;
  /** Documents for whose sake the last good picture stays: empty, it is that of the files. */
  readonly heldBy: readonly PreviewSkipped[];
}

/** The newer result, but for its picture where all pools of the older one are refused as they stand. */
export function held(before: SimulateResult | undefined, after: SimulateResult): HeldPicture {
  if (before?.state !== 'ready' || after.state !== 'ready') return { result: after, heldBy: [] };
  const heldBy = refusedPools(before.preview, after.preview);
  if (heldBy.length === 0) return { result: after, heldBy };
  const { version, skipped, problems, findings } = after.preview;
  const preview = { ...before.preview, version, skipped, problems, ...(findings ? { findings } : {}) };
  return { result: { state: 'ready', preview }, heldBy };
}

function refusedPools(before: PreviewModel, after: PreviewModel): readonly PreviewSkipped[] {
  const isSame = before.cluster === after.cluster && before.replicas === after.replicas;
  if (!isSame || before.nodePools.length === 0 || after.nodePools.length > 0) return [];
  const files = new Set(before.nodePools.map(({ location }) => location?.uri));
  // What cannot be read has no kind.
  return after.skipped.filter(({ kind, uri }) => (kind ?? 'NodePool') === 'NodePool' && files.has(uri));
}
