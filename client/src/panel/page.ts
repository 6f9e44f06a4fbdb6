/** The panel's page, section by section: each is put in anew only when it changed. Pure. */
import type { PreviewModel, Replicas } from '../../../server/src/protocol/previewModel';
import type { ClustersResult } from '../../../server/src/protocol/requests';
import { BILL_TERMS } from '../../../server/src/util/billTerms';
import { counted, grouped, usdPerMonth } from '../format';
import { html, type Html } from '../html';
import type { PreviewView } from '../previewSession';
import { PATTERN_DEFINITIONS } from './colours';
import { renderCompare } from './compareView';
import type { Answers } from './messages';
import { renderNodes } from './nodesView';
import { billPerHour, billPerMonth, tile } from './parts';
import { renderHeld, renderLeftOut, renderPending, renderProblems } from './pendingView';
import type { PanelState, Tab } from './state';
import { renderScaleDown } from './scaleDownView';
import { renderTables } from './tableView';
import { renderTimeline } from './timeline/timelineView';
import { renderWeek, type Week } from './weekView';
import { renderWhatIf } from './whatIfView';

export interface PageInput {
  readonly view: PreviewView;
  readonly state: PanelState;
  readonly answers: Answers;
  /** Read by its view alone. */
  readonly week: Week;
  /** Boxes of a card, for a page without a script to copy them. */
  readonly mostBoxes?: number;
}

/** Ids of the page's sections, in their order. */
export const SECTIONS = ['head', 'summary', 'tabs', 'form', 'body', 'foot'] as const;
export type Section = (typeof SECTIONS)[number];
export type Sections = Readonly<Record<Section, Html>>;

export function renderSections(input: PageInput): Sections {
  const { view } = input;
  const head = html`${PATTERN_DEFINITIONS}${renderHeader(view)}`;
  const { result } = view;
  if (result?.state !== 'ready')
    return {
      head,
      summary: NOTHING,
      tabs: NOTHING,
      form: NOTHING,
      body: renderNotReady(view),
      foot: NOTHING,
    };
  const { preview } = result;
  const { form, body } = renderTab(preview, input);
  return {
    ...{ head, form, body },
    summary: html`${renderHeld(view)}${renderTotals(preview)}${renderPending(preview, input.answers.explain, input.state)}`,
    tabs: renderTabs(input.state.tab),
    foot: html`${renderProblems(preview, input.state)}${renderLeftOut(preview.skipped, input.state)}${renderFooter(preview)}`,
  };
}

interface TabParts {
  /** What the reader types in, apart from what it leads to. */
  readonly form: Html;
  readonly body: Html;
}

function renderTab(preview: PreviewModel, input: PageInput): TabParts {
  const { state, answers, mostBoxes } = input;
  switch (state.tab) {
    case 'nodes':
      return { form: NOTHING, body: renderNodes(preview, state, mostBoxes) };
    case 'table':
      return { form: NOTHING, body: renderTables(preview, state) };
    case 'whatIf':
      return withForm(renderWhatIf(preview, state, answers.whatIf));
    case 'compare':
      return withForm(renderCompare(state, answers.compare));
    case 'week':
      return { form: NOTHING, body: renderWeek(input.week, answers.week) };
    case 'timeline':
      return withForm(renderTimeline(preview, state, answers));
    case 'scaleDown':
      return { form: NOTHING, body: renderScaleDown(preview, state, answers.scaleDown) };
  }
}

const withForm = ({ form, result }: { readonly form: Html; readonly result: Html }): TabParts => ({
  form,
  body: result,
});

const NOTHING = html``;

function renderHeader(view: PreviewView): Html {
  const isReady = view.result?.state === 'ready';
  return html`<header class="top">
    <h1>${view.cluster ?? 'Dryfit'}</h1>
    <div class="controls">
      ${renderClusterPicker(view)}${renderReplicasPicker(view.replicas)}
      ${isReady && html`<div class="control" role="group" aria-label="Export">Export ${renderExports()}</div>`}
    </div>
  </header>`;
}

const renderExports = (): Html[] =>
  (['markdown', 'json', 'svg'] as const).map(
    (format) =>
      html`<button
        type="button"
        class="secondary small"
        id="export-${format}"
        data-export="${format}"
        title="Save as ${EXPORT_NAMES[format]}"
      >
        ${EXPORT_NAMES[format]}
      </button>`,
  );

const EXPORT_NAMES = { markdown: 'Markdown', json: 'JSON', svg: 'SVG' } as const;

function renderClusterPicker({ clusters, cluster }: PreviewView): Html | undefined {
  if (clusters.length < 2) return undefined;
  return html`<label class="control"
    >Cluster
    <select id="cluster" data-send="cluster">
      ${clusterOptions(clusters, cluster)}
    </select></label
  >`;
}

/** One that is gone stays the one chosen: else the first would look so, and could not be chosen. */
function clusterOptions(clusters: ClustersResult, selected: string | undefined): Html[] {
  const names = clusters.map(({ name }) => name);
  const isGone = selected !== undefined && !names.includes(selected);
  return (isGone ? [selected, ...names] : names).map(
    (name) => html`<option value="${name}" ${name === selected && html` selected`}>${name}</option>`,
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

function renderNotReady({ result, clusters }: PreviewView): Html {
  if (!result || result.state === 'ready') return html`<p class="quiet">Simulating…</p>`;
  if (result.state === 'none')
    return html`<section class="card empty" id="none">
      <p>${result.message}</p>
      ${clusters.length === 0 && FIRST_STEPS}
    </section>`;
  return html`<section class="card failed" id="failed" role="alert">
    <p>${result.message}</p>
    ${result.hint !== undefined && html`<p class="quiet">${result.hint}</p>`}
    <p>
      <button type="button" data-command="dryfit.restartServer">Restart Server</button>
      <button type="button" class="secondary" data-command="dryfit.showLog">Show Log</button>
    </p>
  </section>`;
}

/** Where nobody has a cluster yet. */
const FIRST_STEPS = html`<p class="quiet">Open a file or a folder with a NodePool, or see a sample.</p>
  <p>
    <button type="button" data-command="dryfit.openSample">Open Sample Workspace</button>
    <button type="button" class="secondary" data-command="dryfit.openWalkthrough">Get Started</button>
  </p>`;

function renderTotals({ totals, findings, cost }: PreviewModel): Html {
  const { bill, currencyLabel } = cost;
  const { unplacedPodCount, podCount } = totals;
  const placed = `${grouped(podCount - unplacedPodCount)} of ${grouped(podCount)}`;
  return html`<dl class="totals five" aria-label="Totals">
      ${tile({ id: 'usd-per-month', label: 'per month', value: billPerMonth(bill, currencyLabel), className: 'money' })}
      ${tile({ id: 'usd-per-hour', label: 'per hour', value: billPerHour(bill, currencyLabel) })}
      ${tile({ id: 'node-count', label: totals.nodeCount === 1 ? 'node' : 'nodes', value: grouped(totals.nodeCount) })}
      ${tile({ id: 'pod-count', label: 'pods placed', value: placed, className: unplacedPodCount > 0 ? 'bad' : '' })}
      ${tile({
        ...{ id: 'error-count', label: findings?.error === 1 ? 'error' : 'errors' },
        value: findings ? grouped(findings.error) : '…',
        className: findings && findings.error > 0 ? 'bad' : '',
      })}
    </dl>
    <ul class="terms quiet" aria-label="The bill, per month">
      ${bill.terms.map(
        ({ id, usdPerMonth: usd, missing }) =>
          html`<li title="${missing.join(' ')}">
            ${BILL_TERMS[id].words}
            <span id="term-${id}">${usd === undefined ? 'not known' : usdPerMonth(usd, currencyLabel)}</span
            >${missing.length > 0 && usd !== undefined && ' or more'}
          </li>`,
      )}
    </ul>
    ${totals.unpricedNodeCount > 0 && html`<p class="note bad">${counted(totals.unpricedNodeCount, 'node')} cannot launch and cost nothing in these totals.</p>`}`;
}

const TAB_NAMES: Readonly<Record<Tab, string>> = {
  nodes: 'Nodes',
  table: 'Table',
  whatIf: 'What if',
  compare: 'Compare',
  week: 'Budgets',
  timeline: 'Timeline',
  scaleDown: 'Scale-down',
};

function renderTabs(selected: Tab): Html {
  const tabs = Object.entries(TAB_NAMES).map(
    ([tab, name]) =>
      html`<button
        type="button"
        role="tab"
        id="tab-${tab}"
        data-tab="${tab}"
        aria-selected="${String(tab === selected)}"
        aria-controls="view"
        tabindex="${tab === selected ? 0 : -1}"
      >
        ${name}
      </button>`,
  );
  return html`<div class="tabs" role="tablist" aria-label="Views">${tabs}</div>`;
}

function renderFooter({ region, prices, totals, cost, nodePools }: PreviewModel): Html {
  const unpriced = prices.unpricedTypeCount;
  return html`<footer class="quiet">
    <p id="prices">
      Prices of ${region}: on demand as of ${prices.onDemandAsOf}, spot as of ${prices.spotAsOf}
      (${prices.source}).
      ${unpriced > 0 && html`${counted(unpriced, 'type')} of the region without a price take no part.`}
    </p>
    <p>
      One pass of Karpenter's scheduler over
      ${nodePools.some(({ isStatic }) => isStatic) ? 'the nodes of static pools' : 'an empty cluster'}, in
      ${Math.round(totals.solveMs)} ms.
    </p>
    <details class="assumptions" data-key="assumptions">
      <summary>What the bill takes for granted</summary>
      <ul>
        ${cost.assumptions.map((assumption) => html`<li>${assumption}</li>`)}
      </ul>
    </details>
  </footer>`;
}
