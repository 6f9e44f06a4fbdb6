/** Which parameters the authentication of a trigger hands to its scaler. */
import type { Manifest } from '../../manifest/document';
import type { ClusterGraph } from '../graph';
import { CLUSTER_TRIGGER_AUTHENTICATION, TRIGGER_AUTHENTICATION } from '../kinds';
import { at, isSet, list, text } from '../read';
import type { PlacedTrigger } from './triggerView';

/** Lists of `{ parameter, … }` in the spec of an authentication.
 *  @source kedacore/keda pkg/scaling/resolver/scale_resolvers.go@v2.21.0 */
const SOURCES = [
  ...[['secretTargetRef'], ['configMapTargetRef'], ['env'], ['boundServiceAccountToken']],
  ...['hashiCorpVault', 'azureKeyVault', 'gcpSecretManager', 'awsSecretManager'].map((vault) => [
    vault,
    'secrets',
  ]),
];

/** The names; `unknown` where the authentication is not among the files, or reads them from elsewhere. */
export function providedBy(
  trigger: PlacedTrigger,
  graph: ClusterGraph,
  asking: Manifest,
): ReadonlySet<string> | 'unknown' {
  const reference = at(trigger.value, 'authenticationRef');
  if (!isSet(reference)) return new Set();
  const spec = at(find(reference, graph, asking)?.value, 'spec');
  if (!isSet(spec) || isSet(at(spec, 'filePath'))) return 'unknown';
  const entries = SOURCES.flatMap((path) => list(at(spec, ...path)));
  const names = entries.map((entry) => text(at(entry, 'parameter')));
  return names.includes(undefined) ? 'unknown' : new Set(names.filter((name) => name !== undefined));
}

function find(reference: unknown, graph: ClusterGraph, asking: Manifest): Manifest | undefined {
  const name = text(at(reference, 'name'));
  if (name === undefined) return undefined;
  return at(reference, 'kind') === 'ClusterTriggerAuthentication'
    ? graph.findGlobal(CLUSTER_TRIGGER_AUTHENTICATION, name, asking)
    : graph.find(TRIGGER_AUTHENTICATION, name, asking);
}
