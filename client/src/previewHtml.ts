/** The panel's markup: a page that is set once, and the fragment that each new result replaces. Pure. */
import type { ClustersResult, PreviewModel, Replicas } from '../../server/src/protocol/requests';
import { counted, grouped, usdPerHour, usdPerMonth } from './format';
import { html, type Html } from './html';
import { renderLeftOut, renderUnplaced } from './previewLeftOut';
import { renderNodePools } from './previewNodes';
import type { PreviewView } from './previewSession';

export interface PageOptions {
  readonly cspSource: string;
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

/** The empty page. No inline script or style: widths of bars are SVG attributes. */
export function renderPage({ cspSource, nonce, scriptUri, styleUri }: PageOptions): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}';`;
  const page = html`<!DOCTYPE html>
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
        <main id="root"></main>
        <script nonce="${nonce}" src="${scriptUri}"></script>
      </body>
    </html>`;
  return page.toString();
}

export function renderPreview(view: PreviewView): Html {
  return html`${renderHeader(view)}${renderResult(view)}`;
}

function renderHeader(view: PreviewView): Html {
  return html`<header class="top">
    <h1>${view.cluster ?? 'Dryfit'}</h1>
    <div class="controls">${renderClusterPicker(view)}${renderReplicasPicker(view.replicas)}</div>
  </header>`;
}

function renderClusterPicker({ clusters, cluster }: PreviewView): Html | undefined {
  if (clusters.length < 2) return undefined;
  return html`<label class="control"
    >Cluster
    <select id="cluster" data-send="cluster">
      ${clusterOptions(clusters, cluster)}
    </select></label
  >`;
}

function clusterOptions(clusters: ClustersResult, selected: string | undefined): Html[] {
  return clusters.map(
    ({ name }) => html`<option value="${name}" ${name === selected && html` selected`}>${name}</option>`,
  );
}

const REPLICAS: readonly (readonly [Replicas, string])[] = [
  ['spec', 'as written'],
  ['min', 'scaled to the minimum'],
  ['max', 'scaled to the maximum'],
];

function renderReplicasPicker(selected: Replicas): Html {
  const options = REPLICAS.map(
    ([value, label]) =>
      html`<option value="${value}" ${value === selected && html` selected`}>${label}</option>`,
  );
  return html`<label class="control"
    >Replicas
    <select id="replicas" data-send="replicas">
      ${options}
    </select></label
  >`;
}

function renderResult({ result }: PreviewView): Html {
  if (!result) return html`<p class="quiet">Simulating…</p>`;
  if (result.state === 'ready') return renderReady(result.preview);
  if (result.state === 'none')
    return html`<section class="card empty" id="none"><p>${result.message}</p></section>`;
  return html`<section class="card failed" id="failed" role="alert">
    <p>${result.message}</p>
    ${result.hint !== undefined && html`<p class="quiet">${result.hint}</p>`}
    <p>
      <button type="button" data-command="dryfit.restartServer">Restart Server</button>
      <button type="button" class="secondary" data-command="dryfit.showLog">Show Log</button>
    </p>
  </section>`;
}

function renderReady(preview: PreviewModel): Html {
  return html`${renderTotals(preview)} ${renderUnplaced(preview.unplaced)} ${renderNodePools(preview)}
  ${renderLeftOut(preview.skipped)} ${renderFooter(preview)}`;
}

function renderTotals({ totals, findings }: PreviewModel): Html {
  const { usdPerHour: hourly, unplacedPodCount, podCount } = totals;
  const placed = `${grouped(podCount - unplacedPodCount)} of ${grouped(podCount)}`;
  return html`<dl class="totals" aria-label="Totals">
      ${tile({ id: 'usd-per-month', label: 'per month', value: usdPerMonth(totals.usdPerMonth), className: 'money' })}
      ${tile({ id: 'usd-per-hour', label: 'per hour', value: usdPerHour(hourly), className: 'money' })}
      ${tile({ id: 'node-count', label: 'nodes', value: grouped(totals.nodeCount) })}
      ${tile({ id: 'pod-count', label: 'pods placed', value: placed, className: unplacedPodCount > 0 ? 'bad' : '' })}
      ${tile({ id: 'error-count', label: 'errors', value: grouped(findings.error), className: findings.error > 0 ? 'bad' : '' })}
    </dl>
    ${totals.unpricedNodeCount > 0 && html`<p class="note bad">${counted(totals.unpricedNodeCount, 'node')} cannot launch and cost nothing in these totals.</p>`}`;
}

interface Tile {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly className?: string;
}

function tile({ id, label, value, className = '' }: Tile): Html {
  return html`<div class="tile ${className}">
    <dt>${label}</dt>
    <dd id="${id}">${value}</dd>
  </div>`;
}

function renderFooter({ region, prices, totals }: PreviewModel): Html {
  const unpriced = prices.unpricedTypeCount;
  return html`<footer class="quiet">
    <p id="prices">
      Prices of ${region}: on demand as of ${prices.onDemandAsOf}, spot as of ${prices.spotAsOf}
      (${prices.source}).
      ${unpriced > 0 && html`${counted(unpriced, 'type')} of the region without a price take no part.`}
    </p>
    <p>
      One pass of Karpenter's scheduler over an empty cluster, in ${Math.round(totals.solveMs)} ms. A month is
      730 hours.
    </p>
  </footer>`;
}
