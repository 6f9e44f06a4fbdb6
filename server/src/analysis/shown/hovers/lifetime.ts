/** `expireAfter` and `consolidateAfter`: what they mean for the nodes that the pool has. */
import { durationMs } from '../../../model/cron';
import { decodeNodePool } from '../../../manifest/nodePool';
import { valueAt } from '../../../manifest/path';
import { dollars } from '../../../util/money';
import { isNodePool } from '../../poolPlaces';
import { isUnknown } from '../money';
import { unlaunched } from '../preview';
import type { Facts, ReadyCluster } from './ask';
import { basisLine, counted, paragraphs } from './words';

const HOUR_MS = 3_600_000;
export const lifetimeFacts: Facts = (ask) => {
  const { manifest, path } = ask;
  const field = path.join('.');
  const text = FIELDS[field];
  const written = valueAt(manifest.value, path);
  if (!isNodePool(manifest) || !text || typeof written !== 'string') return undefined;
  const hours = written === 'Never' ? Infinity : (durationMs(written) ?? NaN) / HOUR_MS;
  if (Number.isNaN(hours)) return undefined;
  if (field === CONSOLIDATE_AFTER && decodeNodePool(manifest.value).staticReplicas !== undefined)
    return 'It has no effect: the nodes of a static pool are never consolidated.';
  const state = ask.cluster();
  if (state.state !== 'ready') return text(hours, NO_NODES);
  const nodePool = manifest.name ?? '';
  const nodes = nodesOf(nodePool, state);
  return paragraphs(text(hours, nodes), nodes.nodeCount > 0 ? basisLine(state, { nodePool }) : '');
};

interface PoolNodes {
  readonly nodeCount: number;
  /** Of an average node; undefined when nothing is known of it. */
  readonly usdPerHour: number | undefined;
  readonly isLowerBound: boolean;
  readonly label: string;
}

const NO_NODES: PoolNodes = { nodeCount: 0, usdPerHour: undefined, isLowerBound: false, label: '' };

/** What cannot be launched is no node yet. */
function nodesOf(pool: string, { preview: { cost, nodes } }: ReadyCluster): PoolNodes {
  const found = cost.pools.find(({ nodePool }) => nodePool === pool);
  if (!found) return NO_NODES;
  const { bill } = found;
  const nodeCount = found.nodeCount - unlaunched(pool, nodes);
  const isKnown = bill.terms.length > 0 && !isUnknown(bill);
  return {
    nodeCount,
    usdPerHour: isKnown ? bill.usdPerHour / nodeCount : undefined,
    isLowerBound: bill.isLowerBound,
    label: cost.currencyLabel,
  };
}

const CONSOLIDATE_AFTER = 'spec.disruption.consolidateAfter';

const FIELDS: Readonly<Record<string, (hours: number, pool: PoolNodes) => string>> = {
  'spec.template.spec.expireAfter': expiryText,
  [CONSOLIDATE_AFTER]: consolidationText,
};

function expiryText(hours: number, { nodeCount }: PoolNodes): string {
  if (hours === Infinity)
    return nodeCount === 0
      ? 'No node is replaced for age.'
      : `${itsNodes(nodeCount)} never replaced for age.`;
  const after = `is replaced after ${spanText(hours)}`;
  if (nodeCount === 0) return `A node ${after}.`;
  if (nodeCount === 1) return `Its node ${after}.`;
  return `Each of its ${counted(nodeCount, 'node')} ${after}: one every ${spanText(hours / nodeCount)} on average.`;
}

function consolidationText(hours: number, pool: PoolNodes): string {
  const { nodeCount } = pool;
  if (hours === Infinity)
    return nodeCount === 0
      ? 'No node is consolidated: each stays until it expires or drifts, used or not.'
      : `${itsNodes(nodeCount)} never consolidated: each stays until it expires or drifts, used or not.`;
  if (hours === 0) return 'A node is looked at as soon as a pod has come or gone.';
  return `A node that falls idle stays ${spanText(hours)} longer${idleCost(hours, pool)}.`;
}

const itsNodes = (nodeCount: number): string =>
  nodeCount === 1 ? 'Its node is' : `Its ${counted(nodeCount, 'node')} are`;

/** Of an average node of the pool. */
function idleCost(hours: number, { usdPerHour, isLowerBound, label }: PoolNodes): string {
  if (usdPerHour === undefined) return '';
  const usd = usdPerHour * hours;
  if (isLowerBound) return usd < 0.01 ? '' : `, at least ${dollars(usd, 2, label)} each time`;
  return `, ${usd < 0.01 ? 'less than a cent' : `about ${dollars(usd, 2, label)}`} each time`;
}

/** "30 days", "5 hours", "30 s": one unit, the largest that leaves more than one. */
function spanText(hours: number): string {
  const short = (amount: number): number => Math.round(amount * 10) / 10;
  if (hours >= 48) return `${short(hours / 24)} days`;
  if (hours >= 2) return `${short(hours)} hours`;
  return hours * 60 >= 2 ? `${short(hours * 60)} minutes` : `${short(hours * 3600)} s`;
}
