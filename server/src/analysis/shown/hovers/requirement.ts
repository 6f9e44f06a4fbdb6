/** A requirement of a NodePool: how many instance types it removes, alone and among the others. */
import { valueAt } from '../../../manifest/path';
import { formatCount } from '../money';
import { isNodePool } from '../../poolPlaces';
import type { Facts, ReadyCluster } from './ask';
import { code, counted, paragraphs, placeLine, whenReady } from './words';

const LIST = ['spec', 'template', 'spec', 'requirements'];

/** On everything of a requirement but its values, which have facts of their own. */
export const requirementFacts: Facts = ({ manifest, path, part, cluster }) => {
  const index = path[LIST.length];
  const isBelow = LIST.every((step, depth) => path[depth] === step);
  if (!isNodePool(manifest) || !isBelow || typeof index !== 'number') return undefined;
  if (part === 'value' && path[LIST.length + 1] === 'values') return undefined;
  const key = valueAt(manifest.value, [...LIST, index, 'key']);
  const title = `**Requirement on ${code(typeof key === 'string' ? key : 'a label')}**`;
  return whenReady(cluster(), title, (ready) => requirementText(manifest.name ?? '', index, ready));
};

function requirementText(pool: string, index: number, ready: ReadyCluster): string {
  const { details } = ready;
  if (!details) return 'Being counted… hover again in a moment.';
  const found = details.pools.findLast(({ name }) => name === pool)?.requirements[index];
  if (!found) return 'Its pool takes no part in the simulation.';
  const { totalCount, removedAloneCount, removedInPlaceCount } = found;
  const total = counted(totalCount, 'instance type');
  const text =
    removedAloneCount === 0
      ? `It removes none of ${total}.`
      : `Alone it removes **${formatCount(removedAloneCount)}** of ${total}; ${besides(removedInPlaceCount)}.`;
  return paragraphs(`${text}${leftText(pool, ready)}`, placeLine(ready, { nodePool: pool }));
}

const besides = (removedCount: number): string =>
  removedCount === 0
    ? 'beside the other requirements none, so that the same types are left without it'
    : `beside the other requirements **${formatCount(removedCount)}**`;

function leftText(pool: string, { preview }: ReadyCluster): string {
  const left = preview.nodePools.find(({ name }) => name === pool)?.typesLeftCount;
  return left === undefined ? '' : ` The pool is left with ${formatCount(left)}.`;
}
