/** `textDocument/codeAction`: the fixes that findings carry. */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { isLeftOver, rewriteOf, withConversionsOfEach } from '../analysis/check/conversions';
import { disableRule } from '../analysis/check/disableRule';
import { isCancelled, type AnalysisWorker } from '../analysis/jobs/ports';
import type { WorkspaceFile } from '../analysis/workspace';
import type { Finding, Fix, Range } from '../model/finding';
import type { Options } from '../model/options';
import { toDiagnostic, toPlainEdit, toWorkspaceEdit } from './convert';
import { solveFindingsOf, type FindingsSource } from './findings';
import type { ProvedFixes } from './provedFixes';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.dryfit`;

export interface CodeActionHost extends FindingsSource {
  readonly provedFixes: ProvedFixes;
  readonly worker: AnalysisWorker;
  optionsOf(uri: string): Options;
  /** Whether the client takes edits with versions. */
  hasVersionedEdits(): boolean;
}

export async function codeActions(
  host: CodeActionHost,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[] | null> {
  const file = host.workspace.file(params.textDocument.uri);
  if (!file) return null;
  const findings = await fixableFindings(host, file, params, token);
  if (findings === undefined) return null;
  const there = findings.filter(({ range }) => intersects(range, params.range));
  const touched = there.some(isLeftOver) ? await converted(host, file, there, token) : there;
  if (host.workspace.file(file.uri) !== file) return null;
  const actions = wants(params, CodeActionKind.QuickFix)
    ? [
        ...touched.flatMap((finding) => quickFixes(host, finding, finding.fixes, params)),
        ...disableActions(host, touched, file.text, params),
      ]
    : [];
  if (wants(params, CodeActionKind.RefactorRewrite)) actions.push(...rewrites(host, file, params));
  const fixAll = wants(params, FIX_ALL) ? fixAllAction(host, findings) : undefined;
  return fixAll ? [...actions, fixAll] : actions;
}

/** Findings of the file's present text, with their fixes. */
async function fixableFindings(
  host: CodeActionHost,
  file: WorkspaceFile,
  { range }: CodeActionParams,
  token: CancellationToken,
): Promise<readonly Finding[] | undefined> {
  const edits = await host.checks.findings(file);
  if (edits === undefined) return undefined;
  const solves = solveFindingsOf(host, file).filter((finding) => intersects(finding.range, range));
  return solves.length === 0 ? edits : [...edits, ...(await host.provedFixes.of(file, token))];
}

/** With the conversions that the check of a file leaves out; by the worker where it has read the file. */
async function converted(
  host: CodeActionHost,
  file: WorkspaceFile,
  findings: readonly Finding[],
  token: CancellationToken,
): Promise<readonly Finding[]> {
  const { workspace, worker } = host;
  const cluster = workspace.clusterOf(file.uri);
  const files = cluster ? workspace.filesOf(cluster) : [file];
  if (!files.some(({ isHeavy }) => isHeavy))
    return withConversionsOfEach(
      findings,
      files.flatMap(({ manifests }) => manifests),
    );
  const texts = files.map(({ uri, text }) => ({ uri, text }));
  const job = worker.convert({ findings, files: texts, options: host.optionsOf(file.uri) });
  const watch = token.onCancellationRequested(() => job.cancel());
  const outcome = await job.outcome;
  watch.dispose();
  return isCancelled(outcome) || !outcome.ok ? findings : outcome.value;
}

/** Last, once for each rule and line: comments that switch the rule off. */
function disableActions(
  host: CodeActionHost,
  findings: readonly Finding[],
  text: string,
  params: CodeActionParams,
): CodeAction[] {
  const isFirst = ({ rule, range }: Finding, index: number): boolean =>
    findings.findIndex((one) => one.rule === rule && one.range.start.line === range.start.line) === index;
  return findings.filter(isFirst).flatMap((finding) => {
    const fix = disableRule(finding, text);
    return fix ? quickFixes(host, finding, [fix], params) : [];
  });
}

function quickFixes(
  host: CodeActionHost,
  finding: Finding,
  fixes: readonly Fix[],
  { context }: CodeActionParams,
): CodeAction[] {
  const diagnostic = toDiagnostic(finding);
  const shown = context.diagnostics.filter((one) => isSame(one, diagnostic));
  return fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: shown.length > 0 ? shown : [diagnostic],
    edit: toEdit(host, [fix]),
    ...(index === 0 && fix.safe ? { isPreferred: true } : {}),
  }));
}

/** Conversions of versions that are old and still served, offered where the version stands. */
const rewrites = (host: CodeActionHost, file: WorkspaceFile, { range }: CodeActionParams): CodeAction[] =>
  file.manifests
    .filter((manifest) => isOnLine(manifest.rangeOf(['apiVersion']).start.line, range))
    .flatMap((manifest) => rewriteOf(manifest) ?? [])
    .map((fix) => ({ title: fix.title, kind: CodeActionKind.RefactorRewrite, edit: toEdit(host, [fix]) }));

const isOnLine = (line: number, { start, end }: Range): boolean => start.line <= line && line <= end.line;

/** The first safe fix of each finding, as far as they do not overlap. */
function fixAllAction(host: CodeActionHost, findings: readonly Finding[]): CodeAction | undefined {
  const chosen: Fix[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(({ safe }) => safe);
    if (fix && !chosen.some((other) => overlap(other, fix))) chosen.push(fix);
  }
  if (chosen.length === 0) return undefined;
  return { title: 'Fix all safe Dryfit problems', kind: FIX_ALL, edit: toEdit(host, chosen) };
}

const toEdit = (host: CodeActionHost, fixes: readonly Fix[]): WorkspaceEdit =>
  host.hasVersionedEdits()
    ? toWorkspaceEdit(fixes, (uri) => host.workspace.file(uri)?.version ?? null)
    : toPlainEdit(fixes);

/** Kinds are hierarchical: asking for `source` includes `source.fixAll.dryfit`. Source actions only when asked for. */
function wants({ context }: CodeActionParams, kind: string): boolean {
  if (context.only === undefined || context.only.length === 0) return kind !== FIX_ALL;
  return context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
}

const isSame = (a: Diagnostic, b: Diagnostic): boolean =>
  a.code === b.code && JSON.stringify(a.range) === JSON.stringify(b.range) && a.message === b.message;

const overlap = (a: Fix, b: Fix): boolean =>
  a.edits.some((one) => b.edits.some((other) => one.uri === other.uri && intersects(one.range, other.range)));

const intersects = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);

const isBefore = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
