/** What is free on the nodes that take pods of others: by node for each template, and in sums that are kept from one look at a
 *  cluster to the next. */
import type { PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import type { Groundwork } from '../solver/groundwork';
import { perObject } from '../util/perObject';
import { reachesNode } from './reach';
import { roomOn } from './room';
import type { ClusterNode, World } from './state';

/** The open nodes at one moment. Nodes are the same objects for as long as nothing changes on them, so that of the sums of the last
 *  look only what other nodes come to is taken off or added. */
export class OpenRoom {
  readonly #nodes: ReadonlySet<ClusterNode>;
  /** On all open nodes: how many pods of a template find room, and what is free of a resource. */
  readonly #places: Map<PodTemplate, number>;
  readonly #rooms = new Map<string, number>();

  /** @param last  another moment of the same cluster */
  constructor(
    readonly open: readonly ClusterNode[],
    last?: OpenRoom,
  ) {
    this.#nodes = new Set(open);
    this.#places = last ? this.#placesSince(last) : new Map<PodTemplate, number>();
  }

  #placesSince(last: OpenRoom): Map<PodTemplate, number> {
    const gone = last.open.filter((node) => !this.#nodes.has(node));
    const come = this.open.filter((node) => !last.#nodes.has(node));
    if (gone.length + come.length >= this.open.length) return new Map();
    return new Map(
      Array.from(last.#places, ([template, places]) => [
        template,
        places - fittingOnAll(gone, template) + fittingOnAll(come, template),
      ]),
    );
  }

  /** Whether these are the open nodes, in this order. */
  isOf(open: readonly ClusterNode[]): boolean {
    return open.length === this.open.length && open.every((node, place) => node === this.open[place]);
  }

  has(node: ClusterNode): boolean {
    return this.#nodes.has(node);
  }

  /** How many pods of the template, and none besides, the other open nodes could take. Equal pods do not share a gap that is
   *  smaller than one of them. */
  placesOutside(going: readonly ClusterNode[], template: PodTemplate): number {
    let places = this.#places.get(template);
    if (places === undefined) {
      places = fittingOnAll(this.open, template);
      this.#places.set(template, places);
    }
    for (const node of going) if (this.#nodes.has(node)) places -= fittingOn(node, template);
    return places;
  }

  /** What is free of a resource on the other open nodes. */
  roomOutside(going: readonly ClusterNode[], name: string): number {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = 0;
      for (const node of this.open) room += amountOn(node, name);
      this.#rooms.set(name, room);
    }
    for (const node of going) if (this.#nodes.has(node)) room -= amountOn(node, name);
    return room;
  }
}

/** What the last look at the clusters of a run has left. */
const lastRooms = new WeakMap<Groundwork, OpenRoom>();

/** The same object as at the last look where the open nodes are the same. */
export function openRoomOf({ control: { groundwork } }: World, open: readonly ClusterNode[]): OpenRoom {
  const last = lastRooms.get(groundwork);
  if (last?.isOf(open)) return last;
  const room = new OpenRoom(open, last);
  lastRooms.set(groundwork, room);
  return room;
}

const amountOn = (node: ClusterNode, name: string): number => Math.max(0, roomOn(node)[name] ?? 0);

function fittingOnAll(nodes: readonly ClusterNode[], template: PodTemplate): number {
  let count = 0;
  for (const node of nodes) count += fittingOn(node, template);
  return count;
}

const fitting = perObject((_: ClusterNode) => new Map<PodTemplate, number>());

/** How many pods of the template find room on the node as it is, at most. */
export function fittingOn(node: ClusterNode, template: PodTemplate): number {
  const onNode = fitting(node);
  const known = onNode.get(template);
  if (known !== undefined) return known;
  const count = fittingOf(needsOf(template), roomOn(node));
  const reached = count > 0 && reachesNode(template, node) ? count : 0;
  onNode.set(template, reached);
  return reached;
}

type Needs = readonly (readonly [resource: string, amount: number])[];

function fittingOf(needs: Needs, room: Resources): number {
  let count = Infinity;
  for (const [name, amount] of needs) count = Math.min(count, Math.floor((room[name] ?? 0) / amount));
  return Math.max(0, count);
}

/** What one pod takes of a node. */
export const needsOf = perObject(({ requests }: PodTemplate): Needs =>
  Object.entries({ ...requests, pods: 1 }).filter(([, amount]) => amount > 0),
);
