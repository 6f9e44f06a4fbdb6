/** Runs a command line and gives its exit status: 0, 1 for findings or pods left over, 2 for bad usage. */
import { catalogOf } from '../adapters/pricedCatalog';
import { resolveOptions } from '../model/options';
import type { RegionCatalog } from '../catalog/catalog';
import { mergeCostOptions } from '../cost/fields';
import { optionsProblem } from '../simulate/usableOptions';
import type { UnreadableFile } from '../report/fleet';
import { success, type Outcome } from '../util/outcome';
import { parseArguments, type Invocation } from './arguments';
import type { Labels } from './checkText';
import { optionsWithPrices } from './chosenPrices';
import { HELP } from './help';
import { readInputs } from './inputs';
import { print, refuse, sourceOf, styleFor, type ExitStatus, type Job } from './job';
import { optionsForStdin, projectFilesAbove, withoutProjectFiles } from './projectFiles';
import { runPriceRefresh } from './priceRefresh';
import { runCheck } from './runCheck';
import { runConvert } from './runConvert';
import { runDiff } from './runDiff';
import { runMerge } from './runMerge';
import { runOverview } from './runOverview';
import { runExplain, runRules } from './runRules';
import { runSimulate } from './runSimulate';
import { runGangs } from './runGangs';
import { runStrategies } from './runStrategies';
import { runTimeline } from './runTimeline';
import { readSides, type Sides } from './sides';
import type { World } from './world';

/** @param words  the arguments after the program's name */
export async function runCommandLine(words: readonly string[], world: World): Promise<ExitStatus> {
  const parsed = parseArguments(words);
  if (!parsed.ok) return refuse(parsed.failure.message, world);
  const invocation = parsed.value;
  if (invocation.command === 'help') return print([HELP.trimEnd()], world, 0);
  if (invocation.command === 'version') return print([world.version], world, 0);
  if (invocation.command === 'rules') return runRules(invocation, world);
  if (invocation.command === 'explain') return runExplain(invocation, world);
  if (invocation.command === 'merge') return runMerge(invocation, world);
  if (invocation.command === 'prices') return runPriceRefresh(invocation, world);
  return runOnFiles(invocation, world);
}

function runOnFiles(asked: Invocation, world: World): ExitStatus | Promise<ExitStatus> {
  const priced = optionsWithPrices(asked, world);
  if (!priced.ok) return refuse(priced.failure.message, world);
  const invocation = { ...asked, options: priced.value };
  const catalog = catalogOf(invocation.options);
  const resolved = resolveOptions(invocation.options);
  const region = catalog.region(resolved.region);
  const problem = optionsProblem(resolved, catalog.regions) ?? zonesProblem(resolved.zones, region);
  if (problem !== undefined || !region) return refuse(problem ?? 'no such region', world);
  const sides = readSidesOf(invocation, world);
  if (!sides.ok) return refuse(sides.failure.message, world);
  const before = withoutProjectFiles(sides.value.before);
  const files = withoutProjectFiles(sides.value.after);
  const projectFiles = projectFilesAbove([...before, ...files], world.workingDirectory);
  if (!projectFiles.ok) return refuse(projectFiles.failure.message, world);
  const byUri = new Map([...before, ...files, ...projectFiles.value].map(({ uri, label }) => [uri, label]));
  const labels: Labels = (uri) => byUri.get(uri) ?? uri;
  const forStdin = optionsForStdin(files, projectFiles.value, world.workingDirectory);
  const options = {
    ...{ ...invocation.options, ...forStdin, projectFiles: projectFiles.value.map(sourceOf) },
    cost: mergeCostOptions(forStdin.cost ?? {}, invocation.options.cost ?? {}),
  };
  return runJob({
    ...{ invocation: { ...invocation, options }, world, files, before, catalog, region, labels },
    unreadable: sides.value.unreadable,
    style: styleFor(world),
  });
}

/** All commands but `diff` have one side. */
function readSidesOf({ command, paths }: Invocation, world: World): Outcome<Sides> {
  if (command === 'diff') return readSides(paths, world.workingDirectory);
  const unreadable: UnreadableFile[] = [];
  const leaveOut = command === 'overview' ? (file: UnreadableFile) => unreadable.push(file) : undefined;
  const inputs = readInputs(paths, world.workingDirectory, world.readStdin, leaveOut);
  return inputs.ok ? success({ before: [], after: inputs.value, unreadable }) : inputs;
}

function zonesProblem(
  zones: readonly string[] | undefined,
  region: RegionCatalog | undefined,
): string | undefined {
  const unknown = zones?.find((zone) => !region?.zones.includes(zone));
  if (unknown === undefined || !region) return undefined;
  return `--zones ${unknown}: ${region.name} has ${region.zones.join(', ')}`;
}

function runJob(job: Job): ExitStatus | Promise<ExitStatus> {
  switch (job.invocation.command) {
    case 'check':
      return runCheck(job);
    case 'simulate':
      return runSimulate(job);
    case 'diff':
      return runDiff(job);
    case 'timeline':
      return runTimeline(job);
    case 'strategies':
      return runStrategies(job);
    case 'gangs':
      return runGangs(job);
    case 'convert':
      return runConvert(job);
    default:
      return runOverview(job);
  }
}
