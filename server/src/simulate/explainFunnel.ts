/** An explanation in words: funnels, near misses and changes. */
import { formatAmount, type Resources } from '../model/resources';
import { hourlyDollars, isNothing } from '../util/money';
import { compareText } from '../util/sort';
import type { Change, Funnel, FunnelStep, NearestMiss, ProvedChange } from './explanation/types';
import { grouped } from '../util/thousands';

/** One line per step: how many types are left and what took the others. */
export function explainFunnel({ total, steps, left }: Funnel): readonly string[] {
  if (total === 0) return ['no instance types: the node class is not among the files'];
  const lines = steps.map((step) => `${grouped(step.left)} left after ${stepText(step)}`);
  return [
    `${grouped(total)} instance types`,
    ...lines,
    ...(left > 0 && steps.length === 0 ? ['all are left'] : []),
  ];
}

/** What a step holds against types, with the last ones that it took. */
export function stepText(step: FunnelStep): string {
  const last = step.lastToGo?.length ? ` (the last to go: ${step.lastToGo.join(', ')})` : '';
  return `${conditionText(step)}${last}`;
}

function conditionText({ stage, key = '', asks = key }: Pick<FunnelStep, 'stage' | 'key' | 'asks'>): string {
  switch (stage) {
    case 'pool-requirement':
      return `the pool's ${asks}`;
    case 'pool-label':
      return `the pool's label ${asks}`;
    case 'node-class':
      return `EC2NodeClass ${key}`;
    case 'taints':
      return `the taints that the pod does not tolerate: ${asks}`;
    case 'pod-requirement':
      return `the pod's ${asks}`;
    case 'volumes':
      return "the zones of the pod's volumes";
    case 'host-ports':
      return 'the host ports that daemons hold';
    case 'resource':
      return `the pod's ${asks} beside the daemons`;
    case 'offering':
      return 'zones and capacity types in which they are sold';
    case 'price':
      return 'types without a known price in the region';
    case 'limits':
      return key === 'nodes' ? "the pool's limit of nodes" : `the limit of ${asks}`;
    case 'topology':
      return `${asks} over ${key}`;
  }
}

/** "m7g.2xlarge of NodePool x lacks 312Mi memory". */
export function explainMiss({ nodePool, instanceType, lacks, fails }: Omit<NearestMiss, 'message'>): string {
  const parts = [
    ...(Object.keys(lacks).length > 0 ? [`lacks ${amounts(lacks)}`] : []),
    ...(fails.length > 0 ? [`fails ${fails.map(failText).join(', ')}`] : []),
  ];
  return `${instanceType} of NodePool ${nodePool} comes closest: it ${parts.join(' and ')}`;
}

function failText({ stage, key }: NearestMiss['fails'][number]): string {
  if (stage === 'taints') return "the pool's taints";
  if (stage === 'price') return 'the price: none is known';
  if (stage === 'offering') return 'zone and capacity type';
  return `${stage.replace(/-/g, ' ')}${key === undefined ? '' : ` ${key}`}`;
}

/** What to change, and what it does to nodes and dollars. */
export function explainChange({ change, nodes, usdPerHour }: Omit<ProvedChange, 'message'>): string {
  const added = nodes.after - nodes.before;
  const usd = usdPerHour.after - usdPerHour.before;
  return `${changeText(change)} (${nodesText(added)}, ${costText(usd)})`;
}

function nodesText(added: number): string {
  if (added === 0) return 'no more nodes';
  const nodes = Math.abs(added) === 1 ? 'node' : 'nodes';
  return added > 0 ? `${added} more ${nodes}` : `${-added} ${nodes} fewer`;
}

const costText = (usdPerHour: number): string =>
  isNothing(usdPerHour, 4)
    ? 'same cost'
    : `${hourlyDollars(Math.abs(usdPerHour))} an hour ${usdPerHour > 0 ? 'more' : 'less'}`;

function changeText(change: Change): string {
  switch (change.kind) {
    case 'tolerate-taints':
      return `let the pod tolerate ${change.taints.join(', ')} of NodePool ${change.nodePool}`;
    case 'lower-request':
      return `lower the ${change.resource} request from ${formatAmount(change.resource, change.from)} to ${formatAmount(change.resource, change.to)}`;
    case 'raise-limit':
      return `raise the ${change.resource} limit of NodePool ${change.nodePool} from ${formatAmount(change.resource, change.from)} to ${formatAmount(change.resource, change.to)}`;
    case 'widen-requirement':
      return `add ${change.adds.join(', ')} to ${change.key} of NodePool ${change.nodePool}`;
    case 'drop-pool-requirement':
      return `drop the requirement on ${change.requirement.key} of NodePool ${change.nodePool}`;
    case 'add-pool-label':
      return `label the nodes of NodePool ${change.nodePool} with ${change.key}=${change.value}`;
    case 'lower-min-values':
      return `lower minValues of ${change.key} in NodePool ${change.nodePool} from ${change.from} to ${change.to}`;
    case 'drop-pod-requirement':
      return `drop the pod's requirement on ${change.key}`;
    case 'relax-spread':
      return `make the topology spread over ${change.key} ScheduleAnyway`;
    case 'drop-pod-affinity':
      return `drop the pod affinity over ${change.key}`;
    case 'drop-pod-anti-affinity':
      return `drop the pod anti-affinity over ${change.key}`;
  }
}

const amounts = (resources: Resources): string =>
  Object.entries(resources)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, amount]) => `${readable(name, amount)} ${name}`)
    .join(', ');

/** Odd byte counts are rounded up to whole mebibytes: nobody thinks in bytes. */
function readable(name: string, amount: number): string {
  const isBytes = name === 'memory' || name === 'ephemeral-storage';
  return isBytes ? `${Math.ceil(amount / 2 ** 20)}Mi` : formatAmount(name, amount);
}
