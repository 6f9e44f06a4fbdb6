/** Whether a file lies below a folder, links followed on both sides. Throws where one of them does not exist. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';

export function isInside(file: string, folder: string): boolean {
  const inner = relative(realpathSync(folder), realpathSync(file));
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner);
}
