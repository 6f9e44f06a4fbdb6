/** What makes two findings of different runs the same: rule, file, object and field, not the line nor the message, so that
 *  edits elsewhere and numbers that move do not make an old finding new. */
import type { CheckResult, DocumentVerdict, Finding } from './finding';

/** A finding with its identity. */
export interface IdentifiedFinding {
  readonly finding: Finding;
  /** `rule|file|kind/name|field`, with `|2`, `|3` ... for the second and third of equal ones. Stable across versions. */
  readonly fingerprint: string;
}

/** Findings in the order given.
 *  @param labelOf  the name of a file that is the same in both runs, such as its path in the repository */
export function identifyFindings(
  { documents, findings }: CheckResult,
  labelOf: (uri: string) => string,
): readonly IdentifiedFinding[] {
  const objects = new Map(documents.map((document) => [documentKey(document.uri, document.index), document]));
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const object = objects.get(documentKey(finding.uri, finding.document));
    const base = [finding.rule, labelOf(finding.uri), nameOf(object), withoutIndexes(finding.path)].join('|');
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { finding, fingerprint: count === 1 ? base : `${base}|${count}` };
  });
}

const documentKey = (uri: string, index: number): string => `${uri}\n${index}`;

const nameOf = (object: DocumentVerdict | undefined): string =>
  [object?.kind ?? '', object?.name ?? ''].join('/');

/** An item inserted before another must not make that one's findings new. */
const withoutIndexes = (path: string): string => path.replace(/\[\d+\]/g, '[]');
