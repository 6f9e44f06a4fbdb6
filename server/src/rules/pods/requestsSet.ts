/** F1: containers that ask for nothing. */
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { containersIn, hasDefaultRequest, hasPodLevelRequest, hasRequest } from '../podView';
import { editRule } from '../rule';

export const requestsSet = editRule({
  id: 'pods/requests-set',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'Every container requests CPU and memory.',
    why:
      'Karpenter sizes nodes by requests alone. A container without them weighs nothing: any number is packed on the ' +
      'smallest node, where they starve each other and run out of memory. Set requests, or a LimitRange with defaults ' +
      'for the namespace.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#resource-requests',
  },
  check({ manifest, graph, report }) {
    const source = podSource(manifest);
    const open = ['cpu', 'memory'].filter(
      (resource) => !hasPodLevelRequest(source, resource) && !hasDefaultRequest(graph, manifest, resource),
    );
    for (const container of containersIn(source, 'containers')) {
      const missing = open.filter((resource) => !hasRequest(container, resource));
      if (missing.length === 0) continue;
      report({
        path: container.path,
        shownAt: [...container.path, 'name'],
        message:
          missing.length === 2
            ? `container ${container.name} requests neither cpu nor memory: packing counts it as empty`
            : `container ${container.name} requests no ${missing[0]}: packing counts it as 0`,
      });
    }
  },
});
