/** Where the API server's YAML parser is stricter than the library, or reads something else.
 *  @source go.yaml.in/yaml v2.4.3 readerc.go, scannerc.go */
import type { CST } from 'yaml';
import type { SyntaxProblem } from './syntaxProblem';

/** Line breaks of YAML 1.1 that editors do not show as such. */
const OTHER_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** The text with line breaks of one sort, as long as before. */
export const withPlainBreaks = (text: string): string => text.replace(OTHER_BREAKS, '\n');

/** A problem that a line break which nobody sees leads to is told as such. */
export function hiddenBreak(original: string, problem: SyntaxProblem): SyntaxProblem {
  const before = original.slice(0, problem.start).trimEnd().length;
  const at = original.slice(before, problem.start).search(/[\u0085\u2028\u2029]/) + before;
  if (at < before) return problem;
  const message = `an invisible line break (${codePoint(original.codePointAt(at))}) stands here, as text copied from a page may have; delete it`;
  return { rule: 'syntax/yaml', message, start: at, end: at + 1 };
}

/** Surrogates are halves of characters beyond 16 bits, which are allowed. */
const CONTROL = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ufffd]/;

/** A character that no YAML text may hold. */
export function controlCharacter(text: string): SyntaxProblem | undefined {
  const start = text.search(CONTROL);
  if (start < 0) return undefined;
  const message = `an invisible control character (${codePoint(text.codePointAt(start))}) stands here; delete it`;
  return { rule: 'syntax/yaml', message, start, end: start + 1 };
}

const codePoint = (code = 0): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** A tab that indents, a tab behind `-`, a key apart from its colon, an escape that is no character. */
export function strictProblem(tokens: readonly CST.Token[], text: string): SyntaxProblem | undefined {
  const regions: Region[] = [];
  let first: SyntaxProblem | undefined;
  let level: readonly Placed[] = tokens.map((token) => ({ token, indent: -1 }));
  while (level.length > 0) {
    const next: Placed[] = [];
    for (const placed of level) {
      first = earlier(first, tokenProblem(placed.token));
      const region = regionOf(placed);
      if (region) regions.push(region);
      next.push(...childrenOf(placed));
    }
    level = next;
  }
  return text.includes('\t') ? earlier(first, tabProblem(text, regions)) : first;
}

const earlier = (
  one: SyntaxProblem | undefined,
  other: SyntaxProblem | undefined,
): SyntaxProblem | undefined => (one && other ? (other.start < one.start ? other : one) : (one ?? other));

function tokenProblem(token: CST.Token): SyntaxProblem | undefined {
  if (token.type === 'block-seq') return tabAfterDash(token);
  return token.type === 'double-quoted-scalar' ? badEscape(token) : splitKey(token);
}

function tabAfterDash({ items }: CST.BlockSequence): SyntaxProblem | undefined {
  for (const { start, value } of items) {
    const behind = start[start.findIndex(({ type }) => type === 'seq-item-ind') + 1];
    const isFollowed =
      value !== undefined && !start.some(({ type }) => type === 'newline' || type === 'comment');
    if (isFollowed && behind?.type === 'space' && behind.source.includes('\t')) {
      return at(behind, 'a tab between "-" and its value is not allowed; use a space');
    }
  }
  return undefined;
}

function splitKey(token: CST.Token): SyntaxProblem | undefined {
  if (token.type !== 'block-map' && token.type !== 'flow-collection') return undefined;
  for (const { start, key, sep } of token.items) {
    if (!key || !sep || !('source' in key) || start.some(({ type }) => type === 'explicit-key-ind')) continue;
    const colon = sep.findIndex(({ type }) => type === 'map-value-ind');
    const isSplit = key.source.includes('\n') || sep.slice(0, colon).some(({ type }) => type === 'newline');
    if (colon >= 0 && isSplit) return at(key, 'a key and its colon must stand on one line');
  }
  return undefined;
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[^])/g;

/** A half of a pair (JSON writes characters beyond 16 bits as two), a number that no character has, JSON's `\/`. */
function badEscape({ offset, source }: CST.FlowScalar): SyntaxProblem | undefined {
  if (!/\\[u/]/i.test(source)) return undefined;
  for (const { 0: text, 1: short, 2: long, index } of source.matchAll(ESCAPE)) {
    const code = parseInt(short ?? long ?? '0', 16);
    if (text !== '\\/' && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) continue;
    const message =
      text === '\\/'
        ? 'a slash takes no backslash in YAML; only a file that is JSON throughout may write \\/'
        : `${text} is no character by itself; write the character, or \\U and eight digits`;
    return { rule: 'syntax/yaml', message, start: offset + index, end: offset + index + text.length };
  }
  return undefined;
}

const at = ({ offset, source }: { offset: number; source: string }, message: string): SyntaxProblem => ({
  rule: 'syntax/yaml',
  message,
  start: offset,
  end: offset + (source.split('\n')[0] ?? '').length,
});

/** A token, and the column of the block collection around it (-1: none). */
interface Placed {
  readonly token: CST.Token;
  readonly indent: number;
}

function childrenOf({ token, indent }: Placed): Placed[] {
  if (token.type === 'document') return token.value ? [{ token: token.value, indent }] : [];
  if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') return [];
  const inner = token.type === 'flow-collection' ? indent : token.indent;
  return token.items.flatMap(({ key, value }) =>
    [key, value].flatMap((child) => (child ? [{ token: child, indent: inner }] : [])),
  );
}

/** Where tabs at the beginning of a line mean something else than indentation. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly kind: 'flow' | 'plain' | 'block';
  readonly indent: number;
}

function regionOf({ token, indent }: Placed): Region | undefined {
  if (token.type === 'flow-collection') {
    const last = token.end.at(-1) ?? token.start;
    return {
      start: token.offset,
      end: Math.max(last.offset + last.source.length, token.offset),
      kind: 'flow',
      indent,
    };
  }
  if (token.type === 'block-scalar') {
    const start = token.props.at(-1)?.offset ?? token.offset;
    return { start, end: token.offset + token.source.length, kind: 'block', indent };
  }
  if (token.type === 'scalar')
    return { start: token.offset, end: token.offset + token.source.length, kind: 'plain', indent };
  const isQuoted = token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar';
  return isQuoted
    ? { start: token.offset, end: token.offset + token.source.length, kind: 'flow', indent }
    : undefined;
}

/** Lines that begin with a tab, behind spaces or not. */
const TAB_LINE = /^( *)\t[ \t]*/gm;

function tabProblem(text: string, regions: readonly Region[]): SyntaxProblem | undefined {
  const ordered = [...regions].sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  let around: Region | undefined;
  for (const { 0: source, 1: spaces = '', index } of text.matchAll(TAB_LINE)) {
    const tab = index + spaces.length;
    for (let region = ordered[next]; region && region.start <= tab; region = ordered[++next])
      if (!around || region.end > around.end) around = region;
    if (isAllowed({ text, tab, column: spaces.length, end: index + source.length }, around)) continue;
    return {
      rule: 'syntax/yaml',
      message:
        'this line begins with a tab, which YAML does not allow for indentation; use spaces, or leave the line empty',
      start: index,
      end: index + source.length,
    };
  }
  return undefined;
}

interface TabLine {
  readonly text: string;
  readonly tab: number;
  readonly column: number;
  /** Behind the white space. */
  readonly end: number;
}

/** @param region  the value that reaches furthest of those that begin before the tab */
function isAllowed(line: TabLine, region: Region | undefined): boolean {
  if (!region) return false;
  const { text, tab, column, end } = line;
  const isInside = tab < region.end;
  if (region.kind === 'flow') return isInside;
  const isBehind = !isInside && text.slice(region.end, tab).trim() === '';
  if (region.kind === 'block' && (isInside || isBehind)) return isBlockTab(line, region);
  if (region.kind !== 'plain') return false;
  // The parser looks for more of a plain value first, and takes tabs beyond its indentation for blanks.
  const isNext = isInside || text.slice(region.end, end).trim() === '';
  return isNext && column > region.indent;
}

/** Behind the indentation of a block scalar, which its first line of text sets, a tab is text. */
function isBlockTab({ text, tab, column }: TabLine, { start, end }: Region): boolean {
  const content = /\n( *)[^\s]/.exec(text.slice(start, end));
  // Blank lines behind the last line of text belong to the scalar too.
  return content !== null && tab > start + content.index && column >= (content[1] ?? '').length;
}
