/** What every report is made of. */
import type { CheckResult, Severity } from '../model/finding';
import type { IdentifiedFinding } from '../model/fingerprint';

/** What a rule is about, for reports that carry their own help. */
export interface RuleHelp {
  /** As shipped; absent where it is always the finding's own. */
  readonly severity?: Severity;
  readonly summary: string;
  readonly why: string;
}

export interface ReportSource {
  readonly result: CheckResult;
  /** The findings with their identities, where these are known from the whole that `result` is a part of. */
  readonly identified?: readonly IdentifiedFinding[];
  /** Path of a file, relative to where the report is made, with slashes; the same on every machine. */
  readonly labelOf: (uri: string) => string;
  /** Of Dryfit. */
  readonly version: string;
  /** What is known of a rule; undefined for one that no page explains. */
  readonly helpOf: (rule: string) => RuleHelp | undefined;
  /** Address of the page that explains a rule. */
  readonly pageOf: (rule: string) => string;
}
