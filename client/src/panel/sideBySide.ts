/** Two pictures of one cluster: the numbers in a table, the nodes beside each other. */
import type { PreviewPicture } from '../../../server/src/protocol/previewModel';
import { grouped, usdPerMonth } from '../format';
import { html, type Html } from '../html';
import { renderPools } from './nodesView';
import type { PanelState } from './state';

export interface Pair {
  readonly before: PreviewPicture;
  readonly after: PreviewPicture;
  /** What the two are called. */
  readonly labels: readonly [before: string, after: string];
  /** Begins the ids of what can be looked up. */
  readonly id: string;
}

/** Of boxes in half a page. */
const MAX_WIDTH = 140;

export function renderPair(pair: Pair, state: PanelState): Html {
  const { before, after, labels } = pair;
  return html`${renderNumbers(pair)}
    <div class="pair">
      ${[before, after].map(
        (picture, index) =>
          html`<div class="side" role="group" aria-label="${labels[index]}">
            <p class="side-label">${labels[index]}</p>
            ${renderPools(picture, state, { maxWidth: MAX_WIDTH })}
          </div>`,
      )}
    </div>`;
}

interface Row {
  readonly id: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly text: (value: number) => string;
  /** Whether more of it is worse; undefined: neither. */
  readonly isCost?: boolean;
}

function rowsOf({ before, after }: Pair): Row[] {
  const row = (
    id: string,
    label: string,
    read: (picture: PreviewPicture) => number,
    how: Pick<Row, 'text' | 'isCost'>,
  ): Row => ({ id, label, before: read(before), after: read(after), ...how });
  const pools = [...new Set([...before.nodePools, ...after.nodePools].map(({ name }) => name))].sort();
  const count = { text: grouped };
  return [
    row('usd-per-month', 'Per month', ({ cost }) => cost.bill.usdPerMonth, {
      text: (usd) => usdPerMonth(usd, after.cost.currencyLabel),
      isCost: true,
    }),
    row('node-count', 'Nodes', ({ totals }) => totals.nodeCount, count),
    row('pod-count', 'Pods', ({ totals }) => totals.podCount, count),
    row('pending-count', 'Pending pods', ({ totals }) => totals.unplacedPodCount, { ...count, isCost: true }),
    ...(pools.length > 1
      ? pools.map((name) =>
          row(`pool-${name}`, `Nodes of ${name}`, (picture) => nodesOf(picture, name), count),
        )
      : []),
  ];
}

const nodesOf = ({ nodePools }: PreviewPicture, name: string): number =>
  nodePools.find((pool) => pool.name === name)?.nodeCount ?? 0;

function renderNumbers(pair: Pair): Html {
  const { labels, id } = pair;
  return html`<table class="grid numbers" id="${id}-numbers">
    <thead>
      <tr>
        <td></td>
        <th scope="col" class="number">${labels[0]}</th>
        <th scope="col" class="number">${labels[1]}</th>
        <th scope="col" class="number">Change</th>
      </tr>
    </thead>
    <tbody>
      ${rowsOf(pair).map((row) => renderRow(row, id))}
    </tbody>
  </table>`;
}

function renderRow({ id, label, before, after, text, isCost }: Row, prefix: string): Html {
  const change = after - before;
  const kind = isCost && Math.abs(change) > 0.005 ? (change > 0 ? 'worse' : 'better') : '';
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number" id="${prefix}-before-${id}">${text(before)}</td>
    <td class="number" id="${prefix}-after-${id}">${text(after)}</td>
    <td class="number ${kind}" id="${prefix}-change-${id}">${signed(change, text)}</td>
  </tr>`;
}

export function signed(change: number, text: (value: number) => string): string {
  const size = text(Math.abs(change));
  if (size === text(0)) return 'none';
  return `${change > 0 ? '+' : '−'}${size}`;
}
