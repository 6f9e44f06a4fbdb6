/** "What if" as it is typed, and what of it is asked: text that says nothing is told of, not passed over in silence. */
import type { WhatIfChange } from '../../../server/src/protocol/requests';
import { parseQuantity } from '../../../server/src/util/quantity';
import { grouped } from '../format';
import { compactChange } from './state';

/** An object's `replicas` is an int32. */
const MAX_PODS = 2 ** 31 - 1;

/** What an input of the form says, taken into the change. Empty means: as written. */
export function changeBy(
  change: WhatIfChange,
  { part, name, value, isChecked }: { part: string; name: string; value: string; isChecked: boolean },
): WhatIfChange {
  const text = value.trim();
  const number = text === '' || Number.isNaN(Number(text)) ? undefined : Math.max(0, Number(text));
  switch (part) {
    case 'spotShare':
      return {
        ...without(change, part),
        ...(number === undefined ? {} : { spotShare: Math.min(1, number / 100) }),
      };
    case 'discountPercent':
      return {
        ...without(change, part),
        ...(number === undefined ? {} : { discountPercent: Math.min(100, number) }),
      };
    case 'typesUnavailable':
      return { ...change, typesUnavailable: typesOf(text) };
    case 'zonesLost': {
      const others = (change.zonesLost ?? []).filter((zone) => zone !== value);
      return { ...change, zonesLost: isChecked ? [...others, value].sort() : others };
    }
    case 'replicas': {
      const podCount = number === undefined ? undefined : Math.min(MAX_PODS, Math.round(number));
      return { ...change, replicas: withEntry(change.replicas, name, podCount) };
    }
    default: {
      const own = withEntry(change.requests?.[name], part, text === '' ? undefined : text);
      return {
        ...change,
        requests: withEntry(change.requests, name, Object.keys(own).length > 0 ? own : undefined),
      };
    }
  }
}

const typesOf = (text: string): string[] => text.split(/[\s,]+/).filter((type) => type !== '');

/** Whether a field of the form says something, or is empty. */
export function isReadable(part: string, text: string): boolean {
  if (part === 'typesUnavailable') return typesOf(text).every((type) => isTypeName(type.toLowerCase()));
  return !(part in EXAMPLES) || text.trim() === '' || quantityOf(part, text.trim()) !== undefined;
}

const without = (change: WhatIfChange, part: keyof WhatIfChange): WhatIfChange =>
  Object.fromEntries(Object.entries(change).filter(([name]) => name !== part));

function withEntry<T>(
  record: Readonly<Record<string, T>> | undefined,
  name: string,
  value: T | undefined,
): Readonly<Record<string, T>> {
  const others = Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => key !== name));
  return value === undefined ? others : { ...others, [name]: value };
}

export interface ReadChange {
  /** What is asked. */
  readonly change: WhatIfChange;
  /** What was typed and says nothing, in words. */
  readonly problems: readonly string[];
}

/** @param workloads  of the cluster: what was typed for one that is gone is not asked */
export function readChange(typed: WhatIfChange, workloads: readonly string[]): ReadChange {
  const problems: string[] = [];
  const requests: Record<string, Readonly<Record<string, string>>> = {};
  for (const [workload, own] of known(typed.requests, workloads)) {
    const read = Object.entries(own).flatMap(([resource, text]) => {
      const quantity = quantityOf(resource, text);
      if (quantity === undefined) problems.push(noQuantity(workload, resource, text));
      return quantity === undefined ? [] : [[resource, quantity] as const];
    });
    if (read.length > 0) requests[workload] = Object.fromEntries(read);
  }
  const types = (typed.typesUnavailable ?? []).map((type) => type.toLowerCase());
  problems.push(...types.filter((type) => !isTypeName(type)).map(noType));
  const change = {
    ...typed,
    replicas: Object.fromEntries(known(typed.replicas, workloads)),
    requests,
    typesUnavailable: types.filter(isTypeName),
  };
  return { change: compactChange(change), problems };
}

const known = <T>(entries: Readonly<Record<string, T>> = {}, names: readonly string[]): [string, T][] =>
  Object.entries(entries).filter(([name]) => names.includes(name));

/** A Kubernetes quantity; amounts as the form itself writes them, "2 vCPU" and "8 GiB", are taken, too. */
function quantityOf(resource: string, text: string): string | undefined {
  const plain = text.replace(/ (?=[A-Za-z])/, '');
  const bare =
    resource === 'cpu'
      ? plain.replace(/v?cpus?$|cores?$/i, '')
      : plain.replace(/([KMGTPE]i|[kMGTPE])B$/, '$1');
  const quantity = /\d/.test(bare) ? parseQuantity(bare) : undefined;
  return quantity === undefined || quantity.digits < 0n ? undefined : bare;
}

const EXAMPLES: Readonly<Record<string, string>> = { cpu: '500m or 2', memory: '512Mi or 8Gi' };
const LABELS: Readonly<Record<string, string>> = { cpu: 'CPU', memory: 'Memory' };

const noQuantity = (workload: string, resource: string, text: string): string =>
  `${LABELS[resource] ?? resource} a pod of ${workload}: "${text}" is no amount, such as ${EXAMPLES[resource] ?? '2'}. It is left out.`;

/** "m5.large", or a family: "m5.*". */
const isTypeName = (type: string): boolean => /^[a-z0-9-]+\.(?:\*|[a-z0-9-]+)$/.test(type);

const noType = (type: string): string =>
  `"${type}" is no instance type, such as m5.large, and no family, such as m5.*. It is left out.`;

/** What the region has not, as its answer told, is told of and said no more. The answer may be to an older change. */
export function withoutUnknown(
  { typesUnavailable = [], ...others }: WhatIfChange,
  unknown: readonly string[],
  region: string,
): ReadChange {
  const told = typesUnavailable.filter((type) => unknown.includes(type));
  const known = typesUnavailable.filter((type) => !unknown.includes(type));
  return {
    change: compactChange({ ...others, typesUnavailable: known }),
    problems: told.map((type) => noTypeOf(region, type)),
  };
}

const noTypeOf = (region: string, type: string): string =>
  `${region} has no ${type.endsWith('.*') ? 'family' : 'instance type'} ${type}. It changes nothing.`;

/** The change in a line. */
export function sentenceOf(change: WhatIfChange): string {
  const { spotShare, zonesLost = [], typesUnavailable = [] } = change;
  const parts = [
    ...workloadParts(change),
    ...(spotShare === undefined ? [] : [`${Math.round(spotShare * 100)}% of pods on spot`]),
    ...(zonesLost.length > 0 ? [`${zonesLost.join(', ')} lost`] : []),
    ...(typesUnavailable.length > 0 ? [`no ${typesUnavailable.join(', ')}`] : []),
    ...(change.discountPercent === undefined ? [] : [`${change.discountPercent}% off list prices`]),
  ];
  return `If: ${parts.join(', ')}`;
}

/** More are counted. */
const MAX_NAMED = 3;

/** "shop/web with 12 pods of 2 cpu" */
function workloadParts({ replicas = {}, requests = {} }: WhatIfChange): string[] {
  const names = [...new Set([...Object.keys(replicas), ...Object.keys(requests)])].sort();
  if (names.length > MAX_NAMED) return [`${grouped(names.length)} workloads changed`];
  return names.map((name) => {
    const podCount = replicas[name];
    const amounts = Object.entries(requests[name] ?? {}).map(([resource, text]) => `${text} ${resource}`);
    const pods = podCount === undefined ? 'pods' : `${grouped(podCount)} ${podCount === 1 ? 'pod' : 'pods'}`;
    return `${name} with ${pods}${amounts.length > 0 ? ` of ${amounts.join(' and ')}` : ''}`;
  });
}
