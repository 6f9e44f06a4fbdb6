/** The page that the script fills, with the first view if it is known: set once. Nothing is loaded from anywhere. What is in
 *  sight of that view is drawn already: the browser shows it before the script has made anything. */
import { element, html, type Html } from '../html';
import type { PreviewView } from '../previewSession';
import { renderSections, SECTIONS, type Section } from './page';
import { restored, withSlots } from './state';

export interface ShellOptions {
  readonly nonce: string;
  /** Of `webview/starter.ts`, and what it runs once the page is painted. */
  readonly starter: string;
  readonly program: string;
  readonly style: string;
  /** undefined: the page gets it later. */
  readonly view: PreviewView | undefined;
}

export function renderShell({ nonce, starter, program, style, view }: ShellOptions): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';`;
  const drawn = view ? inSight(view) : {};
  const slot = (id: Section): Html => html`<div id="section-${id}">${drawn[id]}</div>`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Dryfit</title>
        ${element('style', html`nonce="${nonce}"`, style)}
      </head>
      <body>
        <div id="busy" class="busy" hidden></div>
        <p id="announcement" class="for-screen-readers" role="status"></p>
        <p id="answer-announcement" class="for-screen-readers" role="status"></p>
        <main id="root">
          ${ABOVE.map(slot)}
          <div id="view">${VIEW.map(slot)}</div>
          ${slot('foot')}
        </main>
        ${view && element('script', html`id="first-view" type="application/json"`, JSON.stringify(view))}
        ${element('script', html`id="program" type="text/plain"`, program)}
        ${element('script', html`nonce="${nonce}"`, starter)}
      </body>
    </html>`.toString();
}

const ABOVE = SECTIONS.slice(0, 3);
const VIEW = SECTIONS.slice(3, -1);

/** Cards of a pool and boxes of a card that a page has room for, and some more. */
const MOST_CARDS = 12;
const MOST_BOXES = 40;

/** A new page shows the nodes, which no week has to do with. */
const NO_WEEK = { dayStarts: [], timeZone: 'UTC', timeText: String };

function inSight(view: PreviewView): Partial<Record<Section, Html>> {
  const { result } = view;
  const names = result?.state === 'ready' ? result.preview.workloads.map(({ name }) => name) : [];
  const sections = renderSections({
    ...{ view, answers: {}, week: NO_WEEK, mostBoxes: MOST_BOXES },
    state: withSlots(restored(undefined), names),
  });
  return Object.fromEntries([...ABOVE, ...VIEW].map((id) => [id, sections[id].cut(MOST_CARDS)]));
}
