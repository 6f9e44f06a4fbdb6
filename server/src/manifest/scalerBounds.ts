/** Between which sizes a scaler keeps its target. */
import type { ObjectId } from './objectId';

export interface ScalerBounds {
  readonly target: ObjectId;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}
