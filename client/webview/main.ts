/** The page's script: puts in what the renderers make of the state, turns keys, mouse and form into a new state, and talks
 *  to the extension. The only file of the client that knows a DOM. */
import type { WhatIfChange } from '../../server/src/protocol/requests';
import type { Answers, FromPage, Question, Subject, ToPage } from '../src/panel/messages';
import { exported } from '../src/panel/exports';
import type { ExportFormat } from '../src/panel/messages';
import { renderSections, SECTIONS, type Section } from '../src/panel/page';
import {
  compactChange,
  hasChange,
  restored,
  TABS,
  withSlots,
  type PanelState,
  type Tab,
} from '../src/panel/state';
import type { TimelineChoice } from '../src/panel/timeline/choice';
import type { PreviewView } from '../src/previewSession';
import { changeBy } from '../src/panel/whatIfView';
import { keepFocus } from './focus';
import { morph } from './morph';
import { questionOf } from './questions';
import { TimelinePage } from './timelinePage';
import { weekOf } from './week';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PanelState): void;
};

const vscode = acquireVsCodeApi();
const page = {
  state: restored(vscode.getState()),
  view: undefined as PreviewView | undefined,
  answers: {} as Answers,
  shown: {} as Partial<Record<Section, string>>,
  caret: undefined as Subject | undefined,
  wanted: undefined as Subject | undefined,
  isFirst: true,
  timer: 0,
};

const element = (id: string): HTMLElement | null => document.getElementById(id);

function setState(change: Partial<PanelState>): void {
  page.state = { ...page.state, ...change };
  vscode.setState(page.state);
}

/* What comes from the extension. */

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'view') takeView(data.view);
  else if (data.type === 'busy') takeBusy(data.isBusy);
  else if (data.type === 'caret') showCaret(data.subject);
  else if (data.type === 'reveal') reveal(data.subject);
  else if (data.type === 'csv') changeTimeline({ ...page.state.timeline, csv: data.text, zoom: undefined });
  else {
    page.answers = { ...page.answers, [data.id]: data.answer };
    render();
  }
});

function takeView(view: PreviewView): void {
  const before = versionOf(page.view);
  page.view = view;
  if (view.result?.state === 'ready') {
    const { workloads, cluster } = view.result.preview;
    if (page.state.target?.cluster !== cluster) page.answers = {};
    setState({
      ...withSlots(
        page.state,
        workloads.map(({ name }) => name),
      ),
      ...(page.state.target && page.state.target.cluster !== cluster ? { whatIf: {} } : {}),
      target: { cluster, replicas: view.replicas },
    });
  }
  render();
  if (versionOf(view) !== before) askForTab();
}

const versionOf = (view: PreviewView | undefined): string =>
  view?.result?.state === 'ready'
    ? `${view.result.preview.cluster} ${view.result.preview.pictureVersion} ${view.replicas}`
    : '';

/* Rendering. */

function render(): void {
  const { view, state, answers } = page;
  if (!view) return;
  const totals = totalsText();
  const sections = renderSections({ view, state, answers, week: weekOf(new Date()) });
  const focused = keepFocus();
  for (const section of SECTIONS) put(section, sections[section]);
  focused.restore();
  restoreScroll();
  revealWanted();
  markCaret();
  showBusy(view.isBusy);
  labelView(state.tab, view);
  if (totalsText() !== totals) announce(totalsText());
}

/** A section that a reader types in keeps its inputs: its answer is a section of its own. */
function put(section: Section, markup: string): void {
  if (page.shown[section] === markup) return;
  page.shown[section] = markup;
  const slot = element(`section-${section}`);
  if (!slot) return;
  // Where someone types, what was typed goes with the markup that it was typed into.
  if (section === 'form' || section === 'head') slot.innerHTML = markup;
  else morph(slot, markup);
  for (const details of slot.querySelectorAll('details'))
    details.open = page.state.open.includes(details.dataset['key'] ?? '');
  if (section === 'body') timelinePage.restore();
}

function restoreScroll(): void {
  const { scrollY } = page.state;
  if (page.isFirst && page.view?.result) {
    window.scrollTo(0, scrollY);
    page.isFirst = false;
  }
}

/** Pools and workloads are in the picture and in the table; from any other view, the picture is opened. */
function reveal(subject: Subject): void {
  page.wanted = subject;
  if (page.state.tab === 'nodes' || page.state.tab === 'table') revealWanted();
  else selectTab('nodes');
}

function revealWanted(): void {
  if (!page.wanted) return;
  const { kind, name } = page.wanted;
  const found = [...document.querySelectorAll(`[data-${kind}="${CSS.escape(name)}"]`)];
  const shown = found.find((one) => one.getClientRects().length > 0);
  if (!shown) return;
  page.wanted = undefined;
  shown.scrollIntoView({ block: kind === 'pool' ? 'start' : 'center' });
  showCaret({ kind, name });
}

function labelView(tab: Tab, { result }: PreviewView): void {
  const view = element('view');
  if (result?.state === 'ready') {
    view?.setAttribute('role', 'tabpanel');
    view?.setAttribute('aria-labelledby', `tab-${tab}`);
  } else {
    view?.removeAttribute('role');
    view?.removeAttribute('aria-labelledby');
  }
}

function takeBusy(isBusy: boolean): void {
  if (page.view) page.view = { ...page.view, isBusy };
  showBusy(isBusy);
}

function showBusy(isBusy: boolean): void {
  const busy = element('busy');
  if (busy) busy.hidden = !isBusy;
  element('root')?.setAttribute('aria-busy', String(isBusy));
}

/** The totals as a sentence for screen readers. */
function totalsText(): string {
  return [...document.querySelectorAll('#section-summary .tile')]
    .map(
      (tile) =>
        `${tile.querySelector('dd')?.textContent ?? ''} ${tile.querySelector('dt')?.textContent ?? ''}`,
    )
    .join(', ');
}

function announce(text: string): void {
  const announcement = element('announcement');
  if (announcement) announcement.textContent = text;
}

function showCaret(subject: Subject | undefined): void {
  page.caret = subject;
  markCaret();
}

function markCaret(): void {
  for (const marked of document.querySelectorAll('.at-caret')) marked.classList.remove('at-caret');
  if (!page.caret) return;
  const name = CSS.escape(page.caret.name);
  for (const found of document.querySelectorAll(`[data-${page.caret.kind}="${name}"]`))
    found.classList.add('at-caret');
}

/* Questions. */

function askForTab(): void {
  const { tab, whatIf, open } = page.state;
  if (tab === 'whatIf' && hasChange(whatIf)) ask('whatIf');
  if (tab === 'compare') ask('compare');
  if (tab === 'week') ask('week');
  if (tab === 'timeline') {
    forget('strategies');
    ask('timeline');
  }
  if (tab === 'scaleDown') ask('scaleDown');
  if (open.some((key) => key.startsWith('why/'))) ask('explain');
}

function ask(id: Question['id']): void {
  const { target } = page.state;
  if (!target) return;
  vscode.postMessage({ type: 'ask', question: questionOf(id, target, page.state) });
}

/** While someone types, the last answer stays; the question waits for a pause. */
function askSoon(id: Question['id']): void {
  window.clearTimeout(page.timer);
  page.timer = window.setTimeout(() => ask(id), 200);
}

/** An answer to another question must not be shown with the new one. */
function forget(id: Question['id']): void {
  page.answers = Object.fromEntries(Object.entries(page.answers).filter(([known]) => known !== id));
}

/* What the reader does. */

const root = element('root') ?? document.body;

const timelinePage = new TimelinePage(
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
function changeTimeline(timeline: TimelineChoice, isTyping = false): void {
  setState({ timeline });
  forget('strategies');
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
  if (text !== undefined) vscode.postMessage({ type: 'manifests', text });
}

root.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset['whatIf'] !== undefined) changeWhatIf(target);
});

root.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) sendChoice(target);
  if (target instanceof HTMLInputElement && target.dataset['set'] !== undefined) setChoice(target);
});

function sendChoice({ dataset, value }: HTMLSelectElement): void {
  if (dataset['send'] === 'cluster') vscode.postMessage({ type: 'cluster', cluster: value });
  if (dataset['send'] === 'replicas' && (value === 'spec' || value === 'min' || value === 'max'))
    vscode.postMessage({ type: 'replicas', replicas: value });
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

function changeWhatIf({ dataset, value, checked }: HTMLInputElement): void {
  const input = { part: dataset['whatIf'] ?? '', name: dataset['name'] ?? '', value, isChecked: checked };
  setWhatIf(compactChange(changeBy(page.state.whatIf, input)));
  takeFormAsShown();
}

/** The form is what the reader typed: it is taken as shown, so that the caret stays where it is. */
function takeFormAsShown(): void {
  const { view } = page;
  if (view) page.shown.form = renderSections({ ...page, view, week: weekOf(new Date()) }).form;
}

function setWhatIf(whatIf: WhatIfChange): void {
  setState({ whatIf });
  if (hasChange(whatIf)) return askSoon('whatIf');
  window.clearTimeout(page.timer);
  forget('whatIf');
  put('body', bodyNow());
}

const bodyNow = (): string =>
  page.view ? renderSections({ ...page, view: page.view, week: weekOf(new Date()) }).body : '';

root.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const button = target.closest<HTMLElement>('button');
  if (button) press(button);
  else openDrawn(target);
});

function press({ dataset }: HTMLElement): void {
  const { open, line, character, command, tab, export: format, clear } = dataset;
  if (dataset['zoom'] !== undefined) timelinePage.zoomBy(dataset['zoom']);
  if (dataset['strategies'] !== undefined) compareStrategies();
  if (dataset['manifests'] !== undefined) openManifests(dataset['manifests']);
  if (dataset['choose'] === 'csv') vscode.postMessage({ type: 'chooseCsv' });
  if (open !== undefined)
    vscode.postMessage({ type: 'open', uri: open, line: Number(line), character: Number(character) });
  if (command === 'dryfit.restartServer' || command === 'dryfit.showLog')
    vscode.postMessage({ type: 'command', command });
  if (tab !== undefined) selectTab(tab);
  if (format !== undefined) exportAs(format as ExportFormat);
  if (clear !== undefined) {
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
  if (found?.location) vscode.postMessage({ type: 'open', ...found.location });
}

function exportAs(format: ExportFormat): void {
  if (page.view?.result?.state !== 'ready') return;
  const text = exported(format, page.view.result.preview, { state: page.state, answers: page.answers });
  vscode.postMessage({ type: 'export', format, text });
}

function selectTab(tab: string): void {
  if (!(TABS as readonly string[]).includes(tab)) return;
  setState({ tab: tab as Tab });
  render();
  askForTab();
}

root.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  if (target.getAttribute('role') === 'tab') moveTab(event, key);
  else if (target.closest('.node-head')) moveNode(event, target, key);
});

/** Arrows, Home and End go from tab to tab, as in every list of tabs. */
function moveTab(event: KeyboardEvent, key: string): void {
  const at = TABS.indexOf(page.state.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = TABS[(to + TABS.length) % TABS.length] ?? 'nodes';
  selectTab(tab);
  element(`tab-${tab}`)?.focus();
}

/** Arrows go from node to node. */
function moveNode(event: KeyboardEvent, target: HTMLElement, key: string): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step === undefined) return;
  const all = [...document.querySelectorAll<HTMLElement>('.node-head button')];
  const next = all[all.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

root.addEventListener('submit', (event) => event.preventDefault());

root.addEventListener(
  'toggle',
  ({ target }) => {
    if (!(target instanceof HTMLDetailsElement)) return;
    const key = target.dataset['key'] ?? '';
    if (target.open === page.state.open.includes(key)) return;
    const others = page.state.open.filter((one) => one !== key);
    setState({ open: target.open ? [...others, key] : others });
    if (target.open && target.dataset['ask'] === 'explain') ask('explain');
    if (target.dataset['fill'] !== undefined) render();
  },
  true, // 'toggle' does not bubble
);

window.addEventListener('scroll', () => setState({ scrollY: window.scrollY }), { passive: true });

/** The first view comes with the page. Over a state of its own the page has been shown before: by now that view is old. */
function takeFirstView(): void {
  const text = element('first-view')?.textContent ?? '';
  if (text === '' || vscode.getState() !== undefined) return;
  takeView(JSON.parse(text) as PreviewView);
}

takeFirstView();
vscode.postMessage({ type: 'ready' });
