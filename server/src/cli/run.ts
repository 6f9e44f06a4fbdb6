/** Runs a command line and gives its exit status: 0, 1 for findings or pods left over, 2 for bad usage. */
import { catalogOf } from '../adapters/pricedCatalog';
import { resolveOptions } from '../model/options';
import type { RegionCatalog } from '../catalog/catalog';
import { mergeCostOptions } from '../cost/fields';
import { optionsProblem } from '../simulate/usableOptions';
import type { UnreadableFile } from '../report/fleet';
import { failed, success, type Outcome } from '../util/outcome';
import { parseArguments } from './arguments';
import type { Invocation } from './invocation';
import type { Labels } from './checkText';
import { optionsWithPrices } from './chosenPrices';
import { helpText } from './help';
import { readInputs, type InputFile } from './inputs';
import { asTheyAre, hintAtCharts, renderInputs, type RenderedInputs } from './render';
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
import type { ClusterView, World } from './world';

/** @param words  the arguments after the program's name */
export async function runCommandLine(words: readonly string[], world: World): Promise<ExitStatus> {
  const parsed = parseArguments(words);
  if (!parsed.ok) return refuse(parsed.failure.message, world);
  const invocation = parsed.value;
  if (invocation.command === 'help') return print([helpText(invocation.helpOn)], world, 0);
  if (invocation.command === 'version') return print([world.version], world, 0);
  if (invocation.command === 'rules') return runRules(invocation, world);
  if (invocation.command === 'explain') return runExplain(invocation, world);
  if (invocation.command === 'merge') return runMerge(invocation, world);
  if (invocation.command === 'prices') return runPriceRefresh(invocation, world);
  return runOnFiles(invocation, world);
}

async function runOnFiles(asked: Invocation, world: World): Promise<ExitStatus> {
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
  const written = withoutProjectFiles(sides.value.after);
  const inputs = await rendered(written, invocation, world);
  if (!inputs.ok) return refuse(inputs.failure.message, world);
  const { files } = inputs.value;
  const projectFiles = projectFilesAbove([...before, ...files], world.workingDirectory);
  if (!projectFiles.ok) return refuse(projectFiles.failure.message, world);
  const named = [...before, ...written, ...inputs.value.read, ...projectFiles.value];
  const byUri = new Map(named.map(({ uri, label }) => [uri, label]));
  const labels: Labels = (uri) => byUri.get(uri) ?? uri;
  const forStdin = optionsForStdin(files, projectFiles.value, world.workingDirectory);
  const live = await liveCluster(invocation, world);
  if (live && !live.ok) return refuse(live.failure.message, world);
  const options = {
    ...{ ...invocation.options, ...forStdin, projectFiles: projectFiles.value.map(sourceOf) },
    cost: mergeCostOptions(forStdin.cost ?? {}, invocation.options.cost ?? {}),
  };
  return runJob({
    ...{ invocation: { ...invocation, options }, world, files, before, catalog, region, labels },
    rendered: inputs.value.rendered,
    renderFailures: inputs.value.failures,
    ...(live ? { live: live.value.objects } : {}),
    unreadable: sides.value.unreadable,
    style: styleFor(world),
  });
}

/** What runs where `--cluster-context` says; undefined without it. */
async function liveCluster(
  { clusterContext, kubeconfig, clusterExec }: Invocation,
  world: World,
): Promise<Outcome<ClusterView> | undefined> {
  if (clusterContext === undefined) return undefined;
  if (!world.readCluster) return failed('--cluster-context: clusterView.js is missing beside the program');
  if (world.isTerminal) world.err(`reading cluster ${clusterContext} ...\n`);
  const read = await world.readCluster({
    ...{ context: clusterContext, mayRunPrograms: clusterExec },
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  });
  if (read.ok) for (const warning of read.value.warnings) world.err(`dryfit: ${warning}\n`);
  return read;
}

/** The files as a cluster would get them, where that is asked for. */
function rendered(
  files: readonly InputFile[],
  invocation: Invocation,
  world: World,
): Outcome<RenderedInputs> | Promise<Outcome<RenderedInputs>> {
  if (invocation.render) return renderInputs(files, invocation, world);
  if (invocation.command !== 'convert') hintAtCharts(files, world);
  return success(asTheyAre(files));
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

/** What could not be rendered is a finding of `check` and is reported by `overview`; to all others it is a file that cannot be
 *  read. */
function runJob(job: Job): ExitStatus | Promise<ExitStatus> {
  const [failure] = job.renderFailures;
  if (failure && !['check', 'overview'].includes(job.invocation.command))
    return refuse(`${job.labels(failure.uri)}: ${failure.message}`, job.world);
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
