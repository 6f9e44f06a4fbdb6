/** A ClusterQueue that waits for an AdmissionCheck which is not among the files. */
import type { Path } from '../../manifest/path';
import { ADMISSION_CHECKS, CLUSTER_QUEUES } from '../kinds';
import { missingReference, namesOf } from '../missing';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const admissionCheckExists = editRule({
  id: 'kueue/admission-check-exists',
  kinds: CLUSTER_QUEUES,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The AdmissionChecks of a ClusterQueue are among the files.',
    why:
      'A ClusterQueue with an AdmissionCheck that does not exist is not active and admits nothing. The check may live in ' +
      'another repository, so this is a note.',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/admission_check/',
  },
  check({ manifest, graph, report }) {
    const known = namesOf(graph, ADMISSION_CHECKS);
    for (const { path, name } of namedChecks(manifest.value)) {
      if (!known.includes(name))
        report(missingReference(manifest, { path, what: 'AdmissionCheck', name, known }));
    }
  },
});

/** As plain names (v1beta1), or as the strategy that both versions have. */
function namedChecks(queue: unknown): readonly { readonly path: Path; readonly name: string }[] {
  const plain: Path = ['spec', 'admissionChecks'];
  const strategy: Path = ['spec', 'admissionChecksStrategy', 'admissionChecks'];
  return [
    ...list(at(queue, ...plain)).map((name, index) => ({ path: [...plain, index], name: text(name) })),
    ...list(at(queue, ...strategy)).map((rule, index) => ({
      path: [...strategy, index, 'name'],
      name: text(at(rule, 'name')),
    })),
  ].flatMap(({ path, name }) => (name === undefined ? [] : [{ path, name }]));
}
