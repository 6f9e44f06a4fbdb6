/** What Dryfit says about a manifest. The shapes are those of the public API: exact, versioned. */

export interface Position {
  readonly line: number;
  /** UTF-16 code units, as in LSP. */
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface SourceFile {
  readonly uri: string;
  readonly text: string;
}

export interface TextEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  /** True when the meaning of the manifest is kept: only those take part in fix-all. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export type FindingSource =
  'syntax' | 'decode' | 'strict' | 'schema' | 'cel' | 'list' | 'metadata' | 'builtin' | 'runtime' | 'rule';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export type Verdict = 'accepted' | 'rejected' | 'unknown-kind' | 'unparseable';

export interface Finding {
  readonly rule: string;
  readonly source: FindingSource;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly document: number;
  /** Kubernetes field path, e.g. `spec.template.spec.requirements[0].operator`; empty for the document itself. */
  readonly path: string;
  readonly range: Range;
  readonly fixes: readonly Fix[];
  /** It is about what a program made of the file, not about the file's own text. */
  readonly rendered?: RenderedBasis;
}

export interface RenderedBasis {
  readonly by: 'helm' | 'kustomize';
  /** What it was made with: values files, overlays. */
  readonly inputs: readonly string[];
  /** False: the file is right, the line in it is not known. */
  readonly isExact: boolean;
}

export interface DocumentVerdict {
  readonly uri: string;
  readonly index: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly verdict: Verdict;
}

export interface CheckResult {
  readonly documents: readonly DocumentVerdict[];
  readonly findings: readonly Finding[];
}

/** Sources whose findings make the API server refuse the object. */
export const REJECTING_SOURCES: ReadonlySet<FindingSource> = new Set([
  'syntax',
  'decode',
  'strict',
  'schema',
  'cel',
  'list',
  'metadata',
  'builtin',
]);
