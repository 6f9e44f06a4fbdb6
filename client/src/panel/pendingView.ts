/** What is missing or wrong: pods without a node and why, findings, documents that take no part. */
import type {
  PreviewModel,
  PreviewProblem,
  PreviewSkipped,
  PreviewUnplaced,
} from '../../../server/src/protocol/previewModel';
import type {
  ExplainedFunnel,
  ExplainedWorkload,
  ExplainResult,
} from '../../../server/src/protocol/requests';
import { counted, grouped } from '../format';
import { html, type Html } from '../html';
import type { PreviewView } from '../previewSession';
import { bar, disclosure, placeLink } from './parts';
import type { PanelState } from './state';

/** The nodes come below: of many reasons the first are shown, the others can be opened. */
const REASONS_SHOWN = 3;

export function renderPending(
  { unplaced }: PreviewModel,
  explained: ExplainResult | undefined,
  state: Pick<PanelState, 'open'>,
): Html | undefined {
  if (unplaced.length === 0) return undefined;
  // One more takes no more room than the line that would say so.
  const shownCount = unplaced.length === REASONS_SHOWN + 1 ? unplaced.length : REASONS_SHOWN;
  const rest = unplaced.slice(shownCount);
  return html`<section class="unplaced" aria-label="Pods without a node">
    <h2>Pods without a node</h2>
    ${renderReasons(unplaced.slice(0, shownCount), explained)}
    ${rest.length > 0 && renderRest(rest, explained, state)}
  </section>`;
}

const renderReasons = (unplaced: readonly PreviewUnplaced[], explained: ExplainResult | undefined): Html =>
  html`<ul class="plain">
    ${unplaced.map((one) => renderReason(one, explained))}
  </ul>`;

function renderRest(
  rest: readonly PreviewUnplaced[],
  explained: ExplainResult | undefined,
  state: Pick<PanelState, 'open'>,
): Html {
  const podCount = rest.reduce((sum, { count }) => sum + count, 0);
  const workloadCount = new Set(rest.map(({ workload }) => workload)).size;
  const summary = `${counted(podCount, 'more pod')} of ${counted(workloadCount, 'workload')}`;
  const content = (): Html => renderReasons(rest, explained);
  return disclosure({ key: 'unplaced', className: 'more-unplaced', summary, content }, state);
}

function renderReason(
  { workload, count, code, message, location }: PreviewUnplaced,
  explained: ExplainResult | undefined,
): Html {
  const known =
    explained?.state === 'ready'
      ? explained.workloads.find((one) => one.workload === workload && one.code === code)
      : undefined;
  return html`<li class="card failed" data-code="${code}" data-workload="${workload}">
    <p>
      <strong>${placeLink(workload, location)}</strong> <span class="pod-count">× ${grouped(count)}</span>
    </p>
    <p class="reason">${message}</p>
    <details class="why" data-key="why/${workload}/${code}" data-ask="explain">
      <summary>What took the instance types away</summary>
      ${known ? renderExplained(known) : html`<p class="quiet">Looking…</p>`}
    </details>
  </li>`;
}

function renderExplained({ funnels, nearestMiss, change }: ExplainedWorkload): Html {
  return html`${change !== undefined && html`<p>What would place them: <strong>${change}</strong></p>`}
  ${nearestMiss !== undefined && html`<p>${nearestMiss}</p>`} ${funnels.map(renderFunnel)}`;
}

function renderFunnel({ nodePool, totalCount, steps }: ExplainedFunnel): Html {
  const rows = [{ text: 'all of the region', leftCount: totalCount }, ...steps];
  return html`<table class="funnel">
    <caption>
      NodePool ${nodePool}
    </caption>
    <tbody>
      ${rows.map(
        ({ text, leftCount }) =>
          html`<tr>
            <th scope="row">${breakable(text)}</th>
            <td class="number">${grouped(leftCount)}</td>
            <td class="level">
              ${bar({
                share: totalCount > 0 ? leftCount / totalCount : 0,
                label: `${grouped(leftCount)} of ${grouped(totalCount)} types left`,
                className: leftCount === 0 ? 'tight' : 'use',
              })}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Labels and taints are longer than a narrow column: they break behind a prefix or a key rather than anywhere. */
const breakable = (text: string): Html =>
  html`${text.split(/(?<=[/:=])(?=\S)/).map((part, index) => html`${index > 0 && html`<wbr />`}${part}`)}`;

export function renderProblems(
  { problems, findings }: PreviewModel,
  state: Pick<PanelState, 'open'>,
): Html | undefined {
  if (problems.length === 0 || !findings) return undefined;
  const total = findings.error + findings.warning + findings.info + findings.hint;
  const gravest = total > problems.length ? `, the gravest ${problems.length}` : '';
  const content = (): Html =>
    html`<ul class="plain">
      ${problems.map(renderProblem)}
    </ul>`;
  const summary = `${counted(total, 'finding')}${gravest}`;
  return disclosure({ key: 'problems', className: 'problems', summary, content }, state);
}

function renderProblem({ severity, rule, message, location }: PreviewProblem): Html {
  return html`<li class="problem ${severity}">
    <span class="severity">${severity}</span>
    ${placeLink(message, location)}
    <span class="quiet">${rule}, ${fileName(location.uri)}:${location.line + 1}</span>
  </li>`;
}

/** Documents that are no part of the simulation; closed, for there may be many and often on purpose. */
export function renderLeftOut(
  skipped: readonly PreviewSkipped[],
  state: Pick<PanelState, 'open'>,
): Html | undefined {
  if (skipped.length === 0) return undefined;
  const content = (): Html =>
    html`<ul>
      ${skipped.map(renderSkipped)}
    </ul>`;
  const summary = `${counted(skipped.length, 'document')} left out of the simulation`;
  return disclosure({ key: 'left-out', className: 'left-out', summary, content }, state);
}

/** Why the picture is that of before the last edit. */
export function renderHeld({ heldBy = [] }: Pick<PreviewView, 'heldBy'>): Html | undefined {
  const [first] = heldBy;
  if (!first) return undefined;
  return html`<p class="note bad" id="held">
    As it was before the last edits: ${renderSkippedLink(first)} is refused as it stands, and no other
    NodePool takes part.
  </p>`;
}

const renderSkippedLink = ({ uri, document, kind, name }: PreviewSkipped): Html => {
  const what = [kind, name].filter((part) => part !== undefined).join(' ');
  return placeLink(what === '' ? `document ${document + 1}` : what, { uri, line: 0, character: 0 });
};

function renderSkipped(skipped: PreviewSkipped): Html {
  return html`<li>
    ${renderSkippedLink(skipped)}
    <span class="quiet">${fileName(skipped.uri)}</span>
  </li>`;
}

/** File names as people write them. */
function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // Not a valid encoding: then the name is shown as it stands.
    return name;
  }
}
