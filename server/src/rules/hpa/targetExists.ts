/** G4, H47: a scaler whose target is not among the files. */
import type { Manifest } from '../../manifest/document';
import { namespaceOf, scaleTarget, type ClusterGraph } from '../graph';
import { missingReference } from '../missing';
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const targetExists = editRule({
  id: 'hpa/target-exists',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The workload that a scaler points at is among the files, in the same namespace.',
    why:
      'A scaler whose target does not exist does nothing. The target may live in another repository, so this is a note; ' +
      'without it Dryfit can neither check requests nor count pods and cost.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  check({ manifest, graph, report }) {
    const target = scaleTarget(manifest);
    if (!target || graph.targetOf(manifest)) return;
    const elsewhere = graph.anywhere(`${target.apiVersion} ${target.kind}`, target.name);
    if (elsewhere && [elsewhere, manifest].some(namesNoNamespace) && setsNamespaces(graph)) return;
    const known = graph
      .ofKind(`${target.apiVersion} ${target.kind}`)
      .filter((one) => namespaceOf(one) === namespaceOf(manifest))
      .flatMap(({ name }) => name ?? []);
    const missing = missingReference(manifest, {
      path: ['spec', 'scaleTargetRef', 'name'],
      what: target.kind,
      name: target.name,
      known,
    });
    report(
      elsewhere
        ? {
            ...missing,
            message: `${target.kind} "${target.name}" is in namespace ${namespaceOf(elsewhere)}, the scaler in ${namespaceOf(manifest)}: scalers see only their own`,
          }
        : missing,
    );
  },
});

const namesNoNamespace = (manifest: Manifest): boolean => !isSet(at(manifest.value, 'metadata', 'namespace'));

/** Whether a kustomization may give objects the namespace that they lack. */
const setsNamespaces = (graph: ClusterGraph): boolean =>
  graph.manifests.some(
    ({ apiVersion, value }) =>
      apiVersion?.startsWith('kustomize.config.k8s.io/') === true && isSet(at(value, 'namespace')),
  );
