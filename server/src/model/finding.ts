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

/** A file as it is handed in: a YAML stream or JSON, with any number of documents. `uri` says which it is in findings and
 *  fixes; nothing is read from there. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
}

export interface TextEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

/** Edits that settle a finding, all together or none. `safe`: what the manifest means stays. */
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

/** One thing that is wrong, or that may surprise, with its place: `path` is a Kubernetes field path, `range` is LSP's, from 0, in
 *  UTF-16. `document` counts the non-empty documents of the file from 0. */
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

/** What the API server answers to a create of the document, with strict field validation. Empty documents have none. */
export interface DocumentVerdict {
  readonly uri: string;
  readonly index: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly verdict: Verdict;
}

/** Verdicts in the order of files and documents, and findings by place. */
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
