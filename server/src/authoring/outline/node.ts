/** The tree of a half-typed document: what can be told from indentation, dashes and brackets, whatever is missing. */

export type OutlineNode = OutlineMap | OutlineSeq | OutlineScalar;

export interface OutlineScalar {
  readonly kind: 'scalar';
  /** Offsets of the token, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** Without quotes; escapes are left as they are. */
  readonly text: string;
}

export interface OutlineEntry {
  readonly key: OutlineScalar;
  /** False for a line that is (still) nothing but a word. */
  readonly hasColon: boolean;
  readonly value: OutlineNode | undefined;
}

export interface OutlineMap {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly OutlineEntry[];
}

export interface OutlineItem {
  /** False for a line among the items that does not begin with a dash. */
  readonly hasDash: boolean;
  readonly node: OutlineNode | undefined;
}

export interface OutlineSeq {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: readonly OutlineItem[];
}

/** A document and its habits. */
export interface Outline {
  readonly root: OutlineNode | undefined;
  /** Whether lists stand in the column of their key rather than further in. */
  readonly hasCompactLists: boolean;
  /** Spaces per level. */
  readonly indentStep: number;
}

/** The value of a key, or undefined. */
export function entryValue(node: OutlineNode | undefined, key: string): OutlineNode | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.entries.find((entry) => entry.key.text === key)?.value;
}

/** The text of a scalar below a node, or undefined. */
export function textAt(node: OutlineNode | undefined, ...keys: readonly string[]): string | undefined {
  let current = node;
  for (const key of keys) current = entryValue(current, key);
  return current?.kind === 'scalar' ? current.text : undefined;
}
