/** Records whose keys are in order, so that equal facts make equal files. */
import { compareText } from '../../util/sort';

export const sortedRecord = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
