/** The programmatic interface: plain functions over texts. No network, clock or environment; bad manifests are findings.
 *  Only options that cannot mean anything (a region without offerings) throw. */
import { catalogOf } from './adapters/pricedCatalog';
import { admitsHpa } from './analysis/check/admission';
import { consolidateFiles, type ConsolidationRequest } from './analysis/motion/consolidate';
import { nodeGroupCosts, type NodeGroupCosts } from './analysis/motion/nodeGroupCosts';
import { gangsOfFiles, type GangReport, type GangsRequest } from './analysis/motion/gangs';
import { afterScaleDown, type ScaleDown, type ScaleDownRequest } from './analysis/motion/scaleDown';
import { ClusterSession, type SessionInput } from './analysis/session';
import { strategiesOfFiles, type StrategiesRequest } from './analysis/motion/strategies';
import { timelineOfFiles, type TimelineRequest } from './analysis/motion/timeline';
import { describeInstanceTypes, type InstanceTypeDescription } from './catalog/describe';
import { resolveInstanceTypes } from './catalog/resolve';
import type { ClusterCost } from './cost/cluster';
import type { Consolidation } from './consolidation/consolidate';
import { convertFiles, type ConvertResult } from './convert/convert';
import { diffFiles } from './diff/diff';
import type { DiffResult } from './diff/types';
import { judgeBudgets, type BudgetAnswer, type BudgetCase } from './dynamics/budgets/judge';
import { playHpa, type HpaRun, type HpaScenario } from './dynamics/hpa/scenario/play';
import { gateAt } from './dynamics/hpa/scenario/settings';
import { judgeKeda, type KedaAnswer, type KedaCase } from './dynamics/keda/judge';
import { parseFile } from './manifest/document';
import { decodeEc2NodeClass } from './manifest/ec2NodeClass';
import type { CheckResult, SourceFile } from './model/finding';
import type { LiveObjects } from './model/liveObjects';
import { resolveOptions, type Options, type ResolvedOptions } from './model/options';
import { mergeFleets, type FleetReport } from './report/fleet';
import type { Explanation } from './simulate/explanation/types';
import { TypeCache } from './simulate/instanceTypes';
import type { ReplicaChoice } from './simulate/replicas';
import type { SimulateResult } from './simulate/summary';
import { optionsProblem } from './simulate/usableOptions';
import type { Comparison } from './strategies/types';
import type { Timeline } from './timeline/timeline';

export type { CheckResult, DocumentVerdict, Finding, Fix, SourceFile } from './model/finding';
export type { ClusterCost, PoolCost, WorkloadCost } from './cost/cluster';
export type { Bill, BillTerm } from './cost/bill';
export type { LiveObjects } from './model/liveObjects';
export type { CostOptions } from './model/costOptions';
export type { Options } from './model/options';
export type { PriceSnapshot } from './model/priceSnapshot';
export type { Explanation } from './simulate/explanation/types';
export type { TimelineRequest } from './analysis/motion/timeline';
export type { StrategiesRequest } from './analysis/motion/strategies';
export type { Comparison, StrategyId, StrategyOutcome } from './strategies/types';
export type { Timeline } from './timeline/timeline';
export type { ConversionNote, Converted, ConvertedGroup, ConvertResult, Renaming } from './convert/convert';
export type {
  KarpenterCost,
  NodeGroupCost,
  NodeGroupCosts,
  SizeCosts,
} from './analysis/motion/nodeGroupCosts';
export type { InstanceTypeDescription } from './catalog/describe';
export type { ClusterDiff, DiffResult, PoolDiff, WorkloadDiff } from './diff/types';
export type { FleetCluster, FleetReport, FleetTotals } from './report/fleet';
export type { SimulatedNodeClaim, SimulateResult, UnschedulablePods } from './simulate/summary';

/** What `check` takes beside files. */
export interface CheckOptions extends Options {
  /** The stored version of the same objects, for rules about transitions. */
  readonly previous?: readonly SourceFile[];
  /** Told of a rule that threw: a bug of Dryfit's, left out of the findings. The other rules still run. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

/** What `simulate`, `cost` and `explain` take beside files. */
export interface SimulateOptions extends Options {
  readonly replicas?: ReplicaChoice;
  /** What runs already, as the API server lists it: its NodePools and node classes count where the files have none of the
   *  name, its pending pods are simulated, workloads of the files ask for what does not run yet. docs/cluster.md. */
  readonly live?: LiveObjects;
  /** Whether nodes of static pools (`spec.replicas`) are there before the pass, and take pods. Without it they are for `cost` and
   *  `explain`, and are not for `simulate`, where such pools take no part. */
  readonly staticNodes?: boolean;
  /** A clock in milliseconds, from any start: fills the times in `stats`, which are 0 without it. */
  readonly now?: () => number;
}

/** What the API server, the controllers and the rules say about the files, taken as one cluster.
 *  @throws Error for a region without offerings, numbers that are none, or prices that are no snapshot of the region */
export function check(files: readonly SourceFile[], options: CheckOptions = {}): CheckResult {
  const { previous, onRuleFailure, ...rest } = options;
  return sessionOf(files, rest, onRuleFailure ? { onRuleFailure } : {}).check(previous);
}

/** One pass of Karpenter's provisioner over an empty cluster made of the files.
 *  @throws Error as `check` */
export function simulate(files: readonly SourceFile[], options: SimulateOptions = {}): SimulateResult {
  const { replicas = 'spec', now, live, staticNodes = false, ...rest } = options;
  const more = { staticNodes, ...(now ? { now } : {}), ...(live ? { live } : {}) };
  return sessionOf(files, rest, more).simulate(replicas).summary;
}

/** The bill of the simulated cluster: nodes as bought, their volumes, control plane, fees; of each pool, and what each
 *  workload has of it. `options.cost` says what is discounted and what counts; docs/cost.md has the terms.
 *  @throws Error as `check` */
export function cost(files: readonly SourceFile[], options: SimulateOptions = {}): ClusterCost {
  const { replicas = 'spec', now: _, live, staticNodes = true, ...rest } = options;
  const made = sessionOf(files, rest, { staticNodes, ...(live ? { live } : {}) }).cost(replicas);
  if (!made) throw new Error(`there are no prices of region ${options.region ?? ''}`);
  return made;
}

/** Why each pool leaves the types it leaves and each pending pod is pending: elimination funnels, the nearest miss, and
 *  the smallest single change that places the pods, found by solving again.
 *  @throws Error as `check` */
export function explain(files: readonly SourceFile[], options: SimulateOptions = {}): Explanation {
  const { replicas = 'spec', now: _, live, staticNodes = true, ...rest } = options;
  return sessionOf(files, rest, { staticNodes, ...(live ? { live } : {}) }).explain(replicas);
}

/** Instance types are resolved once per node class and set of options; results do not depend on it. */
const types = new TypeCache();

function sessionOf(
  files: readonly SourceFile[],
  options: Options,
  callbacks: Pick<SessionInput, 'now' | 'onRuleFailure' | 'live' | 'staticNodes'> = {},
): ClusterSession {
  resolveUsableOptions(options);
  return new ClusterSession({ files, options, catalog: catalogOf(options), cache: types, ...callbacks });
}

/** The instance types that Karpenter sees under the first EC2NodeClass of the files; none without one.
 *  @throws Error as `check` */
export function instanceTypes(
  files: readonly SourceFile[],
  options: Options = {},
): InstanceTypeDescription[] {
  const resolved = resolveUsableOptions(options);
  const { placeholders } = resolved;
  for (const { value } of files.flatMap((file) => parseFile(file, { placeholders }))) {
    const nodeClass = decodeEc2NodeClass(value);
    if (nodeClass)
      return describeInstanceTypes(resolveInstanceTypes(catalogOf(options), nodeClass, resolved));
  }
  return [];
}

/** The options with their defaults. What cannot mean anything is thrown, as an Error that says what would. */
function resolveUsableOptions(options: Options): ResolvedOptions {
  const resolved = resolveOptions(options);
  const problem = optionsProblem(resolved, catalogOf(options).regions);
  if (problem !== undefined) throw new Error(problem);
  return resolved;
}

/** Whether disruption budgets are active, and how many nodes they let go: at an instant, over a span, or when a schedule
 *  fires. docs/dynamics.md has the shapes. */
export const budgets = (question: BudgetCase): BudgetAnswer => judgeBudgets(question);

/** When KEDA's cron trigger is active, or what its scale loop does between zero and the minimum. docs/dynamics.md has the
 *  shapes. */
export const keda = (question: KedaCase): KedaAnswer => judgeKeda(question);

/** Plays the HPA controller of Kubernetes 1.35 over a load. docs/dynamics.md has the shapes. */
export function hpa(scenario: HpaScenario): HpaRun {
  const gates = {
    scaleToZero: gateAt(scenario, 'HPAScaleToZero', false),
    configurableTolerance: gateAt(scenario, 'HPAConfigurableTolerance', true),
  };
  const isAdmitted = admitsHpa(scenario?.hpa, gates);
  return isAdmitted ? playHpa(scenario) : { rejected: true, events: [], ticks: [] };
}

/** What consolidation does to the cluster that the files make, once it was provisioned and its workloads shrank.
 *  @throws Error as `check` */
export function consolidate(request: ConsolidationRequest): Consolidation {
  resolveUsableOptions(request.options ?? {});
  return consolidateFiles(request, { catalog: catalogOf(request.options ?? {}), cache: types });
}

/** The two sides of `diff`. */
export interface DiffInput {
  /** A file is the same on both sides when its URI is. */
  readonly before: readonly SourceFile[];
  readonly after: readonly SourceFile[];
  readonly options?: Options;
  readonly replicas?: ReplicaChoice;
}

/** What a change of manifests does to nodes, cost, pending pods and findings, for each folder with a NodePool. Clusters
 *  whose files are the same on both sides are neither judged nor simulated.
 *  @throws Error as `check` */
export function diff({ before, after, options = {}, replicas = 'spec' }: DiffInput): DiffResult {
  resolveUsableOptions(options);
  const labelled = (files: readonly SourceFile[]) => files.map((file) => ({ ...file, label: file.uri }));
  return diffFiles({
    ...{ options, replicas, catalog: catalogOf(options), cache: types },
    ...{ before: labelled(before), after: labelled(after) },
  });
}

/** What consolidation removes or replaces once every scaler goes from its maximum to its minimum, and what that saves.
 *  @throws Error as `check` */
export function scaleDown(request: ScaleDownRequest): ScaleDown {
  resolveUsableOptions(request.options ?? {});
  return afterScaleDown(request, { catalog: catalogOf(request.options ?? {}), cache: types });
}

/** Scaling over time: demand, pods, nodes and dollars, second by second, for a workload under a load. docs/dynamics.md has the
 *  shapes; `version` rises with every change that breaks them. What cannot be played is an `error`.
 *  @throws Error as `check` */
export function timeline(request: TimelineRequest): Timeline | { readonly error: string } {
  resolveUsableOptions(request?.options ?? {});
  const played = timelineOfFiles(request, { catalog: catalogOf(request?.options ?? {}), cache: types });
  return played.ok ? played.value : { error: played.failure.message };
}

/** Adds up the reports of `overview --format json` of several parts of a fleet.
 *  @throws Error when they are of different regions, or hold a cluster twice */
export function merge(fleets: readonly FleetReport[]): FleetReport {
  const merged = mergeFleets(fleets);
  if (!merged.ok) throw new Error(merged.failure.message);
  return merged.value;
}

/** Jobs under Kueue, admitted as a whole by quota and packed on nodes; which of them can never run, and why. docs/dynamics.md
 *  has the shapes.
 *  @throws Error as `check` */
export function gangs(request: GangsRequest): readonly GangReport[] {
  resolveUsableOptions(request.options ?? {});
  return gangsOfFiles(request, { catalog: catalogOf(request?.options ?? {}), cache: types });
}

/** Objects of old API versions as their current ones, in their own texts with comments kept; what could not be carried over is
 *  in the notes. Node groups of eksctl files become pools in new files, with what they cost and what Karpenter would run instead.
 *  docs/convert.md has the shapes; `version` rises with every change that breaks them.
 *  @throws Error as `check` */
export function convert(files: readonly SourceFile[], options: Options = {}): Conversion {
  resolveUsableOptions(options);
  const catalog = catalogOf(options);
  const converted = convertFiles(files, { vcpusOf: (type) => catalog.facts(type)?.vcpuCount });
  return {
    ...converted,
    nodeGroupCosts: nodeGroupCosts(files, converted, options, { catalog, cache: types }),
  };
}

/** What `convert` gives. */
export interface Conversion extends ConvertResult {
  /** For each eksctl file whose groups were converted, where there are prices of its region. */
  readonly nodeGroupCosts: readonly NodeGroupCosts[];
}

/** Ways to meet a load, played on the user's own manifests and compared: time to serve, unserved demand, extra dollars, complexity,
 *  and a recommendation; each with its manifests. docs/dynamics.md has the shapes. What cannot be compared is an `error`.
 *  @throws Error as `check` */
export function strategies(request: StrategiesRequest): Comparison | { readonly error: string } {
  resolveUsableOptions(request?.options ?? {});
  const compared = strategiesOfFiles(request, { catalog: catalogOf(request?.options ?? {}), cache: types });
  return compared.ok ? compared.value : { error: compared.failure.message };
}
