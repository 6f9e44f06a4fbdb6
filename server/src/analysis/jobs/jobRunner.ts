/** Answers the jobs of the worker thread. Keeps parsed documents and resolved instance types between jobs. A job that is
 *  cancelled stops between two files, two manifests' rules or within a solve: by throwing `SolveStopped`, caught here. */
import type { Catalog, RegionCatalog } from '../../catalog/catalog';
import { ParseCache, parseFile, type Manifest } from '../../manifest/document';
import type { Finding } from '../../model/finding';
import { resolveOptions, type ResolvedOptions } from '../../model/options';
import { ObjectGraph } from '../../rules/graph';
import { runRules } from '../../rules/run';
import { explainSimulation } from '../../simulate/explanation/explanation';
import { TypeCache } from '../../simulate/instanceTypes';
import type { Simulation } from '../../simulate/simulate';
import { unknownTypes } from '../../simulate/whatIf';
import { SolverCache } from '../../solver/groundwork';
import { SolveStopped } from '../../solver/solve';
import { failed, success, type Outcome } from '../../util/outcome';
import { budgetWeek } from '../motion/budgetWeek';
import { refusedDocuments } from '../check/check';
import { withConversionsOfEach } from '../check/conversions';
import { LazyClusterFacts } from '../clusters/clusterFacts';
import { clusterDetails, DetailsCache, type ClusterDetails } from '../shown/details';
import { previewDrift } from '../motion/drift';
import { editFindings } from '../check/editStage';
import { explained, type WorkloadExplained } from '../shown/explained';
import { KnownFindings } from '../check/knownFindings';
import { FactsCache } from '../clusters/factsCache';
import type {
  CheckedFile,
  CheckJob,
  ClusterInput,
  ClusterJob,
  ClusterResult,
  CompareAnswer,
  JobTask,
  PictureAnswer,
} from './jobs';
import { lensMarks } from '../shown/lensMarks';
import type { JobOutcome } from './ports';
import type { TimelineQuestion } from '../motion/panelTimeline';
import { poolPlaces } from '../poolPlaces';
import type { ClusterPreview } from '../shown/preview';
import { previewOf } from '../shown/previewOf';
import type { Resources } from '../motion/clusterWorld';
import type { Comparison } from '../motion/strategies';
import { Refusals } from '../check/refusals';
import { worstOf, worstOfEach } from '../shown/shown';

/** Of use once a panel asks what time will bring. */
const future = (): typeof import('../motion/future') =>
  require('../motion/future') as typeof import('../motion/future');

/** Rules look at this many manifests between two questions whether the job is still wanted. */
const CHUNK = 8;

/** One job with what its parts share. */
interface Job {
  readonly input: ClusterInput;
  readonly options: ResolvedOptions;
  readonly manifests: readonly Manifest[];
  readonly graph: ObjectGraph;
  readonly facts: LazyClusterFacts;
  /** Throws when the job is no longer wanted. */
  readonly proceed: () => void;
}

type CheckTask = Extract<JobTask, { kind: 'check' }>;
type PictureTask = Extract<JobTask, { kind: 'picture' }>;
type SolveTask = Extract<JobTask, { kind: 'solve' }>;

export class JobRunner {
  readonly #parsed = new ParseCache();
  readonly #types = new TypeCache();
  readonly #solver = new SolverCache();
  readonly #kept = new DetailsCache();
  readonly #refusals = new Refusals();
  readonly #facts = new FactsCache();
  readonly #known = new KnownFindings();
  #graph: ObjectGraph | undefined;

  /** @param onFailure  told of a rule that throws; the others still run */
  constructor(
    private readonly catalog: Catalog,
    private readonly now: () => number,
    private readonly onFailure: (rule: string, error: unknown) => void,
  ) {}

  /** Never throws for a job that was cancelled; a bug is thrown.
   *  @param onDrawn  told of a simulation's picture before the rules are asked */
  run(
    task: JobTask,
    input: ClusterInput,
    isCancelled: () => boolean,
    onDrawn: (preview: ClusterPreview) => void = () => undefined,
  ): JobOutcome<unknown> {
    try {
      const proceed = (): void => {
        if (isCancelled()) throw new SolveStopped();
      };
      return this.#answer(task, this.#prepare(input, proceed), onDrawn);
    } catch (error) {
      if (error instanceof SolveStopped) return { ok: false, isCancelled: true };
      throw error;
    }
  }

  #answer(task: JobTask, job: Job, onDrawn: (preview: ClusterPreview) => void): Outcome<unknown> {
    switch (task.kind) {
      case 'check':
        return success(task.wantedUris.map((uri) => this.#checkFile(uri, job, task)));
      case 'solve':
        return this.#solve(task, job, onDrawn);
      case 'details':
        return this.#details(job);
      case 'fixes':
        return success(this.#solveFindings(ofFile(job, task.uri), job, { withFixes: true }));
      case 'convert':
        return success(withConversionsOfEach(task.findings, job.manifests));
      case 'picture':
        return this.#pictureIf(task, job);
      case 'compare':
        return this.#compare(task, job, this.#prepare({ ...job.input, files: task.before }, job.proceed));
      case 'explain':
        return success(this.#explain(task.replicas, job));
      case 'week':
        return success(budgetWeek(job.manifests, task.week));
      case 'timeline':
        return future().panelTimeline(task.question, job.input, this.#resources(job));
      case 'strategies':
        return this.#strategies(task.question, job);
      case 'scaleDown':
        return success(future().afterScaleDown(job.input, this.#resources(job)));
    }
  }

  #prepare(input: ClusterInput, proceed: () => void): Job {
    const options = resolveOptions(input.options);
    const manifests = input.files.flatMap((file) => {
      proceed();
      return parseFile(file, { placeholders: options.placeholders, cache: this.#parsed, proceed });
    });
    const facts = new LazyClusterFacts({
      ...{ manifests, options, catalog: this.catalog, cache: this.#types, now: this.now },
      refusedOf: (all) =>
        new Set(inChunks(all, proceed, (chunk) => this.#refusals.among(chunk, options, refusedDocuments))),
      control: { shouldStop: stopper(proceed), cache: this.#solver },
    });
    this.#graph = new ObjectGraph(manifests, this.#graph);
    return { input, options, manifests, graph: this.#graph, facts, proceed };
  }

  #checkFile(uri: string, job: Job, { scope, knownFacts = {} }: CheckTask): CheckedFile {
    const wanted = ofFile(job, uri);
    const facts = this.#facts.of(wanted, knownFacts[uri]);
    return {
      uri,
      findings: worstOf(this.#editFindings(wanted, job, scope)),
      ...(facts ? { facts } : {}),
      pools: poolPlaces(wanted),
    };
  }

  #solve(
    { replicas, refused }: SolveTask,
    job: Job,
    onDrawn: (preview: ClusterPreview) => void,
  ): Outcome<ClusterResult> {
    const { facts, manifests, options } = job;
    if (refused) this.#refusals.learn(manifests, options, new Set(refused));
    const preview = this.#picture(job, facts.simulation(replicas));
    if (!preview.ok) return preview;
    // The rules take as long again: a panel need not wait for them.
    onDrawn(preview.value);
    const editFindings = refused ? [] : worstOfEach(this.#editFindings(manifests, job, 'cluster'));
    const solveFindings = worstOfEach(this.#solveFindings(manifests, job, { withFixes: false }));
    return success({ preview: preview.value, lenses: lensMarks(manifests), editFindings, solveFindings });
  }

  #details(job: Job): Outcome<ClusterDetails> {
    const region = this.#region(job);
    if (!region) return unknownRegion(job);
    const { facts, manifests, options } = job;
    return success(clusterDetails(facts, { manifests, region, options, cache: this.#kept }));
  }

  #region({ options }: Job): RegionCatalog | undefined {
    return this.catalog.region(options.region);
  }

  #picture(job: Job, simulation: Simulation, cost = job.options.cost): Outcome<ClusterPreview> {
    const region = this.#region(job);
    if (!region) return unknownRegion(job);
    const context = { catalog: this.catalog, region, manifests: job.manifests, cost };
    return success(previewOf(simulation, job.facts, context));
  }

  #pictureIf({ replicas, whatIf, cost }: PictureTask, job: Job): Outcome<PictureAnswer> {
    const region = this.#region(job);
    if (!region) return unknownRegion(job);
    const simulation = job.facts.simulationIf(replicas, whatIf);
    const preview = this.#picture(job, simulation, { ...job.options.cost, ...cost });
    if (!preview.ok) return preview;
    return success({ preview: preview.value, unknownTypes: unknownTypes(whatIf, region) });
  }

  #compare(task: Extract<JobTask, { kind: 'compare' }>, job: Job, older: Job): Outcome<CompareAnswer> {
    const simulation = older.facts.simulation(task.replicas);
    const before = this.#picture(older, simulation);
    if (!before.ok) return before;
    const drift = previewDrift({
      before: { manifests: older.manifests, simulation },
      after: job.manifests,
      karpenterVersion: job.options.karpenterVersion,
      fromSecond: task.fromSecond,
      secondsPerNode: task.secondsPerNode,
    });
    return success({ before: before.value, drift });
  }

  #explain(replicas: ClusterJob['replicas'], job: Job): readonly WorkloadExplained[] {
    const { input, result } = job.facts.simulation(replicas);
    const unpriced = new Set(this.#region(job)?.unpricedTypes);
    const shouldStop = stopper(job.proceed);
    return explained(explainSimulation({ input, result, cache: this.#solver, unpriced, shouldStop }));
  }

  #resources({ proceed }: Job): Resources {
    return { catalog: this.catalog, cache: this.#types, shouldStop: stopper(proceed) };
  }

  #strategies(question: TimelineQuestion, job: Job): Outcome<Comparison> {
    const resources = this.#resources(job);
    const made = future().timelineRequest(question, job.input, resources);
    return made.ok ? future().strategiesOfFiles(made.value.request, resources) : made;
  }

  #editFindings(
    wanted: readonly Manifest[],
    { graph, input, proceed }: Job,
    scope: CheckJob['scope'],
  ): readonly Finding[] {
    const found: Finding[] = [];
    const { options } = input;
    const { onFailure } = this;
    for (const some of editFindings({ graph, wanted, options, scope, onFailure, known: this.#known })) {
      proceed();
      for (const one of some) found.push(one);
    }
    return found;
  }

  #solveFindings(
    wanted: readonly Manifest[],
    { graph, options, facts, proceed }: Job,
    { withFixes }: { readonly withFixes: boolean },
  ): readonly Finding[] {
    return inChunks(wanted, proceed, (manifests) =>
      runRules(
        {
          ...{ manifests, graph, options, facts, withFixes },
          onFailure: (rule, error) => this.#failed(rule.id, error),
        },
        'solve',
      ),
    );
  }

  /** A rule that asked for a simulation when the job was cancelled has no bug. */
  #failed(rule: string, error: unknown): void {
    if (error instanceof SolveStopped) throw error;
    this.onFailure(rule, error);
  }
}

/** The solver asks instead of being thrown at. */
function stopper(proceed: () => void): () => boolean {
  return () => {
    proceed();
    return false;
  };
}

const unknownRegion = ({ options }: Job): Outcome<never> =>
  failed(
    `there are no instance types or prices of region ${options.region}`,
    'set dryfit.region to a region that EC2 offers publicly',
  );

const ofFile = ({ manifests }: Job, uri: string): readonly Manifest[] =>
  manifests.filter((one) => one.uri === uri);

function inChunks<T>(
  manifests: readonly Manifest[],
  proceed: () => void,
  find: (chunk: readonly Manifest[]) => readonly T[],
): readonly T[] {
  const found: T[] = [];
  for (let start = 0; start < manifests.length; start += CHUNK) {
    proceed();
    for (const one of find(manifests.slice(start, start + CHUNK))) found.push(one);
  }
  return found;
}
