/** Runs a command line and gives its exit status: 0, 1 for findings or pods left over, 2 for bad usage. */
import { loadCatalog } from '../adapters/catalogFile';
import { resolveOptions } from '../model/options';
import type { RegionCatalog } from '../catalog/catalog';
import { optionsProblem } from '../simulate/usableOptions';
import { parseArguments, type Invocation } from './arguments';
import type { Labels } from './checkText';
import { HELP } from './help';
import { readInputs } from './inputs';
import { print, refuse, sourceOf, styleFor, type ExitStatus, type Job } from './job';
import { levelsForStdin, projectFilesAbove, withoutProjectFiles } from './projectFiles';
import { runCheck } from './runCheck';
import { runOverview } from './runOverview';
import { runExplain, runRules } from './runRules';
import { runSimulate } from './runSimulate';
import type { World } from './world';

/** @param words  the arguments after the program's name */
export function runCommandLine(words: readonly string[], world: World): ExitStatus {
  const parsed = parseArguments(words);
  if (!parsed.ok) return refuse(parsed.failure.message, world);
  const invocation = parsed.value;
  if (invocation.command === 'help') return print([HELP.trimEnd()], world, 0);
  if (invocation.command === 'version') return print([world.version], world, 0);
  const problem = unbuilt(invocation);
  if (problem !== undefined) return refuse(problem, world);
  if (invocation.command === 'rules') return runRules(invocation, world);
  if (invocation.command === 'explain') return runExplain(invocation, world);
  return runOnFiles(invocation, world);
}

function unbuilt({ command, format }: Invocation): string | undefined {
  if (command === 'diff') return 'diff is not built yet: simulate both versions and compare';
  if (format === 'sarif' || format === 'markdown')
    return `--format ${format} is not built yet: use text or json`;
  if (command === 'overview' && format === 'json')
    return 'overview prints text: use check or simulate for json';
  return undefined;
}

function runOnFiles(invocation: Invocation, world: World): ExitStatus {
  const catalog = loadCatalog();
  const resolved = resolveOptions(invocation.options);
  const region = catalog.region(resolved.region);
  const problem = optionsProblem(resolved, catalog.regions) ?? zonesProblem(resolved.zones, region);
  if (problem !== undefined || !region) return refuse(problem ?? 'no such region', world);
  const inputs = readInputs(invocation.paths, world.workingDirectory, world.readStdin);
  if (!inputs.ok) return refuse(inputs.failure.message, world);
  const files = withoutProjectFiles(inputs.value);
  const projectFiles = projectFilesAbove(inputs.value, world.workingDirectory);
  if (!projectFiles.ok) return refuse(projectFiles.failure.message, world);
  const byUri = new Map([...files, ...projectFiles.value].map(({ uri, label }) => [uri, label]));
  const labels: Labels = (uri) => byUri.get(uri) ?? uri;
  const options = {
    ...invocation.options,
    rules: levelsForStdin(files, projectFiles.value, world.workingDirectory),
    projectFiles: projectFiles.value.map(sourceOf),
  };
  return runJob({
    ...{ invocation: { ...invocation, options }, world, files, catalog, region, labels },
    style: styleFor(world),
  });
}

function zonesProblem(
  zones: readonly string[] | undefined,
  region: RegionCatalog | undefined,
): string | undefined {
  const unknown = zones?.find((zone) => !region?.zones.includes(zone));
  if (unknown === undefined || !region) return undefined;
  return `--zones ${unknown}: ${region.name} has ${region.zones.join(', ')}`;
}

function runJob(job: Job): ExitStatus {
  switch (job.invocation.command) {
    case 'check':
      return runCheck(job);
    case 'simulate':
      return runSimulate(job);
    default:
      return runOverview(job);
  }
}
