/** Why one pool cannot take a pod, in words. */
import { operatorOf, type Requirement } from '../model/requirement';
import { ZONE } from '../model/labels';
import { formatAmount, type Resources } from '../model/resources';
import type { Taint } from '../model/taints';
import { compareText } from '../util/sort';
import type { InstanceTrouble, PoolTrouble, UnmetMinValues } from '../solver/reasons';

export function explainTrouble(trouble: PoolTrouble): string {
  switch (trouble.code) {
    case 'no-instance-types':
      return trouble.unmet.length > 0
        ? `its own ${explainUnmet(trouble.unmet)}`
        : 'its own requirements leave no instance type with a price';
    case 'node-limit':
      return 'its limit allows no node';
    case 'limits':
      return `every instance type would break its limits, of which ${amounts(trouble.remaining)} is left`;
    case 'taints':
      return `the pod does not tolerate ${trouble.taints.map(taintText).join(', ')}`;
    case 'undefined-label':
      return `the pod needs the label ${trouble.key}, which no node of the pool has`;
    case 'conflict': {
      const asker = trouble.byVolume ? 'a volume of the pod' : 'the pod';
      return `${asker} needs ${requirementText(trouble.pod)}, the pool offers ${requirementText(trouble.node)}`;
    }
    case 'hostname':
      return 'the pod asks for a certain host, which a new node never is';
    case 'topology':
      return explainTopology(trouble);
    case 'domain-without-types':
      return explainDomain(trouble);
    case 'host-ports':
      return 'a daemon has the host port that the pod needs on every instance type';
    case 'no-type-fits':
      return explainTypes(trouble);
    case 'min-values':
      return explainUnmet(trouble.unmet);
  }
}

const TOPOLOGY_NAMES = {
  spread: 'topology spread',
  affinity: 'pod affinity',
  'anti-affinity': 'pod anti-affinity',
} as const;

function explainTopology({
  type,
  key,
  byOthers,
  counts,
}: Extract<PoolTrouble, { code: 'topology' }>): string {
  const whose = byOthers ? "other pods'" : 'its';
  const there = podCounts(counts);
  return `no domain of ${key} satisfies ${whose} ${TOPOLOGY_NAMES[type]}${there ? ` (pods: ${there})` : ''}`;
}

/** A zone that no node class has a subnet in is best left out: it counts as a domain. */
function explainDomain({
  type,
  domain,
  counts,
}: Extract<PoolTrouble, { code: 'domain-without-types' }>): string {
  const where = `${domain.key} ${[...domain.values].sort(compareText).join(' or ')}`;
  const zones = domain.key === ZONE ? '; zones without a subnet can be left out (dryfit.zones, --zones)' : '';
  return `its ${TOPOLOGY_NAMES[type]} wants ${where} next, where no instance type of the pool holds it (pods: ${podCounts(counts)})${zones}`;
}

const podCounts = (counts: readonly (readonly [domain: string, podCount: number])[]): string =>
  counts.map(([domain, podCount]) => `${domain} ${podCount}`).join(', ');

function explainTypes(trouble: InstanceTrouble): string {
  const { typeCount, limited, unmet, requests, most } = trouble;
  if (unmet) return `none of its ${typesWithin(trouble)} is offered with ${requirementText(unmet)}`;
  const short = Object.entries(requests)
    .filter(([name, amount]) => amount > (most[name] ?? 0))
    .map(
      ([name, amount]) =>
        `${formatAmount(name, amount)} ${name} (the most is ${formatAmount(name, most[name] ?? 0)})`,
    )
    .join(', ');
  if (limited && short !== '')
    return `its limits, of which ${amounts(limited.remaining)} is left, allow ${typeCount} of its ${typesText(limited.ofTypes)}, and none of these gives ${short}`;
  const counts = countsText(trouble);
  return short === '' ? `no instance type does all: ${counts}` : `no instance type gives ${short}: ${counts}`;
}

const typesText = (count: number): string => (count === 1 ? '1 instance type' : `${count} instance types`);

const typesWithin = ({ typeCount, limited }: InstanceTrouble): string =>
  `${typeCount === 1 ? 'one instance type' : typesText(typeCount)}${limited ? ' within its limits' : ''}`;

function countsText(trouble: InstanceTrouble): string {
  const { typeCount, limited, meetingRequirements, withOffering, withRoom } = trouble;
  return [
    `of ${typesText(typeCount)}${limited ? ' within its limits' : ''} ${meetingRequirements} ${meetingRequirements === 1 ? 'meets' : 'meet'} the requirements`,
    ...[`${has(withOffering)} an offering`, `${has(withRoom)} room`],
  ].join(', ');
}

const has = (count: number): string => `${count} ${count === 1 ? 'has' : 'have'}`;

export const taintText = ({ key, value, effect }: Taint): string =>
  `${key}${value ? `=${value}` : ''}:${effect}`;

const amounts = (resources: Resources): string =>
  Object.entries(resources)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, amount]) => `${formatAmount(name, amount)} ${name}`)
    .join(', ');

/** At most five values are listed. */
export function requirementText(requirement: Requirement): string {
  const { key, gte, lte } = requirement;
  const values = [...requirement.values].sort(compareText);
  const listed =
    values.length > 5 ? `${values.slice(0, 5).join(', ')} and ${values.length - 5} more` : values.join(', ');
  const bounds = [
    gte === undefined ? '' : ` at least ${gte}`,
    lte === undefined ? '' : ` at most ${lte}`,
  ].join('');
  // Bounds say it all where nothing but them is asked.
  const isBoundsOnly = bounds !== '' && listed === '';
  return `${key}${isBoundsOnly ? '' : ` ${operatorOf(requirement)}`}${listed ? ` ${listed}` : ''}${bounds}`;
}

/** "minValues of a wants 3 values and 2 are left". */
export const explainUnmet = (unmet: readonly UnmetMinValues[]): string =>
  unmet
    .map(
      ({ key, wanted, found }) =>
        `minValues of ${key} wants ${wanted} values and ${found} ${found === 1 ? 'is' : 'are'} left`,
    )
    .join(', ');
