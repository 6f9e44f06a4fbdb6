/** Node keeps what it compiled of the server's programs, so that the next start need not do it again. A thread has to ask for
 *  it before it loads what is to be kept. What is kept only holds for an engine with the same flags, of which there are none while
 *  programs are loaded (`youngSpace.ts`). */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { userCacheFolder } from './userCache';

const PREFIX = 'code-';

/** Written when the process ends in good order. Nothing is kept where Node is older than 22.1, where the folder cannot be
 *  written, and where NODE_DISABLE_COMPILE_CACHE is set.
 *  @param version  of Dryfit; what other versions left is removed when this one runs first
 *  @param program  the threads keep apart what they compiled, since each compiles other functions of the same files */
export function keepCompiledCode(
  version: string,
  program: 'main' | 'worker',
  cacheFolder = userCacheFolder(process.env, process.platform),
): void {
  // @types/node is of the oldest Node that we run on, which has no such function.
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  if (!enableCompileCache) return;
  const folder = join(cacheFolder, PREFIX + version);
  if (program === 'main' && !existsSync(folder)) removeOlder(cacheFolder);
  enableCompileCache(join(folder, program));
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
