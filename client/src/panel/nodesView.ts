/** The picture: NodePools with their nodes drawn to scale, pods inside. */
import type {
  PreviewBill,
  PreviewModel,
  PreviewNode,
  PreviewNodePool,
  PreviewPicture,
  PreviewTypePrice,
} from '../../../server/src/protocol/previewModel';
import { counted, grouped, percent, usdPerHour } from '../format';
import { html, latePieces, pieces, type Html, type Piece } from '../html';
import { renderBox, type BoxContext, type BoxSize } from './box';
import { amountOf, boxSize } from './geometry';
import {
  bar,
  billPerMonth,
  disclosure,
  fullnessBar,
  isNotKnown,
  namedWorkload,
  nodeSentence,
  placeLink,
  zonesText,
} from './parts';
import type { Area, PanelState } from './state';

/** With more nodes, equal ones are one box with their number. */
const MAX_BOXES = 2_000;

/** @param mostBoxes  that a card has, written out; otherwise the page copies the first */
export function renderNodes(preview: PreviewModel, state: PanelState, mostBoxes?: number): Html {
  return html`${renderToolbar(preview, state)} ${renderPools(preview, state, { mostBoxes })}`;
}

/** Also without a toolbar, where two pictures stand side by side. */
export function renderPools(
  picture: PreviewPicture,
  state: PanelState,
  {
    maxWidth = widthFor(picture.totals.nodeCount),
    mostBoxes,
  }: { readonly maxWidth?: number; readonly mostBoxes?: number | undefined } = {},
): Html[] {
  const scene = { ...sceneOf(picture, state, maxWidth), mostBoxes };
  return picture.nodePools.map((pool) => renderNodePool(pool, picture, scene));
}

/** With more cards, those out of sight are not laid out. */
const MANY = 8;

interface Scene extends BoxContext, Pick<PanelState, 'open'> {
  /** One box a node, or one for all equal ones. */
  readonly isCollapsed: boolean;
  /** Written out; undefined: the page makes copies of one. */
  readonly mostBoxes: number | undefined;
  readonly sizeOf: (node: PreviewNode) => BoxSize;
}

function sceneOf(
  picture: PreviewPicture,
  { area, slots, open }: PanelState,
  maxWidth: number,
): Omit<Scene, 'mostBoxes'> {
  const { nodes, workloads, totals } = picture;
  const amount = (node: PreviewNode): number => (node.allocatable ? amountOf(node.allocatable, area) : 0);
  const largest = Math.max(0, ...nodes.map(amount));
  return {
    ...{ area, slots, open, isCollapsed: totals.nodeCount > MAX_BOXES },
    workloads: new Map(workloads.map((workload) => [workload.name, workload])),
    sizeOf: (node) => boxSize(amount(node), largest, maxWidth),
  };
}

/** Fewer nodes are drawn larger. */
function widthFor(nodeCount: number): number {
  if (nodeCount <= 8) return 280;
  if (nodeCount <= 24) return 210;
  return nodeCount <= 120 ? 130 : 84;
}

function renderToolbar({ workloads }: PreviewModel, state: PanelState): Html {
  return html`<div class="toolbar">
    <div class="choice" role="radiogroup" aria-label="Draw areas by">
      <span class="quiet" aria-hidden="true">Areas by</span>
      ${areaChoice('cpu', 'CPU', state.area)}${areaChoice('memory', 'Memory', state.area)}
    </div>
    <p class="quiet scale-note">Every box is a node, to scale; what is filled is asked for by pods.</p>
    ${
      workloads.length > 0 &&
      disclosure(
        {
          ...{ key: 'legend', className: 'legend', summary: counted(workloads.length, 'workload') },
          content: () =>
            html`<ul data-pieces>
              ${pieces(
                workloads.map(
                  ({ name, location, podCount }) =>
                    html`<li data-workload="${name}">
                      ${placeLink(namedWorkload(name, state.slots[name]), location)}
                      <span class="pod-count quiet">${counted(podCount, 'pod')}</span>
                    </li>`,
                ),
              )}
            </ul>`,
        },
        state,
      )
    }
  </div>`;
}

const areaChoice = (area: Area, label: string, chosen: Area): Html =>
  html`<label class="segment"
    ><input
      type="radio"
      name="area"
      id="area-${area}"
      value="${area}"
      data-set="area"
      ${area === chosen && html` checked`}
    />
    <span>${label}</span></label
  >`;

function renderNodePool(pool: PreviewNodePool, picture: PreviewPicture, scene: Scene): Html {
  const own = picture.nodes.filter((node) => node.nodePool === pool.name);
  return html`<section class="pool" data-pool="${pool.name}">
    ${renderPoolHead(pool, picture)} ${renderTypes(pool, picture)}
    ${
      own.length === 0
        ? html`<p class="quiet">
            ${pool.isStatic ? withoutCards(pool) : 'No pod needs a node of this pool.'}
          </p>`
        : html`<ul
            class="nodes ${own.length > MANY && 'many'}"
            aria-label="Nodes of ${pool.name}"
            data-pieces
          >
            ${latePieces(own.map((node) => cardOf(node, pool, scene, picture)))}
          </ul>`
    }
  </section>`;
}

const withoutCards = ({ nodeCount }: PreviewNodePool): string =>
  nodeCount > 0 ? 'Its nodes are not simulated.' : 'This pool keeps no node.';

function renderPoolHead(pool: PreviewNodePool, picture: PreviewPicture): Html {
  const { totals, cost } = picture;
  const share = totals.usdPerHour > 0 ? pool.usdPerHour / totals.usdPerHour : 0;
  const isShareKnown = !picture.nodePools.some((one) => isUnseen(one, picture));
  const label = `${percent(share)} of the instances' cost`;
  const bill = cost.pools.find(({ nodePool }) => nodePool === pool.name)?.bill;
  return html`<header class="pool-head">
      <div class="name">
        <h2>${placeLink(pool.name, pool.location)}</h2>
        ${pool.isStatic && html`<span class="badge" title="It keeps its nodes whatever pods there are.">static</span>`}
      </div>
      <p class="pool-sum">
        <span>${counted(pool.nodeCount, 'node')}</span>
        ${bill && renderPoolBill(bill, cost.currencyLabel)}
        ${isShareKnown && html`<span class="quiet">${label}</span>`}
      </p>
    </header>
    ${isShareKnown && bar({ share, label, className: 'cost' })}`;
}

/** A pool with nodes of which nothing is known: no part of a whole can be told. */
const isUnseen = ({ name, nodeCount }: PreviewNodePool, { nodes }: PreviewPicture): boolean =>
  nodeCount > 0 && !nodes.some(({ nodePool }) => nodePool === name);

const renderPoolBill = (bill: PreviewBill, currencyLabel: string): Html =>
  isNotKnown(bill)
    ? html`<strong>cost not known</strong>`
    : html`<strong>${billPerMonth(bill, currencyLabel)}<small>/month</small></strong>`;

function renderTypes(pool: PreviewNodePool, { cluster, cost }: PreviewPicture): Html | undefined {
  const { typesLeftCount: left, typesTotalCount: total, cheapest } = pool;
  if (pool.lacksClass)
    return html`<p class="types bad">
      No instance type is left: its EC2NodeClass ${pool.nodeClass} is not among the files, or is refused.
    </p>`;
  if (left === undefined) return undefined;
  const summary = `${grouped(left)}${total === undefined ? '' : ` of ${grouped(total)}`} instance types left`;
  if (cheapest.length === 0) return html`<p class="types ${left === 0 && 'bad'}">${summary}</p>`;
  return html`<details class="types" data-key="types/${cluster}/${pool.name}">
    <summary>${summary}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">cheapest</th>
          ${pool.onDemandUsdRange && html`<th scope="col">on demand</th>`}
          ${pool.spotUsdRange && html`<th scope="col">spot</th>`}
        </tr>
      </thead>
      <tbody>
        ${cheapest.map((type) => renderTypePrice(type, pool, cost.currencyLabel))}
      </tbody>
    </table>
  </details>`;
}

/** With a column for each capacity type that the pool may buy. */
function renderTypePrice(
  { instanceType, onDemandUsdPerHour, spotUsdPerHour }: PreviewTypePrice,
  { onDemandUsdRange, spotUsdRange }: PreviewNodePool,
  currencyLabel: string,
): Html {
  return html`<tr>
    <th scope="row">${instanceType}</th>
    ${onDemandUsdRange && html`<td>${price(onDemandUsdPerHour, currencyLabel)}</td>`}
    ${spotUsdRange && html`<td>${price(spotUsdPerHour, currencyLabel)}</td>`}
  </tr>`;
}

const price = (usd: number | undefined, currencyLabel: string): string =>
  usd === undefined ? 'no price' : `${usdPerHour(usd, currencyLabel)}/h`;

/** A card whose text is made when it is wanted: those out of sight are drawn after the others. */
class Card implements Piece {
  private text: string | undefined;

  /** @param from  what of besides the node */
  constructor(
    private readonly from: readonly unknown[],
    private readonly render: () => Html,
  ) {}

  isFrom(from: readonly unknown[]): boolean {
    return this.from.length === from.length && this.from.every((one, index) => one === from[index]);
  }

  toString(): string {
    return (this.text ??= this.render().toString());
  }
}

const cards = new WeakMap<PreviewNode, Card>();

/** Of what stays the same object the card stays the same, and is not drawn again. */
function cardOf(node: PreviewNode, pool: PreviewNodePool, scene: Scene, picture: PreviewPicture): Card {
  const { area, isCollapsed, mostBoxes, open, slots, workloads, sizeOf } = scene;
  const { width } = sizeOf(node);
  const own = Object.keys(node.pods).map((name) => workloads.get(name));
  const from = [
    picture.cluster,
    picture.cost.currencyLabel,
    pool.location,
    area,
    isCollapsed,
    mostBoxes,
    width,
    open,
    slots,
    ...own,
  ];
  const known = cards.get(node);
  if (known?.isFrom(from)) return known;
  const card = new Card(from, () => renderNode(node, pool, scene, picture));
  cards.set(node, card);
  return card;
}

function renderNode(node: PreviewNode, pool: PreviewNodePool, scene: Scene, picture: PreviewPicture): Html {
  const failed = node.launchError !== undefined;
  const title = html`<span class="count">${grouped(node.count)} ×</span>
    <strong class="type">${node.instanceType ?? 'no launch'}</strong>`;
  return html`<li class="card node ${failed && 'failed'}" data-pool="${node.nodePool}">
    <p class="node-head">
      ${placeLink(title, pool.location)}
      ${node.capacityType !== undefined && html`<span class="badge ${node.capacityType}">${node.capacityType}</span>`}
      ${node.usdPerHour !== undefined && html`<span class="price">${usdPerHour(node.usdPerHour, picture.cost.currencyLabel)}/h</span>`}
    </p>
    <p class="quiet">${zonesText(node.zones)} · ${counted(node.typesOpenCount, 'type')} open</p>
    ${failed && html`<p class="bad">${node.launchError}</p>`} ${node.allocatable && renderBoxes(node, scene)}
    ${renderFullness(node)} ${renderPods(node, scene, picture)}
  </li>`;
}

function renderBoxes(node: PreviewNode, scene: Scene): Html {
  const box = renderBox(node, scene.sizeOf(node), scene);
  const times =
    scene.isCollapsed && node.count > 1 && html`<span class="times">× ${grouped(node.count)}</span>`;
  const { isCollapsed, mostBoxes } = scene;
  const copies = !isCollapsed && mostBoxes === undefined && html` data-copies="${node.count}"`;
  const writtenOut = isCollapsed ? 1 : Math.min(node.count, mostBoxes ?? 1);
  return html`<div class="boxes" role="img" aria-label="${nodeSentence(node)}" ${copies}>
    ${Array.from({ length: writtenOut }, () => box)}${times}
  </div>`;
}

function renderFullness({ requests, usedShare }: PreviewNode): Html | undefined {
  const shares = Object.entries(usedShare ?? {});
  if (shares.length === 0) return undefined;
  const rows = shares.map(
    ([resource, share]) =>
      html`<div class="fullness">
        <dt>${resource}</dt>
        <dd>
          ${fullnessBar(resource, share)}<span class="share">${percent(share)}</span>
          <span class="quiet amount">${requests[resource]}</span>
        </dd>
      </div>`,
  );
  return html`<dl class="fullnesses">${rows}</dl>`;
}

function renderPods(node: PreviewNode, scene: Scene, { cluster }: PreviewPicture): Html {
  const pods = Object.entries(node.pods);
  const row = ([name, count]: readonly [string, number]): Html =>
    html`<li data-workload="${name}">
      ${placeLink(namedWorkload(name, scene.slots[name]), scene.workloads.get(name)?.location)}
      <span class="pod-count">× ${grouped(count)}</span>
    </li>`;
  const first = html`<ul class="pods" aria-label="Pods">
    ${pods.slice(0, MAX_POD_ROWS).map(row)}
  </ul>`;
  if (pods.length <= MAX_POD_ROWS) return first;
  const key = `pods/${cluster}/${node.nodePool}/${node.instanceType ?? ''}/${pods[0]?.[0] ?? ''}`;
  const rest = pods.slice(MAX_POD_ROWS);
  const content = (): Html =>
    html`<ul class="pods" aria-label="More pods">
      ${rest.map(row)}
    </ul>`;
  const summary = counted(rest.length, 'more workload');
  return html`${first} ${disclosure({ key, className: 'more', summary, content }, scene)}`;
}

const MAX_POD_ROWS = 5;
