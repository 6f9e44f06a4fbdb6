/** H44: credentials that are not among the files. */
import type { Fix } from '../../model/finding';
import { nearestWord } from '../../util/nearest';
import { replaceValue, setEntry } from '../edits';
import { namespaceOf, type ClusterGraph } from '../graph';
import type { Manifest } from '../../manifest/document';
import { CLUSTER_TRIGGER_AUTHENTICATION, SCALED_JOB, SCALED_OBJECT, TRIGGER_AUTHENTICATION } from '../kinds';
import { at, text } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

export const authenticationExists = editRule({
  id: 'keda/authentication-exists',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The TriggerAuthentication that a trigger names is among the files, in the same namespace.',
    why:
      'A TriggerAuthentication is looked up in the namespace of the ScaledObject; one for all namespaces is a ' +
      'ClusterTriggerAuthentication, and the reference must say that `kind`. When it is not found the trigger fails. It ' +
      'may live in another repository, so this is a note.',
    source: 'https://keda.sh/docs/latest/concepts/authentication/',
  },
  check({ manifest, graph, report }) {
    for (const trigger of triggersOf(manifest)) {
      const name = text(at(trigger.value, 'authenticationRef', 'name'));
      const kind = text(at(trigger.value, 'authenticationRef', 'kind')) ?? 'TriggerAuthentication';
      if (name === undefined || isThere(graph, kind, name, manifest)) continue;
      const other = otherPlace(graph, kind, name);
      report({
        path: [...trigger.path, 'authenticationRef', 'name'],
        message: `no ${kind} "${name}" in namespace ${manifest.namespace ?? 'default'} among the files${other}`,
        fixes: () => fixesOf(trigger, manifest, graph),
      });
    }
  },
});

const isThere = (graph: ClusterGraph, kind: string, name: string, asking: Manifest): boolean =>
  kind === 'ClusterTriggerAuthentication'
    ? graph.findGlobal(CLUSTER_TRIGGER_AUTHENTICATION, name, asking) !== undefined
    : graph.find(TRIGGER_AUTHENTICATION, name, asking) !== undefined;

function otherPlace(graph: ClusterGraph, kind: string, name: string): string {
  const named = (wanted: string): Manifest | undefined =>
    graph.ofKind(wanted).find((one) => one.name === name);
  if (kind === 'TriggerAuthentication' && named(CLUSTER_TRIGGER_AUTHENTICATION)) {
    return ': there is a ClusterTriggerAuthentication of that name, set authenticationRef.kind';
  }
  const elsewhere = named(TRIGGER_AUTHENTICATION);
  return elsewhere ? `: there is one in namespace ${elsewhere.namespace ?? 'default'}` : '';
}

/** The kind that the name has, else the nearest name of the kind. */
function fixesOf(trigger: PlacedTrigger, scaled: Manifest, graph: ClusterGraph): readonly Fix[] {
  const reference = [...trigger.path, 'authenticationRef'];
  const written = at(trigger.value, 'authenticationRef');
  const name = text(at(written, 'name')) ?? '';
  const isCluster = text(at(written, 'kind')) === 'ClusterTriggerAuthentication';
  if (!isCluster && graph.findGlobal(CLUSTER_TRIGGER_AUTHENTICATION, name, scaled)) {
    const edits = setEntry(scaled, reference, 'kind', 'ClusterTriggerAuthentication');
    return [{ title: 'Set kind: ClusterTriggerAuthentication', safe: false, edits }];
  }
  const known = graph
    .ofKind(isCluster ? CLUSTER_TRIGGER_AUTHENTICATION : TRIGGER_AUTHENTICATION)
    .filter((one) => isCluster || namespaceOf(one) === namespaceOf(scaled))
    .flatMap((one) => one.name ?? []);
  const guess = nearestWord(name, known);
  if (guess === undefined) return [];
  const edits = replaceValue(scaled, [...reference, 'name'], guess);
  return [{ title: `Change to "${guess}"`, safe: false, edits }];
}
