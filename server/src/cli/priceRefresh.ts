/** `prices refresh`: what is asked of the bundle that talks to AWS, and what is said of its answer. */
import { loadCatalog } from '../adapters/catalogFile';
import { resolveOptions } from '../model/options';
import type { PriceSnapshot } from '../model/priceSnapshot';
import { optionsProblem } from '../simulate/usableOptions';
import type { Invocation } from './invocation';
import { print, refuse, type ExitStatus } from './job';
import { counted, grouped } from './style';
import type { PriceRefresh, World } from './world';

/** Exit status: 0 all parts are new, 1 some are, 2 none is. */
export async function runPriceRefresh(invocation: Invocation, world: World): Promise<ExitStatus> {
  const options = resolveOptions(invocation.options);
  const problem = optionsProblem(options, loadCatalog().regions);
  if (problem !== undefined) return refuse(problem, world);
  if (!world.prices) return refuse('prices refresh: prices.js is missing beside the program', world);
  const { region } = options;
  const folder = invocation.pricesFolder ?? world.prices.folder;
  if (world.isTerminal) world.err(`fetching prices of ${region} from AWS ...\n`);
  const { profile } = invocation;
  const refresh = await world.prices.refresh({
    ...{ region, folder, now: world.prices.now },
    ...(profile === undefined ? {} : { profile }),
  });
  for (const failure of refresh.failures) refuse(failureLine(region, failure, refresh), world);
  if (!refresh.isWritten) return 2;
  const lines = invocation.format === 'json' ? [JSON.stringify(refresh, undefined, 2)] : summaryOf(refresh);
  return print(lines, world, refresh.failures.length > 0 ? 1 : 0);
}

function failureLine(region: string, failure: string, { snapshot, isWritten }: PriceRefresh): string {
  const stays = isWritten
    ? 'the last known ones stay'
    : snapshot
      ? `the snapshot of ${datesOf(snapshot)} stays`
      : 'the embedded prices stay';
  return `prices of ${region} not refreshed: ${failure}; ${stays}`;
}

const datesOf = ({ onDemand, spot, offerings }: PriceSnapshot): string =>
  [...new Set([onDemand, spot, offerings].flatMap((part) => (part ? [part.asOf.slice(0, 10)] : [])))].join(
    ' and ',
  );

function summaryOf({ path, snapshot }: PriceRefresh): string[] {
  if (!snapshot) return [];
  const { region, onDemand, spot, offerings } = snapshot;
  return [
    `Prices of ${region} from AWS:`,
    `  on demand  ${onDemand ? `${typeCount(onDemand.usdPerHour)}, refreshed ${day(onDemand)}` : 'none'}`,
    `  spot       ${spot ? `${typeCount(spot.usdPerHour)}, refreshed ${day(spot)}` : 'none'}`,
    `  offered    ${offerings ? `${offeredText(offerings)}, refreshed ${day(offerings)}` : 'as embedded'}`,
    `Stored in ${path}; used with --prices refreshed.`,
  ];
}

const typeCount = (prices: Readonly<Record<string, unknown>>): string => types(Object.keys(prices).length);

function offeredText({ zones, newTypes }: NonNullable<PriceSnapshot['offerings']>): string {
  const names = new Set(Object.values(zones).flat());
  const fresh = newTypes.length === 0 ? '' : `, ${grouped(newTypes.length)} new to the catalog`;
  return `${types(names.size)} in ${counted(Object.keys(zones).length, 'zone')}${fresh}`;
}

const types = (count: number): string => `${grouped(count)} ${count === 1 ? 'type' : 'types'}`;

const day = ({ asOf }: { readonly asOf: string }): string => asOf.slice(0, 10);
