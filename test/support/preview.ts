/** Previews for tests of the panel. */
import type { PreviewModel, PreviewNode, PreviewWorkload } from '../../server/src/protocol/previewModel';

const GIB = 1024 ** 3;

export function previewWorkload(change: Partial<PreviewWorkload> = {}): PreviewWorkload {
  return {
    name: 'shop/web',
    kind: 'Deployment',
    podCount: 6,
    cpuMilli: 500,
    memoryBytes: GIB,
    location: { uri: 'file:///w/web.yaml', line: 3, character: 8, document: { firstLine: 0, lastLine: 20 } },
    ...change,
  };
}

export function previewNode(change: Partial<PreviewNode> = {}): PreviewNode {
  return {
    count: 2,
    nodePool: 'general',
    instanceType: 'm5.large',
    capacityType: 'spot',
    usdPerHour: 0.0326,
    zones: ['us-east-1a', 'us-east-1b'],
    typesOpenCount: 12,
    pods: { 'shop/web': 3 },
    requests: { cpu: '1500m', memory: '3Gi' },
    usedShare: { cpu: 0.777, memory: 0.95 },
    requested: { cpuMilli: 1500, memoryBytes: 3 * GIB, podCount: 3 },
    allocatable: { cpuMilli: 1930, memoryBytes: 3.16 * GIB, podCount: 29 },
    ...change,
  };
}

function previewCost(): PreviewModel['cost'] {
  const bill = {
    ...{ usdPerHour: 0.069584, usdPerMonth: 50.796, isLowerBound: false },
    terms: [
      { id: 'spot' as const, usdPerHour: 0.0652, usdPerMonth: 47.596, missing: [] },
      { id: 'volumes' as const, usdPerHour: 0.004384, usdPerMonth: 3.2, missing: [] },
    ],
  };
  return {
    ...{ currencyLabel: '$', hoursPerMonth: 730, bill },
    pools: [{ nodePool: 'general', nodeCount: 2, bill }],
    workloads: [{ workload: 'shop/web', podCount: 6, ...bill }],
    assumptions: ['A month is 730 hours.'],
    basis: ['us-east-1', 'on demand of 2026-07-20', 'spot of 2025-06-28', 'EBS of 2026-11-28'],
  };
}

export function previewModel(change: Partial<PreviewModel> = {}): PreviewModel {
  return {
    cluster: 'staging',
    version: 1,
    pictureVersion: 1,
    replicas: 'spec',
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b'],
    prices: {
      isRefreshed: false,
      onDemandAsOf: '2026-07-20',
      spotAsOf: '2025-06-28',
      source: 'AWS price list',
      unpricedTypeCount: 0,
    },
    totals: {
      nodeCount: 2,
      podCount: 6,
      unplacedPodCount: 0,
      usdPerHour: 0.0652,
      usdPerMonth: 47.596,
      unpricedNodeCount: 0,
      solveMs: 4.6,
    },
    nodePools: [
      {
        name: 'general',
        nodeClass: 'default',
        location: {
          uri: 'file:///w/pool.yaml',
          line: 3,
          character: 8,
          document: { firstLine: 0, lastLine: 30 },
        },
        nodeCount: 2,
        usdPerHour: 0.0652,
        usdPerMonth: 47.596,
        typesLeftCount: 12,
        typesTotalCount: 1339,
        onDemandUsdRange: [0.096, 0.192],
        spotUsdRange: [0.0326, 0.0653],
        cheapest: [{ instanceType: 'm5.large', onDemandUsdPerHour: 0.096 }],
      },
    ],
    nodes: [previewNode()],
    workloads: [previewWorkload()],
    unplaced: [],
    skipped: [],
    findings: { error: 0, warning: 1, info: 0, hint: 0 },
    cost: previewCost(),
    problems: [],
    ...change,
  };
}
