/** What a command line asks for. */
import type { Severity } from '../model/finding';
import type { Options } from '../model/options';
import type { ReplicaChoice } from '../simulate/replicas';
import type { TimelineWishes } from './timelineArguments';

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

export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'junit', 'csv', 'svg'] as const;
export type Format = (typeof FORMATS)[number];

export const FAIL_ON = ['error', 'warning', 'info', 'hint', 'never'] as const;
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
  /** simulate: nodes of static pools in the JSON, too, which is else what the API's `simulate` answers by default. */
  readonly staticNodes: boolean;
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

/** What the options say. */
export type Settings = Omit<Invocation, 'command' | 'paths' | 'helpOn'>;

/** What follows the program's name. */
export const USAGE: Readonly<Record<CommandName, string>> = {
  check: 'check PATH...',
  simulate: 'simulate PATH...',
  timeline: 'timeline PATH...',
  strategies: 'strategies PATH...',
  gangs: 'gangs PATH...',
  overview: 'overview PATH...',
  merge: 'merge FILE...',
  diff: 'diff OLD NEW',
  convert: 'convert PATH...',
  prices: 'prices refresh',
  rules: 'rules',
  explain: 'explain ID',
};

/** Commands that take manifests as a cluster would get them. */
export const RENDERING: readonly CommandName[] = [
  'check',
  'simulate',
  'overview',
  'timeline',
  'strategies',
  'gangs',
];

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
