/** Everything that can be asked of one set of files, each part computed when first asked: for the programmatic interface
 *  and the command line, which see each set once. */
import type { Catalog } from '../catalog/catalog';
import { ParseCache, parseFile, type Manifest } from '../manifest/document';
import { costCluster, type ClusterCost } from '../cost/cluster';
import type { CostOptions } from '../model/costOptions';
import type { CheckResult, Finding, SourceFile } from '../model/finding';
import type { LiveObjects } from '../model/liveObjects';
import { resolveOptions, type Options, type ResolvedOptions } from '../model/options';
import { ObjectGraph } from '../rules/graph';
import { runRules } from '../rules/run';
import { TypeCache } from '../simulate/instanceTypes';
import { explainSimulation } from '../simulate/explanation/explanation';
import type { Explanation } from '../simulate/explanation/types';
import type { ReplicaChoice } from '../simulate/replicas';
import type { Simulation } from '../simulate/simulate';
import { checkFiles, refusedDocuments } from './check/check';
import { LazyClusterFacts } from './clusters/clusterFacts';
import { withoutPatches } from './clusters/patches';
import type { ClusterPreview } from './shown/preview';
import { previewOf } from './shown/previewOf';
import { costOfCluster, projectFindings } from './check/projectCost';

export interface SessionInput {
  /** Taken as one cluster. */
  readonly files: readonly SourceFile[];
  readonly options: Options;
  readonly catalog: Catalog;
  /** Handed from one session to the next, spares resolving the same node classes again. */
  readonly cache?: TypeCache;
  /** What runs already. */
  readonly live?: LiveObjects;
  /** Whether nodes of static pools are there before the pass; unless told otherwise they are. */
  readonly staticNodes?: boolean;
  /** Milliseconds from any start, for `stats`; without it they are 0 and results are the same byte for byte. */
  readonly now?: () => number;
  /** Told of a rule that threw: a bug of ours, for which the files are not at fault. The other rules still run. */
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

export class ClusterSession {
  readonly #parsed = new ParseCache();
  readonly #options: ResolvedOptions;
  readonly #manifests: readonly Manifest[];
  readonly #facts: LazyClusterFacts;
  readonly #parseMs: number;
  readonly #cache: TypeCache;

  constructor(private readonly input: SessionInput) {
    const { files, catalog, cache = new TypeCache(), now = () => 0, live, staticNodes } = input;
    const options = resolveOptions(input.options);
    const startMs = now();
    const parse = { placeholders: options.placeholders, cache: this.#parsed };
    this.#options = options;
    this.#cache = cache;
    this.#manifests = withoutPatches(files.flatMap((file) => parseFile(file, parse)));
    this.#parseMs = now() - startMs;
    this.#facts = new LazyClusterFacts({
      ...{ files, manifests: this.#manifests, catalog, options, cache, now },
      ...(live ? { live } : {}),
      ...(staticNodes === undefined ? {} : { staticNodes }),
      refusedOf: (manifests) => refusedDocuments(manifests, options),
    });
  }

  /** Verdicts of the documents, and the findings of the API server, the controllers and the rules of both stages.
   *  @param previous  the stored version of the same objects */
  check(previous: readonly SourceFile[] = []): CheckResult {
    const { files, options } = this.input;
    return checkFiles(files, { ...options, previous }, { analyzers: [this.#advice], cache: this.#parsed });
  }

  /** One pass of the provisioner. */
  simulate(replicas: ReplicaChoice): Simulation {
    const simulation = this.#facts.simulation(replicas);
    const { summary } = simulation;
    return { ...simulation, summary: { ...summary, stats: { ...summary.stats, parseMs: this.#parseMs } } };
  }

  /** Why each pool leaves the types it leaves, why each pending pod is pending, and what would place it. */
  explain(replicas: ReplicaChoice): Explanation {
    const { catalog } = this.input;
    const { input, result } = this.#facts.simulation(replicas);
    const unpriced = new Set(catalog.region(this.#options.region)?.unpricedTypes);
    return explainSimulation({ input, result, cache: this.#cache.solver, unpriced });
  }

  /** The simulation for people: what each pool leaves, the cheapest types, equal nodes together. Undefined for a region
   *  without offerings. */
  preview(replicas: ReplicaChoice): ClusterPreview | undefined {
    const { catalog } = this.input;
    const region = catalog.region(this.#options.region);
    const simulation = this.#facts.simulation(replicas);
    const context = { catalog, manifests: this.#manifests, cost: this.#costOptions };
    return region && previewOf(simulation, this.#facts, { ...context, region });
  }

  /** What the simulation costs; undefined for a region without offerings. */
  cost(replicas: ReplicaChoice): ClusterCost | undefined {
    const region = this.input.catalog.region(this.#options.region);
    return region && costCluster(this.#facts.simulation(replicas), region, this.#costOptions);
  }

  get #costOptions(): CostOptions | undefined {
    return costOfCluster(this.#manifests, this.input.options);
  }

  /** The rules of both stages, with their fixes, and what is wrong with the project files. */
  readonly #advice = (manifests: readonly Manifest[]): readonly Finding[] => {
    const context = {
      graph: new ObjectGraph(manifests),
      options: this.#options,
      facts: this.#facts,
      withFixes: true,
      onFailure: ({ id }: { readonly id: string }, error: unknown) => this.input.onRuleFailure?.(id, error),
    };
    const ofProject = (this.#options.projectFiles ?? []).flatMap((file) =>
      parseFile(file).flatMap(projectFindings),
    );
    return [...ofProject, ...runRules(context, 'edit'), ...runRules(context, 'solve')];
  };
}
