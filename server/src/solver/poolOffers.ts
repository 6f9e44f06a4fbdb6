/** What each pool could launch at all: the types that its own requirements leave, by the price of their cheapest offering. */
import { CAPACITY_TYPE, SPOT } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { allowsValue } from '../model/requirement';
import type { Resources } from '../model/resources';
import { hasBit } from './bitset';
import type { Groundwork, SolverCache } from './groundwork';
import type { SolveInput, SolvePool } from './input';
import type { NodeTemplate } from './nodeTemplate';
import { pricedTypesOf } from './pricedTypes';
import { ResourceNames } from './resourceVector';

export interface PoolOffers {
  readonly pool: NodePool;
  readonly allowsSpot: boolean;
  /** Cheapest first, then by name. Never empty. */
  readonly types: readonly TypeOffer[];
}

export interface TypeOffer {
  readonly usdPerHour: number;
  /** What a node of the type has for pods beside its daemons. */
  readonly room: Resources;
}

const known = new WeakMap<readonly SolvePool[], readonly PoolOffers[]>();

/** The pools that can launch something, in the order in which they are tried. */
export function poolOffers(
  input: SolveInput,
  { groundwork, cache }: { readonly groundwork: Groundwork; readonly cache: SolverCache },
): readonly PoolOffers[] {
  const before = known.get(input.pools);
  if (before) return before;
  const { usable } = groundwork.templatesOf(input, new ResourceNames(), cache);
  const offers = usable.map(offersOf);
  known.set(input.pools, offers);
  return offers;
}

function offersOf(template: NodeTemplate): PoolOffers {
  const { pool, requirements, filter, types } = template;
  const { index } = filter;
  const order = pricedTypesOf(index).order(filter.select(requirements).kinds);
  const capacity = requirements.byKey.get(CAPACITY_TYPE);
  const offered = [...order.types].filter((type) => hasBit(types, type));
  return {
    pool,
    allowsSpot: !capacity || allowsValue(capacity, SPOT),
    types: offered.map((type) => ({
      usdPerHour: order.usdPerHour[type] ?? Infinity,
      room: roomOf(template, type),
    })),
  };
}

function roomOf({ filter, daemonGroups }: NodeTemplate, type: number): Resources {
  const room: Record<string, number> = { ...filter.index.types[type]?.allocatable };
  const daemons = daemonGroups.find(({ types }) => hasBit(types, type))?.resources;
  for (const [name, amount] of Object.entries(daemons ?? {})) room[name] = (room[name] ?? 0) - amount;
  return room;
}
