/** The tree of one document: plain values with the places they were written at. Aliases and merges are resolved into
 *  shared nodes, so a tree is as large as the text, whatever its aliases would expand to. */

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly value: string | number | boolean | null;
}

/** One element of a sequence. For an alias `start` and `end` are those of the `*name`, `node` is what it stands for. */
export interface Item {
  readonly start: number;
  readonly end: number;
  readonly alias: boolean;
  readonly node: Node;
}

/** One key of a mapping with its value. */
export interface Entry extends Item {
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Came in through `<<`. */
  readonly merged: boolean;
}

/** Field by field: spreading costs five times the time and twice the memory, and a large file has very many entries. */
export const entryOf = (
  { start, end, alias, node }: Item,
  keyStart: number,
  keyEnd: number,
  merged = false,
): Entry => ({ start, end, alias, node, keyStart, keyEnd, merged });

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  /** In the order of the text; of duplicate keys the one that counts. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface SeqNode {
  readonly kind: 'seq';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly items: readonly Item[];
  readonly value: readonly unknown[];
}

export type Node = ScalarNode | MapNode | SeqNode;

/** The child at a step, or undefined. */
export function childAt(node: Node, step: string | number): Item | Entry | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  if (node.kind === 'seq' && typeof step === 'number') return node.items[step];
  return undefined;
}
