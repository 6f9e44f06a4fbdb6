/** `apiVersion` and `kind`: what an object begins with. */
import { allKinds, apiVersionOf } from '../../schema/kinds';
import { compareText, sortedUnique } from '../../util/sort';
import { OBJECT } from '../docs/object';
import { textAt, type OutlineNode } from '../outline/node';
import type { Cursor } from '../outline/cursor';
import { NOTHING, type CompletionItem, type CompletionResult } from './item';
import { newObjectItems } from './newObjectItems';
import type { Target } from './target';
import { sortTextOf } from './valueItems';

/** Fields that only objects of Kubernetes begin with, as far as they are all there is. */
const ROOT_FIELDS: ReadonlySet<string> = new Set([
  ...[
    'apiVersion',
    'kind',
    'metadata',
    'spec',
    'status',
    'data',
    'stringData',
    'type',
    'value',
    'provisioner',
    'items',
  ],
]);

/** One of these must be there where anything is: the others are words that many files begin with. */
const TELLING: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'spec']);

export interface KindOptions {
  /** Whole objects are offered where there is nothing yet. */
  readonly withNewObjects: boolean;
}

/** Completion in a document that is not (yet) known to be of some kind. */
export function kindItems(cursor: Cursor, target: Target, options: KindOptions): CompletionResult {
  const { root } = cursor.outline;
  if (!mayBecomeObject(root, cursor)) return NOTHING;
  const [field, ...deeper] = cursor.path;
  if (cursor.place === 'key' && cursor.path.length === 0) return rootKeys(cursor, target, options);
  if (cursor.place !== 'value' || deeper.length > 0) return NOTHING;
  if (field === 'kind') return { items: kindsFor(textAt(root, 'apiVersion'), target), isIncomplete: false };
  if (field === 'apiVersion')
    return { items: versionsFor(textAt(root, 'kind'), target), isIncomplete: false };
  return NOTHING;
}

/** Nothing at the root but what objects have there, and what is being typed. */
function mayBecomeObject(root: OutlineNode | undefined, cursor: Cursor): boolean {
  if (root?.kind !== 'map') return false;
  const isRootKey = cursor.place === 'key' && cursor.path.length === 0;
  const others = root.entries.filter(({ key }) => !isRootKey || key.start !== cursor.token.start);
  if (others.length > 0 && !others.some(({ key }) => TELLING.has(key.text))) return false;
  return others.every(({ key }) => ROOT_FIELDS.has(key.text));
}

/** In an empty document the first keys come once something was typed, whole objects at once. */
function rootKeys(cursor: Cursor, target: Target, { withNewObjects }: KindOptions): CompletionResult {
  const isEmpty = target.siblings.length === 0;
  const isPlain = !cursor.flow && !cursor.hasColon && !target.typed.startsWith('-');
  const isUntouched = isEmpty && target.typed === '' && withNewObjects && isPlain;
  const keys = ['apiVersion', 'kind']
    .filter((name) => !isUntouched && !target.siblings.includes(name))
    .map((name) => rootKey(name, cursor, target));
  const objects = isEmpty && withNewObjects && isPlain ? newObjectItems(target) : [];
  return { items: [...keys, ...objects], isIncomplete: false };
}

function rootKey(name: string, { hasColon }: Cursor, target: Target): CompletionItem {
  const key = target.style.isJson ? JSON.stringify(name) : name;
  const doc = OBJECT[name];
  return {
    ...item(name, target),
    kind: 'field',
    newText: hasColon ? key : `${key}: `,
    ...(typeof doc === 'string' ? { documentation: doc } : {}),
    ...(hasColon ? {} : { isFollowedByValues: true }),
  };
}

/** Kinds, with their API versions beside; only those of the version that is there. */
export function kindsFor(apiVersion: string | undefined, target: Target): CompletionItem[] {
  const known = allKinds().map((one) => ({ kind: one.kind, version: apiVersionOf(one) }));
  const versions = new Map<string, string[]>();
  for (const { kind, version } of [...known, LIST]) {
    if (apiVersion !== undefined && apiVersion !== '' && version !== apiVersion) continue;
    versions.set(kind, [...(versions.get(kind) ?? []), version]);
  }
  return [...versions]
    .sort(([a], [b]) => compareText(a, b))
    .map(([kind, names]) => ({
      ...item(kind, target),
      sortText: `${MOST_WRITTEN.has(kind) ? 0 : 1}${kind}`,
      detail: names.sort(newestFirst).join(', '),
    }));
}

/** Of kinds that share an API version, those that people mostly write. */
const MOST_WRITTEN: ReadonlySet<string> = new Set([
  ...['NodePool', 'EC2NodeClass', 'HorizontalPodAutoscaler', 'ScaledObject', 'Deployment'],
  ...['PodDisruptionBudget', 'StatefulSet'],
]);

/** Of one group, `v2` before `v1`, and that before `v1beta1` and `v1alpha1`. */
const newestFirst = (a: string, b: string): number =>
  compareText(groupOf(a), groupOf(b)) || compareText(maturity(b), maturity(a));

const groupOf = (version: string): string => version.slice(0, version.indexOf('/') + 1);
const maturity = (version: string): string => (/(?:alpha|beta)\d+$/.exec(version) ? '' : 'stable') + version;

/** Several objects in one document: no kind of an API server, but `kubectl` and Dryfit take it apart. */
const LIST = { kind: 'List', version: 'v1' };

/** API versions; only those that have the kind that is there. */
export function versionsFor(kind: string | undefined, target: Target): CompletionItem[] {
  if (kind === LIST.kind) return [item(LIST.version, target)];
  const kinds = allKinds().filter((one) => kind === undefined || kind === '' || one.kind === kind);
  return sortedUnique((kinds.length > 0 ? kinds : allKinds()).map(apiVersionOf))
    .sort(newestFirst)
    .map((version, place) => ({ ...item(version, target), sortText: sortTextOf(place) }));
}

function item(label: string, target: Target): CompletionItem {
  const quoted = target.quote === '' && !target.style.isJson ? label : JSON.stringify(label);
  return {
    label,
    kind: 'kind',
    newText: target.prefix + (target.quote === "'" ? `'${label}'` : quoted),
    start: target.start,
    end: target.end,
    isSnippet: false,
    filterText: target.quote + label,
    sortText: label,
  };
}
