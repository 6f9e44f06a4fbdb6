/** What is known of an instance type or a family, as Markdown: facts and prices of the region. */
import type { RegionCatalog, RegionType } from '../../catalog/catalog';
import { familyTypes } from '../../catalog/families';
import { priceBasis } from '../../catalog/prices';
import { hourlyDollars } from '../../util/money';
import { compareText } from '../../util/sort';
import { code } from '../describe';
import { instancePage } from '../links/pages';

/** @param currencyLabel  written before amounts */
export function describeType(region: RegionCatalog, type: RegionType, currencyLabel: string): string {
  const { facts, zones } = type;
  return [
    `${[`${facts.vcpuCount} vCPU`, gib(facts.memoryMib), ...devices(type)].join(', ')}, ${facts.arch}.`,
    pricesLine(type, currencyLabel),
    `Network: ${facts.networkPerformance || 'not known'}.`,
    `Zones: ${zones.map(code).join(', ')}.`,
    datesLine(region),
    ...pageLine(instancePage(facts.name)),
  ].join('  \n');
}

const gib = (memoryMib: number): string => `${Number((memoryMib / 1024).toFixed(2))} GiB`;

const devices = ({ facts: { gpus, neuronDevices } }: RegionType): string[] =>
  [...gpus, ...neuronDevices].map(({ count, name }) => `${count} × ${name}`);

function pricesLine({ prices, interruption }: RegionType, label: string): string {
  const { onDemandUsdPerHour, spotUsdPerHour } = prices;
  const saving =
    onDemandUsdPerHour !== undefined && spotUsdPerHour !== undefined
      ? ` (${Math.round((1 - spotUsdPerHour / onDemandUsdPerHour) * 100)} % less)`
      : '';
  const taken = interruption ? `; interrupted ${interruption.label} a month` : '';
  return `**${usd(onDemandUsdPerHour, label)}** on demand, **${usd(spotUsdPerHour, label)}** spot${saving}${taken}.`;
}

const usd = (perHour: number | undefined, label: string): string =>
  perHour === undefined ? 'price not known' : `${hourlyDollars(perHour, label)}/h`;

const datesLine = (region: RegionCatalog): string => `_${priceBasis(region).join(' · ')}_`;

const pageLine = (page: string | undefined): string[] =>
  page === undefined ? [] : [`[Specification](${page})`];

/** Undefined when the region has no such family. */
export function describeFamily(
  region: RegionCatalog,
  family: string,
  currencyLabel: string,
): string | undefined {
  const types = familyTypes(region, family);
  const [smallest] = types;
  const largest = types.at(-1);
  if (!smallest || !largest) return undefined;
  return [
    `${types.length} types, ${smallest.facts.arch}, from ${sizeOf(smallest)} to ${sizeOf(largest)}.`,
    `On demand ${usdRange(types, 'onDemandUsdPerHour', currencyLabel)}, spot ${usdRange(types, 'spotUsdPerHour', currencyLabel)}${interruptions(types)}.`,
    `Zones: ${zonesOf(types).map(code).join(', ')}.`,
    datesLine(region),
    ...pageLine(instancePage(smallest.facts.name)),
  ].join('  \n');
}

const sizeOf = ({ facts: { name, vcpuCount, memoryMib } }: RegionType): string =>
  `${code(name)} (${vcpuCount} vCPU, ${gib(memoryMib)})`;

function usdRange(
  types: readonly RegionType[],
  of: 'onDemandUsdPerHour' | 'spotUsdPerHour',
  label: string,
): string {
  const known = types.flatMap(({ prices }) => prices[of] ?? []);
  if (known.length === 0) return usd(undefined, label);
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  return lowest === highest
    ? usd(lowest, label)
    : `${hourlyDollars(lowest, label)} to ${usd(highest, label)}`;
}

function interruptions(types: readonly RegionType[]): string {
  const known = types.flatMap(({ interruption }) => interruption ?? []);
  const sorted = [...new Map(known.map((one) => [one.index, one.label]))].sort(([a], [b]) => a - b);
  const [rarest, oftenest] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (rarest === undefined || oftenest === undefined) return '';
  return `; interrupted ${rarest === oftenest ? rarest : `${rarest} to ${oftenest}`} a month`;
}

const zonesOf = (types: readonly RegionType[]): readonly string[] =>
  [...new Set(types.flatMap(({ zones }) => zones))].sort(compareText);
