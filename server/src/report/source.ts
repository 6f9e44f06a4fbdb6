/** What every report is made of. */
import type { CheckResult, Severity } from '../model/finding';

/** What a rule is about, for reports that carry their own help. */
export interface RuleHelp {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

export interface ReportSource {
  readonly result: CheckResult;
  /** Path of a file, relative to where the report is made, with slashes; the same on every machine. */
  readonly labelOf: (uri: string) => string;
  /** Of Dryfit. */
  readonly version: string;
  readonly rules: readonly RuleHelp[];
  /** Address of the page that explains a rule. */
  readonly pageOf: (rule: string) => string;
}
