/** Options and paths that do not go with the command: one sentence, with what to write. */
import type { Values } from './flags';
import { FORMATS_OF, RENDERING, type Format, type Invocation, type Settings } from './invocation';
import { misplacedTimelineFlag } from './timelineArguments';

type Command = Invocation['command'];

export const misuse = (
  command: Command,
  {
    paths,
    values,
    settings,
  }: { readonly paths: readonly string[]; readonly values: Values; readonly settings: Settings },
): string | undefined =>
  misplacedFlag(command, values) ??
  flagProblem(command, settings) ??
  renderProblem(command, settings, paths) ??
  clusterProblem(command, settings) ??
  formatProblem(command, settings.format) ??
  (settings.clusterContext === undefined ? pathProblem(command, paths) : undefined);

const misplacedFlag = (command: Command, values: Values): string | undefined =>
  command === 'help' || command === 'version' ? undefined : misplacedTimelineFlag(command, values);

/** A flag that another command has. */
function flagProblem(
  command: Command,
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
  command: Command,
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

function renderProblem(
  command: Command,
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
