/** `expireAfter` and `consolidateAfter`: what they mean for the nodes that the pool has. */
import { durationMs } from '../../../model/cron';
import { valueAt } from '../../../manifest/path';
import { dollars } from '../../../util/money';
import { isNodePool } from '../../poolPlaces';
import type { Facts, ReadyCluster } from './ask';
import { counted, paragraphs, placeLine, priceLine } from './words';

const HOUR_MS = 3_600_000;
/** The field whose text has dollars in it. */
const COSTLY = 'spec.disruption.consolidateAfter';

export const lifetimeFacts: Facts = (ask) => {
  const { manifest, path } = ask;
  const field = path.join('.');
  const text = FIELDS[field];
  const written = valueAt(manifest.value, path);
  if (!isNodePool(manifest) || !text || typeof written !== 'string') return undefined;
  const state = ask.cluster();
  if (state.state !== 'ready') return undefined;
  const hours = written === 'Never' ? Infinity : (durationMs(written) ?? NaN) / HOUR_MS;
  const pool = poolOf(manifest.name ?? '', state);
  if (Number.isNaN(hours) || pool.nodeCount === 0) return undefined;
  const line = field === COSTLY && hours !== Infinity ? priceLine : placeLine;
  return paragraphs(text(hours, pool), line(state, { nodePool: manifest.name ?? '' }));
};

interface PoolNodes {
  readonly nodeCount: number;
  /** Of an average node; undefined when nothing is known of it. */
  readonly usdPerHour: number | undefined;
  readonly label: string;
}

function poolOf(pool: string, { preview: { cost } }: ReadyCluster): PoolNodes {
  const found = cost.pools.find(({ nodePool }) => nodePool === pool);
  const usdPerHour =
    found && found.bill.terms.length > 0 ? found.bill.usdPerHour / found.nodeCount : undefined;
  return { nodeCount: found?.nodeCount ?? 0, usdPerHour, label: cost.currencyLabel };
}

const FIELDS: Readonly<Record<string, (hours: number, pool: PoolNodes) => string>> = {
  'spec.template.spec.expireAfter': (hours, { nodeCount }) =>
    hours === Infinity
      ? `Its ${counted(nodeCount, 'node')} ${nodeCount === 1 ? 'is' : 'are'} never replaced for age.`
      : nodeCount === 1
        ? `Its node is replaced after ${spanText(hours)}.`
        : `Each of its ${counted(nodeCount, 'node')} is replaced after ${spanText(hours)}: one every ${spanText(hours / nodeCount)} on average.`,
  [COSTLY]: (hours, { nodeCount, usdPerHour, label }) =>
    hours === Infinity
      ? `Its ${counted(nodeCount, 'node')} ${nodeCount === 1 ? 'stays' : 'stay'} until they expire or drift, used or not.`
      : `A node that falls idle stays ${spanText(hours)} longer${
          usdPerHour === undefined ? '' : `, ${amountText(usdPerHour * hours, label)} each time`
        }.`,
};

const amountText = (usd: number, label: string): string =>
  usd < 0.01 ? 'less than a cent' : `about ${dollars(usd, 2, label)}`;

/** "30 days", "5 hours", "30 s": one unit, the largest that leaves more than one. */
function spanText(hours: number): string {
  const short = (amount: number): number => Math.round(amount * 10) / 10;
  if (hours >= 48) return `${short(hours / 24)} days`;
  if (hours >= 2) return `${short(hours)} hours`;
  return hours * 60 >= 2 ? `${short(hours * 60)} minutes` : `${short(hours * 3600)} s`;
}
