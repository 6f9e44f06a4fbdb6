/** The command line: words to a command with its options, or one line that says what is wrong and how to put it right. */
import { parseArgs } from 'node:util';
import type { Severity } from '../model/finding';
import type { Options } from '../model/options';
import { nearestWord } from '../util/nearest';
import type { ReplicaChoice } from '../simulate/replicas';
import { parseCostOption } from './costOption';
import { failed, success, type Outcome } from '../util/outcome';
import {
  misplacedTimelineFlag,
  TIMELINE_EXAMPLES,
  TIMELINE_FLAGS,
  timelineWishes,
  type TimelineWishes,
} from './timelineArguments';

/** In the order in which the help lists them. */
export const COMMANDS = [
  'check',
  'simulate',
  'timeline',
  'strategies',
  'gangs',
  'overview',
  'merge',
  'diff',
  'convert',
  'prices',
  'rules',
  'explain',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const FORMATS = ['text', 'json', 'sarif', 'markdown', 'junit', 'csv', 'svg'] as const;
export type Format = (typeof FORMATS)[number];

const FAIL_ON = ['error', 'warning', 'info', 'hint', 'never'] as const;
/** The least severity that makes the exit status 1. */
export type FailOn = Severity | 'never';

export interface Invocation {
  readonly command: CommandName | 'help' | 'version';
  readonly paths: readonly string[];
  /** help: of this command alone. */
  readonly helpOn?: CommandName;
  readonly options: Options;
  readonly replicas: ReplicaChoice;
  readonly format: Format;
  readonly failOn: FailOn;
  /** Measured times in the result. */
  readonly stats: boolean;
  /** Funnels, near misses and proved changes beside the simulation. */
  readonly explain: boolean;
  /** simulate: what consolidation does once scalers are at their minimum. */
  readonly afterScaleDown: boolean;
  /** `embedded`, `refreshed`, or a file of a snapshot; the embedded ones by default. */
  readonly prices?: string;
  /** Where refreshed prices are kept, in place of the user's cache folder. */
  readonly pricesFolder?: string;
  /** prices refresh: a profile of the AWS configuration. */
  readonly profile?: string;
  /** Of timeline. */
  readonly timeline: TimelineWishes;
  /** Safe fixes are written to the files before they are checked. */
  readonly fix: boolean;
  /** overview: threads to use; by default as many as pay. */
  readonly jobCount?: number;
  /** convert: the new texts are written to the files. */
  readonly write: boolean;
  /** diff: more dollars a month than this fail. */
  readonly budgetUsdPerMonth?: number;
  /** Charts and kustomizations are rendered first, by programs of the PATH. */
  readonly render: boolean;
  /** Files of Helm values, the one that counts most last. */
  readonly values: readonly string[];
  /** simulate: a context of the kubeconfig, '' for the current one; what runs there is where the simulation starts. */
  readonly clusterContext?: string;
  /** In place of KUBECONFIG and ~/.kube/config. */
  readonly kubeconfig?: string;
  /** The kubeconfig's credential program may be run. */
  readonly clusterExec: boolean;
  /** check: a file of findings that are known and not told. */
  readonly baseline?: string;
  /** check: where to write the findings of now as such a file. */
  readonly writeBaseline?: string;
}

const FLAGS = {
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

type Flag = keyof typeof FLAGS;
type Values = Partial<Record<Flag, string | true>>;

/** @param words  the arguments after the program's name */
export function parseArguments(words: readonly string[]): Outcome<Invocation> {
  const tokens = parseArgs({
    args: [...words],
    options: FLAGS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
  const values: Values = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = readFlag(values, token);
    if (problem !== undefined) return failed(problem);
  }
  return invocation(positionals, values);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

/** Takes one flag in; a sentence when it is wrong. The last of two equal flags counts. */
function readFlag(values: Values, { name, rawName, value }: OptionToken): string | undefined {
  if (!isFlag(name)) return unknownFlag(rawName);
  if (FLAGS[name].type === 'boolean') {
    if (value !== undefined) return `${rawName} takes no value: write ${rawName} alone`;
    values[name] = true;
    return undefined;
  }
  if (value === undefined || value === '')
    return `${rawName} needs a value: ${rawName} ${EXAMPLES[name] ?? 'VALUE'}`;
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

function unknownFlag(written: string): string {
  const meant = nearestWord(written.replace(/^-+/, ''), Object.keys(FLAGS));
  return meant === undefined
    ? `unknown option ${written}: see dryfit --help`
    : `unknown option ${written}: did you mean --${meant}?`;
}

function invocation(positionals: readonly string[], values: Values): Outcome<Invocation> {
  const [word, ...paths] = positionals;
  const command = commandOf(word, values);
  if (!command.ok) return command;
  const settings = settingsOf(values);
  if (!settings.ok) return settings;
  const problem =
    misplacedFlag(command.value, values) ??
    flagProblem(command.value, settings.value) ??
    renderProblem(command.value, settings.value, paths) ??
    clusterProblem(command.value, settings.value) ??
    formatProblem(command.value, settings.value.format) ??
    (settings.value.clusterContext === undefined ? pathProblem(command.value, paths) : undefined);
  const helpOn =
    command.value === 'help' ? COMMANDS.find((name) => name === word || name === paths[0]) : undefined;
  return problem === undefined
    ? success({ command: command.value, paths, ...settings.value, ...(helpOn ? { helpOn } : {}) })
    : failed(problem);
}

const misplacedFlag = (command: Invocation['command'], values: Values): string | undefined =>
  command === 'help' || command === 'version' ? undefined : misplacedTimelineFlag(command, values);

/** A flag that another command has. */
function flagProblem(
  command: Invocation['command'],
  { fix, write, afterScaleDown, budgetUsdPerMonth, baseline, writeBaseline, jobCount, profile }: Settings,
): string | undefined {
  if (afterScaleDown && command !== 'simulate')
    return '--after-scale-down works with simulate: dryfit simulate --after-scale-down PATH...';
  if (write && command !== 'convert') return '--write works with convert: dryfit convert --write PATH...';
  if (profile !== undefined && command !== 'prices')
    return '--profile works with prices: dryfit prices refresh --profile NAME';
  if (fix && command !== 'check') return '--fix works with check: dryfit check --fix PATH...';
  if (budgetUsdPerMonth !== undefined && command !== 'diff')
    return '--budget works with diff: dryfit diff --budget 500 OLD NEW';
  if (jobCount !== undefined && command !== 'overview')
    return '--jobs works with overview: dryfit overview --jobs 2 PATH...';
  if (baseline !== undefined && command !== 'check')
    return '--baseline works with check: dryfit check --baseline FILE PATH...';
  if (writeBaseline !== undefined && command !== 'check')
    return '--write-baseline works with check: dryfit check --write-baseline FILE PATH...';
  return undefined;
}

function clusterProblem(
  command: Invocation['command'],
  { clusterContext, kubeconfig, clusterExec, afterScaleDown }: Settings,
): string | undefined {
  if (clusterContext === undefined)
    return kubeconfig !== undefined || clusterExec
      ? '--kubeconfig and --cluster-exec work with --cluster-context: dryfit simulate --cluster-context NAME'
      : undefined;
  if (command !== 'simulate')
    return '--cluster-context works with simulate: dryfit simulate --cluster-context NAME [PATH...]';
  return afterScaleDown
    ? '--after-scale-down begins with an empty cluster: leave out one of the two'
    : undefined;
}

/** Commands that take manifests as a cluster would get them. */
export const RENDERING: readonly string[] = [
  'check',
  'simulate',
  'overview',
  'timeline',
  'strategies',
  'gangs',
];

function renderProblem(
  command: Invocation['command'],
  { render, values, fix }: Settings,
  paths: readonly string[],
): string | undefined {
  if (values.length > 0 && !render)
    return '--values works with --render: dryfit check --render --values FILE PATH...';
  if (!render) return undefined;
  if (!RENDERING.includes(command))
    return `--render works with ${RENDERING.join(', ')}: dryfit check --render PATH...`;
  if (fix) return '--fix does not go with --render: fix the files first, or leave out one of the two';
  return paths.includes('-') ? '--render reads files, not standard input: name the folder' : undefined;
}

export const FORMATS_OF: Readonly<Record<CommandName, readonly Format[]>> = {
  check: ['text', 'json', 'sarif', 'markdown', 'junit'],
  timeline: ['text', 'json', 'csv', 'svg'],
  strategies: ['text', 'json'],
  gangs: ['text', 'json'],
  diff: ['text', 'json', 'sarif', 'markdown'],
  simulate: ['text', 'json', 'markdown'],
  overview: ['text', 'json'],
  merge: ['text', 'json'],
  convert: ['text', 'json'],
  rules: ['text', 'json'],
  explain: ['text', 'json'],
  prices: ['text', 'json'],
};

function formatProblem(command: Invocation['command'], format: Format): string | undefined {
  if (command === 'help' || command === 'version') return undefined;
  const known = FORMATS_OF[command];
  if (known.includes(format)) return undefined;
  return `--format ${format} does not go with ${command}: write one of ${known.join(', ')}`;
}

function commandOf(word: string | undefined, values: Values): Outcome<Invocation['command']> {
  if (values.help) return success('help');
  if (values.version) return success('version');
  if (word === undefined) return failed('no command: write dryfit check PATH..., or see dryfit --help');
  if (word === 'help' || word === 'version') return success(word);
  const command = COMMANDS.find((known) => known === word);
  if (command) return success(command);
  const meant = nearestWord(word, COMMANDS);
  return failed(
    `unknown command ${word}: ${meant ? `did you mean ${meant}?` : `one of ${COMMANDS.join(', ')}`}`,
  );
}

function pathProblem(command: Invocation['command'], paths: readonly string[]): string | undefined {
  if (command === 'diff' && paths.length !== 2)
    return 'diff needs two sides, each a path or a git revision: dryfit diff OLD NEW';
  if (command === 'rules' && paths.length > 0) return 'rules takes no path: dryfit rules';
  if (command === 'explain' && paths.length !== 1)
    return 'explain needs one rule: dryfit explain pods/requests-set';
  if (command === 'prices' && (paths.length !== 1 || paths[0] !== 'refresh'))
    return 'prices does one thing: dryfit prices refresh --region eu-central-1';
  const needsNone = command === 'rules' || command === 'help' || command === 'version';
  if (needsNone || paths.length > 0) return undefined;
  return `${command} needs a path: dryfit ${command} PATH... (a file, a folder, or - for standard input)`;
}

type Settings = Omit<Invocation, 'command' | 'paths'>;

function settingsOf(values: Values): Outcome<Settings> {
  const problems: string[] = [];
  const choose = <const T extends string>(flag: Flag, known: readonly [T, ...T[]]): T => {
    const choice = chooseValue(values[flag], known);
    if (choice === undefined)
      problems.push(`--${flag} ${String(values[flag])}: write one of ${known.join(', ')}`);
    return choice ?? known[0];
  };
  const cost = parseCostOption(typeof values.cost === 'string' ? values.cost : '');
  if (!cost.ok) return cost;
  const timeline = timelineWishes(values);
  if (!timeline.ok) return timeline;
  const settings: Settings = {
    format: choose('format', FORMATS),
    replicas: choose('replicas', ['spec', 'min', 'max']),
    failOn: choose('fail-on', FAIL_ON),
    stats: values.stats === true,
    explain: values.explain === true,
    afterScaleDown: values['after-scale-down'] === true,
    timeline: timeline.value,
    fix: values.fix === true,
    write: values.write === true,
    render: values.render === true,
    values: typeof values.values === 'string' ? listOf(values.values) : [],
    clusterExec: values['cluster-exec'] === true,
    options: {
      ...(typeof values.region === 'string' ? { region: values.region } : {}),
      ...(typeof values.zones === 'string' ? { zones: listOf(values.zones) } : {}),
      preferencePolicy: choose('preference-policy', ['Respect', 'Ignore']),
      minValuesPolicy: choose('min-values-policy', ['Strict', 'BestEffort']),
      karpenterVersion: choose('karpenter-version', ['1.14.1', '1.15.1']),
      placeholders: 'allow',
      ...(values.cost ? { cost: cost.value } : {}),
    },
  };
  const budget = budgetOf(values.budget);
  if (Number.isNaN(budget))
    problems.push(`--budget ${String(values.budget)}: write dollars a month, such as 500`);
  const jobCount = jobsOf(values.jobs);
  if (Number.isNaN(jobCount))
    problems.push(`--jobs ${String(values.jobs)}: write a number of threads from 1 to 256`);
  const [problem] = problems;
  return problem === undefined
    ? success({
        ...settings,
        ...optionalSettings(values, budget),
        ...(jobCount === undefined ? {} : { jobCount }),
      })
    : failed(problem);
}

/** NaN for what is no amount. */
function budgetOf(written: string | true | undefined): number | undefined {
  if (typeof written !== 'string') return undefined;
  return /^\$?\d+(?:\.\d+)?$/.test(written) ? Number(written.replace('$', '')) : Number.NaN;
}

/** NaN for what is no number of threads. */
function jobsOf(written: string | true | undefined): number | undefined {
  if (typeof written !== 'string') return undefined;
  const count = /^\d+$/.test(written) ? Number(written) : 0;
  return count >= 1 && count <= 256 ? count : Number.NaN;
}

function optionalSettings(values: Values, budgetUsdPerMonth: number | undefined): Partial<Settings> {
  return {
    ...(budgetUsdPerMonth === undefined ? {} : { budgetUsdPerMonth }),
    ...textSetting('clusterContext', values['cluster-context']),
    ...textSetting('kubeconfig', values.kubeconfig),
    ...textSetting('baseline', values.baseline),
    ...textSetting('writeBaseline', values['write-baseline']),
    ...textSetting('prices', values.prices),
    ...textSetting('pricesFolder', values['prices-folder']),
    ...textSetting('profile', values.profile),
  };
}

const textSetting = <K extends string>(name: K, value: string | true | undefined) =>
  (typeof value === 'string' ? { [name]: value } : {}) as Partial<Record<K, string>>;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The known value that is written, whatever its case; the first one when nothing is. */
function chooseValue<const T extends string>(
  written: string | true | undefined,
  known: readonly [T, ...T[]],
): T | undefined {
  if (typeof written !== 'string') return known[0];
  return known.find((value) => value.toLowerCase() === written.toLowerCase());
}
