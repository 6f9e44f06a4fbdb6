/** Where refreshed prices are kept: one JSON file a region, in a folder of the user. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPriceSnapshot } from '../catalog/refreshed/readSnapshot';
import type { PriceSnapshot } from '../model/priceSnapshot';
import { failed, success, type Outcome } from '../util/outcome';
import { userCacheFolder } from './userCache';

/** The command line's folder. */
export const userPriceFolder = (
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string => join(userCacheFolder(environment, platform), 'prices');

/** @param region  a region's name: letters, digits and hyphens */
export const priceFileOf = (folder: string, region: string): string => join(folder, `${region}.json`);

/** Success with undefined: there is no such file. Failure: it is there but cannot be used. */
export function readPriceFile(path: string): Outcome<PriceSnapshot | undefined> {
  try {
    const read = readPriceSnapshot(JSON.parse(readFileSync(path, 'utf8')));
    return read.ok ? read : failed(`${path}: ${read.failure.message}`);
  } catch (error) {
    if (error instanceof SyntaxError) return failed(`${path}: not JSON`);
    if (isMissing(error)) return success(undefined);
    return failed(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Written beside and moved into place: a reader sees the old file or the new one, never half of one. */
export function writePriceFile(path: string, snapshot: PriceSnapshot): Outcome<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, `${JSON.stringify(snapshot)}\n`, { mode: 0o600 });
    renameSync(temporary, path);
    return success(undefined);
  } catch (error) {
    rmSync(temporary, { force: true });
    return failed(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
