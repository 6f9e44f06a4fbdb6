// CEL expressions as parsed by @bufbuild/cel, so that no parsing is left for the first keystroke.
import { parse } from '@bufbuild/cel';

/** Module texts by name of a set of schemas, for the sets that bring new expressions: `texts`, a map from each expression to its syntax tree as JSON,
 *  big integers as `{"$int"}`. What an earlier one has is not repeated. */
export function expressionModules(sets) {
  const known = new Set();
  return sets.flatMap(([name, schemas]) => {
    const found = new Set();
    collect(schemas, found);
    const fresh = [...found].filter((text) => !known.has(text)).sort();
    for (const text of fresh) known.add(text);
    const parsed = fresh.flatMap((text) => {
      const tree = treeOf(text);
      return tree === undefined ? [] : [[text, tree]];
    });
    return parsed.length === 0 ? [] : [[name, `export const texts = new Map(${JSON.stringify(parsed)});\n`]];
  });
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
