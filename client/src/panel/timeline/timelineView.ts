/** A timeline: what it asks for, its marks, its chart, where the time goes, and the same as tables. */
import type {
  StrategiesResult,
  TimelineModel,
  TimelineResult,
  TimelineStages,
  TimelineWave,
} from '../../../../server/src/protocol/motionRequests';
import type { PreviewModel } from '../../../../server/src/protocol/previewModel';
import { dollars } from '../../../../server/src/util/money';
import { counted, grouped, usdPerMonth } from '../../format';
import { html, type Html } from '../../html';
import { disclosure, head, tile } from '../parts';
import type { PanelState } from '../state';
import { amountText, isNeverServed, secondsText, serveText, timeText } from './amounts';
import { headingOf, renderChart, renderReadout } from './chartView';
import { renderForm } from './form';
import { viewOf } from './plot';
import { rowsOf } from './rows';
import { shareText } from './shares';
import { renderStrategies } from './strategiesView';

export function renderTimeline(
  preview: PreviewModel,
  state: PanelState,
  answers: { readonly timeline?: TimelineResult; readonly strategies?: StrategiesResult | 'asked' },
): { readonly form: Html; readonly result: Html } {
  const { timeline: choice } = state;
  const { timeline: answer, strategies } = answers;
  const model = answer?.state === 'ready' ? answer : undefined;
  const form = renderForm(preview, choice, model);
  if (!answer) return { form, result: html`<p class="quiet">Playing the load…</p>` };
  if (answer.state !== 'ready')
    return { form, result: html`<p class="bad" id="timeline-problem">${sentence(answer.message)}</p>` };
  const result = html`<section class="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">${answer.chart.title}</h2>
      ${renderMarks(answer)} ${renderTools(choice.zoom !== undefined)} ${renderChart(answer, choice.zoom)}
      <dl class="readout" id="timeline-readout">
        ${renderReadout(answer.chart, viewOf(answer.chart, choice.zoom).from)}
      </dl>
      ${renderTable(answer, state)}
    </section>
    ${renderStages(answer)} ${renderEvents(answer, state)} ${renderStrategies(strategies)}
    <p class="quiet assumed">
      ${answer.assumptions.join(' ')} Instances alone; the bill above has the rest.
    </p>`;
  return { form, result };
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function renderMarks({ slo, cost, subject }: TimelineModel): Html {
  const { p50Seconds, p95Seconds } = slo.timeToServe;
  const isQueue = subject.overload === 'queue';
  const mark = (name: 'p50' | 'p95', seconds: number): Html => {
    const value = serveText(slo, seconds);
    const label = `${isQueue ? 'wait' : 'to serve a spike'}, ${name}`;
    return tile({ id: `timeline-${name}`, label, value, className: isNeverServed(slo) ? 'bad' : '' });
  };
  return html`<dl class="totals marks" aria-label="Service level">
    ${mark('p50', p50Seconds)} ${mark('p95', p95Seconds)}
    ${
      isQueue
        ? tile({ id: 'timeline-backlog', label: 'most waiting', value: amountText(slo.maxBacklog) })
        : tile({
            ...{ id: 'timeline-unserved', label: 'demand unserved' },
            value: shareText(slo.unservedShare),
            className: slo.unservedUnits > 0 ? 'bad' : '',
          })
    }
    ${tile({ id: 'timeline-usd-per-day', label: `cost per day (${usdPerMonth(cost.usdPerMonth, '$')} a month)`, value: dollars(cost.usdPerDay, 2) })}
  </dl>`;
}

function renderTools(isZoomed: boolean): Html {
  return html`<div class="toolbar">
    <div class="choice" role="group" aria-label="Zoom">
      ${zoomButton('in', 'Zoom in', true)} ${zoomButton('out', 'Zoom out', isZoomed)}
      ${zoomButton('all', 'All', isZoomed)}
    </div>
    <p class="quiet" id="timeline-keys">
      Arrows move the cursor, + and − zoom, 0 shows all; drag with the mouse to zoom.
    </p>
  </div>`;
}

const zoomButton = (by: 'in' | 'out' | 'all', label: string, isOfUse: boolean): Html =>
  html`<button
    type="button"
    class="secondary small"
    id="timeline-zoom-${by}"
    data-zoom="${by}"
    ${!isOfUse && html` disabled`}
  >
    ${label}
  </button>`;

const STAGES: readonly (readonly [keyof TimelineStages, string, string])[] = [
  ['metricSeconds', 'metric', 'until the metric could show it'],
  ['decisionSeconds', 'decision', 'until the scaler had decided'],
  ['podSeconds', 'pod', 'until the scheduler looked at the pod'],
  ['nodeSeconds', 'node', 'until its node was ready'],
  ['imageSeconds', 'image', 'until its image was there and its containers ran'],
  ['readySeconds', 'ready', 'until its probes passed'],
];

function renderStages({ waves, waveCount, stages }: TimelineModel): Html {
  if (waveCount === 0)
    return html`<section aria-labelledby="stages">
      <h2 id="stages">Where the time goes</h2>
      <p class="quiet">The load never made the scaler add a pod.</p>
    </section>`;
  const longest = Math.max(1, ...waves.map(({ totalSeconds = 0 }) => totalSeconds));
  return html`<section class="stages" aria-labelledby="stages">
    <h2 id="stages">Where the time goes</h2>
    ${stages && html`<p id="slowest-stage">${adviceOf(stages)}</p>`}
    <div class="scroller" tabindex="0" role="region" aria-labelledby="stages">
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">Pods</th>
            <th scope="col" class="number">Needed at</th>
            <th scope="col" class="stage-bars">Seconds since then</th>
            ${STAGES.map(
              ([, name, title]) =>
                html`<th scope="col" class="number" title="${title}">
                  <svg class="key-mark" width="10" height="10" aria-hidden="true">
                    <rect class="stage ${name}" width="10" height="10" />
                  </svg>
                  ${name}
                </th>`,
            )}
            <th scope="col" class="number">in all</th>
          </tr>
        </thead>
        <tbody>
          ${waves.map((wave) => renderWave(wave, longest))} ${stages && renderMean(stages)}
        </tbody>
      </table>
    </div>
    ${waveCount > waves.length && html`<p class="quiet">The slowest ${waves.length} of ${grouped(waveCount)} scale-ups.</p>`}
  </section>`;
}

function adviceOf(stages: TimelineStages): string {
  const total = STAGES.reduce((sum, [key]) => sum + stages[key], 0);
  const [key, name, meaning] = STAGES.reduce((a, b) => (stages[b[0]] > stages[a[0]] ? b : a));
  return `On average ${secondsText(total)}, most of it the ${name}: ${secondsText(stages[key])} ${meaning}.`;
}

function renderWave({ from, to, since, stages, totalSeconds }: TimelineWave, longest: number): Html {
  if (!stages)
    return html`<tr>
      <th scope="row">${grouped(from)} to ${grouped(to)}</th>
      <td class="number">${timeText(since)}</td>
      <td colspan="${STAGES.length + 2}">not all of them were ready at the end</td>
    </tr>`;
  return html`<tr>
    <th scope="row">${grouped(from)} to ${grouped(to)}</th>
    <td class="number">${timeText(since)}</td>
    <td class="stage-bars">${renderBar(stages, longest)}</td>
    ${STAGES.map(([key]) => html`<td class="number">${tenths(stages[key])}</td>`)}
    <td class="number">${tenths(totalSeconds ?? 0)}</td>
  </tr>`;
}

const renderMean = (stages: TimelineStages): Html =>
  html`<tr class="mean">
    <th scope="row">on average</th>
    <td></td>
    <td></td>
    ${STAGES.map(([key]) => html`<td class="number">${tenths(stages[key])}</td>`)}
    <td class="number">${tenths(STAGES.reduce((sum, [key]) => sum + stages[key], 0))}</td>
  </tr>`;

const tenths = (seconds: number): string => String(Math.round(seconds * 10) / 10);

function renderBar(stages: TimelineStages, longest: number): Html {
  let at = 0;
  const parts = STAGES.map(([key, name]) => {
    const x = at;
    at += stages[key];
    return html`<rect
      class="stage ${name}"
      x="${((100 * x) / longest).toFixed(2)}%"
      width="${((100 * stages[key]) / longest).toFixed(2)}%"
      height="14"
    />`;
  });
  return html`<svg class="stage-bar" width="100%" height="14" aria-hidden="true">${parts}</svg>`;
}

function renderTable(
  { chart }: TimelineModel,
  { timeline: { zoom }, open }: Pick<PanelState, 'timeline' | 'open'>,
): Html {
  const columns = chart.lanes.flatMap((lane) => lane.lines.map((line) => ({ lane, line })));
  const titles = columns.map(
    ({ lane, line }) =>
      [lane.lines.length > 1 ? `${headingOf(lane)}: ${line.label}` : headingOf(lane), true] as const,
  );
  const content = (): Html =>
    html`<div class="scroller" tabindex="0" role="region" aria-label="The chart as a table">
      <table class="grid" id="timeline-table">
        ${head([['Time'], ...titles])}
        <tbody>
          ${rowsOf(chart, viewOf(chart, zoom)).map(
            ({ t, values }) =>
              html`<tr>
                <th scope="row">${timeText(t)}</th>
                ${values.map((value) => html`<td class="number">${value}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  return disclosure(
    { key: 'timeline/table', className: 'as-table', summary: 'As a table', content },
    { open },
  );
}

function renderEvents(
  { events, eventCount }: TimelineModel,
  state: Pick<PanelState, 'open'>,
): Html | undefined {
  if (eventCount === 0) return undefined;
  const content = (): Html =>
    html`<div class="scroller" tabindex="0" role="region" aria-label="Events">
        <table class="grid" id="timeline-events">
          ${head([['Time'], ['What']])}
          <tbody>
            ${events.map(
              ({ t, text }) =>
                html`<tr>
                  <th scope="row">${timeText(t)}</th>
                  <td>${text}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${eventCount > events.length && html`<p class="quiet">The first ${events.length}.</p>`}`;
  const summary = counted(eventCount, 'event');
  return disclosure({ key: 'timeline/events', className: 'as-table', summary, content }, state);
}
