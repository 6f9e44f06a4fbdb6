/** Facts of large files, which are judged again and again, summed up: worked out for the documents that changed alone, and told apart by a
 *  digest, since most edits change none. */
import type { Manifest, ParsedDocument } from '../../manifest/document';
import { fileFacts, summedFacts, type ObjectFacts } from './fileFacts';
import type { DigestedFacts } from '../jobs/jobs';

interface DocumentFacts {
  readonly objects: readonly ObjectFacts[];
  readonly hash: number;
}

export class FactsCache {
  readonly #known = new WeakMap<ParsedDocument, DocumentFacts>();

  /** undefined when they are those that whoever asks knows by their digest. */
  of(manifests: readonly Manifest[], knownDigest?: string): DigestedFacts | undefined {
    const documents = manifests.map((manifest) => this.#document(manifest));
    const digest = digestOf(documents);
    if (digest === knownDigest) return undefined;
    return { digest, objects: summedFacts(documents.flatMap(({ objects }) => objects)) };
  }

  #document({ parsed, value }: Manifest): DocumentFacts {
    const known = this.#known.get(parsed);
    if (known) return known;
    const objects = fileFacts([value]);
    const fresh = { objects, hash: hashOf(JSON.stringify(objects)) };
    this.#known.set(parsed, fresh);
    return fresh;
  }
}

function digestOf(documents: readonly DocumentFacts[]): string {
  // Two sums of different weights: documents that change places change one of them.
  let [plain, weighted] = [0, 0];
  documents.forEach(({ hash }, index) => {
    plain = (plain + hash) % MODULUS;
    weighted = (weighted + (hash % PLACES) * ((index % PLACES) + 1)) % MODULUS;
  });
  return `${documents.length}-${plain}-${weighted}`;
}

/** Products and sums of these stay exact. */
const MODULUS = 2 ** 52 - 47;
const PLACES = 2 ** 26 - 5;

function hashOf(text: string): number {
  let hash = 7;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) % HASH_MODULUS;
  return hash;
}

const HASH_MODULUS = 2 ** 47 - 115;
