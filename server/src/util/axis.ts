/** Which numbers an axis names. */
interface Lane {
  readonly id: string;
  readonly max: number;
  readonly lines: readonly { readonly values: readonly number[] }[];
}

/** Whether there is nothing to see in the lane. */
export const isEmptyLane = ({ lines }: Lane): boolean =>
  lines.every(({ values }) => values.every((value) => value === 0));

/** Parts of a lane's highest value: halves of pods and nodes say nothing, nor does the top of a lane in which nothing is. */
export function axisShares(lane: Lane): readonly number[] {
  if (isEmptyLane(lane)) return [0];
  const isCount = lane.id === 'pods' || lane.id === 'nodes';
  return isCount && lane.max % 2 !== 0 ? [0, 1] : [0, 0.5, 1];
}
