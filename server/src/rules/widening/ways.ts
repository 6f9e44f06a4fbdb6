/** The ways in which a narrow pool may be widened: which requirements on instance types take the place of its own. */
import type { InstanceType } from '../../model/instanceType';
import { ARCH } from '../../model/labels';
import * as aws from '../../model/awsLabels';
import { compareNumber, compareText, sortedUnique } from '../../util/sort';
import { isNewer, isSibling, parseFamily, type Family } from './family';

export interface WantedRequirement {
  readonly key: string;
  readonly operator: 'In' | 'Gt';
  readonly values: readonly string[];
}

export interface Way {
  /** Completes the title: "newer generations (c6i, c7i)". */
  readonly label: string;
  readonly wanted: readonly WantedRequirement[];
  /** Pods that ran before may fail on what it adds, for reasons that no manifest tells: offered last. */
  readonly needsCare: boolean;
}

/** What the ways are made from. */
export interface Narrowness {
  /** What the pool can launch now. */
  readonly types: readonly InstanceType[];
  /** What its node class could. */
  readonly classTypes: readonly InstanceType[];
  /** Whether pods and node class allow arm64 as well. */
  readonly mayUseArm: boolean;
}

const SIZE_ORDER = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'];

/** Ways of one sort: of those that can be proved the first is the one to offer. */
export type WayGroup = readonly Way[];

/** At most five groups, in no order of merit: proving them ranks them. Within a group the sizes of now come first:
 *  larger ones change what a node holds. */
export function waysToWiden(narrow: Narrowness): readonly WayGroup[] {
  const { classTypes } = narrow;
  const now = shapeOf(narrow.types);
  const families = knownFamilies(classTypes);
  const sameArch = families.filter(({ arch }) => now.archs.has(arch)).map(({ family }) => family);
  const newer = sameArch.filter((family) => now.families.some((own) => isNewer(family, own)));
  const groups = [
    [
      familyWay('newer generations', now, newer),
      sizeWay('newer generations and more sizes', now, { families: newer, classTypes }),
    ],
    [sizeWay('more sizes', now, { families: [], classTypes })],
    ...(narrow.types.some(hasAccelerator) ? [] : generalGroups(now, sameArch, classTypes)),
    narrow.mayUseArm && !narrow.types.some(hasAccelerator) && !now.archs.has('arm64')
      ? [armWay(now, families)]
      : [],
  ];
  return groups.map((group) => group.filter((way) => way !== undefined));
}

/** What is not offered for GPU types, where each family is a thing of its own. */
function generalGroups(now: Shape, sameArch: readonly Family[], classTypes: readonly InstanceType[]) {
  const siblings = sameArch.filter(
    (family) => now.families.some((own) => isSibling(family, own)) && family.extras !== '-flex',
  );
  return [
    [
      familyWay('sibling families', now, siblings),
      sizeWay('sibling families and more sizes', now, { families: siblings, classTypes }),
    ],
    [categoryWay(now, now.cpus), categoryWay(now, cpuCounts(classTypes, now))],
  ];
}

const ACCELERATORS = [aws.NVIDIA_GPU, aws.AMD_GPU, aws.HABANA_GAUDI, aws.NEURON];

const hasAccelerator = (type: InstanceType): boolean =>
  ACCELERATORS.some((resource) => (type.capacity[resource] ?? 0) > 0);

interface Shape {
  readonly families: readonly Family[];
  readonly familyNames: readonly string[];
  readonly sizes: readonly string[];
  readonly cpus: readonly number[];
  readonly leastMemoryMib: number;
  readonly archs: ReadonlySet<string>;
}

const label = (type: InstanceType, key: string): string => type.labels[key]?.[0] ?? '';

function shapeOf(types: readonly InstanceType[]): Shape {
  const familyNames = sortedUnique(types.map((type) => label(type, aws.INSTANCE_FAMILY)));
  return {
    familyNames,
    families: familyNames.map(parseFamily).filter((family) => family !== undefined),
    sizes: sortSizes(types.map((type) => label(type, aws.INSTANCE_SIZE))),
    cpus: [...new Set(types.map((type) => Number(label(type, aws.INSTANCE_CPU))))].sort(compareNumber),
    leastMemoryMib: Math.min(...types.map((type) => Number(label(type, aws.INSTANCE_MEMORY)))),
    archs: new Set(types.map((type) => label(type, ARCH))),
  };
}

interface OfferedFamily {
  readonly family: Family;
  readonly arch: string;
}

function knownFamilies(types: readonly InstanceType[]): readonly OfferedFamily[] {
  const byName = new Map<string, OfferedFamily>();
  for (const type of types) {
    if (type.offerings.length === 0) continue;
    const family = parseFamily(label(type, aws.INSTANCE_FAMILY));
    if (family && !byName.has(family.name)) byName.set(family.name, { family, arch: label(type, ARCH) });
  }
  return [...byName.values()].sort((a, b) => compareText(a.family.name, b.family.name));
}

/** The families of now and more of them, in the sizes of now. */
function familyWay(name: string, now: Shape, more: readonly Family[]): Way | undefined {
  const added = addedFamilies(now, more);
  if (added.length === 0) return undefined;
  const families = sortedUnique([...now.familyNames, ...added]);
  return {
    label: `${name} (${enumerate(added)})`,
    wanted: [isIn(aws.INSTANCE_FAMILY, families), isIn(aws.INSTANCE_SIZE, now.sizes)],
    needsCare: false,
  };
}

const addedFamilies = (now: Shape, more: readonly Family[]): readonly string[] =>
  sortedUnique(more.map((family) => family.name)).filter((name) => !now.familyNames.includes(name));

interface Room {
  /** Families to take in beside those of now. */
  readonly families: readonly Family[];
  readonly classTypes: readonly InstanceType[];
}

/** The families of now, and others, in every size up to four times the largest of now. */
function sizeWay(name: string, now: Shape, { families, classTypes }: Room): Way | undefined {
  const added = addedFamilies(now, families);
  const all = sortedUnique([...now.familyNames, ...added]);
  const types = classTypes.filter(
    (type) => all.includes(label(type, aws.INSTANCE_FAMILY)) && isInReach(type, now),
  );
  const sizes = sortSizes([...now.sizes, ...types.map((type) => label(type, aws.INSTANCE_SIZE))]);
  if (sizes.length === now.sizes.length || (families.length > 0 && added.length === 0)) return undefined;
  const shown = added.length > 0 ? added : sizes.filter((size) => !now.sizes.includes(size));
  return {
    label: `${name} (${enumerate(shown)})`,
    wanted: [isIn(aws.INSTANCE_FAMILY, all), isIn(aws.INSTANCE_SIZE, sizes)],
    needsCare: false,
  };
}

/** Whether a type that can be bought is no smaller than the smallest of now, nor four times larger than the largest. */
function isInReach(type: InstanceType, now: Shape): boolean {
  if (type.offerings.length === 0 || label(type, aws.INSTANCE_SIZE).startsWith('metal')) return false;
  if (Number(label(type, aws.INSTANCE_MEMORY)) < now.leastMemoryMib) return false;
  const cpus = Number(label(type, aws.INSTANCE_CPU));
  return cpus >= (now.cpus[0] ?? 0) && cpus <= (now.cpus.at(-1) ?? 0) * 4;
}

const cpuCounts = (types: readonly InstanceType[], now: Shape): readonly number[] =>
  [
    ...new Set(
      types.filter((type) => isInReach(type, now)).map((type) => Number(label(type, aws.INSTANCE_CPU))),
    ),
  ].sort(compareNumber);

/** Category, a lower bound for the generation and numbers of CPUs, in place of any list of names. */
function categoryWay(now: Shape, cpus: readonly number[]): Way | undefined {
  const oldest = Math.min(...now.families.map((family) => family.generation));
  const categories = sortedUnique(now.families.map((family) => family.series)).filter((series) =>
    /^[cmrt]$/.test(series),
  );
  if (categories.length === 0 || now.families.length < now.familyNames.length) return undefined;
  // Burstable types are few; general purpose ones of the same size take the same pods.
  const all = sortedUnique(categories.includes('t') ? [...categories, 'm'] : categories);
  return {
    label: `categories ${all.join(', ')} above generation ${oldest - 1}, ${cpus.length > 1 ? `${cpus[0]} to ${cpus.at(-1)}` : cpus[0]} CPUs, instead of a list`,
    wanted: [
      isIn(aws.INSTANCE_CATEGORY, all),
      { key: aws.INSTANCE_GENERATION, operator: 'Gt', values: [String(oldest - 1)] },
      isIn(aws.INSTANCE_CPU, cpus.map(String)),
      // The names of a list imply an architecture; a category does not, and images may be for one only.
      isIn(ARCH, sortedUnique(now.archs)),
      // Burstable types go down to half a GiB beside two CPUs.
      ...(all.includes('t')
        ? [{ key: aws.INSTANCE_MEMORY, operator: 'Gt' as const, values: [String(now.leastMemoryMib - 1)] }]
        : []),
    ],
    needsCare: false,
  };
}

/** Graviton families of the same series beside the amd64 ones. */
function armWay(now: Shape, families: readonly OfferedFamily[]): Way | undefined {
  const arm = families
    .filter(
      ({ arch, family }) => arch === 'arm64' && now.families.some((own) => own.series === family.series),
    )
    .map(({ family }) => family)
    .filter((family) => family.extras === '' && family.generation >= 6);
  const way = familyWay('arm64 beside amd64, images must be multi-arch', now, arm);
  return way && { ...way, wanted: [...way.wanted, isIn(ARCH, ['amd64', 'arm64'])], needsCare: true };
}

const isIn = (key: string, values: readonly string[]): WantedRequirement => ({ key, operator: 'In', values });

/** medium, large, xlarge, 2xlarge ... */
function sortSizes(sizes: readonly string[]): string[] {
  return sortedUnique(sizes).sort((a, b) => compareNumber(rankOf(a), rankOf(b)) || compareText(a, b));
}

function rankOf(size: string): number {
  const known = SIZE_ORDER.indexOf(size);
  if (known >= 0) return known;
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  return times === undefined ? 1000 : SIZE_ORDER.length + Number(times);
}

/** The first names of a list, and how many more there are. */
function enumerate(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
