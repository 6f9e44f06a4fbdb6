/** The catalog with the prices that options ask for. */
import type { Catalog } from '../catalog/catalog';
import { chosenPrices } from '../catalog/refreshed/chosen';
import { overlayCatalog } from '../catalog/refreshed/overlay';
import type { Options } from '../model/options';
import { loadCatalog } from './catalogFile';

interface Overlaid {
  readonly text: string;
  readonly catalog: Catalog;
}

/** The last one that was asked for: the same prices give the same catalog, and with it what others keep for it. */
let overlaid: Overlaid | undefined;

/** The catalog with the prices of the options.
 *  @throws Error when those are no snapshot, or one of another region */
export function catalogOf(options: Options): Catalog {
  const prices = chosenPrices(options);
  if (!prices.ok) throw new Error(prices.failure.message);
  if (!prices.value) return loadCatalog();
  const text = JSON.stringify(prices.value);
  if (overlaid?.text !== text) overlaid = { text, catalog: overlayCatalog(loadCatalog(), prices.value) };
  return overlaid.catalog;
}
