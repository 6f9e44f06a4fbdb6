/** What disrupting some nodes at once would come to: nothing, their end, or one cheaper node in their place.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/consolidation.go computeConsolidation@v1.14.1 */
import { ON_DEMAND, SPOT } from '../model/labels';
import type { Move } from '../solver/move';
import type { Replacement } from '../solver/replacement';
import type { Candidate } from './candidates';
import { moveAway, type Standing } from './moves';
import type { Prospects } from './prospects';
import type { World } from './state';

export interface Command {
  readonly method: 'empty' | 'multi' | 'single';
  readonly candidates: readonly Candidate[];
  readonly replacement?: Replacement;
  /** Where the candidates' pods go; absent when they are simply left pending. */
  readonly move?: Move;
}

/** The cluster as a method looks at it. */
export interface Scene extends Standing {
  readonly world: World;
  readonly prospects: Pick<Prospects, 'mayHelp' | 'isVain'>;
}

export const priceOf = (candidates: readonly Candidate[]): number =>
  candidates.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);

/** @source kubernetes-sigs/karpenter pkg/controllers/disruption/types.go EstimatedSavings@v1.14.1 */
export const savingsOf = ({ candidates, replacement }: Command): number =>
  priceOf(candidates) - (replacement?.firstPrice ?? 0);

export function computeCommand(
  scene: Scene,
  candidates: readonly Candidate[],
  method: 'multi' | 'single',
): Command | undefined {
  const { world, prospects } = scene;
  if (!prospects.mayHelp(candidates)) return undefined;
  const leaving = candidates.map(({ node }) => node);
  const move = moveAway(world, scene, leaving, (stuck) => prospects.isVain(candidates, stuck));
  if (!move) return undefined;
  const [replacement, ...more] = move.replacements;
  if (move.unplacedCount > 0 || more.length > 0) return undefined;
  if (!replacement) return { method, candidates, move };
  const isCheaper = narrow(world, replacement, candidates);
  return isCheaper ? { method, candidates, replacement, move } : undefined;
}

/** Leaves only launches that save money; false when there is none. */
function narrow(world: World, replacement: Replacement, candidates: readonly Candidate[]): boolean {
  const isAllSpot = candidates.every(({ node }) => node.capacityType === SPOT);
  if (isAllSpot && replacement.allows(SPOT)) return narrowSpot(world, replacement, candidates);
  if (!replacement.keepCheaperThan(priceOf(candidates))) return false;
  // Types were left by their spot price: without spot capacity the launch shall fail rather than cost more.
  if (replacement.allows(SPOT) && replacement.allows(ON_DEMAND)) replacement.pinToSpot();
  return true;
}

/** Spot for spot would go on for ever, did a node not have to choose among its cheapest. */
const SPOT_TYPES = 15;

function narrowSpot(world: World, replacement: Replacement, candidates: readonly Candidate[]): boolean {
  if (!world.spotToSpot) return false;
  replacement.pinToSpot();
  replacement.keepOffered();
  if (!replacement.keepCheaperThan(priceOf(candidates))) return false;
  if (candidates.length > 1) return true;
  if (replacement.typeCount < SPOT_TYPES) return false;
  replacement.keepFirst(SPOT_TYPES);
  return true;
}
