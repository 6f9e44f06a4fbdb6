/** Answers the jobs of the worker thread. Keeps parsed documents and resolved instance types between jobs. */
import type { Catalog } from '../catalog/catalog';
import { ParseCache, parseFile, type Manifest } from '../manifest/document';
import type { Finding } from '../model/finding';
import { resolveOptions } from '../model/options';
import { ClusterGraph } from '../rules/graph';
import { runRules } from '../rules/run';
import { TypeCache } from '../simulate/instanceTypes';
import { SolverCache, SolveStopped } from '../solver/solve';
import { failed, success } from '../util/outcome';
import { refusedDocuments } from './check';
import { LazyClusterFacts } from './clusterFacts';
import { checkEdits } from './editStage';
import { fileFacts } from './fileFacts';
import type { CheckedFile, ClusterInput, ClusterResult, JobTask } from './jobs';
import type { JobOutcome } from './ports';
import { poolPlaces } from './poolPlaces';
import { previewOf } from './previewOf';

const CANCELLED = { ok: false, isCancelled: true } as const;

type IsCancelled = () => boolean;

export class JobRunner {
  readonly #parsed = new ParseCache();
  readonly #types = new TypeCache();
  readonly #solver = new SolverCache();

  constructor(
    private readonly catalog: Catalog,
    private readonly now: () => number,
    private readonly onFailure: (rule: string, error: unknown) => void,
  ) {}

  /** Never throws for a job that was cancelled; a bug is thrown. */
  run(task: JobTask, input: ClusterInput, isCancelled: IsCancelled): JobOutcome<unknown> {
    try {
      return this.#run(task, input, isCancelled);
    } catch (error) {
      if (error instanceof SolveStopped) return CANCELLED;
      throw error;
    }
  }

  #run(task: JobTask, input: ClusterInput, isCancelled: IsCancelled): JobOutcome<unknown> {
    const manifests = this.#parse(input, isCancelled);
    if (!manifests) return CANCELLED;
    switch (task.kind) {
      case 'check':
        return success(this.#check(task.wantedUris, manifests, input));
      case 'solve':
        return this.#solve(task.replicas, manifests, input, isCancelled);
      case 'fixes':
        return success(this.#fixes(task.uri, manifests, input, isCancelled));
    }
  }

  #parse({ files }: ClusterInput, isCancelled: IsCancelled): readonly Manifest[] | undefined {
    const manifests: Manifest[] = [];
    for (const file of files) {
      if (isCancelled()) return undefined;
      for (const one of parseFile(file, { placeholders: 'allow', cache: this.#parsed })) manifests.push(one);
    }
    return manifests;
  }

  #check(wantedUris: readonly string[], manifests: readonly Manifest[], input: ClusterInput): CheckedFile[] {
    return wantedUris.map((uri) => {
      const wanted = manifests.filter((one) => one.uri === uri);
      return {
        uri,
        findings: this.#edits(manifests, wanted, input),
        facts: fileFacts(wanted.map(({ value }) => value)),
        pools: poolPlaces(wanted),
      };
    });
  }

  #solve(
    replicas: 'spec' | 'min' | 'max',
    manifests: readonly Manifest[],
    input: ClusterInput,
    isCancelled: IsCancelled,
  ): JobOutcome<ClusterResult> {
    const options = resolveOptions(input.options);
    const region = this.catalog.region(options.region);
    if (!region)
      return failed(
        `there are no instance types or prices of region ${options.region}`,
        'set dryfit.region to a region that EC2 offers publicly',
      );
    const facts = this.#facts(manifests, input, isCancelled);
    const editFindings = this.#edits(manifests, manifests, input);
    if (isCancelled()) return CANCELLED;
    const preview = previewOf(facts.simulation(replicas), facts, {
      catalog: this.catalog,
      region,
      manifests,
    });
    if (isCancelled()) return CANCELLED;
    return success({
      preview,
      editFindings,
      solveFindings: this.#solveFindings(manifests, manifests, input, facts),
    });
  }

  #fixes(
    uri: string,
    manifests: readonly Manifest[],
    input: ClusterInput,
    isCancelled: IsCancelled,
  ): readonly Finding[] {
    const wanted = manifests.filter((one) => one.uri === uri);
    return this.#solveFindings(
      wanted,
      manifests,
      input,
      this.#facts(manifests, input, isCancelled),
      'with fixes',
    );
  }

  #edits(
    manifests: readonly Manifest[],
    wanted: readonly Manifest[],
    { options }: ClusterInput,
  ): readonly Finding[] {
    return checkEdits({ manifests, wanted, options, scope: 'cluster', onFailure: this.onFailure });
  }

  #solveFindings(
    wanted: readonly Manifest[],
    manifests: readonly Manifest[],
    { options }: ClusterInput,
    facts: LazyClusterFacts,
    fixes?: 'with fixes',
  ): readonly Finding[] {
    return runRules(
      {
        ...{ manifests: wanted, graph: new ClusterGraph(manifests), options: resolveOptions(options), facts },
        withFixes: fixes !== undefined,
        onFailure: (rule, error) => this.#failed(rule.id, error),
      },
      'solve',
    );
  }

  /** A rule that asked for a simulation when the job was cancelled has no bug. */
  #failed(rule: string, error: unknown): void {
    if (error instanceof SolveStopped) throw error;
    this.onFailure(rule, error);
  }

  #facts(manifests: readonly Manifest[], input: ClusterInput, isCancelled: IsCancelled): LazyClusterFacts {
    const options = resolveOptions(input.options);
    return new LazyClusterFacts({
      ...{ manifests, options, catalog: this.catalog, cache: this.#types, now: this.now },
      refusedOf: (all) => refusedDocuments(all, options),
      control: { shouldStop: isCancelled, cache: this.#solver },
    });
  }
}
