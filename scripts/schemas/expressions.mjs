// CEL expressions as parsed by @bufbuild/cel, so that no parsing is left for the first keystroke.
import { parse } from '@bufbuild/cel';

/** Module text: `texts`, a map from each expression in `schemas` to its syntax tree as JSON, big integers as `{"$int"}`. */
export function expressionsModule(schemas) {
  const found = new Set();
  collect(schemas, found);
  const parsed = [...found].sort().flatMap((text) => {
    const tree = treeOf(text);
    return tree === undefined ? [] : [[text, tree]];
  });
  return `exports.texts = new Map(${JSON.stringify(parsed)});\n`;
}

function collect(node, found) {
  if (typeof node !== 'object' || node === null) return;
  const rules = node['x-kubernetes-validations'];
  for (const { rule, messageExpression } of Array.isArray(rules) ? rules : []) {
    found.add(rule);
    if (messageExpression !== undefined) found.add(messageExpression);
  }
  for (const child of Object.values(node)) collect(child, found);
}

/** undefined for what does not parse: that is told when it is evaluated. */
function treeOf(text) {
  try {
    return JSON.stringify(parse(text).expr, (key, value) => {
      if (key === '$typeName') return undefined;
      return typeof value === 'bigint' ? { $int: String(value) } : value;
    });
  } catch {
    return undefined;
  }
}
