/** A timeline of four seconds, for tests of the panel: 100 requests a second, then 400 where 200 are served. */
import type { TimelineModel } from '../../server/src/protocol/motionRequests';

const STAGES = {
  ...{ metricSeconds: 20, decisionSeconds: 10, podSeconds: 1 },
  ...{ nodeSeconds: 46, imageSeconds: 12, readySeconds: 5 },
};

export function timelineModel(): TimelineModel {
  const line = (id: string, label: string, values: readonly number[], shape: 'step' | 'area' = 'step') => ({
    ...{ id, label, values, shape },
  });
  return {
    subject: {
      ...{ workload: 'shop/web', scaler: 'HorizontalPodAutoscaler/web', unit: 'requests/s' },
      ...{ podCapacity: 50, overload: 'drop' },
    },
    subjects: [{ workload: 'shop/web', scaler: 'HorizontalPodAutoscaler/web' }],
    suggested: { base: '100', peak: '400', at: '10m', for: '15m' },
    assumptions: ['A ready pod serves 50 requests/s.'],
    chart: {
      ...{ title: 'shop/web under HorizontalPodAutoscaler/web', start: '2026-01-05T00:00:00Z' },
      ...{ durationSeconds: 4, stepSeconds: 1, t: [0, 1, 2, 3] },
      lanes: [
        {
          ...{ id: 'demand', title: 'Demand', unit: 'requests/s', max: 400 },
          lines: [
            line('demand', 'demand', [100, 100, 400, 400], 'area'),
            line('capacity', 'what ready pods serve', [200, 200, 200, 200]),
          ],
        },
        {
          ...{ id: 'pods', title: 'Pods', unit: 'pods', max: 8 },
          lines: [line('wanted', 'wanted', [4, 4, 8, 8]), line('ready', 'ready', [4, 4, 4, 4])],
        },
        {
          ...{ id: 'cost', title: 'Cost', unit: '$/h', max: 0.192 },
          lines: [line('usdPerHour', '$/h', [0.192, 0.192, 0.192, 0.192])],
        },
        {
          ...{ id: 'unserved', title: 'Unserved', unit: 'requests per step', max: 200 },
          lines: [line('unserved', 'unserved', [0, 0, 200, 200], 'area')],
        },
      ],
      marks: [],
    },
    svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    slo: {
      timeToServe: { p50Seconds: 1, p95Seconds: 2, maxSeconds: 2 },
      ...{ episodeCount: 1, episodes: [{ at: 2, seconds: 2, units: 400 }] },
      ...{ demandUnits: 800, unservedUnits: 400, unservedShare: 0.5, maxBacklog: 0, backlogAtEnd: 0 },
    },
    cost: { usd: 0.000213, usdPerDay: 4.608, usdPerMonth: 140.16 },
    stages: STAGES,
    waves: [{ ...{ t: 630, from: 4, to: 8, cause: 'hpa', since: 600 }, stages: STAGES, totalSeconds: 94 }],
    waveCount: 1,
    events: [],
    eventCount: 0,
  };
}
