/** Reads the embedded EC2 snapshot: beside the bundle, or in schemas/catalog of the project when run from its tests. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { decodeCatalog, type Catalog } from '../catalog/catalog';

const NAME = 'catalog.bin';
let loaded: Catalog | undefined;

/** The catalog of this process, read once. Throws when the package is incomplete: that is a bug of the package. */
export function loadCatalog(): Catalog {
  loaded ??= decodeCatalog(brotliDecompressSync(readSnapshot()));
  return loaded;
}

function readSnapshot(): Buffer {
  for (const path of candidates()) {
    const bytes = readIfThere(path);
    if (bytes) return bytes;
  }
  throw new Error(`${NAME} is missing beside the bundle: build again with "npm run build"`);
}

/** Beside the bundle first, then the committed file of the project that holds the bundle. */
function candidates(): string[] {
  const paths = [join(__dirname, NAME)];
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    paths.push(join(folder, 'schemas', 'catalog', NAME));
  }
  return paths;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
