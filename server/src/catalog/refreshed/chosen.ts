/** The snapshot that options ask for. */
import { resolveOptions, type Options } from '../../model/options';
import type { PriceSnapshot } from '../../model/priceSnapshot';
import { failed, success, type Outcome } from '../../util/outcome';
import { readPriceSnapshot } from './readSnapshot';

/** Success with undefined: the embedded prices count. Failure: the value is no snapshot, or one of another region. */
export function chosenPrices(options: Options): Outcome<PriceSnapshot | undefined> {
  if (options.prices === undefined) return success(undefined);
  const read = readPriceSnapshot(options.prices);
  if (!read.ok) return read;
  const { region } = resolveOptions(options);
  return read.value.region === region
    ? read
    : failed(`prices: the snapshot is of ${read.value.region}, the region is ${region}`);
}
