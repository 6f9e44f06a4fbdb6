/** Turns the YAML library's document into our tree: YAML 1.1 scalars as the API server reads them, aliases and merge
 *  keys resolved, duplicate keys noted. Never expands an alias: the size is bounded by the text. */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  entryOf,
  type Entry,
  type Item,
  type MapNode,
  type Node,
  type ScalarNode,
  type SeqNode,
} from './node';
import type { Path } from './path';
import { isProblem, numericKey, resolveScalar } from './scalar';

/** What is wrong in a tree. `syntax` makes the document unreadable, `strict` is refused by strict validation only. */
export interface TreeProblem {
  readonly source: 'syntax' | 'strict';
  readonly rule: string;
  readonly message: string;
  readonly path: Path;
  readonly start: number;
  readonly end: number;
}

export interface TreeOptions {
  /** Applied to every text read from the document (undoes masking). */
  readonly unmask: (text: string) => string;
  /** From offsets of the composed document to those of the text. */
  readonly place: (offset: number) => number;
}

/** Nodes that the tree would have with every alias written out; the API server gives up at a similar size. */
const MAX_EXPANDED = 200_000;

/** Further problems of one document are not told. */
const MAX_PROBLEMS = 500;

interface Anchor {
  readonly item: Node;
  readonly expanded: number;
}

export class TreeBuilder {
  readonly problems: TreeProblem[] = [];
  readonly #anchors = new Map<string, Anchor | 'open'>();
  readonly #unmask: (text: string) => string;
  readonly #place: (offset: number) => number;
  #expanded = 0;

  constructor(options: TreeOptions) {
    this.#unmask = options.unmask;
    this.#place = options.place;
  }

  /** The tree below `root`; undefined when nothing of it can be represented. */
  build(root: ParsedNode): Node | undefined {
    const item = this.#item(root, []);
    if (item && this.#expanded > MAX_EXPANDED) {
      const message = `aliases expand this document to ${this.#expanded} values; more than ${MAX_EXPANDED} are not checked`;
      this.problems.unshift({
        source: 'syntax',
        rule: 'syntax/limit',
        message,
        path: [],
        start: item.start,
        end: item.end,
      });
    }
    return item?.node;
  }

  #item(node: unknown, path: Path): Item | undefined {
    if (isAlias(node)) return this.#alias(node, path);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#open(anchor, node, path);
    const before = this.#expanded++;
    const built = this.#node(node, path);
    if (anchor !== undefined && built)
      this.#anchors.set(anchor, { item: built, expanded: this.#expanded - before });
    return built && { start: built.start, end: built.end, alias: false, node: built };
  }

  #open(anchor: string, node: unknown, path: Path): void {
    this.#anchors.set(anchor, 'open');
    if (/^[-\w]+$/.test(anchor)) return;
    const [start, end] = this.#span(node);
    const message = `&${anchor} is no anchor: its name may hold letters, digits, "-" and "_" only; put a value that begins with & in quotes`;
    this.#problem('syntax', 'syntax/alias', message, path, { start, end });
  }

  #node(node: unknown, path: Path): Node | undefined {
    if (isMap(node)) return this.#map(node, path);
    if (isSeq(node)) return this.#seq(node, path);
    return isScalar(node) ? this.#scalar(node, path) : undefined;
  }

  #alias(alias: Alias, path: Path): Item | undefined {
    const [start, end] = this.#span(alias);
    const anchor = this.#anchors.get(alias.source);
    if (anchor === undefined || anchor === 'open') {
      const why = anchor
        ? 'stands inside the value it refers to'
        : 'refers to an anchor that is not defined above';
      this.#problem('syntax', 'syntax/alias', `*${alias.source} ${why}`, path, { start, end });
      return undefined;
    }
    this.#expanded = Math.min(this.#expanded + anchor.expanded, Number.MAX_SAFE_INTEGER);
    return { start, end, alias: true, node: anchor.item };
  }

  #scalar(node: Scalar, path: Path): ScalarNode {
    const [start, end] = this.#span(node);
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    const text = this.#unmask(typeof node.value === 'string' ? node.value : '');
    const value = resolveScalar(text, node.tag, style === 'plain');
    if (!isProblem(value)) return { kind: 'scalar', start, end, style, value };
    this.#problem('syntax', 'syntax/number', value.problem, path, { start, end });
    return { kind: 'scalar', start, end, style, value: text };
  }

  #seq(node: YAMLSeq, path: Path): SeqNode {
    const [start, end] = this.#span(node);
    const items: Item[] = [];
    for (const child of node.items) {
      const item = isPair(child)
        ? this.#pairAsMap(child, [...path, items.length])
        : this.#item(child, [...path, items.length]);
      if (item) items.push(item);
    }
    return {
      kind: 'seq',
      start,
      end,
      flow: node.flow === true,
      items,
      value: items.map((item) => item.node.value),
    };
  }

  /** `[a: b]`: a mapping of one key written without braces. */
  #pairAsMap(pair: { key: unknown; value: unknown }, path: Path): Item {
    const entries = new Map<string, Entry>();
    const value = newRecord();
    this.#entry(pair, path, { entries, value });
    const [first] = entries.values();
    const node: MapNode = {
      kind: 'map',
      start: first?.keyStart ?? 0,
      end: first?.end ?? 0,
      flow: true,
      entries,
      value,
    };
    return { start: node.start, end: node.end, alias: false, node };
  }

  #map(node: YAMLMap, path: Path): MapNode {
    const [start, end] = this.#span(node);
    const entries = new Map<string, Entry>();
    const value = newRecord();
    for (const pair of node.items) this.#entry(pair, path, { entries, value });
    return { kind: 'map', start, end, flow: node.flow === true, entries, value };
  }

  #entry(pair: { key: unknown; value: unknown }, path: Path, into: Target): void {
    const [keyStart, keyEnd] = this.#span(pair.key);
    if (isMergeKey(pair.key)) {
      this.#merge(pair.value, path, { keyStart, keyEnd }, into);
      return;
    }
    const key = this.#key(pair.key, path, { start: keyStart, end: keyEnd });
    if (key === undefined) return;
    const item = pair.value === null ? emptyItem(keyEnd) : this.#item(pair.value, [...path, key]);
    if (item) this.#set(key, entryOf(item, keyStart, keyEnd), path, into);
  }

  #key(node: unknown, path: Path, range: { start: number; end: number }): string | undefined {
    const special = isPlainKey(node) ? numericKey(node.source) : undefined;
    if (typeof special === 'string') return special;
    if (special) {
      this.#problem('syntax', 'syntax/key', special.problem, path, range);
      return undefined;
    }
    const item = this.#item(node, path);
    const value = item?.node.kind === 'scalar' ? item.node.value : undefined;
    if (value === null || value === undefined || item?.node.kind !== 'scalar') {
      this.#problem('syntax', 'syntax/key', 'a key must be a text, number or boolean', path, range);
      return undefined;
    }
    return typeof value === 'number' ? numberKey(value) : String(value);
  }

  /** Go's order: what comes later in the text wins, and of several merged maps the first. */
  #merge(source: unknown, path: Path, key: { keyStart: number; keyEnd: number }, into: Target): void {
    const item = this.#item(source, path);
    const sources = item?.node.kind === 'seq' ? [...item.node.items].reverse() : item ? [item] : [];
    for (const { node } of sources) {
      if (this.#expanded > MAX_EXPANDED) return;
      if (node.kind !== 'map') {
        const range = { start: key.keyStart, end: key.keyEnd };
        this.#problem('syntax', 'syntax/merge', '<< takes a map, or a list of maps', path, range);
        return;
      }
      for (const [name, entry] of node.entries) {
        this.#set(name, entryOf(entry, entry.keyStart, entry.keyEnd, true), path, into, key);
      }
    }
  }

  #set(
    name: string,
    entry: Entry,
    path: Path,
    into: Target,
    merge?: { keyStart: number; keyEnd: number },
  ): void {
    const earlier = into.entries.get(name);
    if (earlier) this.#repeated(name, path, merge ?? entry, earlier.merged || entry.merged);
    into.entries.set(name, entry);
    setOwn(into.value, name, entry.node.value);
  }

  #repeated(name: string, path: Path, at: { keyStart: number; keyEnd: number }, merged: boolean): void {
    const rule = merged ? 'strict/merge-override' : 'strict/duplicate-key';
    const message = merged
      ? `${name} is given both by << and here: the API server refuses that; keep one of the two`
      : `${name} is given twice in this map: the API server refuses that; only the last one would count`;
    this.#problem('strict', rule, message, [...path, name], { start: at.keyStart, end: at.keyEnd });
  }

  #span(node: unknown): [number, number] {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return range ? [this.#place(range[0]), this.#place(range[1])] : [0, 0];
  }

  #problem(
    source: TreeProblem['source'],
    rule: string,
    message: string,
    path: Path,
    range: { start: number; end: number },
  ): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ source, rule, message, path, ...range });
  }
}

interface Target {
  readonly entries: Map<string, Entry>;
  readonly value: Record<string, unknown>;
}

const STYLES: Partial<Record<string, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Objects of the JSON value have no prototype, so that no key of a manifest can meet an inherited property. */
const newRecord = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

function setOwn(record: Record<string, unknown>, key: string, value: unknown): void {
  record[key] = value;
}

const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && (key.tag ?? MERGE_TAG) === MERGE_TAG;

const MERGE_TAG = 'tag:yaml.org,2002:merge';

const emptyItem = (at: number): Item => ({
  start: at,
  end: at,
  alias: false,
  node: { kind: 'scalar', start: at, end: at, style: 'plain', value: null },
});

/** A key without quotes, tag or anchor. */
const isPlainKey = (node: unknown): node is Scalar & { source: string } =>
  isScalar(node) && node.type === 'PLAIN' && !node.tag && !node.anchor && typeof node.source === 'string';

/** A number as a key, as Go prints it. */
function numberKey(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) < 1e6) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
