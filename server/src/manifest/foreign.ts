/** Which texts are meant for Kubernetes. Editors hand over every YAML and JSON file: package.json, compose files,
 *  workflows. Those are left alone, above all while they are broken. */
import type { Manifest } from './document';

/** `v1` or `group/v1`, as the value of a key; other APIs write dates or names there. */
const VERSION = /(?:^|[{,])[ \t-]*["']?apiVersion["']?\s*:\s*["']?(?:[\w.-]+\/)?v\d/m;
const KIND = /(?:^|[{,])[ \t-]*["']?kind["']?\s*:/m;

/** Whether a document is meant for Kubernetes. One that is read says so by one half of its type at least; a broken one has to
 *  show both. */
function isKubernetes({ apiVersion, kind, parsed }: Manifest): boolean {
  if (!parsed.isUnreadable) return apiVersion !== undefined || kind !== undefined;
  return VERSION.test(parsed.text) && KIND.test(parsed.text);
}

/** The documents that are meant for Kubernetes, of files one after the other. A broken one in a file with such documents
 *  belongs to them: the file as a whole cannot be applied. */
export function ourDocuments(manifests: readonly Manifest[]): ReadonlySet<Manifest> {
  const files = new Set(manifests.filter(isKubernetes).map(({ uri }) => uri));
  return new Set(
    manifests.filter((one) => isKubernetes(one) || (one.parsed.isUnreadable && files.has(one.uri))),
  );
}

/** Whether a text can hold objects, or objects that lack half of their type. Cheap: asked on every change, before parsing. */
export const mayHoldObjects = (text: string): boolean => text.includes('apiVersion') || KIND.test(text);
