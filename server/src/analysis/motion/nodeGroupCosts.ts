/** What node groups cost at their sizes, beside what Karpenter would run in their place: for the workloads among the
 *  files, and for pods that take all that the groups' nodes have. EC2 prices alone, disks and control plane are alike. */
import type { RegionCatalog } from '../../catalog/catalog';
import { resolveInstanceTypes } from '../../catalog/resolve';
import type { ConvertResult } from '../../convert/convert';
import {
  CLUSTER_CONFIG,
  nodeGroupsOf,
  capacityTypesOf,
  purchaseOf,
  sizeOf,
  typesOf,
  type NodeGroup,
  type Purchase,
} from '../../convert/nodeGroups/group';
import { kindOf } from '../../convert/kinds';
import { parseFile, type Manifest } from '../../manifest/document';
import { decodeEc2NodeClass } from '../../manifest/ec2NodeClass';
import { textAt } from '../../manifest/fields';
import { writeManifests } from '../../manifest/write';
import type { SourceFile } from '../../model/finding';
import { ON_DEMAND, NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import { resolveOptions, type Options } from '../../model/options';
import { formatAmount, type Resources as Amounts } from '../../model/resources';
import type { Resources } from './clusterWorld';
import { ClusterSession } from '../session';
import { HOURS_PER_MONTH, type SimulateResult } from '../../simulate/summary';
import { rounded } from '../../util/rounded';

/** The sizes that a group has, and the replicas that go with them: the scalers' minimum, what is written, their maximum. */
export const GROUP_SIZES = ['min', 'desired', 'max'] as const;
export type GroupSize = (typeof GROUP_SIZES)[number];
const REPLICAS = { min: 'min', desired: 'spec', max: 'max' } as const;

/** Groups of one eksctl file beside Karpenter, in dollars a month (730 hours). */
export interface NodeGroupCosts {
  /** The eksctl file. */
  readonly uri: string;
  readonly document: number;
  readonly region: string;
  readonly groups: readonly NodeGroupCost[];
  /** All groups together, by size. */
  readonly sizes: Readonly<Record<GroupSize, SizeCosts>>;
}

/** One group at its three sizes. */
export interface NodeGroupCost {
  readonly name: string;
  readonly nodePool: string;
  readonly capacityTypes: readonly string[];
  /** The type that the price is of: the first on demand, the cheapest of spot. Absent where no type is named. */
  readonly instanceType?: string;
  readonly nodeCounts: Readonly<Record<GroupSize, number>>;
  /** Absent where the price is not known. */
  readonly usdPerMonth?: Readonly<Record<GroupSize, number>>;
}

/** All groups at one size, and what Karpenter runs in their place. */
export interface SizeCosts {
  readonly nodeCount: number;
  /** Of the groups with a price; absent when none has one. */
  readonly usdPerMonth?: number;
  /** Groups whose price is not known, and which the dollars leave out. */
  readonly unpricedGroupCount: number;
  /** What Karpenter runs for the workloads among the files; absent without workloads. */
  readonly workloads?: KarpenterCost;
  /** What Karpenter runs for one pod a node that takes all that a node of the group has. */
  readonly ownCapacity: KarpenterCost;
}

/** A simulation in figures. Pending pods are in no dollars. */
export interface KarpenterCost {
  readonly nodeCount: number;
  readonly usdPerMonth: number;
  readonly podCount: number;
  readonly pendingPodCount: number;
}

/** One comparison for each eksctl file that was converted. Files of regions without prices have none. */
export function nodeGroupCosts(
  files: readonly SourceFile[],
  { created, nodeGroups }: Pick<ConvertResult, 'created' | 'nodeGroups'>,
  options: Options,
  resources: Resources,
): readonly NodeGroupCosts[] {
  const manifests = files.flatMap((file) => parseFile(file, { placeholders: 'allow' }));
  return created.flatMap(({ uri, text }) => {
    const converted = nodeGroups.filter(({ createdUri }) => createdUri === uri);
    const config = manifests.find(
      (one) =>
        kindOf(one) === CLUSTER_CONFIG &&
        one.uri === converted[0]?.uri &&
        one.index === converted[0].document,
    );
    const region = regionOf(config, options, resources);
    if (!config || !region) return [];
    const names = new Map(converted.map(({ name, nodePool }) => [name, nodePool]));
    const comparison = new Comparison({
      ...{ files, manifests, region, resources, pools: { uri, text } },
      options: { ...options, region: region.name, placeholders: 'allow' as const },
      groups: nodeGroupsOf(config).filter(({ name }) => names.has(name)),
      poolOf: (name) => names.get(name) ?? name,
    });
    return [{ uri: config.uri, document: config.index, region: region.name, ...comparison.costs() }];
  });
}

/** The cluster's own region where there are prices of it, else the one of the options. */
function regionOf(
  config: Manifest | undefined,
  { region }: Options,
  { catalog }: Resources,
): RegionCatalog | undefined {
  const own = textAt(config?.value, 'metadata', 'region');
  return own === undefined ? catalog.region(region ?? resolveOptions({}).region) : catalog.region(own);
}

interface Compared {
  readonly files: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
  readonly region: RegionCatalog;
  readonly resources: Resources;
  readonly options: Options;
  /** The new file. */
  readonly pools: SourceFile;
  readonly groups: readonly NodeGroup[];
  readonly poolOf: (group: string) => string;
}

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'Pod']);

class Comparison {
  readonly #workloads: ClusterSession | undefined;
  readonly #classes: readonly Manifest[];

  constructor(private readonly compared: Compared) {
    const { files, manifests, pools } = compared;
    const hasWorkloads = manifests.some(({ kind }) => WORKLOADS.has(kind ?? ''));
    this.#workloads = hasWorkloads ? this.#session([...files, pools]) : undefined;
    this.#classes = parseFile(pools, { placeholders: 'allow' });
  }

  costs(): Pick<NodeGroupCosts, 'groups' | 'sizes'> {
    const { groups } = this.compared;
    const priced = groups.map((group) => this.#groupCost(group));
    const [min, desired, max] = GROUP_SIZES.map((size) => this.#sizeCosts(size, priced));
    return { groups: priced, sizes: { min, desired, max } as Readonly<Record<GroupSize, SizeCosts>> };
  }

  #groupCost(group: NodeGroup): NodeGroupCost {
    const purchase = purchaseOf(group);
    const nodeCounts = sizeOf(group);
    const price = this.#priceOf(group);
    const usdPerMonth = price && bySize(nodeCounts, purchase, price);
    return {
      name: group.name,
      nodePool: this.compared.poolOf(group.name),
      capacityTypes: capacityTypesOf(purchase),
      ...(price ? { instanceType: isSpotOnly(purchase) ? price.spotType : price.onDemandType } : {}),
      nodeCounts,
      ...(usdPerMonth ? { usdPerMonth } : {}),
    };
  }

  /** On demand a group takes its types in the order given, of spot capacity a cheap one. */
  #priceOf(group: NodeGroup): GroupPrice | undefined {
    const types = typesOf(group);
    const [first] = types;
    if (first === undefined) return undefined;
    const { region } = this.compared;
    const spots = types.flatMap((name) => {
      const usd = region.type(name)?.prices.spotUsdPerHour;
      return usd === undefined ? [] : [{ name, usd }];
    });
    const cheapest = spots.reduce<(typeof spots)[number] | undefined>(
      (best, one) => (best === undefined || one.usd < best.usd ? one : best),
      undefined,
    );
    return {
      ...{ onDemandType: first, spotType: cheapest?.name ?? first, spotUsdPerHour: cheapest?.usd },
      onDemandUsdPerHour: region.type(first)?.prices.onDemandUsdPerHour,
    };
  }

  #sizeCosts(size: GroupSize, groups: readonly NodeGroupCost[]): SizeCosts {
    const prices = groups.flatMap(({ usdPerMonth }) => usdPerMonth?.[size] ?? []);
    const workloads = this.#workloads?.simulate(REPLICAS[size]).summary;
    return {
      nodeCount: groups.reduce((sum, { nodeCounts }) => sum + nodeCounts[size], 0),
      ...(prices.length > 0 ? { usdPerMonth: rounded(prices.reduce((sum, usd) => sum + usd, 0)) } : {}),
      unpricedGroupCount: groups.length - prices.length,
      ...(workloads ? { workloads: karpenterCost(workloads) } : {}),
      ownCapacity: karpenterCost(this.#ownCapacity(size, groups)),
    };
  }

  /** The groups' nodes as pods of the same size, on the pools that take the groups' place. */
  #ownCapacity(size: GroupSize, groups: readonly NodeGroupCost[]): SimulateResult {
    const pods = groups.flatMap((group) => {
      const room = this.#roomOf(group);
      return room && group.nodeCounts[size] > 0 ? [fillingPods(group, group.nodeCounts[size], room)] : [];
    });
    const filled = { uri: 'file:///own-capacity.yaml', text: writeManifests(pods) };
    return this.#session([this.compared.pools, filled]).simulate('spec').summary;
  }

  /** What pods can have of a node of the group's type under its class. */
  #roomOf({ instanceType, nodePool }: NodeGroupCost): Amounts | undefined {
    const pool = this.#classes.find(({ kind, name }) => kind === 'NodePool' && name === nodePool);
    const className = textAt(pool?.value, 'spec', 'template', 'spec', 'nodeClassRef', 'name');
    const nodeClass = this.#classes.find(({ kind, name }) => kind === 'EC2NodeClass' && name === className);
    const decoded = decodeEc2NodeClass(nodeClass?.value);
    if (!decoded || instanceType === undefined) return undefined;
    const { resources, options } = this.compared;
    const types = resolveInstanceTypes(resources.catalog, decoded, resolveOptions(options));
    return types.find(({ name }) => name === instanceType)?.allocatable;
  }

  #session(files: readonly SourceFile[]): ClusterSession {
    const { options, resources } = this.compared;
    return new ClusterSession({ files, options, ...resources });
  }
}

const isSpotOnly = (purchase: Purchase): boolean => !capacityTypesOf(purchase).includes(ON_DEMAND);

interface GroupPrice {
  readonly onDemandType: string;
  readonly spotType: string;
  readonly onDemandUsdPerHour: number | undefined;
  readonly spotUsdPerHour: number | undefined;
}

/** undefined where a price that counts at some size is not known. */
function bySize(
  counts: Readonly<Record<GroupSize, number>>,
  { onDemandBase, onDemandShare }: Purchase,
  { onDemandUsdPerHour, spotUsdPerHour }: GroupPrice,
): Readonly<Record<GroupSize, number>> | undefined {
  const cost = (size: GroupSize): number | undefined => {
    const base = Math.min(counts[size], onDemandBase);
    const onDemand = base + (counts[size] - base) * onDemandShare;
    const spot = counts[size] - onDemand;
    if ((onDemand > 0 && onDemandUsdPerHour === undefined) || (spot > 0 && spotUsdPerHour === undefined))
      return undefined;
    const usdPerHour = onDemand * (onDemandUsdPerHour ?? 0) + spot * (spotUsdPerHour ?? 0);
    return rounded(usdPerHour * HOURS_PER_MONTH);
  };
  const [min, desired, max] = [cost('min'), cost('desired'), cost('max')];
  return min === undefined || desired === undefined || max === undefined ? undefined : { min, desired, max };
}

function karpenterCost({ nodeClaims, unschedulable, cost }: SimulateResult): KarpenterCost {
  const placedCount = nodeClaims.reduce(
    (sum, { pods }) => sum + Object.values(pods).reduce((total, count) => total + count, 0),
    0,
  );
  const pendingPodCount = unschedulable.reduce((sum, { count }) => sum + count, 0);
  return {
    nodeCount: nodeClaims.length,
    usdPerMonth: cost.usdPerMonth,
    podCount: placedCount + pendingPodCount,
    pendingPodCount,
  };
}

function fillingPods(
  { nodePool }: NodeGroupCost,
  replicas: number,
  { cpu = 0, memory = 0 }: Amounts,
): unknown {
  const labels = { app: nodePool };
  const requests = { cpu: formatAmount('cpu', cpu), memory: formatAmount('memory', memory) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: nodePool, namespace: 'own-capacity' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { [NODE_POOL_LABEL]: nodePool },
          tolerations: [{ operator: 'Exists' }],
          containers: [
            { name: 'all', image: 'all', resources: { requests, limits: { memory: requests.memory } } },
          ],
        },
      },
    },
  };
}
