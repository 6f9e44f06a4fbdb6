/** The empty page that the script fills: set once. No inline script or style, nothing from elsewhere. */
import { html } from '../html';
import { SECTIONS } from './page';

export interface ShellOptions {
  readonly cspSource: string;
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

export function renderShell({ cspSource, nonce, scriptUri, styleUri }: ShellOptions): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}';`;
  const [head, summary, tabs, ...view] = SECTIONS.slice(0, -1);
  const slot = (id: string | undefined) => html`<div id="section-${id}"></div>`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Dryfit</title>
        <link rel="stylesheet" href="${styleUri}" />
      </head>
      <body>
        <div id="busy" class="busy" hidden></div>
        <p id="announcement" class="for-screen-readers" role="status"></p>
        <main id="root">
          ${[head, summary, tabs].map(slot)}
          <div id="view">${view.map(slot)}</div>
          ${slot('foot')}
        </main>
        <script nonce="${nonce}" src="${scriptUri}"></script>
      </body>
    </html>`.toString();
}
