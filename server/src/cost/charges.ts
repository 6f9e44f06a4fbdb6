/** What one node and one control plane are charged for. */
import type { Charge } from './bill';
import { CONTROL_PLANE_USD_PER_HOUR, PROVISIONED_TIER_USD_PER_HOUR } from './published';
import type { CostSettings } from './settings';
import { volumeCharge, type NodeVolume } from './volumes';

/** A node as AWS sells it. */
export interface BilledNode {
  readonly instanceType: string;
  readonly capacityType: string;
  /** What an hour of it costs as bought, at list or spot price; undefined: not known. */
  readonly usdPerHour: number | undefined;
  /** The on-demand list price of the type, which fees go by; undefined: not known. */
  readonly onDemandUsdPerHour: number | undefined;
  /** Has GPUs or other accelerators. */
  readonly isAccelerated: boolean;
  /** undefined: its EC2NodeClass is not known. */
  readonly volumes: readonly NodeVolume[] | undefined;
}

export function nodeCharges(node: BilledNode, settings: CostSettings): readonly Charge[] {
  return [
    ...instanceCharges(node, settings),
    ...volumeCharges(node, settings),
    ...autoModeCharges(node, settings),
  ];
}

/** Spot is what the market asks: no discount. Of what is bought on demand, a share may be covered by a commitment. */
function instanceCharges(
  { instanceType, capacityType, usdPerHour }: BilledNode,
  { discount, commitment }: CostSettings,
): Charge[] {
  const term = capacityType === 'spot' ? 'spot' : 'on-demand';
  if (usdPerHour === undefined) return [{ term, missing: `The ${term} price of ${instanceType}.` }];
  if (term === 'spot') return [{ term, usdPerHour }];
  const covered = usdPerHour * commitment.share;
  const charges: Charge[] = [{ term, usdPerHour: (usdPerHour - covered) * (1 - discount) }];
  if (covered > 0) charges.push(commitmentCharge(covered, commitment.discount));
  return charges;
}

const commitmentCharge = (usdPerHour: number, discount: number | undefined): Charge =>
  discount === undefined
    ? {
        term: 'commitment',
        missing: 'The discount of the commitment: set dryfit.cost.commitment.discountPercent.',
      }
    : { term: 'commitment', usdPerHour: usdPerHour * (1 - discount) };

function volumeCharges({ volumes }: BilledNode, { volumePrices, discount }: CostSettings): Charge[] {
  if (!volumes)
    return [{ term: 'volumes', missing: 'Volumes of nodes whose EC2NodeClass is not among the files.' }];
  return volumes.map((volume) => {
    const charge = volumeCharge(volume, volumePrices);
    return 'missing' in charge
      ? { term: 'volumes', missing: charge.missing }
      : { term: 'volumes', usdPerHour: charge.usdPerHour * (1 - discount) };
  });
}

function autoModeCharges(
  { instanceType, onDemandUsdPerHour, isAccelerated }: BilledNode,
  { autoMode, discount }: CostSettings,
): Charge[] {
  if (!autoMode) return [];
  const fee = isAccelerated ? autoMode.acceleratedFee : autoMode.fee;
  if (fee === undefined)
    return [
      {
        term: 'auto-mode',
        missing: 'The fee of types with accelerators: set dryfit.cost.autoMode.acceleratedFeePercent.',
      },
    ];
  return onDemandUsdPerHour === undefined
    ? [{ term: 'auto-mode', missing: `The on-demand price of ${instanceType}, which the fee goes by.` }]
    : [{ term: 'auto-mode', usdPerHour: onDemandUsdPerHour * fee * (1 - discount) }];
}

export function controlPlaneCharges({
  controlPlane,
  provisionedTier,
  discount,
}: CostSettings): readonly Charge[] {
  if (controlPlane === 'none') return [];
  const tier = provisionedTier === 'standard' ? 0 : PROVISIONED_TIER_USD_PER_HOUR[provisionedTier];
  const usdPerHour = CONTROL_PLANE_USD_PER_HOUR[controlPlane] + tier;
  return [{ term: 'control-plane', usdPerHour: usdPerHour * (1 - discount) }];
}
