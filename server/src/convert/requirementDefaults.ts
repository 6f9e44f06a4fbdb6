/** Requirements that v1alpha5's webhook added to a Provisioner and that nobody adds to a NodePool.
 *  @source aws/karpenter-provider-aws pkg/apis/v1alpha5/provisioner.go SetDefaults@v0.32.10 */
import { Block, entryOf, type Entry } from './block';
import { itemsOf, withItems } from './blockList';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const OF_TYPE = [
  'node.kubernetes.io/instance-type',
  'karpenter.k8s.aws/instance-family',
  'karpenter.k8s.aws/instance-category',
  'karpenter.k8s.aws/instance-generation',
];

const SINGLE: readonly Requirement[] = [
  { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
  { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
  { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
];
const TYPES: readonly Requirement[] = [
  { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
  { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
];

export interface Defaulted {
  readonly entry: Entry;
  /** Keys of what was added. */
  readonly added: readonly string[];
}

/** The requirements with the defaults written out; undefined where the list cannot be read. */
export function withDefaults(given: Entry | undefined): Defaulted | undefined {
  const entry = given ?? entryOf('requirements');
  const items = given ? itemsOf(given) : [];
  if (!items) return undefined;
  const keys = new Set(items.map(({ block }) => block.get('key')?.value));
  const added = [
    ...SINGLE.filter(({ key }) => !keys.has(key)),
    ...(OF_TYPE.some((key) => keys.has(key)) ? [] : TYPES),
  ];
  return { entry: appended(entry, items.length, added), added: added.map(({ key }) => key) };
}

/** Below the items that are there, in their indentation; their lines stay as they are. */
function appended(entry: Entry, count: number, added: readonly Requirement[]): Entry {
  if (added.length === 0) return entry;
  const dash = entry.below.find((line) => /^\s*- /.test(line));
  if (count > 0 && dash !== undefined) {
    const indent = ' '.repeat(dash.indexOf('-'));
    return { ...entry, below: [...entry.below, ...added.flatMap(linesOf).map((line) => indent + line)] };
  }
  const made = added.flatMap((one) => Block.of(plainLines(one).join('\n')) ?? []);
  const old = itemsOf(entry) ?? [];
  return withItems(entry, [...old, ...made.map((block) => ({ above: [], block }))]);
}

const plainLines = ({ key, operator, values }: Requirement): string[] => [
  `key: ${key}`,
  `operator: ${operator}`,
  `values: ${JSON.stringify(values)}`,
];

const linesOf = (requirement: Requirement): string[] =>
  plainLines(requirement).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
