/** Which documents are refused, as far as someone else has found out: whoever judges them here has to load the validators
 *  of all their kinds. */
import type { Manifest, ParsedDocument } from '../../manifest/document';
import type { ResolvedOptions } from '../../model/options';
import { documentKey } from '../../simulate/cluster';

type Judge = (manifests: readonly Manifest[], options: ResolvedOptions) => Iterable<string>;

export class Refusals {
  readonly #known = new WeakMap<ParsedDocument, Map<string, boolean>>();

  /** @param refused  `documentKey`s of those of the manifests that are refused */
  learn(manifests: readonly Manifest[], options: ResolvedOptions, refused: ReadonlySet<string>): void {
    for (const { parsed, uri, index } of manifests) {
      const verdicts = this.#known.get(parsed) ?? new Map<string, boolean>();
      this.#known.set(parsed, verdicts);
      verdicts.set(optionsKey(options), refused.has(documentKey(uri, index)));
    }
  }

  /** `documentKey`s of the refused ones; what is not known is judged. */
  among(manifests: readonly Manifest[], options: ResolvedOptions, judge: Judge): readonly string[] {
    const key = optionsKey(options);
    return manifests.flatMap((manifest) => {
      const isRefused = this.#known.get(manifest.parsed)?.get(key);
      if (isRefused === undefined) return [...judge([manifest], options)];
      return isRefused ? [documentKey(manifest.uri, manifest.index)] : [];
    });
  }
}

/** What a verdict depends on beside the document. */
const optionsKey = ({ karpenterVersion, kubernetesVersion, placeholders }: ResolvedOptions): string =>
  `${karpenterVersion} ${kubernetesVersion} ${placeholders}`;
