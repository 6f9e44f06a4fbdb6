/** The same as the picture, as tables. */
import type { PreviewModel, PreviewNode, PreviewWorkload } from '../../../server/src/protocol/previewModel';
import { grouped, usdPerHour, usdPerMonth } from '../format';
import { html, pieces, type Html } from '../html';
import {
  billPerMonth,
  cpuText,
  head,
  memoryText,
  namedWorkload,
  placeLink,
  RESOURCE_LABELS,
  resourcesOf,
  shareText,
  zonesText,
} from './parts';
import type { PanelState } from './state';

export function renderTables(preview: PreviewModel, state: PanelState): Html {
  return html`${renderNodeTable(preview)} ${renderWorkloadTable(preview, state)}`;
}

function renderNodeTable({ nodes, nodePools, cost }: PreviewModel): Html {
  const resources = resourcesOf(nodes);
  const location = new Map(nodePools.map((pool) => [pool.name, pool.location]));
  return html`<section aria-labelledby="nodes-table">
    <h2 id="nodes-table">Nodes</h2>
    <div class="scroller" tabindex="0" role="region" aria-labelledby="nodes-table">
      <table class="grid">
        ${head([
          ['NodePool'],
          ['Nodes', true],
          ['Instance type'],
          ['Capacity'],
          ...resources.map((name) => [RESOURCE_LABELS[name] ?? name, true] as const),
          ['Pods', true],
          ['Each per hour', true],
          ['Per month', true],
          ['Zones'],
        ])}
        <tbody data-pieces>
          ${pieces(nodes.map((node) => renderNodeRow(node, { location: location.get(node.nodePool), cost, resources })))}
        </tbody>
      </table>
    </div>
  </section>`;
}

interface NodeRowContext {
  readonly location: PreviewModel['nodePools'][number]['location'];
  readonly cost: PreviewModel['cost'];
  readonly resources: readonly string[];
}

function renderNodeRow(node: PreviewNode, { location, cost, resources }: NodeRowContext): Html {
  const { hoursPerMonth, currencyLabel } = cost;
  const { usdPerHour: usd, count } = node;
  return html`<tr data-pool="${node.nodePool}">
    <th scope="row">${placeLink(node.nodePool, location)}</th>
    <td class="number">${grouped(count)}</td>
    <td>${node.instanceType ?? node.launchError ?? 'no launch'}</td>
    <td>${node.capacityType ?? ''}</td>
    ${resources.map((name) => html`<td class="number">${shareText(node, name)}</td>`)}
    <td class="number">${grouped(Object.values(node.pods).reduce((sum, own) => sum + own, 0))}</td>
    <td class="number">${usd === undefined ? 'no price' : usdPerHour(usd, currencyLabel)}</td>
    <td class="number">
      ${usd === undefined ? 'no price' : usdPerMonth(usd * count * hoursPerMonth, currencyLabel)}
    </td>
    <td>${zonesText(node.zones)}</td>
  </tr>`;
}

function renderWorkloadTable({ workloads, unplaced, cost }: PreviewModel, state: PanelState): Html {
  const pending = new Map<string, number>();
  for (const { workload, count } of unplaced) pending.set(workload, (pending.get(workload) ?? 0) + count);
  const costs = new Map(cost.workloads.map((one) => [one.workload, one]));
  return html`<section aria-labelledby="workloads-table">
    <h2 id="workloads-table">Workloads</h2>
    <div class="scroller" tabindex="0" role="region" aria-labelledby="workloads-table">
      <table class="grid">
        ${head([
          ['Workload'],
          ['Kind'],
          ['Pods', true],
          ['Pending', true],
          ['CPU a pod', true],
          ['Memory a pod', true],
          ['Per month', true],
        ])}
        <tbody data-pieces>
          ${pieces(
            workloads.map((workload) =>
              renderWorkloadRow(workload, state, {
                pendingCount: pending.get(workload.name) ?? 0,
                bill: billOf(costs.get(workload.name), cost.currencyLabel),
              }),
            ),
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const billOf = (own: PreviewModel['cost']['workloads'][number] | undefined, currencyLabel: string): string =>
  own ? billPerMonth(own, currencyLabel) : 'none';

function renderWorkloadRow(
  { name, kind, podCount, cpuMilli, memoryBytes, location }: PreviewWorkload,
  { slots }: PanelState,
  { pendingCount, bill }: { readonly pendingCount: number; readonly bill: string },
): Html {
  return html`<tr data-workload="${name}">
    <th scope="row">${placeLink(namedWorkload(name, slots[name]), location)}</th>
    <td>${kind}</td>
    <td class="number">${grouped(podCount)}</td>
    <td class="number ${pendingCount > 0 && 'bad'}">${grouped(pendingCount)}</td>
    <td class="number">${cpuText(cpuMilli)}</td>
    <td class="number">${memoryText(memoryBytes)}</td>
    <td class="number">${bill}</td>
  </tr>`;
}
