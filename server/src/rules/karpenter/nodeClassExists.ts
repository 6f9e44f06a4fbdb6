/** C13: a pool that names a node class which is not among the files. */
import { AUTO_MODE_NODE_CLASS, NODE_CLASS, NODE_POOL } from '../kinds';
import { missingReference, namesOf } from '../missing';
import { POOL_SPEC } from '../nodePoolView';
import { at, text } from '../read';
import { editRule } from '../rule';
import { ownValue } from '../../util/own';

/** Karpenter's and that of EKS Auto Mode. */
const TYPES: Readonly<Record<string, string>> = {
  EC2NodeClass: NODE_CLASS,
  NodeClass: AUTO_MODE_NODE_CLASS,
};

export const nodeClassExists = editRule({
  id: 'karpenter/node-class-exists',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The node class that a pool names is among the files.',
    why:
      'A pool whose node class does not exist is not ready and launches nothing. The class may live in another ' +
      'repository, so this is a note; it also means that Dryfit cannot know the AMI, volumes and kubelet settings of ' +
      'the nodes and uses defaults.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecnodeclassref',
  },
  check({ manifest, graph, report }) {
    const path = [...POOL_SPEC, 'nodeClassRef'];
    const reference = at(manifest.value, ...path);
    const name = text(at(reference, 'name'));
    const kind = text(at(reference, 'kind')) ?? '';
    const type = ownValue(TYPES, kind);
    if (name === undefined || type === undefined) return;
    // EKS makes this one itself.
    if (type === AUTO_MODE_NODE_CLASS && name === 'default') return;
    if (graph.findGlobal(type, name, manifest)) return;
    report(
      missingReference(manifest, {
        path: [...path, 'name'],
        what: kind,
        name,
        known: namesOf(graph, [type]),
      }),
    );
  },
});
