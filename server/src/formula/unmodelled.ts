/** What of a formula is not run here though upstream runs it: what a time is in bytes. */
import type { Node } from './ast';
import { FUNCTIONS, PREDICATE_FUNCTIONS } from './library';

/** The names of what is not run, in their order in the formula, each once. */
export const unmodelledParts = (node: Node): readonly string[] => [...new Set(partsOf(node))];

function partsOf(node: Node): string[] {
  const inner = childrenOf(node).flatMap(partsOf);
  const own = ownPart(node);
  return own === undefined ? inner : [own, ...inner];
}

/** Methods of times that give bytes, and Go's source of a time. */
const BYTES = new Set(['MarshalJSON', 'MarshalText', 'MarshalBinary', 'GobEncode', 'GoString', 'ZoneBounds']);

function ownPart(node: Node): string | undefined {
  if (node.kind === 'member' && node.key.kind === 'literal')
    return BYTES.has(node.key.value) ? node.key.value : undefined;
  if (node.kind !== 'call' || node.name === 'now') return undefined;
  return FUNCTIONS[node.name] || PREDICATE_FUNCTIONS[node.name] ? undefined : node.name;
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'condition':
      return [node.test, node.then, node.otherwise];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'member':
      return [node.owner, node.key];
    case 'slice':
      return [node.owner, node.from, node.to].filter((one) => one !== undefined);
    case 'call':
      return node.args;
    case 'method':
      return [node.callee, ...node.args];
    case 'let':
      return [node.value, node.body];
    case 'chain':
      return [node.node];
    case 'sequence':
      return node.nodes;
    default:
      return [];
  }
}
