/** Brings what is shown to what new markup says by changing as little as possible: what stays the same is not laid out again,
 *  keeps its focus and its place of scrolling. */

export function morph(slot: Element, markup: string): void {
  if (!slot.hasChildNodes()) {
    slot.innerHTML = markup;
    return;
  }
  const template = document.createElement('template');
  template.innerHTML = markup;
  morphChildren(slot, template.content);
}

function morphChildren(shown: Element, wanted: ParentNode): void {
  const nodes = [...wanted.childNodes];
  for (const [index, node] of nodes.entries()) {
    const present = shown.childNodes[index];
    if (!present) shown.append(node);
    else if (!present.isEqualNode(node)) morphNode(present, node);
  }
  while (shown.childNodes.length > nodes.length) shown.lastChild?.remove();
}

function morphNode(present: ChildNode, node: ChildNode): void {
  const isAlike = present instanceof Element && node instanceof Element && present.tagName === node.tagName;
  // What stands for something else begins anew: an input must not keep what was typed into another.
  if (!isAlike || present.id !== node.id || present instanceof HTMLInputElement) {
    present.replaceWith(node);
    return;
  }
  copyAttributes(present, node);
  morphChildren(present, node);
}

/** Whether details are open is the reader's, and set by whoever calls. */
function copyAttributes(present: Element, node: Element): void {
  for (const { name } of [...present.attributes])
    if (name !== 'open' && !node.hasAttribute(name)) present.removeAttribute(name);
  for (const { name, value } of node.attributes)
    if (present.getAttribute(name) !== value) present.setAttribute(name, value);
}
