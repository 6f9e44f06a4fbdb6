/** A ClusterQueue whose quota is of a ResourceFlavor that is not among the files. */
import { CLUSTER_QUEUES, RESOURCE_FLAVORS } from '../kinds';
import { missingReference, namesOf } from '../missing';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const flavorExists = editRule({
  id: 'kueue/flavor-exists',
  kinds: CLUSTER_QUEUES,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The ResourceFlavors of a ClusterQueue are among the files.',
    why:
      'A ClusterQueue with a flavor that does not exist is not active and admits nothing. The flavor also says by its ' +
      'node labels which NodePool the admitted pods go to. It may live in another repository, so this is a note.',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/resource_flavor/',
  },
  check({ manifest, graph, report }) {
    const known = namesOf(graph, RESOURCE_FLAVORS);
    list(at(manifest.value, 'spec', 'resourceGroups')).forEach((group, groupIndex) => {
      list(at(group, 'flavors')).forEach((flavor, index) => {
        const name = text(at(flavor, 'name'));
        if (name === undefined || known.includes(name)) return;
        const path = ['spec', 'resourceGroups', groupIndex, 'flavors', index, 'name'];
        report(missingReference(manifest, { path, what: 'ResourceFlavor', name, known }));
      });
    });
  },
});
