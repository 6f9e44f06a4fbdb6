/** A reader of TOML 1.0, enough to tell what is one and of what types its values are. Linear in the text. */

export type TomlTable = Map<string, TomlValue>;
export type TomlValue = string | bigint | number | boolean | Date | TomlValue[] | TomlTable;

export type TomlResult =
  | { readonly ok: true; readonly table: TomlTable }
  | { readonly ok: false; readonly line: number; readonly problem: string };

class TomlError extends Error {}

/** Parses a document; the first problem is reported with its line. */
export function parseToml(text: string): TomlResult {
  const reader = new Reader(text);
  try {
    return { ok: true, table: reader.document() };
  } catch (error) {
    if (error instanceof TomlError) return { ok: false, line: reader.line(), problem: error.message };
    throw error;
  }
}

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const NUMBER =
  /[+-]?(?:inf|nan|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?)/y;
const DATE =
  /\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})?)?|\d{2}:\d{2}:\d{2}(?:\.\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};
const MAX_DEPTH = 100;

class Reader {
  private position = 0;
  private depth = 0;
  private readonly root: TomlTable = new Map();
  /** Tables made by a header, which may come once only, and those that are closed (inline). */
  private readonly defined = new Set<TomlTable>();
  private readonly closed = new Set<unknown>();

  constructor(private readonly text: string) {}

  line(): number {
    return this.text.slice(0, this.position).split('\n').length;
  }

  document(): TomlTable {
    let current = this.root;
    for (this.skipLines(); this.position < this.text.length; this.skipLines()) {
      if (this.peek() === '[') current = this.header();
      else this.entry(current);
      this.endOfLine();
    }
    return this.root;
  }

  private header(): TomlTable {
    const isList = this.text.startsWith('[[', this.position);
    this.position += isList ? 2 : 1;
    const keys = this.keys();
    if (!this.text.startsWith(isList ? ']]' : ']', this.position))
      this.fail('the name of a table ends with ]');
    this.position += isList ? 2 : 1;
    const parent = this.descend(this.root, keys.slice(0, -1));
    const last = keys.at(-1) ?? '';
    return isList ? this.listTable(parent, last) : this.namedTable(parent, last);
  }

  private namedTable(parent: TomlTable, key: string): TomlTable {
    const known = parent.get(key);
    const table = known ?? new Map<string, TomlValue>();
    if (!(table instanceof Map) || this.closed.has(table) || this.defined.has(table))
      return this.fail(`${key} is defined already`);
    parent.set(key, table);
    this.defined.add(table);
    return table;
  }

  private listTable(parent: TomlTable, key: string): TomlTable {
    const list = parent.get(key) ?? [];
    if (!Array.isArray(list) || this.closed.has(list)) return this.fail(`${key} is defined already`);
    const table: TomlTable = new Map();
    list.push(table);
    parent.set(key, list);
    return table;
  }

  /** The table at `keys` below `table`, made where it is missing; of a list of tables the last. */
  private descend(table: TomlTable, keys: readonly string[]): TomlTable {
    return keys.reduce((at, key) => {
      const next = at.get(key) ?? new Map<string, TomlValue>();
      if (!at.has(key)) at.set(key, next);
      const last: unknown = Array.isArray(next) ? next.at(-1) : next;
      if (!(last instanceof Map) || this.closed.has(next)) return this.fail(`${key} is no table`);
      return last as TomlTable;
    }, table);
  }

  private entry(table: TomlTable): void {
    const keys = this.keys();
    if (this.peek() !== '=') this.fail('after a key comes =');
    this.position += 1;
    this.skipBlanks();
    const owner = this.descend(table, keys.slice(0, -1));
    const last = keys.at(-1) ?? '';
    if (owner.has(last)) this.fail(`${last} is given twice`);
    owner.set(last, this.value());
  }

  private keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.skipBlanks();
      keys.push(this.key());
      this.skipBlanks();
      if (this.peek() !== '.') return keys;
      this.position += 1;
    }
  }

  private key(): string {
    if (this.peek() === '"') return this.basicText();
    if (this.peek() === "'") return this.literalText();
    return this.match(BARE_KEY) ?? this.fail('a key is expected');
  }

  private value(): TomlValue {
    const first = this.peek();
    if (first === '"')
      return this.text.startsWith('"""', this.position) ? this.longText('"""') : this.basicText();
    if (first === "'")
      return this.text.startsWith("'''", this.position) ? this.longText("'''") : this.literalText();
    if (first === '[' || first === '{') return this.nested(first);
    for (const [word, value] of [
      ['true', true],
      ['false', false],
    ] as const) {
      if (this.text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    return this.number();
  }

  private nested(first: string): TomlValue {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail('it is nested too deeply');
    const value = first === '[' ? this.list() : this.inlineTable();
    this.depth -= 1;
    this.closed.add(value);
    return value;
  }

  private number(): TomlValue {
    if (this.match(DATE) !== undefined) return new Date(0);
    const text = this.match(NUMBER) ?? this.fail('a value is expected');
    if (/__|_$|_[.eE]|[.eE+-]_/.test(text)) this.fail('_ stands between digits only');
    const digits = text.replaceAll('_', '');
    if (/^[+-]?0\d/.test(digits)) this.fail('a number does not begin with 0');
    if (/^[+-]?\d+$|^0[xob]/.test(digits))
      return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''));
    return Number(digits.replace('inf', 'Infinity').replace('nan', 'NaN'));
  }

  private list(): TomlValue[] {
    const items: TomlValue[] = [];
    this.position += 1;
    for (;;) {
      this.skipLines();
      if (this.peek() === ']') break;
      items.push(this.value());
      this.skipLines();
      if (this.peek() === ',') this.position += 1;
      else if (this.peek() !== ']') this.fail('items of a list are separated by commas');
    }
    this.position += 1;
    return items;
  }

  private inlineTable(): TomlTable {
    const table: TomlTable = new Map();
    this.position += 1;
    this.skipBlanks();
    while (this.peek() !== '}') {
      this.entry(table);
      this.skipBlanks();
      if (this.peek() === '}') break;
      if (this.peek() !== ',') this.fail('fields of a table in braces are separated by commas');
      this.position += 1;
    }
    this.position += 1;
    return table;
  }

  private basicText(): string {
    this.position += 1;
    let result = '';
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined || character === '\n') return this.fail('a text is not closed');
      this.position += 1;
      if (character === '"') return result;
      result += character === '\\' ? this.escape() : character;
    }
  }

  private escape(): string {
    const character = this.text[this.position] ?? '';
    this.position += 1;
    const simple = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
    if (simple !== undefined) return simple;
    const length = character === 'u' ? 4 : character === 'U' ? 8 : 0;
    const digits = this.text.slice(this.position, this.position + length);
    if (length === 0 || !/^[0-9a-fA-F]+$/.test(digits) || digits.length < length)
      return this.fail(`\\${character} is no escape`);
    this.position += length;
    const code = parseInt(digits, 16);
    return code > 0x10ffff ? this.fail('no character has this code') : String.fromCodePoint(code);
  }

  private literalText(): string {
    const end = this.text.indexOf("'", this.position + 1);
    const value = this.text.slice(this.position + 1, end);
    if (end < 0 || value.includes('\n')) return this.fail('a text is not closed');
    this.position = end + 1;
    return value;
  }

  private longText(quote: string): string {
    const start = this.position + 3;
    let end = this.text.indexOf(quote, start);
    while (quote === '"""' && end >= 0 && this.isEscaped(end)) end = this.text.indexOf(quote, end + 1);
    if (end < 0) return this.fail('a text is not closed');
    this.position = end + 3;
    // Up to two quotes may stand before the closing ones.
    for (let extra = 0; extra < 2 && this.peek() === quote[0]; extra += 1) this.position += 1;
    return this.text.slice(start, end);
  }

  private isEscaped(at: number): boolean {
    let count = 0;
    while (this.text[at - 1 - count] === '\\') count += 1;
    return count % 2 === 1;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const [found] = pattern.exec(this.text) ?? [];
    this.position += found?.length ?? 0;
    return found;
  }

  private peek(): string {
    return this.text[this.position] ?? '';
  }

  private skipBlanks(): void {
    while (this.peek() === ' ' || this.peek() === '\t') this.position += 1;
  }

  private skipComment(): void {
    this.skipBlanks();
    if (this.peek() !== '#') return;
    const end = this.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.text.length : end;
  }

  private skipLines(): void {
    for (;;) {
      this.skipComment();
      if (this.text.startsWith('\r\n', this.position)) this.position += 2;
      else if (this.peek() === '\n') this.position += 1;
      else return;
    }
  }

  private endOfLine(): void {
    this.skipComment();
    const isEnd =
      this.position >= this.text.length ||
      this.peek() === '\n' ||
      this.text.startsWith('\r\n', this.position);
    if (!isEnd) this.fail('a new line is expected');
  }

  private fail(problem: string): never {
    throw new TomlError(problem);
  }
}
