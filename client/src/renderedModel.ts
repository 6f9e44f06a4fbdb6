/** The report of `overview --render --format json` as what an editor shows of it. No editor is known here. */

export interface RenderedProblem {
  readonly uri: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly rule: string;
  readonly message: string;
  readonly range: RenderedRange;
}

export interface RenderedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

interface Report {
  readonly clusters: readonly {
    readonly findings: readonly (RenderedProblem & { readonly rendered?: object })[];
  }[];
  readonly notRendered: readonly RenderedProblem[];
}

/** What is known of rendered files alone: the language server tells the rest. Empty for a text that is no report. */
export function renderedProblems(text: string): readonly RenderedProblem[] {
  const report = parsed(text);
  if (!report) return [];
  const found = report.clusters.flatMap(({ findings }) => findings.filter(({ rendered }) => rendered));
  return [...report.notRendered, ...found].map(({ uri, severity, rule, message, range }) => ({
    ...{ uri, severity, rule, message, range },
  }));
}

function parsed(text: string): Report | undefined {
  try {
    const value = JSON.parse(text) as Partial<Report> | null;
    return Array.isArray(value?.clusters) && Array.isArray(value.notRendered) ? (value as Report) : undefined;
  } catch {
    // The program was stopped before it was done: there is nothing to show.
    return undefined;
  }
}

/** @param values  files that Helm is given, as the setting has them */
export const renderWords = (region: string, values: readonly string[], folder: string): readonly string[] => [
  ...['overview', '--render', '--format', 'json', '--region', region],
  ...(values.length > 0 ? ['--values', values.join(',')] : []),
  folder,
];
