/** The output of `helm template`, by template. */
import { compareText } from '../util/sort';

export interface TemplateOutput {
  /** As Helm writes it: `chart/templates/x.yaml`. */
  readonly source: string;
  /** Its documents as one stream. */
  readonly text: string;
}

const SOURCE = /^# Source: (\S.*)$/;

/** By source. Every document of Helm's output begins with a separator and a comment that says which template it is of. */
export function splitHelmOutput(output: string): readonly TemplateOutput[] {
  const bySource = new Map<string, string[]>();
  let current: string[] | undefined;
  const lines = output.split('\n');
  lines.forEach((line, index) => {
    const [, source] = /^---\s*$/.test(line) ? (SOURCE.exec(lines[index + 1] ?? '') ?? []) : [];
    if (source !== undefined) {
      const known = bySource.get(source.trimEnd()) ?? [];
      bySource.set(source.trimEnd(), known);
      current = known;
    }
    current?.push(line);
  });
  return [...bySource]
    .map(([source, own]) => ({ source, text: `${own.join('\n')}\n` }))
    .sort((a, b) => compareText(a.source, b.source));
}
