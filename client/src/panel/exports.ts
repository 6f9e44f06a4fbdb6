/** The simulation as a document: Markdown, JSON, or a picture that needs no theme. */
import type { PreviewModel, PreviewNode } from '../../../server/src/protocol/previewModel';
import { BILL_TERMS } from '../../../server/src/util/billTerms';
import { counted, grouped, usdPerHour, usdPerMonth } from '../format';
import { html, type Html } from '../html';
import { lookOf, type Look } from './colours';
import { amountOf, blocksOf, boxSize, round, type Block } from './geometry';
import { table } from './markdown';
import type { Answers, ExportFormat } from './messages';
import { scaleDownMarkdown, timelineMarkdown } from './motionExports';
import { billPerMonth, RESOURCE_LABELS, resourcesOf, shareText, zonesText } from './parts';
import type { PanelState } from './state';

interface Shown {
  readonly state: PanelState;
  readonly answers: Answers;
}

export function exported(format: ExportFormat, preview: PreviewModel, shown: Shown): string {
  const { timeline, scaleDown } = onShow(shown);
  switch (format) {
    case 'markdown': {
      const more = [
        timeline && timelineMarkdown(timeline),
        scaleDown && scaleDownMarkdown(scaleDown, preview.cost),
      ];
      return [toMarkdown(preview), ...more.filter((part) => part !== undefined)].join('\n');
    }
    case 'json':
      // What is undefined is left out. The drawing is a file of its own.
      return `${JSON.stringify({ ...preview, timeline: timeline && { ...timeline, svg: undefined }, scaleDown }, undefined, 2)}\n`;
    case 'svg':
      return timeline ? timeline.svg : toSvg(preview, shown.state);
  }
}

/** What the view on show adds to the cluster. */
function onShow({ state: { tab }, answers: { timeline, scaleDown } }: Shown) {
  return {
    timeline: tab === 'timeline' && timeline?.state === 'ready' ? timeline : undefined,
    scaleDown: tab === 'scaleDown' && scaleDown?.state === 'ready' ? scaleDown : undefined,
  };
}

function toMarkdown(preview: PreviewModel): string {
  const { cluster, region, prices, totals, nodes, unplaced, cost } = preview;
  const resources = resourcesOf(nodes);
  const lines = [
    `# ${cluster}`,
    '',
    `${counted(totals.nodeCount, 'node')}, ${billPerMonth(cost.bill, cost.currencyLabel)}/month, ${grouped(totals.podCount - totals.unplacedPodCount)} of ${counted(totals.podCount, 'pod')} placed.`,
    `Prices of ${region}: on demand ${prices.onDemandAsOf}, spot ${prices.spotAsOf}.`,
    '',
    ...table(
      ['Term', 'Per month'],
      cost.bill.terms.map(({ id, usdPerMonth: usd }) => [
        BILL_TERMS[id].words,
        usd === undefined ? 'not known' : usdPerMonth(usd, cost.currencyLabel),
      ]),
    ),
    '',
    ...table(
      [
        ...['NodePool', 'Nodes', 'Type', 'Capacity', 'Zones'],
        ...resources.map((name) => RESOURCE_LABELS[name] ?? name),
        ...['Each per hour', 'Pods'],
      ],
      nodes.map((node) => nodeRow(node, cost.currencyLabel, resources)),
    ),
  ];
  const pending = unplaced.map(
    ({ workload, count, message }) => `- ${workload} × ${grouped(count)}: ${message.replace(/\s+/g, ' ')}`,
  );
  const missing = pending.length > 0 ? ['', '## Pods without a node', '', ...pending] : [];
  return `${[...lines, ...missing].join('\n')}\n`;
}

function nodeRow(node: PreviewNode, currencyLabel: string, resources: readonly string[]): string[] {
  const { nodePool, count, instanceType, capacityType, zones, usdPerHour: usd, pods } = node;
  return [
    nodePool,
    grouped(count),
    instanceType ?? 'no launch',
    capacityType ?? '',
    zonesText(zones),
    ...resources.map((name) => shareText(node, name)),
    usd === undefined ? 'no price' : usdPerHour(usd, currencyLabel),
    Object.entries(pods)
      .map(([name, own]) => `${name} × ${grouped(own)}`)
      .join(', '),
  ];
}

/** Okabe and Ito's colours, which the colour-blind can tell apart too. */
const INKS: Readonly<Record<Look['colour'], string>> = {
  blue: '#0072b2',
  orange: '#e69f00',
  green: '#009e73',
  purple: '#cc79a7',
  red: '#d55e00',
  yellow: '#f0e442',
};
const PAPER_WIDTH = 960;
const MARGIN = 24;
const SLOT = { width: 190, height: 150 };
const PER_ROW = Math.floor((PAPER_WIDTH - 2 * MARGIN) / SLOT.width);

/** One box for equal nodes, with their number; names below each. */
function toSvg(preview: PreviewModel, { area, slots }: PanelState): string {
  const { nodes, workloads, cluster, cost, totals } = preview;
  const known = new Map(workloads.map((workload) => [workload.name, workload]));
  const amount = (node: PreviewNode): number => (node.allocatable ? amountOf(node.allocatable, area) : 0);
  const largest = Math.max(0, ...nodes.map(amount));
  const pictures = nodes.map((node, index) => {
    const size = boxSize(amount(node), largest, SLOT.width - 24);
    const x = MARGIN + (index % PER_ROW) * SLOT.width;
    const y = 64 + Math.floor(index / PER_ROW) * SLOT.height;
    const blocks = blocksOf(node, known, { ...size, area });
    return html`<g transform="translate(${x} ${y})">
      <rect width="${size.width}" height="${size.height}" fill="#f3f3f3" stroke="#555" />
      ${blocks.map((block) => drawBlock(block, slots))}
      <text y="${round(size.height + 15)}" font-size="12" font-weight="600"
        >${cut(`${grouped(node.count)} × ${node.instanceType ?? 'no launch'}`, CAPTION_LETTERS)}</text
      >
      <text y="${round(size.height + 30)}" font-size="11" fill="#555"
        >${captionOf(node, cost.currencyLabel)}</text
      >
    </g>`;
  });
  const perRow = namesPerRow(workloads.map(({ name }) => name));
  const legendHeight = Math.ceil(workloads.length / perRow) * 20 + 16;
  const legendTop = 64 + Math.ceil(nodes.length / PER_ROW) * SLOT.height + MARGIN;
  const height = legendTop + legendHeight;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${PAPER_WIDTH}"
    height="${height}"
    viewBox="0 0 ${PAPER_WIDTH} ${height}"
    font-family="sans-serif"
  >
    <rect width="100%" height="100%" fill="#fff" />
    <text x="${MARGIN}" y="36" font-size="18" font-weight="600">
      ${cluster}: ${counted(totals.nodeCount, 'node')}, ${billPerMonth(cost.bill, cost.currencyLabel)}/month
    </text>
    ${totals.unplacedPodCount > 0 && html`<text x="${MARGIN}" y="54" font-size="12" fill="#b00000">${counted(totals.unplacedPodCount, 'pod')} without a node</text>`}
    ${pictures}
    ${workloads.map(({ name }, index) => drawName(name, lookOf(slots[name] ?? 0), { index, perRow, top: legendTop }))}
  </svg>`.toString();
}

/** Below a box, as many as have room beside the next one. */
const CAPTION_LETTERS = 26;
/** Of a letter of the legend, with some to spare: which font draws it is not known. */
const LETTER_WIDTH = 6.8;
const MOST_NAMES_PER_ROW = 3;

const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;

/** "general, $0.0326/h": of a long name the begin. */
function captionOf({ nodePool, usdPerHour: usd }: PreviewNode, currencyLabel: string): string {
  const price = usd === undefined ? '' : `, ${usdPerHour(usd, currencyLabel)}/h`;
  return `${cut(nodePool, CAPTION_LETTERS - price.length)}${price}`;
}

/** So many that the longest has room. */
function namesPerRow(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  const width = 20 + (longest + 4) * LETTER_WIDTH;
  return Math.min(MOST_NAMES_PER_ROW, Math.max(1, Math.floor((PAPER_WIDTH - 2 * MARGIN) / width)));
}

function drawName(
  name: string,
  { colour, letter }: Look,
  { index, perRow, top }: { index: number; perRow: number; top: number },
): Html {
  const x = MARGIN + (index % perRow) * round((PAPER_WIDTH - 2 * MARGIN) / perRow);
  const y = top + Math.floor(index / perRow) * 20;
  return html`<rect x="${x}" y="${y}" width="14" height="14" fill="${INKS[colour]}" />
    <text x="${x + 20}" y="${y + 12}" font-size="12">${letter} ${name}</text>`;
}

function drawBlock({ workload, rect, cells }: Block, slots: PanelState['slots']): Html {
  const look = lookOf(workload === undefined ? 0 : (slots[workload] ?? 0));
  const fill = workload === undefined ? '#999' : INKS[look.colour];
  const isLarge = rect.width >= 16 && rect.height >= 16;
  return html`<g fill="${fill}">
    ${cells.map(
      ({ x, y, width, height }) =>
        html`<rect
          x="${round(x + 0.5)}"
          y="${round(y + 0.5)}"
          width="${round(Math.max(0.4, width - 1))}"
          height="${round(Math.max(0.4, height - 1))}"
        />`,
    )}
    ${workload !== undefined && isLarge && html`<text x="${round(rect.x + rect.width / 2)}" y="${round(rect.y + rect.height / 2 + 4)}" text-anchor="middle" font-size="11" font-weight="700" fill="#fff" stroke="#333" stroke-width="2" paint-order="stroke">${look.letter}</text>`}
  </g>`;
}
