/** The catalog of the editor: with the refreshed prices of a folder where the user chose them. */
import type { Catalog } from '../catalog/catalog';
import { overlayCatalog } from '../catalog/refreshed/overlay';
import { loadCatalog } from './catalogFile';
import { priceFileOf, readPriceFile } from './priceFile';

/** The environment variable by which the client tells server and worker the folder; unset for the embedded prices. */
const PRICE_FOLDER_VARIABLE = 'DRYFIT_PRICES_FOLDER';

export const catalogOfEnvironment = (environment: NodeJS.ProcessEnv): Catalog =>
  catalogOfFolder(environment[PRICE_FOLDER_VARIABLE]);

/** A region's file is read when the region is first asked for. A region without one, or whose file cannot be used, has the
 *  embedded prices, and their dates. */
export function catalogOfFolder(folder: string | undefined): Catalog {
  const embedded = loadCatalog();
  if (folder === undefined || folder === '') return embedded;
  const catalogs = new Map<string, Catalog>();
  const catalogOfRegion = (region: string): Catalog => {
    const known = catalogs.get(region) ?? readRegion(embedded, priceFileOf(folder, region), region);
    catalogs.set(region, known);
    return known;
  };
  return {
    ...embedded,
    region: (name) => (embedded.regions.includes(name) ? catalogOfRegion(name).region(name) : undefined),
    facts: (type) => {
      for (const catalog of [embedded, ...catalogs.values()]) {
        const facts = catalog.facts(type);
        if (facts) return facts;
      }
      return undefined;
    },
  };
}

function readRegion(embedded: Catalog, path: string, region: string): Catalog {
  const read = readPriceFile(path);
  const snapshot = read.ok ? read.value : undefined;
  return snapshot?.region === region ? overlayCatalog(embedded, snapshot) : embedded;
}
