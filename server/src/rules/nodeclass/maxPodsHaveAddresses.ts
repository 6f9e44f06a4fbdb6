/** E15: more pods than addresses. */
import { proposal } from '../proposals';
import type { Manifest } from '../../manifest/document';
import { replaceSource } from '../edits';

import { NODE_CLASS } from '../kinds';
import { poolsOf } from '../nodeClassView';
import { delegatesPrefixes } from '../vpcCni';
import { at, integer } from '../read';
import { solveRule, type SolveContext } from '../rule';
import { factsAfter } from '../whatIf';

/** What AWS recommends with prefix delegation, by size; who writes them has it. */
const OF_PREFIXES = [110, 250];
const KUBELET = ['spec', 'kubelet'];

export const maxPodsHaveAddresses = solveRule({
  id: 'nodeclass/max-pods-have-addresses',
  kinds: [NODE_CLASS],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'maxPods is not above the addresses that the network interfaces of the types have.',
    why:
      'Without prefix delegation a node has as many pod addresses as its interfaces hold. Karpenter plans with `maxPods`, ' +
      'so it packs more pods onto a node than get an address, and the rest stays in ContainerCreating. Lower maxPods, ' +
      'leave it out, or turn on prefix delegation in the VPC CNI (values of 110 and 250 are taken for that).',
    source:
      'https://karpenter.sh/docs/troubleshooting/#maxpods-is-greater-than-the-nodes-supported-pod-density',
  },
  check(context) {
    const { manifest, graph, report } = context;
    const maxPods = integer(at(manifest.value, ...KUBELET, 'maxPods'));
    if (maxPods === undefined || OF_PREFIXES.includes(maxPods) || delegatesPrefixes(graph)) return;
    const counts = addressesOf(context, poolsOf(graph, manifest));
    const short = counts.filter(({ pods }) => pods < maxPods);
    const first = short[0];
    if (!first) return;
    const worst = short.reduce((a, b) => (b.pods < a.pods ? b : a), first);
    report({
      path: [...KUBELET, 'maxPods'],
      message: `${short.length} of ${counts.length} types have fewer addresses for pods than ${maxPods} (${worst.name}: ${worst.pods}), unless the CNI delegates prefixes`,
      fixes: proposal(`Lower to ${worst.pods}`, () =>
        // A far lower number would leave the larger types half empty: those types are better left out.
        worst.pods * 2 < maxPods ? [] : replaceSource(manifest, [...KUBELET, 'maxPods'], String(worst.pods)),
      ),
    });
  },
});

interface TypePods {
  readonly name: string;
  readonly pods: number;
}

/** Pods per type as if the class had no kubelet settings: what its interfaces hold. */
function addressesOf(
  { facts, graph, manifest }: SolveContext,
  pools: readonly Manifest[],
): readonly TypePods[] {
  const edits = replaceSource(manifest, KUBELET, '{}');
  if (edits.length === 0) return [];
  const after = factsAfter(facts, graph, manifest, edits);
  const counts = new Map<string, number>();
  for (const pool of pools) {
    const there = after.pool(pool.name ?? '');
    for (const { name, capacity } of there ? after.poolTypes(there) : [])
      counts.set(name, capacity['pods'] ?? 0);
  }
  return [...counts].map(([name, pods]) => ({ name, pods }));
}
