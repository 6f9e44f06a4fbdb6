/** Consolidation after the load is gone, as plain text. */
import type { ScaleDown } from '../analysis/motion/scaleDown';
import type { CommandReport } from '../consolidation/consolidate';
import { counted, usdPerHour, usdPerMonth, wrap, type Style } from './style';

export function scaleDownText(result: ScaleDown, style: Style): string[] {
  const { change, commands, initial, final, error } = result;
  if (error !== undefined) return [`${style.bold('After the scale-down:')} ${error}`];
  const shrunk = Object.entries(change).map(([key, { from, to }]) => `${key} ${from} to ${to}`);
  if (shrunk.length === 0)
    return [`${style.bold('After the scale-down:')} no workload has a scaler that shrinks it`];
  const told = grouped(commands).map(({ text, count }) => (count > 1 ? `${text} (${count} times)` : text));
  return [
    style.bold('After the scale-down'),
    ...wrap(`From maximum to minimum: ${shrunk.join(', ')}.`, 2),
    ...(told.length === 0
      ? ['  Consolidation leaves every node as it is.']
      : told.flatMap((line) => wrap(line, 2))),
    ...wrap(
      `${counted(initial.nodes.length, 'node')} at ${usdPerHour(initial.usdPerHour)}/hour become ` +
        `${counted(final.nodes.length, 'node')} at ${usdPerHour(final.usdPerHour)}/hour: ` +
        `${usdPerMonth(result.savingsUsdPerMonth)}/month saved.`,
      2,
    ),
    ...result.notes.flatMap((note) => wrap(note, 2)),
    ...spotHint(result),
  ];
}

/** What most surprises people about spot nodes. */
function spotHint({ final }: ScaleDown): string[] {
  const isSpot = final.nodes.some(({ capacityType }) => capacityType === 'spot');
  return isSpot
    ? wrap(
        "Spot nodes are not replaced by cheaper spot nodes: Karpenter's SpotToSpotConsolidation is off.",
        2,
      )
    : [];
}

/** Equal sentences, told once, in the order in which they first come. */
function grouped(
  commands: readonly CommandReport[],
): readonly { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const command of commands) {
    const text = sentence(command);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => ({ text, count }));
}

function sentence({ method, candidates, replacements, savingsUsdPerHour }: CommandReport): string {
  const nodes =
    candidates.length > 6
      ? `${candidates.slice(0, 6).join(', ')} and ${candidates.length - 6} more`
      : candidates.join(', ');
  const [launch] = replacements.flatMap((one) => one.launch ?? []);
  const what =
    method === 'empty' ? 'Removes, being empty:' : launch ? 'Replaces' : 'Removes, moving its pods:';
  const by = launch ? ` by one ${launch.instanceType} ${launch.capacityType}` : '';
  return `${what} ${nodes}${by}, saves ${usdPerHour(savingsUsdPerHour)}/hour.`;
}
