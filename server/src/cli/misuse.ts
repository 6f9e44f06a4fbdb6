/** Options and paths that do not go with the command: one sentence, with what to write. */
import { FLAG_OWNERS } from './flagOwners';
import { exampleOf, type Flag, type Values } from './flags';
import { FORMATS_OF, USAGE, type Format, type Invocation, type Settings } from './invocation';

type Command = Invocation['command'];

export const misuse = (command: Command, paths: readonly string[], settings: Settings): string | undefined =>
  renderProblem(settings, paths) ??
  clusterProblem(settings) ??
  formatProblem(command, settings.format) ??
  (settings.clusterContext === undefined ? pathProblem(command, paths) : undefined);

/** An option of other commands. */
export function misplacedFlag(command: Command, values: Values): string | undefined {
  if (command === 'help' || command === 'version') return undefined;
  const flag = (Object.keys(values) as Flag[]).find((one) => !FLAG_OWNERS[one].includes(command));
  if (flag === undefined) return undefined;
  const owners = FLAG_OWNERS[flag];
  const usage = owners[0] === undefined ? '' : USAGE[owners[0]];
  return `--${flag} works with ${owners.join(', ')}: dryfit ${usage} ${[`--${flag}`, ...exampleOf(flag)].join(' ')}`;
}

function clusterProblem({
  clusterContext,
  kubeconfig,
  clusterExec,
  afterScaleDown,
}: Settings): string | undefined {
  if (clusterContext === undefined)
    return kubeconfig !== undefined || clusterExec
      ? '--kubeconfig and --cluster-exec work with --cluster-context: dryfit simulate --cluster-context NAME'
      : undefined;
  return afterScaleDown
    ? '--after-scale-down begins with an empty cluster: leave out one of the two'
    : undefined;
}

function renderProblem({ render, values, fix }: Settings, paths: readonly string[]): string | undefined {
  if (values.length > 0 && !render)
    return '--values works with --render: dryfit check --render --values FILE PATH...';
  if (!render) return undefined;
  if (fix) return '--fix does not go with --render: fix the files first, or leave out one of the two';
  return paths.includes('-') ? '--render reads files, not standard input: name the folder' : undefined;
}

function formatProblem(command: Command, format: Format): string | undefined {
  if (command === 'help' || command === 'version') return undefined;
  const known = FORMATS_OF[command];
  if (known.includes(format)) return undefined;
  return `--format ${format} does not go with ${command}: write one of ${known.join(', ')}`;
}

function pathProblem(command: Command, paths: readonly string[]): string | undefined {
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
