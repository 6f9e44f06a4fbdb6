/** Node labels and the values that the region's instance types give them. */
import type { RegionCatalog, RegionType } from '../../catalog/catalog';
import { FAMILY_TRAITS } from '../../catalog/amiFamily';
import { labelReader } from '../../catalog/typeLabels';
import {
  CAPACITY_TYPE,
  HOSTNAME,
  INSTANCE_TYPE,
  NODE_POOL,
  ON_DEMAND,
  OS,
  RESERVED,
  SPOT,
  ZONE,
  ZONE_ID,
} from '../../model/labels';
import { AUTO_MODE_GROUP, autoModeLabelFor, karpenterLabelFor } from '../../model/autoModeLabels';
import { WINDOWS_BUILD } from '../../model/awsLabels';
import { WELL_KNOWN_LABELS, WELL_KNOWN_VALUES } from '../../model/wellKnownLabels';
import { mappingAt } from '../../manifest/fields';
import { hourlyDollars } from '../../util/money';
import { compareText } from '../../util/sort';
import { labelDoc } from '../docs/labels';
import { namesOf } from './objects';
import { takesNoValues, textOf, type Spot, type Value, type Values } from './value';

/** The most used first. */
const FIRST = [
  ...[CAPACITY_TYPE, 'karpenter.k8s.aws/instance-category', 'karpenter.k8s.aws/instance-generation'],
  ...['kubernetes.io/arch', INSTANCE_TYPE, ZONE, 'karpenter.k8s.aws/instance-family'],
  ...['karpenter.k8s.aws/instance-size', 'karpenter.k8s.aws/instance-cpu', OS],
];

const KEYS: readonly Value[] = [
  ...FIRST,
  ...[...WELL_KNOWN_LABELS].filter((key) => !FIRST.includes(key)).sort(compareText),
].map(labelValue);

function labelValue(text: string, rank: number): Value {
  const documentation = labelDoc(text);
  return { text, rank, ...(documentation === undefined ? {} : { documentation }) };
}

/** Keys for requirements of NodePools: those of EKS Auto Mode in pools that it runs. */
export const labelKeys: Values = (spot) => (isAutoMode(spot) ? AUTO_MODE_KEYS : KEYS);

const AUTO_MODE_KEYS: readonly Value[] = KEYS.flatMap(
  ({ text }) => autoModeLabelFor(text) ?? (isShared(text) ? text : []),
).map(labelValue);

/** Not Karpenter's own, and not Windows'. */
function isShared(key: string): boolean {
  return !key.startsWith('karpenter.k8s.aws/') && key !== OS && key !== WINDOWS_BUILD;
}

/** Whether the pool or claim that is written has a node class of EKS Auto Mode. */
function isAutoMode({ root, path }: Spot): boolean {
  const at = path.indexOf('requirements');
  return textOf(root, [...path.slice(0, Math.max(at, 0)), 'nodeClassRef', 'group']) === AUTO_MODE_GROUP;
}

const NODE_CLASS_KINDS: readonly Value[] = [
  { text: 'EC2NodeClass', documentation: 'Of Karpenter.', rank: 0 },
  { text: 'NodeClass', documentation: 'Of EKS Auto Mode.', rank: 1 },
];

/** Kinds of node classes; that of the group which stands beside. */
export const nodeClassKinds: Values = (spot) => {
  const group = textOf(spot.root, [...spot.path.slice(0, -1), 'group']);
  if (group === undefined) return NODE_CLASS_KINDS;
  return NODE_CLASS_KINDS.filter(({ text }) => (text === 'NodeClass') === (group === AUTO_MODE_GROUP));
};

/** Keys for pods: also the labels that the workspace's NodePools give their nodes. */
export const selectableLabelKeys: Values = (spot) => [
  ...KEYS,
  ...[...poolLabels(spot).keys()]
    .filter((key) => !WELL_KNOWN_LABELS.has(key))
    .map((key, index) => ({
      text: key,
      detail: 'label of a NodePool',
      rank: KEYS.length + index,
    })),
];

/** Keys for the labels that a pool gives its nodes: those that pods of the workspace look for, then those of other
 *  pools. Well-known labels come from the instance type, and belong to the requirements. */
export const poolLabelKeys: Values = (spot) => {
  const wanted = [...wantedLabels(spot).keys()];
  const given = [...poolLabels(spot).keys()].filter((key) => !wanted.includes(key));
  return [
    ...wanted.map((text) => ({ text, detail: 'pods look for it' })),
    ...given.map((text) => ({ text, detail: 'label of a NodePool' })),
  ]
    .filter(({ text }) => !WELL_KNOWN_LABELS.has(text))
    .map((value, rank) => ({ ...value, rank }));
};

/** Values for the label of a pool that is the key: what pods look for, and other pools have. */
export const poolLabelValues: Values = (spot) => {
  const key = String(spot.path.at(-1) ?? '');
  const wanted = [...(wantedLabels(spot).get(key) ?? [])];
  const given = [...(poolLabels(spot).get(key) ?? [])].filter((text) => !wanted.includes(text));
  return [
    ...wanted.map((text) => ({ text, detail: 'pods look for it' })),
    ...given.map((text) => ({ text, detail: 'label of a NodePool' })),
  ];
};

/** What pods of the workspace select nodes by, with the values. */
function wantedLabels(spot: Spot): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>();
  for (const { value } of spot.surroundings.manifests()) {
    for (const path of POD_PLACES) {
      for (const [key, wanted] of Object.entries(mappingAt(value, ...path, 'nodeSelector'))) {
        const texts = labels.get(key) ?? new Set<string>();
        labels.set(key, typeof wanted === 'string' ? texts.add(wanted) : texts);
      }
    }
  }
  return new Map([...labels].sort(([a], [b]) => compareText(a, b)));
}

/** Where kinds have the specification of their pods. */
const POD_PLACES: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec', 'jobTargetRef', 'template', 'spec'],
];

/** What a pod may be spread over. */
export const topologyKeys: Values = () => [ZONE, HOSTNAME, CAPACITY_TYPE, INSTANCE_TYPE].map(labelValue);

/** Values for the label that the same requirement names. */
export const valuesOfSiblingKey: Values = (spot) => {
  const at = spot.path.lastIndexOf('values');
  const requirement = spot.path.slice(0, at);
  const key = textOf(spot.root, [...requirement, 'key']);
  return key === undefined || takesNoValues(spot.root, requirement) ? [] : labelValues(key, spot);
};

/** Values for the label that is the key itself, as in a node selector. */
export const valuesOfOwnKey: Values = (spot) => labelValues(String(spot.path.at(-1) ?? ''), spot);

export function labelValues(written: string, spot: Spot): readonly Value[] {
  const key = karpenterLabelFor(written) ?? written;
  if (key === NODE_POOL) return namesOf(spot, ['NodePool']);
  if (key === CAPACITY_TYPE) return CAPACITY_TYPES;
  const wellKnown = WELL_KNOWN_VALUES[key];
  if (wellKnown) return wellKnown.map((text) => ({ text }));
  const region = spot.surroundings.region();
  const known = region && valuesOf(region, key, spot.surroundings.currencyLabel);
  if (known) return known;
  return [...(poolLabels(spot).get(key) ?? [])].map((text) => ({ text, detail: 'label of a NodePool' }));
}

export const CAPACITY_TYPES: readonly Value[] = [
  {
    text: SPOT,
    documentation: 'Spare capacity, much cheaper, taken back with two minutes of notice.',
    rank: 0,
  },
  { text: ON_DEMAND, documentation: 'At the full price, kept as long as you like.', rank: 1 },
  {
    text: RESERVED,
    documentation: 'Capacity reservations that the EC2NodeClass selects; paid for already.',
    rank: 2,
  },
];

type ByKey = Map<string, readonly Value[]>;
const byRegion = new WeakMap<RegionCatalog, ByKey>();

/** The values that types of the region have for a label; undefined when types have no such label. Each is found once. */
function valuesOf(region: RegionCatalog, key: string, currencyLabel = '$'): readonly Value[] | undefined {
  const known = byRegion.get(region) ?? new Map<string, readonly Value[]>();
  byRegion.set(region, known);
  const question = `${key} ${currencyLabel}`;
  const values = known.get(question) ?? collect(region, key, currencyLabel);
  if (values) known.set(question, values);
  return values;
}

function collect(region: RegionCatalog, key: string, currencyLabel: string): readonly Value[] | undefined {
  if (key === INSTANCE_TYPE)
    return [...region.types].sort(compareTypes).map((type, rank) => typeValue(type, rank, currencyLabel));
  if (key === ZONE) return ranked(region.zones);
  if (key === ZONE_ID) return ranked(region.zoneIds);
  if (key === OS) return ranked(['linux', 'windows']);
  const read = labelReader(key);
  if (!read) return undefined;
  const { name, zones, zoneIds } = region;
  const placement = { region: name, zones, zoneIds, family: FAMILY_TRAITS.AL2023 };
  const counts = new Map<string, number>();
  for (const { facts } of region.types)
    for (const text of read(facts, placement)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return toValues(counts, key === SIZE ? compareSizes : compareTexts);
}

/** What is bought for general use today first, then by family; small before large. */
function compareTypes({ facts: a }: RegionType, { facts: b }: RegionType): number {
  return (
    Number(isUsual(b.name)) - Number(isUsual(a.name)) ||
    compareText(familyOf(a.name), familyOf(b.name)) ||
    a.vcpuCount - b.vcpuCount ||
    compareSizes(sizeOf(a.name), sizeOf(b.name))
  );
}

const isUsual = (name: string): boolean => /^[cmr](?:[7-9]|\d\d)(?:[agi]|i-flex)\./.test(name);
const familyOf = (name: string): string => name.slice(0, name.indexOf('.'));
const sizeOf = (name: string): string => name.slice(name.indexOf('.') + 1);

const SIZE = 'karpenter.k8s.aws/instance-size';
const SMALL_SIZES = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'];

/** `large`, `xlarge`, `2xlarge`, …, `metal`. */
function compareSizes(a: string, b: string): number {
  return sizeRank(a) - sizeRank(b) || compareText(a, b);
}

function sizeRank(size: string): number {
  const small = SMALL_SIZES.indexOf(size);
  if (small >= 0) return small;
  const many = /^(\d+)xlarge/.exec(size);
  return many ? 10 + Number(many[1]) : Number.MAX_SAFE_INTEGER;
}

const compareTexts = (a: string, b: string): number => Number(a) - Number(b) || compareText(a, b);

const ranked = (texts: readonly string[]): readonly Value[] => texts.map((text, rank) => ({ text, rank }));

function toValues(
  texts: ReadonlyMap<string, number>,
  compare: (a: string, b: string) => number,
): readonly Value[] {
  return [...texts]
    .filter(([text]) => text !== '')
    .sort(([a], [b]) => compare(a, b))
    .map(([text, types], rank) => ({ text, rank, detail: types === 1 ? '1 type' : `${types} types` }));
}

/** `m7g.large`: 2 vCPU, 8 GiB, $0.0816/h */
function typeValue(type: RegionType, rank: number, currencyLabel: string): Value {
  return { text: type.facts.name, rank, detail: typeFacts(type, currencyLabel) };
}

function typeFacts({ facts, prices }: RegionType, currencyLabel: string): string {
  const { onDemandUsdPerHour } = prices;
  const gpu = facts.gpus[0];
  return [
    `${facts.vcpuCount} vCPU`,
    `${Number((facts.memoryMib / 1024).toFixed(2))} GiB`,
    ...(gpu ? [`${gpu.count} × ${gpu.name}`] : []),
    ...(facts.arch === 'arm64' ? ['arm64'] : []),
    onDemandUsdPerHour === undefined
      ? 'price not known'
      : `${hourlyDollars(onDemandUsdPerHour, currencyLabel)}/h`,
  ].join(', ');
}

/** Labels that the templates of NodePools carry, with their values. */
function poolLabels(spot: Spot): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>();
  for (const manifest of spot.surroundings.manifests()) {
    if (manifest.kind !== 'NodePool') continue;
    const node = manifest.placeOf(['spec', 'template', 'metadata', 'labels'])?.node;
    for (const [key, value] of Object.entries(node?.kind === 'map' ? node.value : {})) {
      const texts = labels.get(key) ?? new Set<string>();
      labels.set(key, typeof value === 'string' ? texts.add(value) : texts);
    }
  }
  return new Map([...labels].sort(([a], [b]) => compareText(a, b)));
}
