/** A volume whose PersistentVolumeClaim is not among the files. */
import { namespaceOf, podSource } from '../graph';
import { CLAIM, WORKLOADS } from '../kinds';
import { missingReference } from '../missing';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const claimExists = editRule({
  id: 'pods/claim-exists',
  kinds: WORKLOADS,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The PersistentVolumeClaims that pods mount are among the files, in the same namespace.',
    why:
      'Karpenter reads the claim of a pod to know in which zones its volume can be; without it the pod is not provisioned ' +
      'for at all. The claim may live in another repository, so this is a note; it also means that the simulation leaves ' +
      'the pods out.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#persistent-volume-topology',
  },
  check({ manifest, graph, report }) {
    const { template, templatePath } = podSource(manifest);
    list(at(template, 'spec', 'volumes')).forEach((volume, index) => {
      const name = text(at(volume, 'persistentVolumeClaim', 'claimName'));
      if (name === undefined || graph.find(CLAIM, name, manifest)) return;
      const here = graph.ofKind(CLAIM).filter((claim) => namespaceOf(claim) === namespaceOf(manifest));
      const path = [...templatePath, 'spec', 'volumes', index, 'persistentVolumeClaim', 'claimName'];
      const known = here.flatMap((claim) => claim.name ?? []);
      report(missingReference(manifest, { path, what: 'PersistentVolumeClaim', name, known }));
    });
  },
});
