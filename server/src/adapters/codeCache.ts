/** Node keeps what it compiled of the server's programs, so that the next start need not do it again. A thread has to ask for
 *  it before it loads what is to be kept, and after the engine's flags are set, which the kept code depends on. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { userCacheFolder } from './userCache';

const PREFIX = 'code-';

/** Written when the process ends in good order. Nothing is kept where Node is older than 22.1, where the folder cannot be
 *  written, and where NODE_DISABLE_COMPILE_CACHE is set.
 *  @param version  of Dryfit; what other versions left is removed when this one runs first */
export function keepCompiledCode(
  version: string,
  cacheFolder = userCacheFolder(process.env, process.platform),
): void {
  // @types/node is of the oldest Node that we run on, which has no such function.
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  if (!enableCompileCache) return;
  const folder = join(cacheFolder, PREFIX + version);
  if (!existsSync(folder)) removeOlder(cacheFolder);
  enableCompileCache(folder);
}

function removeOlder(cacheFolder: string): void {
  if (!existsSync(cacheFolder)) return;
  try {
    for (const name of readdirSync(cacheFolder))
      if (name.startsWith(PREFIX)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  } catch {
    // A cache that cannot be tidied up is no reason not to start.
  }
}
