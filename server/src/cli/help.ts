/** What `dryfit --help` and `dryfit COMMAND --help` print. */
import { COMMANDS, FORMATS_OF, USAGE, type CommandName } from './invocation';
import { OPTIONS, ownersOf, type OptionHelp } from './helpOptions';
import { STRATEGIES } from '../strategies/types';
import { PRESETS, SETTINGS } from '../timeline/settings';
import { wrap } from './style';

interface CommandHelp {
  readonly says: string;
  /** Of the command's own help. */
  readonly more?: string;
  readonly example?: readonly string[];
  /** Names that its options take. */
  readonly names?: readonly (readonly [title: string, names: readonly string[]])[];
}

const LATENCIES = [
  ['Presets', Object.keys(PRESETS)],
  ['Latencies', Object.keys(SETTINGS)],
] as const;

const HELP_OF: Readonly<Record<CommandName, CommandHelp>> = {
  check: {
    says: 'what API server, controllers and rules say to it',
    example: ['dryfit check manifests/ --fail-on warning'],
  },
  simulate: {
    says: 'nodes, instance types, cost, pods that do not fit',
    more:
      "One pass of Karpenter's scheduler over the manifests on an empty cluster: the nodes it would start, the bill of a month, and why " +
      'each pod that finds no node finds none.',
    example: ['dryfit simulate manifests/ --replicas max --explain'],
  },
  timeline: {
    says: 'pods, nodes, dollars under a load, second by second',
    more:
      'Plays one workload with its scaler, the pools and a load: when pods are wanted, running and ready, how many nodes there are, what it ' +
      'costs and what is not served in time, and in which stage each scale-up spends it. csv and svg are the same as a table and a chart.',
    example: [
      'dryfit timeline manifests/ --capacity 50 \\',
      '  --load spike:base=100,peak=400,at=10m,for=15m --format svg > spike.svg',
    ],
    names: LATENCIES,
  },
  strategies: {
    says: 'ways to meet a load, compared, with manifests',
    more:
      'Plays the load on the manifests as they are and with other ways to meet it: tuned scalers, schedules, a queue, base capacity, warm pools, ' +
      "Karpenter's buffers and static pools, node groups, and pairs of them. One table tells what each serves in time and costs, and which one " +
      'to take and why; --print writes its manifests.',
    example: [
      'dryfit strategies manifests/ --capacity 50 --for 24h \\',
      '  --load daily:low=50,high=600 --business incident=500,unit=0.02',
    ],
    names: [['Strategies', STRATEGIES], ...LATENCIES],
  },
  gangs: {
    says: 'Kueue: Jobs admitted by quota, packed, or never',
    more: 'For each Job with a Kueue queue: whether all of its pods are admitted, by which flavors and on which nodes, or why it waits or can never run.',
    example: ['dryfit gangs manifests/'],
  },
  overview: { says: 'findings and simulation, folder by folder' },
  merge: { says: 'adds up reports of overview --format json' },
  diff: {
    says: 'what a change does; paths or git revisions',
    example: ['dryfit diff main HEAD --budget 500'],
  },
  convert: { says: 'objects of old API versions as their current ones' },
  prices: {
    says: "today's prices from AWS, with your credentials",
    example: ['dryfit prices refresh --region eu-central-1 --profile production'],
  },
  rules: { says: 'the rules with their severity' },
  explain: {
    says: 'what a finding of this id means, why, what is right',
    example: ['dryfit explain pods/requests-set'],
  },
};

const WIDTH = 80;
const INDENT = 29;

/** Of all, or of one command. */
export const helpText = (command?: CommandName): string =>
  (command === undefined ? generalHelp() : commandHelp(command)).join('\n');

const generalHelp = (): string[] => [
  'dryfit - what a Karpenter, HPA and KEDA configuration will do on AWS, offline',
  '',
  ...COMMANDS.map((name) => `  dryfit ${USAGE[name]}`.padEnd(INDENT) + HELP_OF[name].says),
  '',
  'dryfit COMMAND --help lists the options of one command.',
  ...PATHS,
  '',
  ...OPTIONS.flatMap((option) => optionLines(option, ownersText(option))),
  ...COMMON,
  '',
  ...wrap(`Exit status: ${STATUS}`, 0, WIDTH),
  ...wrap(PRIVACY, 0, WIDTH),
];

function commandHelp(name: CommandName): string[] {
  const usage = USAGE[name];
  const { says, more, example = [], names = [] } = HELP_OF[name];
  const options = OPTIONS.filter((option) => isOf(option, name));
  return [
    `dryfit ${usage} - ${says}`,
    '',
    ...(more === undefined ? [] : [...wrap(more, 0, WIDTH), '']),
    ...(usage.includes('PATH') ? [...PATHS, ''] : []),
    ...optionLines({ option: '--format F', says: formatsOf(name) }, ''),
    ...options.flatMap((option) => optionLines(option, '')),
    ...COMMON,
    ...names.flatMap(([title, known]) => ['', ...wrap(`${title}: ${known.join(', ')}.`, 0, WIDTH)]),
    ...(example.length === 0 ? [] : ['', 'For example:', ...example.map((line) => `  ${line}`)]),
  ];
}

/** What `merge` prints is what it reads. */
const formatsOf = (name: CommandName): string =>
  name === 'merge' ? 'json, whatever is said' : `${FORMATS_OF[name].join(', ')}; text by default`;

const isOf = (option: OptionHelp, name: CommandName): boolean =>
  !option.option.startsWith('--format') && ownersOf(option).includes(name);

/** Those of many are told without their commands. */
const MANY = 4;

function ownersText(option: OptionHelp): string {
  const names = ownersOf(option);
  return names.length >= MANY ? '' : `${names.join(', ')}: `;
}

function optionLines({ option, says }: OptionHelp, owners: string): string[] {
  const head = `  ${option}`;
  const [first = '', ...others] = wrap(`${owners}${says}`, INDENT, WIDTH);
  return head.length < INDENT - 1
    ? [head.padEnd(INDENT) + first.trimStart(), ...others]
    : [head, first, ...others];
}

const COMMON = ['  -h, --help    -v, --version'];

const PATHS = wrap(
  'A path is a file, a folder (every .yaml, .yml and .json below it) or - for standard input. All paths together are one cluster, but for ' +
    'overview. A .dryfit.yaml beside a manifest or above it says how loud each rule is.',
  0,
  WIDTH,
);

const STATUS =
  '0 nothing at or above --fail-on, 1 findings at or above it (check; diff: new ones), pods that cannot be placed (simulate; diff: more ' +
  'than before) or a change above --budget, a gang that can never run, 2 bad usage or unreadable input.';

const PRIVACY =
  'Nothing is sent anywhere but by prices refresh, which asks AWS for prices, and --cluster-context, which asks your cluster for lists. ' +
  'Nothing is written but by prices refresh, --fix, --write and --write-baseline. NO_COLOR is respected.';
