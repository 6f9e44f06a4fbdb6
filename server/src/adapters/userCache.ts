/** Where Dryfit keeps what can be made again, for the user of this machine. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder `dryfit` in the XDG cache folder, on Windows in %LOCALAPPDATA%. */
export function userCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const local = environment['LOCALAPPDATA'];
  if (platform === 'win32') return join(local || join(homedir(), 'AppData', 'Local'), 'dryfit');
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dryfit');
}
