/** In which group of editors a place that the panel leads to is opened: never in the panel's own, which would hide it. Pure. */

export interface OpenGroups {
  /** The panel's. */
  readonly panel: number | undefined;
  readonly all: readonly number[];
  /** Those that show the file already. */
  readonly showing: readonly number[];
}

/** undefined: in a new group beside the panel. */
export function placeColumn({ panel, all, showing }: OpenGroups): number | undefined {
  const others = [...showing, ...all].filter((column) => column !== panel);
  return others[0];
}
