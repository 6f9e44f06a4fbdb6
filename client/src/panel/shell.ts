/** The page that the script fills, with the first view if it is known: set once. Nothing is loaded from anywhere. */
import { element, html } from '../html';
import type { PreviewView } from '../previewSession';
import { SECTIONS } from './page';

export interface ShellOptions {
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** undefined: the page gets it later. */
  readonly view: PreviewView | undefined;
}

export function renderShell({ nonce, script, style, view }: ShellOptions): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';`;
  const [head, summary, tabs, ...shown] = SECTIONS.slice(0, -1);
  const slot = (id: string | undefined) => html`<div id="section-${id}"></div>`;
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
        <main id="root">
          ${[head, summary, tabs].map(slot)}
          <div id="view">${shown.map(slot)}</div>
          ${slot('foot')}
        </main>
        ${view && element('script', html`id="first-view" type="application/json"`, JSON.stringify(view))}
        ${element('script', html`nonce="${nonce}"`, script)}
      </body>
    </html>`.toString();
}
