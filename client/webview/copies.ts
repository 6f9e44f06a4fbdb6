/** Equal boxes come as one, with their number in the attribute `data-copies` of what holds them: to copy an element takes a
 *  small part of what it takes to read it. */

const ATTRIBUTE = 'data-copies';

export const isCopied = (holder: Element): boolean => holder.hasAttribute(ATTRIBUTE);

/** Makes the copies within what was just read. */
export function makeCopies<T extends Node>(read: T): T {
  if (!(read instanceof Element || read instanceof DocumentFragment)) return read;
  const own = read instanceof Element && isCopied(read) ? [read] : [];
  for (const holder of [...own, ...read.querySelectorAll(`[${ATTRIBUTE}]`)]) {
    const { firstElementChild: original } = holder;
    if (original) fill(holder, original);
  }
  return read;
}

/** @param holder  on show, its attributes are those of `read` by now
 *  @param read  with the original alone */
export function putCopies(holder: Element, read: Element): void {
  const original = read.firstElementChild;
  if (!original) return holder.replaceChildren();
  const isSame =
    holder.childElementCount === countOf(read) && holder.firstElementChild?.isEqualNode(original);
  if (isSame !== true) fill(holder, original);
}

const countOf = (holder: Element): number => Number(holder.getAttribute(ATTRIBUTE));

function fill(holder: Element, original: Element): void {
  const copies = Array.from({ length: countOf(holder) - 1 }, () => original.cloneNode(true));
  holder.replaceChildren(original, ...copies);
}
