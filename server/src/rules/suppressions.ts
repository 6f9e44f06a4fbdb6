/** Comments that switch rules off: `# dryfit-disable-next-line RULE ...` for the line below, `# dryfit-disable RULE ...`
 *  for the document. Text after ` -- ` is the reason. Only rules can be switched off, not what the API server refuses.
 *  A comment that names no known rule, or hides nothing, is a finding itself. */
import type { Finding, Fix, TextEdit } from '../model/finding';
import type { Manifest } from '../manifest/document';
import { nearestWord } from '../util/nearest';
import { controlFinding, ruleIds, suppressionKnown, suppressionUsed, type ControlRule } from './control';

const COMMENT = /(?<![^\s])#[ \t]*dryfit-([a-z-]+)([^\n\r]*)/g;
const NEXT_LINE = 'disable-next-line';
const DIRECTIVES = ['disable', NEXT_LINE];

interface Entry {
  readonly rule: string;
  /** Line of the file that it covers; undefined: the document. */
  readonly line: number | undefined;
  /** Offsets of the rule's name within the document. */
  readonly start: number;
  readonly end: number;
  isUsed: boolean;
}

/** A comment that cannot be understood, or a word of it. */
interface Misspelt {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly meant: string | undefined;
}

/** Whether a manifest has anything that looks like one of our comments. Cheap. */
export const mayBeSuppressed = ({ parsed }: Manifest): boolean => parsed.text.includes('dryfit-');

export class Suppressions {
  readonly #entries: Entry[] = [];
  readonly #misspelt: Misspelt[] = [];

  /** @param known  ids of rules that may be named */
  constructor(
    private readonly manifest: Manifest,
    private readonly known: readonly string[] = ruleIds,
  ) {
    if (!mayBeSuppressed(manifest)) return;
    const { text } = manifest.parsed;
    for (const match of text.matchAll(COMMENT))
      this.#read(match.index, match[0], match[1] ?? '', match[2] ?? '');
  }

  covers(finding: Finding): boolean {
    const covering = this.#entries.filter(
      ({ rule, line }) => rule === finding.rule && (line === undefined || line === finding.range.start.line),
    );
    for (const entry of covering) entry.isUsed = true;
    return covering.length > 0;
  }

  /** Comments that name what does not exist. */
  unknown(): readonly Finding[] {
    return this.#misspelt.map(({ start, end, message, meant }) => {
      const fixes = meant === undefined ? [] : [this.#fix(`Change to ${meant}`, start, end, meant)];
      return this.#finding(suppressionKnown, start, end, message, fixes);
    });
  }

  /** Names of rules that ran and found nothing to hide. */
  unused(hasRun: (rule: string) => boolean): readonly Finding[] {
    return this.#entries
      .filter(({ rule, isUsed }) => !isUsed && hasRun(rule))
      .map(({ rule, line, start, end }) => {
        const where = line === undefined ? 'in this document' : 'on the next line';
        const message = `${rule} finds nothing ${where}: remove the suppression`;
        return this.#finding(suppressionUsed, start, end, message, this.#removal(start));
      });
  }

  #read(index: number, comment: string, directive: string, rest: string): void {
    const start = index + comment.indexOf('dryfit-');
    const restStart = index + comment.length - rest.length;
    if (!DIRECTIVES.includes(directive)) {
      const meant = nearestWord(directive, DIRECTIVES);
      if (meant === undefined) return;
      const message = `unknown comment dryfit-${directive}: did you mean dryfit-${meant}?`;
      this.#misspelt.push({ start, end: restStart, message, meant: `dryfit-${meant}` });
      return;
    }
    const named = rest.split(/(?:^|\s)--(?:\s|$)/)[0] ?? '';
    const words = [...named.matchAll(/[^\s,]+/g)];
    if (words.length === 0)
      this.#misspelt.push({ start, end: restStart, message: 'the comment names no rule', meant: undefined });
    const line = directive === NEXT_LINE ? this.#lineBelow(index) : undefined;
    for (const word of words) this.#name(word[0], restStart + word.index, line);
  }

  #name(rule: string, start: number, line: number | undefined): void {
    const end = start + rule.length;
    this.#entries.push({ rule, line, start, end, isUsed: false });
    if (this.known.includes(rule)) return;
    const meant = nearestWord(rule, this.known);
    const hint = meant === undefined ? 'dryfit rules lists them' : `did you mean ${meant}?`;
    this.#misspelt.push({ start, end, message: `unknown rule ${rule}: ${hint}`, meant });
  }

  /** The line that follows, further comments skipped. */
  #lineBelow(index: number): number {
    const { text, lines } = this.manifest.parsed;
    const next = lines.position(index).line + 1;
    const below = text.split('\n').slice(next);
    const skipped = below.findIndex((line) => !/^\s*#/.test(line));
    return next + Math.max(skipped, 0) + this.manifest.line;
  }

  /** The whole line, where the comment is all that stands there and names this rule alone. */
  #removal(start: number): readonly Fix[] {
    const { text } = this.manifest.parsed;
    const lineStart = text.lastIndexOf('\n', start) + 1;
    const lineEnd = text.indexOf('\n', start);
    const after = lineEnd < 0 ? text.length : lineEnd + 1;
    const own = this.#entries.filter((entry) => entry.start >= lineStart && entry.start < after);
    if (own.length > 1 || !/^\s*#[ \t]*dryfit-/.test(text.slice(lineStart, after))) return [];
    return [this.#fix('Remove the suppression', lineStart, after, '')];
  }

  #finding(rule: ControlRule, start: number, end: number, message: string, fixes: readonly Fix[]): Finding {
    return controlFinding(rule, this.manifest, { range: this.#range(start, end), message, fixes });
  }

  #fix(title: string, start: number, end: number, newText: string): Fix {
    const edit: TextEdit = { uri: this.manifest.uri, range: this.#range(start, end), newText };
    return { title, safe: false, edits: [edit] };
  }

  #range(start: number, end: number): Finding['range'] {
    const { lines } = this.manifest.parsed;
    const place = (offset: number) => {
      const { line, character } = lines.position(offset);
      return { line: line + this.manifest.line, character };
    };
    return { start: place(start), end: place(end) };
  }
}
