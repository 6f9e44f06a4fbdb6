/** Findings as plain text: where, how bad, which rule, and the message below. */
import type { CheckResult, Finding, Severity } from '../model/finding';
import { compareNumber, compareText } from '../util/sort';
import { counted, wrap, type Style } from './style';

/** What a file is called on the command line, by URI. */
export type Labels = (uri: string) => string;

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const satisfies Severity[];

/** All findings by file and place, then one line that counts them. */
export function checkText(result: CheckResult, labels: Labels, style: Style): string[] {
  return [...findingLines(result.findings, labels, style), checkSummary(result, style)];
}

/** Two lines or more per finding, and an empty one after each.
 *  @param width  place and rule stand on one line unless that is wider: programs read them so, people may not want to */
export function findingLines(
  findings: readonly Finding[],
  labels: Labels,
  style: Style,
  width = Infinity,
): string[] {
  return [...findings]
    .sort(byPlace)
    .flatMap((finding) => [...findingBlock(finding, labels, style, width), '']);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.uri, b.uri) ||
    compareNumber(a.range.start.line, b.range.start.line) ||
    compareNumber(a.range.start.character, b.range.start.character) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function findingBlock(finding: Finding, labels: Labels, style: Style, width: number): string[] {
  const { uri, range, severity, rule, message, fixes } = finding;
  const place = `${labels(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
  const isWide = `${place} ${severity} ${rule}`.length > width;
  const what = `${paintOf(severity, style)(severity)} ${style.dim(rule)}`;
  const [fix] = fixes;
  return [
    ...(isWide ? [style.bold(place), `    ${what}`] : [`${style.bold(place)} ${what}`]),
    ...wrap(message, 4),
    ...(fix ? wrap(`fix: ${fix.title}`, 4).map(style.green) : []),
  ];
}

function paintOf(severity: Severity, style: Style) {
  return { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity];
}

/** "2 errors, 1 hint; 1 of 5 documents would be rejected". */
export function checkSummary({ documents, findings }: CheckResult, style: Style): string {
  const rejected = documents.filter(
    ({ verdict }) => verdict === 'rejected' || verdict === 'unparseable',
  ).length;
  const checked = counted(documents.length, 'document');
  const refusals =
    rejected > 0 ? `${rejected} of ${checked} would be rejected` : `${checked} checked, none rejected`;
  return findings.length === 0
    ? style.green(`No findings; ${refusals}.`)
    : `${style.bold(findingCounts(findings))}; ${refusals}.`;
}

/** "2 errors, 1 warning"; "none" without findings. */
function findingCounts(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity, severity === 'info' ? 'info' : `${severity}s`)];
  });
  return counts.length === 0 ? 'none' : counts.join(', ');
}

/** Whether a finding is as bad as `threshold` or worse. */
export function isAtLeast(finding: Finding, threshold: Severity): boolean {
  return SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(threshold);
}
