/** Findings as Markdown, for a job summary or a comment. */
import type { Finding, Severity } from '../model/finding';
import { code, folded, plain } from './markdown';
import { counted } from './numbers';
import type { ReportSource } from './source';

type Naming = Pick<ReportSource, 'labelOf' | 'pageOf'>;

/** More of one list than this is a wall: the rest is counted. */
const MOST_LISTED = 25;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export function findingsMarkdown({ result, ...naming }: ReportSource): string[] {
  const { documents, findings } = result;
  const rejected = documents.filter(
    ({ verdict }) => verdict === 'rejected' || verdict === 'unparseable',
  ).length;
  const uris = [...new Set(findings.map(({ uri }) => uri))];
  return [
    `### Dryfit: ${severityCounts(findings)}`,
    '',
    `${counted(documents.length, 'document')} checked, ${rejected === 0 ? 'none' : rejected} would be rejected.`,
    ...uris.flatMap((uri) => {
      const own = findings.filter((finding) => finding.uri === uri);
      return ['', ...folded(`${naming.labelOf(uri)}: ${severityCounts(own)}`, findingItems(own, naming))];
    }),
  ];
}

/** "2 errors, 1 hint"; "no findings". */
function severityCounts(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity, severity === 'info' ? 'info' : `${severity}s`)];
  });
  return counts.length === 0 ? 'no findings' : counts.join(', ');
}

/** One item per finding, worst first. */
export function findingItems(findings: readonly Finding[], { labelOf, pageOf }: Naming): string[] {
  const sorted = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const items = sorted.slice(0, MOST_LISTED).map(({ severity, rule, message, uri, range }) => {
    const place = code(`${labelOf(uri)}:${range.start.line + 1}`);
    return `- **${severity}** [${plain(rule)}](${pageOf(rule)}) at ${place}: ${plain(message)}`;
  });
  const rest = sorted.length - items.length;
  return rest > 0 ? [...items, `- and ${counted(rest, 'more', 'more')}`] : items;
}
