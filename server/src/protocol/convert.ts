/** Between the model's values and LSP's: the only place with LSP's numbers. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Fix, Severity } from '../model/finding';
import { findingPageUrl } from '../model/pages';

const SOURCE = 'dryfit';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a diagnostic carries so that its fixes can be found again. */
export interface DiagnosticData {
  readonly rule: string;
  readonly document: number;
  readonly path: string;
}

export function toDiagnostics(findings: readonly Finding[]): Diagnostic[] {
  // Thousands of findings are of few rules.
  const urls = new Map<string, string>();
  const urlOf = (rule: string): string => {
    const url = urls.get(rule) ?? findingPageUrl(rule);
    urls.set(rule, url);
    return url;
  };
  return findings.map((finding) => diagnosticOf(finding, urlOf(finding.rule)));
}

export const toDiagnostic = (finding: Finding): Diagnostic =>
  diagnosticOf(finding, findingPageUrl(finding.rule));

function diagnosticOf(finding: Finding, href: string): Diagnostic {
  const { rule, document, path, range, severity, message } = finding;
  const data: DiagnosticData = { rule, document, path };
  return {
    range,
    severity: SEVERITY[severity],
    code: rule,
    codeDescription: { href },
    source: SOURCE,
    message,
    data,
  };
}

/** The edits of a fix, each file with the version they were made for, so that an editor refuses them on another.
 *  @param versionOf  null for a file that is not open */
export function toWorkspaceEdit(
  fixes: readonly Fix[],
  versionOf: (uri: string) => number | null,
): WorkspaceEdit {
  const byUri = new Map<string, TextDocumentEdit>();
  for (const { uri, range, newText } of fixes.flatMap(({ edits }) => edits)) {
    const change = byUri.get(uri) ?? { textDocument: { uri, version: versionOf(uri) }, edits: [] };
    byUri.set(uri, change);
    change.edits.push({ range, newText });
  }
  return { documentChanges: [...byUri.values()] };
}

/** As `toWorkspaceEdit`, for clients without versioned changes. */
export function toPlainEdit(fixes: readonly Fix[]): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, range, newText } of fixes.flatMap(({ edits }) => edits)) {
    (changes[uri] ??= []).push({ range, newText });
  }
  return { changes };
}
