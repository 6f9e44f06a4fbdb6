/** A requirement of a NodePool: how many instance types it removes, alone and among the others. */
import { valueAt } from '../../../manifest/path';
import { INSTANCE_FAMILY, INSTANCE_TYPE } from '../../../model/labels';
import { isOpenRequirement } from '../openRequirements';
import { grouped } from '../../../util/thousands';
import { isNodePool } from '../../poolPlaces';
import type { RequirementDetails } from '../details';
import type { Facts, ReadyCluster } from './ask';
import { basisLine, code, counted, lacksClassText, paragraphs, whenReady } from './words';

const LIST = ['spec', 'template', 'spec', 'requirements'];

/** Keys whose values have facts of their own. */
const TYPES: ReadonlySet<unknown> = new Set([INSTANCE_TYPE, INSTANCE_FAMILY]);

/** On everything of a requirement but the names of types and families. */
export const requirementFacts: Facts = ({ manifest, path, part, cluster }) => {
  const index = path[LIST.length];
  const isBelow = LIST.every((step, depth) => path[depth] === step);
  if (!isNodePool(manifest) || !isBelow || typeof index !== 'number') return undefined;
  const key = valueAt(manifest.value, [...LIST, index, 'key']);
  if (part === 'value' && path[LIST.length + 1] === 'values' && (TYPES.has(key) || key === undefined))
    return undefined;
  const title = typeof key === 'string' ? `**Requirement on ${code(key)}**` : '**Requirement**';
  const isOpen = isOpenRequirement(valueAt(manifest.value, [...LIST, index]));
  return whenReady(cluster(), title, (ready) => requirementText(manifest.name ?? '', index, isOpen, ready));
};

function requirementText(pool: string, index: number, isOpen: boolean, ready: ReadyCluster): string {
  const { details } = ready;
  if (!details) return 'Being counted… hover again in a moment.';
  const preview = ready.preview.nodePools.find(({ name }) => name === pool);
  const found = details.pools.findLast(({ name }) => name === pool)?.requirements[index];
  if (!found || preview?.typesLeftCount === undefined) return 'Its pool takes no part in the simulation.';
  const left = preview.lacksClass
    ? lacksClassText(preview.nodeClass)
    : `The pool is left with ${grouped(preview.typesLeftCount)}.`;
  const removed = isOpen ? 'What is filled in later is not known, so it is not counted.' : removedText(found);
  return paragraphs(`${removed} ${left}`, basisLine(ready, { nodePool: pool }));
}

function removedText({ totalCount, removedAloneCount, removedInPlaceCount }: RequirementDetails): string {
  const total = counted(totalCount, 'instance type');
  if (removedAloneCount === 0 && removedInPlaceCount === 0) return `It removes none of ${total}.`;
  const alone = removedAloneCount === 0 ? 'none' : `**${grouped(removedAloneCount)}**`;
  return `Alone it removes ${alone} of ${total}; ${besides(removedInPlaceCount)}.`;
}

const besides = (removedCount: number): string =>
  removedCount === 0
    ? 'beside the other requirements none, so that the same types are left without it'
    : `beside the other requirements **${grouped(removedCount)}**`;
