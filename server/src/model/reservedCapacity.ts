/** Capacity reservations, of which a manifest does not say what there is. */
import { CAPACITY_RESERVATION_LABELS } from './awsLabels';
import { CAPACITY_TYPE, RESERVED } from './labels';

interface Wish {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Whether only a node in reserved capacity meets the requirement. */
export function wantsReservedCapacity({ key, operator, values }: Wish): boolean {
  if (CAPACITY_RESERVATION_LABELS.includes(key)) return operator === 'In' || operator === 'Exists';
  const isReserved = values.length > 0 && values.every((value) => value === RESERVED);
  return key === CAPACITY_TYPE && operator === 'In' && isReserved;
}
