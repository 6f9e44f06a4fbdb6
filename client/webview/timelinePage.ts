/** Cursor, zoom and form of the timeline: keys, mouse and fields become a choice, and the chart's cursor moves in the page
 *  without anything being rendered anew. */
import type { TimelineModel } from '../../server/src/protocol/motionRequests';
import { cursorText, renderReadout } from '../src/panel/timeline/chartView';
import { choiceBy, enclosed, zoomed, type Span, type TimelineChoice } from '../src/panel/timeline/choice';
import { PLANE, shareOf, viewOf } from '../src/panel/timeline/plot';

export interface TimelineHost {
  choice(): TimelineChoice;
  /** What is on show; undefined while there is nothing. */
  model(): TimelineModel | undefined;
  /** Another question: it is asked after a pause. */
  changeChoice(choice: TimelineChoice, how: { readonly isTyping: boolean }): void;
  zoom(zoom: Span | undefined): void;
}

const CHART = 'timeline-chart';

export class TimelinePage {
  /** Second under the cursor. */
  private second = 0;
  private dragFrom: number | undefined;

  constructor(
    private readonly host: TimelineHost,
    root: HTMLElement,
  ) {
    root.addEventListener('pointerdown', (event) => this.press(event));
    root.addEventListener('pointermove', (event) => this.move(event));
    root.addEventListener('pointerup', (event) => this.release(event));
    root.addEventListener('dblclick', ({ target }) => isInChart(target) && this.host.zoom(undefined));
    root.addEventListener('wheel', (event) => this.turnWheel(event), { passive: false });
    root.addEventListener('keydown', (event) => this.pressKey(event));
    root.addEventListener('input', ({ target }) => this.type(target));
  }

  /** The chart was put in anew: the cursor comes back to where it was. */
  restore(): void {
    const view = this.view();
    if (view) this.moveTo(Math.min(Math.max(this.second, view.from), view.to));
  }

  /** A button of the toolbar. */
  zoomBy(button: string): void {
    if (button === 'all') this.host.zoom(undefined);
    else this.scale(button === 'in' ? 0.5 : 2, this.second);
  }

  private type(target: EventTarget | null): void {
    const isField =
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement;
    if (!isField || target.dataset['timeline'] === undefined) return;
    const { timeline: part, name = '' } = target.dataset;
    const choice = choiceBy(this.host.choice(), { part, name, value: target.value });
    this.host.changeChoice(choice, { isTyping: !(target instanceof HTMLSelectElement) });
  }

  private view(): Span | undefined {
    const model = this.host.model();
    return model && viewOf(model.chart, this.host.choice().zoom);
  }

  private press(event: PointerEvent): void {
    const second = this.secondAt(event);
    if (second === undefined || event.button !== 0) return;
    this.dragFrom = second;
    this.moveTo(second);
  }

  private move(event: PointerEvent): void {
    const second = this.secondAt(event);
    if (second === undefined) return;
    this.moveTo(second);
    if (this.dragFrom !== undefined) this.select(this.dragFrom, second);
  }

  private release(event: PointerEvent): void {
    const from = this.dragFrom;
    this.dragFrom = undefined;
    if (from === undefined) return;
    this.select(0, 0);
    const to = this.secondAt(event);
    const [view, model] = [this.view(), this.host.model()];
    if (to === undefined || !view || !model) return;
    // A click with a trembling hand is no drag.
    if (Math.abs(shareOf(to, view) - shareOf(from, view)) > 0.015)
      this.host.zoom(enclosed(from, to, model.chart));
  }

  private turnWheel(event: WheelEvent): void {
    const second = event.ctrlKey ? this.secondAt(event) : undefined;
    if (second === undefined) return;
    event.preventDefault();
    this.scale(event.deltaY < 0 ? 0.5 : 2, second);
  }

  private scale(factor: number, around: number): void {
    const [view, model] = [this.view(), this.host.model()];
    if (view && model) this.host.zoom(zoomed(view, { factor, around }, model.chart));
  }

  private pressKey(event: KeyboardEvent): void {
    const view = this.view();
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (!view || !(target instanceof HTMLElement) || target.id !== CHART || ctrlKey || metaKey || altKey)
      return;
    const step = this.stepOf(view) * (event.shiftKey ? 10 : 1);
    const page = (view.to - view.from) / 10;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowRight: () => this.walkTo(this.second + step),
      ArrowUp: () => this.walkTo(this.second + step),
      ArrowLeft: () => this.walkTo(this.second - step),
      ArrowDown: () => this.walkTo(this.second - step),
      PageUp: () => this.walkTo(this.second + page),
      PageDown: () => this.walkTo(this.second - page),
      Home: () => this.walkTo(view.from),
      End: () => this.walkTo(view.to),
      '+': () => this.zoomBy('in'),
      '=': () => this.zoomBy('in'),
      '-': () => this.zoomBy('out'),
      '0': () => this.zoomBy('all'),
    };
    const action = actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** A hundredth of the view, in whole steps. */
  private stepOf({ from, to }: Span): number {
    const step = this.host.model()?.chart.stepSeconds ?? 1;
    return Math.max(step, Math.round((to - from) / 100 / step) * step);
  }

  private walkTo(second: number): void {
    const view = this.view();
    if (view) this.moveTo(Math.min(view.to, Math.max(view.from, second)));
  }

  private moveTo(second: number): void {
    const [view, model] = [this.view(), this.host.model()];
    const chart = document.getElementById(CHART);
    if (!view || !model || !chart) return;
    this.second = second;
    const x = String(PLANE.width * shareOf(second, view));
    for (const line of chart.querySelectorAll('.cursor')) {
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    chart.setAttribute('aria-valuenow', String(Math.round(second)));
    chart.setAttribute('aria-valuetext', cursorText(model.chart, second));
    const readout = document.getElementById('timeline-readout');
    if (readout) readout.innerHTML = renderReadout(model.chart, second).toString();
  }

  private select(a: number, b: number): void {
    const view = this.view();
    if (!view) return;
    const [from, to] = [shareOf(Math.min(a, b), view), shareOf(Math.max(a, b), view)];
    for (const rect of document.querySelectorAll(`#${CHART} .selection`)) {
      rect.setAttribute('x', String(PLANE.width * from));
      rect.setAttribute('width', String(PLANE.width * (to - from)));
    }
  }

  /** While dragging, places beside the chart count as its ends. */
  private secondAt({ target, clientX }: MouseEvent): number | undefined {
    const view = this.view();
    if (!view || (this.dragFrom === undefined && !isInChart(target))) return undefined;
    const plot = document.querySelector(`#${CHART} .plot`)?.getBoundingClientRect();
    if (!plot || plot.width === 0) return undefined;
    const share = Math.min(1, Math.max(0, (clientX - plot.left) / plot.width));
    return view.from + share * (view.to - view.from);
  }
}

const isInChart = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(`#${CHART}`) !== null;
