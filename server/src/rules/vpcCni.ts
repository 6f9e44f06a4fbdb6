/** What the files say about the network plugin of the nodes. */
import { podSource, type ClusterGraph } from './graph';
import { DAEMON_SET } from './kinds';
import { containersIn } from './podView';
import { at, list, scalarText, text } from './read';

/** Whether the VPC CNI among the files hands out prefixes instead of single addresses. */
export const delegatesPrefixes = (graph: ClusterGraph): boolean =>
  graph
    .ofKind(DAEMON_SET)
    .filter(({ name }) => name === 'aws-node')
    .flatMap((manifest) => containersIn(podSource(manifest), 'containers'))
    .flatMap(({ value }) => list(at(value, 'env')))
    .some(
      (one) =>
        text(at(one, 'name')) === 'ENABLE_PREFIX_DELEGATION' && scalarText(at(one, 'value')) === 'true',
    );
