/** The embedded EC2 snapshot where there are no files: the page hands its bytes in. Takes the place of catalogFile.ts in the
 *  bundle for browsers. */
import { decodeCatalog, type Catalog } from '../catalog/catalog';

let provided: Catalog | undefined;

/** @param bytes  of `catalog.bin.gz`, unpacked */
export function provideCatalog(bytes: Uint8Array): void {
  provided = decodeCatalog(bytes);
}

export function loadCatalog(): Catalog {
  if (!provided)
    throw new Error('no catalog: call provideCatalog first, with the bytes of catalog.bin.gz, unpacked');
  return provided;
}
