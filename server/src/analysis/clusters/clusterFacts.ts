/** What solve-stage rules ask of the catalog and the simulation, computed when first asked and kept. */
import type { Catalog } from '../../catalog/catalog';
import { parseFile, type Manifest } from '../../manifest/document';
import { fieldsOf, listAt, textAt, textMapAt } from '../../manifest/fields';
import { objectsIn } from '../../manifest/list';
import { objectId } from '../../manifest/objectId';
import type { InstanceType } from '../../model/instanceType';
import type { InterruptionClass } from '../../model/interruption';
import type { LiveObjects } from '../../model/liveObjects';
import type { ResolvedOptions } from '../../model/options';
import { isOnAws } from '../../rules/autoMode';
import type { ClusterFacts, Simulation as RuleSimulation } from '../../rules/facts';
import { typesLeft } from '../../rules/poolTypes';
import { gatherCluster, type Cluster } from '../../simulate/cluster';
import { nodeClassTypes, type NodeClassTypes, type TypeCache } from '../../simulate/instanceTypes';
import type { ReplicaChoice } from '../../simulate/replicas';
import { finishSimulation, prepareSimulation, type Simulation } from '../../simulate/simulate';
import { solveWithStaticNodes } from '../../simulate/staticNodes';
import type { SimulateResult } from '../../simulate/summary';
import type { WhatIf } from '../../simulate/whatIf';
import { SolveStopped, type SolveControl } from '../../solver/solve';
import { perObject } from '../../util/perObject';
import { isNodePool } from '../poolPlaces';

export interface FactsInput {
  readonly manifests: readonly Manifest[];
  readonly catalog: Catalog;
  readonly options: ResolvedOptions;
  readonly cache: TypeCache;
  /** What runs already. */
  readonly live?: LiveObjects;
  /** Whether nodes of static pools are there before the pass; unless told otherwise they are. */
  readonly staticNodes?: boolean;
  /** `documentKey`s of the manifests that the API server or a controller refuses. */
  refusedOf(manifests: readonly Manifest[]): ReadonlySet<string>;
  /** For `stats`; none where the result must be the same every time. */
  readonly now?: () => number;
  /** Lets a solve be stopped (it throws `SolveStopped` then) and keeps what it can use again. */
  readonly control?: SolveControl;
}

const NO_CLOCK = (): number => 0;

/** A pool whose class is not among the files is judged under Karpenter's usual one. */
const DEFAULT_CLASS_NAME = '';
const DEFAULT_CLASS = {
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: DEFAULT_CLASS_NAME },
  spec: { amiSelectorTerms: [{ alias: 'al2023@latest' }] },
};

export class LazyClusterFacts implements ClusterFacts {
  readonly #simulations = new Map<ReplicaChoice, Simulation>();
  readonly #classTypes = new Map<string, readonly InstanceType[]>();
  #typesOf: NodeClassTypes | undefined;
  #classes: ReadonlyMap<string, unknown> | undefined;
  #cluster: Cluster | undefined;
  #pools: readonly Manifest[] | undefined;
  #refused: ReadonlySet<string> | undefined;

  constructor(private readonly input: FactsInput) {}

  classTypes(pool: Manifest): readonly InstanceType[] {
    if (!isOnAws(pool)) return [];
    const name = textAt(pool.value, 'spec', 'template', 'spec', 'nodeClassRef', 'name') ?? '';
    return this.#nodeClassTypes(this.#classNames().has(name) ? name : DEFAULT_CLASS_NAME);
  }

  poolTypes(pool: Manifest): readonly InstanceType[] {
    return this.typesUnder(pool, listAt(pool.value, 'spec', 'template', 'spec', 'requirements'));
  }

  typesUnder(pool: Manifest, requirements: readonly unknown[]): readonly InstanceType[] {
    this.#proceed();
    const labels = Object.entries(textMapAt(pool.value, 'spec', 'template', 'metadata', 'labels'));
    const fixed = labels.map(([key, value]) => ({ key, operator: 'In', values: [value] }));
    return typesLeft(this.classTypes(pool), [...requirements, ...fixed]);
  }

  zoneIds(): readonly string[] {
    const { catalog, options } = this.input;
    return catalog.region(options.region)?.zoneIds ?? [];
  }

  interruptionOf(typeName: string): InterruptionClass | undefined {
    const { catalog, options } = this.input;
    return catalog.region(options.region)?.type(typeName)?.interruption;
  }

  simulate(replicas: 'spec' | 'max'): RuleSimulation {
    return toRuleSimulation(this.simulation(replicas).summary);
  }

  edited(uri: string, text: string): ClusterFacts {
    const { manifests, options } = this.input;
    const edited = parseFile({ uri, text }, { placeholders: options.placeholders });
    const before = manifests.slice(
      0,
      Math.max(
        0,
        manifests.findIndex((one) => one.uri === uri),
      ),
    );
    const after = manifests.slice(before.length).filter((one) => one.uri !== uri);
    return new LazyClusterFacts({ ...this.input, manifests: [...before, ...edited, ...after] });
  }

  withPool(pool: Manifest): ClusterFacts {
    const { manifests } = this.input;
    return new LazyClusterFacts({
      ...this.input,
      manifests: manifests.filter((one) => one === pool || !isNodePool(one)),
    });
  }

  /** The pool of that name that counts: the last. */
  pool(name: string): Manifest | undefined {
    return this.pools().findLast((one) => one.name === name);
  }

  /** NodePools in document order, refused ones included. */
  pools(): readonly Manifest[] {
    return (this.#pools ??= this.input.manifests.flatMap(objectsIn).filter(isNodePool));
  }

  /** The cluster's objects without a solve. */
  cluster(): Cluster {
    const { manifests } = this.input;
    return (this.#cluster ??= gatherCluster(manifests, this.#refusedKeys(), () => this.#proceed()));
  }

  simulation(replicas: ReplicaChoice): Simulation {
    const known = this.#simulations.get(replicas) ?? this.#unscaled() ?? this.simulationIf(replicas, {});
    this.#simulations.set(replicas, known);
    this.#proceed();
    return known;
  }

  /** Without scalers all choices of replicas are the same: any that is known. */
  #unscaled(): Simulation | undefined {
    const [known] = this.#simulations.values();
    return known?.cluster.scalers.length === 0 ? known : undefined;
  }

  /** With a change laid over what the files say. Not kept. */
  simulationIf(replicas: ReplicaChoice, whatIf: WhatIf): Simulation {
    const {
      manifests,
      catalog,
      options,
      cache,
      now = NO_CLOCK,
      control,
      live,
      staticNodes = true,
    } = this.input;
    const poll = (): void => this.#proceed();
    const request = {
      ...{ documents: manifests, refused: this.#refusedKeys(), catalog, cache, poll, whatIf, staticNodes },
      ...(live ? { live } : {}),
    };
    const prepared = prepareSimulation({ ...request, options: { ...options, replicas } });
    if (!live) this.#cluster ??= prepared.cluster;
    const startMs = now();
    const result = solveWithStaticNodes(prepared.input, control);
    this.#proceed();
    return finishSimulation(prepared, result, { parseMs: 0, solveMs: now() - startMs });
  }

  /** Throws when the job is no longer wanted. */
  #proceed(): void {
    if (this.input.control?.shouldStop?.()) throw new SolveStopped();
  }

  #refusedKeys(): ReadonlySet<string> {
    return (this.#refused ??= this.input.refusedOf(this.input.manifests));
  }

  #nodeClassTypes(name: string): readonly InstanceType[] {
    this.#typesOf ??= nodeClassTypes(this.cluster(), this.input, this.#classNames());
    const types = this.#classTypes.get(name) ?? this.#typesOf(name);
    this.#classTypes.set(name, types);
    return types;
  }

  #classNames(): ReadonlyMap<string, unknown> {
    return (this.#classes ??= this.#findClasses());
  }

  /** Class manifests by name, the default one under the empty name. */
  #findClasses(): ReadonlyMap<string, unknown> {
    const classes = new Map<string, unknown>([[DEFAULT_CLASS_NAME, DEFAULT_CLASS]]);
    for (const { value, name } of this.input.manifests.flatMap(objectsIn)) {
      const isClass = objectId(value)?.kind === 'EC2NodeClass' && fieldsOf(value)['spec'] !== undefined;
      if (isClass && name !== undefined) classes.set(name, value);
    }
    return classes;
  }
}

/** Rules ask for it once a manifest. */
const toRuleSimulation = perObject(({ nodeClaims, unschedulable, cost }: SimulateResult): RuleSimulation => ({
  claims: nodeClaims.map(({ nodePool, pods, requests, instanceTypes, launch }) => ({
    nodePool,
    pods,
    requests,
    instanceTypes,
    launch,
  })),
  unplaced: unschedulable.map(({ workload, count, reason }) => ({ workload, count, ...reason })),
  usdPerMonth: cost.usdPerMonth,
}));
