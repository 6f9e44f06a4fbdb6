/** The options of the command line by name, as they are written. */
import { nearestWord } from '../util/nearest';
import { TIMELINE_EXAMPLES, TIMELINE_FLAGS } from './timelineArguments';

export const FLAGS = {
  format: { type: 'string' },
  region: { type: 'string' },
  zones: { type: 'string' },
  'preference-policy': { type: 'string' },
  'min-values-policy': { type: 'string' },
  'karpenter-version': { type: 'string' },
  replicas: { type: 'string' },
  'fail-on': { type: 'string' },
  cost: { type: 'string' },
  stats: { type: 'boolean' },
  explain: { type: 'boolean' },
  'after-scale-down': { type: 'boolean' },
  'static-nodes': { type: 'boolean' },
  fix: { type: 'boolean' },
  jobs: { type: 'string' },
  write: { type: 'boolean' },
  budget: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  render: { type: 'boolean' },
  'cluster-context': { type: 'string' },
  kubeconfig: { type: 'string' },
  'cluster-exec': { type: 'boolean' },
  values: { type: 'string' },
  prices: { type: 'string' },
  'prices-folder': { type: 'string' },
  profile: { type: 'string' },
  ...TIMELINE_FLAGS,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export type Flag = keyof typeof FLAGS;
export type Values = Partial<Record<Flag, string | true>>;

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

/** Takes one flag in; a sentence when it is wrong. The last of two equal flags counts. The empty context is the current one. */
export function readFlag(values: Values, { name, rawName, value }: OptionToken): string | undefined {
  if (!isFlag(name)) return unknownFlag(rawName);
  if (FLAGS[name].type === 'boolean') {
    if (value !== undefined) return `${rawName} takes no value: write ${rawName} alone`;
    values[name] = true;
    return undefined;
  }
  if (value === undefined || (value === '' && name !== 'cluster-context'))
    return `${rawName} needs a value: ${[rawName, ...exampleOf(name)].join(' ')}`;
  values[name] = value;
  return undefined;
}

const isFlag = (name: string): name is Flag => Object.hasOwn(FLAGS, name);

const EXAMPLES: Partial<Record<Flag, string>> = {
  format: 'json',
  region: 'eu-central-1',
  zones: 'us-east-1a,us-east-1b',
  'preference-policy': 'Respect|Ignore',
  'min-values-policy': 'Strict|BestEffort',
  'karpenter-version': '1.14.1',
  replicas: 'spec|min|max',
  'fail-on': 'warning',
  cost: 'discountPercent=10,controlPlane=none',
  jobs: '2',
  budget: '500',
  baseline: '.dryfit-baseline.json',
  'write-baseline': '.dryfit-baseline.json',
  values: 'values-production.yaml',
  'cluster-context': 'production',
  kubeconfig: '~/.kube/config',
  prices: 'refreshed',
  'prices-folder': '.prices',
  profile: 'production',
  ...TIMELINE_EXAMPLES,
};

/** What may follow the option; nothing where it takes no value. */
export const exampleOf = (flag: Flag): readonly string[] =>
  FLAGS[flag].type === 'boolean' ? [] : [EXAMPLES[flag] ?? 'VALUE'];

function unknownFlag(written: string): string {
  const meant = nearestWord(written.replace(/^-+/, ''), Object.keys(FLAGS));
  return meant === undefined
    ? `unknown option ${written}: see dryfit --help`
    : `unknown option ${written}: did you mean --${meant}?`;
}
