/** `gangs`: Jobs under Kueue, admitted by quota and packed, or never. */
import { gangsOfFiles, type GangReport } from '../analysis/motion/gangs';
import { TypeCache } from '../simulate/instanceTypes';
import { print, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { counted, usdPerHour, wrap, type Style } from './style';

export function runGangs(job: Job): ExitStatus {
  const { invocation, files, catalog, world, style } = job;
  const request = { files: files.map(sourceOf), options: invocation.options };
  const gangs = withProgress(job, 'admitting', () =>
    gangsOfFiles(request, { catalog, cache: new TypeCache() }),
  );
  const fails = invocation.failOn !== 'never' && gangs.some(({ verdict }) => verdict === 'never');
  const lines =
    invocation.format === 'json' ? [JSON.stringify(gangs, undefined, 2)] : gangsText(gangs, style);
  return print(lines, world, fails ? 1 : 0);
}

function gangsText(gangs: readonly GangReport[], style: Style): string[] {
  if (gangs.length === 0) return ['No Job names a queue of Kueue (label kueue.x-k8s.io/queue-name).'];
  return gangs.flatMap((gang) => [
    `${style.bold(gang.workload)}: ${counted(gang.pods, 'pod')} in ${gang.queue}, ${coloured(gang, style)}`,
    ...wrap(gang.reason, 2),
    ...nodeLines(gang),
  ]);
}

function coloured({ verdict }: GangReport, style: Style): string {
  if (verdict === 'admitted') return style.green(verdict);
  return verdict === 'waits' ? style.yellow(verdict) : style.red('can never run');
}

function nodeLines({ nodes = [] }: GangReport): string[] {
  if (nodes.length === 0) return [];
  const usd = nodes.reduce((sum, node) => sum + node.usdPerHour, 0);
  const kinds = new Map<string, number>();
  for (const { instanceType, capacityType } of nodes) {
    const kind = `${instanceType} ${capacityType}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const told = [...kinds].map(([kind, count]) => `${count} x ${kind}`).join(', ');
  return wrap(`Starts ${told}, ${usdPerHour(usd)}/hour.`, 2);
}
