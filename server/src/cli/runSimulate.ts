/** `simulate`: nodes, launches, cost, and what found no place. */
import { cost, explain, scaleDown, simulate, type ClusterCost } from '../api';
import { simulateMarkdown } from '../report/simulateMarkdown';
import { billText } from './billText';
import { explainText } from './explainText';
import { print, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { unpricedSentence } from './prices';
import { scaleDownText } from './scaleDownText';
import { simulateText } from './simulateText';
import { wrap } from './style';

export function runSimulate(job: Job): ExitStatus {
  const { invocation, world, files, region, style, live } = job;
  const { failOn, format, replicas, stats: withStats } = invocation;
  const options = { ...invocation.options, ...(live ? { live } : {}) };
  const sources = files.map(sourceOf);
  const staticNodes = format !== 'json' || invocation.staticNodes;
  const measured = withStats ? { now: world.now } : {};
  const result = withProgress(job, 'simulating', () =>
    simulate(sources, { ...options, replicas, staticNodes, ...measured }),
  );
  const explanation = invocation.explain
    ? withProgress(job, 'explaining', () => explain(sources, { ...options, replicas }))
    : undefined;
  const scaledDown = invocation.afterScaleDown
    ? withProgress(job, 'consolidating', () => scaleDown({ files: sources, options: invocation.options }))
    : undefined;
  const { stats, ...unmeasured } = result;
  const bill = billOf(job);
  const json = {
    ...unmeasured,
    bill,
    ...(withStats ? { stats } : {}),
    ...(explanation ? { explanation } : {}),
    ...(scaledDown ? { afterScaleDown: scaledDown } : {}),
  };
  const fails = failOn !== 'never' && result.unschedulable.length > 0;
  const unpriced = wrap(unpricedSentence(region), 0).map(style.dim);
  const text = (): readonly string[] => [
    ...(explanation ? explainText(explanation, style) : []),
    ...simulateText(result, ['', ...billText(bill, style), ...unpriced], style),
    ...(scaledDown ? ['', ...scaleDownText(scaledDown, style)] : []),
  ];
  const lines =
    format === 'json'
      ? [JSON.stringify(json, undefined, 2)]
      : format === 'markdown'
        ? simulateMarkdown(result, bill, unpricedSentence(region))
        : text();
  return print(lines, world, fails ? 1 : 0);
}

/** Of a running cluster, the bill is of what comes: it has its control plane. */
function billOf({ invocation, files, live }: Job): ClusterCost {
  const { options, replicas } = invocation;
  const added = live ? { live, cost: { controlPlane: 'none' as const, ...options.cost } } : {};
  return cost(files.map(sourceOf), { ...options, ...added, replicas });
}
