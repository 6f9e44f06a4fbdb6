/** A document by itself: everything that follows from its text alone. Equal texts give equal results, so that a document
 *  which did not change need not be parsed again, wherever it has moved to. */
import { LineIndex } from './lines';
import type { Node } from './node';
import { hasDirectives, isTemplate, maskPlaceholders, unmaskPlaceholders } from './placeholders';
import { readQuickly } from './quick';
import { headOf, isBlank, type Flaw } from './stream';
import type { TreeProblem } from './tree';

/** Offsets are those of `text`. */
export interface ParsedDocument {
  readonly isEmpty: boolean;
  readonly isTemplated: boolean;
  readonly isUnreadable: boolean;
  /** What could be read, also of an unreadable document (half-typed, for completion); undefined when nothing. */
  readonly root: Node | undefined;
  readonly problems: readonly TreeProblem[];
  readonly lines: LineIndex;
  readonly text: string;
}

/** Whether the YAML library has to read a document: some ten times slower. Blank ones nobody reads. */
export function isSlowToRead(text: string, placeholders: 'literal' | 'allow'): boolean {
  if (isBlank(text)) return false;
  const masked = placeholders === 'allow' ? maskPlaceholders(text) : text;
  return readQuickly(masked, (value) => value) === undefined;
}

/** Parses the text of one document. */
export function parseDocument(text: string, placeholders: 'literal' | 'allow', flaw?: Flaw): ParsedDocument {
  const head = headOf(text);
  // Directives behind `...` are for the marker that follows.
  if (head === 'blank' || (head === 'directives' && flaw === 'left-out'))
    return { ...baseOf(text), isEmpty: true };
  const document = parseText(text, placeholders);
  if (!flaw || document.isTemplated) return document;
  return { ...document, isEmpty: false, isUnreadable: true, problems: [flawProblem(flaw, text)] };
}

const FLAWS: Readonly<Record<Flaw, string>> = {
  marker: 'kubectl accepts nothing but a comment behind "---"; begin the document on the next line',
  'byte-order-mark':
    'an invisible byte order mark (U+FEFF) stands here and becomes part of the text; delete it',
  directives: 'kubectl refuses a line that begins with % before "---"; delete it',
  end: 'kubectl refuses "..." where no document has begun; delete it',
  'left-out':
    'kubectl reads nothing between "..." and the next "---", without a word; write "---" instead of "..."',
};

/** On the first line of text. */
function flawProblem(flaw: Flaw, text: string): TreeProblem {
  const first = /^[ \t\r]*[^ \t\r\n#]/m.exec(text);
  const start = first ? first.index + first[0].length - 1 : 0;
  const [line = ''] = text.slice(start).split('\n', 1);
  const end = start + line.replace(/(?<![ \t\r])[ \t\r]+$/, '').length;
  return { source: 'syntax', rule: 'syntax/yaml', message: FLAWS[flaw], path: [], start, end };
}

const baseOf = (text: string): ParsedDocument => ({
  ...{ text, lines: new LineIndex(text), root: undefined, problems: [] },
  ...{ isEmpty: false, isTemplated: false, isUnreadable: false },
});

function parseText(text: string, placeholders: 'literal' | 'allow'): ParsedDocument {
  const masked = placeholders === 'allow' ? maskPlaceholders(text) : text;
  const unmask = masked === text ? (value: string): string => value : unmaskPlaceholders;
  const quick = readQuickly(masked, unmask);
  const { root, problems } = quick ? { root: quick, problems: [] } : full().readFully(masked, unmask);
  const isUnreadable = problems.some((found) => found.source === 'syntax');
  const isDirected = isUnreadable && placeholders === 'allow' && hasDirectives(text);
  if (isDirected || isTemplate(isUnreadable ? text : withoutBlocks(text, root))) {
    return { ...baseOf(text), isTemplated: true };
  }
  const isEmpty = !isUnreadable && (!root || (root.kind === 'scalar' && root.value === null));
  return { ...baseOf(text), root, problems, isUnreadable, isEmpty };
}

/** Most manifests are read quickly: the YAML library is loaded for the first that is not. */
const full = (): typeof import('./full') => require('./full') as typeof import('./full');

/** The text without its block scalars: the braces of a script in one are no template of the document. */
function withoutBlocks(text: string, root: Node | undefined): string {
  if (!text.includes('{{') || !root) return text;
  let rest = '';
  let start = 0;
  for (const [from, to] of blockScalars(root)) {
    rest += text.slice(start, from);
    start = Math.max(start, to);
  }
  return rest + text.slice(start);
}

/** Ranges of the block scalars below a node, in the order of the text. What an alias shares is visited once. */
function blockScalars(root: Node): [number, number][] {
  const found: [number, number][] = [];
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'map') for (const entry of node.entries.values()) visit(entry.node);
    else if (node.kind === 'seq') for (const item of node.items) visit(item.node);
    else if (node.style === 'literal' || node.style === 'folded') found.push([node.start, node.end]);
  };
  visit(root);
  return found.sort(([a], [b]) => a - b);
}
