/** What Kueue's decisions on gangs say, in one sentence. */
import type { Decision, Gang } from '../../dynamics/kueue/gang';
import { formatAmount } from '../../model/resources';

export function admittedSentence(
  { podCount, flavors }: Extract<Decision, { kind: 'admitted' }>,
  gang: Gang,
  left: number,
): string {
  const by = flavors.length === 0 ? '' : ` by ${flavors.join(', ')}`;
  const admitted = `${podCount} of ${gang.podCount} pods admitted together${by}.`;
  return left === 0
    ? admitted
    : `${admitted} ${left} of them find no node while gangs before it run: pools are at their limits.`;
}

/** @param evictable  whether its queue may take back quota of a gang that was admitted */
export function refusalSentence(
  decision: Decision,
  { podCount, clusterQueue }: Gang,
  evictable: boolean,
): string {
  switch (decision.kind) {
    case 'waits': {
      const free = formatAmount(decision.resource, decision.free);
      const waits = `It waits for ${formatAmount(decision.resource, decision.needed)} of ${decision.resource}: ${free} ${free === '1' ? 'is' : 'are'} free.`;
      return evictable
        ? `${waits} ${clusterQueue} may take back quota that is lent (reclaimWithinCohort), which is not played.`
        : waits;
    }
    case 'behind':
      return `It waits behind ${decision.first}, for which quota is kept.`;
    case 'held':
      return decision.by === 'LocalQueue'
        ? 'The stopPolicy of its LocalQueue holds it.'
        : `${clusterQueue} admits nothing: its stopPolicy holds it.`;
    case 'never':
      return neverSentence(decision, podCount, clusterQueue);
    default:
      return '';
  }
}

function neverSentence(
  { reason, resource = '', needed = 0, most = 0 }: Extract<Decision, { kind: 'never' }>,
  podCount: number,
  clusterQueue: string,
): string {
  switch (reason) {
    case 'no-queue':
      return 'Its queue leads to no ClusterQueue among the files: it is never admitted.';
    case 'namespace':
      return `The namespaceSelector of ${clusterQueue} does not select its namespace: it is never admitted.`;
    case 'no-flavor':
      return `${clusterQueue} is inactive: there is no ResourceFlavor ${resource} among the files. It is never admitted.`;
    case 'circle':
      return `${clusterQueue} is inactive: its cohorts form a circle. It is never admitted.`;
    case 'uncovered':
      return `It asks for ${resource}, which ${clusterQueue} does not cover: it is never admitted.`;
    case 'flavors':
      return `No flavor of ${clusterQueue} suits its node selector and tolerations: it is never admitted.`;
    default:
      return `${podCount} pods together ask for ${formatAmount(resource, needed)} of ${resource}; ${clusterQueue} has ${formatAmount(resource, most)} at most, borrowed quota included: it is never admitted.`;
  }
}
