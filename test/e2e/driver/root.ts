/** Where the project is: the bundles of these tests run from out/e2e. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = findRoot(__dirname);

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}
