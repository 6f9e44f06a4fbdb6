/** Runs the YAML library over the text of one document, in bounded time, and says in our words what it could not read. */
import { Composer, Lexer, Parser, type CST, type Document, type YAMLError } from 'yaml';
import { isJson } from './stream';
import type { SyntaxProblem } from './syntaxProblem';
import { controlCharacter, hiddenBreak, strictProblem, withPlainBreaks } from './serverYaml';

export interface ComposedDocument {
  /** undefined when a limit was met before anything could be composed. */
  readonly document: Document.Parsed | undefined;
  /** The first problem in the order of the text: what follows one is mostly its consequence. */
  readonly problem: SyntaxProblem | undefined;
}

/** The API server takes no larger request body. @source kubernetes/apiserver pkg/server/config.go MaxRequestBodyBytes@v0.35.0 */
const MAX_DOCUMENT_LENGTH = 3 * 1024 * 1024;
/** Far above any real manifest (a thousand lines have about 6,000), low enough to be lexed in about a second. */
const MAX_LEXEMES = 250_000;
/** Real manifests stay under 40. */
const MAX_DEPTH = 500;

const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** Composes one document; never throws. */
export function compose(text: string): ComposedDocument {
  if (text.length > MAX_DOCUMENT_LENGTH)
    return exceeded(text, 'document is larger than 3 MiB, which the API server does not accept');
  const control = controlCharacter(text);
  if (control) return { document: undefined, problem: control };
  if (/^\s*\{/.test(text) && isJson(text)) return composeLines(text.replace(/\r(?!\n)/g, '\n'), true);
  const plain = withPlainBreaks(text);
  const read = composeLines(plain);
  return plain === text || !read.problem ? read : { ...read, problem: hiddenBreak(text, read.problem) };
}

/** @param isExempt  JSON, which no YAML parser gets to see */
function composeLines(text: string, isExempt = false): ComposedDocument {
  const tokens = tokenize(text);
  if (!tokens) return exceeded(text, `document has more than ${MAX_LEXEMES} tokens and is not checked`);
  if (isTooDeep(tokens))
    return exceeded(text, `document is nested deeper than ${MAX_DEPTH} levels and is not checked`);
  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (!document) return { document: undefined, problem: undefined };
  if (isExempt) return { document, problem: undefined };
  return { document, problem: firstProblem(document.errors, text, tokens) ?? strictProblem(tokens, text) };
}

function exceeded(text: string, message: string): ComposedDocument {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  const problem = {
    rule: 'syntax/limit',
    message,
    start: Math.max(start, 0),
    end: end < 0 ? text.length : end,
  };
  return { document: undefined, problem };
}

function tokenize(text: string): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MAX_LEXEMES) return undefined;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** Depth of the token tree, without recursion: composing recurses, and must not exhaust the stack. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const next: CST.Token[] = [];
    for (const token of level) pushChildren(token, next);
    level = next;
  }
  return false;
}

function pushChildren(token: CST.Token, into: CST.Token[]): void {
  if (token.type === 'document') {
    if (token.value) into.push(token.value);
  } else if (token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection') {
    for (const item of token.items) {
      if (item.key) into.push(item.key);
      if (item.value) into.push(item.value);
    }
  }
}

function firstProblem(
  errors: readonly YAMLError[],
  text: string,
  tokens: readonly CST.Token[],
): SyntaxProblem | undefined {
  let first: YAMLError | undefined;
  for (const error of errors)
    if ((!first || error.pos[0] < first.pos[0]) && !isGluedComment(error, text)) first = error;
  if (!first) return undefined;
  const isOpenQuote = /closing ['"]quote/.test(first.message);
  const [start, end] = isOpenQuote ? openQuote(tokens, first.pos) : (indentedKey(first, text) ?? first.pos);
  const message = first.pos[0] === start || isOpenQuote ? wording(first, text) : TOO_FAR;
  const stop = Math.min(lineEnd(text, start), Math.max(end, start + 1));
  return { rule: 'syntax/yaml', message, start, end: Math.max(stop, start) };
}

/** A comment right behind a quote, a bracket or the head of a block, where the API server's parser needs no space. */
const isGluedComment = ({ code, pos: [start] }: YAMLError, text: string): boolean =>
  code === 'MISSING_CHAR' && text[start] === '#' && /["'\]},[{|>+\-\d]/.test(text[start - 1] ?? '');

const TOO_FAR =
  'this line is indented further than the line above allows: a key with a value on its line has no keys below it';

/** `a: b` with `  c: d` below: the library points at `b`, the slip is in the line below. */
function indentedKey({ code, pos: [start] }: YAMLError, text: string): readonly [number, number] | undefined {
  const end = lineEnd(text, start);
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' || /:(?:\s|$)/.test(text.slice(start, end))) return undefined;
  const next = /\S[^\n:]*/.exec(text.slice(end, end + 2000));
  return next ? [end + next.index, end + next.index + next[0].length] : undefined;
}

/** The quote that is never closed: the library says where the text that it opens ends. */
function openQuote(tokens: readonly CST.Token[], [position]: YAMLError['pos']): readonly [number, number] {
  let level: CST.Token[] = [...tokens];
  while (level.length > 0) {
    const next: CST.Token[] = [];
    for (const token of level) {
      const isQuoted = token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar';
      if (isQuoted && token.offset + token.source.length >= position && token.offset <= position)
        return [token.offset, token.offset + 1];
      pushChildren(token, next);
    }
    level = next;
  }
  return [position, position];
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

const WORDING: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias (*name) can have neither an anchor nor a tag of its own',
  BAD_ALIAS:
    'an anchor (&name) or alias (*name) needs a plain name; quote the text if it is meant as a value',
  BAD_COLLECTION_TYPE: 'the tag does not fit the kind of value that follows it',
  BAD_DIRECTIVE: 'a line that begins with % is a YAML directive, and this one is not valid',
  BAD_DQ_ESCAPE: 'unknown escape in a double-quoted text; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above: siblings must begin in the same column',
  BAD_PROP_ORDER: 'anchor and tag must stand before the value, not before the line break of a list or map',
  BLOCK_AS_IMPLICIT_KEY:
    'a second "key: value" on one line; quote the value, or move it to a line of its own, indented',
  BLOCK_IN_FLOW: 'an indented list or map cannot stand inside [ ] or { }',
  KEY_OVER_1024_CHARS: 'a key cannot be longer than 1024 characters',
  MISSING_CHAR: 'something is missing here: a colon with a space, a comma, a closing quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line and end with ": "; is a colon missing?',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_TAGS: 'a value can have one tag only',
  RESOURCE_EXHAUSTION: 'the document is nested too deeply to be read',
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation; use spaces',
  TAG_RESOLVE_FAILED: 'the tag does not fit this value',
  UNEXPECTED_TOKEN: 'this cannot stand here; check the brackets, quotes and indentation before it',
};

function wording(error: YAMLError, text: string): string {
  const character = text[error.pos[0]] ?? '';
  if (error.code === 'BAD_SCALAR_START') return badStart(character);
  if (character === '\t') return WORDING.TAB_AS_INDENT ?? '';
  if (/at node end/.test(error.message) && isLineStart(text, error.pos[0])) return TOO_LEFT;
  if (error.code === 'MISSING_CHAR' || error.code === 'BAD_INDENT')
    return missing(error.message) ?? WORDING[error.code] ?? '';
  return WORDING[error.code] ?? 'not valid YAML';
}

const TOO_LEFT =
  'this line begins further left than the first one: all keys of a document begin in one column';
const isLineStart = (text: string, offset: number): boolean => offset > 0 && text[offset - 1] === '\n';

const badStart = (character: string): string =>
  `a value cannot begin with ${character} in YAML; put it in quotes: "${character}…"`;

/** The library names what it missed in its message only. */
function missing(message: string): string | undefined {
  if (/quote/i.test(message)) return 'the closing quote is missing';
  if (/expected .*flow|flow .*ends? with|end with a [\]}]/i.test(message))
    return 'the closing bracket ] or } is missing';
  if (/implicit map keys need/i.test(message)) return 'a colon is missing: a key is written "key: value"';
  if (/comments/i.test(message)) return 'a comment (#) needs a space before it';
  if (/all collection items must start at the same column/i.test(message)) return WORDING.BAD_INDENT;
  return undefined;
}
