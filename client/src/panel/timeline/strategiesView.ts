/** Ways to meet the load, compared. Asked for by a button: it plays the load once for each strategy. */
import type { StrategiesResult, StrategyOutcome } from '../../../../server/src/protocol/motionRequests';
import { counted, usdPerMonth } from '../../format';
import { html, type Html } from '../../html';
import { head } from '../parts';
import { signed } from '../sideBySide';
import { secondsText } from './amounts';
import { shareText } from './shares';

export function renderStrategies(answer: StrategiesResult | 'asked' | undefined): Html {
  return html`<section class="strategies" aria-labelledby="strategies">
    <h2 id="strategies">Ways to meet this load</h2>
    ${renderAnswer(answer)}
  </section>`;
}

function renderAnswer(answer: StrategiesResult | 'asked' | undefined): Html {
  if (answer === undefined)
    return html`<p class="quiet">
        Tuned scaling, schedules, a queue, spare capacity, warm pools: each played on your manifests under
        this load.
      </p>
      <p>
        <button type="button" class="secondary" id="compare-strategies" data-strategies>Compare</button>
      </p>`;
  if (answer === 'asked') return html`<p class="quiet">Playing each of them…</p>`;
  if (answer.state !== 'ready') return html`<p class="bad">${answer.message}</p>`;
  const { outcomes, notApplicable, recommended, reason, objective } = answer;
  return html`<p id="strategy-reason">${reason}</p>
    <div class="scroller" tabindex="0" role="region" aria-labelledby="strategies">
      <table class="grid" id="strategies-table">
        ${head([
          ['Strategy'],
          ['To serve, p95', true],
          ['Unserved', true],
          ['Extra a month', true],
          ['Complexity'],
          ['Goal'],
          ['Manifests'],
        ])}
        <tbody>
          ${outcomes.map((outcome) => renderOutcome(outcome, outcome.id === recommended))}
        </tbody>
      </table>
    </div>
    <p class="quiet">
      The goal: served within ${secondsText(objective.p95Seconds)} at p95, at most
      ${shareText(objective.unservedShare)} unserved.
    </p>
    ${
      notApplicable.length > 0 &&
      html`<details data-key="strategies/other">
        <summary>
          ${counted(notApplicable.length, 'strategy', 'strategies')} that
          ${notApplicable.length === 1 ? 'does' : 'do'} not apply
        </summary>
        <ul class="causes">
          ${notApplicable.map(({ title, why }) => html`<li>${title}: ${why}</li>`)}
        </ul>
      </details>`
    }`;
}

function renderOutcome(outcome: StrategyOutcome, isRecommended: boolean): Html {
  const { id, title, takes, complexity, p95Seconds, unservedShare, extraUsdPerMonth, meets, manifests } =
    outcome;
  return html`<tr data-strategy="${id}">
    <th scope="row">
      ${title} ${isRecommended && html`<span class="badge spot">recommended</span>`}
      <span class="takes quiet">${takes}</span>
    </th>
    <td class="number">${secondsText(p95Seconds)}</td>
    <td class="number">${shareText(unservedShare)}</td>
    <td class="number">${signed(extraUsdPerMonth, (usd) => usdPerMonth(usd, '$'))}</td>
    <td>${complexity}</td>
    <td>${meets ? 'met' : 'missed'}</td>
    <td>
      ${manifests !== '' && html`<button type="button" class="secondary small" data-manifests="${id}" aria-label="Manifests of ${title}">Manifests</button>`}
    </td>
  </tr>`;
}
