/** What solve-stage rules may ask of the catalog and the simulation. Implemented outside (analysis), so that rules need
 *  neither; every answer is computed when first asked and kept. */
import type { InstanceType } from '../model/instanceType';
import type { InterruptionClass } from '../model/interruption';
import type { Manifest } from '../manifest/document';

/** Pods of one node claim or of one unplaced lot, by "namespace/name" of their workload. */
export interface SimulatedClaim {
  readonly nodePool: string;
  readonly pods: Readonly<Record<string, number>>;
  /** Of its pods and daemons together, as Kubernetes quantities. */
  readonly requests: Readonly<Record<string, string>>;
  readonly instanceTypes: readonly string[];
  readonly launch:
    { readonly instanceType: string; readonly capacityType: string; readonly usdPerHour: number } | undefined;
}

export interface SimulatedRefusal {
  readonly workload: string;
  readonly count: number;
  readonly code: string;
  readonly message: string;
  /** Limits alone hold the pods back, and only until the nodes of this pass run. */
  readonly laterPass?: true;
}

export interface Simulation {
  readonly claims: readonly SimulatedClaim[];
  readonly unplaced: readonly SimulatedRefusal[];
  readonly usdPerMonth: number;
}

export interface ClusterFacts {
  /** Every type of the region under the pool's node class (under a default one when the class is not among the files); none
   *  for pools of other clouds. */
  classTypes(pool: Manifest): readonly InstanceType[];
  /** Those that the pool's requirements and labels leave, each with only the offerings left; sorted by name. */
  poolTypes(pool: Manifest): readonly InstanceType[];
  /** As `poolTypes`, as if the pool's list of requirements were the one given. */
  typesUnder(pool: Manifest, requirements: readonly unknown[]): readonly InstanceType[];
  /** The ids of the region's zones, which unlike their names mean the same in every account. */
  zoneIds(): readonly string[];
  /** How often spot instances of the type are taken back in the region; undefined when that is not known. */
  interruptionOf(typeName: string): InterruptionClass | undefined;
  simulate(replicas: 'spec' | 'max'): Simulation;
  /** The same cluster with one file's text replaced. */
  edited(uri: string, text: string): ClusterFacts;
  /** The same cluster without its other pools. */
  withPool(pool: Manifest): ClusterFacts;
  /** The pool of that name in this cluster, the last one when there are several; for use after `edited`. */
  pool(name: string): Manifest | undefined;
}
