/** Since a revision: what the edit does to the bill and to running nodes. */
import type { CompareResult, DriftCause, DriftModel, DriftPool } from '../../../server/src/protocol/requests';
import { counted, grouped } from '../format';
import { html, type Html } from '../html';
import { placeLink } from './parts';
import { renderPair } from './sideBySide';
import type { PanelState } from './state';

export function renderCompare(
  state: PanelState,
  answer: CompareResult | undefined,
): { form: Html; result: Html } {
  return { form: renderForm(state), result: renderResult(state, answer) };
}

function renderForm({ revision, minutesPerNode }: PanelState): Html {
  return html`<form class="compare" id="compare" aria-label="Compare">
    <div class="fields">
      <label class="field"
        >Git revision
        <input
          type="text"
          id="revision"
          data-set="revision"
          value="${revision}"
          placeholder="HEAD"
          spellcheck="false"
          autocomplete="off"
        />
      </label>
      <label class="field"
        >Minutes to replace a node
        <input
          type="number"
          id="minutes-per-node"
          data-set="minutesPerNode"
          min="1"
          max="1440"
          value="${minutesPerNode}"
        />
      </label>
    </div>
  </form>`;
}

function renderResult(state: PanelState, answer: CompareResult | undefined): Html {
  if (!answer) return html`<p class="quiet">Comparing…</p>`;
  if (answer.state !== 'ready')
    return html`<p class="bad" id="compare-problem">${answer.message}</p>
      ${'hint' in answer && html`<p class="quiet">${answer.hint}</p>`}`;
  const { before, after, drift } = answer;
  const labels = [state.revision, 'Now'] as const;
  return html`${renderDrift(drift, state)}
    <h2>Nodes and dollars since ${state.revision}</h2>
    ${renderPair({ before, after, labels, id: 'compare' }, state)}`;
}

/** Running nodes. */
export const replacedIn = ({ pools }: DriftModel): number =>
  pools.reduce((sum, { replacedCount }) => sum + replacedCount, 0);

function renderDrift(drift: DriftModel, { revision, minutesPerNode }: PanelState): Html {
  const replaced = replacedIn(drift);
  return html`<section class="drift" aria-labelledby="drift">
    <h2 id="drift">
      ${replaced === 0 ? 'No running node is replaced' : `${counted(replaced, 'running node')} would be replaced`}
    </h2>
    ${
      replaced > 0 &&
      html`<ul class="plain">
        ${drift.pools.filter((pool) => pool.replacedCount > 0).map(renderPool)}
      </ul>`
    }
    <p class="quiet">
      Drift of the nodes that ${revision} would have running: Karpenter's hash of the NodePool and of its
      EC2NodeClass, and the NodePool's requirements. What AWS answers (AMIs, subnets, security groups) is not
      asked. ${replaced > 0 && html`Applied now, ${counted(minutesPerNode, 'minute')} for each node.`}
    </p>
  </section>`;
}

function renderPool(pool: DriftPool): Html {
  return html`<li class="card" data-drift="${pool.name}">
    <p>
      <strong>${placeLink(pool.name, pool.location)}</strong>
      <span class="pod-count">${grouped(pool.replacedCount)} of ${counted(pool.nodeCount, 'node')}</span>
    </p>
    <ul class="causes">
      ${pool.causes.map((cause) => html`<li>${causeText(cause)}</li>`)}
    </ul>
    <p class="rollout">${rolloutText(pool)}</p>
  </li>`;
}

const CAUSES: Readonly<Record<DriftCause['reason'], string>> = {
  NodePoolDrifted: 'the NodePool changed',
  RequirementsDrifted: 'labels no longer suit the requirement on',
  NodeClassDrift: 'the EC2NodeClass changed',
  NodePoolDeleted: 'the NodePool is gone, and its nodes go with it: budgets do not hold them',
};

function causeText({ reason, fields, nodeCount }: DriftCause): Html {
  const names = fields.map((field, index) => html`${index > 0 && ', '}<code>${field}</code>`);
  const separator = reason === 'RequirementsDrifted' ? ' ' : ': ';
  return html`<span class="cause" title="${reason}"
    >${counted(nodeCount, 'node')}: ${CAUSES[reason]}${fields.length > 0 && separator}${names}</span
  >`;
}

function rolloutText({ rollout, replacedCount }: DriftPool): string {
  if (!rollout) return 'All at once, without regard to budgets.';
  const { seconds, waitSeconds, atOnceCount, replacedCount: done, isAtNodeLimit } = rollout;
  if (isAtNodeLimit)
    return 'None of them goes: a replacement has to come first, and limits.nodes leaves no room for one.';
  if (waitSeconds === undefined) return 'The budgets let none of them go within four weeks.';
  const wait = waitSeconds > 0 ? `The first may go after ${duration(waitSeconds)}. ` : '';
  const most = `at most ${grouped(atOnceCount)} at a time`;
  if (seconds === undefined)
    return `${wait}Within four weeks the budgets let ${grouped(done)} of ${grouped(replacedCount)} go, ${most}.`;
  return `${wait}All are replaced after ${duration(seconds)}, ${most}.`;
}

/** "2 d 3 h", "45 min": the two largest units. */
export function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const units = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const shown = units.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 min' : shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}
