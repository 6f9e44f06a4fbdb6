/** Completion at an offset of a file. Works on text that is half typed: it looks at the outline of the document, not at
 *  its parse. Says nothing in templates and in documents that are not Kubernetes'. */
import { mayHoldObjects } from '../../manifest/foreign';
import { isTemplate } from '../../manifest/placeholders';
import { splitStream, type DocumentText } from '../../manifest/stream';
import { fieldAt, kindOf, type Field } from '../field';
import { namespaceLookedIn } from '../links/relations';
import { cursorAt, type Cursor } from '../outline/cursor';
import { inListItem } from '../outline/listItem';
import { isOutOfLine } from '../outline/outOfLine';
import { textAt } from '../outline/node';
import type { Spot, Surroundings } from '../values/value';
import { isMapping, itemLines, Placeholders } from './body';
import { NOTHING, type CompletionItem, type CompletionResult } from './item';
import { hang, keyItems } from './keys';
import { kindItems, kindsFor, versionsFor } from './kinds';
import { targetOf, type Target } from './target';
import { valueItems } from './valueItems';

export interface CompletionInput {
  readonly text: string;
  readonly offset: number;
  readonly karpenterVersion: string;
  readonly surroundings: Surroundings;
  /** The editor brings snippets of whole objects itself. */
  readonly hasOwnSnippets?: boolean;
}

/** Documents beyond this are not looked at: no manifest is as long, and it would take too long. */
const MAX_LENGTH = 512 * 1024;
const MAX_UNNAMED_LENGTH = 4096;

export function complete(input: CompletionInput): CompletionResult {
  if (isOnMarker(input.text, input.offset)) return NOTHING;
  const part = partAt(input.text, input.offset);
  if (!part || part.text.length > MAX_LENGTH || isOther(part.text) || isTemplate(part.text)) return NOTHING;
  const whole = cursorAt(part.text, input.offset - part.offset);
  if (!whole || isOutOfLine(part.text, whole) || isProperty(part, whole)) return NOTHING;
  const cursor = inListItem(whole);
  const target = targetOf(part.text, cursor, part.offset);
  const { root } = cursor.outline;
  const withNewObjects = cursor === whole && input.hasOwnSnippets !== true;
  const kind = kindOf(textAt(root, 'apiVersion'), textAt(root, 'kind'), input.karpenterVersion);
  if (!kind || isTypeField(cursor))
    return kind ? typeItems(cursor, target) : kindItems(cursor, target, { withNewObjects });
  const field = fieldAt(kind, cursor.path);
  if (!field) return NOTHING;
  const namespace = namespaceLookedIn(textAt(root, 'kind') ?? '', textAt(root, 'metadata', 'namespace'));
  const spot: Spot = { path: cursor.path, root, namespace, surroundings: input.surroundings };
  return itemsFor(field, cursor, spot, target);
}

/** Beyond its first lines a document of Kubernetes' has named its kind. */
const isOther = (text: string): boolean => text.length > MAX_UNNAMED_LENGTH && !mayHoldObjects(text);

function partAt(text: string, offset: number): DocumentText | undefined {
  return splitStream(text).findLast((part) => part.offset <= offset);
}

/** Neither before nor behind `---` on its line can anything begin. */
function isOnMarker(text: string, offset: number): boolean {
  return text.startsWith('---', text.slice(0, offset).lastIndexOf('\n') + 1);
}

/** An anchor, an alias or a tag. */
const isProperty = ({ text }: DocumentText, { token }: Cursor): boolean =>
  /[&*!]/.test(text.charAt(token.start));

const isTypeField = ({ path, place }: Cursor): boolean =>
  place === 'value' && path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion');

/** Of an object that has both already: kinds of the same version, versions of the same kind. */
function typeItems(cursor: Cursor, target: Target): CompletionResult {
  const items = cursor.path[0] === 'kind' ? kindsFor(undefined, target) : versionsFor(undefined, target);
  return { items, isIncomplete: false };
}

function itemsFor(field: Field, cursor: Cursor, spot: Spot, target: Target): CompletionResult {
  const { schema } = field;
  if (cursor.place === 'item') return newItems(field, spot, target);
  if (cursor.place === 'key') {
    // The lines below would belong to the new item.
    if (schema.type === 'array' && cursor.hasBody) return NOTHING;
    if (schema.type === 'array') return newItems(field, spot, { ...target, prefix: '- ' });
    if (!isMapping(schema)) return isOnlyKey(cursor) ? valueItems(field, spot, target) : NOTHING;
    return { items: keyItems(field, spot, target), isIncomplete: false };
  }
  const isItem = typeof cursor.path.at(-1) === 'number';
  if (isMapping(schema)) return isItem ? itemFields(field, spot, target) : NOTHING;
  return valueItems(field, spot, target);
}

/** A scalar on the line below its key. */
const isOnlyKey = ({ map, hasColon }: Cursor): boolean => map?.entries.length === 1 && !hasColon;

/** A new item of a list, dash included. */
function newItems(list: Field, spot: Spot, target: Target): CompletionResult {
  const { items: schema } = list.schema;
  if (!schema) return NOTHING;
  const item: Field = { ...list, steps: [...list.steps, '[]'], schema, parent: list.schema };
  if (!isMapping(schema)) return valueItems(list, spot, target);
  return itemFields(item, { ...spot, path: [...spot.path, -1] }, target);
}

/** The fields of an item, and all that are usual in one go. */
function itemFields(item: Field, spot: Spot, target: Target): CompletionResult {
  const single = keyItems(item, spot, target);
  const whole = target.style.isFlow ? undefined : wholeItem(item, target);
  return { items: whole ? [whole, ...single] : single, isIncomplete: false };
}

function wholeItem(item: Field, target: Target): CompletionItem | undefined {
  const context = { kind: item.kind.kind, style: target.style, placeholders: new Placeholders() };
  const lines = itemLines(item.schema, item.steps, context).map((line) => line.slice(2));
  const names = lines.flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []);
  if (names.length < 2) return undefined;
  return {
    label: names.join(', '),
    kind: 'field',
    newText: hang(lines, target),
    start: target.start,
    end: target.end,
    isSnippet: true,
    filterText: target.quote + (names[0] ?? ''),
    sortText: '00',
    detail: 'new item',
  };
}
