/** Objects as YAML text, for manifests that Dryfit proposes. */
import { stringify } from 'yaml';

/** A stream of documents; keys stay in their order, texts that YAML 1.1 would read as something else are quoted. */
export const writeManifests = (objects: readonly unknown[]): string =>
  objects
    .map((object) => stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
