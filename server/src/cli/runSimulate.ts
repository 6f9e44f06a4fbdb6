/** `simulate`: nodes, launches, cost, and what found no place. */
import { cost, explain, scaleDown, simulate } from '../api';
import { simulateMarkdown } from '../report/simulateMarkdown';
import { billText } from './billText';
import { explainText } from './explainText';
import { print, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { priceBasis, unpricedSentence } from './prices';
import { scaleDownText } from './scaleDownText';
import { simulateText } from './simulateText';
import { wrap } from './style';

export function runSimulate(job: Job): ExitStatus {
  const { invocation, world, files, region, style, live } = job;
  const { failOn, format, replicas, stats: withStats } = invocation;
  const options = { ...invocation.options, ...(live ? { live } : {}) };
  const sources = files.map(sourceOf);
  const measured = withStats ? { now: world.now } : {};
  const result = withProgress(job, 'simulating', () =>
    simulate(sources, { ...options, replicas, ...measured }),
  );
  const explanation = invocation.explain
    ? withProgress(job, 'explaining', () => explain(sources, { ...options, replicas }))
    : undefined;
  const scaledDown = invocation.afterScaleDown
    ? withProgress(job, 'consolidating', () => scaleDown({ files: sources, options: invocation.options }))
    : undefined;
  const { stats, ...unmeasured } = result;
  const json = {
    ...unmeasured,
    ...(withStats ? { stats } : {}),
    ...(explanation ? { explanation } : {}),
    ...(scaledDown ? { afterScaleDown: scaledDown } : {}),
  };
  const fails = failOn !== 'never' && result.unschedulable.length > 0;
  const text = (): readonly string[] => [
    ...(explanation ? explainText(explanation, style) : []),
    ...simulateText(result, billLines(job), style),
    ...(scaledDown ? ['', ...scaleDownText(scaledDown, style)] : []),
  ];
  const lines =
    format === 'json'
      ? [JSON.stringify(json, undefined, 2)]
      : format === 'markdown'
        ? simulateMarkdown(result, priceBasis(region))
        : text();
  return print(lines, world, fails ? 1 : 0);
}

/** Of a running cluster, the bill is of what comes: it has its control plane. */
function billLines({ invocation, files, region, style, live }: Job): string[] {
  const { options, replicas } = invocation;
  const added = live ? { live, cost: { controlPlane: 'none' as const, ...options.cost } } : {};
  const bill = cost(files.map(sourceOf), { ...options, ...added, replicas });
  return ['', ...billText(bill, style), ...wrap(unpricedSentence(region), 0).map(style.dim)];
}
