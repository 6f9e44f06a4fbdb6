/** Brings what is shown to what new markup says by changing as little as possible: what stays the same is not laid out again,
 *  keeps its focus and its place of scrolling. Of lists that come in pieces only the pieces that differ are read. */
import { sameEnds } from '../../server/src/util/sameEnds';
import type { Html, Piece, Pieces } from '../src/html';
import { isCopied, makeCopies, putCopies } from './copies';

/** What the items of a list were made from, by the element that holds them. */
const itemsIn = new WeakMap<Element, Pieces>();
/** What a slot shows, without the items of its lists. */
const frameOf = new WeakMap<Element, string>();

/** @param isInSight  of an item of a list on show; the others that only differ may come a little later */
export function morph(slot: Element, markup: Html, isInSight: (item: Element) => boolean): void {
  const { frame } = markup;
  const isNew = !slot.hasChildNodes();
  if (isNew) slot.append(makeCopies(parsed(markup.toString())));
  else if (frameOf.get(slot) !== frame) morphChildren(slot, parsed(frame));
  frameOf.set(slot, frame);
  const lists = slot.querySelectorAll('[data-pieces]');
  for (const [index, items] of markup.pieces.entries()) {
    const list = lists[index];
    if (!list) continue;
    if (isNew) itemsIn.set(list, items);
    else morphItems(list, items, isInSight);
  }
}

/** Lists some of whose items are older than what they should show, with what that is. */
const late = new Map<Element, Pieces>();

/** Puts in what `morph` has left for later. @returns whether there was something */
export function catchUp(): boolean {
  const lists = [...late];
  late.clear();
  for (const [list, items] of lists) morphItems(list, items, () => true);
  return lists.length > 0;
}

function parsed(markup: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

function morphChildren(shown: Element, wanted: ParentNode): void {
  const nodes = [...wanted.childNodes];
  for (const [index, node] of nodes.entries()) {
    const present = shown.childNodes[index];
    if (!present) shown.append(makeCopies(node));
    else if (!present.isEqualNode(node)) morphNode(present, node);
  }
  while (shown.childNodes.length > nodes.length) shown.lastChild?.remove();
}

function morphNode(present: ChildNode, node: ChildNode): void {
  const isAlike = present instanceof Element && node instanceof Element && present.tagName === node.tagName;
  // What stands for something else begins anew: an input must not keep what was typed into another.
  if (
    !isAlike ||
    present.id !== node.id ||
    present instanceof HTMLInputElement ||
    isList(present) !== isList(node)
  ) {
    present.replaceWith(makeCopies(node));
    return;
  }
  copyAttributes(present, node);
  if (isCopied(node)) putCopies(present, node);
  else if (!isList(present)) morphChildren(present, node);
}

const isList = (one: Element): boolean => one.hasAttribute('data-pieces');

/** Whether details are open is the reader's, and set by whoever calls. */
function copyAttributes(present: Element, node: Element): void {
  for (const { name } of [...present.attributes])
    if (name !== 'open' && !node.hasAttribute(name)) present.removeAttribute(name);
  for (const { name, value } of node.attributes)
    if (present.getAttribute(name) !== value) present.setAttribute(name, value);
}

/** What is the same object need not be made to be compared. */
const isSame = (older: Piece | undefined, newer: Piece | undefined): boolean =>
  older === newer || String(older) === String(newer);

/** Items out of sight that only differ stay as they are until `catchUp`. */
function morphItems(list: Element, after: Pieces, isInSight: (item: Element) => boolean): void {
  const before = itemsIn.get(list) ?? [];
  const { head, tail } = sameEnds(before, after, isSame);
  const children = [...list.children];
  const replaced = children.slice(0, Math.min(before.length, after.length) - tail);
  const isLate = replaced.map((child, index) => index >= head && !isInSight(child));
  const now = after.map((item, index) => (isLate[index] === true ? (before[index] ?? item) : item));
  putItems(list, before, now);
  itemsIn.set(list, now);
  if (now.some((item, index) => item !== after[index])) late.set(list, after);
  else late.delete(list);
}

/** Items before and after those that differ stay as they are. */
function putItems(list: Element, before: Pieces, after: Pieces): void {
  const { head, tail } = sameEnds(before, after, isSame);
  const [wanted, present] = [after.length - head - tail, before.length - head - tail];
  const differs = (index: number): boolean =>
    index >= present || !isSame(before[head + index], after[head + index]);
  const changed = Array.from({ length: wanted }, (_, index) => index).filter(differs);
  const nodes = [...parsed(changed.map((index) => after[head + index]).join('')).children];
  const children = [...list.children];
  const end = children[before.length - tail] ?? null;
  for (const [at, index] of changed.entries()) {
    const [node, old] = [nodes[at], index < present ? children[head + index] : undefined];
    if (node && old) morphNode(old, node);
    else if (node) list.insertBefore(makeCopies(node), end);
  }
  for (const surplus of children.slice(head + wanted, head + present)) surplus.remove();
}
