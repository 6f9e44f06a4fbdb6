/** Where the reader is: what is put in anew must not take the focus away. */

/** Remembers what has the focus, and where in it the caret is. */
export function keepFocus(): { restore(): void } {
  const { activeElement } = document;
  const id = activeElement?.id ?? '';
  const isText = activeElement instanceof HTMLInputElement && activeElement.type === 'text';
  const caret = isText ? activeElement.selectionStart : null;
  return {
    restore: () => {
      if (id === '' || document.activeElement?.id === id) return;
      const again = document.getElementById(id);
      again?.focus({ preventScroll: true });
      if (again instanceof HTMLInputElement && caret !== null) again.setSelectionRange(caret, caret);
    },
  };
}
