/** From a simulation's node claims to the nodes that are paid for. */
import type { RegionCatalog } from '../catalog/catalog';
import { decodeEc2NodeClass } from '../manifest/ec2NodeClass';
import type { EC2NodeClass } from '../model/nodeClass';
import type { NodePool } from '../model/nodePool';
import type { Simulation } from '../simulate/simulate';
import type { SimulatedNodeClaim } from '../simulate/summary';
import type { BilledNode } from './charges';
import { nodeVolumes, type NodeVolume } from './volumes';

/** What the nodes of a pool share. */
interface PoolTraits {
  readonly volumes: readonly NodeVolume[] | undefined;
  readonly isWindows: boolean;
}

/** What is launched for a claim. */
export type NodeLaunch = Pick<
  NonNullable<SimulatedNodeClaim['launch']>,
  'instanceType' | 'capacityType' | 'usdPerHour'
>;

/** The node that a launch in a pool becomes. */
export function billedNodes(
  { cluster }: Pick<Simulation, 'cluster'>,
  region: RegionCatalog,
): (claim: { readonly nodePool: string; readonly launch: NodeLaunch }) => BilledNode {
  const traits = new Map(poolsOf(cluster).map((pool) => [pool.name, poolTraits(nodeClassOf(cluster, pool))]));
  return ({ nodePool, launch }) => billedNode(launch, traits.get(nodePool) ?? UNKNOWN_CLASS, region);
}

/** Whether a pool's nodes run Windows, whose prices are of another date. */
export const hasWindowsPools = ({ cluster }: Pick<Simulation, 'cluster'>): boolean =>
  poolsOf(cluster).some((pool) => isWindowsPool(cluster, pool));

export const isWindowsPool = (cluster: Classes, pool: NodePool): boolean =>
  isWindows(nodeClassOf(cluster, pool));

type Classes = Pick<Simulation['cluster'], 'nodeClasses'>;

export const nodeClassOf = ({ nodeClasses }: Classes, { nodeClassRef }: NodePool): EC2NodeClass | undefined =>
  decodeEc2NodeClass(nodeClasses.get(nodeClassRef.name));

/** Those that pods ask for nodes, and those that keep theirs. */
export const poolsOf = ({
  nodePools,
  staticPools,
}: Pick<Simulation['cluster'], 'nodePools' | 'staticPools'>): readonly NodePool[] => [
  ...nodePools,
  ...staticPools,
];

const isWindows = (nodeClass: EC2NodeClass | undefined): boolean =>
  nodeClass?.amiFamily.startsWith('Windows') === true;

const UNKNOWN_CLASS: PoolTraits = { volumes: undefined, isWindows: false };

const poolTraits = (nodeClass: EC2NodeClass | undefined): PoolTraits =>
  nodeClass ? { volumes: nodeVolumes(nodeClass), isWindows: isWindows(nodeClass) } : UNKNOWN_CLASS;

/** Karpenter decides by Linux prices for Windows too; the bill has the licence in it. */
function billedNode(
  { instanceType, capacityType, usdPerHour }: NodeLaunch,
  { volumes, isWindows }: PoolTraits,
  region: RegionCatalog,
): BilledNode {
  const type = region.type(instanceType);
  const windowsUsdPerHour = capacityType === 'spot' ? undefined : type?.prices.windowsUsdPerHour;
  const { gpus = [], accelerators = [], neuronDevices = [] } = type?.facts ?? {};
  return {
    instanceType,
    capacityType,
    usdPerHour: isWindows ? windowsUsdPerHour : usdPerHour,
    onDemandUsdPerHour: type?.prices.onDemandUsdPerHour,
    isAccelerated: gpus.length + accelerators.length + neuronDevices.length > 0,
    volumes,
  };
}
