/** "What if": a form that changes no file, and what its answers are. */
import type { PreviewModel, PreviewWorkload } from '../../../server/src/protocol/previewModel';
import type { WhatIfChange, WhatIfResult } from '../../../server/src/protocol/requests';
import { grouped } from '../format';
import { html, type Html } from '../html';
import { cpuText, memoryText, namedWorkload } from './parts';
import { renderPair } from './sideBySide';
import { hasChange, type PanelState } from './state';
import { isReadable, readChange, sentenceOf, withoutUnknown } from './whatIfChange';

export function renderWhatIf(
  preview: PreviewModel,
  state: PanelState,
  answer: WhatIfResult | undefined,
): { readonly form: Html; readonly result: Html } {
  return { form: renderForm(preview, state), result: renderResult(preview, state, answer) };
}

function renderForm(preview: PreviewModel, state: PanelState): Html {
  const { whatIf } = state;
  return html`<form class="what-if" id="what-if" aria-label="What if">
    <p class="quiet">Nothing here changes a file. Fields left empty are as the files say.</p>
    <div class="fields">
      ${numberField('spotShare', 'Pods on spot', '%', whatIf.spotShare === undefined ? undefined : whatIf.spotShare * 100)}
      ${numberField('discountPercent', 'Off list prices', '%', whatIf.discountPercent)}
      ${renderTypes(preview, whatIf)}
    </div>
    ${renderZones(preview, whatIf)} ${renderWorkloads(preview, state)}
    <p><button type="button" class="secondary" id="what-if-clear" data-clear="whatIf">Clear</button></p>
  </form>`;
}

function numberField(name: string, label: string, unit: string, value: number | undefined): Html {
  return html`<label class="field"
    >${label}
    <span class="with-unit"
      ><input
        type="number"
        min="0"
        max="100"
        step="5"
        id="what-if-${name}"
        data-what-if="${name}"
        value="${value === undefined ? '' : Math.round(value)}"
        placeholder="as written"
      />
      <span class="quiet">${unit}</span></span
    ></label
  >`;
}

function renderTypes({ nodes }: PreviewModel, { typesUnavailable = [] }: WhatIfChange): Html {
  const used = [...new Set(nodes.flatMap(({ instanceType }) => instanceType ?? []))].sort();
  return html`<label class="field wide"
    >No capacity of
    <input
      type="text"
      id="what-if-types"
      data-what-if="typesUnavailable"
      value="${typesUnavailable.join(' ')}"
      placeholder="${used[0] ?? 'm5.large'} m5.*"
      ${!isReadable('typesUnavailable', typesUnavailable.join(' ')) && INVALID}
      spellcheck="false"
      autocomplete="off"
    />
  </label>`;
}

function renderZones({ zones }: PreviewModel, { zonesLost = [] }: WhatIfChange): Html | undefined {
  if (zones.length === 0) return undefined;
  return html`<fieldset class="zones">
    <legend>Zones lost, as in a zonal shift</legend>
    ${zones.map(
      (zone) =>
        html`<label class="check"
          ><input
            type="checkbox"
            id="what-if-zone-${zone}"
            data-what-if="zonesLost"
            value="${zone}"
            ${zonesLost.includes(zone) && html` checked`}
          />
          ${zone}</label
        >`,
    )}
  </fieldset>`;
}

function renderWorkloads({ workloads }: PreviewModel, state: PanelState): Html {
  return html`<div class="scroller" tabindex="0" role="region" aria-label="Workloads">
    <table class="grid inputs">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col" class="number">Pods</th>
          <th scope="col" class="number">CPU a pod</th>
          <th scope="col" class="number">Memory a pod</th>
        </tr>
      </thead>
      <tbody>
        ${workloads.map((workload, index) => renderWorkload(workload, index, state))}
      </tbody>
    </table>
  </div>`;
}

function renderWorkload(workload: PreviewWorkload, index: number, { whatIf, slots }: PanelState): Html {
  const { name, podCount, cpuMilli, memoryBytes } = workload;
  const requests = whatIf.requests?.[name] ?? {};
  const input = (part: string, label: string, value: string | number | undefined, written: string): Html =>
    html`<td class="number">
      <input
        type="${part === 'replicas' ? 'number' : 'text'}"
        min="0"
        id="what-if-${part}-${index}"
        data-what-if="${part}"
        data-name="${name}"
        value="${value ?? ''}"
        placeholder="${written}"
        aria-label="${label} of ${name}"
        ${!isReadable(part, String(value ?? '')) && INVALID}
        spellcheck="false"
        autocomplete="off"
      />
    </td>`;
  return html`<tr data-workload="${name}">
    <th scope="row">${namedWorkload(name, slots[name])}</th>
    ${input('replicas', 'Pods', whatIf.replicas?.[name], grouped(podCount))}
    ${input('cpu', 'CPU a pod', requests['cpu'], cpuText(cpuMilli))}
    ${input('memory', 'Memory a pod', requests['memory'], memoryText(memoryBytes))}
  </tr>`;
}

/** Screen readers tell of it at the field itself. */
const INVALID = html` aria-invalid="true"`;

function renderResult(
  { workloads, region }: PreviewModel,
  state: PanelState,
  answer: WhatIfResult | undefined,
): Html {
  const names = workloads.map(({ name }) => name);
  const asked = readChange(state.whatIf, names);
  const unknown = answer?.state === 'ready' ? (answer.unknownTypes ?? []) : [];
  const { change, problems } = withoutUnknown(asked.change, unknown, region);
  return html`${[...asked.problems, ...problems].map((problem) => html`<p class="bad what-if-problem" role="alert">${problem}</p>`)}
  ${hasChange(change) ? renderAnswer(change, state, answer) : NOTHING_CHANGED}`;
}

const NOTHING_CHANGED = html`<p class="quiet">Change something above to see it before and after.</p>`;

function renderAnswer(change: WhatIfChange, state: PanelState, answer: WhatIfResult | undefined): Html {
  if (!answer) return html`<p class="quiet">Simulating…</p>`;
  if (answer.state !== 'ready') return html`<p class="bad">${answer.message}</p>`;
  const { before, after } = answer;
  return html`<h2>${sentenceOf(change)}</h2>
    ${renderPair({ before, after, labels: ['As written', 'What if'], id: 'what-if' }, state)}`;
}
