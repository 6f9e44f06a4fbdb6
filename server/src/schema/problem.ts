/** What a layer of validation finds, before it becomes a finding with a place in the text. */
import type { FindingSource } from '../model/finding';
import type { Path } from '../manifest/document';

/** No layer lists more of one document than this: nobody reads on, and hostile texts must stay cheap. */
export const MAX_PROBLEMS = 500;

export interface SchemaProblem {
  readonly source: FindingSource;
  /** Stable id, e.g. `schema/enum`. */
  readonly rule: string;
  readonly message: string;
  /** Where it is shown; the nearest ancestor when the path is not in the text. */
  readonly at: Path;
  /** The path as the API server reports it, where that is not simply `at`. */
  readonly path?: string;
  readonly mark?: 'key' | 'value';
  /** The API server evaluates no CEL rule on an object with such a problem (required, unsupported, too long, too many,
   *  wrong type). @source k8s.io/apiextensions-apiserver customresource/strategy.go hasBlockingErr@v0.35.0 */
  readonly blocksRules?: boolean;
  readonly fix?: ProblemFix;
}

/** A change that likely is what was meant: other source text for the key or value at `at`. */
export interface ProblemFix {
  readonly title: string;
  readonly part: 'key' | 'value';
  /** From the text as written to the text as it should be. */
  readonly rewrite: (source: string) => string;
  readonly safe: boolean;
}
