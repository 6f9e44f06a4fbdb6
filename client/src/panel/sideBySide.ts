/** Two pictures of one cluster: the numbers in a table, the nodes beside each other. */
import type { PreviewCost, PreviewPicture } from '../../../server/src/protocol/previewModel';
import { grouped, usdPerMonth } from '../format';
import { html, type Html } from '../html';
import { renderPools } from './nodesView';
import { billPerMonth, isNotKnown } from './parts';
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
  readonly before: string;
  readonly after: string;
  readonly change: string;
  /** Whether it is for the better; '': neither. */
  readonly kind: 'better' | 'worse' | '';
}

function rowsOf({ before, after }: Pair): Row[] {
  const row = (
    id: string,
    label: string,
    read: (picture: PreviewPicture) => number,
    { isCost = false } = {},
  ): Row => {
    const [first, second] = [read(before), read(after)];
    return {
      ...{ id, label, before: grouped(first), after: grouped(second) },
      change: signed(second - first, grouped),
      kind: isCost ? kindOf(second - first) : '',
    };
  };
  const pools = [...new Set([...before.nodePools, ...after.nodePools].map(({ name }) => name))].sort();
  return [
    billRow(before.cost, after.cost),
    row('node-count', 'Nodes', ({ totals }) => totals.nodeCount),
    row('pod-count', 'Pods', ({ totals }) => totals.podCount),
    row('pending-count', 'Pending pods', ({ totals }) => totals.unplacedPodCount, { isCost: true }),
    ...(pools.length > 1
      ? pools.map((name) => row(`pool-${name}`, `Nodes of ${name}`, (picture) => nodesOf(picture, name)))
      : []),
  ];
}

/** The change is that of what is known of both. */
function billRow({ bill: before }: PreviewCost, { bill: after, currencyLabel }: PreviewCost): Row {
  const change = after.usdPerMonth - before.usdPerMonth;
  const isKnown = !isNotKnown(before) && !isNotKnown(after);
  return {
    ...{ id: 'usd-per-month', label: 'Per month' },
    before: billPerMonth(before, currencyLabel),
    after: billPerMonth(after, currencyLabel),
    change: isKnown ? signed(change, (usd) => usdPerMonth(usd, currencyLabel)) : 'not known',
    kind: isKnown ? kindOf(change) : '',
  };
}

function kindOf(change: number): Row['kind'] {
  if (Math.abs(change) <= 0.005) return '';
  return change > 0 ? 'worse' : 'better';
}

const nodesOf = ({ nodePools }: PreviewPicture, name: string): number =>
  nodePools.find((pool) => pool.name === name)?.nodeCount ?? 0;

function renderNumbers(pair: Pair): Html {
  const { labels, id } = pair;
  return html`<table class="grid numbers" id="${id}-numbers" aria-label="${labels.join(' and ')}">
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

function renderRow({ id, label, before, after, change, kind }: Row, prefix: string): Html {
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number" id="${prefix}-before-${id}">${before}</td>
    <td class="number" id="${prefix}-after-${id}">${after}</td>
    <td class="number ${kind}" id="${prefix}-change-${id}">${change}</td>
  </tr>`;
}

export function signed(change: number, text: (value: number) => string): string {
  const size = text(Math.abs(change));
  if (size === text(0)) return 'none';
  return `${change > 0 ? '+' : '−'}${size}`;
}
