/** KEDA triggers as rules look at them. */
import type { Manifest, Path } from '../../manifest/document';
import { at, integer, isSet, list, record, text } from '../read';

export interface PlacedTrigger {
  readonly path: Path;
  readonly type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

export const triggersOf = (scaled: Manifest): readonly PlacedTrigger[] =>
  list(at(scaled.value, 'spec', 'triggers')).flatMap((value, index) => {
    const type = text(at(value, 'type'));
    if (type === undefined) return [];
    return [{ path: ['spec', 'triggers', index], type, metadata: record(at(value, 'metadata')), value }];
  });

/** Whether KEDA itself ever turns the workload off or on; above zero the HPA alone decides. */
export function scalesToZero(scaledObject: Manifest): boolean {
  const spec = at(scaledObject.value, 'spec');
  const minimum = at(spec, 'minReplicaCount');
  return !isSet(minimum) || (integer(minimum) ?? 0) === 0 || isSet(at(spec, 'idleReplicaCount'));
}
