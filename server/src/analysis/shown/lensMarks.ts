/** Where lenses stand: above the NodePools, workloads and scalers of a cluster. What they say is worded by `lenses.ts`. */
import type { Manifest } from '../../manifest/document';
import { decodeHpaBounds } from '../../manifest/hpa';
import { objectsIn } from '../../manifest/list';
import { objectId, objectKey, type ObjectId } from '../../manifest/objectId';
import { decodeScaledObjectBounds } from '../../manifest/scaledObject';
import type { Range } from '../../model/finding';
import { isNodePool } from '../poolPlaces';
import { WORKLOAD_KINDS } from './previewOf';

export interface LensMark {
  readonly uri: string;
  /** The first line of the object. */
  readonly range: Range;
  readonly kind: 'pool' | 'workload' | 'scaler';
  /** Of the pool; "namespace/name" of the workload, or of the scaler's target. */
  readonly name: string;
}

/** In document order; of two manifests of one object the later counts, as in the simulation. */
export function lensMarks(manifests: readonly Manifest[]): readonly LensMark[] {
  const marks = new Map<string, LensMark>();
  for (const manifest of manifests.flatMap(objectsIn)) {
    const id = objectId(manifest.value);
    const about = id && aboutOf(manifest, id);
    if (!about) continue;
    const key = objectKey(id);
    marks.delete(key);
    marks.set(key, { uri: manifest.uri, range: firstLine(manifest), ...about });
  }
  return [...marks.values()];
}

function aboutOf(manifest: Manifest, id: ObjectId): Pick<LensMark, 'kind' | 'name'> | undefined {
  if (isNodePool(manifest)) return { kind: 'pool', name: id.name };
  if (WORKLOAD_KINDS.has(id.kind)) return { kind: 'workload', name: `${id.namespace}/${id.name}` };
  const scaler = decodeHpaBounds(manifest.value, id) ?? decodeScaledObjectBounds(manifest.value, id);
  return scaler && { kind: 'scaler', name: `${scaler.target.namespace}/${scaler.target.name}` };
}

function firstLine(manifest: Manifest): Range {
  const { start } = manifest.rangeOf(['apiVersion'], 'key');
  const kind = manifest.rangeOf(['kind'], 'key').start;
  const first = start.line <= kind.line ? start : kind;
  return { start: first, end: first };
}
