/** Tokens of expr-lang. @source expr-lang/expr parser/lexer@v1.17.8 */

export type TokenKind = 'number' | 'text' | 'name' | 'operator' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The text of the token; of a text its content. */
  readonly value: string;
}

export type Tokens =
  { readonly ok: true; readonly tokens: readonly Token[] } | { readonly ok: false; readonly problem: string };

const SKIP = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const OPERATOR = /\?\?|\?\.|\|\||&&|==|!=|<=|>=|\*\*|\.\.|::|[-+*/%^!<>=?:,;.#|()[\]{}]/y;
const WORDS = new Set([
  'in',
  'or',
  'and',
  'not',
  'matches',
  'contains',
  'startsWith',
  'endsWith',
  'let',
  'if',
  'else',
]);

/** Splits a formula; the last token is the end. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  for (let position = skip(text, 0); position < text.length; position = skip(text, position)) {
    const token = next(text, position);
    if (!token)
      return {
        ok: false,
        problem: `${JSON.stringify(text.slice(position, position + 10))} is not understood`,
      };
    position += token.length;
    tokens.push({ kind: token.kind, value: token.value });
  }
  return { ok: true, tokens: [...tokens, { kind: 'end', value: 'the end' }] };
}

function skip(text: string, position: number): number {
  SKIP.lastIndex = position;
  return position + (SKIP.exec(text)?.[0].length ?? 0);
}

function next(text: string, position: number): (Token & { readonly length: number }) | undefined {
  const number = at(NUMBER, text, position);
  if (number !== undefined) {
    const follows = text[position + number.length] ?? '';
    return /[\p{L}\p{N}_$]/u.test(follows)
      ? undefined
      : { kind: 'number', value: number, length: number.length };
  }
  const quoted = at(TEXT, text, position);
  if (quoted !== undefined) return { kind: 'text', value: contentOf(quoted), length: quoted.length };
  const name = at(NAME, text, position);
  if (name !== undefined)
    return { kind: WORDS.has(name) ? 'operator' : 'name', value: name, length: name.length };
  const operator = at(OPERATOR, text, position);
  return operator === undefined ? undefined : { kind: 'operator', value: operator, length: operator.length };
}

function at(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

/** Between backquotes nothing is escaped. */
function contentOf(quoted: string): string {
  const content = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return content;
  return content.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g,
    (_, four?: string, two?: string, sign: string = '') => {
      const code = four ?? two;
      return code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(parseInt(code, 16));
    },
  );
}
