/** Nodes to scale: rectangles whose areas are to each other as amounts of one resource are. Knows no markup. */
import type { PreviewAmounts, PreviewNode, PreviewWorkload } from '../../../server/src/protocol/previewModel';
import type { Area } from './state';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Block {
  /** undefined: daemons. */
  readonly workload: string | undefined;
  readonly rect: Rect;
  /** One a pod; the whole block where pods would be too small to see. */
  readonly cells: readonly Rect[];
}

export const amountOf = (amounts: PreviewAmounts, area: Area): number =>
  area === 'cpu' ? amounts.cpuMilli : amounts.memoryBytes;

const RATIO = 1.5;
const MIN_WIDTH = 12;

/** Width and height of a node's box; the largest node of the cluster is `maxWidth` wide. */
export function boxSize(amount: number, largest: number, maxWidth: number): Pick<Rect, 'width' | 'height'> {
  const width = Math.max(MIN_WIDTH, maxWidth * Math.sqrt(largest > 0 ? amount / largest : 1));
  return { width: round(width), height: round(width / RATIO) };
}

/** What lies in a node's box: pods from the left, the rest of the box is free. */
export function blocksOf(
  node: PreviewNode,
  workloads: ReadonlyMap<string, PreviewWorkload>,
  { area, width, height }: { readonly area: Area } & Pick<Rect, 'width' | 'height'>,
): Block[] {
  const size = node.allocatable ? amountOf(node.allocatable, area) : 0;
  if (size <= 0) return [];
  const items = itemsOf(node, workloads, area).filter(({ amount }) => amount > 0);
  const used = items.reduce((sum, { amount }) => sum + amount, 0);
  const filled = { x: 0, y: 0, width: Math.min(1, used / size) * width, height };
  const rects = squarify(
    items.map(({ amount }) => amount),
    filled,
  );
  return items.flatMap(({ workload, count }, index) => {
    const rect = rects[index];
    return rect ? [{ workload, rect, cells: cellsOf(rect, count) }] : [];
  });
}

interface Item {
  readonly workload: string | undefined;
  readonly amount: number;
  readonly count: number;
}

/** Workloads by amount from the largest, then what daemons take. */
function itemsOf(node: PreviewNode, workloads: ReadonlyMap<string, PreviewWorkload>, area: Area): Item[] {
  const pods = Object.entries(node.pods).map(([workload, count]) => {
    const own = workloads.get(workload);
    return { workload, count, amount: own ? count * amountOf({ ...own, podCount: 1 }, area) : 0 };
  });
  const podAmount = pods.reduce((sum, { amount }) => sum + amount, 0);
  const daemons = Math.max(0, amountOf(node.requested, area) - podAmount);
  pods.sort((a, b) => b.amount - a.amount);
  return [...pods, { workload: undefined, amount: daemons, count: 1 }];
}

/** Rectangles of the given areas (any unit, from the largest), as square as they can be, in order.
 *  @source Bruls, Huizing, van Wijk: Squarified Treemaps (2000) */
export function squarify(amounts: readonly number[], within: Rect): Rect[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const scale = total > 0 ? (within.width * within.height) / total : 0;
  const areas = amounts.map((amount) => amount * scale);
  const rects: Rect[] = [];
  let rest = within;
  for (let start = 0; start < areas.length;) {
    const end = rowEnd(areas, start, Math.min(rest.width, rest.height));
    const row = areas.slice(start, end);
    rects.push(...layRow(row, rest));
    rest = restAfter(row, rest);
    start = end;
  }
  return rects;
}

/** How many areas go into one row along the shorter side: as long as the worst of them gets no longer. */
function rowEnd(areas: readonly number[], start: number, side: number): number {
  let end = start + 1;
  let worst = worstRatio(areas.slice(start, end), side);
  while (end < areas.length) {
    const next = worstRatio(areas.slice(start, end + 1), side);
    if (next > worst) break;
    worst = next;
    end++;
  }
  return end;
}

function worstRatio(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const [largest, smallest] = [Math.max(...row), Math.min(...row)];
  if (sum === 0 || smallest === 0) return Infinity;
  return Math.max((side ** 2 * largest) / sum ** 2, sum ** 2 / (side ** 2 * smallest));
}

function layRow(row: readonly number[], { x, y, width, height }: Rect): Rect[] {
  const sum = row.reduce((total, area) => total + area, 0);
  const isColumn = width >= height;
  const depth = isColumn ? sum / height : sum / width;
  let along = 0;
  return row.map((area) => {
    const length = depth > 0 ? area / depth : 0;
    const rect = isColumn
      ? { x, y: y + along, width: depth, height: length }
      : { x: x + along, y, width: length, height: depth };
    along += length;
    return rect;
  });
}

function restAfter(row: readonly number[], { x, y, width, height }: Rect): Rect {
  const sum = row.reduce((total, area) => total + area, 0);
  if (width >= height) {
    const depth = height > 0 ? sum / height : 0;
    return { x: x + depth, y, width: Math.max(0, width - depth), height };
  }
  const depth = width > 0 ? sum / width : 0;
  return { x, y: y + depth, width, height: Math.max(0, height - depth) };
}

const MIN_CELL_AREA = 16;

/** Equal parts of a rectangle: rows whose heights are as the numbers of their cells. */
function cellsOf(rect: Rect, count: number): Rect[] {
  const { x, y, width, height } = rect;
  if (count <= 1 || (width * height) / count < MIN_CELL_AREA) return [rect];
  const rowCount = Math.min(count, Math.max(1, Math.round(Math.sqrt((count * height) / Math.max(width, 1)))));
  const cells: Rect[] = [];
  let top = y;
  for (let row = 0; row < rowCount; row++) {
    const own = Math.floor((count * (row + 1)) / rowCount) - Math.floor((count * row) / rowCount);
    const rowHeight = (height * own) / count;
    for (let column = 0; column < own; column++)
      cells.push({ x: x + (width * column) / own, y: top, width: width / own, height: rowHeight });
    top += rowHeight;
  }
  return cells;
}

export const round = (value: number): number => Math.round(value * 10) / 10;
