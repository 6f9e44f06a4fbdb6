/** How often EC2 takes spot instances back, in the classes of the Spot Instance Advisor. */
import { compareNumber } from '../util/sort';

/** A class of the spot advisor: the share of instances taken back in the month before the advisor's date. */
export interface InterruptionClass {
  /** 0 is the rarest. */
  readonly index: number;
  /** The advisor's own words, e.g. "<5%" or "5-10%". */
  readonly label: string;
}

/** The class in the middle of those that are known (of two the rarer one); undefined when none is. */
export function typicalInterruption(
  classes: readonly (InterruptionClass | undefined)[],
): InterruptionClass | undefined {
  const known = classes.filter((one) => one !== undefined).sort((a, b) => compareNumber(a.index, b.index));
  return known[Math.floor((known.length - 1) / 2)];
}
