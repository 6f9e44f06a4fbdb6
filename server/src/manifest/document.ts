/** One YAML or JSON stream as manifests: values as the API server would read them, and the place of every value.
 *  Parsing never throws and is bounded in time and memory by the length of the text. */
import type { Position, Range, SourceFile } from '../model/finding';
import { childAt, type Entry, type Item, type Node } from './node';
import type { Path } from './path';
import { isSlowToRead, parseDocument, type ParsedDocument } from './parsed';
import { perObject } from '../util/perObject';
import { sharedEnds } from '../util/sharedEnds';
import { splitStream, type DocumentText } from './stream';

export { fieldPath, startsWith, valueAt, type Path } from './path';
export { parseDocument, type ParsedDocument } from './parsed';
export type { Entry, Item, MapNode, Node, ScalarNode, SeqNode } from './node';

/** Something the reading of the text itself brought to light. */
export interface Problem {
  readonly source: 'syntax' | 'strict';
  /** Stable id, e.g. `syntax/yaml`, `strict/duplicate-key`. */
  readonly rule: string;
  readonly message: string;
  readonly path: Path;
  readonly range: Range;
}

export interface ParseOptions {
  /** `allow`: `${VAR}` may stand anywhere, also where YAML would not read it. Default `literal`. */
  readonly placeholders?: 'literal' | 'allow';
  /** Reuses documents whose text did not change; see `ParseCache`. */
  readonly cache?: ParseCache;
  /** Called before a document is parsed, and may throw: the cache knows what was parsed up to there. */
  readonly proceed?: () => void;
}

/** A place in the text: offsets are those of the document's own text (`parsed.text`), wherever it stands. For an alias it is the place of the `*name`. */
export interface NodePlace {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
  /** Of the key, for a map's values. */
  readonly keyStart: number | undefined;
  readonly keyEnd: number | undefined;
  readonly alias: boolean;
  readonly merged: boolean;
}

/** One non-empty document of a stream. Immutable. */
export interface Manifest {
  readonly uri: string;
  /** Among the file's non-empty documents, from 0. */
  readonly index: number;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** The plain JSON value, YAML 1.1 rules, anchors and merges applied; undefined when unreadable or templated.
   *  Objects have no prototype. Values that come from one anchor are one and the same object: never change them. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** A Helm or Go template: nothing is known about it before it is rendered. */
  readonly isTemplated: boolean;
  /** The parsed text; the same object for equal texts when a cache is used, so it can key further caches. */
  readonly parsed: ParsedDocument;
  /** Line of the file at which the document begins: what ranges of `parsed` have to be moved by. */
  readonly line: number;
  /** The whole document. */
  readonly range: Range;
  /** Where a path is written, its key or (default) its value; of the nearest ancestor when it is not there. An empty
   *  path is the first line of the document. A value of several lines is a range of several lines. */
  rangeOf(path: Path, part?: 'key' | 'value'): Range;
  /** The smallest span on one line that shows a path: its value where that is on one line and no block below its key,
   *  else its key, else the first line of what stands there. */
  spotOf(path: Path): Range;
  has(path: Path): boolean;
  /** The node at a path; undefined when the path is not there. */
  placeOf(path: Path): NodePlace | undefined;
  /** The text of a path's value (or key) as written. */
  sourceOf(path: Path, part?: 'key' | 'value'): string | undefined;
  /** The range of the file of two offsets of the document. */
  rangeBetween(start: number, end: number): Range;
}

interface KnownFile {
  readonly text: string;
  readonly parts: readonly DocumentText[];
  readonly documents: readonly ParsedDocument[];
  readonly manifests: readonly PlacedManifest[];
}

type Parse = (part: DocumentText) => ParsedDocument;

/** Keeps the last version of each file: what did not change is neither parsed nor made again. */
export class ParseCache {
  /** By URI, after how placeholders are read. */
  readonly #files = new Map<string, KnownFile>();
  /** What was parsed of a file before its parsing was stopped, by text. */
  readonly #begun = new Map<string, Map<string, ParsedDocument>>();

  /** Those of the last version are the same objects where text and place are. Forgets what the file no longer has. */
  manifests(
    file: SourceFile,
    placeholders: 'literal' | 'allow',
    proceed: () => void = () => undefined,
  ): readonly Manifest[] {
    const key = `${placeholders} ${file.uri}`;
    const earlier = this.#files.get(key);
    if (earlier?.text === file.text) return earlier.manifests;
    const parts = splitStream(file.text);
    const begun = this.#begun.get(key) ?? new Map<string, ParsedDocument>();
    this.#begun.set(key, begun);
    const parse: Parse = (part) => {
      const { text, flaw } = part;
      const known = begun.get(keyOf(part));
      if (known) return known;
      proceed();
      const parsed = parseDocument(earlier ? apart(text) : text, placeholders, flaw);
      begun.set(keyOf(part), parsed);
      return parsed;
    };
    const documents = earlier ? updated(earlier, file.text, parts, parse) : eachOnce(parts, [], parse);
    const manifests = manifestsOf(file.uri, { parts, documents }, earlier?.manifests ?? []);
    this.#files.set(key, { text: file.text, parts, documents, manifests });
    this.#begun.delete(key);
    return manifests;
  }

  /** Of the last version of a file. */
  textsOf(uri: string): ReadonlySet<string> {
    return new Set(this.#files.get(uri)?.parts.map(({ text }) => text));
  }

  delete(uri: string): void {
    this.#files.delete(uri);
  }
}

/** The same text in memory of its own: a piece of a text keeps all of it in memory, and documents last longer than versions. */
const apart = (text: string): string => ` ${text}`.slice(1);

/** Documents that lie wholly in what both texts share at their ends are the same; the others are found by their text. */
function updated(
  earlier: KnownFile,
  text: string,
  parts: readonly DocumentText[],
  parse: Parse,
): readonly ParsedDocument[] {
  if (earlier.text === text) return earlier.documents;
  const { head, tail } = sharedEnds(earlier.text, text);
  const most = Math.min(parts.length, earlier.parts.length);
  let first = 0;
  while (first < most && endOf(parts[first]) <= head && isSame(parts[first], earlier.parts[first], 0))
    first++;
  const by = text.length - earlier.text.length;
  const [start, shared] = [text.length - tail, most - first];
  let last = 0;
  const [ours, theirs] = [(n: number) => parts.at(-1 - n), (n: number) => earlier.parts.at(-1 - n)];
  while (last < shared && (ours(last)?.offset ?? 0) >= start && isSame(ours(last), theirs(last), by)) last++;
  const known = earlier.parts
    .map((old, at) => [keyOf(old), earlier.documents[at]] as const)
    .slice(first, earlier.parts.length - last);
  return [
    ...earlier.documents.slice(0, first),
    ...eachOnce(parts.slice(first, parts.length - last), known, parse),
    ...earlier.documents.slice(earlier.documents.length - last),
  ];
}

const endOf = (part: DocumentText | undefined): number => (part ? part.offset + part.text.length : 0);

const isSame = (now: DocumentText | undefined, old: DocumentText | undefined, by: number): boolean =>
  now !== undefined &&
  old !== undefined &&
  now.offset === old.offset + by &&
  endOf(now) === endOf(old) + by &&
  now.flaw === old.flaw;

/** What the reading of a document follows from. */
const keyOf = ({ text, flaw }: DocumentText): string => (flaw ? `${flaw}\n${text}` : text);

/** One document for each text. */
function eachOnce(
  parts: readonly DocumentText[],
  known: readonly (readonly [key: string, document: ParsedDocument | undefined])[],
  parse: Parse,
): readonly ParsedDocument[] {
  const earlier = new Map(known);
  const current = new Map<string, ParsedDocument>();
  return parts.map((part) => {
    const key = keyOf(part);
    const document = current.get(key) ?? earlier.get(key) ?? parse(part);
    current.set(key, document);
    return document;
  });
}

/** The manifests of a file, in order; empty documents (nothing but comments) are left out and not counted. */
export function parseFile(file: SourceFile, options: ParseOptions = {}): readonly Manifest[] {
  const cache = options.cache ?? new ParseCache();
  return cache.manifests(file, options.placeholders ?? 'literal', options.proceed);
}

/** @param earlier  of the last version */
function manifestsOf(
  uri: string,
  { parts, documents }: Pick<KnownFile, 'parts' | 'documents'>,
  earlier: readonly PlacedManifest[],
): readonly PlacedManifest[] {
  const manifests: PlacedManifest[] = [];
  documents.forEach((document, part) => {
    const place = parts[part];
    if (!place || document.isEmpty) return;
    const known = earlier[manifests.length];
    const isSame = known?.parsed === document && known.isAt(place);
    manifests.push(isSame ? known : new PlacedManifest(uri, manifests.length, document, place));
  });
  return manifests;
}

/** The manifest that a line of a file lies in, read alone, as if the file held no other; undefined for a blank document,
 *  and for one that takes too long to be read at once.
 *  @param longest  in UTF-16 units; `slow` of one that the YAML library has to read */
export function parseAround(
  file: SourceFile,
  line: number,
  longest: { readonly any: number; readonly slow: number },
  options: ParseOptions = {},
): Manifest | undefined {
  const placeholders = options.placeholders ?? 'literal';
  const place = splitStream(file.text).findLast((part) => part.line <= line);
  if (!place || place.text.length > longest.any) return undefined;
  if (place.text.length > longest.slow && isSlowToRead(place.text, placeholders)) return undefined;
  const parsed = parseDocument(place.text, placeholders, place.flaw);
  return parsed.isEmpty ? undefined : new PlacedManifest(file.uri, 0, parsed, place);
}

type Header = Pick<Manifest, 'apiVersion' | 'kind' | 'name' | 'namespace'>;

/** The same wherever the document stands. */
const headerOf = perObject((parsed: ParsedDocument): Header => {
  const text = (...path: Path): string | undefined => {
    let node = parsed.root;
    for (const step of path) node = node && childAt(node, step)?.node;
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  };
  return {
    apiVersion: text('apiVersion'),
    kind: text('kind'),
    name: text('metadata', 'name'),
    namespace: text('metadata', 'namespace'),
  };
});

/** Whether a file has a document of more than some length that the YAML library has to read.
 *  @param cache  documents that it has parsed cost nothing any more */
export function hasSlowDocument(file: SourceFile, longest: number, options: ParseOptions): boolean {
  if (file.text.length <= longest) return false;
  const placeholders = options.placeholders ?? 'literal';
  const known = options.cache?.textsOf(`${placeholders} ${file.uri}`);
  return splitStream(file.text).some(
    ({ text }) => text.length > longest && !known?.has(text) && isSlowToRead(text, placeholders),
  );
}

class PlacedManifest implements Manifest {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly value: unknown;
  readonly isTemplated: boolean;
  readonly line: number;
  /** Of the document's first character on that line. */
  readonly #column: number;

  constructor(
    readonly uri: string,
    readonly index: number,
    readonly parsed: ParsedDocument,
    place: DocumentText,
  ) {
    this.line = place.line;
    this.#column = place.column;
    const header = headerOf(parsed);
    this.apiVersion = header.apiVersion;
    this.kind = header.kind;
    this.name = header.name;
    this.namespace = header.namespace;
    this.value = parsed.isUnreadable ? undefined : parsed.root?.value;
    this.isTemplated = parsed.isTemplated;
  }

  /** Where documents before it are longer or shorter by a part of a line, it is the same. */
  isAt({ line, column }: DocumentText): boolean {
    return line === this.line && column === this.#column;
  }

  get range(): Range {
    return this.rangeBetween(0, this.parsed.text.length);
  }

  get problems(): readonly Problem[] {
    return this.parsed.problems.map(({ source, rule, message, path, start, end }) => ({
      ...{ source, rule, message, path },
      range: this.rangeBetween(start, end),
    }));
  }

  rangeOf(path: Path, part: 'key' | 'value' = 'value'): Range {
    const { item, found } = this.#nearest(path);
    if (!item) return this.#firstLine();
    // The ancestor of a missing field is shown by its key or first line: the whole block would be much to underline.
    if (!found) return this.spotOf(path);
    return part === 'key' && isEntry(item)
      ? this.rangeBetween(item.keyStart, item.keyEnd)
      : this.rangeBetween(item.start, trimmedEnd(this.parsed.text, item));
  }

  spotOf(path: Path): Range {
    const { item, found } = this.#nearest(path);
    if (!item) return this.#firstLine();
    const { text } = this.parsed;
    const end = trimmedEnd(text, item);
    const lineEnd = text.indexOf('\n', item.start);
    const isOneLine = lineEnd < 0 || end <= lineEnd;
    if (isEntry(item) && !(found && isOneLine && !isBlockBelow(text, item)))
      return this.rangeBetween(item.keyStart, item.keyEnd);
    return this.rangeBetween(item.start, isOneLine ? end : trimmedEnd(text, { ...item, end: lineEnd }));
  }

  has(path: Path): boolean {
    return this.#nearest(path).found && this.parsed.root !== undefined;
  }

  placeOf(path: Path): NodePlace | undefined {
    const { item, found } = this.#nearest(path);
    const { root } = this.parsed;
    if (!found || !root) return undefined;
    const place: Item = item ?? { node: root, start: root.start, end: root.end, alias: false };
    const key = item && isEntry(item) ? item : undefined;
    return {
      node: place.node,
      start: place.start,
      end: place.end,
      keyStart: key?.keyStart,
      keyEnd: key?.keyEnd,
      alias: place.alias,
      merged: key?.merged ?? false,
    };
  }

  sourceOf(path: Path, part: 'key' | 'value' = 'value'): string | undefined {
    const place = this.placeOf(path);
    const start = part === 'key' ? place?.keyStart : place?.start;
    const end = part === 'key' ? place?.keyEnd : place?.end;
    if (start === undefined || end === undefined) return undefined;
    return this.parsed.text.slice(start, end);
  }

  rangeBetween(start: number, end: number): Range {
    return { start: this.#position(start), end: this.#position(end) };
  }

  /** The deepest existing child along a path; `item` is undefined when that is the root. */
  #nearest(path: Path): { item: Item | Entry | undefined; found: boolean } {
    let node = this.parsed.root;
    let item: Item | Entry | undefined;
    for (const step of path) {
      const child = node && childAt(node, step);
      if (!child) return { item, found: false };
      item = child;
      node = child.node;
    }
    return { item, found: true };
  }

  #firstLine(): Range {
    const { text, root } = this.parsed;
    const start = root?.start ?? Math.max(text.search(/\S/), 0);
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    return this.rangeBetween(start, text[stop - 1] === '\r' ? stop - 1 : stop);
  }

  #position(offset: number): Position {
    const { line, character } = this.parsed.lines.position(offset);
    return {
      line: line + this.line,
      character: line === 0 ? character + this.#column : character,
    };
  }
}

/** A map or list that begins on the line below its key. */
const isBlockBelow = (text: string, { node, keyEnd, start }: Entry): boolean =>
  node.kind !== 'scalar' && text.slice(keyEnd, start).includes('\n');

const isEntry = (item: Item): item is Entry => 'keyStart' in item;

/** The end of a value without the line breaks that a block scalar or a block collection ends with. */
function trimmedEnd(text: string, item: Item): number {
  let end = item.end;
  while (end > item.start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}
