/** Runs a command line and gives its exit status: 0, 1 for findings or pods left over, 2 for bad usage. */
import { loadCatalog } from '../adapters/catalogFile';
import { ClusterSession } from '../analysis/session';
import { check, explain, simulate, type CheckResult } from '../api';
import { controlRules } from '../rules/control';
import { rules } from '../rules/registry';
import { resolveOptions } from '../model/options';
import type { Catalog, RegionCatalog } from '../catalog/catalog';
import type { SourceFile } from '../model/finding';
import { success, type Outcome } from '../util/outcome';
import { TypeCache } from '../simulate/instanceTypes';
import { optionsProblem } from '../simulate/usableOptions';
import { parseArguments, type Invocation } from './arguments';
import { checkText, isAtLeast, type Labels } from './checkText';
import { clustersOf, type InputCluster } from './clusters';
import { explainText } from './explainText';
import { withSafeFixes, writeChanged } from './fix';
import { HELP } from './help';
import { readInputs, type InputFile } from './inputs';
import { overviewText, type ClusterReport } from './overview';
import { priceLines } from './prices';
import { nearestWord } from '../util/nearest';
import { levelsForStdin, projectFilesAbove, withoutProjectFiles } from './projectFiles';
import { ruleText, rulesText } from './rulesText';
import { simulateText } from './simulateText';
import { COLOURED, counted, PLAIN, type Style } from './style';
import type { World } from './world';

export type ExitStatus = 0 | 1 | 2;

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

/** One line on standard error: what is wrong and what to do. */
function refuse(message: string, world: World): ExitStatus {
  world.err(`dryfit: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return 2;
}

function print(lines: readonly string[], world: World, status: ExitStatus): ExitStatus {
  world.out(`${lines.join('\n')}\n`);
  return status;
}

function unbuilt({ command, format }: Invocation): string | undefined {
  if (command === 'diff') return 'diff is not built yet: simulate both versions and compare';
  if (format === 'sarif' || format === 'markdown')
    return `--format ${format} is not built yet: use text or json`;
  if (command === 'overview' && format === 'json')
    return 'overview prints text: use check or simulate for json';
  return undefined;
}

/** Everything that can be named in a suppression or a project file. */
const named = [...rules, ...controlRules];

function runRules({ format }: Invocation, world: World): ExitStatus {
  if (format !== 'json') return print(rulesText(named, styleFor(world)), world, 0);
  const list = named.map(({ id, severity, stage, fixable, docs }) => ({
    ...{ id, severity, stage, fix: fixable, fixable },
    ...docs,
  }));
  return print([JSON.stringify(list, undefined, 2)], world, 0);
}

function runExplain({ paths: [id = ''], format }: Invocation, world: World): ExitStatus {
  const rule = named.find((one) => one.id === id);
  if (!rule) {
    const ids = named.map((one) => one.id);
    const meant = nearestWord(id, ids) ?? ids.find((one) => one.endsWith(`/${id}`));
    const hint = meant === undefined ? 'dryfit rules lists them' : `did you mean ${meant}?`;
    return refuse(`unknown rule ${id}: ${hint}`, world);
  }
  if (format !== 'json') return print(ruleText(rule, styleFor(world)), world, 0);
  const { severity, stage, kinds, fixable, docs } = rule;
  return print(
    [JSON.stringify({ id, severity, stage, kinds, fix: fixable, ...docs }, undefined, 2)],
    world,
    0,
  );
}

const styleFor = (world: World): Style => (world.isTerminal && !world.noColour ? COLOURED : PLAIN);

/** A command with everything that it works on. */
interface Job {
  readonly invocation: Invocation;
  readonly world: World;
  readonly files: readonly InputFile[];
  readonly catalog: Catalog;
  readonly region: RegionCatalog;
  readonly labels: Labels;
  readonly style: Style;
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

function runCheck(job: Job): ExitStatus {
  const { invocation, world, labels, style } = job;
  const { failOn, format, options } = invocation;
  const checked = (files: readonly SourceFile[]): CheckResult =>
    check(files.map(sourceOf), { ...options, onRuleFailure: reportTo(world) });
  const fixed = invocation.fix ? runFixes(job, checked) : success(job.files);
  if (!fixed.ok) return refuse(fixed.failure.message, world);
  const result = withProgress(job, 'checking', () => checked(fixed.value));
  const fails = failOn !== 'never' && result.findings.some((finding) => isAtLeast(finding, failOn));
  const lines = format === 'json' ? [JSON.stringify(result, undefined, 2)] : checkText(result, labels, style);
  return print(lines, world, fails ? 1 : 0);
}

/** Says how many on standard error, so that standard output stays what it is without. */
function runFixes(
  job: Job,
  checked: (files: readonly SourceFile[]) => CheckResult,
): Outcome<readonly InputFile[]> {
  const { files, fixCount, fileCount } = withProgress(job, 'fixing', () =>
    withSafeFixes(job.files, (current) => checked(current).findings),
  );
  const written = writeChanged(job.files, files);
  if (!written.ok) return written;
  const what =
    fixCount === 0
      ? 'nothing to fix'
      : `applied ${counted(fixCount, 'fix', 'fixes')} in ${counted(fileCount, 'file')}`;
  job.world.err(`dryfit: ${what}\n`);
  return success(files);
}

function runSimulate(job: Job): ExitStatus {
  const { invocation, world, files, region, style } = job;
  const { failOn, format, options, replicas, stats: withStats } = invocation;
  const sources = files.map(sourceOf);
  const measured = withStats ? { now: world.now } : {};
  const result = withProgress(job, 'simulating', () =>
    simulate(sources, { ...options, replicas, ...measured }),
  );
  const explanation = invocation.explain
    ? withProgress(job, 'explaining', () => explain(sources, { ...options, replicas }))
    : undefined;
  const { stats, ...unmeasured } = result;
  const json = { ...unmeasured, ...(withStats ? { stats } : {}), ...(explanation ? { explanation } : {}) };
  const fails = failOn !== 'never' && result.unschedulable.length > 0;
  const lines =
    format === 'json'
      ? [JSON.stringify(json, undefined, 2)]
      : [
          ...(explanation ? explainText(explanation, style) : []),
          ...simulateText(result, priceLines(region), style),
        ];
  return print(lines, world, fails ? 1 : 0);
}

/** A rule that throws is a bug of ours: said, and nothing else stops. */
const reportTo =
  (world: World) =>
  (rule: string, error: unknown): void =>
    world.err(`dryfit: bug in rule ${rule}, left out: ${String(error)}\n`);

const sourceOf = ({ uri, text }: SourceFile) => ({ uri, text });

function runOverview(job: Job): ExitStatus {
  const cache = new TypeCache();
  const clusters = clustersOf(job.files);
  const reports = clusters.flatMap((cluster, index) => {
    progress(job, `${index + 1} of ${clusters.length}: ${cluster.name}`);
    return reportOf(cluster, job, cache);
  });
  progress(job, '');
  return print(overviewText(reports, job), job.world, 0);
}

/** Says what is going on while `work` lasts. */
function withProgress<T>(job: Job, doing: string, work: () => T): T {
  progress(job, `${doing} ${counted(job.files.length, 'file')} ...`);
  const result = work();
  progress(job, '');
  return result;
}

/** One line that the next one replaces, on a terminal only. */
function progress({ world }: Job, text: string): void {
  if (world.isTerminal) world.err(`\r\u001b[K${text}`);
}

function reportOf(
  { name, files }: InputCluster,
  { invocation, catalog, world }: Job,
  cache: TypeCache,
): ClusterReport[] {
  const { options, replicas } = invocation;
  const session = new ClusterSession({
    files: files.map(sourceOf),
    options,
    catalog,
    cache,
    onRuleFailure: reportTo(world),
  });
  const { summary, input } = session.simulate(replicas);
  const preview = session.preview(replicas);
  const withoutClass = input.pools.filter(({ instanceTypes }) => instanceTypes.length === 0);
  const poolsWithoutClass = new Set(withoutClass.map(({ pool }) => pool.name));
  const report = { name, fileCount: files.length, check: session.check(), summary, poolsWithoutClass };
  return preview ? [{ ...report, preview }] : [];
}
