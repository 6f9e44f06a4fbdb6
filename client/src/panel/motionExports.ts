/** A timeline, and the time after scale-down, as Markdown. */
import type { ScaleDownModel, TimelineModel } from '../../../server/src/protocol/motionRequests';
import type { PreviewModel } from '../../../server/src/protocol/previewModel';
import { dollars } from '../../../server/src/util/money';
import { counted, grouped, usdPerHour, usdPerMonth } from '../format';
import { table } from './markdown';
import { serveText, timeText } from './timeline/amounts';
import { shareText } from './timeline/shares';

export function timelineMarkdown({ chart, slo, cost, subject, waves, assumptions }: TimelineModel): string {
  const { p50Seconds, p95Seconds } = slo.timeToServe;
  const lost =
    subject.overload === 'queue'
      ? `at most ${grouped(Math.round(slo.maxBacklog))} wait`
      : `${shareText(slo.unservedShare)} of the demand unserved`;
  const stages = waves.flatMap(({ from, to, since, stages: own, totalSeconds }) =>
    own
      ? [
          [
            `${grouped(from)} to ${grouped(to)}`,
            timeText(since),
            ...[own.metricSeconds, own.decisionSeconds, own.podSeconds],
            ...[own.nodeSeconds, own.imageSeconds, own.readySeconds, totalSeconds ?? 0],
          ].map(String),
        ]
      : [],
  );
  const lines = [
    `## Timeline: ${chart.title}`,
    '',
    `${timeText(chart.durationSeconds)}. Time to serve p50 ${serveText(slo, p50Seconds)}, p95 ${serveText(slo, p95Seconds)}; ${lost}; ${dollars(cost.usdPerDay, 2)} a day, ${usdPerMonth(cost.usdPerMonth, '$')}/month.`,
    '',
    assumptions.join(' '),
    '',
    ...table(
      ['Pods', 'Needed at', 'metric', 'decision', 'pod', 'node', 'image', 'ready', 'Seconds in all'],
      stages,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

export function scaleDownMarkdown(
  { change, initial, final, commands, savingsUsdPerMonth, notes }: ScaleDownModel,
  { currencyLabel }: Pick<PreviewModel['cost'], 'currencyLabel'>,
): string {
  const perHour = (usd: number): string => usdPerHour(usd, currencyLabel);
  const lines = [
    '## After scale-down',
    '',
    ...Object.entries(change).map(
      ([name, { from, to }]) => `- ${name}: ${grouped(from)} to ${counted(to, 'pod')}`,
    ),
    '',
    `${counted(initial.nodes.length, 'node')} at ${perHour(initial.usdPerHour)}/h become ${counted(final.nodes.length, 'node')} at ${perHour(final.usdPerHour)}/h; ${usdPerMonth(savingsUsdPerMonth, currencyLabel)}/month saved.`,
    '',
    ...notes.flatMap((note) => [note, '']),
    ...table(
      ['Nodes', 'By', 'Saves an hour'],
      commands.map(({ candidates, replacements, savingsUsdPerHour }) => {
        const [launch] = replacements.flatMap((one) => one.launch ?? []);
        const by = launch ? `one ${launch.instanceType} ${launch.capacityType}` : 'removed';
        return [candidates.join(', '), by, perHour(savingsUsdPerHour)];
      }),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
