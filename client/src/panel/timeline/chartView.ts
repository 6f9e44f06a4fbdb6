/** The chart of a timeline: lanes over one axis of time, shortages shaded, marks of the service level. */
import type {
  TimelineChart,
  TimelineLane,
  TimelineLine,
  TimelineModel,
} from '../../../../server/src/protocol/motionRequests';
import { axisShares } from '../../../../server/src/util/axis';
import { html, type Html } from '../../html';
import { scaleText, secondsText, timeText, valueText } from './amounts';
import type { Span } from './choice';
import { pathOf, PLANE, shareOf, stepAt, ticksIn, viewOf, xOf, yOf } from './plot';

/** One thing to move: a reader of screens hears the values at the cursor, and the tables below have all of them. */
export function renderChart(model: TimelineModel, zoom: Span | undefined): Html {
  const { chart } = model;
  const view = viewOf(chart, zoom);
  return html`<div
    class="chart"
    id="timeline-chart"
    role="slider"
    tabindex="0"
    aria-label="Time under the cursor"
    aria-describedby="timeline-keys"
    aria-valuemin="${view.from}"
    aria-valuemax="${view.to}"
    aria-valuenow="${view.from}"
    aria-valuetext="${cursorText(chart, view.from)}"
    data-from="${view.from}"
    data-to="${view.to}"
  >
    ${renderServiceMarks(model, view)} ${chart.lanes.map((lane) => renderLane(lane, model, view))}
    ${renderTimes(view)}
  </div>`;
}

export const headingOf = ({ title, unit }: TimelineLane): string =>
  title.toLowerCase() === unit ? title : `${title} (${unit})`;

function renderLane(lane: TimelineLane, model: TimelineModel, view: Span): Html {
  const { lines, max, id } = lane;
  return html`<div class="lane" data-lane="${id}">
    <p class="lane-head">
      <strong>${headingOf(lane)}</strong>
      ${lines.length > 1 && lines.map((line) => html`<span class="key">${keyOf(line)} ${line.label}</span>`)}
    </p>
    <svg class="scale" width="48" height="${PLANE.height}">
      ${axisShares(lane).map(
        (share) =>
          html`<text x="44" y="${yOf(share) + (share === 1 ? 8 : share === 0 ? 0 : 4)}"
            >${id === 'cost' && '$'}${scaleText(max * share)}</text
          >`,
      )}
    </svg>
    <svg
      class="plot"
      width="100%"
      height="${PLANE.height}"
      viewBox="0 0 ${PLANE.width} ${PLANE.height}"
      preserveAspectRatio="none"
    >
      ${renderGrid(lane, view)} ${renderShortages(model, view)}
      ${lines.map(
        (line) =>
          html`<path class="line ${line.id} ${line.shape}" d="${pathOf(model.chart, line, view, max)}" />`,
      )}
      ${id === 'nodes' && renderMarks(model.chart, view)}
      ${serviceTimes(model).map(({ at }) => upright('service', at, view))}
      <rect class="selection" y="0" width="0" height="${PLANE.height}" />
      <line class="cursor" x1="0" x2="0" y1="0" y2="${PLANE.height}" />
    </svg>
  </div>`;
}

const keyOf = ({ id, shape }: TimelineLine): Html =>
  html`<svg class="key-mark" width="18" height="10" aria-hidden="true">
    ${
      shape === 'area'
        ? html`<rect class="line ${id} area" width="18" height="10" />`
        : html`<path class="line ${id} ${shape}" d="M0 5H18" />`
    }
  </svg>`;

function renderGrid(lane: TimelineLane, view: Span): Html[] {
  const levels = axisShares(lane).map(yOf);
  return [
    ...levels.map((y) => html`<path class="grid-line" d="M0 ${y}H${PLANE.width}" />`),
    ...ticksIn(view).map(
      (tick) => html`<path class="grid-line" d="M${xOf(tick, view)} 0V${PLANE.height}" />`,
    ),
  ];
}

function renderShortages({ slo }: TimelineModel, view: Span): Html[] {
  return slo.episodes
    .filter(({ at, seconds }) => at < view.to && at + seconds > view.from)
    .map(({ at, seconds }) => {
      const from = xOf(Math.max(at, view.from), view);
      const width = Math.max(1, xOf(Math.min(at + seconds, view.to), view) - from);
      return html`<rect class="shortage" x="${from}" width="${width}" height="${PLANE.height}" />`;
    });
}

const upright = (className: string, second: number, view: Span, title?: string): Html | undefined => {
  if (second < view.from || second > view.to) return undefined;
  return html`<path class="upright ${className}" d="M${xOf(second, view)} 0V${PLANE.height}"
    >${title !== undefined && html`<title>${title}</title>`}</path
  >`;
};

const renderMarks = ({ marks }: TimelineChart, view: Span): (Html | undefined)[] =>
  marks.map(({ t, kind, text }) => upright(kind, t, view, `${timeText(t)}: ${text}`));

/** When half and almost all of what the worst shortage lacked was there. A queue's waits have no place on the axis. */
export function serviceTimes({
  slo,
  subject,
}: TimelineModel): readonly { readonly name: string; readonly at: number; readonly seconds: number }[] {
  const [worst] = [...slo.episodes].sort((a, b) => b.units - a.units || a.at - b.at);
  if (!worst || subject.overload === 'queue') return [];
  const { p50Seconds, p95Seconds } = slo.timeToServe;
  return [
    { name: 'p50', at: worst.at + p50Seconds, seconds: p50Seconds },
    { name: 'p95', at: worst.at + p95Seconds, seconds: p95Seconds },
  ];
}

/** Their names, above the lanes: the first ends where its line is, the last begins there. */
function renderServiceMarks(model: TimelineModel, view: Span): Html | undefined {
  const times = serviceTimes(model).filter(({ at }) => at >= view.from && at <= view.to);
  if (times.length === 0) return undefined;
  return html`<div class="lane service-names">
    <svg class="scale" width="48" height="14"></svg>
    <svg class="names" width="100%" height="14">
      ${times.map(({ name, at, seconds }) => {
        const share = shareOf(at, view);
        const isBefore = (name === 'p50' && share > 0.1) || share > 0.9;
        return html`<text
          x="${(share * 100).toFixed(2)}%"
          dx="${isBefore ? -3 : 3}"
          y="11"
          text-anchor="${isBefore ? 'end' : 'start'}"
          >${name} ${secondsText(seconds)}</text
        >`;
      })}
    </svg>
  </div>`;
}

function renderTimes(view: Span): Html {
  return html`<div class="lane times">
    <svg class="scale" width="48" height="16"></svg>
    <svg class="names" width="100%" height="16">
      ${ticksIn(view).map((tick) => {
        const share = shareOf(tick, view);
        const anchor = share < 0.03 ? 'start' : share > 0.97 ? 'end' : 'middle';
        return html`<text x="${(share * 100).toFixed(2)}%" y="12" text-anchor="${anchor}"
          >${timeText(tick)}</text
        >`;
      })}
    </svg>
  </div>`;
}

/** The values at a second, as a sentence. */
export function cursorText(chart: TimelineChart, second: number): string {
  const step = stepAt(chart, second);
  const values = chart.lanes.flatMap(({ id, title, unit, lines }) =>
    lines.map(({ label, values: own }) => {
      const value = valueText(id, own[step] ?? 0);
      const name =
        lines.length > 1 && id === 'pods' ? `pods ${label}` : id === 'cost' ? title.toLowerCase() : label;
      return `${name} ${value}${id === 'demand' ? ` ${unit}` : id === 'cost' ? ' an hour' : ''}`;
    }),
  );
  return `At ${timeText(chart.t[step] ?? 0)}: ${values.join(', ')}`;
}

/** The values at a second, to look at. */
export function renderReadout(chart: TimelineChart, second: number): Html {
  const step = stepAt(chart, second);
  const item = (name: string, value: string, key?: Html): Html =>
    html`<div>
      <dt>${key} ${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`${item('at', timeText(chart.t[step] ?? 0))}
  ${chart.lanes.flatMap(({ id, title, lines }) =>
    lines.map((line) =>
      item(
        id === 'cost' ? `${title.toLowerCase()} an hour` : line.label,
        valueText(id, line.values[step] ?? 0),
        keyOf(line),
      ),
    ),
  )}`;
}
