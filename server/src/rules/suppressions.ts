/** Comments that switch rules off: `# dryfit-disable-next-line RULE ...` for the line below, `# dryfit-disable RULE ...`
 *  for the document. Text after ` -- ` is the reason. Only rules can be switched off, not what the API server refuses. */
import type { Finding } from '../model/finding';
import type { Manifest } from '../manifest/document';

const COMMENT = /#\s*dryfit-disable(-next-line)?\s+([^\n]*)/g;

export class Suppressions {
  readonly #document = new Set<string>();
  readonly #byLine = new Map<number, Set<string>>();

  constructor(manifest: Manifest) {
    const { text, lines } = manifest.parsed;
    if (!text.includes('dryfit-disable')) return;
    for (const match of text.matchAll(COMMENT)) {
      const rules = (match[2] ?? '').split(/\s--(?:\s|$)/)[0]?.split(/[\s,]+/) ?? [];
      const named = rules.filter((rule) => rule.includes('/'));
      if (match[1]) this.#byLine.set(lines.position(match.index).line + manifest.line + 1, new Set(named));
      else named.forEach((rule) => this.#document.add(rule));
    }
  }

  covers(finding: Finding): boolean {
    return (
      this.#document.has(finding.rule) ||
      this.#byLine.get(finding.range.start.line)?.has(finding.rule) === true
    );
  }
}
