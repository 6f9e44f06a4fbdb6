/** The page's script: takes in what the extension says. Of the client only the files of this folder know a DOM. */
import { changed } from '../../server/src/util/difference';
import type { ToPage } from '../src/panel/messages';
import { withSlots, type PanelState } from '../src/panel/state';
import type { PreviewView } from '../src/previewSession';
import { changeTimeline, listen } from './controls';
import { announceAnswer, clearSections, render, showBusy, showCaret } from './drawing';
import { element, page, send, setState, wasShownBefore } from './page';
import { askForTab } from './questions';
import { revealSubject } from './tabs';

function take(message: ToPage): void {
  switch (message.type) {
    case 'view':
      viewNumber = message.number;
      return takeView(message.view);
    case 'viewChange':
      return takeChange(message);
    case 'busy':
      return takeBusy(message.isBusy);
    case 'caret':
      return showCaret(message.subject);
    case 'reveal':
      return revealSubject(message.subject);
    case 'csv':
      return changeTimeline({ ...page.state.timeline, csv: message.text, zoom: undefined });
    case 'answer':
      page.answers = { ...page.answers, [message.id]: message.answer };
      render();
      return announceAnswer(message.id);
  }
}

function takeView(view: PreviewView): void {
  const before = versionOf(page.view);
  const isOtherZone = page.view !== undefined && (page.view.timeZone ?? '') !== (view.timeZone ?? '');
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
      target: sameTarget(page.state.target, { cluster, replicas: view.replicas }),
    });
  }
  render();
  if (versionOf(view) !== before || isOtherZone) askForTab();
}

/** The older one, where both say the same. */
function sameTarget(older: PanelState['target'], newer: NonNullable<PanelState['target']>) {
  return older?.cluster === newer.cluster && older.replicas === newer.replicas ? older : newer;
}

/** Of the last view that came as a message. */
let viewNumber = 0;

/** Over a view that this page does not have, the whole is asked for. */
function takeChange({ difference, number }: Extract<ToPage, { type: 'viewChange' }>): void {
  const isNext = number === viewNumber + 1;
  viewNumber = number;
  if (!isNext || !page.view) return send({ type: 'ready' });
  takeView(difference ? (changed(page.view, difference) as PreviewView) : page.view);
}

const versionOf = (view: PreviewView | undefined): string =>
  view?.result?.state === 'ready'
    ? `${view.result.preview.cluster} ${view.result.preview.pictureVersion} ${view.replicas}`
    : '';

function takeBusy(isBusy: boolean): void {
  if (page.view) page.view = { ...page.view, isBusy };
  showBusy(isBusy);
}

/** The first view comes with the page; on one that has been shown before that view is old by now. What is drawn of it makes
 *  room for the whole. */
function takeFirstView(): void {
  clearSections();
  const text = element('first-view')?.textContent ?? '';
  if (text !== '' && !wasShownBefore) takeView(JSON.parse(text) as PreviewView);
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => take(data));
window.addEventListener('scroll', () => setState({ scrollY: window.scrollY }), { passive: true });
listen(element('root') ?? document.body);
takeFirstView();
send({ type: 'ready' });
