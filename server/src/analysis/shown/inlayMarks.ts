/** Prices beside instance types, families and a pool's requirements: where they stand and what they say. */
import type { RegionCatalog, RegionType } from '../../catalog/catalog';
import { familyTypes, typeNamed } from '../../catalog/families';
import type { Manifest, Node, Path } from '../../manifest/document';
import { objectsIn } from '../../manifest/list';
import { valueAt } from '../../manifest/path';
import type { Position } from '../../model/finding';
import type { InstanceType, Offering } from '../../model/instanceType';
import { INSTANCE_FAMILY } from '../../model/labels';
import { compareNumber, compareText } from '../../util/sort';
import { formatUsdPerHour } from './money';
import { isNodePool } from '../poolPlaces';

export interface InlayMark {
  readonly uri: string;
  /** The end of what it is about. */
  readonly position: Position;
  /** Dollars per hour of the cheapest. */
  readonly usdPerHour: number;
  /** Absent where the type is written beside it. */
  readonly instanceType?: string;
  readonly capacityType: string;
}

/** Of one list: more would hide it. */
const MOST_IN_LIST = 8;
/** What the text of a document must contain to be looked at. */
const MAY_NAME_TYPES = /instance-family|\d[a-z-]*\.(?:nano|micro|small|medium|\d*x?large|metal)/;

/** @param pools  what is left to a NodePool */
export function inlayMarks(
  manifests: readonly Manifest[],
  region: RegionCatalog,
  pools: { poolTypes(pool: Manifest): readonly InstanceType[] },
): readonly InlayMark[] {
  return manifests.flatMap((manifest) => [
    ...objectsIn(manifest)
      .filter(isNodePool)
      .flatMap((pool) => poolMark(pool, pools.poolTypes(pool))),
    ...(MAY_NAME_TYPES.test(manifest.parsed.text) ? namedMarks(manifest, region) : []),
  ]);
}

/** Beside the list of requirements: the cheapest that they leave. */
function poolMark(manifest: Manifest, types: readonly InstanceType[]): InlayMark[] {
  const path = ['spec', 'template', 'spec', 'requirements'];
  const cheapest = cheapestOf(types);
  if (!cheapest || !manifest.has(path)) return [];
  const { end } = manifest.rangeOf(path, 'key');
  const { usdPerHour, capacityType } = cheapest.offering;
  const instanceType = cheapest.name;
  // Behind the colon.
  const position = { line: end.line, character: end.character + 1 };
  return [{ uri: manifest.uri, position, usdPerHour, instanceType, capacityType }];
}

interface Priced {
  readonly name: string;
  readonly offering: Offering;
}

/** By price, then name; of equal ones the first. */
function cheapestOf(types: readonly InstanceType[]): Priced | undefined {
  let cheapest: Priced | undefined;
  for (const { name, offerings } of types)
    for (const offering of offerings)
      if (cheapest === undefined || byPrice({ name, offering }, cheapest) < 0) cheapest = { name, offering };
  return cheapest;
}

const byPrice = (a: Priced, b: Priced): number =>
  compareNumber(a.offering.usdPerHour, b.offering.usdPerHour) || compareText(a.name, b.name);

function namedMarks(manifest: Manifest, region: RegionCatalog): InlayMark[] {
  const marks: InlayMark[] = [];
  const counts = new Map<string, number>();
  visit(manifest.parsed.root, [], (path, text) => {
    const named = priceOf(manifest, path, text, region);
    if (!named) return;
    const list = path.slice(0, -1).join('\n');
    const count = (counts.get(list) ?? 0) + 1;
    counts.set(list, count);
    if (count <= MOST_IN_LIST)
      marks.push({ ...named, uri: manifest.uri, position: manifest.rangeOf(path).end });
  });
  return marks;
}

function priceOf(
  manifest: Manifest,
  path: Path,
  text: string,
  region: RegionCatalog,
): Pick<InlayMark, 'usdPerHour' | 'instanceType' | 'capacityType'> | undefined {
  const type = typeNamed(region, text);
  if (type) return onDemand(type);
  const [smallest] = isFamily(manifest, path) ? familyTypes(region, text).filter(hasPrice) : [];
  const price = smallest && onDemand(smallest);
  return price && { ...price, instanceType: smallest.facts.name };
}

const hasPrice = ({ prices }: RegionType): boolean => prices.onDemandUsdPerHour !== undefined;

function onDemand({ prices: { onDemandUsdPerHour } }: RegionType) {
  return onDemandUsdPerHour === undefined
    ? undefined
    : { usdPerHour: onDemandUsdPerHour, capacityType: 'on-demand' };
}

function isFamily(manifest: Manifest, path: Path): boolean {
  if (path.at(-1) === INSTANCE_FAMILY) return true;
  const at = path.lastIndexOf('values');
  return at >= 0 && valueAt(manifest.value, [...path.slice(0, at), 'key']) === INSTANCE_FAMILY;
}

/** The texts of a tree that stand where they are read: not those of aliases and merges. */
function visit(node: Node | undefined, path: Path, take: (path: Path, text: string) => void): void {
  if (node?.kind === 'scalar' && typeof node.value === 'string') take(path, node.value);
  if (node?.kind === 'seq')
    node.items.forEach((item, index) => {
      if (!item.alias) visit(item.node, [...path, index], take);
    });
  if (node?.kind === 'map')
    for (const [name, entry] of node.entries)
      if (!entry.alias && !entry.merged) visit(entry.node, [...path, name], take);
}

/** `≈ m7g.large $0.0816/h`
 *  @param currencyLabel  written before the amount */
export function priceLabel(
  { instanceType, usdPerHour, capacityType }: InlayMark,
  currencyLabel: string,
): string {
  const type = instanceType === undefined ? '' : `${instanceType} `;
  return `≈ ${type}${formatUsdPerHour(usdPerHour, currencyLabel)}/h${capacityType === 'spot' ? ' spot' : ''}`;
}
