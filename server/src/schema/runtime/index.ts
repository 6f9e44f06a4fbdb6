/** What happens after admission: Karpenter's controllers and KEDA's webhook decode and check the object once more.
 *  `runtimeValidator(manifest, kind, options)` returns what they refuse, as problems of source `runtime`; they never change the
 *  verdict. Call it for accepted objects. Only what can be known from the one object is here; conflicts between objects
 *  (two scalers of one target) are rules. */
import type { Manifest } from '../../manifest/document';
import type { ResolvedOptions } from '../../model/options';
import { schemaOf, type KindSchema } from '../kinds';
import { namePlace, withGeneratedName } from '../metadata';
import { prepare } from '../prepare';
import type { SchemaProblem } from '../problem';
import { asRecord, type Fields } from '../registry/read';
import { authenticationRefusals } from './authentication';
import { decodingRefusals } from './decode';
import { nodeClassRefusals } from './nodeClass';
import { nodeOverlayRefusals } from './nodeOverlay';
import { nodePoolRefusals } from './nodePool';
import { scaledObjectRefusals } from './scaledObject';
import { triggerRefusals } from './triggers';

type Check = (object: Fields, options: ResolvedOptions) => readonly SchemaProblem[];

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['karpenter.sh/NodePool', nodePoolRefusals],
  ['karpenter.sh/NodeClaim', () => []],
  ['karpenter.sh/NodeOverlay', nodeOverlayRefusals],
  ['karpenter.k8s.aws/EC2NodeClass', nodeClassRefusals],
  ['keda.sh/ScaledObject', scaledObjectRefusals],
  ['keda.sh/ScaledJob', triggerRefusals],
  ['keda.sh/TriggerAuthentication', authenticationRefusals],
  ['keda.sh/ClusterTriggerAuthentication', authenticationRefusals],
]);

/** An object that its controller cannot decode is not looked at any further. */
export function runtimeValidator(
  manifest: Manifest,
  kind: KindSchema,
  options: ResolvedOptions,
): readonly SchemaProblem[] {
  const check = CHECKS.get(`${kind.group}/${kind.kind}`);
  if (!check) return [];
  const undecoded = decodingRefusals(manifest.value, kind);
  if (undecoded.length > 0) return undecoded;
  const object = prepare(manifest.value, schemaOf(kind.schema)).value;
  const place = namePlace(object);
  return check(asRecord(withGeneratedName(object)), options).map((problem) =>
    problem.at.join('.') === 'metadata.name' ? { ...problem, at: place } : problem,
  );
}
