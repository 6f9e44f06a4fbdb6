/** The panel's NodePools, each with its nodes: what launches, where, at what price, and how full it gets. Pure. */
import type {
  PreviewLocation,
  PreviewModel,
  PreviewNode,
  PreviewNodePool,
  PreviewTypePrice,
} from '../../server/src/protocol/requests';
import { counted, grouped, percent, usdPerHour, usdPerMonth } from './format';
import { html, type Html } from './html';

export function renderNodePools(preview: PreviewModel): Html[] {
  return preview.nodePools.map((pool) => renderNodePool(pool, preview));
}

/** A name that opens its place in the editor, when it has one. */
export function placeLink(text: string, location: PreviewLocation | undefined): Html {
  if (!location) return html`${text}`;
  const { uri, line, character } = location;
  return html`<button
    type="button"
    class="link"
    data-open="${uri}"
    data-line="${line}"
    data-character="${character}"
    title="Open in the editor"
  >
    ${text}
  </button>`;
}

function renderNodePool(pool: PreviewNodePool, { cluster, nodes, totals }: PreviewModel): Html {
  const share = totals.usdPerHour > 0 ? pool.usdPerHour / totals.usdPerHour : 0;
  const own = nodes.filter((node) => node.nodePool === pool.name);
  return html`<section class="pool" data-pool="${pool.name}">
    <header class="pool-head">
      <h2>${placeLink(pool.name, pool.location)}</h2>
      <p class="pool-sum">
        <span>${counted(pool.nodeCount, 'node')}</span>
        <strong>${usdPerMonth(pool.usdPerMonth)}<small>/month</small></strong>
        <span class="quiet">${usdPerHour(pool.usdPerHour)}/h, ${percent(share)} of the cluster</span>
      </p>
    </header>
    ${bar({ share, label: `${percent(share)} of the cluster's cost`, className: 'cost' })}
    ${renderTypes(pool, cluster)}
    ${
      own.length === 0
        ? html`<p class="quiet">No pod needs a node of this pool.</p>`
        : html`<ul class="nodes">
            ${own.map(renderNode)}
          </ul>`
    }
  </section>`;
}

function renderTypes(pool: PreviewNodePool, cluster: string): Html | undefined {
  const { typesLeftCount: left, typesTotalCount: total, cheapest } = pool;
  if (left === undefined) return undefined;
  const summary = `${grouped(left)}${total === undefined ? '' : ` of ${grouped(total)}`} instance types left`;
  if (cheapest.length === 0) return html`<p class="types ${left === 0 && 'bad'}">${summary}</p>`;
  return html`<details class="types" data-key="types/${cluster}/${pool.name}">
    <summary>${summary}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">cheapest</th>
          <th scope="col">on demand</th>
          <th scope="col">spot</th>
        </tr>
      </thead>
      <tbody>
        ${cheapest.map(renderTypePrice)}
      </tbody>
    </table>
  </details>`;
}

function renderTypePrice({ instanceType, onDemandUsdPerHour, spotUsdPerHour }: PreviewTypePrice): Html {
  return html`<tr>
    <th scope="row">${instanceType}</th>
    <td>${price(onDemandUsdPerHour)}</td>
    <td>${price(spotUsdPerHour)}</td>
  </tr>`;
}

function price(usd: number | undefined): string {
  return usd === undefined ? 'no price' : `${usdPerHour(usd)}/h`;
}

function renderNode(node: PreviewNode): Html {
  const failed = node.launchError !== undefined;
  return html`<li class="card node ${failed && 'failed'}">
    <p class="node-head">
      <span class="count">${grouped(node.count)} ×</span>
      <strong class="type">${node.instanceType ?? 'no launch'}</strong>
      ${node.capacityType !== undefined && html`<span class="badge ${node.capacityType}">${node.capacityType}</span>`}
      ${node.usdPerHour !== undefined && html`<span class="price">${usdPerHour(node.usdPerHour)}/h</span>`}
    </p>
    ${failed && html`<p class="bad">${node.launchError}</p>`}
    <p class="quiet">${zonesText(node.zones)} · ${counted(node.typesOpenCount, 'type')} open</p>
    ${renderFullness(node)}
    <ul class="pods" aria-label="Pods">
      ${Object.entries(node.pods).map(renderPods)}
    </ul>
  </li>`;
}

function zonesText(zones: readonly string[]): string {
  return zones.length === 0 ? 'any zone' : zones.join(', ');
}

function renderPods([workload, count]: readonly [string, number]): Html {
  return html`<li>
    <span class="workload">${workload}</span> <span class="pod-count">× ${grouped(count)}</span>
  </li>`;
}

function renderFullness({ requests, usedShare }: PreviewNode): Html | undefined {
  const shares = Object.entries(usedShare ?? {});
  if (shares.length === 0) return undefined;
  const rows = shares.map(
    ([resource, share]) =>
      html`<div class="fullness">
        <dt>${resource}</dt>
        <dd>
          ${bar({ share, label: `${resource} ${percent(share)} full`, className: share > 0.9 ? 'tight' : 'use' })}<span
            class="share"
            >${percent(share)}</span
          >
          <span class="quiet amount">${requests[resource]}</span>
        </dd>
      </div>`,
  );
  return html`<dl class="fullnesses">${rows}</dl>`;
}

interface Bar {
  readonly share: number;
  readonly label: string;
  readonly className: string;
}

function bar({ share, label, className }: Bar): Html {
  const width = `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(1)}%`;
  return html`<svg class="bar ${className}" role="img" aria-label="${label}">
    <rect class="whole" width="100%" height="100%" />
    <rect class="part" width="${width}" height="100%" />
  </svg>`;
}
