/** H45: secrets that are looked for elsewhere. */
import { namespaceOf } from '../graph';
import { CLUSTER_TRIGGER_AUTHENTICATION } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const clusterSecretBesideKeda = editRule({
  id: 'keda/cluster-secret-beside-keda',
  kinds: [CLUSTER_TRIGGER_AUTHENTICATION],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'The secrets of a ClusterTriggerAuthentication are in the namespace of KEDA.',
    why:
      'A ClusterTriggerAuthentication belongs to no namespace: its secrets are read in the one that KEDA runs in (`keda`, ' +
      'unless the operator is told another), not in that of the workload.',
    source: 'https://keda.sh/docs/latest/concepts/authentication/',
  },
  check({ manifest, graph, report }) {
    for (const [index, reference] of list(at(manifest.value, 'spec', 'secretTargetRef')).entries()) {
      const name = text(at(reference, 'name'));
      const places = graph
        .ofKind('v1 Secret')
        .filter((one) => one.name === name)
        .map(namespaceOf);
      const first = places[0];
      if (first === undefined || places.some((place) => place.startsWith('keda'))) continue;
      report({
        path: ['spec', 'secretTargetRef', index, 'name'],
        message: `Secret "${name ?? ''}" is in namespace ${first}: KEDA looks for it in its own`,
      });
    }
  },
});
