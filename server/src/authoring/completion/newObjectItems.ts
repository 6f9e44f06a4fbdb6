/** Whole objects as completions of an empty document; behind the keys, should those fit as well. */
import type { CompletionItem } from './item';
import { NEW_OBJECTS, type NewObject } from './newObjects';
import type { Target } from './target';

export const newObjectItems = (target: Target): CompletionItem[] =>
  NEW_OBJECTS.map((object, rank) => newObjectItem(object, rank, target));

function newObjectItem(
  { title, kind, prefixes, description, body }: NewObject,
  rank: number,
  { start, end }: Target,
): CompletionItem {
  return {
    ...{ label: title, kind: 'snippet', newText: body, start, end, isSnippet: true },
    filterText: [kind, ...prefixes].join(' '),
    sortText: `z${rank}`,
    detail: 'new object',
    documentation: description,
  };
}
