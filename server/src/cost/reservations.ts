/** Pools that may take capacity that is reserved: Karpenter takes it before it buys any, and a manifest does not say what there is. */
import { CAPACITY_TYPE, RESERVED } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { allowsValue, newRequirement, normalizedLabel } from '../model/requirement';
import type { Simulation } from '../simulate/simulate';
import { nodeClassOf, poolsOf } from './nodes';

/** One sentence, or none. */
export function reservationsSentence({ cluster }: Pick<Simulation, 'cluster'>): string[] {
  const pools = poolsOf(cluster).filter(
    (pool) => allowsReserved(pool) && nodeClassOf(cluster, pool)?.hasCapacityReservations === true,
  );
  if (pools.length === 0) return [];
  const names = pools.map(({ name }) => name).join(', ');
  return [
    `Karpenter takes reserved capacity first; what is reserved is not known, so types and dollars of ${names} may differ.`,
  ];
}

const allowsReserved = ({ requirements }: NodePool): boolean =>
  requirements
    .filter(({ key }) => normalizedLabel(key) === CAPACITY_TYPE)
    .every((spec) => allowsValue(newRequirement(spec), RESERVED));
