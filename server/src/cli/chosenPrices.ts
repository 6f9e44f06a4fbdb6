/** The snapshot that `--prices` names: a file, or what the last refresh of the region stored. */
import { isAbsolute, join } from 'node:path';
import { priceFileOf, readPriceFile } from '../adapters/priceFile';
import { chosenPrices } from '../catalog/refreshed/chosen';
import { resolveOptions, type Options } from '../model/options';
import { failed, success, type Outcome } from '../util/outcome';
import type { Invocation } from './invocation';
import type { World } from './world';

/** The options of the command, with the snapshot where one is asked for. */
export function optionsWithPrices(invocation: Invocation, world: World): Outcome<Options> {
  const { options, prices } = invocation;
  if (prices === undefined || prices === 'embedded') return success(options);
  const { region } = resolveOptions(options);
  const path = prices === 'refreshed' ? refreshedFile(invocation, region, world) : pathOf(prices, world);
  const read = readPriceFile(path);
  if (!read.ok) return read;
  if (!read.value) return failed(missing(prices, path, region));
  const withPrices = { ...options, prices: read.value };
  const usable = chosenPrices(withPrices);
  return usable.ok ? success(withPrices) : usable;
}

const refreshedFile = (invocation: Invocation, region: string, world: World): string =>
  priceFileOf(invocation.pricesFolder ?? world.prices?.folder ?? '', region);

const pathOf = (written: string, { workingDirectory }: World): string =>
  isAbsolute(written) ? written : join(workingDirectory, written);

const missing = (prices: string, path: string, region: string): string =>
  prices === 'refreshed'
    ? `there are no refreshed prices of ${region}: run dryfit prices refresh --region ${region} first`
    : `--prices ${prices}: there is no file ${path}`;
