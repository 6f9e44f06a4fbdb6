/** The option `--cost`: `name=value` pairs, separated by commas, of what the bill is made with. */
import { COST_FIELDS, costFieldProblem } from '../cost/fields';
import { readCostOptions } from '../cost/readOptions';
import type { CostOptions } from '../model/costOptions';
import { failed, success, type Outcome } from '../util/outcome';

type Tree = { [name: string]: Tree | string | number | boolean };

export function parseCostOption(text: string): Outcome<CostOptions> {
  const tree: Tree = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', ...values] = pair.trim().split('=');
    const written = values.join('=');
    const problem = problemOf(name, written);
    if (problem !== undefined) return failed(problem);
    put(tree, name.split('.'), toValue(written));
  }
  return success(readCostOptions(tree));
}

function problemOf(name: string, written: string): string | undefined {
  const problem = costFieldProblem(name, toValue(written));
  if (!problem) return undefined;
  if (problem.kind === 'value') return `--cost ${name}=${written}: write ${problem.hint ?? 'a value'}`;
  const names = Object.keys(COST_FIELDS).join(', ');
  return `--cost ${name}: ${problem.hint === undefined ? `one of ${names}` : `did you mean ${problem.hint}?`}`;
}

function toValue(written: string): string | number | boolean {
  if (written === 'true' || written === 'false') return written === 'true';
  return /^\d+(?:\.\d+)?$/.test(written) ? Number(written) : written;
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: string | number | boolean): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const known = tree[name];
  const below = typeof known === 'object' ? known : {};
  tree[name] = below;
  put(below, rest, value);
}
