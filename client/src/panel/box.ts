/** A node's box as SVG. */
import type { PreviewNode, PreviewWorkload } from '../../../server/src/protocol/previewModel';
import { html, type Html } from '../html';
import { lookClass, lookOf, type Look } from './colours';
import { blocksOf, round, type Block, type Rect } from './geometry';
import type { Area } from './state';

export interface BoxContext {
  readonly area: Area;
  readonly workloads: ReadonlyMap<string, PreviewWorkload>;
  readonly slots: Readonly<Record<string, number>>;
}

export type BoxSize = Pick<Rect, 'width' | 'height'>;

/** What is drawn is said in the card around it, so the picture itself is hidden from screen readers. */
export function renderBox(node: PreviewNode, size: BoxSize, context: BoxContext): Html {
  const { width, height } = size;
  return html`<svg
    class="box"
    data-pool="${node.nodePool}"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
  >
    <rect class="room" width="${width}" height="${height}" rx="2" />
    ${blocksOf(node, context.workloads, { ...size, area: context.area }).map((block) => renderBlock(block, context))}
    <rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="2" />
  </svg>`;
}

function renderBlock(block: Block, { slots }: BoxContext): Html {
  const path = pathOf(block.cells);
  if (block.workload === undefined)
    return html`<path class="daemons" d="${path}"><title>daemons</title></path>`;
  const look = lookOf(slots[block.workload] ?? 0);
  return html`<g class="block" data-workload="${block.workload}">
    <path class="${lookClass(look)}" d="${path}"><title>${block.workload}</title></path>
    ${look.pattern !== 'plain' && html`<path class="over" fill="url(#${look.pattern})" d="${path}" />`}
    ${renderLetter(block, look)}
  </g>`;
}

const MIN_LETTER_WIDTH = 16;
const MIN_LETTER_HEIGHT = 16;

/** In the first of the pods, where it is large enough, rather than over the lines between them. */
function renderLetter({ rect, cells: [first = rect] }: Block, { letter }: Look): Html | undefined {
  const place = [first, rect].find(hasRoom);
  if (!place) return undefined;
  const { x, y, width, height } = place;
  return html`<text class="letter" x="${round(x + width / 2)}" y="${round(y + height / 2 + 4)}"
    >${letter}</text
  >`;
}

const hasRoom = ({ width, height }: Rect): boolean =>
  width >= MIN_LETTER_WIDTH && height >= MIN_LETTER_HEIGHT;

const GAP = 0.5;

/** Cells with a gap between them, as one path. */
function pathOf(cells: readonly Rect[]): string {
  return cells
    .map(({ x, y, width, height }) => {
      const [w, h] = [round(Math.max(0.4, width - 2 * GAP)), round(Math.max(0.4, height - 2 * GAP))];
      return `M${round(x + GAP)} ${round(y + GAP)}h${w}v${h}h${-w}z`;
    })
    .join('');
}
