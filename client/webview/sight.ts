/** Which items of lists are in sight: they are drawn first. */

/** Besides the window, as much of the page: what is scrolled into view next. */
const MARGIN_PX = 100;

/** @param lists  whose items follow each other from top to bottom */
export function sightOf(lists: Iterable<Element>): (item: Element) => boolean {
  const inSight = new Set<Element>();
  const [from, to] = [-MARGIN_PX, window.innerHeight + MARGIN_PX];
  for (const list of lists)
    for (const item of list.children) {
      const { top, bottom } = item.getBoundingClientRect();
      if (top > to) break;
      if (bottom >= from) inSight.add(item);
    }
  return (item) => inSight.has(item);
}
