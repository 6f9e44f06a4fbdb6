/** Documentation of offered items, sent for the one that is looked at (`completionItem/resolve`): a list of a thousand
 *  instance types stays short on the wire. That of the last list alone is kept. */
import { type CompletionItem, MarkupKind } from 'vscode-languageserver';

/** What an item carries to be found again. */
interface ItemData {
  readonly list: number;
  readonly index: number;
}

export class CompletionDocs {
  #list = 0;
  #texts: readonly (string | undefined)[] = [];

  /** The items of a new list without their documentation, to be asked for. */
  keep(items: readonly CompletionItem[]): CompletionItem[] {
    const list = ++this.#list;
    this.#texts = items.map(({ documentation }) =>
      typeof documentation === 'string' ? documentation : documentation?.value,
    );
    return items.map(({ documentation, ...item }, index) =>
      documentation === undefined ? item : { ...item, data: { list, index } satisfies ItemData },
    );
  }

  /** The item with its documentation; as it came when it is of an older list. */
  resolve(item: CompletionItem): CompletionItem {
    const { list, index } = dataOf(item.data);
    const value = list === this.#list ? this.#texts[index] : undefined;
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  }
}

function dataOf(data: unknown): ItemData {
  const { list, index } = (typeof data === 'object' && data !== null ? data : {}) as Partial<
    Record<keyof ItemData, unknown>
  >;
  return typeof list === 'number' && typeof index === 'number' ? { list, index } : { list: 0, index: 0 };
}
