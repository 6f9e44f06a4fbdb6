/** One pass of the provisioner over an empty cluster, from documents to the public result. */
import type { Catalog } from '../catalog/catalog';
import type { LiveObjects } from '../model/liveObjects';
import type { ResolvedOptions } from '../model/options';
import type { SolveInput, SolveResult } from '../solver/input';
import { gatherCluster, type Cluster, type ClusterDocument } from './cluster';
import { solveInput } from './input';
import { nodeClassTypes, TypeCache } from './instanceTypes';
import { solveWithStaticNodes } from './staticNodes';
import type { ReplicaChoice } from './replicas';
import { summarize, type SimulateResult } from './summary';
import { liveDocuments, onRunningCluster } from './live';
import { overlayInput, type WhatIf } from './whatIf';

export interface SimulationRequest {
  readonly documents: readonly ClusterDocument[];
  /** `documentKey`s of documents that the API server or a controller refuses. */
  readonly refused: ReadonlySet<string>;
  readonly catalog: Catalog;
  readonly options: ResolvedOptions & { readonly replicas: ReplicaChoice };
  /** What runs already. */
  readonly live?: LiveObjects;
  /** Whether nodes of static pools are there before the pass; without, such pools take no part. */
  readonly staticNodes?: boolean;
  /** Laid over what the documents say. */
  readonly whatIf?: WhatIf;
  /** Keeps resolved instance types from one call to the next. */
  readonly cache?: TypeCache;
  /** Asked often; once it says yes the solve throws `SolveStopped`. */
  readonly shouldStop?: () => boolean;
  /** Called while the objects are decoded; may throw to stop. */
  readonly poll?: () => void;
}

/** Everything before the solve: for callers that solve elsewhere, or ask what a pool could hold. */
export interface PreparedSimulation {
  readonly cluster: Cluster;
  readonly input: SolveInput;
}

/** A finished simulation with the data it came from. */
export interface Simulation extends PreparedSimulation {
  readonly result: SolveResult;
  readonly summary: SimulateResult;
}

export function prepareSimulation(request: SimulationRequest): PreparedSimulation {
  const { documents, refused, catalog, options, cache = new TypeCache(), poll, whatIf = {}, live } = request;
  const { staticNodes: withStaticPools = false } = request;
  const cluster = gatherCluster([...(live ? liveDocuments(live) : []), ...documents], refused, poll);
  const typesOf = nodeClassTypes(cluster, { catalog, options, cache });
  const written = solveInput(cluster, typesOf, {
    ...{ ...options, withStaticPools, podCounts: whatIf.replicas ?? {} },
  });
  const input = live ? onRunningCluster(written, cluster, live) : written;
  return { cluster, input: overlayInput(input, whatIf) };
}

/** @param now  a clock in milliseconds for `stats`; without one they are 0, and the result is the same byte for byte */
export function runSimulation(request: SimulationRequest, now: () => number = () => 0): Simulation {
  const { cache = new TypeCache(), shouldStop = () => false } = request;
  const prepared = prepareSimulation({ ...request, cache });
  const startMs = now();
  const result = solveWithStaticNodes(prepared.input, { cache: cache.solver, shouldStop });
  return finishSimulation(prepared, result, { parseMs: 0, solveMs: now() - startMs });
}

/** The public result of a solve that was run elsewhere. */
export function finishSimulation(
  prepared: PreparedSimulation,
  result: SolveResult,
  clocked: { readonly parseMs: number; readonly solveMs: number },
): Simulation {
  const summary = summarize(prepared.input, result, prepared.cluster.skipped, clocked);
  return { ...prepared, result, summary };
}
