/** What the reader does: buttons, keys, fields and lists that open become a new state, a question, or a message. */
import { PAGE_COMMANDS, type ExportFormat } from '../src/panel/messages';
import { exported } from '../src/panel/exports';
import { compactChange, hasChange } from '../src/panel/state';
import type { TimelineChoice } from '../src/panel/timeline/choice';
import type { WhatIfChange } from '../../server/src/protocol/requests';
import { changeBy, isReadable } from '../src/panel/whatIfChange';
import { onBody, render, renderBody, takeFormAsShown } from './drawing';
import { forget, page, send, setState } from './page';
import { ask, askSoon, drop, stopAsking, whatIfAsked } from './questions';
import { moveTab, selectTab } from './tabs';
import { TimelinePage } from './timelinePage';

export function listen(root: HTMLElement): void {
  const timelinePage = newTimelinePage(root);
  onBody(() => timelinePage.restore());
  root.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest<HTMLElement>('button');
    if (button?.dataset['zoom'] !== undefined) timelinePage.zoomBy(button.dataset['zoom']);
    else if (button) press(button);
    else openDrawn(target);
  });
  root.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset['whatIf'] !== undefined) changeWhatIf(target);
  });
  root.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) sendChoice(target);
    if (target instanceof HTMLInputElement && target.dataset['set'] !== undefined) setChoice(target);
  });
  root.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.target.getAttribute('role') === 'tab') moveTab(event);
    else if (event.target.closest('.node-head')) moveNode(event, event.target);
  });
  root.addEventListener('submit', (event) => event.preventDefault());
  // 'toggle' does not bubble.
  root.addEventListener('toggle', ({ target }) => keepOpen(target), true);
}

function press({ dataset }: HTMLElement): void {
  const { open, line, character, command, tab, export: format } = dataset;
  if (dataset['strategies'] !== undefined) compareStrategies();
  if (dataset['manifests'] !== undefined) openManifests(dataset['manifests']);
  if (dataset['choose'] === 'csv') send({ type: 'chooseCsv' });
  if (open !== undefined) send({ type: 'open', uri: open, line: Number(line), character: Number(character) });
  const wanted = PAGE_COMMANDS.find((one) => one === command);
  if (wanted) send({ type: 'command', command: wanted });
  if (tab !== undefined) selectTab(tab);
  if (format !== undefined) exportAs(format as ExportFormat);
  if (dataset['clear'] !== undefined) {
    setWhatIf({});
    render();
  }
}

/** A pod in a box opens its workload, the box itself its pool. */
function openDrawn(target: Element): void {
  if (!target.closest('svg.box') || page.view?.result?.state !== 'ready') return;
  const { workloads, nodePools } = page.view.result.preview;
  const workload = target.closest<SVGElement>('[data-workload]')?.dataset['workload'];
  const pool = target.closest<SVGElement>('svg.box')?.dataset['pool'];
  const found =
    workload === undefined
      ? nodePools.find(({ name }) => name === pool)
      : workloads.find(({ name }) => name === workload);
  if (found?.location) send({ type: 'open', ...found.location });
}

function exportAs(format: ExportFormat): void {
  if (page.view?.result?.state !== 'ready') return;
  const text = exported(format, page.view.result.preview, { state: page.state, answers: page.answers });
  send({ type: 'export', format, text });
}

/** Arrows go from node to node. */
function moveNode(event: KeyboardEvent, target: HTMLElement): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const all = [...document.querySelectorAll<HTMLElement>('.node-head button')];
  const next = all[all.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function keepOpen(target: EventTarget | null): void {
  if (!(target instanceof HTMLDetailsElement)) return;
  const key = target.dataset['key'] ?? '';
  if (target.open === page.state.open.includes(key)) return;
  const others = page.state.open.filter((one) => one !== key);
  setState({ open: target.open ? [...others, key] : others });
  if (target.open && target.dataset['ask'] === 'explain') ask('explain');
  if (target.dataset['fill'] !== undefined) render();
}

function sendChoice({ dataset, value }: HTMLSelectElement): void {
  if (dataset['send'] === 'cluster') send({ type: 'cluster', cluster: value });
  if (dataset['send'] === 'replicas' && (value === 'spec' || value === 'min' || value === 'max'))
    send({ type: 'replicas', replicas: value });
}

function setChoice({ dataset, value }: HTMLInputElement): void {
  if (dataset['set'] === 'area') {
    setState({ area: value === 'memory' ? 'memory' : 'cpu' });
    return render();
  }
  if (dataset['set'] === 'revision') setState({ revision: value.trim() === '' ? 'HEAD' : value.trim() });
  else setState({ minutesPerNode: Math.min(1440, Math.max(1, Number(value) || 5)) });
  forget('compare');
  render();
  ask('compare');
}

/* What if. */

function changeWhatIf(field: HTMLInputElement): void {
  const { dataset, value, checked } = field;
  const part = dataset['whatIf'] ?? '';
  const input = { part, name: dataset['name'] ?? '', value, isChecked: checked };
  // What is typed stays in its place, so that the field is not drawn anew.
  field.ariaInvalid = isReadable(part, value) ? null : 'true';
  setWhatIf(compactChange(changeBy(page.state.whatIf, input)));
  takeFormAsShown();
}

function setWhatIf(whatIf: WhatIfChange): void {
  setState({ whatIf });
  if (hasChange(whatIfAsked())) return askSoon('whatIf');
  stopAsking();
  drop('whatIf');
  renderBody();
}

/* The timeline. */

const newTimelinePage = (root: HTMLElement): TimelinePage =>
  new TimelinePage(
    {
      choice: () => page.state.timeline,
      model: () => (page.answers.timeline?.state === 'ready' ? page.answers.timeline : undefined),
      changeChoice: (timeline, { isTyping }) => changeTimeline(timeline, isTyping),
      zoom: (zoom) => {
        setState({ timeline: { ...page.state.timeline, zoom } });
        render();
      },
    },
    root,
  );

/** What was compared was another load. */
export function changeTimeline(timeline: TimelineChoice, isTyping = false): void {
  setState({ timeline });
  drop('strategies');
  if (isTyping) takeFormAsShown();
  else render();
  askSoon('timeline');
}

function compareStrategies(): void {
  page.answers = { ...page.answers, strategies: 'asked' };
  render();
  ask('strategies');
}

function openManifests(id: string): void {
  const { strategies } = page.answers;
  if (strategies === undefined || strategies === 'asked' || strategies.state !== 'ready') return;
  const text = strategies.outcomes.find((outcome) => outcome.id === id)?.manifests;
  if (text !== undefined) send({ type: 'manifests', text });
}
