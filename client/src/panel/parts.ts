/** Small parts that several views use: links into the editor, bars, amounts of the bill. */
import type { PreviewBill, PreviewLocation, PreviewNode } from '../../../server/src/protocol/previewModel';
import { counted, grouped, percent, usdPerHour, usdPerMonth } from '../format';
import { html, type Html, type HtmlValue } from '../html';
import { lookOf, swatch } from './colours';
import type { PanelState } from './state';

/** A name that opens its place in the editor, when it has one. */
export function placeLink(text: HtmlValue, location: PreviewLocation | undefined, id?: string): Html {
  if (!location) return html`<span>${text}</span>`;
  const { uri, line, character } = location;
  return html`<button
    type="button"
    class="link"
    ${id !== undefined && html` id="${id}"`}
    data-open="${uri}"
    data-line="${line}"
    data-character="${character}"
    title="Open in the editor"
  >
    ${text}
  </button>`;
}

/** A workload with its colour and letter. */
export const namedWorkload = (name: string, slot: number | undefined): Html =>
  html`${swatch(lookOf(slot ?? 0))} <span class="workload">${name}</span>`;

export interface Bar {
  readonly share: number;
  readonly label: string;
  readonly className: string;
}

export function bar({ share, label, className }: Bar): Html {
  const width = `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(1)}%`;
  return html`<svg class="bar ${className}" role="img" aria-label="${label}">
    <rect class="whole" width="100%" height="100%" />
    <rect class="part" width="${width}" height="100%" />
  </svg>`;
}

export const fullnessBar = (resource: string, share: number): Html =>
  bar({
    share,
    label: `${resource} ${percent(share)} full`,
    className: share > 0.9 ? 'tight' : 'use',
  });

export const billPerMonth = (
  { usdPerMonth: usd, isLowerBound }: Pick<PreviewBill, 'usdPerMonth' | 'isLowerBound'>,
  currencyLabel: string,
): string => bounded(usd, isLowerBound, usdPerMonth(usd, currencyLabel));

export const billPerHour = (
  { usdPerHour: usd, isLowerBound }: Pick<PreviewBill, 'usdPerHour' | 'isLowerBound'>,
  currencyLabel: string,
): string => bounded(usd, isLowerBound, usdPerHour(usd, currencyLabel));

/** Whether nothing of it is known. */
export const isNotKnown = ({
  usdPerMonth: usd,
  isLowerBound,
}: Pick<PreviewBill, 'usdPerMonth' | 'isLowerBound'>): boolean => isLowerBound && usd === 0;

/** A lower bound says that it is one. */
function bounded(usd: number, isLowerBound: boolean, amount: string): string {
  if (!isLowerBound) return amount;
  return usd === 0 ? 'not known' : `≥ ${amount}`;
}

export function zonesText(zones: readonly string[]): string {
  return zones.length === 0 ? 'any zone' : zones.join(', ');
}

/** What one node is, in a sentence for those who do not see the picture. */
export function nodeSentence(node: PreviewNode): string {
  const pods = Object.entries(node.pods).map(([name, count]) => `${grouped(count)} of ${name}`);
  const full = Object.entries(node.usedShare ?? {}).map(([name, share]) => `${name} ${percent(share)} full`);
  return [
    `${counted(node.count, 'node')} ${node.instanceType ?? 'without a launch'}`,
    `pods on each: ${pods.join(', ') || 'none'}`,
    ...full,
  ].join('; ');
}

const GIB = 1024 ** 3;

export const cpuText = (milli: number): string => `${trimmed(milli / 1000)} vCPU`;
export const memoryText = (bytes: number): string => `${trimmed(bytes / GIB)} GiB`;

const trimmed = (value: number): string => String(Math.round(value * 100) / 100);

export interface Disclosure {
  /** Under which it is remembered whether it is open. */
  readonly key: string;
  readonly className?: string;
  readonly summary: HtmlValue;
  readonly content: () => Html;
}

/** Something to open. What nobody sees is not made: it can be long. */
export function disclosure(
  { key, className = '', summary, content }: Disclosure,
  { open }: Pick<PanelState, 'open'>,
): Html {
  return html`<details class="${className}" data-key="${key}" data-fill>
    <summary>${summary}</summary>
    ${open.includes(key) && content()}
  </details>`;
}

/** The head of a table of numbers. */
export const head = (columns: readonly (readonly [label: string, isNumber?: boolean])[]): Html =>
  html`<thead>
    <tr>
      ${columns.map(([label, isNumber]) => html`<th scope="col" class="${isNumber && 'number'}">${label}</th>`)}
    </tr>
  </thead>`;

/** A number with its name below. */
export interface Tile {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly className?: string;
}

export function tile({ id, label, value, className = '' }: Tile): Html {
  return html`<div class="tile ${className}">
    <dt>${label}</dt>
    <dd id="${id}">${value}</dd>
  </div>`;
}

export const RESOURCE_LABELS: Readonly<Record<string, string>> = { cpu: 'CPU', memory: 'Memory' };

/** Resources of which tables tell how full nodes are: CPU and memory, then what else is asked for, by name. Pods are counted. */
export function resourcesOf(nodes: readonly PreviewNode[]): string[] {
  const names = new Set(nodes.flatMap(({ usedShare }) => Object.keys(usedShare ?? {})));
  for (const name of ['cpu', 'memory', 'pods']) names.delete(name);
  return ['cpu', 'memory', ...[...names].sort()];
}

/** Nothing asks a node for what it has no share of. */
export function shareText({ usedShare }: PreviewNode, resource: string): string {
  if (!usedShare) return 'not known';
  const share = usedShare[resource];
  return share === undefined ? 'none' : percent(share);
}
