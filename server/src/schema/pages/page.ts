/** The shape of the pages about verdicts: what a finding means, and an example of it. No code of a finding is here. */

export interface VerdictPage {
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Who refuses it, what happens otherwise, what to do. */
  readonly why: string;
  /** Manifests as small as they can be: `check` finds it in the first and refuses nothing in the second. Both are
   *  left out where no field of today's schemas can be wrong in this way. */
  readonly wrong?: string;
  readonly right?: string;
  /** Where upstream decides so: a file and its version. */
  readonly source: string;
}

export type Pages<Id extends string> = Readonly<Record<Id, VerdictPage>>;
