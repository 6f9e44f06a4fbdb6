/** The tree of a formula. */

export type Node =
  | {
      readonly kind: 'literal';
      readonly type: 'integer' | 'float' | 'text' | 'flag' | 'nil';
      readonly value: string;
    }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pointer'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'condition'; readonly test: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: Node, value: Node])[] }
  | {
      readonly kind: 'member';
      readonly owner: Node;
      readonly key: Node;
      /** Where the owner is nil, so is the whole chain. */ readonly isOptional: boolean;
    }
  | { readonly kind: 'chain'; readonly node: Node }
  | {
      readonly kind: 'slice';
      readonly owner: Node;
      readonly from: Node | undefined;
      readonly to: Node | undefined;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'method'; readonly callee: Node; readonly args: readonly Node[] }
  | { readonly kind: 'let'; readonly name: string; readonly value: Node; readonly body: Node }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] };

/** Functions whose second argument is evaluated for each item of the first, and whether they can do without it. */
export const PREDICATES: ReadonlyMap<string, { readonly needsPredicate: boolean; readonly extra: number }> =
  new Map([
    ...[
      'all',
      'none',
      'any',
      'one',
      'filter',
      'map',
      'find',
      'findIndex',
      'findLast',
      'findLastIndex',
      'groupBy',
    ].map((name) => [name, { needsPredicate: true, extra: 0 }] as const),
    ['count', { needsPredicate: false, extra: 0 }],
    ['sum', { needsPredicate: false, extra: 0 }],
    ['sortBy', { needsPredicate: true, extra: 1 }],
    ['reduce', { needsPredicate: true, extra: 1 }],
  ]);
