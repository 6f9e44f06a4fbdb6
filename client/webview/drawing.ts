/** Puts what the renderers make of the page's state into the document, and nothing twice. */
import type { Html } from '../src/html';
import { answerText } from '../src/panel/announcement';
import type { Question, Subject } from '../src/panel/messages';
import { renderSections, SECTIONS, type Section, type Sections } from '../src/panel/page';
import { weekOf } from '../src/panel/week';
import type { PreviewView } from '../src/previewSession';
import { keepFocus } from './focus';
import { catchUp, morph } from './morph';
import { element, page } from './page';
import { sightOf } from './sight';

/** Markup of each section as it was last put in. */
const shown: Partial<Record<Section, Html>> = {};
let isScrolledBack = false;
let afterBody: () => void = () => undefined;

/** @param callback  called when the section that holds the view was put in anew */
export function onBody(callback: () => void): void {
  afterBody = callback;
}

/** Takes away what the page came with. */
export function clearSections(): void {
  for (const section of SECTIONS) element(`section-${section}`)?.replaceChildren();
}

export function render(): void {
  const { view } = page;
  if (!view) return;
  const totals = totalsText();
  const sections = sectionsOf(view);
  const focused = keepFocus();
  // Before anything is changed, when the browser knows all places without asking.
  const isInSight = sightOf(document.querySelectorAll('#section-body [data-pieces]'));
  for (const section of SECTIONS) put(section, sections[section], isInSight);
  drawRestSoon();
  focused.restore();
  restoreScroll();
  revealWanted();
  markCaret();
  showBusy(view.isBusy);
  labelView(view);
  if (totalsText() !== totals) announce('announcement', totalsText());
}

/** Where someone types: the form stays as it is. */
export function renderBody(): void {
  if (page.view) put('body', sectionsOf(page.view).body);
}

let isRestAwaited = false;

/** What is out of sight comes once the rest is painted. */
function drawRestSoon(): void {
  if (isRestAwaited) return;
  isRestAwaited = true;
  requestAnimationFrame(() => setTimeout(drawRest));
}

function drawRest(): void {
  isRestAwaited = false;
  const focused = keepFocus();
  if (!catchUp()) return;
  const body = element('section-body');
  if (body) openAsBefore(body);
  focused.restore();
  markCaret();
}

/** The form is what the reader typed: it is taken as shown, so that the caret stays where it is. */
export function takeFormAsShown(): void {
  if (page.view) shown.form = sectionsOf(page.view).form;
}

const sectionsOf = (view: PreviewView): Sections =>
  renderSections({
    ...{ view, state: page.state, answers: page.answers },
    get week() {
      return weekOf(new Date(), view.timeZone);
    },
  });

/** A section that a reader types in keeps its inputs: its answer is a section of its own. */
function put(section: Section, markup: Html, isInSight: (item: Element) => boolean = () => true): void {
  if (shown[section]?.isAs(markup) === true) return;
  shown[section] = markup;
  const slot = element(`section-${section}`);
  if (!slot) return;
  // What was typed goes with the markup that it was typed into.
  if (section === 'form' || section === 'head') slot.innerHTML = markup.toString();
  else morph(slot, markup, isInSight);
  openAsBefore(slot);
  if (section === 'tabs') scrollToTab();
  if (section === 'body') afterBody();
}

function openAsBefore(slot: Element): void {
  for (const details of slot.querySelectorAll('details'))
    details.open = page.state.open.includes(details.dataset['key'] ?? '');
}

/** Where tabs have no room, the one on show must be among those that are seen. */
function scrollToTab(): void {
  const tab = element(`tab-${page.state.tab}`);
  const list = tab?.parentElement;
  if (!tab || !list) return;
  const [start, end] = [tab.offsetLeft - list.offsetLeft, list.scrollLeft + list.clientWidth];
  if (start < list.scrollLeft || start + tab.offsetWidth > end) list.scrollLeft = start - tab.offsetWidth;
}

function restoreScroll(): void {
  if (isScrolledBack || !page.view?.result) return;
  window.scrollTo(0, page.state.scrollY);
  isScrolledBack = true;
}

function labelView({ result }: PreviewView): void {
  const view = element('view');
  if (result?.state === 'ready') {
    view?.setAttribute('role', 'tabpanel');
    view?.setAttribute('aria-labelledby', `tab-${page.state.tab}`);
  } else {
    view?.removeAttribute('role');
    view?.removeAttribute('aria-labelledby');
  }
}

export function showBusy(isBusy: boolean): void {
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

/** Whoever is in the page is told; who types in a file hears of the totals alone. */
export function announceAnswer(id: Question['id']): void {
  const result = page.view?.result;
  if (result?.state !== 'ready' || !document.hasFocus()) return;
  announce('answer-announcement', answerText(id, page.answers, result.preview.cost.currencyLabel));
}

function announce(place: 'announcement' | 'answer-announcement', text: string): void {
  const announcement = element(place);
  if (announcement) announcement.textContent = text;
}

/* What the editor points at. */

let caret: Subject | undefined;
let wanted: Subject | undefined;

export function showCaret(subject: Subject | undefined): void {
  caret = subject;
  markCaret();
}

/** Brings it into view, now or once it is drawn. */
export function reveal(subject: Subject): void {
  wanted = subject;
  revealWanted();
}

function markCaret(): void {
  for (const marked of document.querySelectorAll('.at-caret')) marked.classList.remove('at-caret');
  if (!caret) return;
  for (const found of placesOf(caret)) found.classList.add('at-caret');
}

function revealWanted(): void {
  const place = wanted && placesOf(wanted).find((one) => one.getClientRects().length > 0);
  if (!wanted || !place) return;
  place.scrollIntoView({ block: wanted.kind === 'pool' ? 'start' : 'center' });
  showCaret(wanted);
  wanted = undefined;
}

const placesOf = ({ kind, name }: Subject): Element[] => [
  ...document.querySelectorAll(`[data-${kind}="${CSS.escape(name)}"]`),
];
