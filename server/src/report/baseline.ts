/** A baseline: the findings that were there when a project adopted Dryfit. They are counted, not told, so that only new
 *  ones fail. */
import type { CheckResult } from '../model/finding';
import { identifyFindings } from '../model/fingerprint';
import { parseJson } from '../util/json';
import { failed, success, type Outcome } from '../util/outcome';
import { compareText } from '../util/sort';

export interface Baseline {
  readonly fingerprints: ReadonlySet<string>;
}

const VERSION = 1;

/** The file's text: one fingerprint a line, sorted, so that it merges well. */
export function baselineText(result: CheckResult, labelOf: (uri: string) => string): string {
  const fingerprints = identifyFindings(result, labelOf).map(({ fingerprint }) => fingerprint);
  return `${JSON.stringify({ version: VERSION, findings: fingerprints.sort(compareText) }, undefined, 2)}\n`;
}

export function readBaseline(text: string): Outcome<Baseline> {
  const value = parseJson(text);
  const { version, findings } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  if (version !== VERSION || !Array.isArray(findings))
    return failed('not a baseline of this version: write it anew with --write-baseline');
  return success({ fingerprints: new Set(findings.map(String)) });
}

export interface Filtered {
  readonly result: CheckResult;
  /** Findings of the baseline that are still there. */
  readonly knownCount: number;
  /** Findings of the baseline that are gone: the file can be written anew. */
  readonly goneCount: number;
}

/** The findings that the baseline does not have. Verdicts stay. */
export function withoutKnown(
  result: CheckResult,
  { fingerprints }: Baseline,
  labelOf: (uri: string) => string,
): Filtered {
  const identified = identifyFindings(result, labelOf);
  const fresh = identified.filter(({ fingerprint }) => !fingerprints.has(fingerprint));
  const knownCount = identified.length - fresh.length;
  return {
    result: { ...result, findings: fresh.map(({ finding }) => finding) },
    knownCount,
    goneCount: fingerprints.size - knownCount,
  };
}
