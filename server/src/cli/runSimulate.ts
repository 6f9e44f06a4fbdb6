/** `simulate`: nodes, launches, cost, and what found no place. */
import { explain, simulate } from '../api';
import { explainText } from './explainText';
import { print, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { priceLines } from './prices';
import { simulateText } from './simulateText';

export function runSimulate(job: Job): ExitStatus {
  const { invocation, world, files, region, style } = job;
  const { failOn, format, options, replicas, stats: withStats } = invocation;
  const sources = files.map(sourceOf);
  const measured = withStats ? { now: world.now } : {};
  const result = withProgress(job, 'simulating', () =>
    simulate(sources, { ...options, replicas, ...measured }),
  );
  const explanation = invocation.explain
    ? withProgress(job, 'explaining', () => explain(sources, { ...options, replicas }))
    : undefined;
  const { stats, ...unmeasured } = result;
  const json = { ...unmeasured, ...(withStats ? { stats } : {}), ...(explanation ? { explanation } : {}) };
  const fails = failOn !== 'never' && result.unschedulable.length > 0;
  const lines =
    format === 'json'
      ? [JSON.stringify(json, undefined, 2)]
      : [
          ...(explanation ? explainText(explanation, style) : []),
          ...simulateText(result, priceLines(region), style),
        ];
  return print(lines, world, fails ? 1 : 0);
}
