/** What of a formula is not run here though upstream runs it: clocks and dates, patterns of RE2, base64, and the names of Go's
 *  types. */
import type { Node } from './ast';
import { FUNCTIONS, PREDICATE_FUNCTIONS } from './library';

/** The names of what is not run, in their order in the formula, each once. */
export const unmodelledParts = (node: Node): readonly string[] => [...new Set(partsOf(node))];

function partsOf(node: Node): string[] {
  const inner = childrenOf(node).flatMap(partsOf);
  const own = ownPart(node);
  return own === undefined ? inner : [own, ...inner];
}

function ownPart(node: Node): string | undefined {
  if (node.kind === 'binary' && node.operator === 'matches') return node.operator;
  if (node.kind !== 'call' || FUNCTIONS[node.name] || PREDICATE_FUNCTIONS[node.name]) return undefined;
  return node.name;
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
    case 'sequence':
      return node.nodes;
    default:
      return [];
  }
}
