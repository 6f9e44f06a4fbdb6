/** After the load is gone: what Karpenter's consolidation removes or replaces, and what that saves. */
import type {
  ScaleDownCommand,
  ScaleDownModel,
  ScaleDownNodes,
  ScaleDownResult,
} from '../../../server/src/protocol/motionRequests';
import type { PreviewModel } from '../../../server/src/protocol/previewModel';
import { counted, grouped, usdPerHour, usdPerMonth } from '../format';
import { html, type Html } from '../html';
import { head, namedWorkload, placeLink, tile } from './parts';
import type { PanelState } from './state';

export function renderScaleDown(
  preview: PreviewModel,
  state: PanelState,
  answer: ScaleDownResult | undefined,
): Html {
  if (!answer) return html`<p class="quiet">Consolidating…</p>`;
  if (answer.state !== 'ready') return html`<p class="bad">${answer.message}</p>`;
  if (answer.error !== undefined) return html`<p class="bad">Not played: ${answer.error}.</p>`;
  if (Object.keys(answer.change).length === 0)
    return html`<p class="quiet" id="scale-down-none">
      No HorizontalPodAutoscaler or ScaledObject here has a maximum above its minimum, so no workload shrinks
      and there is nothing to consolidate.
    </p>`;
  const { currencyLabel } = preview.cost;
  return html`<p class="quiet">
      Every scaled workload goes from its maximum to its minimum, pods leaving the fullest nodes first. Then
      Karpenter's consolidation runs until it finds nothing more; budgets without a schedule hold.
    </p>
    ${renderTotals(answer, currencyLabel)} ${renderChange(answer, preview, state)}
    ${renderCommands(answer, currencyLabel)} ${renderNotes(answer)} ${renderNodes(answer, preview)}`;
}

function renderTotals(
  { initial, final, savingsUsdPerHour, savingsUsdPerMonth }: ScaleDownModel,
  currencyLabel: string,
): Html {
  const perHour = ({ usdPerHour: usd }: ScaleDownNodes): string => usdPerHour(usd, currencyLabel);
  const count = ({ nodes }: ScaleDownNodes): string => grouped(nodes.length);
  return html`<dl class="totals three" aria-label="After scale-down">
    ${tile({ id: 'scale-down-nodes', label: 'nodes', value: arrow(count(initial), count(final)) })}
    ${tile({ id: 'scale-down-usd', label: 'an hour', value: arrow(perHour(initial), perHour(final)) })}
    ${tile({
      ...{ id: 'scale-down-savings', label: 'saved a month' },
      value: savingsUsdPerHour === 0 ? 'nothing' : usdPerMonth(savingsUsdPerMonth, currencyLabel),
    })}
  </dl>`;
}

const arrow = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`);

function renderChange({ change }: ScaleDownModel, { workloads }: PreviewModel, { slots }: PanelState): Html {
  const places = new Map(workloads.map(({ name, location }) => [name, location]));
  return html`<ul class="shrunk" aria-label="Workloads that shrink">
    ${Object.entries(change).map(
      ([name, { from, to }]) =>
        html`<li data-workload="${name}">
          ${placeLink(namedWorkload(name, slots[name]), places.get(name))}
          <span class="pod-count">${grouped(from)} → ${counted(to, 'pod')}</span>
        </li>`,
    )}
  </ul>`;
}

interface Told {
  readonly what: string;
  readonly nodes: readonly string[];
  readonly by: string;
  readonly savingsUsdPerHour: number;
}

function renderCommands({ commands }: ScaleDownModel, currencyLabel: string): Html {
  if (commands.length === 0)
    return html`<section aria-labelledby="commands">
      <h2 id="commands">Consolidation leaves every node as it is</h2>
    </section>`;
  const rows = commands.map(told);
  const hasReplacement = rows.some(({ by }) => by !== '');
  return html`<section aria-labelledby="commands">
    <h2 id="commands">${counted(commands.length, 'command')} of consolidation</h2>
    <div class="scroller" tabindex="0" role="region" aria-labelledby="commands">
      <table class="grid" id="commands-table">
        ${head([
          ['Step'],
          ['What'],
          ['Nodes'],
          ...(hasReplacement ? ([['By']] as const) : []),
          ['Saves an hour', true],
        ])}
        <tbody>
          ${rows.map(
            ({ what, nodes, by, savingsUsdPerHour }, index) =>
              html`<tr>
                <td class="step">${index + 1}</td>
                <th scope="row">${what}</th>
                <td class="wrapped">${renderNames(nodes)}</td>
                ${hasReplacement && html`<td>${by}</td>`}
                <td class="number">${usdPerHour(savingsUsdPerHour, currencyLabel)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const renderNotes = ({ notes }: ScaleDownModel): Html => html`${notes.map((note) => html`<p>${note}</p>`)}`;

const MAX_NAMES = 6;

/** Lines break between names, not inside of them. */
function renderNames(nodes: readonly string[]): Html {
  const names = nodes.slice(0, MAX_NAMES);
  const moreCount = nodes.length - names.length;
  return html`${names.map(
    (name, index) =>
      html`${index > 0 && ' '}<span class="whole">${name}${index < names.length - 1 && ','}</span>`,
  )}${moreCount > 0 && ` and ${grouped(moreCount)} more`}`;
}

function told({ method, candidates, replacements, savingsUsdPerHour }: ScaleDownCommand): Told {
  const [launch] = replacements.flatMap((one) => one.launch ?? []);
  const what =
    method === 'empty' ? 'Removes, empty' : launch ? 'Replaces' : 'Removes, its pods fit elsewhere';
  return {
    ...{ what, nodes: candidates, savingsUsdPerHour },
    by: launch ? `one ${launch.instanceType} ${launch.capacityType}` : '',
  };
}

interface Kind {
  readonly nodePool: string;
  readonly instanceType: string;
  readonly capacityType: string;
  before: number;
  after: number;
}

/** Nodes by what they are, before and after. */
function renderNodes({ initial, final }: ScaleDownModel, { nodePools }: PreviewModel): Html {
  const places = new Map(nodePools.map(({ name, location }) => [name, location]));
  const kinds = new Map<string, Kind>();
  const count = ({ nodes }: ScaleDownNodes, side: 'before' | 'after'): void => {
    for (const { nodePool, instanceType, capacityType } of nodes) {
      const key = `${nodePool} ${instanceType} ${capacityType}`;
      const kind = kinds.get(key) ?? { nodePool, instanceType, capacityType, before: 0, after: 0 };
      kind[side]++;
      kinds.set(key, kind);
    }
  };
  count(initial, 'before');
  count(final, 'after');
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  return html`<section aria-labelledby="scale-down-kinds">
    <h2 id="scale-down-kinds">Nodes before and after</h2>
    <div class="scroller" tabindex="0" role="region" aria-labelledby="scale-down-kinds">
      <table class="grid">
        ${head([['NodePool'], ['Instance type'], ['Capacity'], ['At the maximum', true], ['Afterwards', true]])}
        <tbody>
          ${rows.map(
            ({ nodePool, instanceType, capacityType, before, after }) =>
              html`<tr data-pool="${nodePool}">
                <th scope="row">${placeLink(nodePool, places.get(nodePool))}</th>
                <td>${instanceType}</td>
                <td>${capacityType}</td>
                <td class="number">${grouped(before)}</td>
                <td class="number">${grouped(after)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
