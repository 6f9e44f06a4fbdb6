/** What a timeline is asked for: workload, load, latencies. Nothing here changes a file. */
import type { TimelineModel } from '../../../../server/src/protocol/motionRequests';
import type { PreviewModel } from '../../../../server/src/protocol/previewModel';
import { html, type Html } from '../../html';
import { DURATIONS, FIELDS, KINDS, PRESET_GROUPS, type TimelineChoice } from './choice';

export function renderForm(
  { workloads }: PreviewModel,
  choice: TimelineChoice,
  model: TimelineModel | undefined,
): Html {
  const subjects = model?.subjects ?? workloads.map(({ name }) => ({ workload: name, scaler: undefined }));
  return html`<form class="timeline-form" id="timeline-form" aria-label="Timeline">
    <p class="quiet">
      Plays a load, second by second: what the scaler wants, when pods are ready, what waits, what it costs.
    </p>
    <div class="fields">
      ${choose('workload', 'Load on', choice.workload, [
        ['', 'the first scaled workload'],
        ...subjects.map(({ workload, scaler }) => [workload, nameOf(workload, scaler)] as const),
      ])}
      ${choose('kind', model ? `Load, in ${model.subject.unit}` : 'Load', choice.kind, KINDS)}
      ${renderFields(choice, model)}
      ${textField({
        ...{ id: 'timeline-capacity', part: 'capacity', label: 'One pod serves', value: choice.capacity },
        ...{ placeholder: capacityHint(model), isNumber: true },
      })}
      ${choose('duration', 'For', choice.duration, DURATIONS)}
    </div>
    ${choice.kind === 'csv' && renderCsv(choice)} ${renderPresets(choice)}
  </form>`;
}

const nameOf = (workload: string, scaler: string | undefined): string =>
  scaler === undefined ? workload : `${workload} (${scaler.split('/')[0] ?? ''})`;

const capacityHint = (model: TimelineModel | undefined): string =>
  model ? `${model.subject.podCapacity} ${model.subject.unit}` : 'its CPU';

function choose(
  part: string,
  label: string,
  selected: string,
  options: readonly (readonly [string, string])[],
): Html {
  return html`<label class="field"
    >${label}
    <select id="timeline-${part}" data-timeline="${part}">
      ${options.map(([value, text]) => html`<option value="${value}" ${value === selected && html` selected`}>${text}</option>`)}
    </select>
  </label>`;
}

interface TextField {
  readonly id: string;
  readonly part: string;
  readonly name?: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isNumber?: boolean;
}

function textField({ id, part, name, label, value, placeholder, isNumber }: TextField): Html {
  return html`<label class="field"
    >${label}
    <input
      type="text"
      ${isNumber === true && html` inputmode="decimal"`}
      id="${id}"
      data-timeline="${part}"
      ${name !== undefined && html` data-name="${name}"`}
      value="${value}"
      placeholder="${placeholder}"
      spellcheck="false"
      autocomplete="off"
    />
  </label>`;
}

function renderFields({ kind, fields }: TimelineChoice, model: TimelineModel | undefined): Html[] {
  return FIELDS[kind].map(([name, label]) =>
    textField({
      ...{ id: `timeline-field-${name}`, part: 'field', name, label, value: fields[kind]?.[name] ?? '' },
      placeholder: model?.suggested[name] ?? (name === 'every' ? 'once' : ''),
    }),
  );
}

function renderCsv({ csv }: TimelineChoice): Html {
  return html`<div class="csv">
    <label class="field wide"
      >Lines of a time and a value
      <textarea
        id="timeline-csv"
        data-timeline="csv"
        rows="5"
        placeholder="09:00, 120&#10;09:10, 480"
        spellcheck="false"
      >
${csv}</textarea>
    </label>
    <button type="button" class="secondary" id="timeline-choose-csv" data-choose="csv">Choose a file…</button>
  </div>`;
}

function renderPresets({ presets }: TimelineChoice): Html {
  const chosen = PRESET_GROUPS.flatMap(({ id, label, presets: own }) => {
    const name = own.find(([preset]) => preset === presets[id])?.[1];
    return name === undefined ? [] : [`${label.toLowerCase()} ${name}`];
  });
  return html`<details class="latencies" data-key="timeline/latencies">
    <summary>Latencies: ${chosen.length === 0 ? 'the defaults' : chosen.join(', ')}</summary>
    <div class="fields">
      ${PRESET_GROUPS.map(
        ({ id, label, presets: own }) =>
          html`<label class="field"
            >${label}
            <select id="timeline-preset-${id}" data-timeline="preset" data-name="${id}">
              ${[['', 'default'] as const, ...own].map(
                ([value, text]) =>
                  html`<option value="${value}" ${value === (presets[id] ?? '') && html` selected`}>
                    ${text}
                  </option>`,
              )}
            </select>
          </label>`,
      )}
    </div>
  </details>`;
}
