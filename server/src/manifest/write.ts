/** Objects as YAML text, for manifests that Dryfit proposes. */

/** The YAML library is loaded when something is proposed. */
const writer = (): typeof import('./yamlText') => require('./yamlText') as typeof import('./yamlText');

/** A stream of documents. */
export const writeManifests = (objects: readonly unknown[]): string =>
  objects.map((object) => writer().yamlText(object)).join('---\n');
