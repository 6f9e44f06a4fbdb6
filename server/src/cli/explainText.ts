/** Why types and pods are left out, as plain text: what `simulate --explain` adds. */
import { explainFunnel } from '../simulate/explainFunnel';
import type { Explanation, Funnel, UnplacedExplanation } from '../simulate/explanation/types';
import { counted, wrap, type Style } from './style';

export function explainText({ pools, unplaced }: Explanation, style: Style): string[] {
  return [
    ...pools.flatMap((funnel) => funnelLines(funnel, style, 0)),
    ...unplaced.flatMap((entry) => unplacedLines(entry, style)),
  ];
}

function funnelLines(funnel: Funnel, style: Style, indent: number): string[] {
  const title = `${style.bold(`NodePool ${funnel.nodePool}`)}: from all types to those left`;
  const steps = explainFunnel(funnel).flatMap((line) => wrap(line, indent + 2));
  return [`${' '.repeat(indent)}${title}`, ...steps, ''];
}

function unplacedLines(entry: UnplacedExplanation, style: Style): string[] {
  const { workload, count, reason, funnels, nearestMiss, change, triedCount } = entry;
  const wish = change
    ? `What would place ${count === 1 ? 'it' : 'them'}: ${change.message}`
    : noChangeText(triedCount);
  return [
    `${style.red(counted(count, 'pod'))} of ${style.bold(workload)}`,
    ...wrap(reason.message, 2),
    ...(nearestMiss ? wrap(`Nearest: ${nearestMiss.message}`, 2) : []),
    ...wrap(wish, 2).map(style.green),
    ...funnels.flatMap((funnel) => funnelLines(funnel, style, 2)),
    ...(funnels.length === 0 ? [''] : []),
  ];
}

const noChangeText = (triedCount: number): string =>
  triedCount === 0
    ? 'No single change was tried.'
    : `No single change helps: ${counted(triedCount, 'change')} tried by solving again.`;
